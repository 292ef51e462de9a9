//: # Macroscopic magnets
//:
//: Two spins in a singlet violate Bell's inequality. Take a magnet full of singlets, cut it in two, and measure the
//: magnetization of each half along any direction: is there a violation? No, and not because of noise or heat. This notebook
//: shows how the Bell parameter dies as regions grow, why, and which local models take its place.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## What a magnetization sees
//:
//: The correlation of two magnetizations $M_a=\sum_i a\cdot\sigma_i$ and $M_b=\sum_j b\cdot\sigma_j$ is that of one pair of spins in
//: the mean of all pairs, $\rho_\mathrm{eff}=\frac1{N_AN_B}\sum_{ij}\rho_{ij}$. Here is the largest deviation from
//: $\langle M_aM_b\rangle=N_AN_B\,\mathrm{Tr}[\rho_\mathrm{eff}\,a\cdot\sigma\otimes b\cdot\sigma]$ over all bipartitions of a random state, the left side
//: from the operators themselves:
var stream = RandomStream(seed: 2011)
let identityQubits = Notebook.choose(12, short: 8)
let random = StateVector.random(in: try .qubits(identityQubits), using: &stream)
let (a, b) = (Direction.random(using: &stream), Direction.random(using: &stream))
let bipartitions = try Regions.bipartitions(of: identityQubits)
let largest =
    try Parallel.map(count: bipartitions.count) { number in
        let regions = bipartitions[number]
        let magnetizations = try zip(regions.members, [a, b]).map {
            try Magnetization(of: $0, along: $1, qubits: identityQubits)
        }
        let direct = try Magnetization.correlation(magnetizations, in: random)
        let effective = try EffectiveState(of: random, regions: regions)
        return abs(try effective.magnetizationCorrelation(along: [a, b]) - direct)
    }.max() ?? 0
print("\(bipartitions.count) bipartitions of \(identityQubits) qubits: off by at most", String(format: "%.1e", largest))

//: ## How the Bell parameter dies
//:
//: Four samples with $n$ spins in each of two regions. *Singlets*: each spin of A is paired with one of B, the most entangled
//: sample there is; but each spin meets its partner in one of $n$ pairs only. *Best state*: full spins $n/2$ that add to
//: zero, the largest $V=(n+2)/(3n)$ of all rotationally invariant states. *Ring*: the ground state of the Heisenberg ring, the regions being its
//: sublattices. *Random*: a random pure state. The CHSH parameter is the largest over all settings, from the singular values of $T$.
func chsh(_ state: EffectiveState) throws -> Double { 2 * (try state.criterionMaximum().value).squareRoot() }

func pairedSinglets(_ n: Int) throws -> StateVector {
    var state = StateVector.singlet
    for _ in 1..<n { state = try state.tensor(.singlet) }
    return try state.permutingParties((0..<n).map { 2 * $0 } + (0..<n).map { 2 * $0 + 1 })
}

let largestSize = Notebook.choose(9, short: 4)
let sizes = Array(1...largestSize)
let singlets = try sizes.map { try chsh(EffectiveState(of: pairedSinglets($0), regions: .blocks([$0, $0]))) }
let best = try sizes.map { size in
    let n = Double(size)
    return try chsh(.coupledSpins((n / 2, n / 2), total: 0, regionSizes: [n, n]))
}
let ringSizes = Array(2...Notebook.choose(8, short: 4))
let rings = try ringSizes.map { n in
    let ring = try PauliSum.heisenberg(on: .chain(2 * n, boundary: .periodic))
    let ground = try GroundState.lanczos(of: ring, using: &stream).state
    let even = stride(from: 0, to: 2 * n, by: 2)
    return try chsh(EffectiveState(of: ground, regions: Regions([Array(even), even.map { $0 + 1 }])))
}
let randoms = try sizes.map { n in
    try chsh(EffectiveState(of: .random(in: try .qubits(2 * n), using: &stream), regions: .blocks([n, n])))
}
let death = try Figure("The largest CHSH parameter of two regions", x: "spins in each region", y: "CHSH")
    .line(sizes.map(Double.init), singlets, label: "singlets")
    .line(sizes.map(Double.init), best, label: "best state")
    .line(ringSizes.map(Double.init), rings, label: "Heisenberg ring")
    .line(sizes.map(Double.init), randoms, label: "random state")
    .horizontalLine(2, label: "local bound")
    .horizontalLine(8.0.squareRoot(), label: "2√2")
try show(
    death, named: "death",
    caption: "One spin each violates; from two spins on nothing does, whatever the state.")

//: For magnets of any size the formulas take over. A mole of singlets:
for n in [1.0, 2, 10, 1e3, 1e12, 5e22] {
    let singletsValue = 8.0.squareRoot() / n
    let bestValue = try chsh(.coupledSpins((n / 2, n / 2), total: 0, regionSizes: [n, n]))
    let dicke = try chsh(.dicke(excitations: n, regionSizes: [n, n]))
    print(
        String(
            format: "n = %-5.3g  singlets %-8.3g  best %.4f  half-filled Dicke %.4f", n, singletsValue, bestValue, dicke
        ))
}

//: ## An adversary
//:
//: Perhaps a cleverer state does it? The figure of merit is $L=\sum T_{kl}^2$ over the planes of the settings; $L\le1$ means that a local
//: model exists. A see-saw over all states finds its maximum.
let adversary = [
    [1, 1], [1, 2], [2, 2], [1, 3], [2, 3], [3, 3], [1, 1, 1], [1, 1, 2], [1, 2, 2], [2, 2, 2], [1, 1, 1, 1],
    [1, 1, 2, 2],
    [1, 2, 2, 2],
]
let starts = Notebook.choose(100, short: 4)
var adversaryTable = try Table(
    "The largest L over all states", columns: ["spins", "L", "starts that reach it", "starts"], digits: 4)
for regionSizes in adversary {
    let found = try CriterionSearch(
        regionSizes: regionSizes, options: AscentOptions(starts: starts, tolerance: 1e-11, seed: 5))
    try adversaryTable.add(
        "\(regionSizes)", String(format: "%.9f", found.value),
        found.ends.count { $0 > found.value - 1e-6 }, found.ends.count)
}
try show(adversaryTable)

//: One pattern fits them all: $L_{\max}=2^{s-1}$ for $s$ regions of a single spin, a GHZ state of the lone spins, and 1 when there is at most one. Three
//: regions of 1, 2 and 2 spins are enough, fewer than the paper's trees need.
//:
//: ## Why
//:
//: The macroscopic correlations are the mean of many vectors of microscopic ones, and the components of each vector belong to anticommuting
//: observables, so none is longer than 1. The anticommuting products are the paths of a binary tree whose nodes are spins:
var treeTable = try Table(
    "Spins that trees take; in equal regions, at least ⌈(2ᵏ − 2)/(k − 1)⌉ each",
    columns: ["k", "simple", "folded", "balanced", "equal", "anticommute"], digits: 4)
for k in 2...6 {
    let trees = [try AnticommutingTree.simple(regions: k), try .folded(regions: k), try .balanced(regions: k)]
    try treeTable.add(
        k, "\(trees[0].spinsPerRegion)", "\(trees[1].spinsPerRegion)", "\(trees[2].spinsPerRegion)",
        AnticommutingTree.leastSpins(regions: k), trees.allSatisfy { $0.family.isAnticommuting } ? "yes" : "no")
}
try show(treeTable)

let unequal = try AnticommutingTree.balanced(regions: 3)
let sample = StateVector.random(in: try .qubits(7), using: &stream)
let vectors = try ComplementarityVectors(of: sample, regions: .blocks([1, 3, 3]), family: unequal.family)
print(
    String(
        format: "Regions of 1, 3 and 3 spins: %d vectors, the longest %.4f, their mean squared L = %.6f",
        vectors.vectors.count,
        vectors.longest, vectors.criterion))
for spins in [[1, 2, 2], [2, 2, 2], [2, 2, 2, 2], [3, 3, 3, 3]] {
    let search = try AnticommutingFamily.search(spins: spins)
    print("Anticommuting families in \(spins):", search.family == nil ? "none" : "found", "after \(search.steps) steps")
}

//: ## Local models in place of quantum mechanics
//:
//: For two settings per region the model is explicit: strategies with probabilities $|c_s|$, the coefficients of the correlators in signs.
let three = try EffectiveState(of: sample, regions: .blocks([2, 2, 3]))
let settings = (0..<3).map { _ in (0..<2).map { _ in Direction.random(using: &stream) } }
if let model = try TwoSettingModel(of: three, along: settings) {
    print(
        "Three regions, two settings: \(model.distribution.points.count) strategies, correlators off by",
        String(format: "%.1e", try model.defect()))
}

//: With quantum mechanics for every single spin, there is a model for as many settings as spins, for all results and not only their correlations: measure each
//: setting on a spin of its own, in thought, and carry the list of results as hidden variable.
for sizes in [[2, 2], [2, 3], [3, 3]] {
    let state = StateVector.random(in: try .qubits(sizes[0] + sizes[1]), using: &stream)
    let measurements = sizes.map { count in (0..<count).map { _ in POVM.along(.random(using: &stream)) } }
    let model = try JointStrategyModel(of: state, regions: .blocks(sizes), measurements: measurements)
    print(
        "\(sizes) spins and settings: \(model.jointDistribution.probabilities.count) strategies, the rarest",
        String(format: "%.1e,", model.jointDistribution.probabilities.min() ?? 0), "probabilities off by",
        String(format: "%.1e", try model.defect()))
}

//: ## One setting more
//:
//: The bound is tight where it can be checked: one setting more than there are spins, and there is a violation.
var tight = try Table(
    "Violations", columns: ["inequality", "settings", "spins", "largest value − local bound"], digits: 4)
let chshInequality = try BellInequality(CorrelatorInequality.chsh)
for (name, inequality, count) in [("CHSH", chshInequality, 2), ("I3322", try BellInequality.i3322(), 3)] {
    for spins in [[1, 1], [1, 2], [2, 2]] {
        let found = try MacroscopicViolation(
            of: inequality, regionSizes: spins, options: AscentOptions(starts: Notebook.choose(200, short: 20), seed: 7)
        )
        try tight.add(name, count, "\(spins)", String(format: "%.5f", found.excess))
    }
}
try show(tight)
print(
    "A region of 10²³ spins needs more than", String(format: "%.0e", try SettingsBound.settings(spins: 1e23)),
    "settings.")

//: ## Magnets in equilibrium
//:
//: Heat makes a Heisenberg magnet rotationally invariant, and $\rho_\mathrm{eff}=V|\psi^-\rangle\langle\psi^-|+(1-V)\frac14$ with $V\le\frac{R+2}{3R}$. Then no number
//: of settings helps: below a threshold in $V$ there is a model for all measurements.
let ringLength = Notebook.choose(8, short: 6)
let spectrum = try HamiltonianSpectrum(PauliSum.heisenberg(on: .chain(ringLength, boundary: .periodic)))
let temperatures = (0...40).map { pow(10, Double($0) / 20 - 1.5) }
let half = ringLength / 2
let divisions: [(String, Regions)] = [
    ("neighbours", try Regions([[0], [1]])),
    (
        "sublattices",
        try Regions([Array(stride(from: 0, to: ringLength, by: 2)), Array(stride(from: 1, to: ringLength, by: 2))])
    ),
    ("halves", try Regions([Array(0..<half), Array(half..<ringLength)])),
]
var thermal = Figure("A Heisenberg ring of \(ringLength) spins", x: "temperature / coupling", y: "visibility V")
    .logarithmic(
        x: true)
for (name, regions) in divisions {
    let visibilities = try temperatures.map {
        try RotationalVisibility.value(
            of: EffectiveState(of: GibbsState(spectrum, beta: 1 / $0).state, regions: regions))
    }
    thermal = try thermal.line(temperatures, visibilities, label: name)
}
thermal = try thermal.horizontalLine(LocalVisibility.projective2023.value, label: "local, projective")
    .horizontalLine(LocalVisibility.povm2024.value, label: "local, POVM")
try show(thermal, named: "thermal", caption: "Only single neighbours come near a violation, and only in the cold.")

var thresholds = try Table("From how many spins on", columns: ["threshold", "for", "R", "source"], digits: 4)
for threshold in LocalVisibility.known {
    try thresholds.add(
        threshold.value, threshold.measurements == .povm ? "POVMs" : "projective",
        String(format: "%.0f", threshold.leastRegionSize ?? .infinity),
        threshold.source)
}
try show(thresholds)

//: ## How long it takes
//:
//: The effective state of a pure state is one pass over its amplitudes with collective spin operators.
let speedQubits = Notebook.choose(20, short: 14)
let big = StateVector.random(in: try .qubits(speedQubits), using: &stream)
let clock = ContinuousClock()
let regions = try Regions.blocks([speedQubits / 2, speedQubits - speedQubits / 2])
var fastest = Duration.seconds(1000)
for _ in 0..<5 { fastest = min(fastest, try clock.measure { _ = try EffectiveState(of: big, regions: regions) }) }
let seconds = Double(fastest.components.attoseconds) * 1e-18 + Double(fastest.components.seconds)
print(
    String(
        format: "%d qubits: %.2f ms, %.2f GB/s of amplitudes", speedQubits, 1000 * seconds,
        16 * Double(big.amplitudes.count) / seconds / 1e9))
