import LHVModels
import Testing

@testable import HiddenVariableClouds

@Suite struct BracketTests {
    /// Two measurements for each party, where the threshold is known: CHSH, v = 1/√2.
    @Test func enclosesTheThresholdOfCHSH() async throws {
        let first = [POVM.along(.x), .along(.z)]
        let second = [
            POVM.along(try Direction(1, 0, 1)), .along(try Direction(1, 0, -1)),
        ]
        let rule = try ResponseRule.effects(dimension: 2, degrees: [1])
        let options = SearchOptions(
            points: 24, scale: 2, phases: [.adam(steps: 300, rate: 0.3, batch: BatchDesign(.grid, settings: 2))],
            seed: 4, testSettings: 200, testInterval: 100, threads: 1)
        let criterion = try BracketCriterion(ceiling: 1e-5, attempts: 2, width: 0.03, options: options)
        let bracket = try await BracketSearch(in: 0.5...1, criterion: criterion) { visibility in
            try CloudProblem(
                state: .werner(visibility: visibility), families: [.listed(first), .listed(second)],
                rules: [rule, rule])
        }.run()
        let threshold = 0.5.squareRoot()
        let upper = try #require(bracket.notReached)
        #expect(upper > threshold)
        #expect(bracket.reached < threshold + 0.005)
        #expect(bracket.reached > 0.65 && upper < 0.75)
        #expect(bracket.stopReason == .converged && bracket.width ?? 1 <= 0.03)
        #expect(bracket.trials.allSatisfy { $0.isReached == ($0.error.divergence <= 1e-5) })
    }

    @Test func reachedEverywhereAndNowhere() async throws {
        let options = SearchOptions(
            points: 30, phases: [.adam(steps: 20, batch: BatchDesign(.grid, settings: 6))], testSettings: 50,
            threads: 1)
        let easy = try BracketCriterion(ceiling: 1, width: 0.1, options: options)
        let bracket = try await BracketSearch(in: 0...1, criterion: easy) {
            try CloudProblem(qubits: .werner(visibility: $0), degree: 1)
        }.run()
        #expect(bracket.reached == 1 && bracket.notReached == nil && bracket.trials.count == 2)
        let hard = try BracketCriterion(ceiling: 1e-30, attempts: 1, width: 0.1, options: options)
        await #expect(throws: NumericalFailure.self) {
            try await BracketSearch(in: 0.5...1, criterion: hard) {
                try CloudProblem(qubits: .werner(visibility: $0), degree: 1)
            }.run()
        }
    }
}
