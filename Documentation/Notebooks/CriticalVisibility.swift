//: # Where locality ends
//:
//: A family of states $v\mapsto\rho(v)$ has local models up to a critical visibility. This notebook brackets it by
//: gradient searches, under a criterion that is fixed before the first run, and puts the rigorous bounds beside it.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## The criterion
//:
//: A visibility is *reached* when the relative entropy over all joint outcomes, on fresh random settings in double
//: precision, is at most the ceiling. It is *not reached* when several runs with other seeds and more steps stay above
//: it. Each run begins with the cloud of the largest visibility reached. This is numerical evidence: "not reached" speaks
//: about the search. The ceiling was set before any bracket, after pilot runs on Werner states with seed 1: they ended at
//: 7 · 10⁻⁸ nats for v = 0.68 (6000 steps), 7 · 10⁻⁷ for 0.69 and 7 · 10⁻⁶ for 0.70 (5000 steps). Three qubits get more
//: and shorter steps on smaller grids, and a third attempt, of 80 000 steps. Behind `--` stands the family: `werner`,
//: `ghz3` or `w3`.
let family = Notebook.arguments.first ?? "werner"
let pure: DensityOperator
let range: ClosedRange<Double>
let width: Double
switch family {
case "ghz3": (pure, range, width) = (try StateVector.ghz(parties: 3).densityOperator, 0.40...0.60, 0.02)
case "w3": (pure, range, width) = (try StateVector.w(parties: 3).densityOperator, 0.40...0.62, 0.02)
default: (pure, range, width) = (StateVector.singlet.densityOperator, 0.66...0.72, 0.006)
}
let isPair = pure.parties == 2
var options = SearchOptions.standard(
    parties: pure.parties, points: Notebook.choose(4096, short: 300),
    steps: Notebook.choose(isPair ? 6000 : 20_000, short: 300), seed: 2026)
if !isPair {
    options.phases = [
        .adam(steps: options.totalSteps, rate: 0.02, batch: BatchDesign(.grid, settings: 9, points: .spiral))
    ]
}
options.testSettings = Notebook.choose(4096, short: 200)
options.testInterval = Notebook.choose(500, short: 50)
// The bracket should be done in 40 minutes; a run that is cut short decides nothing.
options.timeLimit = Notebook.choose(2300, short: 20)
let criterion = try BracketCriterion(
    ceiling: Notebook.choose(1e-6, short: 2e-3), attempts: isPair ? 2 : 3, effort: 2,
    width: Notebook.choose(width, short: (range.upperBound - range.lowerBound) / 3), options: options)
print(
    "ceiling", criterion.ceiling, "nats,", criterion.attempts, "attempts, width",
    String(format: "%.4g", criterion.width))

//: ## The bracket
let degree = Notebook.choose(5, short: 3)
let fixedPure = pure
let run = try BracketSearch(in: range, criterion: criterion) {
    try CloudProblem(qubits: fixedPure.withWhiteNoise(visibility: $0), degree: degree)
}.start()
for await progress in run.progress { print(progress.message, progress.value.map { String(format: "%.2e", $0) } ?? "") }
do {
    let bracket = try await run.value
    var table = try Table("Runs", columns: ["visibility", "attempt", "steps", "divergence", "reached"], digits: 4)
    for trial in bracket.trials {
        try table.add(
            String(format: "%.5f", trial.visibility), trial.attempt, trial.steps,
            String(format: "%.2e", trial.error.divergence), trial.isReached ? "yes" : "no")
    }
    try show(table)
    if let upper = bracket.notReached {
        print(String(format: "\(family): reached %.4f, not reached %.4f;", bracket.reached, upper), bracket.stopReason)
    } else if bracket.reached == range.upperBound {
        print("\(family): the whole range was reached")
    } else {
        print(String(format: "\(family): reached %.4f;", bracket.reached), bracket.stopReason)
    }
    let path = "\(Notebook.outputFolder)/\(family)-bracket.json"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try AtomicFile.write(try encoder.encode(bracket), to: path)

    let visibilities = bracket.trials.map(\.visibility)
    let figure = try Figure("Divergence of the best clouds", x: "visibility", y: "relative entropy / nats")
        .scatter(visibilities, bracket.trials.map { max($0.error.divergence, 1e-12) }, label: "runs")
        .horizontalLine(criterion.ceiling, label: "ceiling").logarithmic(y: true)
    try show(figure, named: "bracket", caption: "What lies below the ceiling counts as reached.")
} catch let failure as NumericalFailure {
    print(failure)
}

//: ## Beside it: rigorous bounds
//:
//: From below: a local model for all projective measurements, with a certificate. For the Werner state it is the one that comes
//: with this package; for three qubits it is a model on a few lines for each party, carried over by the inradius of their
//: polyhedra. From above: with finitely many settings locality is a linear program, and its threshold, an inequality whose
//: local bound was found in integers, bounds the critical visibility of all measurements. The settings are the axes of the
//: icosahedron for the Werner state, equally spaced ones on the equator for GHZ, and in a plane through the axis for W, whose
//: marginals belong to its correlations.
let bloch = try PauliTensor(pure)
let lower: Double
if pure.parties == 2 {
    lower = try IsotropicCertificate.shipped(.werner).verify().visibility
} else {
    var seeded = RandomStream(seed: 1)
    let lines = try MeasurementPolyhedron.wellSpread(
        count: Notebook.choose(16, short: 6), steps: Notebook.choose(4000, short: 1000), using: &seeded)
    let target = try ProjectiveTarget(bloch, on: [lines, lines, lines])
    // Just below the threshold, which spares the search for an inequality.
    let start = Notebook.choose(family == "w3" ? 0.525 : 0.5, short: 0.6)
    let model = try target.correlators.localVisibility(
        tolerance: 1e-3, below: start, options: MembershipOptions(timeLimit: 60))
    let certificate = try VisibilityCertificate(model, of: target, name: family)
    try certificate.verify()
    lower = certificate.projectiveEnd?.visibility ?? 0
}
let settings: [Direction]
switch family {
case "ghz3":
    settings = try (0..<8).map { try Direction(cos(Double.pi * Double($0) / 8), sin(Double.pi * Double($0) / 8), 0) }
case "w3":
    settings = try (0..<6).map { try Direction(sin(Double.pi * Double($0) / 6), 0, cos(Double.pi * Double($0) / 6)) }
default: settings = PlatonicSolid.icosahedron.axes
}
let correlators = try CorrelatorTensor(
    of: bloch, along: Array(repeating: settings, count: pure.parties), includesMarginals: family == "w3")
let threshold = try correlators.localVisibility(
    tolerance: Notebook.choose(1e-5, short: 1e-3), options: MembershipOptions(timeLimit: 120))
let inequality = try VisibilityCertificate(threshold, of: correlators, name: family)
try inequality.verify()
print(
    String(
        format: "\(family): local up to %.4f for all projective measurements; not above %.4f, with %d settings each",
        lower, inequality.upper, settings.count))
//: More settings lower the upper end. The best published bounds for the Werner state are 0.6875 and about 0.696.
