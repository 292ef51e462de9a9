import NumericalCore
import QuantumStates

/// How hidden variables change from one run to the next when they are degrees of freedom of a slowly changing detector.
///
/// Both processes keep the distribution of every λ_J as it is: it is only the correlation between runs that is new.
/// Source: P2, Sec. 6.
public enum SlowVariables: Sendable, Hashable, Codable {
    /// Each λ_J is drawn anew with this probability and stays as it was otherwise; 1 is P2's average.
    case renewal(Double)
    /// The place of each |λ_J|² among its distribution's quantiles takes normal steps of this size, reflected at 0 and 1.
    case drift(Double)

    func validate() throws {
        switch self {
        case .renewal(let probability):
            try require(
                probability >= 0 && probability <= 1, "renewal probability", must: "be in 0…1", was: probability)
        case .drift(let step):
            try require(step >= 0 && step.isFinite, "drift step", must: "be finite and at least 0", was: step)
        }
    }

    func advance(_ quantiles: inout [Double], using generator: inout some RandomNumberGenerator) {
        for index in quantiles.indices {
            switch self {
            case .renewal(let probability):
                if generator.uniform() < probability { quantiles[index] = generator.uniform() }
            case .drift(let step):
                // Reflection: the line folded to 0…1 with period 2.
                let moved = quantiles[index] + step * generator.normalPair().0
                let folded = abs(moved - 2 * (moved / 2).rounded())
                quantiles[index] = min(folded, 1 - 0x1p-53)
            }
        }
    }
}

/// A Bell test whose hidden variables change slowly from run to run.
public struct SlowBellRecord: Sendable {
    /// The counts of all runs.
    public let record: BellRecord
    /// The correlation coefficient of the first party's ±1 results in neighbouring runs of independent random settings.
    ///
    /// Zero in quantum mechanics, whose runs are independent.
    public let neighbourCorrelation: SampledValue
    /// The CHSH values of blocks of consecutive runs; empty unless the scenario is CHSH's.
    public let blockCHSH: [SampledValue]

    /// The mean of (block value − overall value)²/(standard error)²: 1 for independent runs, more when they hang together.
    public var dispersion: Double? {
        guard blockCHSH.count > 1 else { return nil }
        let mean = blockCHSH.reduce(0) { $0 + $1.value } / Double(blockCHSH.count)
        // The errors of blocks in which all results agree vanish; the overall variance serves all blocks alike.
        let variance = blockCHSH.reduce(0) { $0 + $1.standardError * $1.standardError } / Double(blockCHSH.count)
        guard variance > 0 else { return .infinity }
        let scatter = blockCHSH.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) }
        return scatter / Double(blockCHSH.count - 1) / variance
    }
}

extension BellTest {
    /// Runs the test with hidden variables that change slowly: results hang together more than quantum mechanics allows.
    ///
    /// - Parameters:
    ///   - runs: How many runs, at least 2.
    ///   - change: How λ changes between runs.
    ///   - blockLength: How many runs make a block of ``SlowBellRecord/blockCHSH``; enough that all settings occur.
    ///   - generator: The source of chance.
    /// - Complexity: O(N) a run.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is out of range, or a block is so short that a pair of
    ///   settings was never chosen in it.
    public func sample(
        runs: Int, changing change: SlowVariables, blockLength: Int = 400,
        using generator: inout some RandomNumberGenerator
    ) throws -> SlowBellRecord {
        try require(runs >= 2, "runs", must: "be at least 2", was: runs)
        try require(blockLength >= 1, "blockLength", must: "be at least 1", was: blockLength)
        try change.validate()
        var record = BellRecord(scenario: scenario)
        var block = BellRecord(scenario: scenario)
        var blocks: [SampledValue] = []
        let samplers = models.map(OutcomeSampler.init)
        let places = try outcomePlaces()
        var quantiles = (1..<max(1, models[0].levels)).map { _ in generator.uniform() }
        // Centred at the mean over all settings, so that a biased coin is not taken for memory.
        let mean =
            try models.reduce(0) { sum, model in
                try sum
                    + model.basis.inOutcomeOrder(model.outcomeProbabilities).enumerated().reduce(0) {
                        $0 + $1.element * (firstIsZero($1.offset, model) ? 1 : -1)
                    }
            } / Double(models.count)
        var (previous, products, variance) = (0.0, 0.0, 0.0)
        for run in 0..<runs {
            if run & 255 == 0 { try Work.checkCancellation() }
            if run > 0 { change.advance(&quantiles, using: &generator) }
            let list = Int.random(in: 0..<models.count, using: &generator)
            let position = samplers[list].outcome(quantiles: quantiles)
            record.counts[places[list][position]] += 1
            block.counts[places[list][position]] += 1
            let result = (models[list].basis.outcomeList(at: position)[0] == 0 ? 1 : -1) - mean
            if run > 0 { products += result * previous }
            variance += result * result
            previous = result
            if scenario == .chsh, (run + 1) % blockLength == 0 {
                blocks.append(try block.chsh())
                block = BellRecord(scenario: scenario)
            }
        }
        let pairs = Double(runs - 1)
        let correlation = variance > 0 ? (products / pairs) / (variance / Double(runs)) : 0
        return SlowBellRecord(
            record: record,
            neighbourCorrelation: SampledValue(correlation, standardError: 1 / pairs.squareRoot()),
            blockCHSH: blocks)
    }

    private func firstIsZero(_ outcome: Int, _ model: CollapseModel) -> Bool {
        outcome < model.levels / model.basis.outcomes[0]
    }
}
