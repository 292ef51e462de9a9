import Foundation
import NumericalCore

/// The flow of populations and the decay of coherences that a law and the signs of σ give, for κ = 1 and H = 0.
struct PopulationFlow: Sendable {
    let law: CollapseLaw
    let signs: SigmaSigns
    /// How many operators act on each level: G_J by position, for ``CollapseLaw/reset`` with the outcome's own.
    let exitCounts: [Double]
    let outcome: Int
    /// How many levels at the bottom have no operator between them; at least 1.
    private let bottom: Int
    /// Whether the levels above the bottom block stand in one line from best to worst.
    private let isRanked: Bool

    init(_ law: CollapseLaw, _ signs: SigmaSigns) {
        self.law = law
        self.signs = signs
        let target = signs.outcome
        outcome = target
        switch law {
        case .pairwise: exitCounts = signs.exitCounts.map(Double.init)
        case .direct: exitCounts = (0..<signs.levels).map { $0 == target ? 0 : 1 }
        case .reset: exitCounts = [Double](repeating: 1, count: signs.levels)
        }
        bottom = 1 + (signs.values.firstIndex { $0 != .zero } ?? signs.values.count)
        isRanked = !signs.values[(bottom - 1)...].contains(.zero)
    }

    /// What flows into each level for given populations, at κ = 1.
    ///
    /// - Complexity: O(N).
    func inflow(_ populations: [Double]) -> [Double] {
        let levels = populations.count
        var flow = [Double](repeating: 0, count: levels)
        guard law == .pairwise else {
            for position in 0..<levels where law == .reset || position != outcome {
                flow[outcome] += populations[position]
            }
            return flow
        }
        var below = 0.0
        for position in 0..<levels {
            if signs.sign(at: position) == .positive { flow[position] = below }
            below += populations[position]
        }
        var fromAbove = 0.0
        for position in stride(from: levels - 1, through: 0, by: -1) {
            flow[position] += fromAbove
            if signs.sign(at: position) == .negative { fromAbove += populations[position] }
        }
        return flow
    }

    /// p(τ) from p(0), τ = κt ≥ 0, without any subtraction, so that even tiny populations are accurate.
    ///
    /// - Complexity: O(N) when no σ above the bottom block is zero, and O(N²τ) otherwise.
    func populations(_ initial: [Double], at tau: Double) -> [Double] {
        switch law {
        case .direct, .reset:
            let (kept, moved) = (exp(-tau), -expm1(-tau))
            var result = initial.map { $0 * kept }
            var others = 0.0
            for position in initial.indices where position != outcome { others += initial[position] }
            result[outcome] = initial[outcome] + others * moved
            return result
        case .pairwise: return isRanked ? ranked(initial, at: tau) : uniformized(initial, at: tau)
        }
    }

    /// With k levels better than it, the k-th: p(τ) = e^{−kτ}[p + (1 − e^{−τ})·(initial population of all worse levels)].
    ///
    /// A block of m levels with nothing between them shares evenly what falls into it: the same with e^{−mτ} for e^{−τ}.
    private func ranked(_ initial: [Double], at tau: Double) -> [Double] {
        let levels = initial.count
        var result = initial
        let moved = -expm1(-tau)
        var worse = 0.0
        var better = levels - 1
        for position in stride(from: levels - 1, through: bottom, by: -1)
        where signs.sign(at: position) == .negative {
            result[position] = exp(-Double(better) * tau) * (initial[position] + worse * moved)
            worse += initial[position]
            better -= 1
        }
        better -= bottom - 1
        let share = worse * -expm1(-Double(bottom) * tau) / Double(bottom)
        let factor = exp(-Double(better) * tau)
        for position in 0..<bottom {
            result[position] = factor * (initial[position] + share)
            worse += initial[position]
        }
        for position in bottom..<max(bottom, levels) where signs.sign(at: position) == .positive {
            better -= 1
            result[position] = exp(-Double(better) * tau) * (initial[position] + worse * moved)
            worse += initial[position]
        }
        return result
    }

    /// e^{Wτ}p = e^{−Λτ} Σ_n ((W + Λ)τ)ⁿp/n! with Λ the largest exit rate: sums of non-negative numbers only.
    private func uniformized(_ initial: [Double], at tau: Double) -> [Double] {
        let largest = exitCounts.max() ?? 0
        guard largest > 0 else { return initial }
        // All rates are whole numbers: after 800 nothing that decays is left in double precision.
        let span = min(tau, 800) * largest
        let pieces = max(1, Int((span / 16).rounded(.up)))
        let step = span / Double(pieces)
        let total = initial.reduce(0, +)
        var state = initial
        for _ in 0..<pieces {
            var term = state
            var sum = state
            var order = 0.0
            var size = total
            while size > 1e-18 * total || order < step {
                order += 1
                let gained = inflow(term)
                for position in term.indices {
                    let stays = (largest - exitCounts[position]) * term[position]
                    term[position] = (stays + gained[position]) / largest * step / order
                    sum[position] += term[position]
                }
                size *= step / order
            }
            // e^{−step}, with the sum kept at what it was so that roundings cannot add up.
            let factor = total / sum.reduce(0, +)
            state = sum.map { $0 * factor }
        }
        return state
    }

    /// e^{−G_J τ/2} for every level: ρ_IJ decays by the product of the factors of I and J (P2, equation 47).
    ///
    /// - Complexity: O(N).
    func amplitudeDecay(at tau: Double) -> [Double] { exitCounts.map { exp(-0.5 * $0 * tau) } }
}
