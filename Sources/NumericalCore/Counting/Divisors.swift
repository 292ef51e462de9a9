/// Common divisors of integers.
package enum Divisors {
    /// The greatest common divisor of two magnitudes; 0 when both are 0.
    ///
    /// - Precondition: Neither number is −2⁶³.
    @inlinable
    package static func greatestCommon(_ first: Int, _ second: Int) -> Int {
        var (a, b) = (abs(first), abs(second))
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }

    /// The numbers divided by their greatest common divisor.
    ///
    /// - Precondition: No number is −2⁶³.
    @inlinable
    package static func primitive(_ numbers: [Int]) -> [Int] {
        var divisor = 0
        for number in numbers {
            divisor = greatestCommon(divisor, number)
            if divisor == 1 { return numbers }
        }
        return divisor > 1 ? numbers.map { $0 / divisor } : numbers
    }
}
