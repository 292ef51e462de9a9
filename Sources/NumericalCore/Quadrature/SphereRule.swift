import Foundation

/// A quadrature on the unit sphere: ∫ f dΩ ≈ Σ w_i f(λ_i), in the unnormalized measure whose total is 4π.
///
/// The rule is exact for polynomials in x, y, z up to its ``degree``; a rule made for functions with kinks, such as
/// ``hemispheres(pole:degree:)``, is exact for functions that are such polynomials on each piece.
public struct SphereRule: Sendable, Hashable, Codable {
    /// The unit vectors λ_i.
    public let points: [SIMD3<Double>]
    /// The weights w_i, one for each point; a few rules have negative ones.
    public let weights: [Double]
    /// The polynomial degree up to which the rule is exact, but for the rounding of points and weights: about 1e-14 of 4π.
    public let degree: Int

    init(unchecked points: [SIMD3<Double>], weights: [Double], degree: Int) {
        self.points = points
        self.weights = weights
        self.degree = degree
    }

    /// A rule from its points and weights; the degree is the caller's claim.
    ///
    /// - Throws: ``InvalidArgument`` unless there are as many weights as points, at least one, all finite, every point of
    ///   length one within 1e-12, and a degree of at least 0.
    public init(points: [SIMD3<Double>], weights: [Double], degree: Int) throws {
        try require(!points.isEmpty, "points", must: "not be empty", was: "empty")
        try require(
            weights.count == points.count, "weights", must: "be \(points.count), one for each point", was: weights.count
        )
        try require(degree >= 0, "degree", must: "be at least 0", was: degree)
        for index in points.indices {
            let length = (points[index] * points[index]).sum().squareRoot()
            try require(
                abs(length - 1) <= 1e-12, "points[\(index)]", must: "have length 1 within 1e-12", was: points[index])
            try require(weights[index].isFinite, "weights[\(index)]", must: "be finite", was: weights[index])
        }
        self.init(unchecked: points, weights: weights, degree: degree)
    }

    /// The number of points.
    public var count: Int { points.count }

    /// Σ w_i f(λ_i), summed with compensation in the order of the points.
    ///
    /// - Complexity: One evaluation for each point.
    /// - Throws: What `function` throws.
    public func integrate(_ function: (SIMD3<Double>) throws -> Double) rethrows -> Double {
        var sum = CompensatedSum()
        for (point, weight) in zip(points, weights) { sum.add(weight * (try function(point))) }
        return sum.value
    }

    /// The same rule turned by a rotation or reflection R, λ_i → Rλ_i; the degree is unchanged.
    ///
    /// - Throws: ``InvalidArgument`` unless R is a 3 × 3 matrix with RᵀR = 1 within 1e-12.
    public func rotated(by rotation: RealMatrix) throws -> SphereRule {
        try require(
            rotation.rows == 3 && rotation.columns == 3, "rotation", must: "be 3 × 3",
            was: "\(rotation.rows) × \(rotation.columns)")
        let gram = RealMatrix.product(rotation, .transposed, rotation)
        let unit: [Double] = [1, 0, 0, 0, 1, 0, 0, 0, 1]
        let defect: [Double] = zip(gram.elements, unit).map { abs($0 - $1) }
        try require(
            defect.allSatisfy { $0 <= 1e-12 }, "rotation", must: "be orthogonal within 1e-12", was: rotation)
        let columns = (0..<3).map { SIMD3(rotation[0, $0], rotation[1, $0], rotation[2, $0]) }
        let turned: [SIMD3<Double>] = points.map { point in
            let image: SIMD3<Double> = columns[0] * point.x + columns[1] * point.y + columns[2] * point.z
            return Vector3.unit(image)
        }
        return SphereRule(unchecked: turned, weights: weights, degree: degree)
    }

    /// The rule with the points −λ_i added and all weights halved: odd functions integrate to exactly zero.
    public var antipodallySymmetrized: SphereRule {
        let halves = weights.map { $0 / 2 }
        return SphereRule(unchecked: points + points.map { -$0 }, weights: halves + halves, degree: degree)
    }

    private enum CodingKeys: String, CodingKey { case points, weights, degree }

    /// Reads points, weights and degree and checks them again.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            points: container.decode([SIMD3<Double>].self, forKey: .points),
            weights: container.decode([Double].self, forKey: .weights),
            degree: container.decode(Int.self, forKey: .degree))
    }
}
