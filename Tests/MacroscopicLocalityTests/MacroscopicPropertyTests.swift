import MacroscopicLocality
import Testing

/// Effective states, criterion, strategies and trees over random samples.
@Suite("Macroscopic correlations, as properties") struct MacroscopicPropertyTests {
    struct Sample: Sendable {
        let state: StateVector
        let regions: Regions
    }

    /// A pure state of up to seven qubits, two or three regions of some of them in any order.
    static func sample(_ choices: inout Choices, regions count: Int, least: Int = 1) throws -> Sample {
        let sizes = (0..<count).map { _ in choices.integer(in: least...(count == 2 ? 3 : 2)) }
        let used = sizes.reduce(0, +)
        let qubits = used + choices.integer(in: 0...(7 - used))
        var parties = Array(0..<qubits)
        parties.shuffle(using: &choices)
        var members: [[Int]] = []
        for size in sizes {
            members.append(Array(parties.prefix(size)))
            parties.removeFirst(size)
        }
        return Sample(
            state: .random(in: try .qubits(qubits), using: &choices), regions: try Regions(members))
    }

    static func directions(_ choices: inout Choices, _ count: Int) -> [Direction] {
        (0..<count).map { _ in .random(using: &choices) }
    }

    static func planes(_ choices: inout Choices, _ count: Int) -> [MeasurementPlane] {
        (0..<count).map { _ in
            MeasurementPlane(settings: .random(using: &choices), .random(using: &choices))
        }
    }

    @Test func effectiveStatesAreStatesAndGiveTheCorrelations() async {
        await forAll("ρ_eff is a state with the correlations, whatever the order in a region") {
            choices in
            let sample = try Self.sample(&choices, regions: choices.integer(in: 2...3))
            let order = sample.regions.members.map { $0.shuffled(using: &choices) }
            return (sample, try Regions(order), Self.directions(&choices, sample.regions.count))
        } holds: { sample, shuffled, directions in
            let effective = try EffectiveState(of: sample.state, regions: sample.regions)
            let matrix = effective.state.matrix
            try demand(matrix.trace.real, equals: 1, within: 1e-12, "the trace")
            try demand(try effective.state.eigenvalues().allSatisfy { $0 > -1e-12 }, "no eigenvalue is negative")
            let other = try EffectiveState(of: sample.state, regions: shuffled)
            try demand(matrix.distance(to: other.state.matrix), equals: 0, within: 1e-13, "the order in a region")
            let direct = try Cases.correlation(sample.state, sample.regions, directions)
            try demand(
                try effective.magnetizationCorrelation(along: directions), equals: direct, within: 1e-11,
                "⟨M·M·…⟩")
        }
    }

    @Test func twoSettingsAreLocalFromTwoSpinsOn() async {
        await forAll("two regions of two or more spins have L ≤ 1 in all planes, and a local model") { choices in
            let sample = try Self.sample(&choices, regions: 2, least: 2)
            return (sample, Self.planes(&choices, 2), Self.directions(&choices, 4))
        } holds: { sample, planes, directions in
            let effective = try EffectiveState(of: sample.state, regions: sample.regions)
            let criterion = try effective.criterion(planes: planes)
            try demand(criterion >= 0 && criterion <= 1 + 1e-12, "L = \(criterion)")
            let vectors = try MonogamyVectors(of: sample.state, regions: sample.regions, planes: planes)
            try demand(vectors.longest <= 1 + 1e-12, "a vector has length \(vectors.longest)")
            try demand(vectors.criterion, equals: criterion, within: 1e-12, "L from the vectors")
            let model = try TwoSettingModel(
                of: effective, along: [Array(directions[0..<2]), Array(directions[2..<4])])
            guard let model else { throw Violation("there is no model") }
            try demand(try model.defect(), equals: 0, within: 1e-12, "the model's correlators")
        }
    }

    @Test func twoSettingModelsExistExactlyBelowOne() async {
        await forAll("a model of correlators exists when Σ|c_s| ≤ 1, and reproduces them", cases: 60) { choices in
            let parties = choices.integer(in: 1...4)
            return try CorrelatorTensor(settings: Array(repeating: 2, count: parties), includesMarginals: false) { _ in
                choices.real(in: -1...1)
            }
        } holds: { correlators in
            let weight = try TwoSettingModel.weight(of: correlators)
            guard let model = try TwoSettingModel(correlators) else {
                return try demand(weight > 1, "no model for weight \(weight)")
            }
            try demand(weight <= 1 + 1e-12, "a model for weight \(weight)")
            try demand(try model.defect(), equals: 0, within: 1e-12, "the model's correlators")
        }
    }

    @Test func jointStrategiesReproduceQuantumProbabilities() async {
        await forAll("as many settings as spins have a local model", cases: 15) {
            choices in
            let sample = try Self.sample(&choices, regions: 2)
            let measurements = sample.regions.sizes.map { size in
                (0..<choices.integer(in: 1...size)).map { _ in POVM.along(.random(using: &choices)) }
            }
            return (sample, measurements)
        } holds: { sample, measurements in
            let model = try JointStrategyModel(
                of: sample.state, regions: sample.regions, measurements: measurements)
            try demand(try model.defect(), equals: 0, within: 1e-11, "the model's probabilities")
            try demand(model.distribution.weights.allSatisfy { $0 >= 0 }, "weights are not negative")
            let local = try SettingsBound.guaranteesLocality(
                settings: measurements.map { Double($0.count) }, regionSizes: sample.regions.sizes.map(Double.init))
            try demand(local, "the bound admits the settings")
        }
    }

    @Test func rotationalVisibilityStaysBelowItsBound() async {
        await forAll("V ≤ (R + 2)/(3R) in every state") { choices in
            try Self.sample(&choices, regions: 2)
        } holds: { sample in
            let effective = try EffectiveState(of: sample.state, regions: sample.regions)
            let value = try RotationalVisibility.value(of: effective)
            let sizes = sample.regions.sizes.map(Double.init)
            let bound = try RotationalVisibility.bound(sizes[0], sizes[1])
            try demand(value >= -1.0 / 3 - 1e-12 && value <= bound + 1e-12, "V = \(value), bound \(bound)")
            let averaged = try RotationalVisibility.averaged(effective)
            let defect = try RotationalVisibility.defect(of: averaged)
            try demand(defect, equals: 0, within: 1e-12, "the mean is a Werner state")
        }
    }

    @Test func treesAnticommuteAndFit() async {
        await forAll("a tree exists when the regions hold it, and moves keep it anticommuting") {
            choices in
            let sizes = choices.list(1...5) { Double($0.integer(in: 1...20)) }
            return (sizes, choices.integer(in: 0...100), choices.integer(in: -50...50))
        } holds: { sizes, region, steps in
            let isLargeEnough = Cases.holdTree(sizes)
            guard let tree = try AnticommutingTree.fitting(sizes) else {
                return try demand(!isLargeEnough, "there should be a tree")
            }
            try demand(isLargeEnough, "there should be no tree")
            try demand(tree.spinsPerRegion.reduce(0, +) == (1 << sizes.count) - 1, "one spin for each node")
            try demand(zip(tree.spinsPerRegion, sizes).allSatisfy { Double($0) <= $1 }, "each region holds its nodes")
            try demand(try tree.fits(sizes), "it fits")
            let family = try tree.family.embedded(in: sizes.map { Int($0) })
            let region = region % sizes.count
            for moved in [
                family, try family.shifted(region: region, by: steps), try family.flipped(region: region),
            ] {
                try demand(moved.isAnticommuting, "words \(String(describing: moved.firstCommutingPair())) commute")
            }
            let back = try family.shifted(region: region, by: steps).shifted(region: region, by: -steps)
            try demand(back == family, "a shift can be undone")
        }
    }
}
