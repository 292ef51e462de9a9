import Foundation
import LHVModels
import Testing

@Suite struct SoftmaxEffectModelTests {
    /// Positive, normalized, covariant and independent of how outcomes are named: qubits, qutrits and ququarts.
    @Test(arguments: [2, 3, 4]) func lawsForProjectionsAndPOVMs(dimension: Int) throws {
        var stream = RandomStream(seed: 131)
        let degrees = dimension == 4 ? [1] : [1, 2]
        let model = SoftmaxEffectModel(
            basis: try EffectBasis(dimension: dimension, degrees: degrees, weightPowers: [0, 1]))
        let variables = dimension * dimension - 1
        #expect(model.hiddenDimension == 2 * (variables + (degrees.count > 1 ? variables * (variables + 1) / 2 : 0)))
        let unitary = try Haar.unitary(dimension: dimension, using: &stream)
        let representation = try model.basis.representation(of: unitary)
        for measurement in [
            try POVM.randomBasis(dimension: dimension, using: &stream),
            try POVM.random(outcomes: dimension + 2, dimension: dimension, using: &stream),
            try POVM.computational(dimension: dimension),
        ] {
            let hidden = model.sampleHiddenVariable(using: &stream)
            let responses = (0..<measurement.outcomes).map { model.probability(of: $0, given: measurement, at: hidden) }
            #expect(responses.allSatisfy { $0 > 0 } && abs(responses.reduce(0, +) - 1) < 1e-14)
            #expect(model.probability(of: measurement.outcomes, given: measurement, at: hidden) == 0)
            // q(π(a)|π[x], λ) = q(a|x, λ).
            let order = Array((0..<measurement.outcomes).reversed())
            let renamed = try POVM(order.map { measurement.elements[$0] })
            for (place, outcome) in order.enumerated() {
                #expect(abs(model.probability(of: place, given: renamed, at: hidden) - responses[outcome]) < 1e-14)
            }
            // q(a|U†[x], λ) = q(a|x, T_U λ).
            let turned = try POVM(measurement.elements.map { $0.conjugated(by: unitary.adjoint).hermitianPart })
            let moved = representation * hidden
            for outcome in responses.indices {
                let (left, right) = (
                    model.probability(of: outcome, given: turned, at: hidden),
                    model.probability(of: outcome, given: measurement, at: moved)
                )
                #expect(abs(left - right) < 1e-12)
            }
        }
    }

    /// With degree 1 and λ along a Bloch vector a qubit's answer is that of the harmonic model of degree 1.
    @Test func agreesWithTheHarmonicModelForQubits() throws {
        var stream = RandomStream(seed: 132)
        let effects = SoftmaxEffectModel(basis: try EffectBasis(dimension: 2, degrees: [1]))
        let harmonic = SoftmaxHarmonicModel(basis: try .odd(degree: 1))
        let (n, m) = (Direction.random(using: &stream), Direction.random(using: &stream))
        // The two logits are ±λ·n: their difference is twice one of them.
        let left = effects.probability(of: 0, given: .along(n), at: [1.5 * m.x, 1.5 * m.y, 1.5 * m.z])
        let right = harmonic.probability(of: 0, given: n, at: try harmonic.bellLike(m, sharpness: 3))
        #expect(abs(left - right) < 1e-14)
    }
}

@Suite struct OrderedSoftmaxModelTests {
    /// P1's rule depends on the order of the basis; its mean over all orders does not (erratum E7).
    @Test(arguments: [2, 3]) func relabellingIsNotImposed(dimension: Int) throws {
        var stream = RandomStream(seed: 133)
        let model = try OrderedSoftmaxModel(
            basis: EffectBasis(dimension: dimension, degrees: [1, 2]), outcomes: dimension)
        #expect(model.hiddenDimension == (dimension - 1) * dimension * model.basis.count)
        let hidden = model.sampleHiddenVariable(using: &stream)
        let basis = try POVM.randomBasis(dimension: dimension, using: &stream)
        let reversed = try POVM(basis.elements.reversed())
        let defect = abs(
            model.probability(of: 0, given: basis, at: hidden)
                - model.probability(of: dimension - 1, given: reversed, at: hidden))
        #expect(defect > 1e-3)
        // The mean over all permutations, by hand, answers as the symmetric model.
        let count = model.basis.count
        var mean = RealMatrix(rows: dimension, columns: dimension * count)
        let orders =
            dimension == 2
            ? [[0, 1], [1, 0]] : [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
        for order in orders {
            for a in 0..<dimension {
                for b in 0..<dimension {
                    for k in 0..<count {
                        mean[order[a], order[b] * count + k] += hidden[a, b * count + k] / Double(orders.count)
                    }
                }
            }
        }
        let symmetric = SoftmaxEffectModel(basis: model.basis)
        let vector = try model.symmetricPart(of: hidden)
        for outcome in 0..<dimension {
            let (left, right) = (
                model.probability(of: outcome, given: basis, at: mean),
                symmetric.probability(of: outcome, given: basis, at: vector)
            )
            #expect(abs(left - right) < 1e-13)
        }
    }

    @Test func covariance() throws {
        var stream = RandomStream(seed: 134)
        let model = try OrderedSoftmaxModel(basis: EffectBasis(dimension: 3, degrees: [1]), outcomes: 3)
        let hidden = model.sampleHiddenVariable(using: &stream)
        let unitary = try Haar.unitary(dimension: 3, using: &stream)
        let measurement = try POVM.randomBasis(dimension: 3, using: &stream)
        let turned = try POVM(measurement.elements.map { $0.conjugated(by: unitary.adjoint).hermitianPart })
        let moved = try model.transform(hidden, by: unitary)
        var total = 0.0
        for outcome in 0..<3 {
            let left = model.probability(of: outcome, given: turned, at: hidden)
            #expect(abs(left - model.probability(of: outcome, given: measurement, at: moved)) < 1e-12)
            total += left
        }
        #expect(abs(total - 1) < 1e-14)
        #expect(throws: InvalidArgument.self) { try model.transform(.identity(3), by: unitary) }
        #expect(throws: InvalidArgument.self) { try model.symmetricPart(of: .identity(2)) }
        #expect(throws: InvalidArgument.self) { try OrderedSoftmaxModel(basis: model.basis, outcomes: 1) }
        #expect(model.defect(of: hidden) == 0 && model.defect(of: .identity(3)) == .infinity)
    }
}

@Suite struct SoftmaxSeparableDistributionTests {
    /// E(a, b) of a mixture of products, exact up to r_max(k) and refused beyond.
    @Test func reproducesSeparableStatesUpToItsRange() throws {
        var stream = RandomStream(seed: 135)
        let sharpness = 5.0
        let longest = try SoftmaxHarmonicModel.longestBlochVector(sharpness: sharpness)
        // The first Bloch vector is as long as can be.
        let terms = [
            [try BlochVector(0, 0, longest), try BlochVector(0.4, 0.2, -0.3)],
            [try BlochVector(-0.5, 0.1, 0), try BlochVector(0.1, 0, 0.8)],
        ]
        let distribution = try SoftmaxSeparableDistribution(terms: terms, weights: [1, 2], sharpness: sharpness)
        #expect(distribution.parties == 2)
        let settings = [Direction.random(using: &stream), Direction.random(using: &stream)]
        let estimates = try distribution.model.probabilities(
            for: settings, distribution: distribution, samples: 40_000, using: &stream)
        for (index, estimate) in estimates.enumerated() {
            var exact = 0.0
            for (term, weight) in zip(terms, [1.0 / 3, 2.0 / 3]) {
                let first = term[0].probabilityUp(settings[0])
                let second = term[1].probabilityUp(settings[1])
                exact += weight * (index / 2 == 0 ? first : 1 - first) * (index % 2 == 0 ? second : 1 - second)
            }
            #expect(abs(estimate.deviation(from: exact)) < 4)
        }
        let error = #expect(throws: InvalidArgument.self) {
            try SoftmaxSeparableDistribution(
                terms: [[BlochVector(0, 0, 0.1), BlochVector(0.9, 0, 0)]], weights: [1], sharpness: sharpness)
        }
        #expect(error?.argument == "length of the Bloch vector of qubit 1 in term 0")
        #expect(error?.value == "0.9")
    }

    @Test(arguments: [0.01, 0.3, 0.875, 0.999]) func sharpnessAndLengthBelongTogether(length: Double) throws {
        let sharpness = try SoftmaxHarmonicModel.leastSharpness(forLength: length)
        #expect(abs(try SoftmaxHarmonicModel.longestBlochVector(sharpness: sharpness) - length) < 1e-12)
        #expect(try SoftmaxHarmonicModel.leastSharpness(forLength: 0) == 0)
        #expect(throws: InvalidArgument.self) { try SoftmaxHarmonicModel.leastSharpness(forLength: 1) }
    }
}
