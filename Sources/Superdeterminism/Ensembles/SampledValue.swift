import NumericalCore

/// A number estimated from a sample, with its standard error.
public struct SampledValue: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The estimate.
    public let value: Double
    /// The standard error of ``value``.
    public let standardError: Double

    /// An estimate and its standard error.
    public init(_ value: Double, standardError: Double) {
        self.value = value
        self.standardError = standardError
    }

    /// (value − expected)/standard error; 0 when both are equal, infinite when an errorless number is not the expected one.
    public func deviation(from expected: Double) -> Double {
        let difference = value - expected
        guard !(standardError <= 0) else { return difference == 0 ? 0 : .infinity }
        return difference / standardError
    }

    /// The value and its standard error to two digits: `2.697 ± 0.015`.
    public var description: String { ShortNumber.text(value, standardError: standardError) }

    /// The frequency of something that happened `count` times in `trials`.
    static func frequency(_ count: Int, of trials: Int) -> SampledValue {
        let share = Double(count) / Double(trials)
        return SampledValue(
            share,
            standardError: SampleVariance.standardErrorOfMean(meanSquare: share * (1 - share), count: Double(trials)))
    }
}
