//: # From separable to nonlocal
//:
//: With enough white noise every state of two qubits is separable; with a little less it is entangled, then it can be steered, and then it
//: violates a Bell inequality. Where are these lines? Each number below says what proves it: a computation here with all rounding
//: errors, a formula, or a publication; *numerical* means that a solver says so.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## Werner's state
//:
//: The singlet with white noise, $v\,|\psi^-\rangle\langle\psi^-|+(1-v)\frac14$.
let werner = try DensityOperator.werner(visibility: 1)

/// What holds for a range of visibilities, and why.
struct Finding {
    let property: String
    let measurements: String
    let range: ClosedRange<Double>
    let evidence: String

    /// The range with its finite end, rounded to the side on which the statement is weaker.
    var text: String {
        let isBelow = range.lowerBound == 0
        let end = isBelow ? range.upperBound : range.lowerBound
        let digits = 1e4
        // A formula's end is what it is: only more digits than shown are cut.
        let shown = isBelow ? (end * digits + 1e-9).rounded(.down) : (end * digits - 1e-9).rounded(.up)
        return String(format: isBelow ? "v ≤ %.4f" : "v > %.4f", shown / digits)
    }
}
var findings: [Finding] = []
func found(_ property: String, _ measurements: String, below end: Double, _ evidence: String) {
    findings.append(Finding(property: property, measurements: measurements, range: 0...end, evidence: evidence))
}
func found(_ property: String, _ measurements: String, above end: Double, _ evidence: String) {
    findings.append(Finding(property: property, measurements: measurements, range: end...1, evidence: evidence))
}

//: *Separable.* A state of two qubits is separable if and only if its partial transpose is positive; the least eigenvalue is
//: $(1-3v)/4$. The program agrees just below and just above:
let third = 1.0 / 3
for v in [third - 1e-6, third + 1e-6] {
    let least = try DensityOperator.werner(visibility: v).partialTranspose(of: [0]).hermitianEigenvalues()[0]
    print(String(format: "v = %.6f: least eigenvalue of the partial transpose %+.1e", v, least))
}
found("separable", "-", below: third, "proven: partial transpose, formula")
found("entangled", "-", above: third, "proven: partial transpose, formula")

//: *Hidden states.* Alice measures along a few axes. Up to a visibility a mixture of local states explains what Bob sees, beyond it a
//: steering inequality forbids that. A second program, which needs far fewer strategies, finds the model and makes it exact; the
//: ball inside the hull of the axes carries it over to all projective measurements of Alice, whatever Bob measures.
//:
//: Above, for twelve axes: if a local state answers $\pm$, then $\sum_k\langle A_k\,n_k\cdot\sigma\rangle$ is at most the largest length of
//: $\sum_k\pm n_k$ over all $2^{12}$ signs, and Werner's state has $12\,v$. For six axes the best weights are found by a semidefinite program.
var seeded = RandomStream(seed: 1)
let six = try MeasurementPolyhedron.platonic(.icosahedron)
let twelve = try MeasurementPolyhedron.wellSpread(count: 12, using: &seeded)
for axes in [six, twelve] {
    let model = try werner.hiddenStatesForAllProjective(axes: axes)
    found(
        "hidden states", "\(axes.count) axes", below: model.axesVisibility,
        "proven: \(model.strategies.count) hidden states, made exact")
}
let steering = try Assemblage(of: werner, measurements: six.directions.map { .along($0) }).hiddenStateModel()
found("steering", "6 axes", above: steering.provenVisibility, "proven: steering inequality")
func lengthOfSum(signs: Int) -> Double {
    var sum = SIMD3<Double>.zero
    for (k, axis) in twelve.directions.enumerated() {
        let sign: Double = (signs >> k) & 1 == 0 ? 1 : -1
        sum += sign * axis.vector
    }
    return (sum * sum).sum().squareRoot()
}
let longest = (0..<(1 << 11)).map(lengthOfSum(signs:)).max()
found(
    "steering", "12 axes", above: (longest ?? 12) / 12 * (1 + 1e-11), "proven: steering inequality with equal weights")
let dense = try MeasurementPolyhedron.geodesic(
    frequency: Notebook.arguments.first.flatMap { Int($0) } ?? Notebook.choose(3, short: 2))
let hidden = try werner.hiddenStatesForAllProjective(axes: dense)
print(
    String(
        format: "%d axes: hidden states up to %.6f there, inradius %.6f, up to %.6f for all projective measurements",
        dense.count, hidden.axesVisibility, hidden.inradius, hidden.visibility))
//: With a 4 behind `--` there are 81 axes, which takes a few minutes and proves 0.4920. More axes come closer to ½.
found("hidden states", "all projective", below: hidden.visibility, "proven: \(dense.count) axes and their inradius")
found("hidden states", "all projective", below: 0.5, "published: Werner 1989")
found("hidden states", "all", below: LocalVisibility.povm2024.value, "published: \(LocalVisibility.povm2024.source)")
found("steering", "all projective", above: 0.5, "published: Wiseman, Jones, Doherty 2007")

//: *Local models.* Steering is no Bell violation: when both sides may be explained by hidden variables, a model goes further. The
//: shipped certificate is verified again. On six axes each, the local visibility has both ends.
let proof = try IsotropicCertificate.shipped(Notebook.choose(.werner, short: .wernerSmall)).verify()
found("local model", "all projective", below: proof.visibility, "proven: shipped certificate, verified here")
let tensor = try CorrelatorTensor(of: werner, along: [six.directions, six.directions])
let bell = try VisibilityCertificate(tensor.localVisibility(tolerance: 1e-7), of: tensor, name: "icosahedron")
try bell.verify()
found("local model", "6 axes each", below: bell.lower, "proven: mixture of \(bell.model.count) strategies, verified")
found("nonlocal", "6 axes each", above: bell.upper, "proven: Bell inequality in integers, verified")

//: *Nonlocal.* The largest CHSH value is $2\sqrt2\,v$; an inequality with many settings does a little better: the shipped one is verified
//: again, a published one goes further.
found("nonlocal", "2 settings each", above: 2 / (try werner.chshMaximum().value), "proven: CHSH, formula of Horodecki")
let many = try GrothendieckCertificate.shipped(Notebook.choose(.dimension3, short: .dimension3Small)).verify()
found(
    "nonlocal", "\(many.settings[0]) settings each", above: many.visibility,
    "proven: Bell inequality in integers, shipped and verified here")
found("nonlocal", "many settings each", above: 0.6961, "published: Designolle et al., arXiv:2302.04721")

var ends = try Table("Werner's state", columns: ["what", "measurements", "for", "evidence"], digits: 4)
for item in findings { try ends.add(item.property, item.measurements, item.text, item.evidence) }
try show(ends)

//: The same for some visibilities: *yes* and *no* are proven here or by a formula, *published* is what only a publication says, and a
//: question mark is what these numbers leave open.
/// Whoever may use all measurements may use some: what is violated along `any` of them is violated, but a model must be one for all.
func answer(_ yes: String, _ no: String, _ measurements: String, any: Set<String> = [], at v: Double) -> String {
    func holds(_ property: String, _ isPublished: Bool) -> Bool {
        let counted = property == no ? any.union([measurements]) : [measurements]
        return holds(property, counted, isPublished)
    }
    func holds(_ property: String, _ counted: Set<String>, _ isPublished: Bool) -> Bool {
        findings.contains {
            $0.property == property && counted.contains($0.measurements) && $0.range.contains(v)
                && ($0.range.lowerBound == 0 || v > $0.range.lowerBound)
                && $0.evidence.hasPrefix("published") == isPublished
        }
    }
    if holds(yes, false) { return "yes" }
    if holds(no, false) { return "no" }
    if holds(yes, true) { return "yes, published" }
    if holds(no, true) { return "no, published" }
    return "?"
}
var grid = try Table(
    "For each visibility",
    columns: [
        "v", "separable", "hidden states, 6 axes", "\(twelve.count) axes", "all projective", "local model, 6 axes each",
        "all projective",
    ], digits: 4)
let anySteering: Set = ["all projective", "6 axes", "\(twelve.count) axes"]
let anyBell: Set = [
    "all projective", "6 axes each", "2 settings each", "\(many.settings[0]) settings each", "many settings each",
]
for v in [0.3, 0.4, 0.49, 0.497, 0.52, 0.54, 0.6, 0.69, 0.694, 0.7, 0.71, 0.75, 0.8] {
    try grid.add(
        String(format: "%.3f", v), answer("separable", "entangled", "-", at: v),
        answer("hidden states", "steering", "6 axes", at: v),
        answer("hidden states", "steering", "\(twelve.count) axes", at: v),
        answer("hidden states", "steering", "all projective", any: anySteering, at: v),
        answer("local model", "nonlocal", "6 axes each", at: v),
        answer("local model", "nonlocal", "all projective", any: anyBell, at: v))
}
try show(grid)

//: ## Less entanglement
//:
//: The family $\cos t\,|00\rangle+\sin t\,|11\rangle$ with white noise, from nearly a product to the Bell state at $t=\pi/4$. With $s=\sin 2t$ two lines are
//: formulas: the partial transpose is positive for $v\le 1/(1+2s)$, and CHSH is violated for $v>1/\sqrt{1+s^2}$. Between them:
//:
//: - *steering along 6 and 10 axes*: above the line a steering inequality is violated, proven;
//: - *hidden states*: up to the line there is a model for all projective measurements of Alice, proven; secants find the visibility;
//: - *local model*: up to the line there is one for all projective measurements of both, proven; the best of hidden states, of a
//:   polyhedron's certificate and of the shipped one;
//: - *Bell inequality of 6 axes each*: above the line it is violated, with integers that are verified.
func pure(_ t: Double) throws -> DensityOperator {
    try StateVector([Complex(cos(t)), 0, 0, Complex(sin(t))], in: .twoQubits).densityOperator
}
func separableEnd(_ t: Double) -> Double { 1 / (1 + 2 * sin(2 * t)) }
func chshEnd(_ t: Double) -> Double { 1 / (1 + sin(2 * t) * sin(2 * t)).squareRoot() }

//: The formulas agree with the library's numbers:
for t in [0.1, 0.5] {
    let (v, w) = (separableEnd(t), chshEnd(t))
    let least = try pure(t).withWhiteNoise(visibility: v).partialTranspose(of: [0]).hermitianEigenvalues()[0]
    let value = try pure(t).withWhiteNoise(visibility: w).chshMaximum().value
    print(
        String(
            format: "t = %.1f: least eigenvalue at v = %.6f is %.12f; CHSH at v = %.6f is %.12f", t, v, abs(least), w,
            value))
}

//: The noise is shared by both sides, so that the axes' programs mix in the assemblage of the maximally mixed state.
func steeringEnd(_ state: DensityOperator, along solid: PlatonicSolid) throws -> Double {
    let measurements = solid.axes.map { POVM.along($0) }
    let noise = try Assemblage(of: .maximallyMixed(in: .twoQubits), measurements: measurements)
    return try Assemblage(of: state, measurements: measurements).hiddenStateModel(noise: noise).provenVisibility
}

/// A visibility at which the noisy state itself has hidden states for all projective measurements, as large as a few secants find.
func hiddenStatesEnd(
    _ state: DensityOperator, _ axes: MeasurementPolyhedron, from low: Double, to high: Double, tries: Int
) throws -> Double {
    var best = low
    var next = 0.1 * low + 0.9 * high
    var last: (v: Double, found: Double)?
    for _ in 0..<tries {
        let v = min(max(next, low), high)
        let found = try state.withWhiteNoise(visibility: v).hiddenStatesForAllProjective(axes: axes).visibility
        if found >= 1 { best = max(best, v) }
        // A little below where the line through the last two would be 1.
        var slope = -found / v
        if let last, (last.found - found) * (v - last.v) > 0 { slope = (found - last.found) / (v - last.v) }
        next = v + (1 - found) / slope - 1e-4
        last = (v, found)
        if abs(next - v) < 2e-4 { break }
    }
    return best
}

//: From the shipped certificate, local up to $c$ at $t=\pi/4$: with $p=vs/c$, the noisy state is $p$ times the Bell state at visibility $c$ plus a diagonal
//: rest. Where no entry of the rest is negative, it is a mixture of products, and so the whole is local:
//: $v\le 1/(1+s\frac{1-c}{c})$ and $v\le 1/(2\cos 2t-1+s\frac{1+c}{c})$.
func mixedEnd(_ t: Double, _ c: Double) -> Double {
    let s = sin(2 * t)
    return min(1 / (1 + s * (1 - c) / c), 1 / (2 * cos(2 * t) - 1 + s * (1 + c) / c)) * (1 - 1e-12)
}

//: ## The picture
let count = Notebook.choose(9, short: 3)
let places = (0..<count).map { 0.05 + (Double.pi / 4 - 0.05) * Double($0) / Double(count - 1) }
let alice = try MeasurementPolyhedron.geodesic(frequency: Notebook.choose(2, short: 1))
let both = try MeasurementPolyhedron.geodesic(frequency: Notebook.choose(2, short: 1))

/// The ends at one place of the family.
struct Ends {
    var hiddenStates = 0.0
    /// The best of hidden states and the polyhedron.
    var smooth = 0.0
    var local = 0.0
    var localBy = ""
    var steeringSix = 1.0
    var steeringTen = 1.0
    var bellSix = 1.0
}
func ends(at t: Double) throws -> Ends {
    let state = try pure(t)
    var ends = Ends()
    ends.steeringSix = min(1, try steeringEnd(state, along: .icosahedron))
    ends.steeringTen = min(1, try steeringEnd(state, along: .dodecahedron))
    ends.hiddenStates = try hiddenStatesEnd(
        state, alice, from: separableEnd(t) * (1 - 1e-12), to: ends.steeringSix,
        tries: Notebook.choose(6, short: 3))

    let target = try ProjectiveTarget(PauliTensor(state), on: [both, both])
    let options = MembershipOptions(timeLimit: Notebook.choose(10, short: 2))
    let threshold = try target.correlators.localVisibility(tolerance: 1e-3, options: options)
    let certificate = try VisibilityCertificate(threshold, of: target, options: options)
    try certificate.verify()
    ends.smooth = max(ends.hiddenStates, certificate.projectiveEnd?.visibility ?? 0)
    let models = [
        (ends.hiddenStates, "hidden states"), (certificate.projectiveEnd?.visibility ?? 0, "\(both.count) axes each"),
        (mixedEnd(t, proof.visibility), "shipped certificate"),
    ]
    for (end, name) in models where end > ends.local { (ends.local, ends.localBy) = (end, name) }
    if ends.local <= separableEnd(t) { (ends.local, ends.localBy) = (separableEnd(t), "separable") }

    let tensor = try CorrelatorTensor(
        of: PauliTensor(state), along: [six.directions, six.directions], includesMarginals: true)
    let bell = try VisibilityCertificate(tensor.localVisibility(tolerance: 1e-4), of: tensor)
    try bell.verify()
    ends.bellSix = bell.upper
    return ends
}
let family = try places.map(ends(at:))

let curve = (0...200).map { 0.05 + (Double.pi / 4 - 0.05) * Double($0) / 200 }
let local = curve.map { t in
    // Straight between the places, and nowhere below what is separable.
    let step = (Double.pi / 4 - 0.05) / Double(count - 1)
    let index = min(count - 2, Int((t - 0.05) / step))
    let share = (t - places[index]) / step
    let between: Double = (1 - share) * family[index].smooth + share * family[index + 1].smooth
    return max(separableEnd(t), between, mixedEnd(t, proof.visibility))
}
let picture = try Figure(
    "cos t |00⟩ + sin t |11⟩ with white noise", x: "t (rad)", y: "visibility v"
)
.band(curve, low: curve.map { _ in 0.3 }, high: curve.map(separableEnd), label: "separable")
.band(curve, low: curve.map(chshEnd), high: curve.map { _ in 1 }, label: "nonlocal: CHSH is violated")
.band(curve, low: curve.map(separableEnd), high: local, label: "entangled, and a local model (proven)")
.line(places, family.map(\.hiddenStates), label: "hidden states below (proven)")
.line(places, family.map(\.steeringSix), label: "steering above, 6 axes (proven)")
.line(places, family.map(\.steeringTen), label: "steering above, 10 axes (proven)")
.line(places, family.map(\.bellSix), label: "Bell inequality above, 6 axes each", dashed: true)
.ranges(x: 0.05...(Double.pi / 4), y: 0.3...1)
try show(
    picture, named: "thresholds",
    caption:
        "White is open: neither a local model nor a Bell inequality of this notebook. Between the places that were computed, lines are straight."
)

var table = try Table(
    "Ends for each t; lower ends rounded down, upper ends up",
    columns: [
        "t", "separable ≤", "hidden states ≤", "local model ≤", "by", "steering >, 6 axes", "10 axes", "CHSH >",
        "Bell >, 6 axes each",
    ], digits: 4)
func down(_ v: Double) -> String { String(format: "%.4f", (v * 1e4 + 1e-9).rounded(.down) / 1e4) }
func up(_ v: Double) -> String { String(format: "%.4f", (v * 1e4 - 1e-9).rounded(.up) / 1e4) }
for (t, ends) in zip(places, family) {
    try table.add(
        String(format: "%.4f", t), down(separableEnd(t)), down(ends.hiddenStates), down(ends.local), ends.localBy,
        up(ends.steeringSix), up(ends.steeringTen), up(chshEnd(t)), up(ends.bellSix))
}
try show(table)

//: What is open at $t=\pi/4$ between hidden states and steering closes at ½ with more axes on both sides; between the local model and CHSH
//: lies the constant of Grothendieck of order three, which nobody knows.
