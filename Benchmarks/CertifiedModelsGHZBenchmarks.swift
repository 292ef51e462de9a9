import HiddenVariables

/// The certified models of GHZ states in a plane.
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
    ]
}
