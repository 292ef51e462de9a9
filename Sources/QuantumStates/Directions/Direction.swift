import Foundation
import NumericalCore

/// A unit vector n of R³: a point of the sphere S², a measurement direction, a pure qubit state.
///
/// Start reading here: directions are what this package measures along. A direction always has length 1 to rounding; the
/// initializers normalize and refuse the zero vector and anything that is not finite.
public struct Direction: Sendable, Hashable {
    /// The three coordinates.
    public let vector: SIMD3<Double>

    /// The direction of the vector (x, y, z), which need not be of unit length.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the vector is zero or not finite.
    public init(_ x: Double, _ y: Double, _ z: Double) throws {
        try self.init(normalizing: SIMD3(x, y, z))
    }

    /// The direction of a vector, which need not be of unit length.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the vector is zero or not finite.
    public init(normalizing vector: SIMD3<Double>) throws {
        let largest = max(abs(vector.x), abs(vector.y), abs(vector.z))
        try require(
            vector.x.isFinite && vector.y.isFinite && vector.z.isFinite && largest > 0, "direction",
            must: "be a finite vector other than zero", was: "(\(vector.x), \(vector.y), \(vector.z))")
        let scaled = vector / largest  // neither overflows nor vanishes when squared
        self.vector = scaled / (scaled * scaled).sum().squareRoot()
    }

    /// The direction (sin θ cos φ, sin θ sin φ, cos θ).
    ///
    /// - Parameters:
    ///   - theta: The polar angle θ in radians.
    ///   - phi: The azimuth φ in radians.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an angle is not finite.
    public init(theta: Double, phi: Double) throws {
        try require(theta.isFinite, "theta", must: "be finite", was: theta)
        try require(phi.isFinite, "phi", must: "be finite", was: phi)
        self.vector = SIMD3(sin(theta) * cos(phi), sin(theta) * sin(phi), cos(theta))
    }

    /// A direction from a vector that is one already, such as a figure's point on a sphere.
    ///
    /// - Precondition: The length is 1 within 10⁻⁹.
    public init(unit vector: SIMD3<Double>) {
        let square = (vector * vector).sum()
        requirePrecondition(
            abs(square - 1) <= 2e-9,
            "unit must be a vector of length 1, but was \(vector) of length \(square.squareRoot())")
        self.vector = vector
    }

    /// A direction from a vector that the caller knows to be of unit length.
    @inlinable
    package init(unchecked vector: SIMD3<Double>) { self.vector = vector }

    /// (1, 0, 0).
    public static let x = Direction(unchecked: SIMD3(1, 0, 0))
    /// (0, 1, 0).
    public static let y = Direction(unchecked: SIMD3(0, 1, 0))
    /// (0, 0, 1), the direction of |0⟩ = |↑⟩.
    public static let z = Direction(unchecked: SIMD3(0, 0, 1))

    /// The opposite direction.
    @inlinable
    public static prefix func - (operand: Direction) -> Direction { Direction(unchecked: -operand.vector) }

    /// The first coordinate.
    @inlinable public var x: Double { vector.x }
    /// The second coordinate.
    @inlinable public var y: Double { vector.y }
    /// The third coordinate.
    @inlinable public var z: Double { vector.z }
    /// The polar angle θ in 0…π.
    public var theta: Double { atan2(hypot(x, y), z) }
    /// The azimuth φ in −π…π, zero at the poles.
    public var phi: Double { x == 0 && y == 0 ? 0 : atan2(y, x) }

    /// a·b, the cosine of the angle between two directions.
    @inlinable
    public func dot(_ other: Direction) -> Double { (vector * other.vector).sum() }

    /// A direction uniform on the sphere.
    public static func random(using generator: inout some RandomNumberGenerator) -> Direction {
        let z = 2 * generator.uniform() - 1
        let phi = 2 * Double.pi * generator.uniform()
        let radius = max(0, 1 - z * z).squareRoot()
        return Direction(unchecked: SIMD3(radius * cos(phi), radius * sin(phi), z))
    }
}

extension Direction: CustomStringConvertible {
    /// The coordinates.
    public var description: String { "(\(x), \(y), \(z))" }
}

extension Direction: Codable {
    /// Reads [x, y, z] and normalizes again, except that a vector of length 1 to rounding keeps its bits.
    public init(from decoder: any Decoder) throws {
        let vector = try decoder.singleValueContainer().decode(SIMD3<Double>.self)
        let normalized = try Direction(normalizing: vector)
        let isUnit = abs((vector * vector).sum() - 1) <= 16 * Double.ulpOfOne
        self = isUnit ? Direction(unchecked: vector) : normalized
    }

    /// Writes [x, y, z].
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(vector)
    }
}
