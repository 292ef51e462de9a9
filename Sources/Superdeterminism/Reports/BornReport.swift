import NumericalCore

/// How far averaged populations are from Born's rule at a list of times, and as κt → ∞.
public struct BornReport: Sendable, Hashable, Codable {
    /// The times.
    public let times: [Double]
    /// |α_I|², by position.
    public let bornWeights: [Double]
    /// The averaged populations at each time, by position.
    public let populations: [[Double]]
    /// ½ Σ_I |population − |α_I|²| at each time.
    public let totalVariation: [Double]
    /// The probabilities of the outcomes, κt → ∞ (P2, equation 22).
    public let limit: [Double]
    /// ½ Σ_I |limit − |α_I|²|: zero up to rounding for uniform hidden variables.
    public let limitTotalVariation: Double

    /// The report on a model without Hamiltonian, or with one whose populations are to be compared with |α(t_d)|².
    ///
    /// - Complexity: O(N) a time for H = 0.
    /// - Throws: As ``CollapseModel/averageTrajectory(at:options:)``.
    public init(_ model: CollapseModel, at times: [Double]) throws {
        self.times = times
        let born = model.bornWeights
        bornWeights = born
        if case .none = model.hamiltonian {
            populations = try times.map { try model.averagePopulations(at: $0) }
        } else {
            populations = try model.averageTrajectory(at: times).populations
        }
        totalVariation = populations.map { halfDistance($0, born) }
        limit = model.outcomeProbabilities
        limitTotalVariation = halfDistance(limit, born)
    }
}

/// ½ Σ |p − q|.
func halfDistance(_ left: [Double], _ right: [Double]) -> Double {
    (zip(left, right).reduce(0) { $0 + abs($1.0 - $1.1) } / 2).withoutRounding(in: 0...1)
}
