//: # Quantum bounds that hold
//:
//: How much can quantum states violate a Bell inequality? A see-saw reaches a value from below. The hierarchy of moment matrices
//: bounds it from above, and here that bound is proven: rounding errors included, whatever the solver did. A table of known
//: values, each with its level.
import HiddenVariables
import NotebookSupport

import Foundation

/// A line of the table.
struct Line {
    let name: String
    let level: HierarchyLevel
    let inequality: BellInequality
    /// The value that is known, where from, and with how many digits.
    let known: (value: Double, source: String, digits: Int)
    /// What the inequality's value is multiplied by and then shifted by, to be in the units of the literature.
    var scale = 1.0
    var shift = 0.0

    init(
        _ name: String, _ level: String, _ inequality: BellInequality, known value: Double, _ source: String,
        digits: Int = 10, scale: Double = 1, shift: Double = 0
    ) throws {
        self.name = name
        self.level = try HierarchyLevel(level)
        self.inequality = inequality
        known = (value, source, digits)
        self.scale = scale
        self.shift = shift
    }

    /// The bound in these units, rounded upwards.
    func converted(_ bound: Double) -> Double {
        scale == 1 && shift == 0 ? bound : ((bound * scale).nextUp + shift).nextUp
    }
}

//: With $d$ outcomes and the usual phases, the operator of Collins, Gisin, Linden, Massar and Popescu is on $|jj\rangle$ the matrix
//: $2/((d-1)\cos\frac{\pi(j-k)}{2d})$ with zeros on its diagonal. Its largest eigenvalue is reached by a state; the bound must not lie below.
func cglmpReached(outcomes d: Int) throws -> Double {
    let matrix = RealMatrix(rows: d, columns: d) { j, k in
        j == k ? 0 : 2 / (Double(d - 1) * cos(Double.pi * Double(j - k) / Double(2 * d)))
    }
    return try matrix.hermitianEigenvalues().last ?? 0
}

let root2 = 2.0.squareRoot()
let i3322 = try BellInequality.innn22(settings: 3)
let tables = "published, seven digits"
var lines = [
    try Line("CHSH", "1", BellInequality(.chsh), known: 2 * root2, "2√2"),
    try Line("I3322", "1", i3322, known: 0.375, "3/8"),
    try Line("I3322", "1+AB", i3322, known: 0.2514709, tables, digits: 7),
    try Line("I3322", "2", i3322, known: 0.2509397, tables, digits: 7),
    try Line("I3322", "3", i3322, known: 0.2508754, tables, digits: 7),
]
for n in 2...8 {
    let value = Double(2 * n) * cos(Double.pi / Double(2 * n))
    lines.append(
        try Line(
            "chained, \(n) settings", "1", BellInequality(.chained(settings: n)), known: value, "2n cos(π/2n), n = \(n)"
        ))
}
for d in 3...4 {
    lines.append(
        try Line(
            "CGLMP, \(d) outcomes", "1+AB", .cglmp(outcomes: d), known: cglmpReached(outcomes: d), "reached, see above",
            scale: 8, shift: -4))
}
for parties in 3...4 {
    let (level, power) = (parties == 3 ? "1+AB" : "2", 1 << (parties - 1))
    lines.append(
        try Line(
            "Mermin, \(parties) parties", level, BellInequality(.mermin(parties: parties)), known: Double(power),
            "\(power)"))
    lines.append(
        try Line(
            "Svetlichny, \(parties) parties", level, BellInequality(.svetlichny(parties: parties)),
            known: Double(power) * root2, "\(power)√2"))
}
lines += [
    try Line("elegant", "1", BellInequality(.elegant), known: 4 * 3.0.squareRoot(), "4√3"),
    try Line("magic square, probability", "1", .magicSquare(), known: 1, "1", scale: 1.0 / 9),
    try Line("guess your neighbour's input", "1+AB+AC+BC+ABC", .guessYourNeighbour(), known: 0.25, "1/4"),
]

//: ## The table
//:
//: The bound is rounded up, so it holds as it stands here. Its distance from the known value is what the proof costs, and is at least zero
//: up to the digits that are known. For I3322 some tables have 0.2508754 at level 3, a solver's lower end: two other solvers
//: and this one find 0.2508756 on the same program, and a state reaches 0.25 with two qubits.
var table = try Table(
    "Upper bounds on quantum values", columns: ["name", "level", "proven ≤", "known", "from", "bound − known"],
    digits: 4)
var moments = 0
for line in lines {
    let bound = try line.inequality.quantumUpperBound(level: line.level)
    let upper = line.converted(bound.upper)
    moments = max(moments, bound.moments)
    let difference = upper - line.known.value
    try table.add(
        line.name, "\(line.level)", String(format: "%.7f", (upper * 1e7).rounded(.up) / 1e7),
        String(format: "%.7f", line.known.value), line.known.source,
        String(format: line.known.digits < 10 ? "%.1e (± 5e-8)" : "%.1e", difference))
}
try show(table)
print("up to \(moments) moments")

//: ## A behaviour that is not quantum
//:
//: The box of Popescu and Rohrlich becomes quantum when $1-1/\sqrt2$ of white noise is mixed in.
let membership = try Behaviour.popescuRohrlich.quantumMembership(level: .two)
print(
    String(
        format: "visibility %.7f, proven not above %.7f; excluded: ", membership.visibility,
        membership.provenVisibility) + "\(membership.isExcluded)")

//: ## Steering
//:
//: Werner states and the axes of a Platonic solid: the visibility from which on the measurements steer.
for (name, solid) in [("octahedron, 3 axes", PlatonicSolid.octahedron), ("icosahedron, 6 axes", .icosahedron)] {
    let measurements = solid.axes.map { POVM.along($0) }
    let found = try Assemblage(of: .werner(visibility: 1), measurements: measurements).hiddenStateModel()
    print(name, String(format: "%.7f, proven not above %.7f", found.visibility, found.provenVisibility))
}

//: ## Which inequality is this?
//:
//: An inequality that a search finds comes in any numbering of parties, settings and outcomes, with any factor. The name is found all the same.
let noisy = try Behaviour(
    of: StateVector.singlet.densityOperator,
    measurements: [[.along(.z), .along(.x)], [.along(Direction(-1, 0, 1)), .along(Direction(1, 0, 1))]])
let threshold: BehaviourThreshold = try noisy.localVisibility()
if let found = threshold.inequality {
    print("found:", try found.identified().map { "\($0)" } ?? "none of the known ones")
}
for number in [2, 7, 23] {
    let inequality = try CorrelatorInequality.sliwa(number)
    let bound = try inequality.quantumUpperBound()
    let upper = (bound.upper * 1e4).rounded(.up) / 1e4
    print(inequality.name, String(format: "local %.0f, quantum ≤ %.4f", inequality.bound, upper))
}

//: ## Measured counts
//:
//: Relative frequencies signal by chance, so they lie outside of the quantum set whatever made them. The question is how far: the total
//: variation between outcomes and settings together, to the nearest behaviour of level $1+AB$. A Bell inequality proves that no quantum behaviour
//: is nearer, and McDiarmid's inequality says how far frequencies stray by chance, for every number of trials.
let chsh = try BellInequality(.chsh)
let uniform = [0.25, 0.25, 0.25, 0.25]
//: The 245 trials of B. Hensen et al., *Nature* **526**, 682 (2015):
let delft = try MeasuredBehaviour(CSVTable(contentsOf: Notebook.data("Data/delft2015-bell-test.csv")))
let nearest = try delft.nearestQuantum()
let radius = try delft.distanceRadius(confidence: 0.95)
print(
    String(
        format: "Delft: distance %.4f (proven ≥ %.4f); with probability 0.95 frequencies stray by at most %.4f",
        nearest.distance, nearest.provenDistance, radius))
print(nearest.provenDistance <= radius ? "No conflict with quantum theory." : "In conflict with quantum theory.")

//: How well could anybody guess one outcome of the first setting, who holds whatever quantum mechanics allows besides the two devices? The bound depends on
//: the CHSH value only. What the counts *say* about that value at 95 % confidence is much less than what they *show*: only the second line is a statement
//: about the devices, for independent trials with settings drawn uniformly.
let values: [(name: String, value: Double)] = [
    ("the frequencies' own S, no confidence stated", try chsh.value(of: delft.behaviour)),
    ("S at 95 % confidence", try delft.lowerLimit(of: chsh, settingProbabilities: uniform)),
]
var guesses = try Table(
    "Guessing an outcome at Delft", columns: ["from", "S", "probability ≤", "bits ≥", "½ + ½√(2 − S²/4)"], digits: 4)
for (name, value) in values {
    let bound = try chsh.guessingBound(value: value)
    try guesses.add(
        name, String(format: "%.4f", value), String(format: "%.4f", (bound.probability * 1e4).rounded(.up) / 1e4),
        String(format: "%.4f", bound.minEntropy),
        String(format: "%.5f", 0.5 + 0.5 * max(0, 2 - value * value / 4).squareRoot()))
}
try show(guesses)

//: The sixteen counts of D. F. V. James et al., *Phys. Rev. A* **64**, 052312 (2001), are no Bell test: they were taken with one pair of
//: polarizers at a time, and probabilities follow from them by linear inversion, which assumes two qubits and that the polarizers were where they
//: were set. That matrix has a negative eigenvalue. Its predictions for the four settings of the largest CHSH value:
if case .counts(let photons) = try StateInput(Notebook.data("Data/james2001-tomography.csv"), in: .twoQubits) {
    let settings = try TwoQubitBlochForm(photons.maximumLikelihood().state).chshMaximum()
    let measurements = [settings.alice, settings.bob].map { $0.map { POVM.along($0).elements } }
    func predicted(_ matrix: ComplexMatrix) throws -> Behaviour {
        var probabilities: [Double] = []
        for a in measurements[0] {
            for b in measurements[1] {
                for first in a {
                    for second in b { probabilities.append((matrix * first.kronecker(second)).trace.real) }
                }
            }
        }
        return try Behaviour(probabilities, in: .chsh)
    }
    let inversion = try photons.linearInversion()
    let own = try predicted(inversion.matrix).nearestQuantum()
    // The same from counts drawn anew, each by Poisson's law with the measured mean.
    var stream = RandomStream(seed: 2001)
    var distances: [Double] = []
    for _ in 0..<Notebook.choose(100, short: 10) {
        let counts = try photons.counts.map { Double(try stream.poisson(mean: $0)) }
        let again = try photons.replacingCounts(counts).linearInversion().matrix
        distances.append(try predicted(again).nearestQuantum().provenDistance)
    }
    let value = try chsh.value(of: predicted(inversion.matrix))
    print(String(format: "James: least eigenvalue %.4f, S = %.4f", inversion.eigenvalues[0], value))
    print(
        String(
            format: "distance from the quantum set %.1e (proven ≥ %.1e); of %d repetitions %d at a distance above 0",
            own.distance, own.provenDistance, distances.count, distances.count { $0 > 0 }))
}
