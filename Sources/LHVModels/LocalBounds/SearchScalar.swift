/// A number that the searches for local bounds run on, several at a time: integers of some width, or double precision.
///
/// Integer arithmetic wraps, which cannot happen: the sum of all magnitudes is known to take at most a quarter of the range.
protocol SearchScalar: SIMDScalar, SignedNumeric, Comparable, Hashable, Codable, Sendable {
    /// As many numbers as suit the processor.
    associatedtype Vector: SIMD, Sendable where Vector.Scalar == Self

    static func sum(_ left: Vector, _ right: Vector) -> Vector
    static func difference(_ left: Vector, _ right: Vector) -> Vector
    static func product(_ left: Vector, _ right: Vector) -> Vector
    static func magnitudes(_ vector: Vector) -> Vector
    static func total(_ vector: Vector) -> Self
    /// What sums of so many terms with this sum of magnitudes can be off by; 0 for exact arithmetic.
    static func rounding(terms: Int, magnitude: Self) -> Self
    /// The greatest of these numbers that is not above a tolerance for ties.
    static func tie(_ tolerance: Double) -> Self
    /// The number in double precision.
    var approximate: Double { get }
}

extension Double: SearchScalar {
    typealias Vector = SIMD4<Double>

    @inline(__always)
    static func sum(_ left: Vector, _ right: Vector) -> Vector { left + right }

    @inline(__always)
    static func difference(_ left: Vector, _ right: Vector) -> Vector { left - right }

    @inline(__always)
    static func product(_ left: Vector, _ right: Vector) -> Vector { left * right }

    @inline(__always)
    static func magnitudes(_ vector: Vector) -> Vector {
        // Clearing the sign bits is one instruction; a comparison would be several.
        let bits = unsafeBitCast(vector, to: SIMD4<UInt64>.self) & SIMD4(repeating: 0x7FFF_FFFF_FFFF_FFFF)
        return unsafeBitCast(bits, to: Vector.self)
    }

    @inline(__always)
    static func total(_ vector: Vector) -> Double { (vector.x + vector.z) + (vector.y + vector.w) }

    static func rounding(terms: Int, magnitude: Double) -> Double { Double(terms) * 0x1p-52 * magnitude }
    static func tie(_ tolerance: Double) -> Double { tolerance }
    var approximate: Double { self }
}

/// An integer type whose vectors are searched with wrapping arithmetic.
protocol SearchInteger: SearchScalar, FixedWidthInteger where Vector.Scalar: FixedWidthInteger {
    static var signShift: Vector { get }
}

extension SearchInteger {
    @inline(__always)
    static func sum(_ left: Vector, _ right: Vector) -> Vector { left &+ right }

    @inline(__always)
    static func difference(_ left: Vector, _ right: Vector) -> Vector { left &- right }

    @inline(__always)
    static func product(_ left: Vector, _ right: Vector) -> Vector { left &* right }

    @inline(__always)
    static func magnitudes(_ vector: Vector) -> Vector {
        let signs = vector &>> signShift
        return (vector ^ signs) &- signs
    }

    @inline(__always)
    static func total(_ vector: Vector) -> Self { vector.wrappedSum() }

    static func rounding(terms: Int, magnitude: Self) -> Self { 0 }
    static func tie(_ tolerance: Double) -> Self { Self(tolerance) }
    var approximate: Double { Double(self) }
}

extension Int64: SearchInteger {
    typealias Vector = SIMD4<Int64>
    @inline(__always)
    static var signShift: Vector { SIMD4(repeating: 63) }
}

extension Int32: SearchInteger {
    typealias Vector = SIMD4<Int32>
    @inline(__always)
    static var signShift: Vector { SIMD4(repeating: 31) }
}

extension Int16: SearchInteger {
    typealias Vector = SIMD8<Int16>
    @inline(__always)
    static var signShift: Vector { SIMD8(repeating: 15) }
}
