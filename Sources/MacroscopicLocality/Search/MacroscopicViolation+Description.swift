import NumericalCore

extension MacroscopicViolation: CustomStringConvertible {
    /// The value against the bound, and that a search found it.
    public var description: String {
        "value of at least \(ShortNumber.atLeast(value, digits: 10)) for a bound of \(ShortNumber.text(bound, digits: 10)), found from "
            + "\(ends.count) starts, spins 2j = \(twiceSpins): \(stopReason)"
    }
}
