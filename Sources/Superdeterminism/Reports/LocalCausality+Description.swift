import NumericalCore

extension LocalCausality: CustomStringConvertible {
    /// Local causality for both readings of Λ.
    public var description: String {
        let share = ShortNumber.text(settingDependentShare.value, standardError: settingDependentShare.standardError)
        return
            "local causality at \(samples) drawn λ: with the basis in Λ defect \(ShortNumber.text(defectWithBasis, digits: 3)); for λ "
            + "alone results depend on distant settings for a share of \(share)"
    }
}
