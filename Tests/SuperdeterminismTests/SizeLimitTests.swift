import Superdeterminism
import Testing

/// Sizes that no memory holds are refused before any is taken.
@Suite struct SizeLimitTests {
    static let inputs: [BadInput] = [
        BadInput("levels must be at most 2²⁶, but was 1000000000") {
            var stream = RandomStream(seed: 1)
            return try DiskVariables.uniform(levels: 1_000_000_000, using: &stream)
        },
        BadInput("levels must be at most 16384, but was \(Int.max)") {
            try JumpOperator(from: 0, to: 1).matrix(levels: .max)
        },
        BadInput("levels must be at most 16384, but was 1000000000") {
            try JumpOperator(from: 0, to: 1).matrix(levels: 1_000_000_000)
        },
        BadInput("steps must be at most 10⁷, but was \(Int.max)") {
            let surface = MovingSurface<SIMD3<Double>>.sphere(centre: { SIMD3(5 - $0, 0, $0) }, radius: { _ in 1 })
            return try EndpointOptimization(from: SIMD3(0, 0, 0), at: 0, to: surface, at: 2).pursuit(steps: .max)
        },
        BadInput("settings must have bases of at most 2²⁸ entries for all lists together, but was 1073741824.0") {
            try BellTest(state: .ghz(parties: 10), directions: Array(repeating: [.z, .x], count: 10))
        },
    ]

    @Test("16.1 sizes beyond any memory are refused with the largest one", arguments: inputs)
    func refused(_ input: BadInput) { input.expectRefusal() }

    @Test("16.1 drawing N − 1 variables takes the same numbers as drawing from as many uniform distributions")
    func sameDraws() throws {
        var (one, other) = (RandomStream(seed: 5), RandomStream(seed: 5))
        let drawn = try DiskVariables.uniform(levels: 40, using: &one)
        #expect(drawn == DiskVariables(sampling: Array(repeating: .uniform, count: 39), using: &other))
        #expect(one.uniform() == other.uniform())
    }
}
