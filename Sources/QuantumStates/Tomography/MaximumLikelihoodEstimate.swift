import Foundation
import NumericalCore

/// The state of greatest likelihood for tomography data, with what the answer is worth.
public struct MaximumLikelihoodEstimate: Sendable, Hashable, Codable {
    /// The state.
    public let state: DensityOperator
    /// Σ n_i log p_i, and for Poissonian counts Σ (n_i log N p_i − N p_i): log L without the terms that depend on the counts
    /// only.
    public let logLikelihood: Double
    /// An upper bound on how much greater log L of any other state is, by the dual problem.
    ///
    /// It includes an allowance for rounding, about 1e-15 of the total count.
    public let optimalityGap: Double
    /// N: the given number of trials, the estimated one, or the mean over the settings.
    public let trials: Double
    /// The number of Newton steps.
    public let iterations: Int
    /// Why the iteration ended; `stalled` when rounding allowed no further ascent before the gap fell to the tolerance.
    public let stopReason: StopReason
}

/// How far a maximization of the likelihood goes.
public struct MaximumLikelihoodOptions: Sendable, Hashable, Codable {
    /// The optimality gap to reach, in units of log L: 1e-6 is far below statistical errors, which move it by about D²/2.
    ///
    /// From about 10⁹ counts on rounding stops the ascent before 1e-6, and the stop reason says so.
    public var gapTolerance: Double
    /// The largest number of Newton steps.
    public var iterationLimit: Int

    /// Options with a gap of 1e-6 and 500 iterations unless said otherwise.
    public init(gapTolerance: Double = 1e-6, iterationLimit: Int = 500) {
        self.gapTolerance = gapTolerance
        self.iterationLimit = iterationLimit
    }

    /// Throws unless both options are positive.
    func check() throws {
        try require(
            gapTolerance > 0 && gapTolerance.isFinite, "gapTolerance", must: "be finite and above 0", was: gapTolerance)
        try require(iterationLimit >= 1, "iterationLimit", must: "be at least 1", was: iterationLimit)
    }
}

extension TomographyData {
    /// The state of greatest likelihood.
    ///
    /// log L is Σ n_i log p_i for complete measurements, Σ (n_i log N p_i − N p_i) for Poissonian counts with p_i = Tr(ρE_i).
    /// An unknown N is estimated along: N = Σn_i/Σp_i at the maximum, and the problem for Nρ is that of a complete
    /// measurement with effects G^{−½}E_iG^{−½}, G = ΣE_i. The maximum is found by Newton's method with a barrier that keeps
    /// the state positive; `optimalityGap` certifies it.
    /// Sources: [Hradil1997]; for the unknown intensity [Hradil2004].
    /// - Complexity: O(M·D⁴ + D⁶) an iteration, about 50 iterations; two milliseconds for two qubits, half a second for four.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the effects are not informationally complete or an option is not
    ///   positive; ``/NumericalCore/NumericalFailure`` when LAPACK fails; `CancellationError` inside a cancelled task.
    public func maximumLikelihood(
        _ options: MaximumLikelihoodOptions = MaximumLikelihoodOptions()
    ) throws -> MaximumLikelihoodEstimate {
        try options.check()
        try requireInformationallyComplete()
        return try maximizedLikelihood(options)
    }

    /// As ``maximumLikelihood(_:)`` for options and effects that were checked.
    func maximizedLikelihood(_ options: MaximumLikelihoodOptions) throws -> MaximumLikelihoodEstimate {
        let sum = effects.dropFirst().reduce(effects[0], +)
        var penalty: ComplexMatrix?
        var solution: BarrierNewton.Solution
        func run(_ effects: [ComplexMatrix]) throws -> BarrierNewton.Solution {
            try BarrierNewton(effects: effects, counts: counts, penalty: penalty)
                .solve(gapTolerance: options.gapTolerance, iterationLimit: options.iterationLimit)
        }
        if case .poisson(trials: nil) = statistics {
            // Effects are informationally complete, so that their sum is positive definite.
            let root = try sum.hermitianEigensystem().applying { Complex(1 / $0.squareRoot()) }
            solution = try run(effects.map { $0.conjugated(by: root).hermitianPart })
            let back = solution.state.conjugated(by: root).hermitianPart
            solution.state = (1 / back.trace.real) * back
        } else {
            if case .poisson(let trials?) = statistics { penalty = trials * sum }
            solution = try run(effects)
        }
        let state = DensityOperator(unchecked: solution.state, in: space)
        let probabilities = try self.probabilities(of: state)
        let total = counts.reduce(0, +)
        let trials: Double
        switch statistics {
        case .poisson(let known?): trials = known
        case .poisson(nil): trials = total / probabilities.reduce(0, +)
        case .multinomial(let outcomes): trials = total / Double(outcomes.count)
        }
        var logLikelihood = 0.0
        for (count, probability) in zip(counts, probabilities) where count > 0 {
            logLikelihood += count * log(probability)
        }
        if case .poisson = statistics {
            logLikelihood += total * log(trials) - trials * probabilities.reduce(0, +)
        }
        return MaximumLikelihoodEstimate(
            state: state, logLikelihood: logLikelihood, optimalityGap: solution.gap, trials: trials,
            iterations: solution.iterations, stopReason: solution.ending)
    }
}

extension MaximumLikelihoodEstimate: CustomStringConvertible {
    /// The state, and how far the likelihood can be from its maximum.
    public var description: String {
        "maximum-likelihood estimate from about \(ShortNumber.text(trials, digits: 10)) trials of each setting: \(state); log-likelihood within "
            + "\(ShortNumber.text(optimalityGap, digits: 2)) of its maximum"
    }
}
