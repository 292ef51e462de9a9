import Foundation
import Testing

@testable import NumericalCore

/// Sizes that no memory holds are refused before any is taken.
@Suite struct SizeLimitTests {
    static let inputs: [BadInput] = [
        BadInput("count must be at most 10⁷, but was \(Int.max)") { try GaussRule.chebyshevFirstKind(count: .max) },
        BadInput("count must be at most 10⁷, but was 10000001") {
            try GaussRule.chebyshevSecondKind(count: 10_000_001)
        },
        BadInput("count must be at most 2²⁸, but was \(Int.max)") { try Adam<Double>(count: .max) },
        BadInput("count must be at most 2²⁸, but was 1000000000000") { try Adam<Float>(count: 1_000_000_000_000) },
        BadInput("count must give at most 2²⁷ pieces of size 1, but was \(Int.max)") {
            try Parallel.chunks(count: .max, size: 1)
        },
        BadInput("steps must be at most 2⁵³, but was \(Int.max)") { try adam(steps: .max) },
        BadInput("steps must be at most 2⁵³, but was 9007199254740993") { try adam(steps: (1 << 53) + 1) },
        BadInput("steps must be fewer than 2⁵³ before another one, but was 9007199254740992") {
            var method = try adam(steps: 1 << 53)
            var parameters: [Float] = [1, 1, 1]
            try method.step(&parameters, gradient: [1, 1, 1], rate: 0.1)
        },
    ]

    /// Adam's state with a number of steps, as a file may have it.
    static func adam(steps: Int) throws -> Adam<Float> {
        let text = try String(decoding: JSONEncoder().encode(Adam<Float>(count: 3)), as: UTF8.self)
        #expect(text.contains(#""steps":0"#))
        let changed = text.replacing(#""steps":0"#, with: #""steps":\#(steps)"#)
        return try JSONDecoder().decode(Adam<Float>.self, from: Data(changed.utf8))
    }

    @Test("16.1 sizes beyond any memory are refused with the largest one", arguments: inputs)
    func refused(_ input: BadInput) { input.expectRefusal() }

    @Test("16.1 the last step before the limit is made")
    func lastStep() throws {
        var adam = try Self.adam(steps: (1 << 53) - 1)
        var parameters: [Float] = [1, 1, 1]
        try adam.step(&parameters, gradient: [1, 1, 1], rate: 0.1)
        #expect(adam.steps == 1 << 53 && parameters.allSatisfy { $0 < 1 && $0.isFinite })
    }

    @Test("16.1 the range of whole numbers is cut into the largest pieces")
    func largestPieces() throws {
        let pieces = try Parallel.chunks(count: .max, size: 1 << 62)
        #expect(pieces == [0..<(1 << 62), (1 << 62)..<Int.max])
    }
}
