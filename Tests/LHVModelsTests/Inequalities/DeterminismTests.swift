import Foundation
import LHVModels
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Searches that work on several threads give the same bits on one.
@Suite("Searches on any number of threads") struct DeterminismTests {
    /// A value and a strategy or a state, as text with all bits.
    static func text(_ bound: LocalBound) -> String {
        "\(bound.lower.bitPattern) \(bound.upper.bitPattern) \(bound.strategy) \(bound.maximizers) \(bound.nodes)"
    }

    static func correlators(_ settings: [Int], marginals: Bool) throws -> CorrelatorInequality {
        var stream = RandomStream(seed: 12)
        let tensor = try CorrelatorTensor(settings: settings, includesMarginals: marginals) { _ in
            2 * stream.uniform() - 1
        }
        return try CorrelatorInequality(tensor, bound: 0)
    }

    static func general(_ outcomes: [[Int]]) throws -> BellInequality {
        var stream = RandomStream(seed: 13)
        let scenario = try Scenario(outcomes: outcomes)
        return try BellInequality((0..<scenario.count).map { _ in 2 * stream.uniform() - 1 }, in: scenario, bound: 0)
    }

    /// Searches that take a number of threads; each is large enough to be shared out.
    static let searches: [(name: String, run: @Sendable (LocalBoundOptions) throws -> LocalBound)] = [
        ("two parties", { try correlators([14, 14], marginals: false).localBound($0) }),
        ("two parties with marginals", { try correlators([13, 14], marginals: true).localBound($0) }),
        ("three parties", { try correlators([5, 5, 5], marginals: false).localBound($0) }),
        ("three parties with marginals", { try correlators([4, 5, 4], marginals: true).localBound($0) }),
        (
            "three outcomes",
            { try general([[3, 3, 3, 3, 3], [3, 3, 3, 3, 3]]).localBound($0) }
        ),
        ("three parties, three outcomes", { try general([[3, 2, 3], [2, 3, 3], [3, 2, 2]]).localBound($0) }),
    ]

    @Test(arguments: searches.indices, LocalBoundOptions.Method.allCases)
    func localBounds(index: Int, method: LocalBoundOptions.Method) throws {
        let search = Self.searches[index]
        let results = try [1, 2, 3].map { threads in
            Self.text(try search.run(LocalBoundOptions(method: method, threads: threads)))
        }
        #expect(Set(results).count == 1, "\(search.name), \(method): \(results)")
    }

    /// Searches that take as many threads as there are processors.
    static func defaultSearches() throws -> String {
        let tensor = try correlators([12, 12], marginals: false).coefficients
        let heuristic = try tensor.heuristicLocalBound(starts: 200, seed: 4)
        let seesaw = try BellInequality.i3322().quantumBound(
            dimensions: [2, 2], SeeSawOptions(starts: 6, roundLimit: 200, seed: 5))
        let amplitudes = seesaw.state.amplitudes.map { "\($0.real.bitPattern) \($0.imaginary.bitPattern)" }
        return "\(heuristic.value.bitPattern) \(heuristic.strategy) \(seesaw.value.bitPattern) \(amplitudes)"
    }

    @Test func oneProcessor() async throws {
        let path = OtherProcess.path("searches", of: getpid())
        defer { try? FileManager.default.removeItem(atPath: path) }
        await #expect(processExitsWith: .success) {
            #expect(OtherProcess.keepOneProcessor())
            let text = try DeterminismTests.defaultSearches()
            try AtomicFile.write(Data(text.utf8), to: OtherProcess.path("searches", of: getppid()))
        }
        let alone = String(decoding: try AtomicFile.read(path), as: UTF8.self)
        #expect(try Self.defaultSearches() == alone)
    }
}
