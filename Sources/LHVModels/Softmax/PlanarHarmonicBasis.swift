import Foundation
import QuantumStates

/// A set of circular harmonics of an angle: the functions B of the softmax rule for measurements in one plane.
///
/// 1/√(2π) for m = 0 and sin(mφ)/√π, cos(mφ)/√π for m ≥ 1, orthonormal on the circle of length 2π. Whole orders are closed
/// under rotations of the plane. Source: P1, Appendix A, on the circle instead of the sphere.
public struct PlanarHarmonicBasis: Sendable, Hashable {
    /// The orders m in ascending order.
    public let orders: [Int]

    /// The largest order.
    public static let largestOrder = 10_000

    /// The harmonics of the given orders.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, repeats an order or leaves 0…10⁴.
    public init(orders: [Int]) throws {
        try require(!orders.isEmpty, "orders", must: "not be empty", was: "empty")
        try require(Set(orders).count == orders.count, "orders", must: "be named once each", was: orders)
        for order in orders {
            try require(
                (0...PlanarHarmonicBasis.largestOrder).contains(order), "order", must: "be in 0…10⁴", was: order)
        }
        self.orders = orders.sorted()
    }

    /// The odd orders 1, 3, …, M: with two outcomes they make q(↑|φ + π, λ) = q(↓|φ, λ) hold by itself.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless M is odd and in 1…9999.
    public static func odd(order: Int) throws -> PlanarHarmonicBasis {
        try require(order % 2 == 1 && (1...9999).contains(order), "order", must: "be odd and in 1…9999", was: order)
        return try PlanarHarmonicBasis(orders: Array(stride(from: 1, through: order, by: 2)))
    }

    /// K: 1 for m = 0 and 2 for every other order.
    public var count: Int { orders.reduce(0) { $0 + ($1 == 0 ? 1 : 2) } }

    /// B(φ), order by order, the sine before the cosine as for m < 0 and m > 0 on the sphere.
    public func values(at angle: Double) -> [Double] {
        let scale = 1 / Double.pi.squareRoot()
        return orders.flatMap { order in
            order == 0
                ? [scale / 2.0.squareRoot()]
                : [scale * sin(Double(order) * angle), scale * cos(Double(order) * angle)]
        }
    }

    /// d(α) with B(φ + α) = d(α) B(φ), block diagonal in the orders.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the angle is not finite.
    public func rotationMatrix(_ angle: Double) throws -> RealMatrix {
        try require(angle.isFinite, "angle", must: "be finite", was: angle)
        var matrix = RealMatrix(rows: count, columns: count)
        var start = 0
        for order in orders {
            if order == 0 {
                matrix[start, start] = 1
                start += 1
                continue
            }
            let (c, s) = (cos(Double(order) * angle), sin(Double(order) * angle))
            (matrix[start, start], matrix[start, start + 1]) = (c, s)
            (matrix[start + 1, start], matrix[start + 1, start + 1]) = (-s, c)
            start += 2
        }
        return matrix
    }
}
