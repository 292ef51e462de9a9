import LHVModels

/// How far a family of densities and a velocity field are from the continuity equation, point by point.
///
/// The residual is r = ∂_t p + div(pV) in units of (4π)⁻². Source: P1, Eqs. 7 and 38.
public struct ContinuityReport: Sendable, Hashable, Codable {
    /// The root mean square of r over all places.
    public let residual: Double
    /// The root mean square of ∂_t p over all places, in the same units; 0 for families at rest.
    public let rate: Double
    /// The root mean square of div(pV).
    public let transport: Double
    /// The largest |r|.
    public let largest: Double
    /// The pair of directions where |r| is largest.
    public let worstPair: [Direction]
    /// The index of the family for which |r| is largest.
    public let worstFamily: Int
    /// The time at which |r| is largest.
    public let worstTime: Double

    /// residual/rate: 0 for an exact field, 1 for a field that does nothing; infinite when nothing should move but does.
    public var relative: Double { residual == 0 ? 0 : residual / rate }

    init(_ sums: ContinuitySums) {
        let n = Double(max(sums.count, 1))
        residual = (sums.residual / n).squareRoot()
        rate = (sums.rate / n).squareRoot()
        transport = (sums.transport / n).squareRoot()
        largest = sums.largest
        worstPair = sums.pair
        worstFamily = sums.family
        worstTime = sums.time
    }
}

/// Sums of squares over the places looked at so far, and the place with the largest residual.
struct ContinuitySums {
    private(set) var count = 0
    private(set) var (residual, rate, transport) = (0.0, 0.0, 0.0)
    private(set) var largest = 0.0
    private(set) var pair: [Direction] = []
    private(set) var family = 0
    private(set) var time = 0.0

    /// Adds one place with its ∂_t p and div(pV).
    mutating func add(rate: Double, transport: Double, at pair: [Direction], family: Int, time: Double) {
        let residual = rate + transport
        count += 1
        self.residual += residual * residual
        self.rate += rate * rate
        self.transport += transport * transport
        // A residual that is not a number counts as largest.
        guard !largest.isNaN, !(abs(residual) <= largest) else { return }
        largest = abs(residual)
        self.pair = pair
        self.family = family
        self.time = time
    }
}

extension SphereVelocityField {
    /// The residual of the continuity equation for several families that all have to follow this field.
    ///
    /// - Parameters:
    ///   - families: The densities p(λ, t).
    ///   - times: Times, at least one.
    ///   - pairs: Pairs of directions, at least one; for a mean over the space, uniform ones.
    ///   - divergenceFree: Whether div V is known to vanish, which saves its differences.
    ///   - step: The spacing of the differences for div V.
    /// - Complexity: O(families·times·pairs) jets.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty, and what families and field throw.
    public func continuityResidual(
        of families: [DensityFamily], times: [Double], pairs: [[Direction]], divergenceFree: Bool = false,
        step: Double = 0.01
    ) throws -> ContinuityReport {
        try require(!families.isEmpty, "families", must: "not be empty", was: "empty")
        try require(!times.isEmpty, "times", must: "not be empty", was: "empty")
        try require(!pairs.isEmpty, "pairs", must: "not be empty", was: "empty")
        let unit = 16 * Double.pi * Double.pi
        var sums = ContinuitySums()
        for pair in pairs {
            try requireParticles(pair.count, 2)
            for time in times {
                let velocity = try velocity(at: pair, time: time)
                let divergence = divergenceFree ? 0 : try divergence(at: pair, time: time, step: step)
                for (index, family) in families.enumerated() {
                    let jet = try family.jet(at: pair[0], pair[1], time: time)
                    let transport =
                        unit * (dot(velocity[0], jet.first) + dot(velocity[1], jet.second) + jet.value * divergence)
                    sums.add(rate: unit * jet.rate, transport: transport, at: pair, family: index, time: time)
                }
            }
        }
        return ContinuityReport(sums)
    }
}
