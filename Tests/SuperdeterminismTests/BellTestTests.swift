import Foundation
import Superdeterminism
import Testing

@Suite struct BellTestTests {
    /// (|00⟩ + |11⟩)/√2, Alice along z, Bob along z or x.
    static func signalling(_ law: CollapseLaw, order: [Int]? = nil) throws -> BellTest {
        try BellTest(
            state: BellState.phiPlus.stateVector, directions: [[.z], [.z, .x]], law: law, order: order)
    }

    @Test("CHSH of the singlet is 2√2", arguments: CollapseLaw.allCases)
    func chsh(law: CollapseLaw) throws {
        let runs = 1_000_000
        let test = try BellTest.chsh(.singlet, law: law)
        let exact = try test.behaviour().correlators()
        #expect(abs(exact[0] + exact[1] + exact[2] - exact[3] - 8.0.squareRoot()) < 1e-13)
        #expect(try test.behaviour().distance(to: test.quantumBehaviour()) < 1e-14)
        var stream = RandomStream(seed: 110)
        let record = try test.sample(runs: runs, using: &stream)
        #expect(record.runs == runs)
        #expect(abs(try record.chsh().deviation(from: 8.0.squareRoot())) < 4)
        #expect(try record.chsh().standardError < 0.01)
        #expect(try record.frequencies().distance(to: test.quantumBehaviour()) < 0.02)
    }

    @Test("the settings enter σ")
    func settingsEnterSigma() throws {
        let test = try BellTest.chsh(.singlet)
        let variables = try DiskVariables([Complex(0.6), Complex(0.7), Complex(0.8)])
        let sigmas = try test.models.map { try $0.sigmas(variables) }
        #expect(Set(sigmas.map { $0.map { ($0 * 1e12).rounded() } }).count > 1)
    }

    @Test("P2's law signals at finite times: P_A(0) = 0.54800 or 0.57482 for κt = 0.3")
    func signals() throws {
        let test = try BellTestTests.signalling(.pairwise)
        let bobZ = try test.probability(of: 0, party: 0, given: [0, 0], at: 0.3)
        let bobX = try test.probability(of: 0, party: 0, given: [0, 1], at: 0.3)
        #expect(abs(bobZ - 0.54800) < 5e-6)
        #expect(abs(bobX - 0.57482) < 5e-6)
        let signalling = try test.behaviour(at: 0.3).signalling()
        #expect(abs(signalling.defect - (bobX - bobZ)) < 1e-14)
        #expect(signalling.party == 1)
        // No trace of it at the beginning and after full collapse.
        for time in [0, 60.0] { #expect(try test.behaviour(at: time).noSignallingDefect < 1e-14) }
        #expect(try test.behaviour().noSignallingDefect < 1e-14)
        // Drawn hidden variables show the same signal.
        var stream = RandomStream(seed: 111)
        for (model, expected) in zip(test.models, [bobZ, bobX]) {
            let populations = try model.sampledAverage(at: 0.3, runs: 40_000, using: &stream).populations
            let share = populations[0].value + populations[1].value
            #expect(abs(share - expected) < 4 * (populations[0].standardError + populations[1].standardError))
        }
    }

    @Test("the repaired law does not signal at any time, in any order")
    func repairedDoesNotSignal() throws {
        for order in [nil, [3, 1, 0, 2], [2, 3, 1, 0]] {
            let test = try BellTestTests.signalling(.direct, order: order)
            for time in [0, 0.05, 0.3, 1, 5.0] {
                #expect(try test.behaviour(at: time).noSignallingDefect < 1e-15)
                #expect(abs(try test.probability(of: 0, party: 0, given: [0, 1], at: time) - 0.5) < 1e-15)
            }
        }
    }

    @Test("the largest signal of two qubits")
    func largestSignal() throws {
        var stream = RandomStream(seed: 112)
        let search = try SignallingSearch(at: 0.3, restarts: 3, steps: 300, using: &stream)
        #expect(search.signal > 0.05)
        #expect(search.signal == (try SignallingSearch.signal(of: search.state, search.direction, at: 0.3)))
        let repaired = try SignallingSearch(at: 0.3, law: .direct, restarts: 1, steps: 50, using: &stream)
        #expect(repaired.signal < 1e-14)
    }

    @Test("two detectors on qutrits and three on qubits")
    func otherScenarios() throws {
        var stream = RandomStream(seed: 113)
        let bases = try (0..<2).map { _ in try (0..<2).map { _ in try Haar.unitary(dimension: 3, using: &stream) } }
        let qutrits = try BellTest(state: .maximallyEntangled(dimension: 3), bases: bases)
        #expect(try qutrits.behaviour().distance(to: qutrits.quantumBehaviour()) < 1e-14)
        let record = try qutrits.sample(runs: 40_000, using: &stream)
        #expect(try record.frequencies().distance(to: qutrits.quantumBehaviour()) < 0.03)
        let mermin = try BellTest(state: .ghz(parties: 3), directions: [[.x, .y], [.x, .y], [.x, .y]])
        let correlators = try mermin.behaviour().correlators()
        #expect(abs(correlators[0] - correlators[3] - correlators[5] - correlators[6] - 4) < 1e-13)
        let sampled = try mermin.sample(runs: 20_000, using: &stream)
        #expect(try sampled.correlator(given: [0, 0, 0]).value == 1)
    }

    @Test("statistical independence fails for Λ and holds for λ alone")
    func statisticalDependence() throws {
        let test = try BellTest.chsh(.singlet)
        let report = try test.statisticalDependence()
        #expect(report.lambdaIsIndependent)
        #expect(report.settingEntropy == 2)
        #expect(abs(report.withBasis.mutualInformation - 2) < 1e-14)
        #expect(report.withBasis.totalVariation == 1)
        let sigma = try #require(report.sigma)
        // Coarser readings of Λ know less.
        #expect(report.signs.mutualInformation > 1e-3)
        #expect(sigma.mutualInformation > report.signs.mutualInformation)
        #expect(sigma.mutualInformation < 2)
        #expect(sigma.totalVariation > report.signs.totalVariation)
        // Equal settings are nothing to depend on.
        let same = try StatisticalDependence([test.models[0], test.models[0]])
        #expect(same.signs.mutualInformation == 0 && same.signs.totalVariation == 0)
        #expect(same.withBasis.mutualInformation == 0)
        #expect(try #require(same.sigma).mutualInformation == 0)
        let other = try DiskDistribution(radial: .power(2))
        let skew = try BellTest.chsh(.singlet, distribution: other)
        #expect(try StatisticalDependence([test.models[0], skew.models[0]]).lambdaIsIndependent == false)
    }

    @Test("dependence for one bit, by hand")
    func dependenceByHand() throws {
        // P(σ₂ > 0) is ¼ or ¾: I = 1 − h(¼).
        let models = try [Cases.roots(0.75, 0.25), Cases.roots(0.25, 0.75)].map { try Cases.model($0, in: .qubit) }
        let report = try StatisticalDependence(models)
        let entropy = -(0.25 * log2(0.25) + 0.75 * log2(0.75))
        #expect(abs(report.signs.mutualInformation - (1 - entropy)) < 1e-14)
        #expect(abs(report.signs.totalVariation - 0.5) < 1e-15)
        // σ₂ is uniform on −¾…¼ or −¼…¾, which overlap by one half.
        let sigma = try #require(report.sigma)
        #expect(abs(sigma.mutualInformation - 0.5) < 1e-14)
        #expect(abs(sigma.totalVariation - 0.5) < 1e-15)
    }

    @Test("local causality holds given Λ and fails given λ alone")
    func localCausality() throws {
        var stream = RandomStream(seed: 114)
        let report = try BellTest.chsh(.singlet).localCausality(samples: 2000, using: &stream)
        #expect(report.defectWithBasis == 0)
        #expect(report.settingDependentShare.value > 0.1)
        #expect(report.shareByParty.allSatisfy { $0.value <= report.settingDependentShare.value })
        // Results that cannot depend on anything: a product state in its own basis.
        let product = try BellTest(state: .product([.z, .z]), directions: [[.z], [.z]])
        #expect(try product.localCausality(samples: 50, using: &stream).settingDependentShare.value == 0)
    }

    @Test("at fixed λ CHSH exceeds 2√2, on average it is 2√2")
    func fixedVariables() throws {
        let test = try BellTest.chsh(.singlet)
        var stream = RandomStream(seed: 115)
        let values = try (0..<4000).map { _ in
            try test.chsh(at: DiskVariables.uniform(levels: 4, using: &stream))
        }
        #expect(Set(values).isSubset(of: [-4, -2, 0, 2, 4]))
        #expect(values.contains(4))
        let mean = values.reduce(0, +) / 4000
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4000
        #expect(abs(mean - 8.0.squareRoot()) < 4 * (variance / 4000).squareRoot())
    }

    @Test("slowly varying λ make neighbouring runs hang together")
    func slowVariables() throws {
        let test = try BellTest.chsh(.singlet)
        var stream = RandomStream(seed: 116)
        let fresh = try test.sample(runs: 40_000, changing: .renewal(1), using: &stream)
        #expect(abs(fresh.neighbourCorrelation.deviation(from: 0)) < 4)
        #expect(abs(try #require(fresh.dispersion) - 1) < 0.6)
        for change in [SlowVariables.renewal(0.002), .drift(0.02)] {
            let slow = try test.sample(runs: 40_000, changing: change, using: &stream)
            #expect(slow.neighbourCorrelation.deviation(from: 0) > 20)
            #expect(try #require(slow.dispersion) > 3)
            #expect(slow.record.runs == 40_000)
            #expect((slow.blockCHSH.map(\.value).max() ?? 0) > 3)
        }
        // The distribution itself is kept: a long run comes back to Born's rule.
        let long = try test.sample(runs: 100_000, changing: .drift(0.7), using: &stream)
        #expect(abs(try long.record.chsh().value - 8.0.squareRoot()) < 0.1)
    }

    @Test("a skewed λ breaks Born's rule and lets the average signal even after full collapse")
    func skewed() throws {
        let skew = try DiskDistribution(radial: .power(2))
        let test = try BellTest.chsh(.singlet, distribution: skew)
        #expect(try test.behaviour().distance(to: test.quantumBehaviour()) > 0.01)
        #expect(try test.behaviour().noSignallingDefect > 0.01)
        var stream = RandomStream(seed: 117)
        let record = try test.sample(runs: 40_000, using: &stream)
        #expect(try record.frequencies().distance(to: test.behaviour()) < 0.03)
    }
}
