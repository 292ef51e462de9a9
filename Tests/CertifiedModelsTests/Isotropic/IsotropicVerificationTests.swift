import Foundation
@testable import CertifiedModels
import Testing

@Suite("What isotropic certificates prove")
struct IsotropicVerificationTests {
    @Test("The verifier agrees with the search's transforms far below the allowance", arguments: [2, 3, 4, 5, 7])
    func agreement(dimension: Int) throws {
        let degree = dimension < 4 ? 15 : 9
        let certificate = try IsotropicSamples.random(dimension: dimension, degree: degree, pairs: 3, seed: 4)
        let proof = try certificate.verify(threads: 1)
        let kernel = try SmoothingKernel(dimension: dimension, degree: degree)
        func transform(_ grid: ResponseGrid, _ kind: ResponseKind) throws -> HarmonicTransform<Double> {
            let tables = try HarmonicTables(dimension: dimension, degree: degree, grid: grid, kind: kind)
            return HarmonicTransform(tables: tables, dimension: dimension, degree: degree, grid: grid, patterns: 4)
        }
        let pricing = ResponsePricing(
            transforms: PricingTransforms(
                cells: try transform(certificate.cells, .cells), nodes: try transform(certificate.nodes, .nodes)),
            multipliers: kernel.multipliers)
        var work = TransformWorkspace<Double>()
        let correlations = pricing.correlations(of: certificate.pairs.map { ($0.cells, $0.nodes) }, &work)
        for l in stride(from: 1, through: degree, by: 2) {
            let sum = zip(certificate.pairs, correlations).reduce(0) { $0 + $1.0.weight * $1.1[l] }
            #expect(abs(sum - proof.coefficients[l]) < 1e-13)
        }
        #expect(proof.allowance >= 1e-11)
    }

    @Test("Two hemispheres alone: c_1 is k_1 times (mean of |x|)² d, in the limit of fine grids", arguments: [2, 3, 4])
    func hemispheres(dimension: Int) throws {
        let degree = 7
        let shells = dimension < 4 ? 1 : 40
        let rows = dimension == 2 ? 1 : 40
        let grid = try ResponseGrid(shells: shells, rows: rows, azimuths: 400)
        let pair = IsotropicSamples.hemisphere(grid, grid, dimension == 2)
        let proof = try IsotropicCertificate(
            dimension: dimension, degree: degree, cells: grid, nodes: grid, pairs: [pair]
        ).verify(threads: 1)
        // d (E|x₁|)² is 8/π² = 0.8106, 3/4 and 64/9π² = 0.7205 for d = 2, 3, 4.
        let square = Double.pi * Double.pi
        let expected = dimension == 2 ? 8 / square : dimension == 3 ? 0.75 : 64 / (9 * square)
        let k = try ExtendedKernel.multipliers(dimension: dimension, degree: degree)[1]
        #expect(abs(proof.coefficients[1] / k - expected) < 2e-3)
    }

    @Test("The small shipped certificate proves what the other verifier says")
    func otherVerifier() throws {
        // Documentation/Certificates/verify.py werner-31.lhv
        let proof = try IsotropicCertificate.shipped(.wernerSmall).verify()
        #expect(abs(proof.visibility - 0.686207638327) < 1e-11)
        #expect(proof.grothendieckBound > 1 / proof.visibility)
    }

    @Test("k_1 is the kernel's largest zero, and multipliers agree with the search's", arguments: [2, 3, 4, 6])
    func kernel(dimension: Int) throws {
        let exact = try ExtendedKernel.multipliers(dimension: dimension, degree: 21)
        let search = try SmoothingKernel(dimension: dimension, degree: 21).multipliers
        for (a, b) in zip(exact, search) { #expect(abs(a - b) < 1e-13) }
        if dimension == 2 { #expect(abs(exact[1] - cos(.pi / 24)) < 1e-13) }
        #expect(exact.allSatisfy { $0 <= 1 })
    }

    @Test("Numbers in 32 digits: sines, roots and quotients")
    func extendedNumbers() {
        for part in -5..<30 {
            let (cosine, sine) = ExtendedNumber.turn(part, over: 24)
            let one = cosine * cosine + sine * sine - ExtendedNumber(1)
            #expect(abs(one.high) < 1e-30)
            #expect(abs(cosine.high - cos(2 * .pi * Double(part) / 24)) < 1e-14)
        }
        let root = ExtendedNumber(3).squareRoot
        #expect(abs((root * root - ExtendedNumber(3)).high) < 1e-30)
        let third = ExtendedNumber(1) / ExtendedNumber(3)
        #expect(abs((third * 3 - ExtendedNumber(1)).high) < 1e-30)
        let half = ExtendedNumber.turn(1, over: 12).sine - ExtendedNumber(0.5)
        #expect(abs(half.high) < 1e-31)
    }

    @Test(
        "17.6 Errors of recurrences stay within their bounds, and the bounds are small: p_l is √2 cos lθ for α = β = −½",
        arguments: [1, 7, 24, 50])
    func recurrenceErrors(part: Int) {
        let polynomials = ExtendedJacobi(alpha: -0.5, beta: -0.5, count: 200)
        let x = ExtendedNumber.turn(part, over: 101).cosine
        let values = polynomials.values(at: x)
        // The cosine itself is right to 2⁻⁹⁸.
        let errors = polynomials.errors(at: x, shift: 0x1p-98, of: values)
        for l in 1...200 {
            let exact = ExtendedNumber(2).squareRoot * ExtendedNumber.turn(l * part, over: 101).cosine
            #expect(abs((values[l] - exact).high) <= errors[l] + 0x1p-98)
            #expect(errors[l] < 1e-24)
        }
        // A wrong value is found: the bound is no wider than what an error of one part in 10²⁰ does.
        let other = polynomials.values(at: x + ExtendedNumber(1e-20))
        #expect(abs((other[200] - values[200]).high) > errors[200])
    }

    @Test("17.6 Σ_m P̄_lm² over one row is 2l + 1, within the bound for associated Legendre functions")
    func legendreErrors() {
        let degree = 201
        let recurrence = ExtendedLegendre(degree: degree)
        let unit = [ExtendedNumber](repeating: ExtendedNumber(1), count: degree + 1)
        for part in [1, 40, 99] {
            let (cosine, sine) = ExtendedNumber.turn(part, over: 400)
            let point: ExtendedHarmonics.Point = (cosine, sine, ExtendedNumber(1))
            let sums = recurrence.oddSums([point], unit)
            for l in stride(from: 1, through: degree, by: 2) {
                let total = (0...l).reduce(0.0) { total, m in
                    let value = sums[m][(l - (m % 2 == 1 ? m : m + 1)) / 2]
                    return total + (m == 0 ? 1 : 2) * value * value
                }
                #expect(abs(total - Double(2 * l + 1)) < 1e-12 * Double(l))
            }
            let error = ExtendedLegendre.error(degree: degree, at: [[point]], isCells: true)
            #expect(error < 1e-15)
            #expect(error > 0x1p-100)
        }
    }

    @Test("17.6 The proven allowance is 10⁻¹¹, and what enters it is as the proof says", arguments: [2, 3, 4, 5, 7])
    func allowance(dimension: Int) throws {
        let certificate = try IsotropicSamples.random(
            dimension: dimension, degree: dimension < 4 ? 31 : 13, pairs: 1, seed: 5)
        #expect(try certificate.verify(threads: 1).allowance == 1e-11)
        for isCells in [true, false] {
            let tables = try ExtendedHarmonics(certificate, isCells: isCells, threads: 1)
            // By Cauchy and Schwarz at most √2 where the rule integrates the squares of harmonics, as cells do.
            #expect(tables.absoluteSum < (isCells ? 2.0.squareRoot() * (1 + 1e-12) : 3))
            #expect(tables.errorSum > 0)
            #expect(tables.errorSum < 1e-16)
        }
    }

    @Test("Gauss rules in 32 digits integrate what they must", arguments: [(0.0, 0.0), (-0.5, 0.5), (1, 0.5)])
    func gaussRules(alpha: Double, beta: Double) throws {
        let rule = try ExtendedJacobi.gaussRule(alpha: alpha, beta: beta, count: 9)
        // Orthonormal polynomials: Σ w p_i p_j = δ_ij for i + j ≤ 17.
        let polynomials = ExtendedJacobi(alpha: alpha, beta: beta, count: 8)
        let values = rule.nodes.map { polynomials.values(at: $0) }
        for i in 0...8 {
            for j in 0...8 {
                var sum = ExtendedNumber(i == j ? -1 : 0)
                for (weight, value) in zip(rule.weights, values) { sum = sum + weight * value[i] * value[j] }
                #expect(abs(sum.high) < 1e-28)
            }
        }
    }

    @Test("Krivine's bounds from his formula")
    func krivine() throws {
        let known: [Double] = [1.516247, 1.570796, 1.606108, 1.631036, 1.649646, 1.664102]
        for (index, value) in known.enumerated() {
            #expect(abs(try KrivineBound.value(dimension: index + 3) - value) < 1e-6)
        }
        // In the plane sin(c cos φ) = 2 Σ (−1)^k J_{2k+1}(c) cos (2k + 1)φ, and 2 Σ J_{2k+1}(c) = ∫_0^c J_0, which must be 1.
        let c = Double.pi / 2 / (try KrivineBound.value(dimension: 2))
        let rule = try GaussRule.legendre(count: 20).mapped(from: 0, to: c)
        let integral = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * j0($1.0) }
        #expect(abs(integral - 1) < 1e-12)
        #expect(throws: InvalidArgument.self) { try KrivineBound.value(dimension: 1) }
    }

    @Test("Pure-degree models: 1/N_l, or ½ l! Γ(d/2)/Γ(l + d/2)")
    func pureDegrees() {
        #expect(abs(PureDegreeModels(dimension: 2, degree: 5).strengths[5] - 0.5) < 1e-14)
        let sphere = PureDegreeModels(dimension: 3, degree: 5).strengths
        #expect(abs(sphere[1] - 1.0 / 3) < 1e-14)
        #expect(abs(sphere[3] - 0.5 * 6 / (1.5 * 2.5 * 3.5)) < 1e-14)
    }

    /// A mixture that does not even have a positive correlation.
    @Test("15.14 an isotropic certificate whose responses disagree proves nothing")
    func disagreement() throws {
        let sound = try IsotropicSamples.random(dimension: 3, degree: 5, pairs: 1, seed: 4)
        #expect(try sound.verify(threads: 1).visibility > 0.3)
        let pair = sound.pairs[0]
        let negative = SignPattern(count: pair.nodes.count) { !pair.nodes.isNegative($0) }
        let forged = try IsotropicCertificate(
            dimension: 3, degree: 5, cells: sound.cells, nodes: sound.nodes,
            pairs: [.init(weight: pair.weight, cells: pair.cells, nodes: negative)])
        let error = #expect(throws: InvalidCertificate.self) { try forged.verify(threads: 1) }
        #expect(error?.reason.contains("the mixture proves nothing") == true)
    }
}
