import LHVDynamics
import TestSupport
import Testing

/// Extreme sizes and numbers: every call is refused in words, in a process that has little memory.
@Suite struct HostileCallTests {
    static let table: [HostileCalls] = [
        .sizes("UnitaryGroup levels", and: 0) { try UnitaryGroup.all.dimension(levels: $0, parties: 2) },
        .sizes("UnitaryGroup parties", and: 0) { try UnitaryGroup.all.dimension(levels: 2, parties: $0) },
        .sizes("DimensionBound levels", and: 0) { try DimensionBound(levels: $0, hiddenDimension: 2, parties: 2) },
        .sizes("DimensionBound hidden", [.min, -1, 1 << 40, .max]) {
            try DimensionBound(levels: 2, hiddenDimension: $0, parties: 2)
        },
        .sizes("DimensionBound parties", and: 0) { try DimensionBound(levels: 2, hiddenDimension: 2, parties: $0) },
        .sizes("leastHiddenDimension", and: 0) { try DimensionBound.leastHiddenDimension(levels: $0, parties: 2) },
        .sizes("table", and: 0) { try DimensionBound.table(levels: 2, hiddenDimension: 2, upTo: $0) },
        .sizes("OrbitDimensionBound", and: 0) { try OrbitDimensionBound(levels: 2, hiddenDimension: 2, parties: $0) },
        .sizes("MotionConstraints", and: 0, 2) { try MotionConstraints(motions: [.identity], degree: $0) },
        .sizes("MotionConstraints.values", [0, 1, 3]) {
            try MotionConstraints(motions: [.identity], degree: 1).values(at: Array(repeating: .z, count: $0))
        },
        .sizes("words") { try PairMotion.words(length: $0, over: [.identity, .identity]) },
        .sizes("PairQuadrature") { try PairQuadrature(kinks: .opposite, degree: $0) },
        .sizes("PairQuadrature inner", and: 0) { try PairQuadrature(kinks: .opposite, degree: 3, innerDegree: $0) },
        .sizes("CovariantGaugeOptimization", and: 0) { try CovariantGaugeOptimization(.precession, knots: $0) },
        .sizes("CovariantGaugeSearch", and: 0) {
            try CovariantGaugeSearch(basis: .functions(nodes: $0))
        },
        .sizes("HarmonicGaugeSearch", and: 0) {
            try HarmonicGaugeSearch(hamiltonian: .identity(4), degree: $0)
        },
        .sizes("staticVisibilityBound", [.min, -1, 0]) {
            try RegisterDynamicalModel.staticVisibilityBound(parties: $0)
        },
        .numbers("HeisenbergPrecession") { try HeisenbergPrecession(frequency: $0) },
        .numbers("AxialPrecession") { try AxialPrecession(ising: $0) },
        .numbers("IsingDynamicalModel") { try IsingDynamicalModel(frequency: $0) },
        .numbers("XXZDynamicalModel") { try XXZDynamicalModel(planar: 1, ising: $0) },

    ]

    @Test("16.2 extreme sizes and numbers are refused before memory is taken")
    func refused() async {
        await #expect(processExitsWith: .success) { HostileCalls.checkWithLittleMemory(HostileCallTests.table) }
    }
}
