/// A number with the standard error of its estimation; exact numbers have standard error 0.
public struct Estimate: Sendable, Hashable, Codable {
    /// The estimated value.
    public let value: Double
    /// The standard error of ``value``.
    public let standardError: Double

    /// An estimate of the given value and standard error.
    public init(_ value: Double, standardError: Double = 0) {
        self.value = value
        self.standardError = standardError
    }

    /// (value − expected)/standard error; 0 when the two agree and infinite when an exact number does not.
    public func deviation(from expected: Double) -> Double {
        let difference = value - expected
        return difference == 0 && !standardError.isNaN ? 0 : difference / standardError
    }
}

extension Estimate: CustomStringConvertible {
    /// The value and its standard error to two digits: `2.697 ± 0.015`; an exact number alone.
    public var description: String {
        standardError == 0
            ? ShortNumber.text(value, digits: 10) : ShortNumber.text(value, standardError: standardError)
    }
}
