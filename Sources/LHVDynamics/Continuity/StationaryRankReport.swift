import LHVModels

/// The numerical certificate of P1's no-go statement: at every point, stationary states leave no velocity.
///
/// A stationary state has div(p_ρ V) = 0, and the maximally mixed one makes div V = 0; so V·∇p_ρ = 0 for every stationary ρ.
/// Where the gradients of stationary states span the four tangent directions, V vanishes there; if that is almost everywhere,
/// no field moves the states that do evolve. In the gauge of P1's Eq. 34 a short proof gives the same: for T = ±ε u uᵀ the
/// condition is a symmetric tensor, λ₂V₁ᵀ + V₁λ₂ᵀ + λ₁V₂ᵀ + V₂λ₁ᵀ = 0; contracting it with λ₁ and λ₂ twice shows V₁ ⊥ λ₂
/// and V₂ ⊥ λ₁, so V_j = v_j n with n ∝ λ₁ × λ₂, and v₁λ₂ + v₂λ₁ = 0 leaves v₁ = v₂ = 0 unless λ₁ = ±λ₂.
/// Source: P1, Eqs. 39–46, whose exclusion of λ₁·λ₂ = 0 is not needed.
public struct StationaryRankReport: Sendable, Hashable, Codable {
    /// The rank of the gradients at each pair of directions, 0…4; velocities are excluded where it is 4.
    public let ranks: [Int]
    /// The smallest of the four singular values relative to the largest, at each pair.
    public let conditions: [Double]

    /// Whether every examined point excludes a velocity.
    public var excludesMotion: Bool { ranks.allSatisfy { $0 == 4 } }
}

/// The rank of stacked gradients of stationary densities at pairs of directions.
///
/// - Parameters:
///   - densities: Families at rest at the given time; their gradients count, in both variables.
///   - pairs: Pairs of directions, at least one.
///   - time: The time at which the families are at rest.
///   - tolerance: Singular values below this share of the largest count as zero.
/// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty, and what the families throw.
public func stationaryRank(
    of densities: [DensityFamily], pairs: [[Direction]], time: Double = 0, tolerance: Double = 1e-8
) throws -> StationaryRankReport {
    try require(!densities.isEmpty, "densities", must: "not be empty", was: "empty")
    try require(!pairs.isEmpty, "pairs", must: "not be empty", was: "empty")
    var (ranks, conditions) = ([Int](), [Double]())
    for pair in pairs {
        try requireParticles(pair.count, 2)
        let frames = pair.map { tangentFrame(at: $0.vector) }
        var rows = RealMatrix(rows: max(4, densities.count), columns: 4)
        for (index, density) in densities.enumerated() {
            let jet = try density.jet(at: pair[0], pair[1], time: time)
            rows[index, 0] = dot(jet.first, frames[0].0)
            rows[index, 1] = dot(jet.first, frames[0].1)
            rows[index, 2] = dot(jet.second, frames[1].0)
            rows[index, 3] = dot(jet.second, frames[1].1)
        }
        let values = try rows.singularValueDecomposition().values
        let largest = values[0]
        ranks.append(largest > 0 ? values.filter { $0 > tolerance * largest }.count : 0)
        conditions.append(largest > 0 ? values[3] / largest : 0)
    }
    return StationaryRankReport(ranks: ranks, conditions: conditions)
}
