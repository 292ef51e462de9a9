import NumericalCore

extension TwoSettingCriterion.Maximum: CustomStringConvertible {
    /// L, and whether it is the largest.
    public var description: String {
        "L = \(ShortNumber.text(value, digits: 8)) for \(planes.count) regions, "
            + (isExact ? "the largest, proven" : "the largest found, not proven")
    }
}
