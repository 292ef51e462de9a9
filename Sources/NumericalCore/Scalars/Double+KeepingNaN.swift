// Swift's max(0, .nan) is 0 and its min(1, .nan) is 1, so whatever is folded with them loses a NaN on the way, and a defect
// that is not a number is reported as none. These keep it: what was not computed cannot look perfect. Every defect,
// residual, error and clamp of numbers that may come from a user goes through them; KeepingNaNTests reads the sources for it.

/// The larger of two numbers, NaN when either is NaN.
@inlinable
package func largerOrNaN(_ left: Double, _ right: Double) -> Double {
    right >= left || right.isNaN ? right : left
}

/// The smaller of two numbers, NaN when either is NaN.
@inlinable
package func smallerOrNaN(_ left: Double, _ right: Double) -> Double {
    right < left || right.isNaN ? right : left
}

extension Double {
    /// The nearest number in a range; NaN stays NaN.
    @inlinable
    package func clamped(to range: ClosedRange<Double>) -> Double {
        smallerOrNaN(largerOrNaN(self, range.lowerBound), range.upperBound)
    }
}

extension Sequence<Double> {
    /// The largest |x|, 0 when there is no x, NaN when any is NaN.
    @inlinable
    package func largestMagnitude() -> Double { reduce(0) { largerOrNaN($0, abs($1)) } }
}
