import Superdeterminism
import TestSupport
import Testing

/// Extreme sizes and numbers: every call is refused in words, in a process that has little memory.
@Suite struct HostileCallTests {
    static let table: [HostileCalls] = [
        .sizes("DiskVariables.uniform", and: 0) {
            var stream = RandomStream(seed: 1)
            return try DiskVariables.uniform(levels: $0, using: &stream)
        },
        .sizes("JumpOperator", and: 0) { try JumpOperator(from: 0, to: 1).matrix(levels: $0) },
        .sizes("SigmaSigns.allPatterns", and: 0, 25) { try SigmaSigns.allPatterns(levels: $0) },
        .sizes("arrows") { try SigmaSigns("+").arrows(ofLevel: $0) },
        .sizes("sternGerlach", and: 0) { try CollapseModel.sternGerlach(twiceSpin: $0, along: .x) },
        .sizes("doubleSlit", and: 0) { try CollapseModel.doubleSlit(points: $0, slitWidth: 1, distance: 2) },
        .sizes("doubleSlit width", and: 0) { try CollapseModel.doubleSlit(points: 16, slitWidth: $0, distance: 2) },
        .sizes("doubleSlit distance") { try CollapseModel.doubleSlit(points: 16, slitWidth: 1, distance: $0) },
        .sizes("parametric", and: 0) {
            try MovingSurface<SIMD3<Double>>.parametric(grid: $0) { SIMD3($0, $1, $2) }
        },
        .sizes("pursuit", and: 0) {
            let surface = MovingSurface<SIMD3<Double>>.sphere(centre: { SIMD3(5 - $0, 0, $0) }, radius: { _ in 1 })
            return try EndpointOptimization(from: SIMD3(0, 0, 0), at: 0, to: surface, at: 2).pursuit(steps: $0)
        },
        .sizes("runs", [.min, -1]) {
            var stream = RandomStream(seed: 1)
            return try CollapseModel.beamSplitter().sampleOutcomeCounts(runs: $0, using: &stream)
        },
        .sizes("reordered") { try CollapseModel.beamSplitter().reordered([0, $0]) },
        .sizes("population") {
            try CollapseModel.beamSplitter().averageTrajectory(at: [0, 1]).population(at: $0)
        },
        .numbers("beamSplitter", and: -1, 2) { try CollapseModel.beamSplitter(reflectivity: $0) },
        .numbers("kappa", and: -1) { try CollapseModel.beamSplitter(kappa: $0) },
        .numbers("averageMatrix", and: -1) { try CollapseModel.beamSplitter().averageMatrix(at: $0) },
        .numbers("TwoParticleExample", and: -1, 2) { try TwoParticleExample(q: $0) },

    ]

    @Test("16.2 extreme sizes and numbers are refused before memory is taken")
    func refused() async {
        await #expect(processExitsWith: .success) { HostileCalls.checkWithLittleMemory(HostileCallTests.table) }
    }
}
