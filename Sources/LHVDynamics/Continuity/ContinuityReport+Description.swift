import LHVModels

extension ContinuityReport: CustomStringConvertible {
    /// The residual, its share of the rate, and where it is largest.
    public var description: String {
        "continuity equation: residual \(ShortNumber.text(residual, digits: 3)), \(ShortNumber.text(relative, digits: 3)) of ∂p/∂t, "
            + "largest \(ShortNumber.text(largest, digits: 3)) for family \(worstFamily) at time \(ShortNumber.text(worstTime))"
    }
}
