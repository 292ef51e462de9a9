import Foundation
import NumericalCore
import Testing

@Suite struct KinkedSphereRuleTests {
    private func step(_ x: Double) -> Double { x > 0 ? 1 : 0 }

    @Test(arguments: [0, 1, 2, 5, 8, 20])
    func hemispheresIntegrateStepsTimesPolynomials(degree: Int) throws {
        var stream = RandomStream(seed: 3, substream: UInt64(degree))
        for _ in 0..<4 {
            let (n, a, b) = (
                randomUnit(using: &stream), randomUnit(using: &stream), randomUnit(using: &stream)
            )
            let rule = try SphereRule.hemispheres(pole: 3 * n, degree: degree)
            expectUnitPoints(rule)
            #expect(abs(rule.integrate { step(dot(n, $0)) } - 2 * .pi) <= 1e-14)
            if degree >= 1 {
                // ∫ Θ(n·λ) λ = π n and ∫ |n·λ| = 2π.
                #expect(abs(rule.integrate { step(dot(n, $0)) * dot(a, $0) } - .pi * dot(n, a)) <= 1e-14)
                #expect(abs(rule.integrate { abs(dot(n, $0)) } - 2 * .pi) <= 2e-14)
            }
            if degree >= 2 {
                // ∫ Θ(n·λ)(a·λ)(b·λ) = (2π/3) a·b, half of the whole sphere's by inversion.
                let integral = rule.integrate { step(dot(n, $0)) * dot(a, $0) * dot(b, $0) }
                #expect(abs(integral - 2 * .pi / 3 * dot(a, b)) <= 1e-14)
            }
            if degree >= 5 {
                // ∫ Θ(n·λ)(n·λ)^k = 2π/(k + 1).
                for power in 3...degree {
                    let integral = rule.integrate { step(dot(n, $0)) * pow(dot(n, $0), Double(power)) }
                    #expect(abs(integral - 2 * .pi / Double(power + 1)) <= 1e-14)
                }
            }
            #expect(largestMonomialError(rule, degrees: 0...min(degree, 8)) <= 1e-14)
        }
    }

    private func lunePairs(count: Int) -> [(Vector, Vector)] {
        var stream = RandomStream(seed: 8)
        var pairs = (0..<count).map { _ in (randomUnit(using: &stream), randomUnit(using: &stream)) }
        let n = randomUnit(using: &stream)
        let m = randomUnit(using: &stream)
        // Parallel, antiparallel, nearly parallel at several distances, orthogonal.
        pairs += [(n, n), (n, -n), (n, 5 * n), (Vector(0, 0, 1), Vector(1, 0, 0)), (Vector(0, 1, 0), Vector(0, -1, 0))]
        for distance in [1e-3, 1e-7, 1e-9, 1e-12, 1e-15, 3e-16] {
            pairs += [(n, n + distance * m), (n, -n + distance * m)]
        }
        return pairs
    }

    /// The angle between two vectors, accurate near 0 and π.
    private func angle(_ a: Vector, _ b: Vector) -> Double {
        let (u, v) = (a / dot(a, a).squareRoot(), b / dot(b, b).squareRoot())
        return 2 * atan2(dot(u - v, u - v).squareRoot(), dot(u + v, u + v).squareRoot())
    }

    @Test(arguments: [0, 1, 3, 12])
    func luneAreasAndMoments(degree: Int) throws {
        for (first, second) in lunePairs(count: 6) {
            let rule = try SphereRule.lunes(first, second, degree: degree)
            #expect(abs(rule.integrate { _ in 1 } - 4 * .pi) <= 1e-14)
            let gamma = angle(first, second)
            for (s, t) in [(1.0, 1.0), (1, -1), (-1, 1), (-1, -1)] {
                let area = rule.integrate { step(s * dot(first, $0)) * step(t * dot(second, $0)) }
                #expect(abs(area - 2 * (s == t ? .pi - gamma : gamma)) <= 1e-13)
            }
            guard degree >= 1 else { continue }
            // ∫ sign(n₁·λ) (n₂·λ) = 2π n₁·n₂.
            let u = first / dot(first, first).squareRoot()
            let a = Vector(0.36, 0.48, -0.8)
            #expect(abs(rule.integrate { (step(dot(first, $0)) - 0.5) * dot(a, $0) } - .pi * dot(u, a)) <= 1e-13)
            // ∫ Θ(n₁·λ)Θ(n₂·λ) λ = (π/2)(n₁ + n₂) for unit normals: each bounding half disc contributes its area.
            let v = second / dot(second, second).squareRoot()
            let both = rule.integrate { step(dot(first, $0)) * step(dot(second, $0)) * dot(a, $0) }
            #expect(abs(both - .pi / 2 * dot(u + v, a)) <= 1e-13)
        }
    }

    @Test func lunesIntegrateProductsOfAbsoluteValues() throws {
        var stream = RandomStream(seed: 21)
        for _ in 0..<5 {
            let (n, m) = (randomUnit(using: &stream), randomUnit(using: &stream))
            let rule = try SphereRule.lunes(n, m, degree: 2)
            // ∫ |n·λ||m·λ| = (4/3)(2 sin γ + (π − 2γ) cos γ).
            let gamma = angle(n, m)
            let expected = 4 / 3.0 * (2 * sin(gamma) + (.pi - 2 * gamma) * cos(gamma))
            #expect(abs(rule.integrate { abs(dot(n, $0) * dot(m, $0)) } - expected) <= 1e-13)
        }
    }

    @Test(arguments: [0, 2, 7, 15, 40])
    func lunesAreExactForPolynomials(degree: Int) throws {
        let rule = try SphereRule.lunes([1, 2, 3], [-1, 0.5, 0.2], degree: degree)
        let u = Vector(0.6, 0, 0.8)
        for l in 1...max(1, degree) where l <= degree {
            #expect(abs(rule.integrate { legendre(l, dot($0, u)) }) <= 1e-13)
        }
        if degree <= 7 { #expect(largestMonomialError(rule, degrees: 0...degree) <= 1e-13) }
    }
}
