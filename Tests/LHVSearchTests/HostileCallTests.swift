import LHVSearch
import TestSupport
import Testing

/// Extreme sizes and numbers: every call is refused in words, in a process that has little memory.
@Suite struct HostileCallTests {
    /// The correlators of CHSH's singlet.
    static func chsh() throws -> CorrelatorTensor {
        let value = 0.5.squareRoot()
        return try CorrelatorTensor([value, value, value, -value], settings: [2, 2])
    }

    static let table: [HostileCalls] = [
        .sizes("SpinRing", and: 0, 2) { try SpinRing(sites: $0, couplings: .one) },
        .sizes("SpinRing.xxz", and: 0, 2) { try SpinRing.xxz(sites: $0, anisotropy: 1) },
        .sizes("groundState", and: 0) { try SpinRing(sites: 3, couplings: .one).groundState(spins: $0) },
        .sizes("gibbsState", and: 0) { try SpinRing(sites: 3, couplings: .one).gibbsState(spins: $0, beta: 1) },
        .sizes("KrivineBound", and: 0, 1) { try KrivineBound.value(dimension: $0) },
        .sizes("ResponseGrid rows", and: 0) { try ResponseGrid(rows: $0, azimuths: 4) },
        .sizes("ResponseGrid azimuths", and: 0) { try ResponseGrid(rows: 1, azimuths: $0) },
        .sizes("ResponseGrid shells", and: 0) { try ResponseGrid(shells: $0, rows: 1, azimuths: 4) },
        .sizes("SignPattern") { try SignPattern(count: $0, bytes: []) },
        .sizes("IsotropicPricing", and: 0, 2) { try IsotropicPricing(degree: $0) },
        .sizes("IsotropicPricing patterns", and: 0) { try IsotropicPricing(degree: 3, patterns: $0) },
        .sizes("MeasurementPolyhedron.geodesic", and: 0) { try MeasurementPolyhedron.geodesic(frequency: $0) },
        .sizes("MeasurementPolyhedron.angularGrid", and: 0) { try MeasurementPolyhedron.angularGrid($0) },
        .sizes("MeasurementPolyhedron.wellSpread", and: 0) {
            var stream = RandomStream(seed: 1)
            return try MeasurementPolyhedron.wellSpread(count: $0, using: &stream)
        },
        .sizes("ResponseRule.odd", and: 0, 2) { try ResponseRule.odd(degree: $0) },
        .sizes("ResponseRule.full") { try ResponseRule.full(degree: $0) },
        .sizes("ResponseRule.effects", and: 0) { try ResponseRule.effects(dimension: $0, degrees: [1]) },
        .sizes("HiddenVariableCloud.random", and: 0) {
            var stream = RandomStream(seed: 1)
            return try HiddenVariableCloud.random(rules: [.odd(degree: 1)], count: $0, using: &stream)
        },
        .numbers("nearestLocalPoint", and: -1, 2) {
            let _: NearestLocalCorrelators = try HostileCallTests.chsh().nearestLocalPoint(visibility: $0)
        },
        .numbers("localVisibility", and: -1) {
            let _: CorrelatorThreshold = try HostileCallTests.chsh().localVisibility(tolerance: $0)
        },
        .numbers("beta", [.nan]) { try SpinRing(sites: 3, couplings: .one).gibbsState(spins: 1, beta: $0) },

    ]

    @Test("16.2 extreme sizes and numbers are refused before memory is taken")
    func refused() async {
        await #expect(processExitsWith: .success) { HostileCalls.checkWithLittleMemory(HostileCallTests.table) }
    }
}
