import Foundation
import NumericalCore

extension CollapseModel {
    /// The largest number of sign patterns that an average lists one by one.
    public static let largestPatternCount = 1 << 14

    /// The populations averaged over the hidden variables, exactly, by position.
    ///
    /// For uniform λ and P2's law they equal |α|² for two levels and as κt → ∞; otherwise not, see ``CollapseLaw/pairwise``.
    /// The average over 2^{N−1} sign patterns is done level by level from the top: of what lies above a level it needs only
    /// E[e^{−aκt}] and E[e^{−aκt}·(population of the a positive levels)]. (Ours.)
    /// - Complexity: O(N) for H = 0; as ``averageTrajectory(at:options:)`` otherwise.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the time is finite and not negative, and as
    ///   ``averageTrajectory(at:options:)``.
    public func averagePopulations(at time: Double) throws -> [Double] {
        try CollapseModel.requireTime(time)
        if case .none = hamiltonian {
            if let ensemble = RankedEnsemble(self) {
                return ensemble.populations(at: scaledTime(time)).map { $0.withoutRounding(in: 0...1) }
            }
        }
        return try averageMatrix(at: time).diagonal.map { $0.real.withoutRounding(in: 0...1) }
    }

    /// ρ(t) averaged over the hidden variables, exactly, in the detector basis: the model's density operator.
    ///
    /// - Complexity: O(N²) for H = 0; as ``averageTrajectory(at:options:)`` otherwise.
    /// - Throws: As ``averageTrajectory(at:options:)``.
    public func averageMatrix(at time: Double) throws -> ComplexMatrix {
        try averageTrajectory(at: [time]).matrices[0]
    }

    /// The average of ρ(t) over the hidden variables at a list of times, exactly.
    ///
    /// - Complexity: O(N²) a time for H = 0. With a Hamiltonian every sign pattern that has a probability is evolved: up to
    ///   2^{N−1} for P2's law and N for the others.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for wrong times, or more than ``largestPatternCount`` patterns;
    ///   ``/NumericalCore/NumericalFailure`` when an integration fails.
    public func averageTrajectory(
        at times: [Double], options: CollapseEvolutionOptions? = nil
    ) throws -> CollapseTrajectory {
        for time in times { try CollapseModel.requireTime(time) }
        if case .none = hamiltonian, let ensemble = RankedEnsemble(self) {
            return CollapseTrajectory(times: times, matrices: times.map { ensemble.matrix(at: scaledTime($0)) })
        }
        var sums = times.map { _ in ComplexMatrix(rows: levels, columns: levels) }
        for (signs, weight) in try weightedPatterns() {
            let matrices = try run(signs: signs).trajectory(at: times, options: options).matrices
            for index in times.indices { sums[index].add(Complex(weight), times: matrices[index]) }
        }
        return CollapseTrajectory(times: times, matrices: sums)
    }

    /// The sign patterns that occur, with their probabilities; one for each outcome where the law asks for no more.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are more than ``largestPatternCount``.
    public func weightedPatterns() throws -> [(signs: SigmaSigns, probability: Double)] {
        if law != .pairwise {
            return outcomeProbabilities.enumerated().filter { $0.element > 0 }.map { outcome, probability in
                var signs = [SigmaSigns.Sign](repeating: .negative, count: levels - 1)
                if outcome > 0 { signs[outcome - 1] = .positive }
                return (SigmaSigns(signs), probability)
            }
        }
        var patterns: [(signs: [SigmaSigns.Sign], probability: Double)] = [([], 1)]
        for probability in signProbabilities {
            let possible = SigmaSigns.Sign.allCases.filter { probability($0) > 0 }
            try require(
                patterns.count * possible.count <= CollapseModel.largestPatternCount, "sign patterns of σ",
                must: "be at most \(CollapseModel.largestPatternCount) for an exact average",
                was: "more, for \(levels) levels; sample the average")
            patterns = patterns.flatMap { pattern in
                possible.map { (pattern.signs + [$0], pattern.probability * probability($0)) }
            }
        }
        return patterns.map { (SigmaSigns($0.signs), $0.probability) }
    }
}

/// The average over independent signs for H = 0, level by level, where zeros occur only for levels that are never occupied.
struct RankedEnsemble {
    private let law: CollapseLaw
    private let amplitudes: [Complex]
    private let populations: [Double]
    /// P(σ > 0) by position.
    private let positive: [Double]
    /// The outcome's probabilities by position.
    private let outcomes: [Double]
    /// How many levels at the bottom have no operators between them.
    private let bottom: Int

    /// Nil when zeros above a sign that is not zero have a probability; the patterns must then be listed.
    init?(_ model: CollapseModel) {
        law = model.law
        amplitudes = model.initialAmplitudes
        populations = model.initialPopulations
        outcomes = model.outcomeProbabilities
        let signs = model.signProbabilities
        positive = [0] + signs.map(\.positive)
        bottom = 1 + (signs.firstIndex { $0.zero < 1 } ?? signs.count)
        guard law != .pairwise || signs[(bottom - 1)...].allSatisfy({ $0.zero == 0 }) else { return nil }
    }

    func populations(at tau: Double) -> [Double] {
        if law != .pairwise {
            return zip(populations, outcomes).map { $0 * exp(-tau) - $1 * expm1(-tau) }
        }
        let (kept, moved) = (exp(-tau), -expm1(-tau))
        let total = populations.reduce(0, +)
        var result = populations
        // a positive levels above: E[e^{−aτ}], E[e^{−aτ}·(their population)]; and the population of all levels above.
        var (survival, inPositive, above) = (1.0, 0.0, 0.0)
        for position in stride(from: populations.count - 1, through: bottom, by: -1) {
            let (population, weight) = (populations[position], positive[position])
            let gained = (total - population) * survival - inPositive
            let gainedFromAbove = above * survival - inPositive
            result[position] =
                weight * (population * survival + moved * gained) + (1 - weight)
                * exp(-Double(position) * tau) * (population * survival + moved * gainedFromAbove)
            let factor = 1 - weight * moved
            inPositive = inPositive * factor + survival * weight * kept * population
            survival *= factor
            above += population
        }
        let share = (above * survival - inPositive) * -expm1(-Double(bottom) * tau) / Double(bottom)
        for position in 0..<bottom { result[position] = populations[position] * survival + share }
        return result
    }

    func matrix(at tau: Double) -> ComplexMatrix {
        let levels = amplitudes.count
        var matrix = ComplexMatrix(rows: levels, columns: levels)
        for (position, population) in populations(at: tau).enumerated() {
            matrix[position, position] = Complex(population)
        }
        func set(_ row: Int, _ column: Int, _ factor: Double) {
            let value = factor * (amplitudes[row] * amplitudes[column].conjugate)
            (matrix[row, column], matrix[column, row]) = (value, value.conjugate)
        }
        guard law == .pairwise else {
            for column in 1..<max(1, levels) {
                for row in 0..<column {
                    // Operators that act on one of the two levels only when it is not the outcome.
                    let touched = law == .direct ? outcomes[row] + outcomes[column] : 0
                    set(row, column, exp(-tau) * (1 - touched) + exp(-tau / 2) * touched)
                }
            }
            return matrix
        }
        let (moved, halfMoved) = (-expm1(-tau), -expm1(-tau / 2))
        // A level's own factor when nothing above is asked: it loses to all below with probability 1 − w.
        func own(_ position: Int) -> Double {
            guard position >= bottom else { return 1 }
            return positive[position] + (1 - positive[position]) * exp(-Double(position) * tau / 2)
        }
        var survival = 1.0
        for column in stride(from: levels - 1, through: 1, by: -1) {
            let weight = column >= bottom ? positive[column] : 0
            var between =
                column >= bottom
                ? weight * exp(-tau / 2) + (1 - weight) * exp(-Double(column) * tau / 2) : 1
            for row in stride(from: column - 1, through: 0, by: -1) {
                set(row, column, survival * between * own(row))
                if row >= bottom { between *= 1 - positive[row] * halfMoved }
            }
            if column >= bottom { survival *= 1 - weight * moved }
        }
        return matrix
    }
}
