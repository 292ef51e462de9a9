import LHVModels

extension HarmonicGaugeSearch.Outcome: CustomStringConvertible {
    /// The residual, the positivity, why the search ended, and the verdict.
    public var description: String {
        "residual \(ShortNumber.text(residual, digits: 3)) after \(residuals.count) turns (\(stopReason)), least eigenvalue "
            + "\(ShortNumber.text(leastEigenvalue, digits: 3)) at degree \(kernel.degree). \(verdict)"
    }
}
