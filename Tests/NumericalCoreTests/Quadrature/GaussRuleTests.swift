import Foundation
import NumericalCore
import Testing

@Suite struct GaussRuleTests {
    /// ∫ x^k over −1…1.
    private func moment(_ power: Int) -> Double { power % 2 == 1 ? 0 : 2 / Double(power + 1) }

    @Test(arguments: [1, 2, 3, 4, 5, 7, 10, 16, 33, 64, 100])
    func legendreIsExactToDegreeTwoNMinusOne(count: Int) throws {
        let rule = try GaussRule.legendre(count: count)
        for power in 0..<(2 * count) {
            #expect(abs(rule.integrate { pow($0, Double(power)) } - moment(power)) <= 1e-15, "power \(power)")
        }
        // The error of x^{2n} is 2^{2n+1} (n!)⁴ / ((2n+1) ((2n)!)²), the square of the monic Legendre polynomial's norm.
        if count <= 16 {
            let n = Double(count)
            let expected = exp(
                (2 * n + 1) * log(2.0) + 4 * log(tgamma(n + 1)) - log(2 * n + 1) - 2 * log(tgamma(2 * n + 1)))
            let error = moment(2 * count) - rule.integrate { pow($0, 2 * n) }
            #expect(abs(error - expected) <= 1e-6 * expected + 1e-15)
        }
    }

    @Test(arguments: [1, 2, 5, 20, 101, 500, 1000])
    func legendreWeightsSumToTwoAndNodesAreSymmetric(count: Int) throws {
        let rule = try GaussRule.legendre(count: count)
        #expect(abs(rule.integrate { _ in 1 } - 2) <= 1e-15)
        #expect(rule.nodes == rule.nodes.reversed().map { -$0 })
        #expect(rule.weights == rule.weights.reversed())
        #expect(zip(rule.nodes, rule.nodes.dropFirst()).allSatisfy { $0 < $1 })
        #expect(rule.weights.allSatisfy { $0 > 0 })
        // Legendre's polynomials of high degree integrate to zero: a check of all nodes at once.
        for degree in [count, 2 * count - 1] where degree > 0 {
            #expect(abs(rule.integrate { legendre(degree, $0) }) <= 2e-15 * Double(degree).squareRoot())
        }
    }

    /// Node and weight from a 40-digit computation: the index counts from the largest node.
    @Test(arguments: [
        (5, 0, 0.9061798459386639928, 0.23692688505618908751), (5, 1, 0.53846931010568309104, 0.47862867049936646804),
        (64, 0, 0.99930504173577213946, 0.0017832807216964329473),
        (64, 7, 0.92956917213193957582, 0.017951715775697343085),
        (64, 31, 0.024350292663424432509, 0.048690957009139720383),
        (1000, 0, 0.99999711129807551057, 7.4133384164320715175e-6),
        (1000, 1, 0.99998477963291741832, 0.000017256769773739230118),
        (1000, 10, 0.99943022112360811401, 0.00010597210009901709716),
        (1000, 100, 0.9503748765069748906, 0.0009768819084270615021),
        (1000, 499, 0.001570010480083193829, 0.003140018380182867787),
    ])
    func legendreAgreesWithFortyDigits(count: Int, index: Int, node: Double, weight: Double) throws {
        let rule = try GaussRule.legendre(count: count)
        #expect(abs(rule.nodes[count - 1 - index] - node) <= 2 * node.ulp)
        #expect(abs(rule.weights[count - 1 - index] - weight) <= 4 * weight.ulp)
    }

    @Test func fivePointRuleIsTheClosedForm() throws {
        let rule = try GaussRule.legendre(count: 5)
        let root = 2 * (10.0 / 7).squareRoot()
        let nodes = [-(5 + root).squareRoot() / 3, -(5 - root).squareRoot() / 3, 0]
        let seventy = 13 * 70.0.squareRoot()
        let weights = [(322 - seventy) / 900, (322 + seventy) / 900, 128.0 / 225]
        for index in 0..<3 {
            #expect(abs(rule.nodes[index] - nodes[index]) <= 2e-16)
            #expect(abs(rule.weights[index] - weights[index]) <= 4e-16)
        }
    }

    @Test(arguments: [
        (0.0, 0.0, 12), (0.5, -0.5, 9), (1.5, 2, 20), (-0.5, -0.5, 7), (-0.9, 3, 15), (-0.25, -0.75, 11), (10, 0, 30),
        (50, 50, 10), (0.3, 0.3, 101),
    ])
    func jacobiIsExactToDegreeTwoNMinusOne(alpha: Double, beta: Double, count: Int) throws {
        let rule = try GaussRule.jacobi(alpha: alpha, beta: beta, count: count)
        // Moments of ((1 + x)/2)^k are Beta functions: each is the one before times (β + k)/(α + β + k + 1).
        var moment = exp2(alpha + beta + 1) * tgamma(alpha + 1) * tgamma(beta + 1) / tgamma(alpha + beta + 2)
        for power in 0..<(2 * count) {
            if power > 0 { moment *= (beta + Double(power)) / (alpha + beta + 1 + Double(power)) }
            let integral = rule.integrate { pow((1 + $0) / 2, Double(power)) }
            #expect(abs(integral - moment) <= 2e-13 * moment, "power \(power)")
        }
        #expect(rule.nodes.allSatisfy { abs($0) < 1 })
    }

    @Test func jacobiAgreesWithItsSpecialCases() throws {
        for count in [1, 2, 5, 24] {
            let pairs = [
                (try GaussRule.jacobi(alpha: 0, beta: 0, count: count), try GaussRule.legendre(count: count)),
                (
                    try GaussRule.jacobi(alpha: -0.5, beta: -0.5, count: count),
                    try GaussRule.chebyshevFirstKind(count: count)
                ),
                (
                    try GaussRule.jacobi(alpha: 0.5, beta: 0.5, count: count),
                    try GaussRule.chebyshevSecondKind(count: count)
                ),
            ]
            for (jacobi, closed) in pairs {
                for index in 0..<count {
                    #expect(abs(jacobi.nodes[index] - closed.nodes[index]) <= 4e-16)
                    #expect(abs(jacobi.weights[index] - closed.weights[index]) <= 1e-14)
                }
            }
        }
    }

    /// Values of `scipy.special.roots_jacobi(4, 1.5, 2)`.
    @Test func jacobiAgreesWithSciPy() throws {
        let rule = try GaussRule.jacobi(alpha: 1.5, beta: 2, count: 4)
        let nodes = [-0.6742587745537066, -0.20631423767846002, 0.309186511698574, 0.7452995440118536]
        let weights = [0.09278841722683322, 0.4280621898911839, 0.48850077210409487, 0.13997773813507017]
        for index in 0..<4 {
            #expect(abs(rule.nodes[index] - nodes[index]) <= 1e-15)
            #expect(abs(rule.weights[index] - weights[index]) <= 1e-14)
        }
    }

    @Test func mappedRuleIntegratesOnTheOtherInterval() throws {
        let rule = try GaussRule.legendre(count: 20).mapped(from: 0, to: 3)
        #expect(abs(rule.integrate { exp($0) } - (exp(3) - 1)) <= 1e-14 * exp(3))
    }

    @Test func codableRoundTripAndRefusal() throws {
        let rule = try GaussRule.legendre(count: 6)
        let data = try JSONEncoder().encode(rule)
        #expect(try JSONDecoder().decode(GaussRule.self, from: data) == rule)
        for text in [
            #"{"nodes": [], "weights": []}"#, #"{"nodes": [0], "weights": [1, 1]}"#,
            #"{"nodes": [0, 0], "weights": [1, 1]}"#, #"{"nodes": [0, 1], "weights": [1, -1]}"#,
        ] {
            #expect(throws: InvalidArgument.self) {
                try JSONDecoder().decode(GaussRule.self, from: Data(text.utf8))
            }
        }
    }

    @Test(arguments: [
        BadInput("count must be in 1…20000, but was 0") { _ = try GaussRule.legendre(count: 0) },
        BadInput("count must be in 1…20000, but was 20001") { _ = try GaussRule.legendre(count: 20_001) },
        BadInput("count must be in 1…2000, but was -3") { _ = try GaussRule.jacobi(alpha: 0, beta: 0, count: -3) },
        BadInput("alpha must be greater than -1 and at most 50, but was -1.0") {
            _ = try GaussRule.jacobi(alpha: -1, beta: 0, count: 3)
        },
        BadInput("beta must be greater than -1 and at most 50, but was nan") {
            _ = try GaussRule.jacobi(alpha: 0, beta: .nan, count: 3)
        },
        BadInput("count must be at least 1, but was 0") { _ = try GaussRule.chebyshevFirstKind(count: 0) },
        BadInput("count must be at least 1, but was -1") { _ = try GaussRule.chebyshevSecondKind(count: -1) },
        BadInput("interval must have finite ends in ascending order, but was 1.0…1.0") {
            _ = try GaussRule.legendre(count: 2).mapped(from: 1, to: 1)
        },
        BadInput("weights[0] must be finite and positive, but was 0.0") {
            _ = try GaussRule(nodes: [0], weights: [0])
        },
        BadInput("nodes[1] must be finite, but was inf") {
            _ = try GaussRule(nodes: [0, .infinity], weights: [1, 1])
        },
    ])
    func badInputIsNamed(_ input: BadInput) { input.expectRefusal() }
}

/// P_l(x), written out a second time for the tests.
func legendre(_ degree: Int, _ x: Double) -> Double {
    var (previous, current) = (0.0, 1.0)
    for l in 0..<degree {
        (previous, current) = (current, (Double(2 * l + 1) * x * current - Double(l) * previous) / Double(l + 1))
    }
    return current
}
