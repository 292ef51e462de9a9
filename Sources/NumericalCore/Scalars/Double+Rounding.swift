extension Double {
    /// How far beyond its mathematical range a dimensionless number of order one may be by rounding alone: 10⁻¹².
    ///
    /// It is far above the rounding of the sums in this package and far below every tolerance for data, 10⁻⁹ and more.
    @inlinable
    package static var roundingMargin: Double { 1e-12 }

    /// The number, put on the end of its range where only rounding, at most ``roundingMargin`` of the ends, has led beyond it.
    ///
    /// What lies farther beyond stays as it is: it came with data that are not physical, which must not be hidden. NaN stays.
    @inlinable
    package func withoutRounding(in range: ClosedRange<Double>) -> Double {
        if self >= range.lowerBound && self <= range.upperBound { return self }
        let margin = Double.roundingMargin * Swift.max(abs(range.lowerBound), abs(range.upperBound))
        if self < range.lowerBound && self >= range.lowerBound - margin { return range.lowerBound }
        if self > range.upperBound && self <= range.upperBound + margin { return range.upperBound }
        return self
    }

    /// The same, or an error for what lies farther beyond the range or is no number.
    package func admitted(
        to range: ClosedRange<Double>, _ name: String, must requirement: String
    ) throws -> Double {
        let value = withoutRounding(in: range)
        try require(range.contains(value), name, must: requirement, was: self)
        return value
    }
}
