import Foundation
import LHVModels

/// The local behaviour that explains counts best: the largest Σ n(a, x) ln P(a|x) over the local polytope.
///
/// It is also the local behaviour nearest to the frequencies in relative entropy, each list of settings weighted by its
/// trials. Optimality is bounded: no local behaviour has a log-likelihood above the one found by more than ``gap``.
public struct LocalLikelihood: Sendable, Hashable, Codable {
    /// The local behaviour.
    public let behaviour: Behaviour
    /// Strategies and weights of it.
    public let model: LocalDecomposition
    /// Σ n ln P, the log-likelihood up to a constant of the counts.
    public let logLikelihood: Double
    /// By how much the frequencies are likelier: ln of the likelihood ratio of the best behaviour of any kind to the best local one.
    public let logRatio: Double
    /// n ln(max_d Σ_j (n_j/P_j) d_j / n), by how much at most another local behaviour could be likelier.
    public let gap: Double
    /// Whether the maximum behind ``gap`` was found by enumeration.
    public let isGapProven: Bool
    /// Σ (n(a, x)/P(a|x))·Q(a|x)/n ≤ 1 for all local Q: the inequality that the frequencies violate most in likelihood.
    ///
    /// As it was made from the same counts, its violation by them proves nothing; by other counts it may.
    public let inequality: BellInequality
    /// Why the search stopped.
    public let stopReason: StopReason

    /// 2·``logRatio``, the statistic G of the likelihood-ratio test.
    public var statistic: Double { 2 * logRatio }

    /// A bound on the probability of so large a statistic under local realism, for many independent trials.
    ///
    /// The ratio to the true local behaviour is at least that to the best one, and twice its logarithm follows a χ² law with
    /// Σ_x (outcome lists − 1) degrees of freedom. For few trials see ``LocalRealismBound``.
    public let asymptoticBound: Double
}

extension MeasuredBehaviour {
    /// The most likely local behaviour, and how much less likely it is than the frequencies themselves.
    ///
    /// Weights over a growing list of vertices by an interior-point method; vertices from the oracle of the membership search.
    /// - Parameter options: Limits and seed; the gap is that of the log-likelihood.
    /// - Complexity: O(vertices³) for each round; all vertices at once when there are at most 256.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than 2…6 parties or an option is out of range;
    ///   ``/NumericalCore/NumericalFailure`` when a linear system cannot be solved.
    public func localLikelihood(options: MembershipOptions = MembershipOptions()) throws -> LocalLikelihood {
        let frequencies = behaviour
        let weights = counts.map { Double($0) }
        let fit = try LocalFit(scenario, weights: weights, options: options)
        let saturated = LikelihoodWeights(counts: weights).logLikelihood(frequencies.probabilities)
        let freedom = (0..<scenario.settingLists).reduce(0) { sum, list in
            sum
                + scenario.settings(ofList: list).enumerated().reduce(1) {
                    $0 * scenario.outcomes[$1.offset][$1.element]
                } - 1
        }
        let logRatio = max(0, saturated - fit.logLikelihood)
        return LocalLikelihood(
            behaviour: fit.behaviour, model: fit.model, logLikelihood: fit.logLikelihood, logRatio: logRatio,
            gap: fit.gap, isGapProven: fit.isProven, inequality: try fit.inequality(), stopReason: fit.stopReason,
            asymptoticBound: freedom > 0
                ? try TailProbability.chiSquare(
                    atLeast: max(0, 2 * (logRatio - fit.gap)), degreesOfFreedom: freedom) : 1)
    }
}

/// The local behaviour P of largest Σ c_j ln P_j, for weights c that need not be whole numbers.
struct LocalFit {
    private(set) var behaviour: Behaviour
    private(set) var model: LocalDecomposition
    private(set) var logLikelihood: Double
    private(set) var gap: Double
    private(set) var isProven: Bool
    private(set) var stopReason: StopReason
    /// c_j/(P_j Σc), and its largest value over vertices.
    private(set) var ratios: [Double]
    private(set) var largestRatio: Double

    init(_ scenario: Scenario, weights counts: [Double], options: MembershipOptions) throws {
        try options.validate()
        try require((2...6).contains(scenario.parties), "parties", must: "be in 2…6", was: scenario.parties)
        let polytope = try LocalPolytope(scenario)
        let geometry = PolytopeGeometry(scenario)
        let solver = LikelihoodWeights(counts: counts)
        var strategies = try LocalFit.start(polytope, counts, options)
        var known = Set(strategies)
        var oracle = VertexOracle(
            shape: geometry.shape, starts: options.oracleStarts, seed: options.seed, threads: options.threads)
        var proof = VertexProof(shape: geometry.shape, options: options)
        let budget = options.budget
        var round = 0
        while true {
            round += 1
            let places = try strategies.map { try LocalFit.places($0, scenario) }
            let weights = try solver.solve(places) { budget.reasonToStop != nil }
            let mixture = solver.mixture(places, weights)
            let ratios = zip(counts, mixture).map { $0 > 0 ? $0 / ($1 * solver.total) : 0 }
            let tensor = geometry.tensor(of: Behaviour(unchecked: ratios, in: scenario))
            var found = try oracle.best(for: tensor, limit: options.verticesPerRound, budget: budget)
            var proven = false
            func isClose(_ value: Double) -> Bool { solver.total * log(max(1, value)) <= options.tolerance }
            let ends = isClose(found[0].value) || budget.reasonToStop != nil || round >= options.roundLimit
            if ends, let best = proof.whole(tensor, above: found[0].value, budget) {
                proven = best.isProven
                if let words = best.words { found.insert(VertexOracle.Vertex(words: words, value: best.value), at: 0) }
            }
            let best = found[0].value
            var reason: StopReason?
            if isClose(best) {
                reason = .accuracyReached
            } else if let stopped = budget.reasonToStop {
                reason = stopped
            } else if round >= options.roundLimit {
                reason = .iterationLimit
            }
            if reason == nil {
                // Vertices without weight make room.
                strategies = zip(strategies, weights).filter { $0.1 > 1e-12 || strategies.count < 64 }.map(\.0)
                known = Set(strategies)
                var added = 0
                for vertex in found where vertex.value > 1 {
                    let strategy = try geometry.strategy(vertex.words)
                    if known.insert(strategy).inserted {
                        strategies.append(strategy)
                        added += 1
                    }
                }
                if added > 0 { continue }
                reason = .stalled
            }
            behaviour = Behaviour(unchecked: mixture, in: scenario)
            let used = weights.indices.filter { weights[$0] > 1e-15 }
            let sum = used.map { weights[$0] }.compensatedSum()
            model = LocalDecomposition(
                unchecked: used.map { strategies[$0] }, weights: used.map { weights[$0] / sum })
            logLikelihood = solver.logLikelihood(mixture)
            gap = solver.total * log(max(1, best))
            isProven = proven
            stopReason = reason ?? .stalled
            self.ratios = ratios
            largestRatio = max(1, best)
            return
        }
    }

    /// Σ (c/P)·Q/Σc ≤ the largest value over vertices.
    func inequality() throws -> BellInequality {
        try BellInequality(ratios, in: behaviour.scenario, bound: largestRatio, name: "likelihood")
    }

    /// The places where a strategy's probabilities are 1.
    private static func places(_ strategy: DeterministicStrategy, _ scenario: Scenario) throws -> [Int] {
        let lists = strategy.outcomes
        return try (0..<scenario.settingLists).map { list in
            let settings = scenario.settings(ofList: list)
            return try scenario.index(of: settings.enumerated().map { lists[$0.offset][$0.element] }, given: settings)
        }
    }

    /// All vertices if they are few; otherwise some at random and one through every place that was seen.
    private static func start(
        _ polytope: LocalPolytope, _ counts: [Double], _ options: MembershipOptions
    ) throws -> [DeterministicStrategy] {
        if let count = try? polytope.vertexCount(), count <= 256 { return Array(try polytope.vertices()) }
        let scenario = polytope.scenario
        var generator = RandomStream(seed: options.seed, substream: 1 << 40)
        var strategies: [DeterministicStrategy] = []
        var known: Set<DeterministicStrategy> = []
        func add(_ strategy: DeterministicStrategy) {
            if known.insert(strategy).inserted { strategies.append(strategy) }
        }
        for _ in 0..<64 { add(polytope.sampleHiddenVariable(using: &generator)) }
        var covered = [Bool](repeating: false, count: counts.count)
        for strategy in strategies { for place in try places(strategy, scenario) { covered[place] = true } }
        for list in 0..<scenario.settingLists {
            let settings = scenario.settings(ofList: list)
            for (offset, place) in (try scenario.range(of: settings)).enumerated()
            where counts[place] > 0 && !covered[place] {
                var lists = polytope.sampleHiddenVariable(using: &generator).outcomes
                let outcomes = MixedRadix.digits(offset, scenario.outcomeCounts(given: settings))
                for (party, outcome) in outcomes.enumerated() { lists[party][settings[party]] = outcome }
                let strategy = try DeterministicStrategy(outcomes: lists)
                add(strategy)
                for place in try places(strategy, scenario) { covered[place] = true }
            }
        }
        return strategies
    }
}

extension LocalLikelihood: CustomStringConvertible {
    /// The likelihood ratio and the bound from it.
    public var description: String {
        "most likely local behaviour: 2 log ratio = \(ShortNumber.text(statistic)), asymptotically p ≤ "
            + "\(ShortNumber.atMost(asymptoticBound, digits: 3))"
            + (isGapProven ? "" : " (that no local behaviour is likelier is not proven)")
    }
}
