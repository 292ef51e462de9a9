import Foundation
import LHVModels
import Testing

@Suite struct SoftmaxHarmonicModelTests {
    @Test func responsesArePositiveAndSumToOne() throws {
        var stream = RandomStream(seed: 101)
        let model = SoftmaxHarmonicModel(basis: try .full(degree: 4))
        #expect(model.hiddenDimension == 25)
        for _ in 0..<100 {
            let hidden = 300 * model.sampleHiddenVariable(using: &stream)  // large logits must not overflow
            let n = Direction.random(using: &stream)
            let (up, down) = (
                model.probability(of: 0, given: n, at: hidden), model.probability(of: 1, given: n, at: hidden)
            )
            #expect(up >= 0 && down >= 0 && abs(up + down - 1) < 1e-15)
        }
    }

    @Test func oddBasesRespectTheRelabellingOfOutcomes() throws {
        var stream = RandomStream(seed: 102)
        let odd = SoftmaxHarmonicModel(basis: try .odd(degree: 5))
        #expect(odd.basis.count == 21)
        let full = SoftmaxHarmonicModel(basis: try .full(degree: 5))
        var (oddDefect, fullDefect) = (0.0, 0.0)
        for _ in 0..<50 {
            let n = Direction.random(using: &stream)
            let (one, two) = (odd.sampleHiddenVariable(using: &stream), full.sampleHiddenVariable(using: &stream))
            oddDefect = max(
                oddDefect,
                abs(odd.probability(of: 0, given: -n, at: one) - odd.probability(of: 1, given: n, at: one)))
            fullDefect = max(
                fullDefect,
                abs(full.probability(of: 0, given: -n, at: two) - full.probability(of: 1, given: n, at: two)))
        }
        #expect(oddDefect < 1e-13)
        #expect(fullDefect > 0.1)
    }

    @Test(arguments: [1, 5, 21, 60]) func covariesWithRotations(degree: Int) throws {
        var stream = RandomStream(seed: 103)
        let model = SoftmaxHarmonicModel(basis: try .full(degree: degree))
        for _ in 0..<3 {
            // Logits of order one, so that the response resolves rounding.
            let hidden = (1 / Double(degree + 1)) * model.sampleHiddenVariable(using: &stream)
            let rotation = Haar.rotation(using: &stream)
            let n = Direction.random(using: &stream)
            let back = rotation.transpose * [n.x, n.y, n.z]
            let left = model.probability(of: 0, given: try Direction(back[0], back[1], back[2]), at: hidden)
            let right = model.probability(of: 0, given: n, at: try model.rotate(hidden, by: rotation))
            #expect(abs(left - right) < 1e-12)
        }
    }

    @Test func rotationsActAsAGroup() throws {
        var stream = RandomStream(seed: 104)
        let model = SoftmaxHarmonicModel(basis: try HarmonicBasis(degrees: [3, 1, 4]))
        let hidden = model.sampleHiddenVariable(using: &stream)
        let (first, second) = (Haar.rotation(using: &stream), Haar.rotation(using: &stream))
        let inTurn = try model.rotate(model.rotate(hidden, by: second), by: first)
        #expect(inTurn.distance(to: try model.rotate(hidden, by: first * second)) < 1e-13)
        #expect(try model.rotate(hidden, by: .identity(3)).distance(to: hidden) < 1e-15)
    }

    @Test func becomesBellsRuleInTheLimit() throws {
        var stream = RandomStream(seed: 105)
        let model = SoftmaxHarmonicModel(basis: try .odd(degree: 3))
        for _ in 0..<50 {
            let (n, direction) = (Direction.random(using: &stream), Direction.random(using: &stream))
            guard abs(n.dot(direction)) > 0.01 else { continue }
            let soft = try model.bellLike(direction, sharpness: 3)
            #expect(abs(model.probability(of: 0, given: n, at: soft) - 1 / (1 + exp(-3 * n.dot(direction)))) < 1e-14)
            let sharp = try model.bellLike(direction, sharpness: 1e5)
            #expect(model.probability(of: 0, given: n, at: sharp) == (n.dot(direction) > 0 ? 1 : 0))
        }
    }

    @Test(arguments: [(1, 0.318), (5, 0.875), (50, 0.9987)])
    func longestBlochVectorOfDegreeOne(sharpness: Double, expected: Double) throws {
        #expect(abs(try SoftmaxHarmonicModel.longestBlochVector(sharpness: sharpness) - expected) < 6e-4)
        #expect(try SoftmaxHarmonicModel.longestBlochVector(sharpness: 1e6) > 1 - 1e-9)
        #expect(try SoftmaxHarmonicModel.longestBlochVector(sharpness: 1e6) < 1)
    }

    @Test func representsMixedQubitsExactly() throws {
        var stream = RandomStream(seed: 106)
        let model = SoftmaxHarmonicModel(basis: try .odd(degree: 1))
        let bloch = try BlochVector(0.5, -0.3, 0.6)
        let n = Direction.random(using: &stream)
        let samples = 8_000
        var (sum, squares) = (0.0, 0.0)
        for _ in 0..<samples {
            let hidden = try model.sampleQubit(bloch, sharpness: 5, using: &stream)
            let up = model.probability(of: 0, given: n, at: hidden)
            sum += up
            squares += up * up
        }
        let mean = sum / Double(samples)
        let error = ((squares / Double(samples) - mean * mean) / Double(samples)).squareRoot()
        #expect(abs(mean - bloch.probabilityUp(n)) < 4 * error)
        #expect(throws: InvalidArgument.self) {
            try model.sampleQubit(BlochVector(0, 0, 0.9), sharpness: 5, using: &stream)
        }
    }

    @Test func refusesWhatDoesNotFit() throws {
        #expect(throws: InvalidArgument.self) { try HarmonicBasis(degrees: []) }
        #expect(throws: InvalidArgument.self) { try HarmonicBasis(degrees: [1, 1]) }
        #expect(throws: InvalidArgument.self) { try HarmonicBasis(degrees: [-1]) }
        #expect(throws: InvalidArgument.self) { try HarmonicBasis.odd(degree: 4) }
        #expect(throws: InvalidArgument.self) { try HarmonicBasis.full(degree: 1000) }
        let model = SoftmaxHarmonicModel(basis: try .full(degree: 0))
        #expect(throws: InvalidArgument.self) { try model.bellLike(.z, sharpness: 1) }
        #expect(throws: InvalidArgument.self) { try model.rotate(.identity(2), by: .identity(3)) }
        #expect(throws: InvalidArgument.self) { try SoftmaxHarmonicModel.longestBlochVector(sharpness: 0) }
        #expect(model.defect(of: .identity(3)) == .infinity)
    }
}

@Suite struct SymmetricPowersTests {
    @Test func powersOfTheInnerProduct() throws {
        var stream = RandomStream(seed: 111)
        for degree in 0...4 {
            let powers = try SymmetricPowers(variables: 5, degrees: [degree])
            let (x, y) = (stream.normals(5), stream.normals(5))
            let sum = innerProduct(powers.values(at: x), powers.values(at: y))
            let expected = (0..<degree).reduce(1.0) { product, _ in product * innerProduct(x, y) }
            #expect(abs(sum - expected) < 1e-12 * max(1, abs(expected)))
        }
        #expect(try SymmetricPowers(variables: 8, degrees: [1, 2, 3]).count == 8 + 36 + 120)
    }

    @Test(arguments: [2, 3, 4]) func unitariesActOnEffectFunctions(dimension: Int) throws {
        var stream = RandomStream(seed: 112)
        let basis = try EffectBasis(dimension: dimension, degrees: [1, 2], weightPowers: [0, 1])
        let first = try Haar.unitary(dimension: dimension, using: &stream)
        let second = try Haar.unitary(dimension: dimension, using: &stream)
        let psi = Haar.vector(dimension: dimension, using: &stream)
        let effect = ComplexMatrix(rows: dimension, columns: dimension) { 0.7 * (psi[$0] * psi[$1].conjugate) }
        let image = basis.values(at: effect.conjugated(by: first))
        let expected = try basis.representation(of: first) * basis.values(at: effect)
        for (left, right) in zip(image, expected) { #expect(abs(left - right) < 1e-13) }
        let (d1, d2) = (try basis.representation(of: first), try basis.representation(of: second))
        #expect((d1 * d2).distance(to: try basis.representation(of: first * second)) < 1e-12)
        #expect(RealMatrix.product(d1, .transposed, d1).distance(to: .identity(basis.count)) < 1e-12)
        // The generalized Bloch vector of a projector has length 1.
        let projector = (1 / 0.7) * effect
        let linear = try EffectBasis(dimension: dimension, degrees: [1]).values(at: projector)
        #expect(abs(euclideanNorm(linear) - 1) < 1e-14)
    }

    @Test func refuseWhatDoesNotFit() throws {
        #expect(throws: InvalidArgument.self) { try SymmetricPowers(variables: 0, degrees: [1]) }
        #expect(throws: InvalidArgument.self) { try SymmetricPowers(variables: 3, degrees: []) }
        #expect(throws: InvalidArgument.self) { try SymmetricPowers(variables: 3, degrees: [9]) }
        #expect(throws: InvalidArgument.self) { try SymmetricPowers(variables: 1000, degrees: [8]) }
        #expect(throws: InvalidArgument.self) { try EffectBasis(dimension: 1, degrees: [1]) }
        #expect(throws: InvalidArgument.self) { try EffectBasis(dimension: 2, degrees: [1], weightPowers: []) }
        let basis = try EffectBasis(dimension: 2, degrees: [1])
        #expect(throws: InvalidArgument.self) { try basis.representation(of: .identity(3)) }
    }
}
