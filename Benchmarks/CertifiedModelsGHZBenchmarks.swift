import HiddenVariables

/// The certified models of GHZ states and of the W state, and lower bounds on Grothendieck's constants.
var certifiedModelsGHZBenchmarks: [Benchmark] {
    [
        Benchmark("certified-models/ghz-planar/search-3-parties-48-cells") {
            let search = try GHZPlanarSearch(GHZPlanarSearchOptions(parties: 3, cells: [24, 48], threads: 1))
            return { try search.outcome() }
        },
        Benchmark("certified-models/ghz-planar/verify-3-parties") {
            let certificate = try GHZPlanarCertificate.shipped(.three)
            return { try certificate.verify() }
        },
        Benchmark("certified-models/ghz-planar/1000-rounds-of-4-parties") {
            let model = try GHZPlanarModel(.shipped(.four))
            let distribution = try model.distribution(visibility: model.proof.visibility)
            let angles = [0.1, 0.7, -0.4, 2]
            return {
                var stream = RandomStream(seed: 63)
                var sum = 0
                for _ in 0..<1000 {
                    sum += try model.sampleOutcomes(for: angles, distribution: distribution, using: &stream)[0]
                }
                return sum
            }
        },
        Benchmark("certified-models/ghz-sphere/search-2-heights-16-cells") {
            let options = GHZSphereSearchOptions(grids: [.init(heights: 2, cells: 16)], threads: 1, batches: 2)
            let search = try GHZSphereSearch(options)
            return { try search.outcome() }
        },
        Benchmark("certified-models/ghz-sphere/verify") {
            let certificate = try GHZSphereCertificate.shipped(.ghz3)
            return { try certificate.verify() }
        },
        Benchmark("certified-models/ghz-sphere/1000-rounds") {
            let model = try GHZSphereModel(.shipped(.ghz3))
            let distribution = try model.distribution(visibility: model.proof.visibility)
            let settings = [Direction.x, .z, try Direction(theta: 1, phi: 2)]
            return {
                var stream = RandomStream(seed: 64)
                return try model.sampleCorrelators(
                    for: settings, distribution: distribution, rounds: 1000, using: &stream)[7]
            }
        },
        Benchmark("certified-models/w/search-2-heights-8-cells") {
            let search = try W3Search(W3SearchOptions(heights: 2, cells: 8, threads: 1))
            return { try search.outcome() }
        },
        Benchmark("certified-models/grothendieck/search-16-lines-of-the-icosahedron") {
            let golden = (1 + 5.0.squareRoot()) / 2
            let search = try GrothendieckSearch(
                group: .icosahedral, alice: [[0, 1, golden], [1, 1, 1]],
                bob: [[0, 1, golden], [1, 1, 1], [0, 0, 1]],
                options: .init(batch: 20, batches: 2, moves: 1, threads: 1))
            return { try search.outcome() }
        },
        Benchmark("certified-models/grothendieck/verify-31-lines") {
            let certificate = try GrothendieckCertificate.shipped(.dimension3Small)
            return { try certificate.verify(threads: 1) }
        },
        Benchmark("numerical-core/mixture-program-100-rows-400-columns") {
            var stream = RandomStream(seed: 65)
            let target = (0..<100).map { _ in stream.uniform() }
            let columns = (0..<40_000).map { 0.3 * target[$0 % 100] + stream.uniform() - 0.5 }
            let program = MixtureProgram(target: target, overhead: 0, columns: columns)
            return { try program.solve(gap: 1e-4).value }
        },
        Benchmark("certified-models/penalized-mixture-100-rows-400-columns") {
            var stream = RandomStream(seed: 5)
            let target = (0..<100).map { _ in stream.uniform() }
            let columns = (0..<40_000).map { 0.3 * target[$0 % 100] + stream.uniform() - 0.5 }
            let mixture = PenalizedMixture(
                target: target, metric: Array(repeating: 0.01, count: 100), columns: columns,
                weights: (0..<400).map { $0 == 0 ? 1 : 0 })
            return {
                var mixture = mixture
                return try mixture.solve(penalty: 1e-4, gap: 1e-6).aim
            }
        },
    ]
}
