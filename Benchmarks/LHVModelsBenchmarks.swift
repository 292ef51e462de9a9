import HiddenVariables

/// The kernels of `LHVModels`.
var lhvModelsBenchmarks: [Benchmark] {
    let harmonics: [Benchmark] = [5, 20].map { degree in
        // Each value is written once.
        let bytes = 8000 * Double((degree + 1) * (degree + 1))
        return Benchmark("lhv-models/harmonics/degree-\(degree)-1000-directions", work: .bytes(bytes)) {
            let harmonics = try RealSphericalHarmonics(degree: degree)
            var stream = RandomStream(seed: 40)
            let directions = (0..<1000).map { _ in Direction.random(using: &stream) }
            return { harmonics.values(at: directions) }
        }
    }
    let large: [Benchmark] = [
        // A million directions in blocks of 200, whose values stay in the cache: what is measured is the evaluation.
        Benchmark("lhv-models/harmonics/degree-20-million-directions", work: .bytes(8 * 1e6 * 441)) {
            let harmonics = try RealSphericalHarmonics(degree: 20)
            var stream = RandomStream(seed: 42)
            let blocks = (0..<5000).map { _ in (0..<200).map { _ in Direction.random(using: &stream) } }
            return {
                var values = RealMatrix(rows: 200, columns: harmonics.count)
                var sum = 0.0
                for block in blocks {
                    harmonics.evaluate(at: block, into: &values)
                    sum += values[199, 440]
                }
                return sum
            }
        },
        // The same with all values kept, 88 MB at a time: memory is the limit.
        Benchmark("lhv-models/harmonics/degree-20-million-directions-kept", work: .bytes(8 * 1e6 * 441)) {
            let harmonics = try RealSphericalHarmonics(degree: 20)
            var stream = RandomStream(seed: 42)
            let directions = (0..<25_000).map { _ in Direction.random(using: &stream) }
            var values = RealMatrix(rows: 25_000, columns: harmonics.count)
            return {
                for _ in 0..<40 { harmonics.evaluate(at: directions, into: &values) }
                return values[0, 440]
            }
        },
        Benchmark("lhv-models/harmonic-rotation/degree-10") {
            var stream = RandomStream(seed: 41)
            let rotation = Haar.rotation(using: &stream)
            return { try HarmonicRotation(rotation, degree: 10) }
        },
    ]
    return harmonics + large + inequalityBenchmarks
}

private var inequalityBenchmarks: [Benchmark] {
    [
        Benchmark("lhv-models/canonical/sliwa-46") {
            let inequality = try BellInequality(.sliwa(46))
            return { try inequality.canonical() }
        },
        Benchmark("lhv-models/canonical/magic-square") {
            let inequality = try BellInequality.magicSquare()
            return { try inequality.canonical() }
        },
        Benchmark("lhv-models/identified/i3322") {
            let inequality = try BellInequality.i3322()
            return { try inequality.identified() }
        },
        Benchmark("lhv-models/facet-classes/two-parties-three-settings") {
            let polytope = try LocalPolytope(Scenario(parties: 2, settings: 3))
            return { try polytope.facetClasses() }
        },
        Benchmark("lhv-models/local-bound/branch-and-bound-22x22") {
            let tensor = try randomCoefficients([22, 22])
            return { try tensor.localBound() }
        },
        Benchmark("lhv-models/local-bound/enumeration-22x22") {
            let tensor = try randomCoefficients([22, 22])
            return { try tensor.localBound(LocalBoundOptions(method: .enumeration)) }
        },
        Benchmark("lhv-models/local-bound/branch-and-bound-10x10x10") {
            let tensor = try randomCoefficients([10, 10, 10])
            return { try tensor.localBound() }
        },
        Benchmark("lhv-models/local-bound/fishburn-reeds-30x30") {
            let inequality = try CorrelatorInequality.fishburnReeds(dimension: 6)
            return { try inequality.localBound() }
        },
        Benchmark("lhv-models/local-bound/fishburn-reeds-42x42") {
            let inequality = try CorrelatorInequality.fishburnReeds(dimension: 7)
            return { try inequality.localBound() }
        },
        Benchmark("lhv-models/see-saw/i3322-one-start") {
            let inequality = try BellInequality.i3322()
            return { try inequality.quantumBound(dimensions: [2, 2], SeeSawOptions(starts: 1, seed: 1)) }
        },
    ]
}
