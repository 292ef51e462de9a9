//: # A certified local model of Werner states
//:
//: For projective measurements the Werner state of visibility $v$ has correlations $E(a,b)=-v\,a\cdot b$. Up to which $v$ can a
//: local model produce them, for all directions at once? The best published answer that we know of is $v\ge 0.6875$ (2023). The
//: certificate that comes with `CertifiedModels` proves more. This notebook checks it, makes smaller ones, looks at the responses, and plays.
import HiddenVariables
import NotebookSupport

import Foundation

//: ## The certificate
//:
//: A certificate is a list of sign patterns and weights. The verifier shares nothing with the search that made it, and computes what
//: the patterns prove, rounded down.
let name = Notebook.choose(IsotropicCertificate.Shipped.werner, short: .wernerSmall)
let certificate = try IsotropicCertificate.shipped(name)
let proof = try certificate.verify()
print(
    String(
        format: "L = %d, %d pairs: local for v ≤ %.9f, so K_G(3) ≤ %.9f.", proof.degree, proof.pairs, proof.visibility,
        proof.grothendieckBound))

//: ## Making one
//:
//: Alice's response is a sign on each cell of a grid, Bob's a sign pattern smoothed to a polynomial of degree $L$ by a positive
//: kernel. The kernel costs a factor $k_1\approx 1-11.6/L^2$; the rest is the search's.
let lastDegree = Notebook.choose(121, short: 31)
var degrees: [Double] = []
var found: [Double] = []
var seconds: [Double] = []
for degree in IsotropicSearchOptions.stages(upTo: lastDegree) {
    let options = IsotropicSearchOptions(degrees: IsotropicSearchOptions.stages(upTo: degree))
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = try await IsotropicSearch(options).run()
    degrees.append(Double(degree))
    seconds.append(start.duration(to: clock.now) / .seconds(1))
    found.append(try outcome.certificate.verify().visibility)
}
var table = try Table(
    "From a cold start", columns: ["L", "proven v", "seconds"],
    formats: [.automatic, .decimals(6), .decimals(1)])
for index in degrees.indices { try table.add(Int(degrees[index]), found[index], seconds[index]) }
try show(table)
try show(
    Figure("Visibility against the degree", x: "L", y: "proven visibility")
        .line(degrees, found, label: "certified here").scatter(degrees, found)
        .horizontalLine(0.6875, label: "published 2023"),
    named: "visibility", caption: "Each point is a theorem.")

//: ## What the responses look like
//:
//: The pair with the largest weight, and the tenth: Alice answers with signs, Bob with a smoothed sign. Both are odd.
let model = try IsotropicModel(certificate)
let order = certificate.pairs.indices.sorted { certificate.pairs[$0].weight > certificate.pairs[$1].weight }
let still = [SIMD3(1.0, 0, 0), SIMD3(0, 1.0, 0), SIMD3(0, 0, 1.0)]
for rank in [0, min(9, order.count - 1)] {
    let hidden = IsotropicModel.Hidden(component: order[rank], rotation: still)
    let share = String(format: "%.3f", certificate.pairs[order[rank]].weight)
    try show(
        SpherePlot("Alice, weight \(share)").surface("f", scale: .diverging(centre: 0)) {
            model.aliceMean(Direction(unit: $0), hidden)
        },
        named: "alice-\(rank + 1)", caption: "Alice's response, front and back of the sphere.")
    try show(
        SpherePlot("Bob, weight \(share)").surface("g", scale: .diverging(centre: 0)) {
            model.bobMean(Direction(unit: $0), hidden)
        },
        named: "bob-\(rank + 1)", caption: "Bob's response to the same pair.")
}

//: ## Playing
//:
//: The source draws a pair and a rotation. Each party knows both, and its own direction.
let rounds = Notebook.choose(100_000, short: 20_000)
let distribution = try model.distribution(visibility: proof.visibility)
var stream = RandomStream(seed: 691)
var game = try Table(
    "\(rounds) rounds each", columns: ["a·b", "−v a·b", "E", "deviation in σ"],
    formats: [.decimals(4), .decimals(4), .decimals(4), .decimals(2)])
for _ in 0..<10 {
    let settings = [Direction.random(using: &stream), Direction.random(using: &stream)]
    var sum = 0
    for _ in 0..<rounds {
        let outcomes = try model.sampleOutcomes(for: settings, distribution: distribution, using: &stream)
        sum += outcomes[0] == outcomes[1] ? 1 : -1
    }
    let cosine = settings[0].dot(settings[1])
    let mean = Double(sum) / Double(rounds)
    try game.add(
        cosine, -proof.visibility * cosine, mean, (mean + proof.visibility * cosine) * Double(rounds).squareRoot())
}
try show(game)

//: ## Other dimensions
//:
//: The same theorem on $S^{d-1}$ bounds Grothendieck's constant of order $d$: $K_G(d)\le 1/v$. In the plane the answer is known,
//: $v=1/\sqrt2$. Krivine's bounds are computed from his formula of 1979.
var bounds = try Table(
    "Grothendieck's constants", columns: ["d", "L", "certified bound", "Krivine's bound"], digits: 6)
for certificate in Notebook.choose(IsotropicCertificate.Shipped.allCases, short: [.planar, .wernerSmall]) {
    let proof = try IsotropicCertificate.shipped(certificate).verify()
    try bounds.add(
        proof.dimension, proof.degree, proof.grothendieckBound, try KrivineBound.value(dimension: proof.dimension))
}
try show(bounds)
