import Foundation
import NumericalCore
import Testing

typealias Vector = SIMD3<Double>

func dot(_ a: Vector, _ b: Vector) -> Double { (a * b).sum() }

func randomUnit(using stream: inout RandomStream) -> Vector {
    let v = stream.normals(3)
    let vector = Vector(v[0], v[1], v[2])
    return vector / dot(vector, vector).squareRoot()
}

/// ∫ x^a y^b z^c dΩ = 4π (a−1)!! (b−1)!! (c−1)!! / (a+b+c+1)!! for even powers, otherwise zero.
func sphereMoment(_ a: Int, _ b: Int, _ c: Int) -> Double {
    if a % 2 == 1 || b % 2 == 1 || c % 2 == 1 { return 0 }
    var value = 4 * Double.pi
    // Products in an order that keeps the partial results of order one.
    var factor = 3
    for power in [a, b, c] {
        for odd in stride(from: 1, to: power, by: 2) {
            value *= Double(odd) / Double(factor)
            factor += 2
        }
    }
    return value
}

/// The largest error of a rule over all monomials whose degree lies in a range.
func largestMonomialError(_ rule: SphereRule, degrees: ClosedRange<Int>) -> Double {
    let top = degrees.upperBound
    var powers = [[Double]](repeating: [], count: 3)
    for axis in 0..<3 {
        powers[axis] = Array(repeating: 1, count: rule.count)
        for power in 0..<top {
            powers[axis] += (0..<rule.count).map { powers[axis][power * rule.count + $0] * rule.points[$0][axis] }
        }
    }
    var largest = 0.0
    for degree in degrees {
        for a in 0...degree {
            for b in 0...(degree - a) {
                let c = degree - a - b
                let (x, y, z) = (a * rule.count, b * rule.count, c * rule.count)
                // Compensated, so that the error is the rule's and not the sum's.
                var (sum, lost) = (0.0, 0.0)
                for index in 0..<rule.count {
                    let term = rule.weights[index] * powers[0][x + index] * powers[1][y + index] * powers[2][z + index]
                    let next = sum + term
                    lost += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
                    sum = next
                }
                let error = abs(sum + lost - sphereMoment(a, b, c))
                if !(error <= largest) { largest = error }
            }
        }
    }
    return largest
}

/// The largest |∫ P_l(λ·u) dΩ|, l one or two above the degree: zero only if the rule is better than it says.
func defectAboveDegree(_ rule: SphereRule) -> Double {
    var stream = RandomStream(seed: 11)
    var largest = 0.0
    for _ in 0..<5 {
        let u = randomUnit(using: &stream)
        for degree in [rule.degree + 1, rule.degree + 2] {
            largest = max(largest, abs(rule.integrate { legendre(degree, dot($0, u)) }))
        }
    }
    return largest
}

func expectUnitPoints(_ rule: SphereRule) {
    #expect(rule.points.allSatisfy { abs(dot($0, $0) - 1) <= 5e-16 })
    #expect(rule.points.count == rule.weights.count)
    #expect(Set(rule.points).count == rule.count)
    #expect(abs(rule.integrate { _ in 1 } - 4 * .pi) <= 4e-15)
}

@Suite struct SphereRuleTests {
    @Test(arguments: [0, 1, 2, 3, 4, 7, 10, 13, 20, 25])
    func productRuleHasItsDegreeAndNoMore(degree: Int) throws {
        for antipodal in [false, true] {
            let rule = try SphereRule.product(degree: degree, antipodal: antipodal)
            expectUnitPoints(rule)
            #expect(largestMonomialError(rule, degrees: 0...degree) <= 1e-14)
            #expect(defectAboveDegree(rule) > 1e-4)
            if antipodal {
                #expect(abs(rule.integrate { $0.x + $0.y * $0.y * $0.y - $0.z }) <= 3e-15)
                for point in rule.points {
                    #expect(rule.points.contains { dot($0 + point, $0 + point) < 1e-30 })
                }
            }
        }
        #expect(try SphereRule.product(degree: degree).count == (degree / 2 + 1) * (degree + 1))
    }

    @Test func productRuleOfHighDegreeIntegratesAHighHarmonic() throws {
        let rule = try SphereRule.product(degree: 120)
        let u = Vector(0.48, -0.6, 0.64)
        // ∫ P_l(λ·u)² = 4π/(2l + 1).
        #expect(abs(rule.integrate { legendre(60, dot($0, u)) * legendre(60, dot($0, u)) } - 4 * .pi / 121) <= 1e-14)
        #expect(abs(rule.integrate { legendre(60, dot($0, u)) * legendre(59, dot($0, u)) }) <= 1e-14)
    }

    @Test(arguments: PlatonicSolid.allCases)
    func platonicRulesAreDesigns(solid: PlatonicSolid) {
        let rule = SphereRule.platonic(solid)
        expectUnitPoints(rule)
        let counts: [PlatonicSolid: Int] = [
            .tetrahedron: 4, .octahedron: 6, .cube: 8, .icosahedron: 12, .dodecahedron: 20,
        ]
        #expect(rule.count == counts[solid])
        #expect(largestMonomialError(rule, degrees: 0...rule.degree) <= 1e-14)
        #expect(defectAboveDegree(rule) > 1e-3)
    }

    @Test(arguments: [(9, 32), (11, 62)])
    func icosahedralRules(degree: Int, count: Int) throws {
        let rule = try SphereRule.icosahedral(degree: degree)
        expectUnitPoints(rule)
        #expect(rule.count == count)
        #expect(largestMonomialError(rule, degrees: 0...degree) <= 1e-14)
        #expect(defectAboveDegree(rule) > 1e-3)
    }

    @Test(
        arguments: zip(
            SphereRule.lebedevDegrees,
            [6, 14, 26, 38, 50, 74, 86, 110, 146, 170, 194, 230, 266, 302, 350, 434, 590]))
    func lebedevRules(degree: Int, count: Int) throws {
        let rule = try SphereRule.lebedev(degree: degree)
        expectUnitPoints(rule)
        #expect(rule.count == count)
        #expect(rule.degree == degree)
        // All monomials where that is quick, then those of the last two degrees, on which lower ones depend.
        // In units of the area 4π the tolerance is 1e-15.
        #expect(largestMonomialError(rule, degrees: (degree <= 23 ? 0 : degree - 1)...degree) <= 4 * .pi * 1e-15)
        #expect(defectAboveDegree(rule) > 1e-4)
        #expect(rule.weights.allSatisfy { $0 > 0 } == ![13, 25, 27].contains(degree))
        #expect(rule.points.allSatisfy { point in rule.points.contains(-point) })
    }

    /// Published weights: 1/15 and 3/40 of the 14-point rule; 1/21, 4/105 and 9/280 of the 26-point rule.
    @Test func lebedevWeightsOfSmallRules() throws {
        let fourteen = try SphereRule.lebedev(degree: 5)
        let twentySix = try SphereRule.lebedev(degree: 7)
        func expect(_ rule: SphereRule, _ values: [(Int, Double)]) {
            for (index, value) in values { #expect(abs(rule.weights[index] / (4 * .pi) - value) <= 1e-15) }
        }
        expect(fourteen, [(0, 1.0 / 15), (6, 3.0 / 40)])
        expect(twentySix, [(0, 1.0 / 21), (6, 4.0 / 105), (18, 9.0 / 280)])
    }

    @Test func rotatedRuleKeepsItsDegree() throws {
        var stream = RandomStream(seed: 5)
        let rule = try SphereRule.lebedev(degree: 9).rotated(by: Haar.rotation(using: &stream))
        expectUnitPoints(rule)
        #expect(largestMonomialError(rule, degrees: 0...9) <= 1e-14)
        #expect(defectAboveDegree(rule) > 1e-3)
    }

    @Test func symmetrizedRuleKillsOddFunctions() throws {
        let rule = SphereRule.platonic(.tetrahedron).antipodallySymmetrized
        #expect(rule.count == 8)
        // Degree two becomes three: the cube.
        #expect(largestMonomialError(rule, degrees: 0...3) <= 1e-14)
        #expect(rule.integrate { $0.x * $0.y * $0.z } == 0)
    }

    @Test func pairsOfSpheres() throws {
        let rule = SphereProductRule(try .product(degree: 4), try .lebedev(degree: 5))
        #expect(rule.count == 15 * 14)
        #expect(abs(rule.integrate { _, _ in 1 } - 16 * .pi * .pi) <= 1e-13)
        // ∫∫ (λ₁·λ₂)² = (4π)²/3 and ∫∫ (λ₁·a)²(λ₂·b)² = (4π/3)².
        #expect(abs(rule.integrate { dot($0, $1) * dot($0, $1) } - 16 * .pi * .pi / 3) <= 1e-13)
        let a = Vector(0, 0.6, 0.8)
        #expect(abs(rule.integrate { pow(dot($0, a) * $1.x, 2) } - pow(4 * .pi / 3, 2)) <= 1e-13)
    }

    @Test func codableRoundTripAndRefusal() throws {
        let rule = try SphereRule.lebedev(degree: 9)
        #expect(try JSONDecoder().decode(SphereRule.self, from: JSONEncoder().encode(rule)) == rule)
        for text in [
            #"{"points": [], "weights": [], "degree": 1}"#, #"{"points": [[0, 0, 1]], "weights": [], "degree": 1}"#,
            #"{"points": [[0, 0, 2]], "weights": [1], "degree": 1}"#,
            #"{"points": [[0, 0, 1]], "weights": [1], "degree": -1}"#,
        ] {
            #expect(throws: InvalidArgument.self) { try JSONDecoder().decode(SphereRule.self, from: Data(text.utf8)) }
        }
    }

    @Test(arguments: [
        BadInput("degree must be in 0…1000, but was -1") { _ = try SphereRule.product(degree: -1) },
        BadInput("degree must be in 0…1000, but was 1001") {
            _ = try SphereRule.hemispheres(pole: [0, 0, 1], degree: 1001)
        },
        BadInput("degree must be in 0…200, but was 201") {
            _ = try SphereRule.lunes([0, 0, 1], [1, 0, 0], degree: 201)
        },
        BadInput(
            "degree must be one of [3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 35, 41], but was 33"
        ) { _ = try SphereRule.lebedev(degree: 33) },
        BadInput("degree must be 9 or 11, but was 10") { _ = try SphereRule.icosahedral(degree: 10) },
        BadInput("pole must be finite and not zero, but was SIMD3<Double>(0.0, 0.0, 0.0)") {
            _ = try SphereRule.hemispheres(pole: [0, 0, 0], degree: 1)
        },
        BadInput("second normal must be finite and not zero, but was SIMD3<Double>(nan, 0.0, 0.0)") {
            _ = try SphereRule.lunes([0, 0, 1], [.nan, 0, 0], degree: 1)
        },
        BadInput("pole must be finite and not zero, but was SIMD3<Double>(1.0, nan, 0.0)") {
            _ = try SphereRule.hemispheres(pole: [1, .nan, 0], degree: 1)
        },
        BadInput("rotation must be 3 × 3, but was 2 × 2") {
            _ = try SphereRule.platonic(.cube).rotated(by: .identity(2))
        },
        BadInput("rotation must be orthogonal within 1e-12, but was [2.0, 0.0, 0.0]\n[0.0, 1.0, 0.0]\n[0.0, 0.0, 1.0]")
        {
            _ = try SphereRule.platonic(.cube).rotated(by: .diagonal([2, 1, 1]))
        },
        BadInput("points[0] must have length 1 within 1e-12, but was SIMD3<Double>(1.0, 1.0, 0.0)") {
            _ = try SphereRule(points: [[1, 1, 0]], weights: [1], degree: 0)
        },
        BadInput("weights[0] must be finite, but was nan") {
            _ = try SphereRule(points: [[1, 0, 0]], weights: [.nan], degree: 0)
        },
    ])
    func badInputIsNamed(_ input: BadInput) { input.expectRefusal() }
}
