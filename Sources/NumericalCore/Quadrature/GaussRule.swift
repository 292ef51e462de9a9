import Foundation

/// Nodes and weights of a Gauss quadrature on −1…1: Σ w_i f(x_i) is exact for polynomials of degree 2n − 1.
public struct GaussRule: Sendable, Hashable, Codable {
    /// The nodes in ascending order.
    public let nodes: [Double]
    /// The positive weights, one for each node.
    public let weights: [Double]

    /// The Gauss–Legendre rule with n nodes for ∫ f(x) dx over −1…1, by Newton's method on P_n.
    ///
    /// - Parameter count: n, in 1…100 000.
    /// - Complexity: O(n²).
    /// - Throws: ``InvalidArgument`` when `count` is out of range.
    public static func legendre(count: Int) throws -> GaussRule {
        try require((1...100_000).contains(count), "count", must: "be in 1…100000", was: count)
        var nodes = [Double](repeating: 0, count: count)
        var weights = [Double](repeating: 0, count: count)
        for index in 0..<((count + 1) / 2) {
            var x = cos(.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
            var derivative = 0.0
            for _ in 0..<100 {
                let (value, slope) = legendreValueAndSlope(degree: count, at: x)
                derivative = slope
                let step = value / slope
                x -= step
                if abs(step) <= 1e-16 { break }
            }
            if 2 * index + 1 == count { x = 0 }
            derivative = legendreValueAndSlope(degree: count, at: x).slope
            let weight = 2 / ((1 - x * x) * derivative * derivative)
            nodes[index] = -x
            nodes[count - 1 - index] = x
            weights[index] = weight
            weights[count - 1 - index] = weight
        }
        return GaussRule(nodes: nodes, weights: weights)
    }

    private static func legendreValueAndSlope(degree: Int, at x: Double) -> (value: Double, slope: Double) {
        var (previous, current) = (1.0, x)
        guard degree > 1 else { return degree == 1 ? (x, 1) : (1, 0) }
        for l in 2...degree {
            (previous, current) = (current, ((2 * Double(l) - 1) * x * current - (Double(l) - 1) * previous) / Double(l))
        }
        return (current, Double(degree) * (previous - x * current) / (1 - x * x))
    }
}
