import NumericalCore

/// A parameter within its range; one that rounding has put just beyond an end becomes that end.
///
/// Visibilities and expectations that are computed from a state at the border of the range are off by a few units in the last
/// place. What is further out than 10⁻¹², or no number, is refused.
package func rounded(
    _ value: Double, into range: ClosedRange<Double>, _ name: String, must requirement: String
) throws -> Double {
    let slack = 1e-12
    try require(
        value >= range.lowerBound - slack && value <= range.upperBound + slack, name, must: requirement, was: value)
    return value.clamped(to: range)
}
