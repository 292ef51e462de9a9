import LHVDynamics
import Testing

/// Sizes that no memory holds are refused before any is taken.
@Suite struct SizeLimitTests {
    static let mixed = BadInputTests.mixed

    static func visibility(rounds: Int, starts: Int) throws -> MotionVisibility {
        var stream = RandomStream(seed: 1)
        return try MotionConstraints(motions: [.identity], degree: 1).largestVisibility(
            of: mixed, cells: [[.z, .x], [.x, .z]], rounds: rounds, starts: starts, using: &stream)
    }

    static let inputs: [BadInput] = [
        BadInput("parties must be in 1…1000000, but was 1000000000") {
            try DimensionBound.table(levels: 2, hiddenDimension: 3, upTo: 1_000_000_000)
        },
        BadInput("dimension D^N must be at most 2³¹, but was 2^1000000") {
            try DimensionBound.table(levels: 2, hiddenDimension: 3, upTo: 1_000_000)
        },
        BadInput("count must be at most 2²⁶, but was \(Int.max)") {
            var stream = RandomStream(seed: 1)
            return try PairCloud(.max, from: HeisenbergGauge().distribution(of: mixed), using: &stream)
        },
        BadInput("count must be at most 2²⁶, but was 1000000000") {
            var stream = RandomStream(seed: 1)
            return try RegisterCloud(
                1_000_000_000, from: RegisterDynamicalModel().distribution(of: mixed), using: &stream)
        },
        BadInput("count must be at most 2²⁵, but was \(Int.max)") {
            var stream = RandomStream(seed: 1)
            return try WeightedCloud(
                sampling: HeisenbergGauge().distribution(of: mixed), count: .max, using: &stream)
        },
        BadInput("starts must be at most 10⁷, but was 1000000000") {
            try visibility(rounds: 1, starts: 1_000_000_000)
        },
        BadInput("rounds must be at most 10⁹, but was \(Int.max)") { try visibility(rounds: .max, starts: 5) },
        BadInput("length must be at most 1000, but was 1000000000") {
            try PairMotion.words(length: 1_000_000_000, over: [.identity])
        },
        BadInput("length must be at most 1000, but was \(Int.max)") { try PairMotion.words(length: .max, over: []) },
    ]

    @Test("16.1 sizes beyond any memory are refused with the largest one", arguments: inputs)
    func refused(_ input: BadInput) { input.expectRefusal() }

    @Test("16.1 the longest word moves a pair")
    func longestWord() throws {
        let words = try PairMotion.words(length: 1000, over: [.identity])
        let pair = [Direction.z, .x]
        #expect(words.count == 1)
        #expect(try words[0].move(pair) == pair)
    }
}
