import QuantumStates

/// Numbers as whole multiples of one unit.
struct WholeMultiples {
    /// The multiples, without a common divisor.
    let multiples: [Int]
    /// What the numbers were multiplied by.
    let factor: Double
    /// Whether the numbers are these multiples, up to the tolerance; else they were rounded to multiples of it.
    let areFound: Bool

    /// The largest multiple that is taken for more than chance.
    private static let largest = 0x1p24

    /// - Parameters:
    ///   - numbers: Finite numbers.
    ///   - tolerance: How much a number may be off, in units of the largest magnitude; positive.
    init(_ numbers: some Sequence<Double>, tolerance: Double) {
        let numbers = Array(numbers)
        let magnitude = numbers.largestMagnitude()
        guard magnitude > 0 else {
            (multiples, factor, areFound) = (numbers.map { _ in 0 }, 1, true)
            return
        }
        for factor in WholeMultiples.factors(numbers, magnitude, tolerance) {
            guard magnitude * factor <= min(WholeMultiples.largest, 0.1 / tolerance) else { continue }
            let error = tolerance * magnitude * factor
            guard numbers.allSatisfy({ abs($0 * factor - ($0 * factor).rounded()) <= error }) else { continue }
            let multiples = numbers.map { Int(($0 * factor).rounded()) }
            let common = multiples.reduce(0) { Divisors.greatestCommon($0, $1) }
            self.multiples = multiples.map { $0 / common }
            // The largest number tells the factor best.
            self.factor = (magnitude * factor).rounded() / magnitude / Double(common)
            areFound = true
            return
        }
        let rounded = numbers.map { Int(($0 / magnitude / tolerance).rounded()) }
        multiples = rounded
        factor = 1 / magnitude / tolerance
        areFound = false
    }

    /// What to try: the numbers' last bit as unit, and then the smallest number, its halves, thirds and so on.
    private static func factors(_ numbers: [Double], _ magnitude: Double, _ tolerance: Double) -> [Double] {
        let bits = numbers.lazy.filter { $0 != 0 }.map { Int($0.exponent) - $0.significandWidth }
        let last =
            (bits.min() ?? 0) >= -1000 ? bits.min().map { [Double(sign: .plus, exponent: -$0, significand: 1)] } : []
        let least = numbers.lazy.map(\.magnitude).filter { $0 > tolerance * magnitude }.min() ?? magnitude
        return (last ?? []) + (1...64).map { Double($0) / least }
    }
}
