import LHVDynamics
import Testing

@Suite struct PropertyTests {
    @Test("disjoint pairs are local, overlapping dependence is found")
    func locality() throws {
        var stream = RandomStream(seed: 121)
        let pair = try HeisenbergPrecession(frequency: 1)
        let field = try DisjointSphereField(
            parties: 4, groups: [.init(members: [0, 1], field: pair), .init(members: [2, 3], field: pair)])
        let points = (0..<10).map { _ in (0..<4).map { _ in Direction.random(using: &stream) } }
        #expect(try field.localityDefect(of: 0, partners: [1], points: points, using: &stream) == 0)
        #expect(try field.localityDefect(of: 0, partners: [], points: points, using: &stream) > 0.1)
        let allToAll = try AdaptiveSphereField(
            parties: 4, velocity: { point, _ in point.indices.map { point[($0 + 2) % 4].vector } })
        #expect(try allToAll.localityDefect(of: 0, partners: [1], points: points, using: &stream) > 0.1)
    }

    @Test("the smooth field settles near λ₂ = −λ₁, the plain one grows like 1/distance")
    func smoothness() throws {
        var stream = RandomStream(seed: 122)
        let points = randomPairs(50, seed: 123).map { [$0[0], -$0[0]] }
        let distances = [1e-2, 1e-4, 1e-6]
        let plain = try HeisenbergPrecession(frequency: 1).steepness(near: points, distances: distances, using: &stream)
        #expect(plain[2] > 1000 * plain[0])
        let smooth = try HeisenbergPrecession(frequency: 1, isSmooth: true)
            .steepness(near: points, distances: distances, using: &stream)
        #expect(smooth.allSatisfy { $0 == 0 })
        let seams = randomPairs(200, seed: 124)
        let settled = try HeisenbergPrecession(frequency: 1, isSmooth: true)
            .steepness(near: seams, distances: distances, using: &stream)
        #expect(settled[2] < 2 * settled[0] + 1)
    }

    @Test("three disjoint pairs of particles follow their state within standard errors")
    func sixParticles() throws {
        var stream = RandomStream(seed: 125)
        let dynamics = try HeisenbergDynamicalModel(frequency: 1)
        let states = try randomStates(3, visibility: 3.0 / 28, seed: 126)
        let pairs = try states.map { try dynamics.gauge.distribution(of: $0) }
        let field = try DisjointSphereField(
            parties: 6, groups: (0..<3).map { .init(members: [2 * $0, 2 * $0 + 1], field: dynamics.field) })
        let evolution = try dynamics.evolution()
        let model = LHVModel<BellSphereModel, Double, PairsDistribution>(
            base: BellSphereModel(), distribution: { _ in PairsDistribution(pairs: pairs) },
            prediction: { time, settings in
                let factors = try states.indices.map { index in
                    PairStatistics(
                        try TwoQubitBlochForm(evolution.evolve(states[index], time: time)), settings[2 * index],
                        settings[2 * index + 1]
                    ).probabilities
                }
                return factors.dropFirst().reduce(factors[0]) { product, factor in
                    product.flatMap { one in factor.map { one * $0 } }
                }
            })
        let dynamical = DynamicalLHVModel(model: model, flow: field) { start, time in start + time }
        let report = try dynamical.verify(
            states: [0], times: [0, 2.1], settings: [randomPairs(3, seed: 127).flatMap { $0 }], samples: 6_000,
            using: &stream)
        #expect(report.comparisons == 128)
        #expect(report.worstDeviation < 4.5)
    }

    struct PairsDistribution: HiddenVariableDistribution {
        let pairs: [LinearGaugeDensity<HeisenbergGauge>]
        var parties: Int { 2 * pairs.count }
        func sample(using generator: inout some RandomNumberGenerator) -> [Direction] {
            pairs.flatMap { $0.sample(using: &generator) }
        }
    }

    @Test("each check says which statement it is about, what it implies, and what stays open")
    func hierarchy() throws {
        let model = try HeisenbergDynamicalModel(frequency: 1)
        let states = try randomStates(2, visibility: 0.1, seed: 128)
        let pairs = randomPairs(30, seed: 129).filter { $0[0].dot($0[1]) > -0.8 }
        let first = try model.compatibility(states: states, times: [0, 1], pairs: pairs)
        #expect(first.isSupported && first.supported == DynamicsStatement.allCases)
        let second = try model.dynamicsOfInitialDistributions(
            states: states, times: [1], settings: randomPairs(1, seed: 130),
            quadrature: PairQuadrature(kinks: .opposite, degree: 3, innerDegree: 8))
        #expect(second.isSupported && second.supported.count == 3)
        let third = try #require(BellSphereModel.hasDynamics(from: [second]))
        #expect(third.statement == .baseModelHasDynamics)
        let fourth = try #require(DynamicsEvidence.hamiltonianHasDynamics(from: [third]))
        #expect(fourth.supported == [.hamiltonianHasDynamics])
        // A wrong field refutes the compatibility of these distributions with it and leaves the weaker statements open.
        let wrong = WrongPair()
        let failed = try wrong.compatibility(states: states, times: [0], pairs: pairs)
        #expect(!failed.isSupported && failed.refuted == [.distributionsAreCompatible])
        #expect(BellSphereModel.hasDynamics(from: [failed]) == nil)
    }

    struct WrongPair: SpherePairDynamics {
        let gauge = ProductGauge()
        let field = RestingField()
        var hamiltonian: ComplexMatrix {
            PairCoefficients(
                one: 0, a: .zero, b: .zero, t: (SIMD3(0.25, 0, 0), SIMD3(0, 0.25, 0), SIMD3(0, 0, 0.25))
            ).kernel
        }
    }
}
