import NumericalCore

/// The signs of σ₂ … σ_N, all that a run's evolution takes from the hidden variables.
///
/// They decide for every pair J > M of levels which of the two decays into the other: M into J when σ_J > 0, J into M when
/// σ_J < 0, neither when σ_J = 0 (θ(0) = 0 in P2, after Eq. 7). Entry i of ``values`` is the sign of the paper's σ_{i+2} and
/// belongs to position i + 1.
///
/// Without zeros each level either beats all levels below it or loses to all of them, so the levels stand in one line from
/// best to worst and every level decays into every better one at rate κ: ``ranking``. The population of the worst i levels
/// then leaves them at the rate κ(N − i), which solves the equations in one line; see
/// ``CollapseRun/populations(at:)``. (This project; P2 solves N = 4 for some signs, Eqs. 48–59.)
public struct SigmaSigns: Sendable, Hashable, Codable {
    /// The sign of one σ.
    public enum Sign: Int, Sendable, Hashable, Codable, CaseIterable {
        /// σ < 0: the level decays evenly into all levels below it.
        case negative = -1
        /// σ = 0: no operator of this level acts.
        case zero = 0
        /// σ > 0: all levels below decay into this one.
        case positive = 1

        /// The sign of a number.
        public init(of number: Double) { self = number > 0 ? .positive : number < 0 ? .negative : .zero }
    }

    /// The signs of σ₂ … σ_N.
    public let values: [Sign]

    /// The given signs of σ₂ … σ_N; none for a single level.
    public init(_ values: [Sign]) { self.values = values }

    /// The signs written as `+`, `-` and `0`, σ₂ first.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` for any other character.
    public init(_ text: String) throws {
        values = try text.map { character in
            switch character {
            case "+": .positive
            case "-", "−": .negative
            case "0": .zero
            default: throw InvalidArgument("signs of σ", must: "be written with +, - and 0", was: text)
            }
        }
    }

    /// All 2^{N−1} patterns without zeros for N levels, as P2's average runs over.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless N is in 1…24.
    public static func allPatterns(levels: Int) throws -> [SigmaSigns] {
        try require((1...24).contains(levels), "levels", must: "be in 1…24 to list all patterns", was: levels)
        return (0..<(1 << (levels - 1))).map { bits in
            SigmaSigns((0..<(levels - 1)).map { bits >> $0 & 1 == 1 ? .positive : .negative })
        }
    }

    /// N.
    public var levels: Int { values.count + 1 }

    /// The sign that belongs to a position; the first position has none and counts as zero.
    @inline(__always)
    func sign(at position: Int) -> Sign { position == 0 ? .zero : values[position - 1] }

    /// The position K of the outcome: the last one with σ > 0, or the first position when there is none.
    ///
    /// As κt → ∞ the state becomes |K⟩ (P2, Eqs. 8–9 and 22), unless zeros keep some levels apart.
    public var outcome: Int { (values.lastIndex(of: .positive) ?? -1) + 1 }

    /// G_J, how many levels a level decays into: its population leaves at the rate κG_J.
    ///
    /// G_J = #{M > J: σ_M > 0} + (J − 1)·[σ_J < 0]; the paper's Λ_IJ of Eq. 46, written for any N, is G_I + G_J.
    /// - Complexity: O(N).
    public var exitCounts: [Int] {
        var counts = [Int](repeating: 0, count: levels)
        var positives = 0
        for position in stride(from: levels - 1, through: 0, by: -1) {
            let sign = sign(at: position)
            counts[position] = positives + (sign == .negative ? position : 0)
            if sign == .positive { positives += 1 }
        }
        return counts
    }

    /// The positions from the best, which is the outcome, to the worst; nil when some σ is zero.
    ///
    /// Every level decays into all that stand before it: levels with σ > 0 come first, last position first, then the first
    /// position, then levels with σ < 0, last position last.
    /// - Complexity: O(N).
    public var ranking: [Int]? {
        guard !values.contains(.zero) else { return nil }
        let positives = (1..<max(1, levels)).filter { sign(at: $0) == .positive }
        let negatives = (1..<max(1, levels)).filter { sign(at: $0) == .negative }
        return positives.reversed() + [0] + negatives
    }

    /// μ_J/κ = n_J + J·[σ_{J+1} < 0] with n_J = #{M > J: σ_M > 0}: the rates of the cuts R_J = Σ_{M ≤ J} p_M, and 0 for R_N.
    ///
    /// Without zeros they are the integers 0 … N − 1 in some order, so that no two coincide and no power of t ever appears.
    /// - Complexity: O(N).
    public var cutRates: [Int] {
        var rates = [Int](repeating: 0, count: levels)
        var positives = 0
        for cut in stride(from: levels - 1, through: 1, by: -1) {
            // The cut after `cut` levels: the level just above it is at position `cut`.
            if sign(at: cut) == .positive { positives += 1 }
            rates[cut - 1] = positives + (sign(at: cut) == .negative ? cut : 0)
        }
        return rates
    }
}

extension SigmaSigns: CustomStringConvertible {
    /// The signs as `+`, `-` and `0`, σ₂ first.
    public var description: String {
        String(values.map { $0 == .positive ? "+" : $0 == .negative ? "-" : "0" })
    }
}
