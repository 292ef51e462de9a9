//: # Searching for gauges
//:
//: Bell's model of two spins has LHV dynamics for the Heisenberg interaction, but only with the right distributions of the hidden
//: variables. This notebook looks for such distributions and for velocity fields: by linear programs, by alternating least squares
//: from random starts, and by fits that show where none exists.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## The largest ball
//:
//: Let the pair precess about $\lambda_1+\lambda_2$. Then everything is a function of $c=\lambda_1\cdot\lambda_2$, and the largest ball of states is
//: a small semidefinite program: linear programs with eigenvector cuts solve it. It must stay below $3/22$, which the gauge
//: with $f_0=(8+6|c|)/11$ reaches.
func digits(_ x: Double, _ count: Int = 6) -> String { String(format: "%.\(count)f", x) }
var visibilities = try Table(
    "The largest $v$ found", columns: ["nodes", "precession", "rest for c < −0.54", "interleaved"], digits: 4)
for nodes in Notebook.isShort ? [20, 40] : [20, 40, 80, 160] {
    let precession = try CovariantGaugeOptimization(.precession, knots: nodes / 2, discretization: .nodes).solve()
    let mixed = try CovariantGaugeOptimization(
        .panels([0.54, 1], [.precession, .restsBelow]), knots: min(nodes / 2, 40), discretization: .nodes
    ).solve()
    let free = try CovariantGaugeOptimization(.interleaved, knots: nodes / 2, discretization: .nodes).solve()
    try visibilities.add(nodes, digits(precession.lowerBound), digits(mixed.lowerBound), digits(free.lowerBound))
}
try show(visibilities)
print(String(format: "The closed form: v = %.6f = 3/22.", HeisenbergGauge(profile: .optimal).largestVisibility))

//: Values at nodes are no model yet. Tabulated gauges are: with exact odd-odd parts, marginals and transport, and positivity at
//: every $c$.
for (ends, motions) in [
    ([0.54, 1], [CovariantGauge.Motion.precession, .restsBelow]),
    ([0.2, 0.545, 1], [.precession, .restsAbove, .restsBelow]),
] {
    let found = try CovariantGaugeOptimization(.panels(ends, motions), knots: 12, tolerance: 1e-5).solve()
    print(found.statement)
}

//: ## Without being told
//:
//: Gauge and field are found in turns, each by least squares, from a random field. $J$ is the squared residual relative to that of
//: a field at rest.
var figure = Figure("Gauge search for the Heisenberg interaction", x: "turn", y: "J").logarithmic(x: true, y: true)
for seed in 1...3 {
    let outcome = try await CovariantGaugeSearch(basis: .functions(nodes: 12), seed: UInt64(seed)).run()
    figure = try figure.line(
        outcome.residuals.indices.map { Double($0 + 1) }, outcome.residuals, label: "functions, start \(seed)",
        dashed: true)
    print(
        "start \(seed): J = \(String(format: "%.1e", outcome.residual)) after \(outcome.residuals.count) turns.",
        outcome.verdict)
}
for degree in 2...(Notebook.isShort ? 3 : 6) {
    let outcome = try await CovariantGaugeSearch(basis: .harmonics(degree: degree), seed: 2).run()
    figure = try figure.line(
        outcome.residuals.indices.map { Double($0 + 1) }, outcome.residuals, label: "harmonics, L = \(degree)")
    print("L = \(degree): J = \(String(format: "%.1e", outcome.residual)).", outcome.verdict)
}
try show(figure, named: "search", caption: "Free functions of $c$ reach the target; harmonics fall with their degree.")
let frozen = try CovariantGaugeSearch(basis: .functions(nodes: 12)).residual(withGauge: ProductGauge())
print("With the product gauge held fixed, no field does better than J =", digits(frozen), "= 19/35.")

//: ## Any Hamiltonian
//:
//: The search so far uses that the Heisenberg interaction is the same in all directions. Without symmetry the kernel is a sum of all
//: products of spherical harmonics up to degree 2, with sixteen components, and so is the field; $J$ is exact for them. A few turns are
//: a hint where to look, no more: they go slowly even for fields on single spins, for which $J=0$ can be reached.
let hamiltonians: [(String, ComplexMatrix)] = [
    ("Heisenberg", try HeisenbergDynamicalModel(frequency: 1).hamiltonian),
    ("Ising", try IsingDynamicalModel(frequency: 1).hamiltonian),
    ("XXZ, Δ = ½", try XXZDynamicalModel(planar: 1, ising: 0.5).hamiltonian),
    (
        "Heisenberg, staggered field",
        try PauliSum(["XX": 0.25, "YY": 0.25, "ZZ": 0.25, "ZI": 0.25, "IZ": -0.25]).matrix()
    ),
    ("XYZ, 1 : 0.6 : 0.3", try PauliSum(["XX": 0.25, "YY": 0.15, "ZZ": 0.075]).matrix()),
    ("fields on single spins", try PauliSum(["ZI": 0.5, "IX": 0.3]).matrix()),
]
let turns = Notebook.choose(20, short: 2)
var plain = try Table(
    "$J$ without symmetry, L = 2",
    columns: ["H", "product gauge", "after \(turns) turns", "least eigenvalue, v = 0.06"], digits: 4)
for (name, hamiltonian) in Notebook.isShort ? Array(hamiltonians.prefix(1)) : hamiltonians {
    let search = try HarmonicGaugeSearch(hamiltonian: hamiltonian, degree: 2, roundLimit: turns)
    let outcome = try await search.run()
    try plain.add(
        name, digits(try search.residualWithProductGauge(), 4), String(format: "%.1e", outcome.residual),
        digits(outcome.leastEigenvalue, 3))
}
try show(plain)

//: ## Floors
//:
//: The distributions of Eq. 34 leave a floor for every field, which rises to one with the number of stationary states; those of the
//: Heisenberg gauge leave one that falls with the degree. States and points are random.
func stationary(_ count: Int, _ stream: inout RandomStream) throws -> [TwoQubitBlochForm] {
    let none = RealMatrix(rows: 3, columns: 3)
    var forms = count > 0 ? [try TwoQubitBlochForm(a: .zero, b: .zero, t: none)] : []
    for index in 0..<count {
        let u = Direction.random(using: &stream).vector
        let size = index % 2 == 0 ? 0.1 : -0.1
        let t = RealMatrix(rows: 3, columns: 3) { size * u[$0] * u[$1] }
        forms.append(try TwoQubitBlochForm(a: .zero, b: .zero, t: t))
    }
    return forms
}
func pairs(_ count: Int, _ stream: inout RandomStream) -> [[Direction]] {
    (0..<count).map { _ in [.random(using: &stream), .random(using: &stream)] }
}
let evolution = try HeisenbergBlochEvolution(frequency: 1)
let model = try HeisenbergDynamicalModel(frequency: 1)
var floors = try Table(
    "Relative residuals on held-out points: median and range over random states",
    columns: ["L", "stationary", "moving", "Eq. 34", "N1"], digits: 4)
let cases = [(1, 0, 1), (2, 0, 1), (1, 10, 3), (2, 10, 3), (2, 40, 3), (2, 200, 3), (3, 40, 3)]
for (degree, resting, moving) in Notebook.isShort ? Array(cases.prefix(4)) : cases {
    var values: [[Double]] = [[], []]
    for seed in 1...(Notebook.isShort ? 2 : degree == 3 ? 4 : 8) {
        var stream = RandomStream(seed: UInt64(seed))
        var forms = try stationary(resting, &stream)
        for _ in 0..<moving {
            let state = try DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream)
            forms.append(try TwoQubitBlochForm(state.withWhiteNoise(visibility: 0.1)))
        }
        let (points, held) = (pairs(2_500, &stream), pairs(1_000, &stream))
        let gauges = [
            try forms.map { try DensityFamily.separableGauge(of: $0, under: evolution) },
            try forms.map { try DensityFamily(of: $0.densityOperator(), in: model.gauge, under: model.hamiltonian) },
        ]
        for (index, families) in gauges.enumerated() {
            let fit = try VelocityFit(to: families, degree: degree, pairs: points)
            values[index].append(try fit.floor(of: families, pairs: held).relative)
        }
    }
    let columns = values.map { list in
        let sorted = list.sorted()
        let range = digits(sorted[0], 3) + "…" + digits(sorted[sorted.count - 1], 3)
        return digits(sorted[sorted.count / 2], 3) + " (" + range + ")"
    }
    try floors.add(degree, resting, moving, columns[0], columns[1])
}
try show(floors)
