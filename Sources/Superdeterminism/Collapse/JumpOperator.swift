import NumericalCore
import QuantumStates

/// A jump operator L = |to⟩⟨from| of the master equation: one arrow of a level diagram such as P2's Figure 2.
///
/// It acts by κ(LρL† − ½{L†L, ρ}): population leaves `from` for `to` at the rate κ. P2's Eqs. 4, 15 and 36 (first line)
/// print L†ρL† and L†L†, which does not keep ρ Hermitian and disagrees with the paper's own Eqs. 37–61; and its Eq. 5
/// calls L† what Eq. 14 calls L. The form here is Eq. 14's, and agrees with the limits in Eqs. 8–9.
public struct JumpOperator: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The position that loses population.
    public let from: Int
    /// The position that gains it.
    public let to: Int

    /// The operator |to⟩⟨from|.
    public init(from: Int, to: Int) {
        self.from = from
        self.to = to
    }

    /// The N × N matrix in the detector basis.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a position is not in 0..<N, or N is above 2¹⁴.
    public func matrix(levels: Int) throws -> ComplexMatrix {
        let largest = HilbertSpace.largestOperatorDimension
        try require(levels <= largest, "levels", must: "be at most \(largest)", was: levels)
        for position in [from, to] {
            try require(
                position >= 0 && position < levels, "position of the jump operator", must: "be in 0..<\(levels)",
                was: position)
        }
        var matrix = ComplexMatrix(rows: levels, columns: levels)
        matrix[to, from] = .one
        return matrix
    }

    /// The operator as `|to⟩⟨from|`, positions counted from 1 as in P2.
    public var description: String { "|\(to + 1)⟩⟨\(from + 1)|" }
}

extension SigmaSigns {
    /// The jump operators that act: N(N − 1)/2 of them for P2's law without zeros (equation 14), N − 1 for ``CollapseLaw/direct``,
    /// N for ``CollapseLaw/reset``.
    ///
    /// - Complexity: O(N²).
    public func jumpOperators(_ law: CollapseLaw = .pairwise) -> [JumpOperator] {
        switch law {
        case .direct: return (0..<levels).filter { $0 != outcome }.map { JumpOperator(from: $0, to: outcome) }
        case .reset: return (0..<levels).map { JumpOperator(from: $0, to: outcome) }
        case .pairwise:
            var operators: [JumpOperator] = []
            for upper in 1..<max(1, levels) {
                for lower in 0..<upper {
                    switch sign(at: upper) {
                    case .positive: operators.append(JumpOperator(from: lower, to: upper))
                    case .negative: operators.append(JumpOperator(from: upper, to: lower))
                    case .zero: break
                    }
                }
            }
            return operators
        }
    }

    /// The operators L_NM, M < N, that P2's law adds with one level: its Figure 2 shows them for σ_N > 0 and σ_N < 0.
    ///
    /// - Parameter position: The level's position, counted from 0; the first adds none.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such position.
    public func arrows(ofLevel position: Int) throws -> [JumpOperator] {
        try require(position >= 0 && position < levels, "position", must: "be in 0..<\(levels)", was: position)
        return jumpOperators().filter { max($0.from, $0.to) == position }
    }

    /// The generator W of the populations for H = 0 and κ = 1: dp/d(κt) = W p, its columns summing to zero.
    ///
    /// Source: P2, Eq. 39, for N levels.
    /// - Complexity: O(N²).
    public func populationGenerator(_ law: CollapseLaw = .pairwise) -> RealMatrix {
        var generator = RealMatrix(rows: levels, columns: levels)
        for jump in jumpOperators(law) {
            generator[jump.to, jump.from] += 1
            generator[jump.from, jump.from] -= 1
        }
        return generator
    }
}
