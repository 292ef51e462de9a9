/// A sum together with a bound on what rounding did to it, for results that must be on the right side.
///
/// Every operation of IEEE 754 errs by at most 2⁻⁵³ of its result; these errors are added up, rounded up themselves.
package struct UpperSum: Sendable {
    private var sum = 0.0
    private var error = 0.0

    package init() {}

    /// Adds a number that is exact.
    package mutating func add(_ term: Double) {
        sum += term
        error += abs(sum) * 0x1p-53
    }

    /// Adds the product of two numbers that are exact.
    package mutating func addProduct(_ left: Double, _ right: Double) {
        let product = left * right
        error += abs(product) * 0x1p-53 + .leastNormalMagnitude
        add(product)
    }

    /// Adds a number that may be wrong by so much.
    package mutating func add(_ term: Double, error own: Double) {
        error += own
        add(term)
    }

    /// At least the exact sum; infinite when a term is not a number.
    package var upper: Double { end(sum + error * (1 + 0x1p-20)) }

    /// At most the exact sum.
    package var lower: Double { -end(-sum + error * (1 + 0x1p-20)) }

    private func end(_ value: Double) -> Double { value.isNaN ? .infinity : (value + abs(value) * 0x1p-52).nextUp }
}
