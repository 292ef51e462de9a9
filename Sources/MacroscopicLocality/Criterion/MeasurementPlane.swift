import Foundation
import NumericalCore
import QuantumStates

/// The plane of two measurement directions, spanned by orthogonal axes x and y.
///
/// For settings a and a′ the axes are along a + a′ and a − a′. Source: P4, after Eq. 6.
public struct MeasurementPlane: Sendable, Hashable, Codable {
    /// The first axis.
    public let x: Direction
    /// The second axis, orthogonal to the first.
    public let y: Direction

    /// The plane spanned by two orthogonal axes.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the axes are not orthogonal within 1e-9.
    public init(x: Direction, y: Direction) throws {
        let product = x.dot(y)
        try require(
            abs(product) <= 1e-9, "axes", must: "be orthogonal within 1e-9", was: "of scalar product \(product)")
        self.init(unchecked: x, y)
    }

    init(unchecked x: Direction, _ y: Direction) {
        self.x = x
        self.y = y
    }

    /// The plane of two settings, its axes along their sum and difference.
    ///
    /// Equal or opposite settings lie in many planes; the missing axis is then any orthogonal one.
    public init(settings first: Direction, _ second: Direction) {
        let (sum, difference) = (first.vector + second.vector, first.vector - second.vector)
        let (long, isSum) =
            MeasurementPlane.squared(sum) >= MeasurementPlane.squared(difference) ? (sum, true) : (difference, false)
        let axis = Direction(unchecked: long / MeasurementPlane.squared(long).squareRoot())
        // What is left of the other vector beside the axis; the vectors are orthogonal but for rounding.
        let other = isSum ? difference : sum
        let rest = other - (other * axis.vector).sum() * axis.vector
        let length = MeasurementPlane.squared(rest).squareRoot()
        let partner = length > 1e-12 ? Direction(unchecked: rest / length) : MeasurementPlane.orthogonal(to: axis)
        self = isSum ? MeasurementPlane(unchecked: axis, partner) : MeasurementPlane(unchecked: partner, axis)
    }

    /// The plane of the first two axes of space.
    public static let xy = MeasurementPlane(unchecked: .x, .y)

    /// cos φ·x + sin φ·y.
    public func direction(at angle: Double) -> Direction {
        Direction(unchecked: cos(angle) * x.vector + sin(angle) * y.vector)
    }

    private static func squared(_ v: SIMD3<Double>) -> Double { (v * v).sum() }

    private static func orthogonal(to axis: Direction) -> Direction {
        let v = axis.vector
        let helper: SIMD3<Double> = abs(v.x) < 0.6 ? SIMD3(1, 0, 0) : SIMD3(0, 1, 0)
        let rest = helper - (helper * v).sum() * v
        return Direction(unchecked: rest / squared(rest).squareRoot())
    }
}
