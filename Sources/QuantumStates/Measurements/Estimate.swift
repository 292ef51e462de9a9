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
