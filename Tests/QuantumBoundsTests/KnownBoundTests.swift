import Foundation
import QuantumBounds
import Testing

/// Published values of the hierarchy: the proven end is never below, and within 2·10⁻⁷.
@Suite("Known quantum bounds") struct KnownBoundTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let level: String
        let value: Double
        /// What the published digits leave open.
        let digits: Double
        let inequality: @Sendable () throws -> BellInequality

        init(
            _ name: String, _ level: String, _ value: Double, digits: Double = 1e-12,
            _ inequality: @escaping @Sendable () throws -> BellInequality
        ) {
            testDescription = "\(name), level \(level)"
            self.level = level
            self.value = value
            self.digits = digits
            self.inequality = inequality
        }
    }

    static let cases: [Case] =
        [
            Case("CHSH", "1", 2 * 2.0.squareRoot()) { try BellInequality(.chsh) },
            Case("CHSH", "1+AB", 2 * 2.0.squareRoot()) { try BellInequality(.chsh) },
            Case("I3322", "1", 1.375) { try .i3322() },
            Case("I3322", "1+AB", 1.2514709, digits: 6e-8) { try .i3322() },
            Case("I3322", "2", 1.2509397, digits: 6e-8) { try .i3322() },
            // Some tables have …8754, a solver's primal end, which lies below the level's value; sdpa and Clarabel find …8756.
            Case("I3322", "3", 1.2508756, digits: 6e-8) { try .i3322() },
            Case("CGLMP 3", "1+AB", (15 + 33.0.squareRoot()) / 24) { try .cglmp(outcomes: 3) },
            Case("CGLMP 4", "1+AB", 0.5 + 2.9727 / 8, digits: 1e-5) { try .cglmp(outcomes: 4) },
            Case("Mermin 4", "2", 8) { try BellInequality(.mermin(parties: 4)) },
            Case("Svetlichny 4", "2", 8 * 2.0.squareRoot()) { try BellInequality(.svetlichny(parties: 4)) },
            Case("Mermin 3", "1+AB", 4) { try BellInequality(.mermin(parties: 3)) },
            Case("Svetlichny 3", "1+AB", 4 * 2.0.squareRoot()) { try BellInequality(.svetlichny(parties: 3)) },
            Case("elegant", "1", 4 * 3.0.squareRoot()) { try BellInequality(.elegant) },
        ]
        + (2...8).map { n in
            Case("chained \(n)", "1", Double(2 * n) * cos(Double.pi / Double(2 * n))) {
                try BellInequality(.chained(settings: n))
            }
        }

    @Test("20.1 known values, the proven end on the right side", arguments: cases) func known(item: Case) throws {
        let bound = try item.inequality().quantumUpperBound(level: HierarchyLevel(item.level))
        #expect(bound.upper >= item.value - item.digits)
        #expect(bound.upper <= item.value + 2e-7 + item.digits)
        #expect(bound.stopReason == .converged)
    }
}
