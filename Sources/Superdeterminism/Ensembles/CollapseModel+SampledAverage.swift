import NumericalCore

/// An average over drawn hidden variables at one time.
public struct SampledAverage: Sendable, Hashable, Codable {
    /// The time.
    public let time: Double
    /// The mean of ρ(t) in the detector basis.
    public let matrix: ComplexMatrix
    /// The mean populations with their standard errors, by position.
    public let populations: [SampledValue]
    /// How often each position was the outcome.
    public let outcomeCounts: [Int]
    /// The number of runs.
    public let runs: Int
}

extension CollapseModel {
    /// The average of ρ(t) over drawn hidden variables.
    ///
    /// Runs with the same signs of σ have the same evolution, so the signs are counted first and evolved once each.
    /// - Parameters:
    ///   - time: t.
    ///   - runs: How many times hidden variables are drawn, at least 2.
    ///   - options: How to solve with a Hamiltonian; nil for the model's ``evolution``.
    ///   - generator: The source of chance.
    /// - Complexity: O(N) a run, and one evolution for each pattern of signs that occurs.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for a wrong time or fewer than two runs;
    ///   ``/NumericalCore/NumericalFailure`` when an integration fails.
    public func sampledAverage(
        at time: Double, runs: Int, options: CollapseEvolutionOptions? = nil,
        using generator: inout some RandomNumberGenerator
    ) throws -> SampledAverage {
        try CollapseModel.requireTime(time)
        try require(runs >= 2, "runs", must: "be at least 2", was: runs)
        var counts: [SigmaSigns: Int] = [:]
        var order: [SigmaSigns] = []
        for run in 0..<runs {
            if run & 15 == 0 { try Work.checkCancellation() }
            let signs = sampleSigns(using: &generator)
            if counts.updateValue((counts[signs] ?? 0) + 1, forKey: signs) == nil { order.append(signs) }
        }
        var mean = ComplexMatrix(rows: levels, columns: levels)
        var squares = [Double](repeating: 0, count: levels)
        var outcomes = [Int](repeating: 0, count: levels)
        // In the order of first appearance, so that a seed gives the same bits again.
        for signs in order {
            let count = counts[signs] ?? 0
            let matrix = try run(signs: signs).trajectory(at: [time], options: options).matrices[0]
            let weight = Double(count) / Double(runs)
            mean.add(Complex(weight), times: matrix)
            for position in 0..<levels { squares[position] += weight * matrix[position, position].squaredMagnitude }
            outcomes[signs.outcome] += count
        }
        let populations = (0..<levels).map { position in
            let value = mean[position, position].real
            return SampledValue(
                value,
                standardError: SampleVariance.standardErrorOfMean(
                    meanSquare: squares[position] - value * value, count: Double(runs)))
        }
        return SampledAverage(
            time: time, matrix: mean, populations: populations, outcomeCounts: outcomes, runs: runs)
    }

    /// The signs of σ₂ … σ_N for drawn hidden variables.
    public func sampleSigns(using generator: inout some RandomNumberGenerator) -> SigmaSigns {
        SigmaSigns(
            (1..<max(1, levels)).map { position in
                let squaredRadius = distributions[position - 1].radial.quantile(generator.uniform())
                return SigmaSigns.Sign(of: sigma(at: position, squaredRadius: squaredRadius))
            })
    }
}
