import HiddenVariables

/// The kernels of `LHVModels`.
var lhvModelsBenchmarks: [Benchmark] {
    [5, 20].map { degree in
        // Each value is written once.
        Benchmark(
            "lhv-models/harmonics/degree-\(degree)-1000-directions",
            work: .bytes(8 * 1000 * Double((degree + 1) * (degree + 1)))
        ) {
            let harmonics = try RealSphericalHarmonics(degree: degree)
            var stream = RandomStream(seed: 40)
            let directions = (0..<1000).map { _ in Direction.random(using: &stream) }
            return { harmonics.values(at: directions) }
        }
    } + [
        Benchmark("lhv-models/harmonic-rotation/degree-10") {
            var stream = RandomStream(seed: 41)
            let rotation = Haar.rotation(using: &stream)
            return { try HarmonicRotation(rotation, degree: 10) }
        }
    ]
}
