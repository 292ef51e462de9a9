import MacroscopicLocality
import Testing

/// Section IV: the local model with as many settings as spins.
@Suite struct JointStrategyTests {
    /// Random projective measurements, and one POVM of three outcomes in each region.
    static func measurements(_ settings: [Int], dimension: Int = 2, seed: UInt64) throws -> [[POVM]] {
        var stream = RandomStream(seed: seed, substream: 7)
        return try settings.map { count in
            try (0..<count).map { setting in
                setting == 0 && count > 1
                    ? try POVM.random(outcomes: 3, dimension: dimension, using: &stream)
                    : try POVM.randomBasis(dimension: dimension, using: &stream)
            }
        }
    }

    @Test("the model has the quantum probabilities", arguments: [[2, 2], [2, 3], [1, 2], [3, 2], [1, 1, 2]])
    func reproducesQuantumMechanics(_ sizes: [Int]) throws {
        let regions = try Regions.blocks(sizes)
        for seed in 1...2 {
            let state = try Cases.pure(sizes.reduce(0, +), seed: UInt64(seed))
            let model = try JointStrategyModel(
                of: state, regions: regions, measurements: JointStrategyTests.measurements(sizes, seed: UInt64(seed)))
            #expect(try model.defect() < 1e-12)
            #expect(model.jointDistribution.probabilities.allSatisfy { $0 >= 0 })
            #expect(abs(model.jointDistribution.probabilities.reduce(0, +) - 1) < 1e-12)
        }
    }

    @Test func mixedStatesAndScatteredRegions() throws {
        let state = try Cases.mixed(5)
        let regions = try Regions([[4, 1], [0, 3]])
        let model = try JointStrategyModel(
            of: state, regions: regions, measurements: JointStrategyTests.measurements([2, 2], seed: 5))
        #expect(try model.defect() < 1e-12)
    }

    @Test func fewerSettingsThanSpins() throws {
        let state = try Cases.pure(6)
        let model = try JointStrategyModel(
            of: state, regions: .blocks([3, 3]), measurements: JointStrategyTests.measurements([2, 1], seed: 6))
        #expect(try model.defect() < 1e-12)
    }

    @Test func anyLocalDimension() throws {
        var stream = RandomStream(seed: 12)
        let state = StateVector.random(in: try .qudits(4, dimension: 3), using: &stream)
        let model = try JointStrategyModel(
            of: state, regions: .blocks([2, 2]),
            measurements: JointStrategyTests.measurements([2, 2], dimension: 3, seed: 7))
        #expect(try model.defect() < 1e-12)
        #expect(model.effectiveState.state.space.dimensions == [3, 3])
    }

    @Test func observablesOfTwoBodies() throws {
        let state = try Cases.pure(6)
        let measurements = try JointStrategyTests.measurements([2, 1], dimension: 4, seed: 8)
        let model = try JointStrategyModel(of: state, regions: .blocks([4, 2]), measurements: measurements, bodies: 2)
        #expect(try model.defect() < 1e-12)
        #expect(throws: InvalidArgument.self) {
            try JointStrategyModel(of: state, regions: .blocks([3, 3]), measurements: measurements, bodies: 2)
        }
    }

    /// ρ′ has ρ_eff as its reduced state for every choice of one spin per region, and is invariant.
    @Test func permutedState() throws {
        let state = try Cases.mixed(5, rank: 3)
        let regions = try Regions([[0, 3], [1, 2, 4]])
        let permuted = try state.averagedOverPermutations(within: regions)
        let effective = try EffectiveState(of: state, regions: regions)
        for i in regions.members[0] {
            for j in regions.members[1] {
                #expect(try permuted.reduced(to: [i, j]).matrix.distance(to: effective.state.matrix) < 1e-14)
            }
        }
        #expect(try permuted.averagedOverPermutations(within: regions).matrix.distance(to: permuted.matrix) < 1e-14)
        #expect(try permuted.permutingParties([3, 1, 2, 0, 4]).matrix.distance(to: permuted.matrix) < 1e-14)
        // The joint distribution is that of ρ′ with a setting on each spin.
        let measurements = try JointStrategyTests.measurements([2, 3], seed: 9)
        let model = try JointStrategyModel(of: state, regions: regions, measurements: measurements)
        let ordered = try permuted.permutingParties([0, 3, 1, 2, 4])
        let joint = try ordered.outcomeDistribution(of: measurements.flatMap { $0 })
        #expect(zip(joint.probabilities, model.jointDistribution.probabilities).allSatisfy { abs($0 - $1) < 1e-13 })
    }

    @Test func theModelCanBeSampled() throws {
        let model = try JointStrategyModel(
            of: try Cases.pure(4), regions: .blocks([2, 2]),
            measurements: JointStrategyTests.measurements([2, 2], seed: 10))
        let predicted = try model.prediction()
        let lhv = LHVModel(base: model.polytope) { (_: Int) in
            model.distribution
        } prediction: { _, settings in
            try predicted.outcomeDistribution(given: settings.map(\.setting)).probabilities
        }
        var stream = RandomStream(seed: 13)
        let settings = [[0, 0], [0, 1], [1, 0], [1, 1]].map { list in
            list.enumerated().map { LocalPolytope.Setting(party: $0, setting: $1) }
        }
        let report = try lhv.verify(states: [0], settings: settings, samples: 4000, using: &stream)
        #expect(report.comparisons == 9 + 6 + 6 + 4)
        #expect(report.worstDeviation < 4.5)
        #expect(report.meanSquaredDeviation < 2)
    }

    @Test func settingsBound() throws {
        #expect(try SettingsBound.settings(spins: 3) == 3)
        #expect(try SettingsBound.settings(spins: 7, bodies: 2) == 3)
        // G4: 10²³ spins in 10⁷ regions with observables of 10⁷ bodies leave 10⁹ settings.
        #expect(try SettingsBound.settings(spins: 1e23 / 1e7, bodies: 1e7) == 1e9)
        #expect(try SettingsBound.guaranteesLocality(settings: [2, 2], regionSizes: [2, 2]))
        #expect(try SettingsBound.guaranteesLocality(settings: [2, 2], regionSizes: [1, 2]))
        #expect(try !SettingsBound.guaranteesLocality(settings: [3, 3], regionSizes: [1, 2]))
        #expect(try !SettingsBound.guaranteesLocality(settings: [2, 2], regionSizes: [1, 1]))
    }

    /// Tight: one spin each violates with two settings; one and two spins do not, but do with three.
    @Test func oneMoreSettingViolates() throws {
        let options = AscentOptions(starts: 30, seed: 4)
        let chsh = try BellInequality(CorrelatorInequality.chsh)
        let single = try MacroscopicViolation(of: chsh, regionSizes: [1, 1], options: options)
        #expect(abs(single.excess - (8.0.squareRoot() - 2)) < 1e-9)
        let double = try MacroscopicViolation(of: chsh, regionSizes: [1, 2], options: options)
        #expect(double.ends.allSatisfy { $0 <= 2 + 1e-9 })
        let three = try MacroscopicViolation(of: .i3322(), regionSizes: [1, 2], options: options)
        #expect(abs(three.excess - 0.01611) < 5e-6)
        #expect(abs(try MacroscopicViolation(of: .i3322(), regionSizes: [1, 1], options: options).value - 1.25) < 1e-9)
        // The value is that of the effective state, which is a state, with its measurements.
        #expect(throws: Never.self) { try DensityOperator(three.effectiveState.state.matrix, in: .twoQubits) }
        for povm in three.measurements.joined() { #expect(throws: Never.self) { try POVM(povm.elements) } }
        let two = try MacroscopicViolation(of: .i3322(), regionSizes: [2, 2], options: options)
        #expect(two.value <= 1 + 1e-9)
    }
}
