import Foundation

extension GaussRule {
    /// The Gauss–Jacobi rule with n nodes for ∫ (1 − x)^α (1 + x)^β f(x) dx over −1…1.
    ///
    /// The nodes are the eigenvalues of the Jacobi matrix, polished by Newton's method; the weights are the Christoffel
    /// numbers 1/Σ p_k(x_i)². Nodes are good to about 1e-15, weights to a relative 1e-12 (worse within 1e-3 of α, β = −1).
    /// Source: [Golub1969].
    /// - Parameters:
    ///   - alpha: α, greater than −1 and at most 50.
    ///   - beta: β, greater than −1 and at most 50.
    ///   - count: n, in 1…2000.
    /// - Complexity: O(n³) in the worst case.
    /// - Throws: ``InvalidArgument`` when an argument is out of range; ``NumericalFailure`` when the eigenvalue iteration does
    ///   not converge.
    package static func jacobi(alpha: Double, beta: Double, count: Int) throws -> GaussRule {
        try require(alpha > -1 && alpha <= 50, "alpha", must: "be greater than -1 and at most 50", was: alpha)
        try require(beta > -1 && beta <= 50, "beta", must: "be greater than -1 and at most 50", was: beta)
        try require((1...2000).contains(count), "count", must: "be in 1…2000", was: count)
        let recurrence = JacobiRecurrence(alpha: alpha, beta: beta, count: count)
        var nodes = try RealMatrix.tridiagonalEigensystem(
            diagonal: recurrence.diagonal, offDiagonal: Array(recurrence.offDiagonal.dropLast())
        ).values
        nodes = nodes.map { recurrence.polished($0) }
        if alpha == beta {
            // Exactly symmetric, as the weight function is.
            nodes = nodes.indices.map { (nodes[$0] - nodes[count - 1 - $0]) / 2 }
        }
        return GaussRule(unchecked: nodes, weights: nodes.map { 1 / recurrence.evaluated(at: $0).christoffelSum })
    }

    /// The Gauss–Chebyshev rule of the first kind with n nodes for ∫ f(x)/√(1 − x²) dx over −1…1, in closed form.
    ///
    /// - Parameter count: n, in 1…10⁷.
    /// - Complexity: O(n).
    /// - Throws: ``InvalidArgument`` when `count` is out of range.
    package static func chebyshevFirstKind(count: Int) throws -> GaussRule {
        try requireChebyshev(count)
        // As a sine of a symmetric argument the nodes are antisymmetric to the last bit.
        let nodes = (0..<count).map { sin(.pi * Double(2 * $0 + 1 - count) / Double(2 * count)) }
        return GaussRule(unchecked: nodes, weights: Array(repeating: .pi / Double(count), count: count))
    }

    /// The Gauss–Chebyshev rule of the second kind with n nodes for ∫ √(1 − x²) f(x) dx over −1…1, in closed form.
    ///
    /// - Parameter count: n, in 1…10⁷.
    /// - Complexity: O(n).
    /// - Throws: ``InvalidArgument`` when `count` is out of range.
    package static func chebyshevSecondKind(count: Int) throws -> GaussRule {
        try requireChebyshev(count)
        let angles = (0..<count).map { .pi * Double(2 * $0 + 1 - count) / Double(2 * (count + 1)) }
        return GaussRule(
            unchecked: angles.map { sin($0) },
            weights: angles.map { .pi / Double(count + 1) * cos($0) * cos($0) })
    }

    private static func requireChebyshev(_ count: Int) throws {
        try require(count >= 1, "count", must: "be at least 1", was: count)
        try require(count <= 10_000_000, "count", must: "be at most 10⁷", was: count)
    }
}

/// The three-term recurrence √b_{k+1} p_{k+1} = (x − a_k) p_k − √b_k p_{k−1} of the orthonormal Jacobi polynomials.
private struct JacobiRecurrence {
    let diagonal: [Double]
    /// √b₁ … √b_n; the last one belongs to p_n.
    let offDiagonal: [Double]
    let mass: Double

    init(alpha: Double, beta: Double, count: Int) {
        let sum = alpha + beta
        mass = exp2(sum + 1) * tgamma(alpha + 1) * tgamma(beta + 1) / tgamma(sum + 2)
        diagonal = (0..<count).map { index in
            let k = Double(index)
            return index == 0
                ? (beta - alpha) / (sum + 2)
                : (beta - alpha) * sum / ((2 * k + sum) * (2 * k + sum + 2))
        }
        offDiagonal = (1...count).map { index in
            let k = Double(index)
            let middle = 2 * k + sum
            // For k = 1 the factor k + α + β cancels against 2k + α + β − 1, which may vanish.
            let square =
                index == 1
                ? 4 * (1 + alpha) * (1 + beta) / (middle * middle * (middle + 1))
                : 4 * k * (k + alpha) * (k + beta) * (k + sum) / (middle * middle * (middle + 1) * (middle - 1))
            return square.squareRoot()
        }
    }

    /// p_n, its derivative, and Σ_{k<n} p_k² at x.
    func evaluated(at x: Double) -> (value: Double, slope: Double, christoffelSum: Double) {
        var (previous, current) = (0.0, 1 / mass.squareRoot())
        var (previousSlope, slope) = (0.0, 0.0)
        var sum = 0.0
        for k in diagonal.indices {
            sum += current * current
            let back = k == 0 ? 0 : offDiagonal[k - 1]
            let next = ((x - diagonal[k]) * current - back * previous) / offDiagonal[k]
            let nextSlope = (current + (x - diagonal[k]) * slope - back * previousSlope) / offDiagonal[k]
            (previous, current) = (current, next)
            (previousSlope, slope) = (slope, nextSlope)
        }
        return (current, slope, sum)
    }

    /// The root of p_n next to x, by at most three steps of Newton's method.
    func polished(_ start: Double) -> Double {
        var x = start
        for _ in 0..<3 {
            let (value, slope, _) = evaluated(at: x)
            let step = value / slope
            // The eigenvalues are good to rounding; a larger step would be a step to another root.
            guard step.isFinite, abs(step) < 1e-10, abs(x - step) < 1 else { break }
            x -= step
            if abs(step) <= 1e-16 { break }
        }
        return x
    }
}
