//: # Hidden variables that obey the Heisenberg interaction
//:
//: Two spins with a little noise have a local model: each particle carries a direction, and answers a measurement by the
//: side of the plane on which it lies. Can these directions *move*, by one law that does not know the state, so that the
//: answers follow Schrödinger's equation at all times? The paper P1 gave an example that suggests they cannot. This
//: notebook repeats their example, shows what it depends on, and lets hidden variables precess that can.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## The example
//:
//: Bell's rule: a particle with hidden variable $\lambda$ answers "up along $n$" when $n\cdot\lambda>0$. A state with Bloch
//: vectors $a,b$ and correlation matrix $T=\sum_j S_j u_jv_j^T$ can be described by
//: $$\begin{aligned}(4\pi)^2p = {}&1-|a|-|b|-\textstyle\sum_jS_j\\ &+4R(a\cdot\lambda_1)+4R(b\cdot\lambda_2)\\ &+8\textstyle\sum_jS_jR\bigl((u_j\cdot\lambda_1)(v_j\cdot\lambda_2)\bigr),\end{aligned}$$
//: $R(x)=\max(x,0)$ (P1, Eq. 34). Under $H=\frac\omega4\sum_j\sigma_j\otimes\sigma_j$ the three quantities evolve, and with them $p$. Dynamics
//: means that **one** field $V$ obeys $\partial_tp+\operatorname{div}(pV)=0$ for all states. Some states stay where they are, for
//: instance $a=b=0$, $T=\pm\varepsilon uu^T$; each of them forbids a direction of motion. With twenty of them:
var stream = RandomStream(seed: 2024)
func randomPairs(_ count: Int) -> [[Direction]] {
    (0..<count).map { _ in [.random(using: &stream), .random(using: &stream)] }
}
func stationaryForms(_ count: Int) throws -> [TwoQubitBlochForm] {
    let zero = try TwoQubitBlochForm(a: .zero, b: .zero, t: RealMatrix(rows: 3, columns: 3))
    return try (0..<count).reduce(into: [zero]) { forms, index in
        let u = Direction.random(using: &stream).vector
        let size = index % 2 == 0 ? 0.1 : -0.1
        forms.append(
            try TwoQubitBlochForm(a: .zero, b: .zero, t: RealMatrix(rows: 3, columns: 3) { size * u[$0] * u[$1] }))
    }
}
let evolution = try HeisenbergBlochEvolution(frequency: 1)
let heisenberg = try HeisenbergDynamicalModel(frequency: 1)
func eq34(_ forms: [TwoQubitBlochForm]) throws -> [DensityFamily] {
    try forms.map { try .separableGauge(of: $0, under: evolution) }
}
func ours(_ forms: [TwoQubitBlochForm]) throws -> [DensityFamily] {
    try forms.map {
        try DensityFamily(of: $0.densityOperator(), in: heisenberg.gauge, under: heisenberg.hamiltonian)
    }
}
let resting = try stationaryForms(20)
let places = randomPairs(Notebook.choose(200, short: 50))
let theirs = try stationaryRank(of: eq34(resting), pairs: places)
print("Eq. 34: no direction of motion is left at", theirs.ranks.filter { $0 == 4 }.count, "of", places.count, "points")

//: So no field moves these distributions: their time dependence is not a flow.
//:
//: ## It depends on the gauge
//:
//: A density is seen by the measurements only through its parts that are odd in $\lambda_1$ or $\lambda_2$. The even parts
//: are free: a *gauge*. Eq. 34 is one choice. Another one, with $L=\lambda_1+\lambda_2$, $c=\lambda_1\cdot\lambda_2$, $s=\frac{a+b}2$,
//: $\delta=\frac{a-b}2$, $T_s=\frac{T+T^T}2$ and $\zeta$ the axial vector of $\frac{T-T^T}2$, is
//: $$\begin{aligned}(4\pi)^2p={}&1-\tfrac43\operatorname{Tr}T_s+2s\cdot L+2L\cdot T_sL\\ &+4\bigl(1+\tfrac{7c}{16}\bigr)\bigl[\tfrac{|L|}2\delta\cdot(\lambda_1-\lambda_2)-\zeta\cdot(\lambda_1\times\lambda_2)\bigr].\end{aligned}$$
//: In it the same resting states leave one direction open at every point,
let dynamical = try stationaryRank(of: ours(resting), pairs: places, tolerance: 1e-7)
print("Our gauge: one direction is left at", dynamical.ranks.filter { $0 == 3 }.count, "of", places.count, "points")

//: and the moving states agree on what happens in it: $V_j=\omega\,\frac{L}{|L|}\times\lambda_j$. **Both particles precess about the
//: sum of their directions.** The claim is an identity, $p_{\rho(t)}(\Phi_t\lambda)=p_\rho(\lambda)$, and it can be checked point by point:
let states = (0..<5).map { _ in StateVector.random(in: .twoQubits, using: &stream).densityOperator }
let transport = try heisenberg.transportDefect(
    states: states, times: [0.3, 1, 2.5, 10], pairs: Notebook.choose(10_000, short: 500), using: &stream)
print(String(format: "Largest change of the density along the motion: %.0e", transport))

//: The best field for either gauge, fitted in vector harmonics up to degree 2, leaves a residual on fresh points. More
//: resting states leave less freedom; in Eq. 34's gauge nothing remains of the motion.
let moving = try (0..<3).map { _ in
    try TwoQubitBlochForm(
        DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream).withWhiteNoise(visibility: 0.1))
}
let counts = Notebook.choose([1, 3, 10, 40, 200], short: [1, 10])
let (points, fresh) = (randomPairs(Notebook.choose(2500, short: 700)), randomPairs(Notebook.choose(1000, short: 200)))
var floors: [(eq34: Double, ours: Double)] = []
for count in counts {
    let forms = try stationaryForms(count) + moving
    func residual(_ families: [DensityFamily]) throws -> Double {
        try VelocityFit(to: families, degree: 2, pairs: points).floor(of: families, pairs: fresh).relative
    }
    floors.append((try residual(eq34(forms)), try residual(ours(forms))))
}
let floorFigure = try Figure("What the best velocity field leaves over", x: "resting states", y: "relative residual")
    .line(counts.map(Double.init), floors.map(\.eq34), label: "gauge of Eq. 34")
    .line(counts.map(Double.init), floors.map(\.ours), label: "gauge of this library")
    .logarithmic(x: true).ranges(x: 1...Double(counts[counts.count - 1]), y: 0...1.1)
try show(
    floorFigure, named: "floors",
    caption: "A residual of 1 means that no motion at all is as good as any. Ours is small because degree 2 is."
)

//: ## Particles that precess
//:
//: Two pairs over three quarters of half a period. Each pair is rigid and turns about the sum of its directions; nothing
//: depends on the state. After half a period $\lambda_1$ and $\lambda_2$ have changed places, as the spins have.
var sphere = try SpherePlot("Two pairs of hidden variables", azimuth: 0.9, elevation: 0.25)
let shown = try [
    [Direction(theta: 0.7, phi: 0.4), Direction(theta: 1.4, phi: 1.2)],
    [Direction(theta: 1.9, phi: 0.4), Direction(theta: 2.2, phi: 1.7)],
]
for (name, pair) in zip(["first", "second"], shown) {
    for particle in 0..<2 {
        let path = try (0...60).map {
            try heisenberg.field.move(pair, from: 0, to: 0.75 * .pi * Double($0) / 60)[particle].vector
        }
        sphere = try sphere.curve(path, label: "λ\(particle == 0 ? "₁" : "₂"), \(name) pair")
    }
}
let sums = try shown.map { try Direction(normalizing: $0[0].vector + $0[1].vector).vector }
sphere = try sphere.points(shown.flatMap { $0.map(\.vector) }, label: "at t = 0").arrows(sums, label: "λ₁ + λ₂")
try show(sphere, named: "precession", caption: "The curves begin at the dots and turn about the arrows.")

//: ## What the measurements see
//:
//: Start from $v|\!\uparrow\downarrow\rangle\langle\uparrow\downarrow\!| + (1-v)\frac{1}{4}$. The largest ball of states on which our $p$ is positive is $v\le 3/28$,
let v = 3.0 / 28
print(String(format: "Range of validity: %.6f = %.6f", heisenberg.gauge.largestVisibility, v))
let start = try StateVector.computational([0, 1], in: .twoQubits).densityOperator.withWhiteNoise(visibility: v)
var cloud = try PairCloud(
    Notebook.choose(4_000_000, short: 100_000), from: heisenberg.gauge.distribution(of: start), using: &stream)
//: and at its edge the Bloch vectors swing between the spins. Counted answers against quantum mechanics:
let instants = 24
let step = 2 * Double.pi / Double(instants)
let axis = (0...instants).map { Double($0) * step }
let unitary = try heisenberg.evolution()
let best = try TwoQubitBlochForm(unitary.evolve(start, time: .pi / 2)).chshMaximum()
func mean(_ p: [Estimate], _ signs: [Double]) -> Double { zip(p, signs).reduce(0) { $0 + $1.0.value * $1.1 } }
var (alice, bob, chsh) = ([Double](), [Double](), [Double]())
for instant in 0...instants {
    if instant > 0 { try cloud.move(by: heisenberg.field, time: step) }
    let along = cloud.probabilities(.z, .z)
    alice.append(mean(along, [1, 1, -1, -1]))
    bob.append(mean(along, [1, -1, 1, -1]))
    let e = best.alice.map { first in best.bob.map { mean(cloud.probabilities(first, $0), [1, -1, -1, 1]) } }
    chsh.append(e[0][0] + e[0][1] + e[1][0] - e[1][1])
}
let fine = (0...200).map { 2 * Double.pi * Double($0) / 200 }
let forms = try fine.map { try TwoQubitBlochForm(unitary.evolve(start, time: $0)) }
let error = 1 / Double(cloud.count).squareRoot()
let errors = [Double](repeating: error, count: instants + 1)
try show(
    Figure("The first and the second spin along z", x: "ωt", y: "mean answer")
        .line(fine, forms.map(\.a.z), label: "quantum, first").line(fine, forms.map(\.b.z), label: "quantum, second")
        .scatter(axis, alice, errors: errors, label: "particles, first")
        .scatter(axis, bob, errors: errors, label: "particles, second").ranges(x: 0...(2 * .pi)),
    named: "bloch", caption: "\(cloud.count) pairs, drawn once and moved from time to time.")
try show(
    Figure("CHSH from moving particles", x: "ωt", y: "CHSH")
        .line(fine, forms.map { try $0.chsh(alice: best.alice, bob: best.bob) }, label: "quantum")
        .scatter(axis, chsh, errors: errors.map { 2 * $0 }, label: "particles").ranges(x: 0...(2 * .pi)),
    named: "chsh", caption: "At ωt = π/2 the pure state would be maximally entangled. With noise all is local.")

//: ## All joint probabilities, in standard errors
//:
//: Random states at the edge of the ball, five times, random settings, a million pairs for each state; the Ising
//: interaction $\frac\omega4\sigma_z\otimes\sigma_z$, whose particles turn about $z$ at a rate $\frac\omega2\operatorname{sign}z$ of the partner, likewise.
let samples = Notebook.choose(1_000_000, short: 20_000)
let times = [0, 0.7, Double.pi / 2, 3, 17.5]
let tested = randomPairs(3)
func deviations<Dynamics: SpherePairDynamics>(
    _ dynamics: Dynamics, states count: Int, move: (inout PairCloud, Double) throws -> Void
) throws -> [Double] {
    let ball = try NoisyBall(visibility: dynamics.gauge.largestVisibility, in: .twoQubits)
    let evolution = try dynamics.evolution()
    return try (0..<count).flatMap { _ in
        let state = try ball.randomExtreme(using: &stream)
        var cloud = try PairCloud(samples, from: dynamics.gauge.distribution(of: state), using: &stream)
        var now = 0.0
        return try times.flatMap { time in
            try move(&cloud, time - now)
            now = time
            let form = try TwoQubitBlochForm(evolution.evolve(state, time: time))
            return tested.flatMap { setting in
                zip(
                    cloud.probabilities(setting[0], setting[1]),
                    PairStatistics(form, setting[0], setting[1]).probabilities
                ).map { abs($0.deviation(from: $1)) }
            }
        }
    }
}
let isingModel = try IsingDynamicalModel(frequency: 1)
var verification = try Table(
    "\(samples) moved pairs for each of ten states",
    columns: ["model", "probabilities", "worst deviation / σ", "mean square"], digits: 4)
for (name, found) in [
    ("Heisenberg", try deviations(heisenberg, states: 10) { try $0.move(by: heisenberg.field, time: $1) }),
    ("Ising", try deviations(isingModel, states: 10) { try $0.move(by: isingModel.field, time: $1) }),
] {
    try verification.add(
        name, found.count, String(format: "%.2f", found.max() ?? 0),
        String(format: "%.2f", found.reduce(0) { $0 + $1 * $1 } / Double(found.count)))
}
try show(verification)

//: The same by integration over the transported densities, without chance, for fifty states at the edge:
func quadrature(_ dynamics: some SpherePairDynamics, innerDegree: Int) throws -> VerificationReport {
    let ball = try NoisyBall(visibility: dynamics.gauge.largestVisibility, in: .twoQubits)
    let edge = try (0..<Notebook.choose(50, short: 3)).map { _ in try ball.randomExtreme(using: &stream) }
    return try dynamics.dynamicalModel().verifyByQuadrature(
        states: edge, times: times, settings: Array(tested.prefix(1)),
        quadrature: PairQuadrature(kinks: dynamics.gauge.kinks, degree: 3, innerDegree: innerDegree))
}
for (name, report) in [
    ("Heisenberg", try quadrature(heisenberg, innerDegree: 8)), ("Ising", try quadrature(isingModel, innerDegree: 5)),
] {
    print(
        name, report.comparisons, "probabilities, largest difference", String(format: "%.0e", report.largestDifference))
}

//: ## Every Hamiltonian, with three dimensions
//:
//: On bare directions each interaction needs a gauge of its own. Give each particle one more number, and *every* two-qubit
//: Hamiltonian and every sequence of gates has dynamics, for all states with $v\le 1/4$, the largest ball there is. The pair
//: of hidden variables is a vector $\psi\in\mathbb{CP}^3$; the directions are its reduced Bloch vectors, reversed when $\psi$ is too entangled; the two
//: numbers are its concurrence and its Schmidt phase; and
//: $$p_\rho(\psi)=16\langle\psi|\rho|\psi\rangle-3.$$
//: Random pure states with $v=1/4$, before and after a random $H(t)$, in which all fifteen Pauli products oscillate, and after
//: five random gates:
let register = RegisterDynamicalModel()
let rankOne = try NoisyBall(visibility: 0.25, in: .twoQubits)
let products = try ["IX", "IY", "IZ", "XI", "XX", "XY", "XZ", "YI", "YX", "YY", "YZ", "ZI", "ZX", "ZY", "ZZ"]
    .map { try PauliString($0) }
let (sizes, rates, phases) = (stream.normals(15), stream.normals(15), stream.normals(15))
let pulse = try MagnusEvolution(from: 0, to: 1.3, fixedSteps: 200) { time in
    let terms = products.indices.map { PauliSum.Term(sizes[$0] * cos(3 * rates[$0] * time + phases[$0]), products[$0]) }
    return try PauliSum(terms, qubits: 2).matrix()
}.unitary
let gates = try (0..<5).map { _ in try Haar.unitary(dimension: 4, using: &stream) }
let sequences: [(name: String, steps: [ComplexMatrix])] = [("none", []), ("H(t)", [pulse]), ("five gates", gates)]
let settings = randomPairs(3)
let draws = Notebook.choose(10_000_000, short: 20_000)
let batch = min(draws, 100_000)
var worst = [Double](repeating: 0, count: sequences.count)
var compared = [Int](repeating: 0, count: sequences.count)
for _ in 0..<Notebook.choose(10, short: 2) {
    let state = try rankOne.randomExtreme(using: &stream)
    let distribution = try register.distribution(of: state)
    var counts = sequences.map { _ in settings.map { _ in [Int](repeating: 0, count: 4) } }
    for _ in 0..<(draws / batch) {
        let fresh = try RegisterCloud(batch, from: distribution, using: &stream)
        for (index, sequence) in sequences.enumerated() {
            var moved = fresh
            for gate in sequence.steps { try moved.transform(by: gate) }
            for (k, setting) in settings.enumerated() {
                for (m, count) in moved.counts(setting[0], setting[1]).enumerated() { counts[index][k][m] += count }
            }
        }
    }
    for (index, sequence) in sequences.enumerated() {
        let evolved = try TwoQubitBlochForm(sequence.steps.reduce(state) { try $0.applying($1) })
        for (k, setting) in settings.enumerated() {
            for (m, p) in PairStatistics(evolved, setting[0], setting[1]).probabilities.enumerated() {
                let n = Double(draws)
                worst[index] = max(
                    worst[index], abs(Double(counts[index][k][m]) - n * p) / (n * p * (1 - p)).squareRoot())
                compared[index] += 1
            }
        }
    }
}
var gateTable = try Table(
    "\(draws) vectors for each state", columns: ["unitaries", "probabilities", "worst deviation / σ"], digits: 4)
for (index, sequence) in sequences.enumerated() {
    try gateTable.add(sequence.name, compared[index], String(format: "%.2f", worst[index]))
}
try show(gateTable)

//: A little more visibility, and the density would be negative; the state is refused.
let bold = try StateVector.random(in: .twoQubits, using: &stream).densityOperator.withWhiteNoise(visibility: 0.26)
do {
    _ = try register.distribution(of: bold)
} catch {
    print("Refused:", error)
}
if let witness = try register.negativityWitness(of: bold) {
    print("Witness: a vector at which the density would be", String(format: "%.4f", witness.density))
}

//: ## Caveats
//:
//: Both models are deterministic, know nothing of the state, and give each state one distribution. The precession is local
//: as well; the three-dimensional one is not in the strict sense: its two extra numbers belong to the *pair*, and a rotation
//: of one spin changes what its partner carries, though never its answers' statistics. Both live on noisy states, all of which are
//: separable. What happens for larger balls, and for three particles with changing partners, is open.
