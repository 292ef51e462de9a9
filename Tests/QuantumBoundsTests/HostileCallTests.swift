import QuantumBounds
import TestSupport
import Testing

/// Extreme sizes and numbers: every call is refused in words, in a process that has little memory.
@Suite struct HostileCallTests {
    static func chsh() throws -> BellInequality { try BellInequality(.chsh) }

    static func delft() throws -> MeasuredBehaviour {
        try MeasuredBehaviour(counts: [23, 3, 4, 23, 33, 11, 5, 30, 22, 10, 6, 24, 4, 20, 21, 6], in: .chsh)
    }

    static func assemblage() throws -> Assemblage {
        try Assemblage(of: .werner(visibility: 1), measurements: [.along(.x), .along(.z)])
    }

    static let table: [HostileCalls] = [
        .sizes("HierarchyLevel degree", and: 0, 65) { try HierarchyLevel(degree: $0) },
        .sizes("HierarchyLevel degreePerParty", and: 65) { try HierarchyLevel(degreePerParty: $0) },
        .sizes("HierarchyLevel products", and: 0, 65) { try HierarchyLevel(products: [[$0]]) },
        .sizes("level text", [0, 65, 1 << 40, .max]) { try HierarchyLevel("\($0)") },
        .sizes("huge level", [20, 40, 64]) { degree in
            try BellInequality.i3322().quantumUpperBound(level: HierarchyLevel(degree: degree))
        },
        .sizes("huge level per party", [5, 30, 64]) { degree in
            try BellInequality.i3322().quantumUpperBound(level: HierarchyLevel(degreePerParty: degree))
        },
        .sizes("operatorLimit", and: 0, 10_001) {
            try chsh().quantumUpperBound(HierarchyOptions(operatorLimit: $0))
        },
        .sizes("momentLimit", and: 0, 30_001) { try chsh().quantumUpperBound(HierarchyOptions(momentLimit: $0)) },
        .sizes("iterationLimit", [.min, -1]) {
            try chsh().quantumUpperBound(HierarchyOptions(solver: SemidefiniteOptions(iterationLimit: $0)))
        },
        .sizes("threads", and: 0) {
            try chsh().quantumUpperBound(HierarchyOptions(solver: SemidefiniteOptions(threads: $0)))
        },
        .numbers("tolerance", and: 0, 1) {
            try chsh().quantumUpperBound(HierarchyOptions(solver: SemidefiniteOptions(tolerance: $0)))
        },
        .numbers("timeLimit", and: -1, 1e10) {
            try chsh().quantumUpperBound(HierarchyOptions(solver: SemidefiniteOptions(timeLimit: $0)))
        },
        .sizes("letters of no party", [2, .max]) { party in
            try chsh().quantumUpperBound(level: HierarchyLevel(words: [[OperatorLetter(party: party, setting: 0)]]))
        },
        .sizes("innn22", and: 0, 1, 65) { try BellInequality.innn22(settings: $0) },
        .numbers("guessing value") { try chsh().guessingBound(value: $0) },
        .sizes("guessing steps", and: 0) { try chsh().guessingBound(value: 2, steps: $0) },
        .sizes("guessing party", and: 2) { try chsh().guessingBound(value: 2, parties: [$0]) },
        .sizes("guessing setting", and: 2) { try chsh().guessingBound(value: 2, settings: [$0]) },
        .numbers("confidence", and: 0, 1) { try delft().distanceRadius(confidence: $0) },
        .numbers("limit's confidence", and: 0, 1) {
            try delft().lowerLimit(of: chsh(), settingProbabilities: [0.25, 0.25, 0.25, 0.25], confidence: $0)
        },
        .numbers("limit's probabilities", and: 0, -1) {
            try delft().lowerLimit(of: chsh(), settingProbabilities: [$0, 0.25, 0.25, 0.25])
        },
        .numbers("weights", and: -1, 2) {
            try Behaviour.popescuRohrlich.nearestQuantum(weights: [$0, 0.25, 0.25, 0.25])
        },
        .sizes("copies", and: 0, 3) { try DensityOperator.werner(visibility: 0.5).symmetricExtension(copies: $0) },
    ]

    @Test("16.2 extreme sizes and numbers are refused before memory is taken")
    func refused() async {
        await #expect(processExitsWith: .success) {
            HostileCalls.checkWithLittleMemory(HostileCallTests.table, atLeast: 90)
        }
    }
}
