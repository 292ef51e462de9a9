import NumericalCore
import QuantumStates

/// The counts of a simulated Bell test.
public struct BellRecord: Sendable, Hashable {
    /// Parties, settings and outcomes.
    public let scenario: Scenario
    /// How often each outcome list was found for each list of settings, in the scenario's order.
    public internal(set) var counts: [Int]

    init(scenario: Scenario) {
        self.scenario = scenario
        counts = [Int](repeating: 0, count: scenario.count)
    }

    /// The number of runs.
    public var runs: Int { counts.reduce(0, +) }

    /// The frequencies of the outcomes for each list of settings.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when some list of settings was never chosen.
    public func frequencies() throws -> Behaviour {
        var probabilities: [Double] = []
        for list in 0..<scenario.settingLists {
            let range = try scenario.range(of: scenario.settings(ofList: list))
            let total = counts[range].reduce(0, +)
            try require(
                total > 0, "runs with settings \(scenario.settings(ofList: list))", must: "be at least one", was: total)
            probabilities += counts[range].map { Double($0) / Double(total) }
        }
        return try Behaviour(probabilities, in: scenario)
    }

    /// The mean product of the parties' ±1 results for one list of settings, outcome 0 counting +1; error √((1 − E²)/(n − 1)).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the settings do not exist, were never chosen, or have other than two
    ///   outcomes.
    public func correlator(given settings: [Int]) throws -> SampledValue {
        let range = try scenario.range(of: settings)
        let total = counts[range].reduce(0, +)
        try require(total > 0, "runs with settings \(settings)", must: "be at least one", was: total)
        let mean = try frequencies(of: settings, total: total)
        return SampledValue(
            mean, standardError: SampleVariance.standardErrorOfMean(meanSquare: 1 - mean * mean, count: Double(total)))
    }

    private func frequencies(of settings: [Int], total: Int) throws -> Double {
        let range = try scenario.range(of: settings)
        var sum = 0
        for (place, count) in counts[range].enumerated() {
            try require(
                range.count == 1 << scenario.parties, "outcomes", must: "be two for each party", was: range.count)
            sum += place.nonzeroBitCount % 2 == 0 ? count : -count
        }
        return Double(sum) / Double(total)
    }

    /// E(a₀b₀) + E(a₀b₁) + E(a₁b₀) − E(a₁b₁).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the test is of two parties with two settings and two outcomes, and
    ///   every pair of settings was chosen.
    public func chsh() throws -> SampledValue {
        try BellTest.requireCHSH(scenario)
        var (value, variance) = (0.0, 0.0)
        for (settings, sign) in [([0, 0], 1.0), ([0, 1], 1), ([1, 0], 1), ([1, 1], -1)] {
            let correlator = try correlator(given: settings)
            value += sign * correlator.value
            variance += correlator.standardError * correlator.standardError
        }
        return SampledValue(value, standardError: variance.squareRoot())
    }
}

extension BellTest {
    /// Runs the test: settings uniformly at random, hidden variables drawn anew in every run, the outcome that they decide.
    ///
    /// - Parameters:
    ///   - runs: How many runs.
    ///   - generator: The source of chance.
    /// - Complexity: O(N) a run.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `runs` is negative.
    public func sample(runs: Int, using generator: inout some RandomNumberGenerator) throws -> BellRecord {
        try require(runs >= 0, "runs", must: "be at least 0", was: runs)
        var record = BellRecord(scenario: scenario)
        let samplers = models.map(OutcomeSampler.init)
        let places = try outcomePlaces()
        for run in 0..<runs {
            if run & 255 == 0 { try Work.checkCancellation() }
            let list = Int.random(in: 0..<models.count, using: &generator)
            record.counts[places[list][samplers[list].sample(using: &generator)]] += 1
        }
        return record
    }

    // Where in the scenario's order an outcome's position counts.
    func outcomePlaces() throws -> [[Int]] {
        try models.enumerated().map { list, model in
            let start = try scenario.range(of: scenario.settings(ofList: list)).lowerBound
            return model.basis.order.map { start + $0 }
        }
    }
}
