import MacroscopicLocality
import Testing

/// Effective states and searches give the same bits on one, two and three threads.
@Suite("Macroscopic routines on any number of threads") struct DeterminismTests {
    static func options(_ threads: Int) -> AscentOptions {
        AscentOptions(starts: 4, roundLimit: 50, seed: 6, threads: threads)
    }

    static func bits(_ numbers: [Double]) -> String { "\(numbers.map(\.bitPattern))" }

    static func bits(_ matrix: ComplexMatrix) -> String { bits(matrix.elements.flatMap { [$0.real, $0.imaginary] }) }

    static let routines: [(name: String, run: @Sendable (Int) throws -> String)] = [
        (
            "effective state of two regions",
            {
                bits(try EffectiveState(of: Cases.pure(13), regions: .blocks([5, 6]), threads: $0).state.matrix)
            }
        ),
        (
            "effective state of three regions",
            {
                bits(try EffectiveState(of: Cases.pure(12), regions: .blocks([3, 5, 4]), threads: $0).state.matrix)
            }
        ),
        (
            "search for the criterion",
            {
                let found = try CriterionSearch(regionSizes: [1, 2], options: options($0))
                return bits([found.value] + found.correlations + found.ends)
            }
        ),
        (
            "search for a violation",
            {
                let found = try MacroscopicViolation(
                    of: BellInequality(.chsh), regionSizes: [1, 2], options: options($0))
                return bits([found.value] + found.ends) + bits(found.effectiveState.state.matrix)
            }
        ),
    ]

    @Test(arguments: routines.indices) func sameBits(index: Int) throws {
        let routine = Self.routines[index]
        let results = try [1, 2, 3].map(routine.run)
        #expect(Set(results).count == 1, "\(routine.name)")
    }
}
