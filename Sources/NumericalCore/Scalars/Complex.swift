import Foundation

/// A complex number z = x + iy in double precision, laid out as the two-field structure that LAPACK and NumPy use.
///
/// There are no operators that mix `Complex` with `Double` except multiplication and division by a real number, which
/// are cheaper than their complex counterparts. They are disfavoured, so that `2 * x` with a real x stays real.
@frozen
public struct Complex: Sendable, Hashable {
    /// x, the real part.
    public var real: Double
    /// y, the imaginary part.
    public var imaginary: Double

    /// The number x + iy.
    @inlinable
    public init(_ real: Double, _ imaginary: Double = 0) {
        self.real = real
        self.imaginary = imaginary
    }

    /// The number r·e^{iφ}.
    ///
    /// - Parameters:
    ///   - modulus: r ≥ 0.
    ///   - phase: φ in radians.
    @inlinable
    public init(modulus: Double, phase: Double) {
        self.init(modulus * cos(phase), modulus * sin(phase))
    }

    /// The imaginary unit.
    @inlinable public static var i: Complex { Complex(0, 1) }
}

extension Complex: Scalar {
    /// The additive identity.
    @inlinable public static var zero: Complex { Complex(0, 0) }
    /// The multiplicative identity.
    @inlinable public static var one: Complex { Complex(1, 0) }

    /// The number x + 0i.
    @inlinable public init(real: Double) { self.init(real, 0) }

    /// The sum.
    @inlinable
    public static func + (left: Complex, right: Complex) -> Complex {
        Complex(left.real + right.real, left.imaginary + right.imaginary)
    }

    /// The difference.
    @inlinable
    public static func - (left: Complex, right: Complex) -> Complex {
        Complex(left.real - right.real, left.imaginary - right.imaginary)
    }

    /// The product.
    @inlinable
    public static func * (left: Complex, right: Complex) -> Complex {
        Complex(
            left.real * right.real - left.imaginary * right.imaginary,
            left.real * right.imaginary + left.imaginary * right.real)
    }

    /// The product with a real number.
    @inlinable @_disfavoredOverload
    public static func * (left: Double, right: Complex) -> Complex {
        Complex(left * right.real, left * right.imaginary)
    }

    /// The product with a real number.
    @inlinable @_disfavoredOverload
    public static func * (left: Complex, right: Double) -> Complex { right * left }

    /// The quotient, by Smith's method; where that leaves the range of numbers, by powers of two before it.
    @inlinable
    public static func / (left: Complex, right: Complex) -> Complex {
        let quotient = smithQuotient(left, right)
        let size = max(abs(right.real), abs(right.imaginary))
        if size > 0x1p-900 && size < 0x1p1000 && quotient.isFinite { return quotient }
        return rescaledQuotient(left, right)
    }

    // The scaled division, kept out of line: it is needed near overflow and underflow only.
    @usableFromInline @inline(never)
    static func rescaledQuotient(_ left: Complex, _ right: Complex) -> Complex {
        let denominatorSize = max(abs(right.real), abs(right.imaginary))
        let numeratorSize = max(abs(left.real), abs(left.imaginary))
        guard left.isFinite, right.isFinite, denominatorSize > 0, numeratorSize > 0 else {
            return smithQuotient(left, right)
        }
        let down = denominatorSize.exponent
        let up = numeratorSize.exponent
        // Both quotients of significands are of order one; the exponent comes back at the end.
        let quotient = smithQuotient(left.scaled(byPowerOfTwo: -up), right.scaled(byPowerOfTwo: -down))
        return quotient.scaled(byPowerOfTwo: up - down)
    }

    /// z·2^e, exact unless it leaves the range of numbers.
    @usableFromInline
    func scaled(byPowerOfTwo exponent: Int) -> Complex {
        Complex(scalbn(real, exponent), scalbn(imaginary, exponent))
    }

    @inlinable
    static func smithQuotient(_ left: Complex, _ right: Complex) -> Complex {
        if abs(right.real) >= abs(right.imaginary) {
            let ratio = right.imaginary / right.real
            let scale = right.real + right.imaginary * ratio
            return Complex(
                (left.real + left.imaginary * ratio) / scale,
                (left.imaginary - left.real * ratio) / scale)
        }
        let ratio = right.real / right.imaginary
        let scale = right.real * ratio + right.imaginary
        return Complex(
            (left.real * ratio + left.imaginary) / scale,
            (left.imaginary * ratio - left.real) / scale)
    }

    /// The quotient by a real number.
    @inlinable @_disfavoredOverload
    public static func / (left: Complex, right: Double) -> Complex {
        Complex(left.real / right, left.imaginary / right)
    }

    /// The negative.
    @inlinable
    public static prefix func - (operand: Complex) -> Complex {
        Complex(-operand.real, -operand.imaginary)
    }

    /// x − iy.
    @inlinable public var conjugate: Complex { Complex(real, -imaginary) }
    /// x.
    @inlinable public var realPart: Double { real }
    /// x² + y².
    @inlinable public var squaredMagnitude: Double { real * real + imaginary * imaginary }
    /// Whether neither part is NaN or infinite.
    @inlinable public var isFinite: Bool { real.isFinite && imaginary.isFinite }
}

extension Complex {
    /// φ = atan2(y, x) in −π…π.
    @inlinable public var phase: Double { atan2(imaginary, real) }

    /// e^z.
    @inlinable
    public static func exp(_ exponent: Complex) -> Complex {
        Complex(modulus: Foundation.exp(exponent.real), phase: exponent.imaginary)
    }

    /// e^{iφ}.
    @inlinable
    public static func unit(phase: Double) -> Complex { Complex(cos(phase), sin(phase)) }

    /// The principal square root, with real part ≥ 0; on the negative axis the sign of the imaginary zero chooses the side.
    @inlinable
    public static func squareRoot(_ operand: Complex) -> Complex {
        let size = max(abs(operand.real), abs(operand.imaginary))
        guard size < 0x1p1000 && size > 0x1p-960 || size == 0 || !operand.isFinite else {
            // An even power of two brings it into the range where nothing overflows or underflows.
            let half = size > 1 ? -64 : 64
            return squareRoot(operand.scaled(byPowerOfTwo: 2 * half)).scaled(byPowerOfTwo: -half)
        }
        let modulus = hypot(operand.real, operand.imaginary)
        guard modulus != 0 else { return .zero }  // NaN is no zero
        let half = ((modulus + abs(operand.real)) / 2).squareRoot()
        return operand.real >= 0
            ? Complex(half, operand.imaginary / (2 * half))
            : Complex(abs(operand.imaginary) / (2 * half), operand.imaginary.sign == .minus ? -half : half)
    }
}

extension Complex: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// A real number written as a literal.
    @inlinable public init(floatLiteral value: Double) { self.init(value) }
    /// A real number written as a literal.
    @inlinable public init(integerLiteral value: Int) { self.init(Double(value)) }
}

extension Complex: CustomStringConvertible {
    /// The number as `x + yi`.
    public var description: String {
        imaginary.sign == .minus ? "\(real) - \(-imaginary)i" : "\(real) + \(imaginary)i"
    }
}

extension Complex: Codable {
    /// Reads the pair [x, y]; both must be finite.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        let (real, imaginary) = (try container.decode(Double.self), try container.decode(Double.self))
        try require(
            container.isAtEnd, "complex number", must: "be a pair of numbers",
            was: "\(container.count.map(String.init) ?? "more") numbers")
        try require(
            real.isFinite && imaginary.isFinite, "complex number", must: "be finite", was: Complex(real, imaginary))
        self.init(real, imaginary)
    }

    /// Writes the pair [x, y].
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(real)
        try container.encode(imaginary)
    }
}
