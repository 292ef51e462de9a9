/// A number that is known to lie between two multiples of 2⁻⁶⁰, both included.
///
/// Each operation rounds outwards, so that the result encloses every result of numbers from its operands. There is no
/// floating point in it. Products are for numbers of at most 4 in modulus, 8 for one factor if the other is at most 2; beyond the
/// range of 128-bit integers the program stops rather than be wrong.
package struct DyadicInterval: Sendable, Hashable {
    package static let fractionBits = 60

    /// The ends in units of 2⁻⁶⁰.
    package let lower: Int128
    package let upper: Int128

    @inlinable
    package init(lower: Int128, upper: Int128) {
        self.lower = lower
        self.upper = upper
    }

    /// A whole number.
    @inlinable
    package init(_ number: Int) {
        let value = Int128(number) << Int128(DyadicInterval.fractionBits)
        self.init(lower: value, upper: value)
    }

    package static let zero = DyadicInterval(0)
    package static let one = DyadicInterval(1)

    @inlinable
    package static func + (left: DyadicInterval, right: DyadicInterval) -> DyadicInterval {
        DyadicInterval(lower: left.lower + right.lower, upper: left.upper + right.upper)
    }

    @inlinable
    package static func - (left: DyadicInterval, right: DyadicInterval) -> DyadicInterval {
        DyadicInterval(lower: left.lower - right.upper, upper: left.upper - right.lower)
    }

    @inlinable
    package static prefix func - (operand: DyadicInterval) -> DyadicInterval {
        DyadicInterval(lower: -operand.upper, upper: -operand.lower)
    }

    @inlinable
    package static func * (left: DyadicInterval, right: DyadicInterval) -> DyadicInterval {
        let (a, b) = (left.lower * right.lower, left.lower * right.upper)
        let (c, d) = (left.upper * right.lower, left.upper * right.upper)
        let (least, greatest) = (min(min(a, b), min(c, d)), max(max(a, b), max(c, d)))
        // Shifting right rounds down, for negative numbers too.
        return DyadicInterval(
            lower: least >> Int128(fractionBits), upper: -(-greatest >> Int128(fractionBits)))
    }

    @inlinable
    package static func * (left: DyadicInterval, right: Int) -> DyadicInterval {
        let (a, b) = (left.lower * Int128(right), left.upper * Int128(right))
        return DyadicInterval(lower: min(a, b), upper: max(a, b))
    }

    /// The quotient by a positive whole number.
    @inlinable
    package static func / (left: DyadicInterval, right: Int) -> DyadicInterval {
        DyadicInterval(
            lower: floor(left.lower, over: Int128(right)), upper: -floor(-left.upper, over: Int128(right)))
    }

    /// 1/x for an interval of numbers in ½…8.
    @inlinable
    package var reciprocal: DyadicInterval {
        let one = Int128(1) << Int128(2 * DyadicInterval.fractionBits)
        return DyadicInterval(
            lower: DyadicInterval.floor(one, over: upper), upper: -DyadicInterval.floor(-one, over: lower))
    }

    /// |x|.
    @inlinable
    package var magnitude: DyadicInterval {
        if lower >= 0 { return self }
        if upper <= 0 { return -self }
        return DyadicInterval(lower: 0, upper: max(-lower, upper))
    }

    /// x^exponent for an exponent of at least 0 and |x| ≤ 1.
    @inlinable
    package func power(_ exponent: Int) -> DyadicInterval {
        (0..<exponent).reduce(DyadicInterval.one) { product, _ in product * self }
    }

    /// The lower end rounded down to 53 bits, for numbers in 0..<1.
    @inlinable
    package var lowerBound: Double { Double(lower >> 7) * 0x1p-53 }

    /// A number inside, up to rounding.
    @inlinable
    package var middle: Double { Double((lower + upper) / 2) * 0x1p-60 }

    // ⌊a/b⌋ for b > 0.
    @inlinable
    package static func floor(_ a: Int128, over b: Int128) -> Int128 {
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
