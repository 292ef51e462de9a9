import Foundation
import QuantumBounds
import Testing

/// Sums of squares checked in whole numbers of any size, by code that shares nothing with the library's.
@Suite("Proven bounds in exact arithmetic") struct ExactBoundTests {
    @Test("20.2 whole numbers of any size") func integers() {
        let large = ExactInteger(Int.max) * ExactInteger(Int.max) * ExactInteger(Int.min)
        #expect(large + -large == ExactInteger(0) && large.isNegative && large < ExactInteger(0))
        #expect((large + ExactInteger(1)) * (large - ExactInteger(1)) == large * large - ExactInteger(1))
        #expect(ExactInteger(0.75, times: 2) == ExactInteger(3) && ExactInteger(0.75, times: 1) == nil)
        #expect(ExactInteger(-0x1p70, times: -67) == ExactInteger(-8))
        func matrix(_ rows: [[Int]]) -> [[ExactInteger]] { rows.map { $0.map { ExactInteger($0) } } }
        #expect(ExactInteger.isPositiveDefinite(matrix([[2, 1], [1, 1]])))
        #expect(!ExactInteger.isPositiveDefinite(matrix([[1, 2], [2, 4]])))
    }

    static let inequalities: [@Sendable () throws -> CorrelatorInequality] = [
        { .chsh }, { .elegant }, { try .chained(settings: 3) }, { try .chained(settings: 4) },
        { try .platonic(.octahedron, .cube) },
    ]

    /// At level 1 the words are 1, A_x, B_y; all correlators E_xy, and moments A_x·A_x′ and so on that the functional lacks.
    @Test("20.2 level 1: the bound covers the exact value of its sum of squares", arguments: inequalities.indices)
    func levelOne(number: Int) throws {
        let inequality = try Self.inequalities[number]()
        let bound = try inequality.quantumUpperBound(level: .one, HierarchyOptions(usesSymmetry: false))
        let gram = bound.sumOfSquares[0]
        let (a, b) = (inequality.settings[0], inequality.settings[1])
        #expect(bound.sumOfSquares.count == 1 && gram.rows == 1 + a + b)
        // In units in which every number is whole.
        let numbers = gram.elements + [bound.upper] + inequality.coefficients.elements
        let power = try #require(
            [120, 200, 400, 1100].first { power in
                numbers.allSatisfy { ExactInteger($0, times: power) != nil }
            })
        func exact(_ value: Double) throws -> ExactInteger { try #require(ExactInteger(value, times: power)) }
        let entries = try (0..<gram.rows).map { row in
            try (0..<gram.rows).map { try exact(gram[max(row, $0), min(row, $0)]) }
        }
        // For E_xy = ⟨A_x B_y⟩: Tr S − Σ M·E = Tr(S·Γ) − Σ over pairs (M + 2S)·moment, and every moment is at most 1.
        var value = ExactInteger(0)
        for row in 0..<gram.rows {
            value = value + entries[row][row]
            for column in 0..<row {
                var missing = entries[row][column] + entries[row][column]
                if column >= 1, column <= a, row > a {
                    missing = missing + (try exact(inequality.coefficients.element([column - 1, row - a - 1])))
                }
                value = value + missing.magnitude
            }
        }
        // What is left pays for S: Tr(S·Γ) ≥ −(rest) when rows·S + rest·1 is positive, since Tr Γ is the number of rows.
        let rest = try exact(bound.upper) - value
        let rows = ExactInteger(gram.rows)
        let isProven = ExactInteger.isPositiveDefinite(
            entries.indices.map { row in
                entries.indices.map { column in
                    rows * entries[row][column] + (row == column ? rest : ExactInteger(0))
                }
            })
        #expect(isProven)
        #expect(bound.upper - bound.estimate < 1e-7)
    }
}
