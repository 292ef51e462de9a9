import LHVModels

extension WeakContinuityReport: CustomStringConvertible {
    /// The residual, its share of the rate, and the resolution.
    public var description: String {
        "weak continuity equation at degree \(degree): residual \(ShortNumber.text(residual, digits: 3)), "
            + "\(ShortNumber.text(relative, digits: 3)) of the rate, largest \(ShortNumber.text(largest, digits: 3)) for harmonics \(worst)"
    }
}
