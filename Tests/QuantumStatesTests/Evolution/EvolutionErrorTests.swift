import QuantumStates
import Testing

@Suite("Wrong evolutions and channels are refused in words")
struct EvolutionErrorTests {
    static let inputs: [WrongInput] = [
        WrongInput(saying: "time", "finite", "nan") {
            _ = try UnitaryEvolution(under: PauliSum(["X": 1])).unitary(at: .nan)
        },
        WrongInput(saying: "time", "keep E·t finite", "1e+308") {
            _ = try UnitaryEvolution(under: PauliSum(["X": 9])).unitary(at: 1e308)
        },
        WrongInput(saying: "state", "live in 2", "2 ⊗ 2") {
            _ = try UnitaryEvolution(under: PauliSum(["X": 1])).evolve(StateVector.singlet, time: 1)
        },
        WrongInput(saying: "state", "live in 2", "2 ⊗ 2") {
            _ = try UnitaryEvolution(under: PauliSum(["X": 1])).evolve(StateVector.singlet.densityOperator, time: 1)
        },
        WrongInput(saying: "Hamiltonian", "Hermitian") {
            _ = try UnitaryEvolution(under: ComplexMatrix([[0, .i], [.i, 0]]), in: .qubit)
        },
        WrongInput(saying: "Hamiltonian", "finite") {
            _ = try UnitaryEvolution(under: ComplexMatrix(rows: 2, columns: 2, repeating: Complex(.nan)), in: .qubit)
        },
        WrongInput(saying: "Hamiltonian", "4 × 4", "2 × 2") {
            _ = try StateVector.singlet.densityOperator.vonNeumannDerivative(under: Pauli.x.matrix)
        },
        WrongInput(saying: "state", "1 qubits") {
            _ = try KrylovEvolution(.singlet, under: PauliSum(["X": 1]), time: 1)
        },
        WrongInput(saying: "time", "finite", "inf") {
            _ = try KrylovEvolution(.singlet, under: PauliSum(["XX": 1]), time: .infinity)
        },
        WrongInput(saying: "tolerance", "1e-14..<1", "was 0") {
            _ = try KrylovEvolution(.singlet, under: PauliSum(["XX": 1]), time: 1, options: .init(tolerance: 0))
        },
        WrongInput(saying: "basisSize", "2…200", "was 1") {
            _ = try KrylovEvolution(.singlet, under: PauliSum(["XX": 1]), time: 1, options: .init(basisSize: 1))
        },
        WrongInput(saying: "stepLimit", "at least 1", "was 0") {
            _ = try KrylovEvolution(.singlet, under: PauliSum(["XX": 1]), time: 1, options: .init(stepLimit: 0))
        },
        WrongInput(saying: "start time", "finite", "nan") {
            _ = try MagnusEvolution(from: .nan, to: 1) { _ in .identity(2) }
        },
        WrongInput(saying: "end time", "finite", "inf") {
            _ = try MagnusEvolution(from: 0, to: .infinity) { _ in .identity(2) }
        },
        WrongInput(saying: "tolerance", "1e-13..<1", "was 1.0") {
            _ = try MagnusEvolution(from: 0, to: 1, options: .init(tolerance: 1)) { _ in .identity(2) }
        },
        WrongInput(saying: "initialStep", "above 0", "was -1.0") {
            _ = try MagnusEvolution(from: 0, to: 1, options: .init(initialStep: -1)) { _ in .identity(2) }
        },
        WrongInput(saying: "maximumStep", "above 0", "was 0.0") {
            _ = try MagnusEvolution(from: 0, to: 1, options: .init(maximumStep: 0)) { _ in .identity(2) }
        },
        WrongInput(saying: "stepLimit", "at least 1", "was 0") {
            _ = try MagnusEvolution(from: 0, to: 1, options: .init(stepLimit: 0)) { _ in .identity(2) }
        },
        WrongInput(saying: "fixedSteps", "at least 1", "was 0") {
            _ = try MagnusEvolution(from: 0, to: 1, fixedSteps: 0) { _ in .identity(2) }
        },
        WrongInput(saying: "Hamiltonian at time 0.0", "not be empty") {
            _ = try MagnusEvolution(from: 0, to: 1) { _ in ComplexMatrix(rows: 0, columns: 0) }
        },
        WrongInput(saying: "Hamiltonian at time 0.0", "Hermitian", "off by 1") {
            _ = try MagnusEvolution(from: 0, to: 1) { _ in try ComplexMatrix([[0, 1], [0, 0]]) }
        },
        WrongInput(saying: "frequency", "finite", "nan") { _ = try HeisenbergBlochEvolution(frequency: .nan) },
        WrongInput(saying: "time", "finite", "inf") {
            let form = try TwoQubitBlochForm(a: .zero, b: .zero, t: .identity(3))
            _ = try HeisenbergBlochEvolution(frequency: 1).evolve(form, time: .infinity)
        },
        WrongInput(saying: "angle", "finite", "inf") { _ = try QubitRotation(axis: .x, angle: .infinity) },
        WrongInput(saying: "unitary", "U†U = 1", "off by 3") {
            _ = try QubitRotation(Complex(2) * ComplexMatrix.identity(2))
        },
        WrongInput(saying: "unitary", "2 × 2", "3 × 3") { _ = try QubitRotation(.identity(3)) },
        WrongInput(saying: "rotation", "3 × 3", "2 × 2") { _ = try QubitRotation(rotation: .identity(2)) },
        WrongInput(saying: "rotation", "determinant 1", "-1") {
            _ = try QubitRotation(rotation: .diagonal([1, 1, -1]))
        },
        WrongInput(saying: "rotation", "RᵀR = 1", "off by 3") {
            _ = try QubitRotation(rotation: .diagonal([2, 1, 1]))
        },
        WrongInput(saying: "rotation", "finite", "nan") { _ = try QubitRotation(rotation: .diagonal([.nan, 1, 1])) },
        WrongInput(saying: "Kraus operators", "at least one", "none") { _ = try QuantumChannel(krausOperators: []) },
        WrongInput(saying: "Kraus operators", "Σ K†K = 1", "off by 0.75") {
            _ = try QuantumChannel(krausOperators: [Complex(0.5) * ComplexMatrix.identity(2)])
        },
        WrongInput(saying: "Kraus operator 1", "2 × 2", "3 × 3") {
            _ = try QuantumChannel(krausOperators: [.identity(2), .identity(3)])
        },
        WrongInput(saying: "Kraus operator 0", "finite") {
            _ = try QuantumChannel(krausOperators: [ComplexMatrix(rows: 2, columns: 2, repeating: Complex(.nan))])
        },
        WrongInput(saying: "dimension", "at least 1", "0") {
            _ = try QuantumChannel(krausOperators: [ComplexMatrix(rows: 0, columns: 0)])
        },
        WrongInput(saying: "tolerance", "0..<1", "-1") {
            _ = try QuantumChannel(krausOperators: [.identity(2)], tolerance: -1)
        },
        WrongInput(saying: "smallest eigenvalue of the Choi matrix", "-1") {
            // The Choi matrix of the transposition, which is positive but not completely positive.
            let swap = try ComplexMatrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
            _ = try QuantumChannel(choi: swap, from: .qubit)
        },
        WrongInput(saying: "Kraus operators", "Σ K†K = 1") { _ = try QuantumChannel(choi: .identity(4), from: .qubit) },
        WrongInput(saying: "probability", "0…D²/(D² − 1)", "was 1.4") {
            _ = try QuantumChannel.depolarizing(probability: 1.4)
        },
        WrongInput(saying: "dimension", "2…16", "was 1") {
            _ = try QuantumChannel.depolarizing(probability: 0, dimension: 1)
        },
        WrongInput(saying: "probability", "0…1", "was -0.1") { _ = try QuantumChannel.dephasing(probability: -0.1) },
        WrongInput(saying: "probability", "0…1", "nan") { _ = try QuantumChannel.amplitudeDamping(probability: .nan) },
        WrongInput(saying: "probability", "0…1", "was 2.0") { _ = try QuantumChannel.bitFlip(probability: 2) },
        WrongInput(saying: "probability", "0…1", "was 1.01") { _ = try QuantumChannel.phaseFlip(probability: 1.01) },
        WrongInput(saying: "probability of Y", "0…1", "was -1") { _ = try QuantumChannel.pauli(x: 0, y: -1, z: 0) },
        WrongInput(saying: "sum of the probabilities", "at most 1", "was 1.5") {
            _ = try QuantumChannel.pauli(x: 0.5, y: 0.5, z: 0.5)
        },
        WrongInput(saying: "state", "live in 2", "2 ⊗ 2") {
            _ = try QuantumChannel.bitFlip(probability: 0.1).apply(to: StateVector.singlet.densityOperator)
        },
        WrongInput(saying: "parties", "0..<2", "2") {
            _ = try QuantumChannel.bitFlip(probability: 0.1).apply(to: StateVector.singlet.densityOperator, on: 2)
        },
        WrongInput(saying: "parties", "dimensions 3", "was 2") {
            let channel = try QuantumChannel.dephasing(probability: 0.1, dimension: 3)
            _ = try channel.apply(to: StateVector.singlet.densityOperator, on: 0)
        },
        WrongInput(saying: "other channel", "end in 2", "was 3") {
            let channel = try QuantumChannel.dephasing(probability: 0.1, dimension: 3)
            _ = try QuantumChannel.bitFlip(probability: 0.1).after(channel)
        },
    ]

    @Test("each error names argument, requirement and value", arguments: inputs)
    func refusal(input: WrongInput) { input.check() }
}
