import Foundation
import LHVDynamics
import Testing

@Suite struct GroupTests {
    /// N-qubit states with a Bell-sphere distribution: mixtures of product states.
    struct Separable: Sendable {
        let directions: [[Direction]]
        let weights: [Double]

        static func random(parties: Int, terms: Int, seed: UInt64) -> Separable {
            var stream = RandomStream(seed: seed)
            return Separable(
                directions: (0..<terms).map { _ in (0..<parties).map { _ in .random(using: &stream) } },
                weights: (0..<terms).map { Double($0 + 1) / Double(terms * (terms + 1) / 2) })
        }

        func turned(by unitaries: [ComplexMatrix]) throws -> Separable {
            Separable(
                directions: try directions.map { try zip(unitaries, $0).map { try QubitRotation($0).rotate($1) } },
                weights: weights)
        }

        func probabilities(_ settings: [Direction]) -> [Double] {
            (0..<(1 << settings.count)).map { outcome in
                zip(directions, weights).reduce(0) { sum, term in
                    sum
                        + term.1
                        * settings.indices.reduce(1.0) { product, party in
                            let sign: Double = outcome >> (settings.count - 1 - party) & 1 == 0 ? 1 : -1
                            return product * (1 + sign * settings[party].dot(term.0[party])) / 2
                        }
                }
            }
        }
    }

    static func bellModel() -> LHVModel<BellSphereModel, Separable, SeparableSphereDistribution> {
        LHVModel(
            base: BellSphereModel(),
            distribution: { state in
                try SeparableSphereDistribution(
                    terms: state.directions.map { try $0.map { try BlochVector($0.x, $0.y, $0.z) } },
                    weights: state.weights)
            }, prediction: { $0.probabilities($1) })
    }

    static func unitaries(_ count: Int, dimension: Int, seed: UInt64) throws -> [ComplexMatrix] {
        var stream = RandomStream(seed: seed)
        return try (0..<count).map { _ in try Haar.unitary(dimension: dimension, using: &stream) }
    }

    @Test("Theorem 1: turning the measurement or the hidden variable is the same to 1e-12, qubits and qutrits")
    func covariance() throws {
        var stream = RandomStream(seed: 71)
        let qubit = try Self.unitaries(5, dimension: 2, seed: 72)
        let settings = (0..<8).map { _ in Direction.random(using: &stream) }
        let bell = BellSphereModel()
        let points = (0..<20).map { _ in bell.sampleHiddenVariable(using: &stream) }
        #expect(try bell.covarianceDefect(unitaries: qubit, settings: settings, hidden: points) == 0)
        for unitary in qubit {
            let expected = try QubitRotation(unitary).rotate(points[0])
            #expect(distance([try bell.transform(points[0], by: unitary)], [expected]) < 1e-14)
        }
        let softmax = SoftmaxHarmonicModel(basis: try .full(degree: 5))
        let hidden = (0..<5).map { _ in softmax.sampleHiddenVariable(using: &stream) }
        #expect(try softmax.covarianceDefect(unitaries: qubit, settings: settings, hidden: hidden) < 1e-12)
        let qutrits = SoftmaxEffectModel(basis: try EffectBasis(dimension: 3, degrees: [1, 2]))
        let bases = try (0..<4).map { _ in try POVM.randomBasis(dimension: 3, using: &stream) }
        let vectors = (0..<5).map { _ in qutrits.sampleHiddenVariable(using: &stream) }
        let turns = try Self.unitaries(3, dimension: 3, seed: 73)
        #expect(try qutrits.covarianceDefect(unitaries: turns, settings: bases, hidden: vectors) < 1e-12)
        #expect(qutrits.outcomeCount(of: bases[0]) == 3)
        let total = (0..<3).reduce(0) { $0 + qutrits.probability(of: $1, given: bases[0], at: vectors[0]) }
        #expect(abs(total - 1) < 1e-14)
    }

    @Test("Theorem 1: N = 1…4 particles follow products of unitaries, alone and in sequence", arguments: 1...4)
    func products(parties: Int) throws {
        var stream = RandomStream(seed: 174)
        let dynamics = BellSphereModel().dynamicalModel(for: Self.bellModel()) { try $1.turned(by: $0) }
        let steps = try (0..<3).map { try Self.unitaries(parties, dimension: 2, seed: 75 + UInt64($0)) }
        let settings = (0..<2).map { _ in (0..<parties).map { _ in Direction.random(using: &stream) } }
        let report = try dynamics.verify(
            states: [.random(parties: parties, terms: 3, seed: 76)], sequences: [[], [steps[0]], steps],
            settings: settings, samples: 6_000, using: &stream)
        #expect(report.worstDeviation < 4.5)
        let points = (0..<20).map { _ in (0..<parties).map { _ in Direction.random(using: &stream) } }
        func gap(_ one: Direction, _ two: Direction) -> Double { distance([one], [two]) }
        let identity = Array(repeating: ComplexMatrix.identity(2), count: parties)
        let defects = try dynamics.microscopicDefects(
            identity: identity,
            pairs: [(steps[0], steps[1], zip(steps[0], steps[1]).map { $0 * $1 })], points: points, distance: gap)
        #expect(defects.identity < 1e-14 && defects.composition < 1e-13)
        let locality = try dynamics.localityDefect(
            of: steps[0], party: 0, partners: [], points: points, distance: gap, using: &stream)
        #expect(locality == 0)
    }

    @Test("an entangled local state follows product unitaries too: Werner at v = 0.5 > 1/3")
    func entangled() throws {
        var stream = RandomStream(seed: 77)
        struct Turned: Sendable {
            let form: TwoQubitBlochForm
            let unitaries: [ComplexMatrix]
        }
        let form = try TwoQubitBlochForm(DensityOperator.werner(visibility: 0.5))
        #expect(try form.densityOperator().concurrence() > 0.2)
        let model = LHVModel<BellSphereModel, DensityOperator, WernerSphereDensity>(
            base: BellSphereModel(), distribution: { _ in try WernerSphereDensity(visibility: 0.5) },
            prediction: { PairStatistics(try TwoQubitBlochForm($0), $1[0], $1[1]).probabilities })
        let dynamics = BellSphereModel().dynamicalModel(for: model) { unitaries, state in
            try state.applying(unitaries[0].kronecker(unitaries[1]))
        }
        let steps = try (0..<2).map { try Self.unitaries(2, dimension: 2, seed: 78 + UInt64($0)) }
        let report = try dynamics.verify(
            states: [try form.densityOperator()], sequences: [[steps[0]], steps], settings: randomPairs(3, seed: 79),
            samples: 20_000, using: &stream)
        #expect(report.worstDeviation < 4.5)
    }

    @Test("wrong actions are caught, each by its own check")
    func wrongActions() throws {
        var stream = RandomStream(seed: 80)
        func gap(_ one: Direction, _ two: Direction) -> Double { distance([one], [two]) }
        let right = BellSphereModel().dynamicalModel(for: Self.bellModel()) { try $1.turned(by: $0) }
        let steps = try (0..<2).map { try Self.unitaries(2, dimension: 2, seed: 81 + UInt64($0)) }
        let points = randomPairs(10, seed: 83)
        // The inverse rotation: an antihomomorphism with the wrong statistics.
        let inverse = GroupDynamicalModel(
            model: right.model, transform: { try right.transform($0.map(\.adjoint), $1) }, action: right.action)
        let report = try inverse.verify(
            states: [.random(parties: 2, terms: 2, seed: 84)], sequences: [[steps[0]]],
            settings: randomPairs(3, seed: 85), samples: 8_000, using: &stream)
        #expect(report.worstDeviation > 6)
        let defects = try inverse.microscopicDefects(
            identity: [.identity(2), .identity(2)],
            pairs: [(steps[0], steps[1], zip(steps[0], steps[1]).map { $0 * $1 })], points: points, distance: gap)
        #expect(defects.identity < 1e-14 && defects.composition > 0.1)
        // Particles that take each other's unitary.
        let swapped = GroupDynamicalModel(
            model: right.model, transform: { try right.transform($0.reversed(), $1).reversed() }, action: right.action)
        #expect(
            try swapped.localityDefect(
                of: steps[0], party: 0, partners: [], points: points, distance: gap, using: &stream) > 0.1)
        // A motion even without a unitary.
        let restless = GroupDynamicalModel(
            model: right.model, transform: { _, point in point.map { -$0 } }, action: right.action)
        #expect(
            try restless.microscopicDefects(
                identity: [.identity(2), .identity(2)], pairs: [], points: points, distance: gap
            ).identity > 1)
    }
}
