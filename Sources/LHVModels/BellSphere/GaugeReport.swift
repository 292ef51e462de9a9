import QuantumStates

/// Whether a density on S² × S² reproduces a two-qubit state under Bell's rule, and by how much it fails.
///
/// Θ(n·λ) has only the harmonics l = 0 and odd l, so p is valid for (a, b, T) exactly when (i) its odd-odd part
/// ¼[p(λ₁,λ₂) − p(−λ₁,λ₂) − p(λ₁,−λ₂) + p(−λ₁,−λ₂)] is 4 λ₁·Tλ₂/(4π)², (ii) the odd part of its first marginal is
/// a·λ/(2π), (iii) the odd part of its second marginal is b·λ/(2π), and (iv) it integrates to 1; everything else is gauge.
/// Source: this library, in the article "Dynamics", sharpening P1, Eq. 34.
public struct GaugeReport: Sendable, Hashable, Codable {
    /// The largest deviation of the odd-odd part found at random pairs, in units of (4π)⁻².
    public let oddOddDefect: Double
    /// The largest deviation of the odd part of the first marginal found at random directions, in units of (4π)⁻¹.
    public let firstMarginalDefect: Double
    /// The largest deviation of the odd part of the second marginal found at random directions, in units of (4π)⁻¹.
    public let secondMarginalDefect: Double
    /// |∫p − 1|.
    public let normalizationDefect: Double
    /// The smallest density found at random pairs and nodes, in units of (4π)⁻².
    public let leastDensity: Double
    /// The pair of directions with the largest deviation of the odd-odd part found.
    public let worstPair: [Direction]

    /// Whether all defects that were found are within the tolerance and no density found is below −tolerance: a test, not a proof.
    public func isValid(tolerance: Double) -> Bool {
        [oddOddDefect, firstMarginalDefect, secondMarginalDefect, normalizationDefect, -leastDensity]
            .allSatisfy { $0 <= tolerance }
    }
}

extension SpherePairDensity {
    /// Examines the density against the Bloch form of a state.
    ///
    /// The odd-odd part is compared at random pairs, exactly; marginals and norm are integrated by Gauss product rules, whose
    /// accuracy is limited by kinks of the density.
    /// - Parameters:
    ///   - form: (a, b, T) of the state.
    ///   - pairs: The number of random pairs, at least 1.
    ///   - degree: The degree of the quadrature for marginals and norm.
    ///   - generator: The source of randomness.
    /// - Complexity: O(pairs·degree²) for the marginals and O(degree⁴) for the norm.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `pairs` is below 1 or the degree is out of range.
    public func gaugeReport(
        for form: TwoQubitBlochForm, pairs: Int, degree: Int = 30, using generator: inout some RandomNumberGenerator
    ) throws -> GaugeReport {
        try require(pairs >= 1, "pairs", must: "be at least 1", was: pairs)
        let rule = try SphereRule.product(degree: degree)
        let (unit, unitPair) = (4 * Double.pi, 16 * Double.pi * Double.pi)
        var (oddOdd, one, two, smallest) = (0.0, 0.0, 0.0, Double.infinity)
        var worst = [Direction.z, Direction.z]
        for _ in 0..<pairs {
            try Work.checkCancellation()
            let (first, second) = (Direction.random(using: &generator), Direction.random(using: &generator))
            let sheets = [
                density(at: first, second), density(at: -first, second), density(at: first, -second),
                density(at: -first, -second),
            ]
            for sheet in sheets { smallest = smallerOrNaN(smallest, unitPair * sheet) }
            let odd = unitPair * (sheets[0] - sheets[1] - sheets[2] + sheets[3]) / 4
            let defect = abs(odd - 4 * form.correlator(first, second))
            // Once NaN it stays, and is the worst pair.
            if defect >= oddOdd || defect.isNaN { (oddOdd, worst) = (defect, [first, second]) }

            let firstMarginal = rule.integrate {
                let other = Direction(unchecked: $0)
                return density(at: first, other) - density(at: -first, other)
            }
            one = largerOrNaN(one, abs(unit * firstMarginal / 2 - 2 * (form.a * first.vector).sum()))
            let secondMarginal = rule.integrate {
                let other = Direction(unchecked: $0)
                return density(at: other, second) - density(at: other, -second)
            }
            two = largerOrNaN(two, abs(unit * secondMarginal / 2 - 2 * (form.b * second.vector).sum()))
        }
        let norm = SphereProductRule(rule, rule).integrate {
            let value = density(at: Direction(unchecked: $0), Direction(unchecked: $1))
            smallest = smallerOrNaN(smallest, unitPair * value)
            return value
        }
        return GaugeReport(
            oddOddDefect: oddOdd, firstMarginalDefect: one, secondMarginalDefect: two,
            normalizationDefect: abs(norm - 1), leastDensity: smallest, worstPair: worst)
    }
}
