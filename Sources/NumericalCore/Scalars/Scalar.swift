/// A number that can be an entry of a ``Matrix``: `Float`, `Double` or ``Complex``.
public protocol Scalar: Sendable, Hashable, Codable {
    /// The additive identity.
    static var zero: Self { get }
    /// The multiplicative identity.
    static var one: Self { get }
    /// The scalar with the given real value.
    init(real: Double)
    /// The sum.
    static func + (left: Self, right: Self) -> Self
    /// The difference.
    static func - (left: Self, right: Self) -> Self
    /// The product.
    static func * (left: Self, right: Self) -> Self
    /// The quotient.
    static func / (left: Self, right: Self) -> Self
    /// The negative.
    static prefix func - (operand: Self) -> Self
    /// The complex conjugate; a real number is its own.
    var conjugate: Self { get }
    /// The real part.
    var realPart: Double { get }
    /// |z|², the squared absolute value.
    var squaredMagnitude: Double { get }
    /// Whether no part is NaN or infinite.
    var isFinite: Bool { get }
}

extension Scalar {
    /// Adds in place.
    @inlinable public static func += (left: inout Self, right: Self) { left = left + right }
    /// Subtracts in place.
    @inlinable public static func -= (left: inout Self, right: Self) { left = left - right }
    /// Multiplies in place.
    @inlinable public static func *= (left: inout Self, right: Self) { left = left * right }
    /// |z|, the absolute value, also where |z|² leaves the range of numbers.
    @inlinable public var modulus: Double {
        let square = squaredMagnitude
        if square > 0x1p-960 && square < .infinity { return square.squareRoot() }
        return rescaledModulus
    }

    @usableFromInline @inline(never) var rescaledModulus: Double {
        // A Float does not get here unless it is zero or not finite: its squares are normal doubles.
        guard isFinite, self != .zero else { return squaredMagnitude.squareRoot() }
        let large = squaredMagnitude > 1
        let scaled = Self(real: large ? 0x1p-600 : 0x1p600) * self
        return scaled.squaredMagnitude.squareRoot() * (large ? 0x1p600 : 0x1p-600)
    }
}

extension Double: Scalar {
    /// The multiplicative identity.
    public static var one: Double { 1 }
    /// The number itself.
    @inlinable public init(real: Double) { self = real }
    /// The number itself: it is real.
    @inlinable public var conjugate: Double { self }
    /// The number itself.
    @inlinable public var realPart: Double { self }
    /// x².
    @inlinable public var squaredMagnitude: Double { self * self }
}

extension Float: Scalar {
    /// The multiplicative identity.
    public static var one: Float { 1 }
    /// The number rounded to single precision.
    @inlinable public init(real: Double) { self = Float(real) }
    /// The number itself: it is real.
    @inlinable public var conjugate: Float { self }
    /// The number in double precision.
    @inlinable public var realPart: Double { Double(self) }
    /// x² in double precision.
    @inlinable public var squaredMagnitude: Double { Double(self) * Double(self) }
}
