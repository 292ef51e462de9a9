import Foundation
import QuantumStates

/// How well outcomes can be guessed by anybody, bounded from the value of a Bell inequality alone.
///
/// For every multiplier λ ≥ 0 and every guess e, P(outcomes = e|x) + λ·F ≤ B_λ for all quantum behaviours, with B_λ proven by the hierarchy. A
/// guesser who holds more than the devices do prepares behaviours p_e, one for each guess, whose mixture has the value F; the chance to be right
/// is Σ_e weight_e·P_e(e|x) ≤ B_λ − λ·F. It holds for trials that differ from one another too, with F their mean, because it is linear.
/// Sources: [Pironio2010]; [NietoSilleras2014].
public struct GuessingBound: Sendable, Hashable, Codable {
    /// Nobody guesses the outcomes with a greater probability, proven; at most 1.
    public let probability: Double
    /// The value F of the inequality from which this follows.
    public let value: Double
    /// λ.
    public let multiplier: Double
    /// B_λ: the bound is B_λ − λ·F, rounded up, for every value F.
    public let intercept: Double
    /// The parties whose outcomes are guessed together.
    public let parties: [Int]
    /// The setting of each of these.
    public let settings: [Int]
    /// The level.
    public let level: HierarchyLevel
    /// The proofs, one for each list of outcomes.
    public let certificates: [HierarchyCertificate]

    /// −log₂ of the probability: bits of min-entropy in each trial.
    public var minEntropy: Double { max(0, -log2(probability)) }
}

extension BellInequality {
    /// An upper bound on the probability to guess outcomes, if the devices are quantum and the functional has at least a value.
    ///
    /// - Parameters:
    ///   - value: F, what the functional is known to reach; for measured data a lower limit of the stated confidence.
    ///   - parties: Whose outcomes are guessed together.
    ///   - settings: The setting of each of these.
    ///   - level: Which products of operators are used.
    ///   - options: Limits and tolerance.
    ///   - steps: How many multipliers are tried on the way to the best, three at least; every one gives a bound.
    ///   - clock: What measures the time limit of each solution.
    ///   - report: Is told how far the solver is; returns whether to go on.
    /// - Complexity: That of `steps` upper bounds for each list of outcomes.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the value is not finite or is found to be above what quantum devices reach, parties or
    ///   settings do not exist, steps are not in 1…1000, or as ``quantumUpperBound(level:_:clock:resuming:reporting:keeping:)``; `CancellationError` when the current task is cancelled.
    public func guessingBound(
        value: Double, parties: [Int] = [0], settings: [Int] = [0], level: HierarchyLevel = .almostQuantum,
        _ options: HierarchyOptions = HierarchyOptions(), steps: Int = 40,
        clock: some Clock<Duration> = ContinuousClock(), reporting report: ((SemidefiniteProgress) -> Bool)? = nil
    ) throws -> GuessingBound {
        try require(value.isFinite, "value", must: "be finite", was: value)
        try require((1...1000).contains(steps), "steps", must: "be in 1…1000", was: steps)
        let guesses = try guesses(parties, settings)
        let scale = coefficients.largestMagnitude()
        try require(scale > 0, "coefficients", must: "not all be 0", was: "all 0")
        func bound(_ multiplier: Double) throws -> GuessingBound {
            var (intercept, certificates) = (-Double.infinity, [HierarchyCertificate]())
            for guess in guesses {
                try Work.checkCancellation()
                let sum = zip(guess, coefficients).map { $0 + multiplier * $1 }
                let found = try BellInequality(sum, in: scenario, bound: 0).quantumUpperBound(
                    level: level, options, clock: clock, reporting: report)
                // Rounding of the coefficients, paid for as if every outcome had probability 1.
                let error = zip(guess, coefficients).reduce(0) { $0 + $1.0 + abs(multiplier * $1.1) } * 0x1p-51
                intercept = largerOrNaN(intercept, (found.upper + error).nextUp)
                certificates.append(found.certificate)
            }
            var upper = UpperSum()
            upper.add(intercept)
            upper.addProduct(-multiplier, value)
            // One of k guesses is right with probability 1/k at least, whatever the devices are.
            try require(
                upper.upper >= (1 / Double(guesses.count)).nextDown, "value",
                must: "be one that quantum devices reach at level \(level)", was: value)
            return GuessingBound(
                probability: min(1, upper.upper), value: value, multiplier: multiplier, intercept: intercept,
                parties: parties, settings: settings, level: level, certificates: certificates)
        }
        // The bound is convex in λ: by golden sections in ln(1 + λ·scale), which reaches from no use of F to its hardest.
        let ratio = (5.0.squareRoot() - 1) / 2
        var (low, high) = (0.0, log(1e4))
        func multiplier(_ place: Double) -> Double { (exp(place) - 1) / scale }
        var best = try bound(0)
        var places = (high - ratio * (high - low), low + ratio * (high - low))
        var found = (try bound(multiplier(places.0)), try bound(multiplier(places.1)))
        func keep(_ candidate: GuessingBound) {
            if candidate.probability < best.probability { best = candidate }
        }
        keep(found.0)
        keep(found.1)
        for _ in 0..<max(0, steps - 3) {
            if found.0.probability <= found.1.probability {
                high = places.1
                (places, found) = ((high - ratio * (high - low), places.0), (found.0, found.0))
                found.0 = try bound(multiplier(places.0))
                keep(found.0)
            } else {
                low = places.0
                (places, found) = ((places.1, low + ratio * (high - low)), (found.1, found.1))
                found.1 = try bound(multiplier(places.1))
                keep(found.1)
            }
        }
        return best
    }

    /// For each list of outcomes the functional P(outcomes|settings) of some parties, the others at their setting 0.
    private func guesses(_ parties: [Int], _ settings: [Int]) throws -> [[Double]] {
        try require(
            !parties.isEmpty && Set(parties).count == parties.count
                && parties.allSatisfy((0..<scenario.parties).contains), "parties",
            must: "name parties of \(scenario), each once", was: "\(parties)")
        try require(
            settings.count == parties.count
                && zip(parties, settings).allSatisfy { (0..<scenario.settings[$0]).contains($1) }, "settings",
            must: "name a setting of each of these parties", was: "\(settings)")
        var all = Array(repeating: 0, count: scenario.parties)
        for (party, setting) in zip(parties, settings) { all[party] = setting }
        let range = try scenario.range(of: all)
        let sizes = all.indices.map { scenario.outcomes[$0][all[$0]] }
        return MixedRadix(sizes: parties.map { sizes[$0] }).map { guess in
            var functional = [Double](repeating: 0, count: scenario.count)
            for (outcomes, place) in zip(MixedRadix(sizes: sizes), range)
            where zip(parties, guess).allSatisfy({ outcomes[$0] == $1 }) {
                functional[place] = 1
            }
            return functional
        }
    }
}
