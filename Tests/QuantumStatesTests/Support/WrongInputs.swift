import NumericalCore
import QuantumStates

/// Calls with one thing wrong each.
enum WrongInputs {
    static let nan = Double.nan
    static let infinity = Double.infinity
    static let bell = StateVector.singlet
    static let singlet = StateVector.singlet.densityOperator
    static func space(_ dimensions: Int...) throws -> HilbertSpace { try HilbertSpace(dimensions: dimensions) }
    static func matrix(_ rows: [[Complex]]) throws -> ComplexMatrix { try ComplexMatrix(rows) }
    static func diagonal(_ entries: Double...) -> ComplexMatrix { .diagonal(entries.map { Complex($0) }) }

    static let directions: [WrongInput] = [
        WrongInput("zero direction") { try Direction(0, 0, 0) },
        WrongInput("NaN direction") { try Direction(nan, 0, 1) },
        WrongInput("infinite direction") { try Direction(0, -infinity, 1) },
        WrongInput("NaN polar angle") { try Direction(theta: nan, phi: 0) },
        WrongInput("infinite azimuth") { try Direction(theta: 0, phi: infinity) },
        WrongInput("Bloch vector beyond the ball") { try BlochVector(0.8, 0.8, 0) },
        WrongInput("NaN Bloch vector") { try BlochVector(nan, 0, 0) },
        WrongInput("huge Bloch vector") { try BlochVector(1e200, 0, 0) },
        WrongInput("Bloch vector of two qubits") { try BlochVector(singlet) },
    ]

    static let spaces: [WrongInput] = [
        WrongInput("no parties") { try HilbertSpace(dimensions: []) },
        WrongInput("a party without levels") { try space(2, 0) },
        WrongInput("a negative dimension") { try space(-2) },
        WrongInput("an overflowing product") { try space(Int.max, Int.max) },
        WrongInput("2³¹ dimensions") { try space(1 << 30, 2) },
        WrongInput("a thousand parties") { try HilbertSpace(dimensions: Array(repeating: 2, count: 1000)) },
        WrongInput("no qubits") { try HilbertSpace.qubits(0) },
        WrongInput("sixty qubits") { try HilbertSpace.qubits(60) },
        WrongInput("Int.max qudits") { try HilbertSpace.qudits(Int.max, dimension: 1) },
        WrongInput("qudits without levels") { try HilbertSpace.qudits(2, dimension: 0) },
        WrongInput("an overflowing product of spaces") { try HilbertSpace.qubits(20).tensor(.qubits(20)) },
        WrongInput("a digit too many") { try HilbertSpace.twoQubits.index(of: [0, 1, 0]) },
        WrongInput("a digit out of range") { try HilbertSpace.twoQubits.index(of: [0, 2]) },
        WrongInput("a negative digit") { try HilbertSpace.twoQubits.index(of: [-1, 0]) },
        WrongInput("restricted to nobody") { try HilbertSpace.twoQubits.restricted(to: []) },
        WrongInput("a party twice") { try HilbertSpace.twoQubits.restricted(to: [1, 1]) },
        WrongInput("a party that is not there") { try HilbertSpace.twoQubits.restricted(to: [2]) },
        WrongInput("an order too short") { try HilbertSpace.twoQubits.permuted([0]) },
        WrongInput("an order that repeats") { try HilbertSpace.twoQubits.permuted([0, 0]) },
        WrongInput("embedding at no party") { try HilbertSpace.twoQubits.embed(.identity(2), at: 2) },
        WrongInput("embedding at a negative party") { try HilbertSpace.twoQubits.embed(.identity(2), at: -1) },
        WrongInput("embedding a wrong shape") { try HilbertSpace.twoQubits.embed(.identity(3), at: 0) },
        WrongInput("embedding into 2²⁰ dimensions") { try HilbertSpace.qubits(20).embed(.identity(2), at: 0) },
    ]

    static let vectors: [WrongInput] = [
        WrongInput("amplitudes missing") { try StateVector([1], in: .qubit) },
        WrongInput("no amplitudes") { try StateVector([], in: .qubit) },
        WrongInput("amplitudes of norm √2") { try StateVector([1, 1], in: .qubit) },
        WrongInput("amplitudes of overflowing norm") { try StateVector([1e200, 1e200], in: .qubit) },
        WrongInput("NaN amplitude") { try StateVector([1, Complex(0, nan)], in: .qubit) },
        WrongInput("infinite amplitude") { try StateVector(normalizing: [Complex(infinity), 0], in: .qubit) },
        WrongInput("zero vector") { try StateVector(normalizing: [0, 0], in: .qubit) },
        WrongInput("overlap across spaces") { try bell.overlap(with: Direction.x.stateVector) },
        WrongInput("observable of a wrong shape") { try bell.expectation(of: .identity(2)) },
        WrongInput("NaN observable") { try bell.expectation(of: diagonal(nan, 0, 0, 0)) },
        WrongInput("a unitary that is none") { try bell.applying(diagonal(1, 1, 1, 0.5)) },
        WrongInput("a unitary with an infinity") { try bell.applying(diagonal(1, 1, 1, infinity)) },
        WrongInput("a unitary with huge entries") { try bell.applying(.diagonal([Complex(1e200, 1e200), 1, 1, 1])) },
        WrongInput("a unitary of a wrong shape") { try bell.applying(.identity(2)) },
        WrongInput("a unitary on no party") { try bell.applying(.identity(2), to: 2) },
        WrongInput("a rectangular unitary") { try bell.applying(ComplexMatrix(rows: 2, columns: 3), to: 0) },
        WrongInput("reduced to nobody") { try bell.reduced(to: []) },
        WrongInput("reduced to one party twice") { try bell.reduced(to: [0, 0]) },
        WrongInput("a reduced state of 2¹⁵ dimensions") {
            try StateVector.ghz(parties: 16).reduced(to: Array(0..<15))
        },
        WrongInput("an order of three for two") { try bell.permutingParties([0, 1, 2]) },
        WrongInput("a basis state without digits") { try StateVector.computational([], in: .qubit) },
        WrongInput("a basis state out of range") { try StateVector.computational([3], in: .qubit) },
        WrongInput("GHZ of nobody") { try StateVector.ghz(parties: 0) },
        WrongInput("GHZ of sixty qubits") { try StateVector.ghz(parties: 60) },
        WrongInput("GHZ without levels") { try StateVector.ghz(parties: 2, dimension: 0) },
        WrongInput("GHZ of too many levels") { try StateVector.ghz(parties: 3, dimension: Int.max) },
        WrongInput("W of nobody") { try StateVector.w(parties: 0) },
        WrongInput("W of sixty qubits") { try StateVector.w(parties: 60) },
        WrongInput("Dicke with too many excitations") { try StateVector.dicke(parties: 3, excitations: 4) },
        WrongInput("Dicke with −1 excitations") { try StateVector.dicke(parties: 3, excitations: -1) },
        WrongInput("maximally entangled without levels") { try StateVector.maximallyEntangled(dimension: 0) },
        WrongInput("maximally entangled, too large") { try StateVector.maximallyEntangled(dimension: 1 << 40) },
        WrongInput("product of no directions") { try StateVector.product([]) },
        WrongInput("product of 31 directions") { try StateVector.product(Array(repeating: .x, count: 31)) },
        WrongInput("product beyond 2³⁰ dimensions") {
            try StateVector.ghz(parties: 16).tensor(.ghz(parties: 15))
        },
    ]

    static let operators: [WrongInput] = [
        WrongInput("not square") { try DensityOperator(ComplexMatrix(rows: 2, columns: 3), in: .qubit) },
        WrongInput("a matrix for another space") { try DensityOperator(diagonal(0.5, 0.5), in: .twoQubits) },
        WrongInput("an empty matrix") { try DensityOperator(ComplexMatrix(rows: 0, columns: 0), in: .qubit) },
        WrongInput("not Hermitian") { try DensityOperator(matrix([[0.5, 0.2], [0.1, 0.5]]), in: .qubit) },
        WrongInput("trace 1.1") { try DensityOperator(diagonal(0.5, 0.6), in: .qubit) },
        WrongInput("zero matrix") { try DensityOperator(diagonal(0, 0), in: .qubit) },
        WrongInput("negative eigenvalue") { try DensityOperator(diagonal(1.5, -0.5), in: .qubit) },
        WrongInput("NaN entry") { try DensityOperator(diagonal(nan, 0.5), in: .qubit) },
        WrongInput("infinite entries") { try DensityOperator(diagonal(infinity, -infinity), in: .qubit) },
        WrongInput("huge entries") { try DensityOperator(matrix([[0.5, 1e300], [1e300, 0.5]]), in: .qubit) },
        WrongInput("negative tolerance") { try DensityOperator(diagonal(0.5, 0.5), in: .qubit, tolerance: -1e-9) },
        WrongInput("NaN tolerance") { try DensityOperator(diagonal(0.5, 0.5), in: .qubit, tolerance: nan) },
        WrongInput("tolerance 1") { try DensityOperator(diagonal(0.5, 0.5), in: .qubit, tolerance: 1) },
        WrongInput("expectation of a wrong shape") { try singlet.expectation(of: .identity(2)) },
        WrongInput("a product of 2²⁰ dimensions") {
            let half = try DensityOperator.maximallyMixed(in: .qubits(5))
            return try half.tensor(half).tensor(half)
        },
        WrongInput("not a unitary") { try singlet.applying(diagonal(1, 1, 1, 2)) },
        WrongInput("mixing across spaces") { try singlet.mixed(with: .maximallyMixed(in: .qubit), weight: 0.5) },
        WrongInput("weight 1.1") { try singlet.mixed(with: singlet, weight: 1.1) },
        WrongInput("NaN weight") { try singlet.mixed(with: singlet, weight: nan) },
        WrongInput("noise of visibility −0.1") { try singlet.withWhiteNoise(visibility: -0.1) },
        WrongInput("noise of NaN visibility") { try singlet.withWhiteNoise(visibility: nan) },
        WrongInput("keeping nobody") { try singlet.reduced(to: []) },
        WrongInput("keeping party 5") { try singlet.reduced(to: [0, 5]) },
        WrongInput("tracing everybody out") { try singlet.tracingOut([0, 1]) },
        WrongInput("tracing out nobody") { try singlet.tracingOut([]) },
        WrongInput("transposing nobody") { try singlet.partialTranspose(of: []) },
        WrongInput("transposing party −1") { try singlet.partialTranspose(of: [-1]) },
        WrongInput("transposing a party twice") { try singlet.partialTranspose(of: [0, 0]) },
        WrongInput("an order that repeats") { try singlet.permutingParties([1, 1]) },
        WrongInput("fidelity across spaces") { try singlet.fidelity(with: .maximallyMixed(in: .qubit)) },
        WrongInput("fidelity with a pure state elsewhere") { try singlet.fidelity(with: Direction.x.stateVector) },
        WrongInput("distance across spaces") { try singlet.traceDistance(to: .maximallyMixed(in: .qubit)) },
        WrongInput("nearest to a rectangular matrix") {
            try DensityOperator.nearest(to: ComplexMatrix(rows: 2, columns: 3), in: .qubit)
        },
        WrongInput("nearest to a matrix far from Hermitian") {
            try DensityOperator.nearest(to: matrix([[0.5, 1], [0, 0.5]]), in: .qubit)
        },
        WrongInput("nearest to a huge matrix that is not Hermitian") {
            try DensityOperator.nearest(to: matrix([[0.5, 1e200], [0, 0.5]]), in: .qubit)
        },
        WrongInput("nearest to NaN") { try DensityOperator.nearest(to: diagonal(nan, 0), in: .qubit) },
    ]

    static let named: [WrongInput] = [
        WrongInput("mixed state of 2²⁰ dimensions") { try DensityOperator.maximallyMixed(in: .qubits(20)) },
        WrongInput("Werner above 1") { try DensityOperator.werner(visibility: 1.2) },
        WrongInput("Werner below −1/3") { try DensityOperator.werner(visibility: -0.34) },
        WrongInput("Werner NaN") { try DensityOperator.werner(visibility: nan) },
        WrongInput("Werner with swap 1.5") { try DensityOperator.werner(dimension: 3, swap: 1.5) },
        WrongInput("Werner with NaN swap") { try DensityOperator.werner(dimension: 3, swap: nan) },
        WrongInput("Werner of one level") { try DensityOperator.werner(dimension: 1, swap: 0) },
        WrongInput("Werner of Int.max levels") { try DensityOperator.werner(dimension: Int.max, swap: 0) },
        WrongInput("isotropic above 1") { try DensityOperator.isotropic(dimension: 3, visibility: 1.01) },
        WrongInput("isotropic below −1/8") { try DensityOperator.isotropic(dimension: 3, visibility: -0.13) },
        WrongInput("isotropic of 0 levels") { try DensityOperator.isotropic(dimension: 0, visibility: 0.5) },
        WrongInput("three Bell weights") { try DensityOperator.bellDiagonal(weights: [0.5, 0.25, 0.25]) },
        WrongInput("negative Bell weight") { try DensityOperator.bellDiagonal(weights: [1.5, -0.5, 0, 0]) },
        WrongInput("Bell weights of sum 2") { try DensityOperator.bellDiagonal(weights: [0.5, 0.5, 0.5, 0.5]) },
        WrongInput("NaN Bell weight") { try DensityOperator.bellDiagonal(weights: [nan, 0.5, 0.5, 0]) },
        WrongInput("outside the tetrahedron") { try DensityOperator.xyz(correlations: SIMD3(1, 1, 1)) },
        WrongInput("NaN correlation") { try DensityOperator.xyz(correlations: SIMD3(0, nan, 0)) },
        WrongInput("mixture of nothing") { try DensityOperator.mixture([], weights: []) },
        WrongInput("weights missing") { try DensityOperator.mixture([bell, bell], weights: [1]) },
        WrongInput("mixture of sum ½") { try DensityOperator.mixture([bell], weights: [0.5]) },
        WrongInput("mixture with infinite weights") { try DensityOperator.mixture([bell], weights: [infinity]) },
        WrongInput("mixture with overflowing weights") {
            try DensityOperator.mixture([bell, bell], weights: [1e308, 1e308])
        },
        WrongInput("mixture across spaces") {
            try DensityOperator.mixture([bell, Direction.x.stateVector], weights: [0.5, 0.5])
        },
        WrongInput("an unknown name") { try DensityOperator(named: "wener(0.5)") },
        WrongInput("an empty name") { try DensityOperator(named: "") },
        WrongInput("a name without its number") { try DensityOperator(named: "werner") },
        WrongInput("an open parenthesis") { try DensityOperator(named: "werner(0.5") },
        WrongInput("text for a number") { try DensityOperator(named: "werner(half)") },
        WrongInput("NaN by name") { try DensityOperator(named: "werner(nan)") },
        WrongInput("2.5 parties by name") { try DensityOperator(named: "ghz(2.5)") },
        WrongInput("1e300 parties by name") { try DensityOperator(named: "ghz(1e300)") },
        WrongInput("thirty parties by name") { try DensityOperator(named: "w(30)") },
        WrongInput("a name for 4 GiB") { try DensityOperator(named: "mixed(14)") },
        WrongInput("a name for 2 GiB") { try DensityOperator(named: "ghz(3, 22)") },
        WrongInput("a Werner state of 65² levels by name") { try DensityOperator(named: "werner(65, 0)") },
        WrongInput("no number between commas") { try DensityOperator(named: "xyz(0,,0)") },
    ]

    static let paulis: [WrongInput] = [
        WrongInput("an unknown Pauli letter") { try PauliString("XQ") },
        WrongInput("small Pauli letters") { try PauliString("xyz") },
        WrongInput("a letter outside ASCII") { try PauliString("XÝ") },
        WrongInput("an empty Pauli string") { try PauliString("") },
        WrongInput("63 letters") { try PauliString(String(repeating: "X", count: 63)) },
        WrongInput("a million letters") { try PauliString(String(repeating: "X", count: 1_000_000)) },
        WrongInput("no Pauli matrices") { try PauliString([Pauli]()) },
        WrongInput("100 Pauli matrices") { try PauliString(Array(repeating: Pauli.z, count: 100)) },
        WrongInput("masks of no qubits") { try PauliString(count: 0, xMask: 0, zMask: 0) },
        WrongInput("masks of 64 qubits") { try PauliString(count: 64, xMask: 0, zMask: 0) },
        WrongInput("a mask with a bit too many") { try PauliString(count: 2, xMask: 4, zMask: 0) },
        WrongInput("a factor on no qubit") { try PauliString(.x, at: 3, of: 3) },
        WrongInput("a factor on qubit −1") { try PauliString(.x, at: -1, of: 3) },
        WrongInput("a factor of −2 qubits") { try PauliString(.x, at: 0, of: -2) },
        WrongInput("two factors on one qubit") { try PauliString([(0, .x), (0, .z)], of: 2) },
        WrongInput("a dense string of 15 qubits") { try PauliString(.x, at: 0, of: 15).matrix() },
        WrongInput("a tensor of no qubits") { try PauliTensor(count: 0, coefficients: [1]) },
        WrongInput("a tensor of 40 qubits") { try PauliTensor(count: 40, coefficients: [1]) },
        WrongInput("coefficients missing") { try PauliTensor(count: 1, coefficients: [1, 0, 0]) },
        WrongInput("NaN coefficient") { try PauliTensor(count: 1, coefficients: [1, nan, 0, 0]) },
        WrongInput("the tensor of a qutrit") { try PauliTensor(DensityOperator.maximallyMixed(in: space(3))) },
        WrongInput("the tensor of a 3 × 3 matrix") { try PauliTensor(hermitian: .identity(3)) },
        WrongInput("the tensor of a 1 × 1 matrix") { try PauliTensor(hermitian: .identity(1)) },
        WrongInput("the tensor of no matrix") { try PauliTensor(hermitian: ComplexMatrix(rows: 0, columns: 0)) },
        WrongInput("the tensor of a matrix not Hermitian") { try PauliTensor(hermitian: matrix([[0, 1], [0, 0]])) },
        WrongInput("the tensor of a huge matrix not Hermitian") {
            try PauliTensor(hermitian: matrix([[0, 1e200], [0, 0]]))
        },
        WrongInput("an unphysical tensor") { try PauliTensor(count: 1, coefficients: [1, 1, 1, 0]).densityOperator() },
        WrongInput("T of a wrong shape") { try TwoQubitBlochForm(a: .zero, b: .zero, t: .identity(2)) },
        WrongInput("NaN in a") { try TwoQubitBlochForm(a: SIMD3(nan, 0, 0), b: .zero, t: .identity(3)) },
        WrongInput("infinity in b") { try TwoQubitBlochForm(a: .zero, b: SIMD3(0, infinity, 0), t: .identity(3)) },
        WrongInput("NaN in T") { try TwoQubitBlochForm(a: .zero, b: .zero, t: .diagonal([1, nan, 1])) },
        WrongInput("an unphysical Bloch form") {
            try TwoQubitBlochForm(a: .zero, b: .zero, t: .identity(3)).densityOperator()
        },
        WrongInput("the Bloch form of a qutrit") { try TwoQubitBlochForm(.maximallyMixed(in: space(3))) },
        WrongInput("the Bloch form of one ququart") { try TwoQubitBlochForm(.maximallyMixed(in: space(4))) },
    ]

    static let quantities: [WrongInput] = [
        WrongInput("CHSH with one direction") {
            try TwoQubitBlochForm(singlet).chsh(alice: [.x], bob: [.x, .y])
        },
        WrongInput("CHSH with three directions") {
            try TwoQubitBlochForm(singlet).chsh(alice: [.x, .y], bob: [.x, .y, .z])
        },
        WrongInput("CHSH of a qutrit pair") { try DensityOperator.werner(dimension: 3, swap: 0).chshMaximum() },
        WrongInput("concurrence of a qutrit pair") { try DensityOperator.werner(dimension: 3, swap: 0).concurrence() },
        WrongInput("formation of one qubit") {
            try DensityOperator.maximallyMixed(in: .qubit).entanglementOfFormation()
        },
        WrongInput("fully entangled fraction of three") {
            try StateVector.ghz(parties: 3).densityOperator.fullyEntangledFraction()
        },
        WrongInput("absolute separability of three") {
            try StateVector.ghz(parties: 3).densityOperator.isAbsolutelySeparable()
        },
        WrongInput("NaN tolerance of absolute separability") { try singlet.isAbsolutelySeparable(tolerance: nan) },
        WrongInput("negativity of nobody") { try singlet.negativity(of: []) },
        WrongInput("negativity of party 2") { try singlet.negativity(of: [2]) },
        WrongInput("NaN tolerance of the transpose") { try singlet.hasPositivePartialTranspose(tolerance: nan) },
        WrongInput("ball of visibility 1.5") { try NoisyBall(visibility: 1.5, in: .qubit) },
        WrongInput("ball of NaN visibility") { try NoisyBall(visibility: nan, in: .qubit) },
        WrongInput("ball in another space") { try NoisyBall(visibility: 0.5, in: .qubit).contains(singlet) },
        WrongInput("NaN tolerance of a ball") {
            try NoisyBall(visibility: 0.5, in: .twoQubits).contains(singlet, tolerance: nan)
        },
        WrongInput("extreme of a ball of 20 qubits") {
            var stream = RandomStream(seed: 1)
            return try NoisyBall(visibility: 0.5, in: .qubits(20)).randomExtreme(using: &stream)
        },
        WrongInput("rank 0") {
            var stream = RandomStream(seed: 1)
            return try DensityOperator.randomHilbertSchmidt(in: .qubit, rank: 0, using: &stream)
        },
        WrongInput("rank 3 of 2") {
            var stream = RandomStream(seed: 1)
            return try DensityOperator.randomHilbertSchmidt(in: .qubit, rank: 3, using: &stream)
        },
        WrongInput("random state of 20 qubits") {
            var stream = RandomStream(seed: 1)
            return try DensityOperator.randomBures(in: .qubits(20), using: &stream)
        },
        WrongInput("no product states") {
            var stream = RandomStream(seed: 1)
            return try DensityOperator.randomSeparable(in: .qubit, terms: 0, using: &stream)
        },
        WrongInput("Int.max product states") {
            var stream = RandomStream(seed: 1)
            return try DensityOperator.randomSeparable(in: .qubit, terms: .max, using: &stream)
        },
        WrongInput("Gell-Mann of one level") { try GellMannBasis(dimension: 1) },
        WrongInput("Gell-Mann of a million levels") { try GellMannBasis(dimension: 1_000_000) },
        WrongInput("Gell-Mann coefficients missing") { try GellMannBasis(dimension: 3).matrix(coefficients: [1]) },
        WrongInput("NaN Gell-Mann coefficient") { try GellMannBasis(dimension: 2).matrix(coefficients: [0, nan, 0]) },
        WrongInput("Gell-Mann of a wrong shape") { try GellMannBasis(dimension: 3).coefficients(of: .identity(2)) },
        WrongInput("Gell-Mann of a matrix not Hermitian") {
            try GellMannBasis(dimension: 2).coefficients(of: matrix([[0, 1], [0, 0]]))
        },
    ]

    static func ring() throws -> SpinRing { try SpinRing(sites: 3, couplings: .one) }

    static let rings: [WrongInput] = [
        WrongInput(saying: "sites", "3…12", "13") { try SpinRing(sites: 13, couplings: .one) },
        WrongInput(saying: "disorder", "finite", "inf") {
            try SpinRing(sites: 3, couplings: .one, disorder: [0, .infinity, 0])
        },
        WrongInput(saying: "couplings", "finite") { try SpinRing.xxz(sites: 3, coupling: 1e200, anisotropy: 1e200) },
        WrongInput(saying: "strength", "nan") {
            var stream = RandomStream(seed: 1)
            return try ring().disordered(strength: .nan, using: &stream)
        },
        WrongInput(saying: "spins", "1…3", "0") { try ring().groundState(spins: 0) },
        WrongInput(saying: "spins", "4") { try ring().gibbsState(spins: 4, beta: 1) },
        WrongInput(saying: "beta", "nan") { try ring().gibbsState(spins: 1, beta: .nan) },
        WrongInput(saying: "initial state", "3 qubits") { try ring().quench(from: .singlet, spins: 1, times: [0]) },
        WrongInput(saying: "time", "inf") {
            try ring().quench(from: .ghz(parties: 3), spins: 1, times: [0, .infinity])
        },
    ]
}
