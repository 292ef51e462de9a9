import Foundation
import LHVModels
import Testing

/// Responses that are no softmax of low harmonics but strictly positive.
private struct SoftenedModel<Setting: Sendable>: LHVBaseModel {
    let up: @Sendable (Setting) -> Double
    var hiddenDimension: Int { 0 }
    func outcomeCount(of setting: Setting) -> Int { 2 }
    func probability(of outcome: Int, given setting: Setting, at hidden: Int, party: Int) -> Double {
        outcome == 0 ? up(setting) : 1 - up(setting)
    }
    func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> Int { 0 }
    func defect(of hidden: Int) -> Double { 0 }
}

@Suite struct SoftmaxConversionTests {
    /// A softmax within the basis comes back exactly, up to the row that changes nothing.
    @Test(arguments: [2, 3, 5]) func softmaxResponsesComeBack(outcomes: Int) throws {
        var stream = RandomStream(seed: 121)
        let model = try SoftmaxHarmonicModel(basis: .full(degree: 4), outcomes: outcomes)
        #expect(model.hiddenDimension == (outcomes - 1) * 25)
        let hidden = model.sampleHiddenVariable(using: &stream)
        let converted = try model.converting(model, at: hidden, quadratureDegree: 20)
        #expect(converted.logarithmError < 1e-12 && converted.probabilityError < 1e-13)
        let shift = (0..<25).map { k in (0..<outcomes).reduce(0) { $0 + hidden[$1, k] } / Double(outcomes) }
        for a in 0..<outcomes {
            for k in 0..<25 { #expect(abs(converted.hidden[a, k] - hidden[a, k] + shift[k]) < 1e-12) }
        }
    }

    /// q = ½(1 + 0.9 n·m) has the logarithm 2 artanh(0.9 x), whose odd degrees fall by a factor of (1 + √(1 − 0.81))/0.9 each.
    @Test func truncationErrorFallsExponentially() throws {
        let axis = try Direction(1, 2, -0.5)
        let model = SoftenedModel<Direction> { (1 + 0.9 * axis.dot($0)) / 2 }
        var errors: [Double] = []
        for degree in stride(from: 1, through: 17, by: 4) {
            let converted = try SoftmaxHarmonicModel(basis: .odd(degree: degree))
                .converting(model, at: 0, quadratureDegree: 2 * degree + 24)
            #expect(converted.probabilityError <= converted.logarithmError * 10)
            errors.append(converted.logarithmError)
        }
        let rate = pow(0.9 / (1 + 0.19.squareRoot()), 4)
        for (before, after) in zip(errors.dropFirst(), errors.dropFirst(2)) {
            #expect(after < 1.2 * rate * before && after > 0.6 * rate * before)
        }
        // By Parseval: the error at degree 1 is what is left of the norm ∫ f² beside the coefficients.
        let coarse = try SoftmaxHarmonicModel(basis: .odd(degree: 1)).converting(model, at: 0)
        let rule = try GaussRule.legendre(count: 80)
        let norm = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * atanh(0.9 * $1.0) * atanh(0.9 * $1.0) } / 2
        let first = coarse.hidden.elements.reduce(0) { $0 + $1 * $1 } / 2 / (4 * Double.pi)
        #expect(abs(coarse.logarithmError * coarse.logarithmError - (norm - first)) < 1e-12)
        #expect(coarse.comparisons > 500)
    }

    @Test func planarResponses() throws {
        var stream = RandomStream(seed: 122)
        let planar = SoftmaxPlanarModel(basis: try PlanarHarmonicBasis(orders: [0, 1, 2, 5]))
        let hidden = planar.sampleHiddenVariable(using: &stream)
        let same = try planar.converting(planar, at: hidden)
        for (left, right) in zip(same.hidden, hidden) { #expect(abs(left - right) < 1e-12) }
        #expect(same.logarithmError < 1e-12)
        let model = SoftenedModel<Double> { (1 + 0.8 * cos($0 - 0.3)) / 2 }
        var last = Double.infinity
        for order in [1, 3, 5, 9, 17, 33] {
            let converted = try SoftmaxPlanarModel(basis: .odd(order: order)).converting(model, at: 0)
            #expect(converted.logarithmError < 0.4 * last)
            last = converted.logarithmError
        }
        #expect(last < 1e-9)
    }

    /// For effects: least squares gives back a rule within the basis, also for POVMs, and bounds the error of one outside.
    @Test(arguments: [2, 3]) func effectResponses(dimension: Int) throws {
        var stream = RandomStream(seed: 123)
        func measurements(_ count: Int) throws -> [POVM] {
            try (0..<count).map { index in
                index % 2 == 0
                    ? try POVM.randomBasis(dimension: dimension, using: &stream)
                    : try POVM.random(outcomes: dimension + 1, dimension: dimension, using: &stream)
            }
        }
        let (fitted, tests) = (try measurements(120), try measurements(20))
        let rich = SoftmaxEffectModel(basis: try EffectBasis(dimension: dimension, degrees: [1, 2]))
        let hidden = rich.sampleHiddenVariable(using: &stream)
        let exact = try rich.converting(rich, at: hidden, over: fitted, testedOn: tests)
        #expect(exact.logarithmError < 1e-9 && exact.probabilityError < 1e-9 && exact.comparisons == 20)
        let poor = SoftmaxEffectModel(basis: try EffectBasis(dimension: dimension, degrees: [1]))
        let coarse = try poor.converting(rich, at: hidden, over: fitted, testedOn: tests)
        #expect(coarse.logarithmError > 0.05)
    }

    @Test func refusals() throws {
        let sharp = SoftenedModel<Direction> { $0.z > 0 ? 1 : 0 }
        let basis = try HarmonicBasis.odd(degree: 3)
        let plain = SoftmaxHarmonicModel(basis: basis)
        func expect(_ words: [String], _ call: () throws -> Void) {
            let error = #expect(throws: InvalidArgument.self) { try call() }
            for word in words { #expect(error?.description.contains(word) == true, "\(String(describing: error))") }
        }
        expect(["response of outcome", "above 0", "0.0"]) { _ = try plain.converting(sharp, at: 0) }
        expect(["outcomes of the model", "3", "2"]) {
            _ = try SoftmaxHarmonicModel(basis: basis, outcomes: 3).converting(sharp, at: 0)
        }
        expect(["quadratureDegree", "6", "5"]) { _ = try plain.converting(sharp, at: 0, quadratureDegree: 5) }
        expect(["outcomes", "2…256", "1"]) { _ = try SoftmaxHarmonicModel(basis: basis, outcomes: 1) }
        expect(["outcomes", "two", "3"]) {
            _ = try SoftmaxHarmonicModel(basis: basis, outcomes: 3).bellLike(.z, sharpness: 1)
        }
        let planar = SoftmaxPlanarModel(basis: try .odd(order: 3))
        expect(["points", "above 6", "6"]) { _ = try planar.converting(planar, at: [0, 0, 0, 0], points: 6) }
        expect(["hidden variable", "4 finite"]) { _ = try planar.rotate([1], by: 1) }
        expect(["angle", "finite", "nan"]) { _ = try planar.rotate([0, 0, 0, 0], by: .nan) }
        expect(["orders", "empty"]) { _ = try PlanarHarmonicBasis(orders: []) }
        expect(["orders", "once", "[2, 2]"]) { _ = try PlanarHarmonicBasis(orders: [2, 2]) }
        expect(["order", "0…10⁴", "-1"]) { _ = try PlanarHarmonicBasis(orders: [-1]) }
        expect(["order", "odd", "4"]) { _ = try PlanarHarmonicBasis.odd(order: 4) }
        let effects = SoftmaxEffectModel(basis: try EffectBasis(dimension: 2, degrees: [1]))
        expect(["measurements", "not be empty"]) {
            _ = try effects.converting(effects, at: [0, 0, 0], over: [], testedOn: [.along(.z)])
        }
        expect(["tests", "not be empty"]) {
            _ = try effects.converting(effects, at: [0, 0, 0], over: [.along(.z)], testedOn: [])
        }
        expect(["dimension", "2", "3"]) {
            _ = try effects.converting(
                effects, at: [0, 0, 0], over: [.computational(dimension: 3)], testedOn: [.along(.z)])
        }
    }
}

@Suite struct PlanarHarmonicBasisTests {
    @Test func orthonormalOnTheCircle() throws {
        let basis = try PlanarHarmonicBasis(orders: [3, 0, 1, 7])
        #expect(basis.orders == [0, 1, 3, 7] && basis.count == 7)
        var gram = RealMatrix(rows: 7, columns: 7)
        for index in 0..<32 {
            let values = basis.values(at: 2 * .pi * Double(index) / 32)
            for i in 0..<7 { for j in 0..<7 { gram[i, j] += values[i] * values[j] * 2 * .pi / 32 } }
        }
        #expect(gram.distance(to: .identity(7)) < 1e-14)
    }

    @Test func turnsByOrthogonalBlocks() throws {
        var stream = RandomStream(seed: 124)
        let model = SoftmaxPlanarModel(basis: try PlanarHarmonicBasis(orders: [0, 1, 2, 60]))
        let (alpha, beta, phi) = (0.7, -2.1, 1.3)
        let basis = model.basis
        let d = try basis.rotationMatrix(alpha)
        for (left, right) in zip(basis.values(at: phi + alpha), d * basis.values(at: phi)) {
            #expect(abs(left - right) < 1e-13)
        }
        #expect((d * (try basis.rotationMatrix(beta))).distance(to: try basis.rotationMatrix(alpha + beta)) < 1e-13)
        #expect(RealMatrix.product(d, .transposed, d).distance(to: .identity(basis.count)) < 1e-14)
        let hidden = model.sampleHiddenVariable(using: &stream)
        let turned = try model.rotate(hidden, by: alpha)
        let (left, right) = (
            model.probability(of: 0, given: phi - alpha, at: hidden), model.probability(of: 0, given: phi, at: turned)
        )
        #expect(abs(left - right) < 1e-13)
        #expect(abs(left + model.probability(of: 1, given: phi - alpha, at: hidden) - 1) < 1e-15)
        #expect(model.defect(of: [1]) == .infinity && model.defect(of: hidden) == 0)
    }

    @Test func oddOrdersRespectRelabelling() throws {
        var stream = RandomStream(seed: 125)
        let model = SoftmaxPlanarModel(basis: try .odd(order: 9))
        let hidden = model.sampleHiddenVariable(using: &stream)
        for angle in stream.normals(20) {
            let (up, down) = (
                model.probability(of: 0, given: angle + .pi, at: hidden),
                model.probability(of: 1, given: angle, at: hidden)
            )
            #expect(abs(up - down) < 1e-13)
        }
    }
}
