//: # Certified local models of GHZ states
//:
//: Several parties measure a noisy GHZ state of visibility $v$. Up to which $v$ can a local model imitate every result, for all directions
//: at once? The answer is a mixture of lists of sign functions, one function for each party, which fits into a file. This notebook checks
//: such files, looks at the functions, makes some anew, and plays.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## In a plane
//:
//: For directions in the XY plane at angles $\varphi_p$ the correlation of all $N$ parties is $v\cos\sum_p\varphi_p$, and that of fewer
//: parties vanishes. From a sign function for each party the source makes one correlation of $\sum\varphi_p$ by random turns whose
//: angles add up to zero. No local model gets beyond $2(2/\pi)^N$, and Bell inequalities with few angles come closer than that.
var planar = try Table(
    "GHZ states in a plane", columns: ["parties", "terms", "local for v ≤", "$2(2/\\pi)^N$", "bytes"], digits: 6)
for name in Notebook.choose(GHZPlanarCertificate.Shipped.allCases, short: [.three, .four]) {
    let certificate = try GHZPlanarCertificate.shipped(name)
    let proof = try certificate.verify()
    try planar.add(proof.parties, proof.terms, proof.visibility, proof.ceiling, certificate.encoded().count)
}
try show(planar)
let inequality = Notebook.choose(GHZPlanarInequality.twelveAngles, short: .eightAngles)
print(
    String(
        format: "A Bell inequality of three parties with %d angles each: v ≤ %.6f.", inequality.coefficients.count,
        try inequality.visibilityBound()))

//: The responses of all terms for three parties, three rows for each term, the term with the largest weight at the bottom. Yellow is $+1$,
//: dark is $-1$; half a turn changes the sign.
let three = try GHZPlanarCertificate.shipped(.three)
let terms = three.terms.sorted { $0.weight > $1.weight }
let responses = terms.flatMap(\.responses)
let angles = (0..<360).map { Double($0) + 0.5 }
try show(
    try HeatMap("Three parties in a plane", x: "angle / degrees", y: "3 × term + party", value: "answer")
        .cells(x: angles, y: responses.indices.map { Double($0 + 1) }) { angle, row in
            responses[Int(row) - 1].value(at: angle * .pi / 180)
        }, named: "planar-responses", caption: "Lists of three sign functions.")

//: One term alone gives a correlation made of pieces of parabolas. The mixture is closer to a cosine; what is left of higher frequencies is
//: cancelled by the same model with the angles multiplied.
func correlation(_ responses: [OddResponse], at total: Double) -> Double {
    // The angles of two parties are averaged over midpoints of finer cells.
    let steps = Notebook.choose(96, short: 24)
    let grid = (0..<steps).map { 2 * Double.pi * (Double($0) + 0.5) / Double(steps) }
    var sum = 0.0
    for first in grid {
        for second in grid {
            sum +=
                responses[0].value(at: first) * responses[1].value(at: second)
                * responses[2].value(at: total - first - second)
        }
    }
    return sum / Double(steps * steps)
}
let planarProof = try three.verify()
let totals = (0...Notebook.choose(60, short: 12)).map { 2 * Double.pi * Double($0) / Notebook.choose(60, short: 12) }
let weight = Double(three.totalWeight)
let mixed = totals.map { total in
    terms.reduce(0.0) { sum, term in
        // A reflection of all angles at once removes the sines.
        let mean = (correlation(term.responses, at: total) + correlation(term.responses, at: -total)) / 2
        return sum + Double(term.weight) / weight * mean
    }
}
let alone = totals.map {
    (correlation(terms[0].responses, at: $0) + correlation(terms[0].responses, at: -$0)) / 2
}
try show(
    Figure("Three parties in a plane", x: "φ₁ + φ₂ + φ₃ (rad)", y: "mean product")
        .line(totals, alone, label: "heaviest term").line(totals, mixed, label: "mixture")
        .line(totals, totals.map { planarProof.visibility * cos($0) }, label: "v cos", dashed: true),
    named: "planar-correlation", caption: "The mixture before and the quantum correlation after the last correction.")

//: ## All projective measurements
//:
//: For directions with polar angles $\theta_p$ too, three parties have the correlation
//: $v\sin\theta_1\sin\theta_2\sin\theta_3\cos(\varphi_1+\varphi_2+\varphi_3)$, and each two of them $v\cos\theta_p\cos\theta_q$. The azimuth is turned at
//: random as before; the polar angle takes $2N$ values, and a direction between two of them is a mixture. That costs a factor that
//: falls as $1/N^2$.
let certificate = try GHZSphereCertificate.shipped(.ghz3)
let model = try GHZSphereModel(certificate)
let proof = model.proof
print(
    String(
        format: "N = %d heights, n = %d cells, %d terms: local for v ≤ %.9f.", proof.heights, proof.cells, proof.terms,
        proof.visibility - 0.5e-9))

//: A response of the heaviest term, as the mean answer to each direction.
let order = certificate.terms.indices.sorted { certificate.terms[$0].weight > certificate.terms[$1].weight }
for party in Notebook.choose([0, 1, 2], short: [0]) {
    let hidden = GHZSphereModel.Hidden(
        role: .term(order[0], response: party), shift: 0, isTurned: false, isConjugate: false)
    try show(
        SpherePlot("Party \(party + 1)").surface("mean answer", scale: .diverging(centre: 0)) {
            model.mean(Direction(unit: $0), hidden)
        },
        named: "sphere-\(party + 1)", caption: "The heaviest term, front and back of the sphere.")
}

//: The weights: how many terms does the model live on?
let weights = order.map { Double(certificate.terms[$0].weight) }
let sum = weights.reduce(0, +)
var part = 0.0
let parts = weights.map { weight in
    part += weight / sum
    return part
}
try show(
    Figure("Weights of the terms, the largest first", x: "number of terms", y: "their share of the mixture")
        .line(parts.indices.map { Double($0 + 1) }, parts).logarithmic(x: true),
    named: "weights", caption: "The share of the first terms.")

//: ## Making one
//:
//: A search is column generation: a linear program mixes the lists found so far, and its prices say which lists are missing. The
//: certificate that comes out is verified by code that shares nothing with it.
var heights: [Double] = []
var found: [Double] = []
for grid in GHZSphereSearchOptions.stages(
    upTo: Notebook.choose(.init(heights: 4, cells: 24), short: .init(heights: 2, cells: 16)))
{
    let options = GHZSphereSearchOptions(grids: GHZSphereSearchOptions.stages(upTo: grid))
    let outcome = try await GHZSphereSearch(options).run()
    heights.append(Double(grid.heights))
    found.append(try outcome.certificate.verify().visibility)
}
heights.append(Double(proof.heights))
found.append(proof.visibility)
try show(
    Figure("Visibility against the number of heights", x: "N", y: "proven visibility")
        .line(heights, found, label: "certified here").scatter(heights, found)
        .horizontalLine(0.469, label: "published, about"),
    named: "visibility", caption: "The last point is the file that comes with the library.")

//: ## Playing
//:
//: The source draws a list, turns, and orders; each party knows its own direction and what it was sent. The pure models that correct what
//: the mixture misses are part of the game.
let rounds = Notebook.choose(1_000_000, short: 20_000)
let distribution = try model.distribution(visibility: proof.visibility)
var stream = RandomStream(seed: 485)
var game = try Table(
    "\(rounds) rounds each", columns: ["E of all three", "the state's", "largest of seven deviations in σ"],
    formats: [.decimals(4), .decimals(4), .decimals(2)])
for _ in 0..<Notebook.choose(10, short: 2) {
    let settings = (0..<3).map { _ in Direction.random(using: &stream) }
    let z = settings.map(\.z)
    let product = settings.reduce(Complex(1, 0)) { $0 * Complex($1.x, $1.y) }.real
    let expected = [1, 0, 0, z[0] * z[1], 0, z[0] * z[2], z[1] * z[2], product].map { proof.visibility * $0 }
    let means = try model.sampleCorrelators(
        for: settings, distribution: distribution, rounds: rounds, using: &stream)
    let deviations = (1..<8).map { subset -> Double in
        let variance = (1 - expected[subset] * expected[subset]) / Double(rounds)
        return abs(means[subset] - expected[subset]) / variance.squareRoot()
    }
    try game.add(means[7], expected[7], deviations.max() ?? 0)
}
try show(game)
