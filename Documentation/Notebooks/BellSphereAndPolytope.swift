//: # The Bell sphere and the local polytope
//:
//: Two questions about the same correlations. *Which local models are there?* Several can be written down for a pair of
//: qubits, each with its own range. *Where do local models end?* For finitely many settings this is the question whether a point
//: lies in a polytope, and it has an answer with two proofs: a local model on one side, a Bell inequality on the other. At
//: the end the counts of a real Bell test are put beside the polytope.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## Local models of the Werner family
//:
//: The singlet mixed with noise, $v\,|\psi^-\rangle\langle\psi^-| + (1-v)\,1/4$, has the correlations
//: $E(\mathbf a,\mathbf b) = -v\,\mathbf a\cdot\mathbf b$ and no marginals. Three local models try:
//:
//: - **Bell, 1964.** Both particles carry opposite directions and answer by the sign: $E = -1 + 2\theta/\pi$, right at
//:   $\theta = 0, \pi/2, \pi$ and too straight between.
//: - **Werner, 1989.** Alice answers with mean $\mathbf a\cdot\lambda$, Bob with the sign of $-\mathbf b\cdot\lambda$:
//:   $E = -\frac12\cos\theta$ exactly.
//: - **A density on two Bell spheres.** Both answer by the sign, and the correlations are in
//:   $(4\pi)^2 p = 1 - 2v + 4v(|c| - c)$, $c = \lambda_1\cdot\lambda_2$: exact for $0\le v\le\frac12$ and negative beyond.
let samples = Notebook.choose(40_000, short: 4_000)
var stream = RandomStream(seed: 1964)
let angles = (0...12).map { Double.pi * Double($0) / 12 }
func setting(_ angle: Double) throws -> Direction { try Direction(theta: angle, phi: 0) }

/// E of four joint probabilities; its standard error is at most that of as many ±1 outcomes.
func correlator(_ probabilities: [Estimate]) -> Estimate {
    let value = probabilities[0].value - probabilities[1].value - probabilities[2].value + probabilities[3].value
    return Estimate(value, standardError: (max(0, 1 - value * value) / Double(samples)).squareRoot())
}

let bell = try angles.map { angle in
    // Opposite directions answer b as equal ones answer −b.
    correlator(
        try BellSphereModel().probabilities(
            for: [.z, -setting(angle)], distribution: SharedDirection(probability: 1), samples: samples, using: &stream)
    )
}
let werner = try angles.map { angle in
    correlator(
        try WernerModel().probabilities(
            for: [.z, setting(angle)], distribution: WernerModel.distribution(visibility: 0.5), samples: samples,
            using: &stream))
}
let twoSpheres = try angles.map { angle in
    correlator(
        try BellSphereModel().probabilities(
            for: [.z, setting(angle)], distribution: WernerSphereDensity(visibility: 0.5), samples: samples,
            using: &stream))
}
let fine = (0...180).map { Double.pi * Double($0) / 180 }
let degrees = { (angles: [Double]) in angles.map { $0 * 180 / .pi } }
let correlations = try Figure("Correlations of the Werner family", x: "angle between the settings / °", y: "E(a, b)")
    .line(degrees(fine), fine.map { -cos($0) }, label: "singlet, v = 1")
    .line(degrees(fine), fine.map { -cos($0) / 2 }, label: "v = 1/2")
    .scatter(degrees(angles), bell.map(\.value), errors: bell.map(\.standardError), label: "Bell's model")
    .scatter(degrees(angles), werner.map(\.value), errors: werner.map(\.standardError), label: "Werner's model")
    .scatter(
        degrees(angles).map { $0 + 2 }, twoSpheres.map(\.value), errors: twoSpheres.map(\.standardError),
        label: "two Bell spheres"
    )
    .ranges(x: 0...180, y: -1.05...1.05)
try show(
    correlations, named: "werner-family",
    caption: "Two models lie on the cosine of v = 1/2, one of them drawn 2° to the right; Bell's model lies on a line.")

//: The exact models are verified over their whole range; what lies outside is refused, with a reason.
let wernerFamily = LHVModel(
    base: BellSphereModel(), distribution: { (v: Double) in try WernerSphereDensity(visibility: v) },
    prediction: { v, settings in
        [-1.0, 1, 1, -1].map { (1 + $0 * v * settings[0].dot(settings[1])) / 4 }
    })
let settings = (0..<6).map { _ in [Direction.random(using: &stream), .random(using: &stream)] }
let verification = try wernerFamily.verify(
    states: [0, 0.1, 0.2, 0.3, 0.4, 0.5], settings: settings, samples: samples / 2, using: &stream)
print(
    String(
        format: "%d probabilities compared: mean squared deviation %.2f, largest %.1f standard errors",
        verification.comparisons, verification.meanSquaredDeviation, verification.worstDeviation))
do { _ = try WernerSphereDensity(visibility: 0.51) } catch { print(error) }

//: ## What a hidden variable answers
//:
//: A point of the Bell sphere answers "up" for a hemisphere of settings. A softmax–harmonic hidden variable answers with a
//: probability, and its harmonics of degree 3 and 5 give the border between up and down more shape.
let softmax = SoftmaxHarmonicModel(basis: try .odd(degree: 5))
let drawn = 2 * softmax.sampleHiddenVariable(using: &stream)
let response = try SpherePlot("q(↑|n, λ) of a softmax–harmonic hidden variable")
    .surface("q(↑|n, λ)") { softmax.probability(of: 0, given: Direction(unit: $0), at: drawn) }
try show(response, named: "softmax-response", caption: "Odd degrees 1, 3, 5: antipodes answer oppositely.")

//: Strictly positive responses are softmaxes of their own logarithms. A response $\frac12(1 + 0.9\,\mathbf n\cdot\mathbf m)$
//: has harmonics of all odd degrees in its logarithm; cutting them off costs what the figure shows.
struct Tilted: LHVBaseModel {
    var hiddenDimension: Int { 2 }
    func outcomeCount(of setting: Direction) -> Int { 2 }
    func probability(of outcome: Int, given setting: Direction, at hidden: Direction, party: Int) -> Double {
        (1 + (outcome == 0 ? 0.9 : -0.9) * setting.dot(hidden)) / 2
    }
    func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> Direction {
        .random(using: &generator)
    }
    func defect(of hidden: Direction) -> Double { 0 }
}
let cutoffs = Array(stride(from: 1, through: 15, by: 2))
let conversions = try cutoffs.map { degree in
    try SoftmaxHarmonicModel(basis: .odd(degree: degree)).converting(
        Tilted(), at: .z, quadratureDegree: 2 * degree + 40)
}
let truncation = try Figure("Eqs. 19–20: truncation error", x: "largest degree l", y: "error")
    .line(cutoffs.map(Double.init), conversions.map(\.logarithmError), label: "of log q, root mean square")
    .line(cutoffs.map(Double.init), conversions.map(\.probabilityError), label: "of q, largest", dashed: true)
    .logarithmic(y: true)
try show(truncation, named: "truncation", caption: "The logarithm is analytic, so the error falls exponentially.")

//: ## Thresholds of Platonic settings
//:
//: Both parties measure the singlet along the axes of a Platonic solid. Up to the visibility in the table a mixture of
//: finitely many answer lists reproduces the correlations, and beyond it a Bell inequality forbids that. Certificates hold
//: both, with the inequality in integers, and are verified by code that shares nothing with the search.
let solids: [(solid: PlatonicSolid, name: String)] = [
    (.octahedron, "octahedron"), (.cube, "cube, tetrahedron"), (.icosahedron, "icosahedron"),
    (.dodecahedron, "dodecahedron"),
]
var thresholds: [CorrelatorThreshold] = []
var platonic = try Table(
    "Local visibility of the singlet along the axes of Platonic solids",
    columns: [
        "axes of", "settings", "local up to", "nonlocal from", "strategies", "η²", "all projective measurements",
    ], digits: 4)
for (solid, name) in solids {
    let polyhedron = try MeasurementPolyhedron.platonic(solid)
    let target = try ProjectiveTarget(PauliTensor(StateVector.singlet.densityOperator), on: [polyhedron, polyhedron])
    let threshold = try target.correlators.localVisibility(tolerance: 1e-8)
    let certificate = try VisibilityCertificate(threshold, of: target, name: name)
    try certificate.verify()
    thresholds.append(threshold)
    try platonic.add(
        name, polyhedron.count, String(format: "%.8f", certificate.lower), String(format: "%.8f", certificate.upper),
        certificate.model.count, String(format: "%.4f", target.shrinking),
        String(format: "%.4f", certificate.projectiveEnd?.visibility ?? 0))
}
try show(platonic)

//: Three orthogonal settings cannot violate any inequality with the singlet, and neither can the four axes of a cube when both
//: parties have the same ones: their correlations are local as they are. The last column carries the model over to *all* projective measurements: the ball of radius $\eta$ inside the hull of
//: the settings turns $v$ into $\eta^2 v$. More directions give more: see below.
//:
//: The inequality of the icosahedron, scaled to a largest coefficient of 1:
let icosahedron = thresholds[2]
if let inequality = icosahedron.inequality, let matrix = inequality.coefficients.matrix {
    let largest = matrix.elements.map(abs).max() ?? 1
    var rows = try Table(columns: [""] + (1...6).map { "b\($0)" }, digits: 3)
    for row in 0..<6 {
        let entries = (0..<6).map { String(format: "%+.3f", matrix[row, $0] / largest) }
        try rows.add(["a\(row + 1)"] + entries)
    }
    try show(rows)
    let bound = try inequality.coefficients.localBound(LocalBoundOptions(maximizerLimit: 64))
    print(
        String(
            format: "local bound %.4f, singlet %.4f,", bound.upper / largest, bound.upper / icosahedron.upper / largest),
        "reached by", bound.maximizers.count, "strategies")
}

//: ## Strategies on the sphere
//:
//: A strategy of the polytope is a list of answers. On the sphere the lists that carry most weight are no accident: near the
//: threshold they are almost hemispheres, cut where it helps most.
let geodesic = try MeasurementPolyhedron.geodesic(frequency: Notebook.choose(2, short: 1))
let dense = try ProjectiveTarget(
    PauliTensor(StateVector.singlet.densityOperator), on: [geodesic, geodesic])
let denseThreshold = try dense.correlators.localVisibility(tolerance: 1e-6)
let denseCertificate = try VisibilityCertificate(denseThreshold, of: dense)
try denseCertificate.verify()
print(
    String(
        format: "%d directions: local up to %.6f there, up to %.4f for all projective measurements", geodesic.count,
        denseCertificate.lower, denseCertificate.projectiveEnd?.visibility ?? 0))
if let heaviest = zip(denseThreshold.model.weights, denseThreshold.model.strategies).max(by: { $0.0 < $1.0 }) {
    for party in 0..<2 {
        let signs = try heaviest.1.signs(ofParty: party).map(Double.init)
        let up = zip(geodesic.directions, signs).flatMap { [$0.0.vector * $0.1] }
        let name = ["Alice", "Bob"][party]
        let picture = try SpherePlot("The heaviest strategy: \(name)")
            .points(up, label: "up").points(up.map { -$0 }, label: "down")
        try show(
            picture, named: "strategy-\(name.lowercased())",
            caption: "Each setting and its opposite; pale points lie behind.")
    }
}

//: ## Three qubits, all projective measurements
//:
//: The same for GHZ and W states of three qubits: sixteen lines for each party that repel one another, a local model just below the
//: place where the search would find an inequality, and the inradius three times. Fewer lines when short.
var three = try Table(
    "Certified for all projective measurements",
    columns: ["state", "lines", "local up to", "all projective measurements"], digits: 4)
for (name, state, start) in [
    ("GHZ₃", try StateVector.ghz(parties: 3), Notebook.choose(0.5, short: 0.6)),
    ("W₃", try StateVector.w(parties: 3), Notebook.choose(0.525, short: 0.6)),
] {
    var seeded = RandomStream(seed: 1)
    let lines = try MeasurementPolyhedron.wellSpread(
        count: Notebook.choose(16, short: 6), steps: Notebook.choose(4000, short: 1000), using: &seeded)
    let target = try ProjectiveTarget(PauliTensor(state.densityOperator), on: [lines, lines, lines])
    let threshold = try target.correlators.localVisibility(
        tolerance: 1e-3, below: start, options: MembershipOptions(timeLimit: 60))
    let certificate = try VisibilityCertificate(threshold, of: target, name: name)
    try certificate.verify()
    try three.add(
        name, lines.count, String(format: "%.4f", certificate.lower),
        String(format: "%.4f", certificate.projectiveEnd?.visibility ?? 0))
}
try show(three)

//: ## Below the threshold, and beyond
//:
//: The distance of $v\,E$ from the polytope is zero up to the threshold and grows from there on.
let visibilities = (0...Notebook.choose(15, short: 5)).map {
    0.7 + 0.3 * Double($0) / Double(Notebook.choose(15, short: 5))
}
var distances = Figure("Distance from the local polytope", x: "visibility v", y: "‖vE − nearest local point‖")
for ((solid, name), threshold) in zip(solids, thresholds) where threshold.upper < 1 {
    let directions = solid.axes
    let singlet = try CorrelatorTensor(
        of: StateVector.singlet.densityOperator, along: [directions, directions])
    var values: [Double] = []
    for v in visibilities { values.append(try singlet.nearestLocalPoint(visibility: v).distance) }
    distances = try distances.line(visibilities, values, label: name).verticalLine(threshold.upper)
}
try show(distances, named: "distances", caption: "The vertical lines are the thresholds of the table.")

//: ## A real Bell test
//:
//: The 245 trials of B. Hensen et al., *Nature* **526**, 682 (2015), two electron spins 1.3 km apart.
let delft = try MeasuredBehaviour(CSVTable(contentsOf: Notebook.data("Data/delft2015-bell-test.csv")))
let chsh = try BellInequality(.chsh)
let report = try delft.localRealismReport(testing: chsh, settingProbabilities: [0.25, 0.25, 0.25, 0.25])
let measured = try [[0, 0], [0, 1], [1, 0], [1, 1]].map { try delft.correlator(given: $0) }
let nearest = try report.nearest.point.correlators()
let likeliest = try report.likelihood.behaviour.correlators()
var counts = try Table(
    "Correlators", columns: ["settings", "trials", "E", "nearest local", "likeliest local"], digits: 4)
for (index, name) in ["a₀b₀", "a₀b₁", "a₁b₀", "a₁b₁"].enumerated() {
    try counts.add(
        name, delft.trialsPerList[index], plusMinus(measured[index].value, measured[index].standardError),
        String(format: "%.3f", nearest[index]), String(format: "%.3f", likeliest[index]))
}
try show(counts)
let places = [1.0, 2, 3, 4]
let r = 0.5.squareRoot()
let bars = try Figure("The Delft Bell test", x: "pair of settings", y: "correlator E")
    .scatter(places, measured.map(\.value), errors: measured.map(\.standardError), label: "measured")
    .scatter(places.map { $0 + 0.1 }, nearest, label: "nearest local point")
    .scatter(places.map { $0 + 0.2 }, likeliest, label: "likeliest local point")
    .scatter(places.map { $0 - 0.1 }, [r, r, r, -r], label: "quantum maximum")
    .ranges(x: 0.5...4.5, y: -1...1).xNames(places, ["a₀b₀", "a₀b₁", "a₁b₀", "a₁b₁"])
try show(bars, named: "delft", caption: "Local behaviours cannot have all four correlators large at once.")

var verdict = try Table("The counts against local realism", columns: ["quantity", "value"], digits: 4)
if let value = report.value, let bound = report.bound {
    try verdict.add("S = E₀₀ + E₀₁ + E₁₀ − E₁₁", plusMinus(value.value, value.standardError))
    try verdict.add("trials won", String(format: "%.0f of %d", bound.observedMean * Double(bound.trials), bound.trials))
    try verdict.add("P(so many or more) under local realism", String(format: "%.4f", bound.pValue))
}
try verdict.add("distance from the polytope", String(format: "%.4f", report.nearest.distance))
try verdict.add("ln likelihood ratio", String(format: "%.3f", report.likelihood.logRatio))
try verdict.add("p-value of no signalling", String(format: "%.3f", report.noSignalling.pValue))
try verdict.add(
    "strongest signal",
    String(
        format: "%.3f, %.1f standard errors", report.noSignalling.strongest.defect,
        report.noSignalling.strongestDeviation))
try show(verdict)

//: The bound on the probability holds for any number of trials and for devices with memory, if the settings were chosen
//: independently and without bias. The frequencies signal a little, as frequencies of few trials do; the test finds
//: nothing beyond chance. The inequality that separates the frequencies from their nearest local point is CHSH again:
let separating = try CorrelatorInequality(report.nearest.inequality).coefficients
let scale = abs(try separating.element([1, 1]))
print(
    try [[1, 1], [1, 2], [2, 1], [2, 2]].map { String(format: "%+.4f", try separating.element($0) / scale) }
        .joined(separator: "  "))
