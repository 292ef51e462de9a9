/// An unevaluated sum high + low of two doubles, about 32 digits, for the numbers on which a proof rests.
///
/// Each operation has a relative error below 2⁻¹⁰⁰. It uses only IEEE additions, multiplications, divisions, square roots and
/// fused multiply–adds, so it gives the same bits on every machine.
/// Source: [Dekker1971], with the product's error from a fused multiply–add.
struct ExtendedNumber: Sendable, Hashable {
    var high: Double
    var low: Double

    init(_ high: Double, _ low: Double = 0) {
        self.high = high
        self.low = low
    }

    init(_ number: Int) { self.init(Double(number)) }

    /// A bound on the relative error of one operation, and of a quotient's square root: 2⁻¹⁰⁰.
    static let relativeError = 0x1p-100

    /// π.
    static let pi = ExtendedNumber(3.141592653589793, 1.2246467991473532e-16)

    @inline(__always)
    static func + (left: ExtendedNumber, right: ExtendedNumber) -> ExtendedNumber {
        let (high, error) = exactSum(left.high, right.high)
        let (low, rest) = exactSum(left.low, right.low)
        let first = quickSum(high, error + low)
        return quickSum(first.high, first.low + rest)
    }

    @inline(__always)
    static prefix func - (operand: ExtendedNumber) -> ExtendedNumber { ExtendedNumber(-operand.high, -operand.low) }

    @inline(__always)
    static func - (left: ExtendedNumber, right: ExtendedNumber) -> ExtendedNumber { left + -right }

    @inline(__always)
    static func * (left: ExtendedNumber, right: ExtendedNumber) -> ExtendedNumber {
        let product = left.high * right.high
        let error = (-product).addingProduct(left.high, right.high)
        return quickSum(product, error + (left.high * right.low + left.low * right.high))
    }

    @inline(__always)
    static func * (left: ExtendedNumber, right: Double) -> ExtendedNumber {
        let product = left.high * right
        return quickSum(product, (-product).addingProduct(left.high, right) + left.low * right)
    }

    static func / (left: ExtendedNumber, right: ExtendedNumber) -> ExtendedNumber {
        let first = left.high / right.high
        let remainder = left - right * first
        let second = remainder.high / right.high
        let rest = remainder - right * second
        return quickSum(first, second) + ExtendedNumber(rest.high / right.high)
    }

    var squareRoot: ExtendedNumber {
        guard high > 0 else { return ExtendedNumber(0) }
        let root = high.squareRoot()
        let remainder = self - ExtendedNumber(root) * ExtendedNumber(root)
        return quickSum(root, remainder.high / (2 * root))
    }

    /// cos and sin of 2π·numerator/denominator, by their series after reduction to an eighth of a turn.
    static func turn(_ numerator: Int, over denominator: Int) -> (cosine: ExtendedNumber, sine: ExtendedNumber) {
        var part = numerator % denominator
        if part < 0 { part += denominator }
        // The quarter turn nearest to the angle, and the rest in −1/8…1/8 of a turn.
        let quarter = (8 * part + denominator) / (2 * denominator)
        let angle = pi * ExtendedNumber(2 * (4 * part - quarter * denominator)) / ExtendedNumber(4 * denominator)
        let square = angle * angle
        var (cosine, sine) = (ExtendedNumber(1), angle)
        var (cosineTerm, sineTerm) = (ExtendedNumber(1), angle)
        // (π/4)³⁰/30! < 10⁻³⁵.
        for k in 1...15 {
            cosineTerm = -(cosineTerm * square) / ExtendedNumber((2 * k - 1) * 2 * k)
            sineTerm = -(sineTerm * square) / ExtendedNumber(2 * k * (2 * k + 1))
            cosine = cosine + cosineTerm
            sine = sine + sineTerm
        }
        switch quarter % 4 {
        case 0: return (cosine, sine)
        case 1: return (-sine, cosine)
        case 2: return (-cosine, -sine)
        default: return (sine, -cosine)
        }
    }

    @inline(__always)
    private static func exactSum(_ a: Double, _ b: Double) -> (Double, Double) {
        let sum = a + b
        let part = sum - a
        return (sum, (a - (sum - part)) + (b - part))
    }
}

// |high| ≥ |low| before, and high is the rounded sum afterwards.
@inline(__always)
private func quickSum(_ high: Double, _ low: Double) -> ExtendedNumber {
    let sum = high + low
    return ExtendedNumber(sum, low - (sum - high))
}
