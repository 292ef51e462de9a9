import LHVModels
import TestSupport
import Testing

/// Extreme sizes and numbers: every call is refused in words, in a process that has little memory.
@Suite struct HostileCallTests {
    static let table: [HostileCalls] = [
        .sizes("RealSphericalHarmonics") { try RealSphericalHarmonics(degree: $0) },
        .sizes("HarmonicRotation") { try HarmonicRotation(.identity(3), degree: $0) },
        .sizes("HarmonicBasis.full") { try HarmonicBasis.full(degree: $0) },
        .sizes("HarmonicBasis.odd", and: 0, 2) { try HarmonicBasis.odd(degree: $0) },
        .sizes("HarmonicBasis degrees") { try HarmonicBasis(degrees: [$0]) },
        .sizes("PlanarHarmonicBasis") { try PlanarHarmonicBasis(orders: [$0]) },
        .sizes("PlanarHarmonicBasis.odd", and: 0, 2) { try PlanarHarmonicBasis.odd(order: $0) },
        .sizes("EffectBasis", and: 0) { try EffectBasis(dimension: $0, degrees: [1]) },
        .sizes("EffectBasis degrees") { try EffectBasis(dimension: 2, degrees: [$0]) },
        .sizes("SymmetricPowers", and: 0) { try SymmetricPowers(variables: $0, degrees: [1]) },
        .sizes("SymmetricPowers degrees") { try SymmetricPowers(variables: 3, degrees: [$0]) },
        .sizes("SoftmaxHarmonicModel", [.min, -1, 0]) {
            try SoftmaxHarmonicModel(basis: .odd(degree: 1), outcomes: $0)
        },
        .sizes("OrderedSoftmaxModel", [.min, -1, 0]) {
            try OrderedSoftmaxModel(basis: EffectBasis(dimension: 2, degrees: [1]), outcomes: $0)
        },
        .sizes("cglmp", and: 0, 1) { try BellInequality.cglmp(outcomes: $0) },
        .sizes("chained", and: 0, 1) { try CorrelatorInequality.chained(settings: $0) },
        .sizes("mermin", and: 0, 1) { try CorrelatorInequality.mermin(parties: $0) },
        .sizes("svetlichny", and: 0, 1) { try CorrelatorInequality.svetlichny(parties: $0) },
        .sizes("fishburnReeds", and: 0) { try CorrelatorInequality.fishburnReeds(dimension: $0) },
        .sizes("CorrelatorTensor", [.min, -1, 1_000_000_000, 1 << 40, .max]) {
            try CorrelatorTensor(settings: [$0, $0]) { _ in 1 }
        },
        .sizes("integerLocalBound") { try CorrelatorTensor.integerLocalBound([1], settings: [$0, 1]) },
        .sizes("facets, one party") { try CorrelatorInequality.facets(settings: [$0]) },
        .sizes("facets, two parties") { try CorrelatorInequality.facets(settings: [$0, 2]) },
        .sizes("quantumBound", and: 0) {
            try BellInequality(.chsh).quantumBound(dimensions: [$0, 2], SeeSawOptions(seed: 1))
        },
        .sizes("quantumBound starts", and: 0) {
            try BellInequality(.chsh).quantumBound(dimensions: [2, 2], SeeSawOptions(starts: $0, seed: 1))
        },
        .sizes("heuristicLocalBound", and: 0) {
            try CorrelatorInequality.chsh.coefficients.heuristicLocalBound(starts: $0, seed: 1)
        },
        .sizes("lifted to a party") { try BellInequality(.chsh).lifted(addingSettingTo: $0) },
        .sizes("lifted outcomes", and: 0) { try BellInequality(.chsh).lifted(addingSettingTo: 0, outcomes: $0) },
        .sizes("WeightedCloud", [.min, -1, 0]) {
            var stream = RandomStream(seed: 1)
            return try WeightedCloud(sampling: WernerModel.distribution(visibility: 0.5), count: $0, using: &stream)
        },
        .numbers("WernerModel", and: -1, 2) { try WernerModel.distribution(visibility: $0) },
        .numbers("SharedDirection", and: -1, 2) { try SharedDirection(probability: $0) },
        .numbers("WernerSphereDensity", and: -1, 2) { try WernerSphereDensity(visibility: $0) },
        .numbers("longestBlochVector", [.nan, -.infinity]) {
            try SoftmaxHarmonicModel.longestBlochVector(sharpness: $0)
        },
        .numbers("leastSharpness", and: -1, 2) { try SoftmaxHarmonicModel.leastSharpness(forLength: $0) },
        .numbers("scaled") { try CorrelatorInequality.chsh.scaled(by: $0) },

    ]

    @Test("16.2 extreme sizes and numbers are refused before memory is taken")
    func refused() async {
        await #expect(processExitsWith: .success) { HostileCalls.checkWithLittleMemory(HostileCallTests.table) }
    }
}
