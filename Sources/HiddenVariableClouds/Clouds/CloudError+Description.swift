import NumericalCore

extension CloudError: CustomStringConvertible {
    /// The relative entropy with its standard error, and the error of probabilities.
    public var description: String {
        "relative entropy \(ShortNumber.text(divergence, digits: 3)) ± \(ShortNumber.text(divergenceError, digits: 2)) nats, worst "
            + "\(ShortNumber.text(worstDivergence, digits: 3)), probabilities off by \(ShortNumber.text(probabilityError, digits: 3)) at "
            + "\(settings) settings"
    }
}
