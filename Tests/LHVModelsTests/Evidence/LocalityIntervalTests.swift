import Foundation
import LHVModels
import Testing

/// "Local up to / not beyond" with the evidence of each end.
@Suite struct LocalityIntervalTests {
    static func interval(
        _ lower: Double, _ below: LocalityEvidence, _ upper: Double, _ above: LocalityEvidence,
        of target: String = "singlet"
    ) throws -> LocalityInterval {
        try LocalityInterval(of: target, lower: LocalityEnd(lower, below), upper: LocalityEnd(upper, above))
    }

    @Test("19.2 the better of each end is kept with its evidence; at equal ends the stronger evidence") func combined()
        throws
    {
        let numerical = try Self.interval(0.7, .numerical("a cloud"), 0.75, .numerical("not reached"))
        let certified = try Self.interval(0.69, .certificate("LHVISO"), 1, .trivial)
        let sum = try numerical.combined(with: certified)
        #expect(try sum == certified.combined(with: numerical))
        #expect(sum == numerical && !sum.isVerified)
        let equal = try Self.interval(0.7, .certificate("LHVVIS"), 0.75, .upToRounding("an inequality"))
        for both in [try numerical.combined(with: equal), try equal.combined(with: numerical)] {
            #expect(both == equal && !both.isVerified)
        }
        #expect(certified.isVerified && abs(certified.width - 0.31) < 1e-12)
        let other = try Self.interval(0.5, .trivial, 1, .trivial, of: "GHZ")
        #expect(throws: InvalidArgument.self) { try other.combined(with: certified) }
    }

    @Test("19.2 an interval says what, and why each end; it comes back from JSON, and no other comes") func words()
        throws
    {
        let interval = try Self.interval(0.69, .certificate("LHVISO"), 0.75, .numerical("not reached"))
        #expect(
            interval.description
                == "singlet: local up to 0.69 (certificate LHVISO), not beyond 0.75 (numerical: not reached)")
        let data = try JSONEncoder().encode(interval)
        #expect(try JSONDecoder().decode(LocalityInterval.self, from: data) == interval)
        let beyond = String(decoding: data, as: UTF8.self).replacingOccurrences(of: "0.75", with: "1.75")
        #expect(throws: InvalidArgument.self) {
            try JSONDecoder().decode(LocalityInterval.self, from: Data(beyond.utf8))
        }
        for end in [-0.1, 1.1, .nan] {
            #expect(throws: InvalidArgument.self) { try Self.interval(end, .trivial, 1, .trivial) }
            #expect(throws: InvalidArgument.self) { try Self.interval(0, .trivial, end, .trivial) }
        }
    }
}
