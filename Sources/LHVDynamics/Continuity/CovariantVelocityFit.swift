import LHVModels

/// The best velocity field covariant under common rotations for given families of densities, and what it leaves over.
///
/// V₁ = α λ₁ × λ₂ + β (λ₂ − cλ₁) and V₂ = γ λ₂ × λ₁ + δ (λ₁ − cλ₂) with α … δ polynomials of degree K in c = λ₁·λ₂. It is the
/// velocity half of a gauge search with the gauge frozen, for any distributions, such as those of P1's Eq. 34, which no linear gauge
/// contains. Where the families are closed under common rotations, or many and random, nothing is lost by covariance.
/// Source: this library, in the article "Searching for gauges".
package struct CovariantVelocityFit: Sendable, Hashable {
    /// K.
    package let degree: Int
    /// The coefficients of Legendre polynomials in α, then β, γ and δ.
    package let coefficients: [Double]

    /// Fits a field at time t.
    ///
    /// - Parameters:
    ///   - families: The densities, at least one.
    ///   - time: t.
    ///   - degree: K, in 0…30.
    ///   - pairs: The collocation points, at least one.
    /// - Complexity: O(families·pairs·K²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range, and what the families throw.
    package init(to families: [DensityFamily], time: Double = 0, degree: Int, pairs: [[Direction]]) throws {
        try require(!families.isEmpty, "families", must: "not be empty", was: "empty")
        try require((0...30).contains(degree), "degree", must: "be in 0…30", was: degree)
        try require(!pairs.isEmpty, "pairs", must: "not be empty", was: "empty")
        self.degree = degree
        let unknowns = 4 * (degree + 1)
        var gram = RealMatrix(rows: unknowns, columns: unknowns)
        var right = [Double](repeating: 0, count: unknowns)
        for pair in pairs {
            try requireParticles(pair.count, 2)
            let motions = CovariantVelocityFit.motions(pair, degree)
            var rows: [Double] = []
            var targets: [Double] = []
            for family in families {
                let (row, target) = try CovariantVelocityFit.row(family, pair, time, motions)
                rows += row
                targets.append(-target)
            }
            let matrix = RealMatrix(unchecked: rows, rows: unknowns, columns: families.count)
            gram += RealMatrix.product(matrix, .plain, matrix, .transposed)
            let product = matrix * targets
            for index in 0..<unknowns { right[index] += product[index] }
        }
        let ridge = 1e-12 * max(gram.trace / Double(unknowns), 1e-300)
        for index in 0..<unknowns { gram[index, index] += ridge }
        coefficients = try gram.solve(right)
    }

    /// √(Σ (∂_t p + div(pV))² / Σ (∂_t p)²) over all families and points that the fit has not seen.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no point, and what the families throw.
    package func floor(of families: [DensityFamily], time: Double = 0, pairs: [[Direction]]) throws -> Double {
        try require(!pairs.isEmpty, "pairs", must: "not be empty", was: "empty")
        var (residual, rate) = (0.0, 0.0)
        for pair in pairs {
            try requireParticles(pair.count, 2)
            let motions = CovariantVelocityFit.motions(pair, degree)
            for family in families {
                let (row, target) = try CovariantVelocityFit.row(family, pair, time, motions)
                let rest = target + innerProduct(row, coefficients)
                residual += rest * rest
                rate += target * target
            }
        }
        return residual == 0 ? 0 : (residual / rate).squareRoot()
    }

    private typealias Motion = (first: SIMD3<Double>, second: SIMD3<Double>, divergence: Double)

    // V₁, V₂ and div V = κ′ of each unknown, κ = (1 − c²)(β + δ).
    private static func motions(_ pair: [Direction], _ degree: Int) -> [Motion] {
        let (u, v) = (pair[0].vector, pair[1].vector)
        let c = dot(u, v)
        let functions = (0...degree).map { CovariantAnsatz.legendre($0, c) }
        let (normal, toSecond, toFirst) = (cross(u, v), v - c * u, u - c * v)
        func motion(_ first: SIMD3<Double>, _ second: SIMD3<Double>, stretches: Bool) -> [Motion] {
            functions.map { f in
                let divergence = stretches ? (1 - c * c) * f.slope - 2 * c * f.value : 0
                return (f.value * first, f.value * second, divergence)
            }
        }
        return motion(normal, .zero, stretches: false) + motion(toSecond, .zero, stretches: true)
            + motion(.zero, -normal, stretches: false) + motion(.zero, toFirst, stretches: true)
    }

    // div(pV) for each unknown and ∂_t p, in units of (4π)⁻².
    private static func row(
        _ family: DensityFamily, _ pair: [Direction], _ time: Double, _ motions: [Motion]
    ) throws -> ([Double], Double) {
        let unit = 16 * Double.pi * Double.pi
        let jet = try family.jet(at: pair[0], pair[1], time: time)
        let row = motions.map { motion in
            unit * (jet.value * motion.divergence + dot(jet.first, motion.first) + dot(jet.second, motion.second))
        }
        return (row, unit * jet.rate)
    }
}
