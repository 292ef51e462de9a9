import MacroscopicLocality
import TestSupport
import Testing

/// Extreme sizes and numbers: every call is refused in words, in a process that has little memory.
@Suite struct HostileCallTests {
    static let table: [HostileCalls] = [
        .sizes("Regions.blocks", and: 0) { try Regions.blocks([$0, 2]) },
        .sizes("Regions.bipartitions", and: 0, 1) { try Regions.bipartitions(of: $0) },
        .sizes("AnticommutingTree.simple", and: 0) { try AnticommutingTree.simple(regions: $0) },
        .sizes("AnticommutingTree.folded", and: 0, 1) { try AnticommutingTree.folded(regions: $0) },
        .sizes("AnticommutingTree.balanced", and: 0, 1) { try AnticommutingTree.balanced(regions: $0) },
        .sizes("AnticommutingTree.leastSpins", and: 0, 1) { try AnticommutingTree.leastSpins(regions: $0) },
        .sizes("AnticommutingFamily.search", and: 0) { try AnticommutingFamily.search(spins: [$0]) },
        .sizes("AnticommutingFamily.search limit", [.min, -1, 0]) {
            try AnticommutingFamily.search(spins: [1], stepLimit: $0)
        },
        .sizes("AnticommutingFamily", [.min, -1, 0]) { try AnticommutingFamily(sites: [[0], [0]], spins: [$0]) },
        .sizes("shifted") { try AnticommutingTree.balanced(regions: 2).family.shifted(region: $0) },
        .sizes("flipped") { try AnticommutingTree.balanced(regions: 2).family.flipped(region: $0) },
        .sizes("Magnetization") { try Magnetization(of: [$0], along: .x, qubits: 3) },
        .sizes("Magnetization qubits", and: 0) { try Magnetization(of: [0], along: .x, qubits: $0) },
        .sizes("CriterionSearch", and: 0) { try CriterionSearch(regionSizes: [$0, 1]) },
        .sizes("CriterionSearch starts", and: 0) {
            try CriterionSearch(regionSizes: [1, 1], options: AscentOptions(starts: $0))
        },
        .sizes("CriterionSearch threads", and: 0) {
            try CriterionSearch(regionSizes: [1, 1], options: AscentOptions(threads: $0))
        },
        .sizes("MacroscopicViolation", and: 0) {
            try MacroscopicViolation(of: BellInequality(.chsh), regionSizes: [$0, 1])
        },
        .numbers("dicke", and: -1) { try EffectiveState.dicke(excitations: $0, regionSizes: [2, 2]) },
        .numbers("ghz", and: 0, 0.5) { try EffectiveState.ghz(regionSizes: [$0, 1]) },
        .numbers("settings", and: -1) { try SettingsBound.settings(spins: $0) },

    ]

    @Test("16.2 extreme sizes and numbers are refused before memory is taken")
    func refused() async {
        await #expect(processExitsWith: .success) { HostileCalls.checkWithLittleMemory(HostileCallTests.table) }
    }
}
