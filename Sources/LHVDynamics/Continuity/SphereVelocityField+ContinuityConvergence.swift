import LHVModels

extension SphereVelocityField {
    /// Residuals of a density without closed-form derivatives at several spacings of the differences.
    ///
    /// Differences are of order 8: where the density is smooth, halving the step divides the residual of an exact field by up to 256
    /// until rounding takes over; a residual that does not fall belongs to the field, or to kinks of the density.
    /// - Parameters:
    ///   - density: p(λ₁, λ₂, t).
    ///   - steps: The spacings, at least one, each positive and at most 0.1.
    ///   - times: Times, at least one.
    ///   - pairs: Pairs of directions, at least one.
    ///   - divergenceFree: Whether div V is known to vanish.
    /// - Returns: A report for each step.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range, and what density and field throw.
    public func continuityConvergence(
        of density: @escaping @Sendable (Direction, Direction, Double) throws -> Double, steps: [Double],
        times: [Double],
        pairs: [[Direction]], divergenceFree: Bool = false
    ) throws -> [ContinuityReport] {
        try require(!steps.isEmpty, "steps", must: "not be empty", was: "empty")
        return try steps.map { step in
            try continuityResidual(
                of: [DensityFamily(step: step, density: density)], times: times, pairs: pairs,
                divergenceFree: divergenceFree, step: step)
        }
    }
}
