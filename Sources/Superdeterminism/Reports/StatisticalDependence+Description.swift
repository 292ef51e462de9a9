import NumericalCore

extension StatisticalDependence.Dependence: CustomStringConvertible {
    /// Information and total variation.
    public var description: String {
        "\(ShortNumber.text(mutualInformation, digits: 3)) bits (total variation \(ShortNumber.text(totalVariation, digits: 3)))"
    }
}

extension StatisticalDependence: CustomStringConvertible {
    /// What each reading of Λ says about the settings.
    public var description: String {
        "λ \(lambdaIsIndependent ? "does not depend" : "depends") on the settings; they are told by the signs of σ \(signs)"
            + (sigma.map { ", by σ \($0)" } ?? "")
            + ", with the basis \(withBasis), of \(ShortNumber.text(settingEntropy, digits: 3)) bits"
    }
}
