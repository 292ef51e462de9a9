import NumericalCore

/// The search for the point of a local polytope nearest to a target, on packed vertices and dense tensors.
///
/// It alternates between the best weights over the vertices met so far and new vertices from the oracle.
struct NearestPointSearch {
    /// What a run reached; the numbers hold whatever the reason to stop.
    struct Outcome {
        var point: [Double]
        /// y − x.
        var residual: [Double]
        /// ½‖x − y‖².
        var objective: Double
        /// max over the vertices found of ⟨y − x, d − x⟩.
        var gap: Double
        /// max over the vertices found of ⟨y − x, d⟩.
        var bound: Double
        /// Whether the last vertices came from an exact oracle, so that gap and bound hold over all vertices.
        var isProven: Bool
        var rounds: Int
        var stopReason: StopReason
    }

    let set: ActiveSet
    private var source: VertexSource
    let options: MembershipOptions
    private var minimum: MinimumNormWeights
    private var pairwise: BlendedPairwiseSteps
    private(set) var rounds = 0

    init(
        _ geometry: PolytopeGeometry, target: [Double], options: MembershipOptions, checkpoint: MembershipCheckpoint?
    ) throws {
        let shape = geometry.shape
        let lengths = shape.lengths
        let symmetry = try TargetSymmetry(options, of: target, in: geometry)
        let isAlike = Set(shape.factors).count == 1 && shape.parties > 1 && shape.parties <= 4
        let scale = target.largestMagnitude()
        let isSymmetric =
            symmetry == nil && options.usesPartySymmetry && isAlike
            && PartySymmetry.isSymmetric(target, lengths: lengths, tolerance: 1e-14 * scale)
        set = ActiveSet(
            shape: shape, target: symmetry.map { $0.orbits.tensor($0.orbits.coordinates(of: target)) } ?? target,
            usesPartySymmetry: isSymmetric, symmetry: symmetry)
        source = VertexSource(
            oracle: VertexOracle(
                shape: shape, starts: options.oracleStarts, seed: options.seed, threads: options.threads),
            proof: VertexProof(shape: shape, options: options, symmetries: symmetry?.generators ?? []),
            timeLimit: options.timeLimit, checkpoint: checkpoint)
        self.options = options
        minimum = MinimumNormWeights(set)
        pairwise = BlendedPairwiseSteps(set)
    }

    /// How many branches the proofs looked at.
    var nodes: Int { source.nodes }

    /// The time that is left.
    var budget: TimeBudget { source.budget }

    /// How many vertices entered or left, or pairwise steps were made.
    var steps: Int { minimum.exchanges + pairwise.steps }

    /// Runs until a gap is reached, or until the caller has seen enough.
    ///
    /// - Parameters:
    ///   - gap: The duality gap ⟨y − x, d − x⟩ to reach.
    ///   - isClose: Asked in each round with (objective, residual): whether the point will do whatever its gap, which then stays
    ///     infinite.
    ///   - isEnough: Asked after each round with (objective, gap).
    mutating func run(
        gap tolerance: Double, report: ((Int, Double) throws -> Void)? = nil,
        isClose: (Double, [Double]) -> Bool = { _, _ in false }, isEnough: (Double, Double) -> Bool = { _, _ in false }
    ) throws -> Outcome {
        if set.count == 0 {
            for vertex in try source.best(for: set.target, limit: options.verticesPerRound) {
                _ = set.add(vertex.words)
            }
        }
        var estimate = Double.infinity
        var dryRounds = 0
        while true {
            rounds += 1
            let weights = weighted(upTo: tolerance, estimate)
            let known = weights.gap
            let point = set.point()
            let residual = zip(set.target, point).map { $0 - $1 }
            let objective = residual.reduce(0) { $0 + $1 * $1 } / 2
            let level = zip(residual, point).reduce(0) { $0 + $1.0 * $1.1 }
            if isClose(objective, residual) {
                return Outcome(
                    point: point, residual: residual, objective: objective, gap: .infinity, bound: .infinity,
                    isProven: false, rounds: rounds, stopReason: .stoppedByCaller)
            }
            let isKnown = source.isReplaying
            var found = try source.best(for: residual, limit: options.verticesPerRound, warm: warmStarts())
            var isProven = false
            if found[0].value - level <= tolerance || dryRounds > 0 || isEnough(objective, found[0].value - level) {
                // Before a gap is believed, look harder.
                let (confirmed, proven) = try confirm(residual, above: found[0].value)
                isProven = proven
                found = confirmed.filter { $0.value > found[0].value } + found
            }
            let bound = found[0].value
            let gap = max(bound - level, known)
            if !isKnown { try report?(rounds, gap) }
            func outcome(_ reason: StopReason) -> Outcome {
                Outcome(
                    point: point, residual: residual, objective: objective, gap: gap, bound: bound, isProven: isProven,
                    rounds: rounds, stopReason: reason)
            }
            if gap <= tolerance { return outcome(.accuracyReached) }
            if isEnough(objective, gap) { return outcome(.stoppedByCaller) }
            if let reason = budget.reasonToStop { return outcome(reason) }
            if rounds >= options.roundLimit { return outcome(.iterationLimit) }
            var added = 0
            for vertex in found where vertex.value - level > max(tolerance / 2, 0) {
                if set.add(vertex.words) != nil { added += 1 }
            }
            estimate = gap
            // Nothing new although the gap is open: the weights were not yet exact enough, or rounding is reached. New vertices
            // that are no better than those that the weights cannot take in would come without end.
            let isRounding = weights.isStuck && gap <= 2 * known
            dryRounds = added == 0 || isRounding ? dryRounds + 1 : 0
            if dryRounds > 3 { return outcome(.stalled) }
            if dryRounds > 0 { estimate = 0 }
        }
    }

    /// The better vertices that a more careful search finds: by branch and bound where that is quick, else from more starts.
    private mutating func confirm(
        _ tensor: [Double], above floor: Double
    ) throws -> (vertices: [VertexOracle.Vertex], isProven: Bool) {
        if let found = try source.quick(tensor, above: floor), found.isProven {
            return (found.words.map { [VertexOracle.Vertex(words: $0, value: found.value)] } ?? [], true)
        }
        guard budget.reasonToStop == nil else { return ([], false) }
        let vertices = try source.best(
            for: tensor, limit: options.verticesPerRound, starts: options.oracleStarts * options.confirmationFactor)
        return (vertices, false)
    }

    /// Proves that no vertex exceeds a value or, where that takes long, a higher one; or takes a vertex in that does.
    mutating func prove(
        _ functional: [Double], above value: Double, orAtLeast raised: Double = -.infinity
    ) throws -> VertexMaximum? {
        let found = try source.whole(functional, above: value, orAtLeast: raised)
        if let words = found?.words { _ = set.add(words) }
        return found
    }

    /// Improves the weights; the gap is that over the known vertices.
    private mutating func weighted(
        upTo tolerance: Double, _ estimate: Double
    ) -> MinimumNormWeights.Outcome {
        let budget = self.budget
        switch options.method {
        case .fullyCorrective:
            let goal = estimate.isFinite ? max(tolerance / 4, estimate * 0.1) : 0
            let outcome = minimum.solve(gap: estimate == 0 ? 0 : goal) { budget.reasonToStop != nil }
            prune()
            return outcome
        case .blendedPairwise:
            let goal = estimate.isFinite ? max(tolerance / 4, estimate * 0.5) : 1e-3 * set.targetNorm
            let gap = pairwise.run(until: estimate == 0 ? tolerance / 8 : goal, limit: 1_000_000) {
                budget.reasonToStop != nil
            }
            return MinimumNormWeights.Outcome(gap: gap)
        }
    }

    /// Forgets vertices without weight when they have become many.
    private mutating func prune() {
        let passive = minimum.passive
        guard set.count > 3 * passive.count + 20 * options.verticesPerRound else { return }
        // The most promising half of the others stays.
        let others = (0..<set.count).filter { set.weights[$0] == 0 }
            .sorted { score($0) < score($1) }
        let keep = (passive + others.prefix(others.count / 2)).sorted()
        var places: [Int: Int] = [:]
        for (new, old) in keep.enumerated() { places[old] = new }
        set.keep(keep)
        minimum.restart(passive: passive.compactMap { places[$0] })
    }

    private func score(_ index: Int) -> Double { set.pointProducts[index] - set.targetProducts[index] }

    /// Some active vertices, spread over the set, from which the oracle climbs too.
    private func warmStarts() -> [[UInt64]] {
        let active = (0..<set.count).filter { set.weights[$0] > 0 }
        let wanted = min(active.count, options.oracleStarts / 4)
        return (0..<wanted).map { set.vertex(active[($0 * active.count / wanted + rounds) % active.count]) }
    }

    /// Moves to another target, keeping vertices and weights.
    mutating func retarget(_ target: [Double]) {
        set.retarget(target)
        if !minimum.passive.isEmpty { minimum.restart(passive: minimum.passive) }
    }
}
