//: # Who can have dynamics, and who cannot
//:
//: Hidden variables that move by themselves, deterministically and without knowing the state, must move like the states do.
//: That bounds how small their space may be, how pure the states, and how little noise will do. All numbers here are
//: computed on the spot.
import Foundation
import HiddenVariables
import NotebookSupport

var stream = RandomStream(seed: 1935)

//: ## Counting dimensions
//:
//: If unitaries act on $N$ particles whose hidden variables have $d$ dimensions each, smoothly and one after another, then by
//: averaging there is a metric that they preserve, and a space of $n=Nd$ dimensions has at most $n(n+1)/2$ independent
//: isometries (P1, Theorem 2). All unitaries on $N$ qudits of $D$ levels have $D^{2N}-1$ dimensions, so
//: $$D^{2N}-1\le\tfrac12Nd(Nd+1).$$
//: The left side grows exponentially. P1's Fig. 4(b):
func logs(_ numbers: [Int]) -> [Double] { numbers.map(Double.init) }
let numbers = Array(1...10)
var figure = Figure("Dimensions against particles", x: "number of particles N", y: "dimension")
for (levels, label) in [(2, "all unitaries, qubits"), (3, "all unitaries, qutrits")] {
    figure = try figure.line(
        logs(numbers), logs(numbers.map { try UnitaryGroup.all.dimension(levels: levels, parties: $0) }), label: label)
}
for hidden in [2, 20] {
    figure = try figure.line(
        logs(numbers),
        logs(DimensionBound.table(levels: 2, hiddenDimension: hidden, upTo: 10).map(\.isometries)),
        label: "isometries, d = \(hidden)", dashed: true)
}
try show(
    figure.logarithmic(y: true), named: "dimensions",
    caption: "Where a full line is above a dashed one, the unitaries have no dynamics of that kind.")
var critical = try Table(
    "The first number of particles that is excluded",
    columns: ["levels D", "dimension d", "Theorem 2", "orbit bound"], digits: 4)
for (levels, hidden) in [(2, 2), (2, 3), (2, 20), (3, 2), (3, 20)] {
    try critical.add(
        levels, hidden, try DimensionBound.criticalNumber(levels: levels, hiddenDimension: hidden),
        try OrbitDimensionBound.criticalNumber(levels: levels, hiddenDimension: hidden))
}
try show(critical)

//: The last column is our lemma: every nontrivial orbit of all unitaries on $n=D^N$ levels has at least $2(n-1)$ dimensions (5 for
//: $n=4$), whatever the action, as long as it is continuous. It rests on a classification of subgroups that we cite and have
//: not checked. Smaller groups fare better:
var groups = try Table(
    "Dimensions of groups on N qubits",
    columns: ["N", "all", "orthogonal", "symplectic", "matchgates", "products", "Cliffords"], digits: 4)
for parties in 1...5 {
    let sizes = try [UnitaryGroup.all, .orthogonal, .symplectic, .matchgates, .products, .cliffords].map {
        try $0.dimension(levels: 2, parties: parties)
    }
    try groups.add(([parties] + sizes).map { "\($0)" })
}
try show(groups)

//: ## No motion left
//:
//: Dimensions do not exclude the Heisenberg interaction alone, which is a one-parameter group. P1 excludes it for one family
//: of distributions, its Eq. 34, by states that rest. In numbers: the gradients of twenty resting densities span all four
//: directions at every point, so that $V\cdot\nabla p=0$ leaves $V=0$.
func resting(_ count: Int) throws -> [TwoQubitBlochForm] {
    try (0..<count).map { index in
        let u = Direction.random(using: &stream).vector
        let size = index % 2 == 0 ? 0.1 : -0.1
        return try TwoQubitBlochForm(a: .zero, b: .zero, t: RealMatrix(rows: 3, columns: 3) { size * u[$0] * u[$1] })
    }
}
func pairs(_ count: Int) -> [[Direction]] {
    (0..<count).map { _ in [.random(using: &stream), .random(using: &stream)] }
}
let evolution = try HeisenbergBlochEvolution(frequency: 1)
let heisenberg = try HeisenbergDynamicalModel(frequency: 1)
let (still, places) = (try resting(20), pairs(Notebook.choose(200, short: 40)))
let rank = try stationaryRank(of: still.map { try .separableGauge(of: $0, under: evolution) }, pairs: places)
let smallest = rank.conditions.min() ?? 0
print(
    "Rank 4 at", rank.ranks.filter { $0 == 4 }.count, "of", places.count, "points; least singular value ratio",
    String(format: "%.3f", smallest))

//: Why: for $T=\pm\varepsilon uu^T$ the condition is $(u\cdot V_1)(u\cdot\lambda_2)+(u\cdot\lambda_1)(u\cdot V_2)=0$ for all $u$, a symmetric tensor
//: that vanishes. Contract it with $\lambda_1$ and $\lambda_1$: $V_2\perp\lambda_1$. With $\lambda_2$ and $\lambda_2$: $V_1\perp\lambda_2$. So both velocities are along
//: $n\propto\lambda_1\times\lambda_2$, $V_j=v_jn$, and $v_1\lambda_2+v_2\lambda_1=0$ leaves $v_1=v_2=0$ unless $\lambda_1=\pm\lambda_2$.
//:
//: A word of caution about Eq. 34: where singular values of $T$ coincide it is not a function of the state. For $T=0.2\cdot1$:
let isotropic = try TwoQubitBlochForm(a: .zero, b: .zero, t: 0.2 * RealMatrix.identity(3))
let plain = try TwoQubitSphereDensity(isotropic, left: [.x, .y, .z], values: [0.2, 0.2, 0.2], right: [.x, .y, .z])
var spread = 0.0
for _ in 0..<Notebook.choose(200, short: 20) {
    let rotation = Haar.rotation(using: &stream)
    let axes = try (0..<3).map { try Direction(normalizing: SIMD3(rotation[0, $0], rotation[1, $0], rotation[2, $0])) }
    let turned = try TwoQubitSphereDensity(isotropic, left: axes, values: [0.2, 0.2, 0.2], right: axes)
    for pair in pairs(100) {
        let (one, two) = (plain.density(at: pair[0], pair[1]), turned.density(at: pair[0], pair[1]))
        spread = max(spread, abs(one - two) / min(one, two))
    }
}
print(String(format: "The densities of two decompositions of one state differ by a factor of up to %.2f.", 1 + spread))

//: ## One motion, all gauges
//:
//: In another gauge the interaction does have dynamics, both particles precessing about $\lambda_1+\lambda_2$, for visibilities up to
//: $3/28\approx0.107$. How far could *this motion* go with the best distributions, linear in the state or not? For one state
//: that is a linear program over distributions $p\ge0$ that must be right at several times. Its dual is a function $W$ of the
//: hidden variables with quantum mean 1, and $v\le\max W$, a certificate whose numbers anybody can recompute.
let start = try StateVector.product([.z, -.z]).densityOperator
let orthogonal = try StateVector.product([.z, .x]).densityOperator
func motions(_ count: Int) throws -> [PairMotion] {
    try (0..<count).map { try PairMotion(heisenberg, time: 2 * .pi * Double($0) / Double(count)) }
}
func bounds(_ motions: [PairMotion], degree: Int, _ state: DensityOperator, rounds: Int) throws -> MotionVisibility {
    let constraints = try MotionConstraints(motions: motions, degree: degree)
    return try constraints.largestVisibility(
        of: state, cells: pairs(3 * constraints.count), rounds: rounds, using: &stream)
}
var anyGauge = try Table(
    "The largest visibility for precession about the sum, whatever the gauge",
    columns: ["state", "times", "degree", "reached by a cloud", "excluded above"], digits: 4)
let cases = Notebook.choose([(5, 1, 25), (3, 3, 12), (5, 3, 12)], short: [(5, 1, 8)])
for (name, state) in [("↑↓", start), ("↑→", orthogonal), ("singlet", StateVector.singlet.densityOperator)] {
    for (count, degree, rounds) in cases {
        let found = try bounds(motions(count), degree: degree, state, rounds: rounds)
        try anyGauge.add(
            name, count, degree, String(format: "%.4f", found.lower), String(format: "%.4f", found.upper))
    }
}
try show(anyGauge)

//: "Reached" and "excluded" refer to harmonics up to the degree; what is excluded stays excluded at higher degrees.
//: The maximum of $W$ is the largest that a search from random pairs finds, so that "excluded" is numerical and no proof.
//:
//: ## Several interactions, one gauge
//:
//: The Heisenberg and the Ising interaction have dynamics, each in a gauge of its own. Do their motions share one? Ask for the right
//: statistics after every word in the two quarter-period motions, up to a length; and likewise for Heisenberg with a
//: rotation of one spin, which together generate all unitaries.
let ising = try IsingDynamicalModel(frequency: 1)
let quarter = try PairMotion(heisenberg, time: .pi / 2)
func turn(_ axis: Direction) throws -> PairMotion {
    try PairMotion(local: QubitRotation(axis: axis, angle: .pi / 2).unitary, .identity(2))
}
let alphabets = [
    ("Heisenberg, Ising", [quarter, try PairMotion(ising, time: .pi / 2)], Notebook.choose(4, short: 2)),
    ("Heisenberg, rotation", [quarter, try turn(.x)], Notebook.choose(4, short: 2)),
    ("Heisenberg, Cliffords of one spin", [quarter, try turn(.x), try turn(.z)], Notebook.choose(3, short: 1)),
]
var wordTable = try Table(
    "Words of several motions in one gauge, state ↑↓, degree 1",
    columns: ["letters", "length up to", "words", "independent constraints", "reached by a cloud", "excluded above"],
    digits: 4)
for (name, alphabet, longest) in alphabets {
    var words = [PairMotion.identity]
    for length in 1...longest {
        words += try PairMotion.words(length: length, over: alphabet)
        let found = try bounds(words, degree: 1, start, rounds: Notebook.choose(40, short: 8))
        try wordTable.add(
            name, length, words.count, found.rank, String(format: "%.4f", found.lower),
            String(format: "%.4f", found.upper))
    }
}
try show(wordTable)

//: ## The price in noise
//:
//: If the hidden variables may jump by chance, every interaction can be followed, when the state itself loses its memory
//: at some rate $g$: $\dot\rho=-i[H,\rho]-g(\rho-\frac14)$. For finitely many cells the least $g$ is a linear program over the rates of a Markov chain.
let interactions = [
    ("Heisenberg", heisenberg.hamiltonian), ("Ising", ising.hamiltonian),
    ("XY", try XXZDynamicalModel(planar: 1, ising: 0).hamiltonian),
]
var noise = try Table(
    "The least noise g/ω for three Pauli measurements, 64 cells", columns: ["H", "g/ω", "symmetries", "defect"],
    digits: 4)
for (name, hamiltonian) in interactions {
    let found = try PairCells.pauliAnswers.criticalNoise(under: hamiltonian)
    try noise.add(name, String(format: "%.6f", found.noise), found.symmetries, String(format: "%.0e", found.defect))
}
try show(noise)

//: On grids of directions the gauge matters: in the one that has deterministic dynamics in the continuum, the price falls as
//: the grid gets finer and jumps come closer to a flow.
var grids: [(cells: Double, product: Double, ours: Double)] = []
for degree in Notebook.choose([3, 5, 7], short: [3, 5]) {
    let rule = try SphereRule.lebedev(degree: degree)
    let product = try PairCells.grid(rule, in: ProductGauge()).criticalNoise(under: heisenberg.hamiltonian)
    let own = try PairCells.grid(rule, in: heisenberg.gauge).criticalNoise(under: heisenberg.hamiltonian)
    grids.append((Double(rule.count), product.noise, own.noise))
}
try show(
    Figure("Critical noise of the Heisenberg interaction", x: "directions on each sphere", y: "g/ω")
        .line(grids.map(\.cells), grids.map(\.product), label: "static gauge of the largest ball")
        .line(grids.map(\.cells), grids.map(\.ours), label: "gauge with dynamics").ranges(y: 0...3),
    named: "noise", caption: "The octahedron, and Lebedev's rules of 14 and 26 points.")
