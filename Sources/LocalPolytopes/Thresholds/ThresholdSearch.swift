import LHVModels

/// Newton's method for the greatest local visibility: the nearest point at v gives an inequality, and the inequality the next
/// v, until they agree; then a local model just below.
struct ThresholdSearch {
    struct Outcome {
        var lower: Double
        var upper: Double
        var isUpperProven: Bool
        var unprovenEnd: UnprovenEnd?
        var modelVisibility: Double
        var model: LocalDecomposition
        /// M and its local bound.
        var functional: [Double]?
        var bound: Double
        var rounds: Int
        var nodes: Int
        var stopReason: StopReason
    }

    /// An upper end on its way down.
    private struct UpperEnd {
        var visibility: Double
        var functional: [Double]?
        var bound = 0.0
        /// The beginning needs no proof.
        var isProven = true
    }

    /// A lower end with its model; none yet when that has no strategies.
    private struct LowerEnd {
        var visibility = 0.0
        var modelVisibility = 0.0
        var model = LocalDecomposition(unchecked: [], weights: [])
    }

    private let geometry: PolytopeGeometry
    private let target: [Double]
    private let noise: [Double]
    private var search: NearestPointSearch

    init(
        _ geometry: PolytopeGeometry, target: [Double], options: MembershipOptions, checkpoint: MembershipCheckpoint?
    ) throws {
        self.geometry = geometry
        noise = geometry.whiteNoise()
        search = try NearestPointSearch(geometry, target: target, options: options, checkpoint: checkpoint)
        self.target = search.set.target
    }

    private func mixed(_ visibility: Double) -> [Double] {
        zip(target, noise).map { visibility * $0 + (1 - visibility) * $1 }
    }

    mutating func run(
        tolerance: Double, below start: Double = 1, report: ((Int, Double) throws -> Void)? = nil
    ) throws -> Outcome {
        var end = UpperEnd(visibility: start)
        var proven = end
        var unproven: UnprovenEnd?
        var stop: StopReason?
        var lower = LowerEnd()
        // Where the end is without what a shorter proof adds to it.
        var believed: Double?
        // A vertex that a proof finds raises the end, and the search goes on with it.
        for _ in 0..<20 {
            stop = try descend(&end, &proven, &lower, tolerance, report)
            guard stop == nil, !end.isProven, let functional = end.functional else { break }
            // What the tolerance leaves between the ends may go into a shorter proof of a slightly higher end.
            let raised = bound(at: end.visibility + tolerance * ThresholdSearch.proofShare, of: functional)
            let before = search.nodes
            let found = try search.prove(functional, above: end.bound, orAtLeast: raised)
            if let found, found.words != nil {
                // A proof with an allowance for ties leaves room above the vertex that it found.
                end.bound = found.isProven ? found.upper : found.value
                end.visibility = smallerOrNaN(start, visibility(at: end.bound, of: functional))
                end.isProven = found.isProven
                if end.isProven { proven = end }
                if found.isProven || found.stop == .iterationLimit { continue }
            }
            believed = end.visibility
            end.isProven = found?.isProven ?? false
            if let found, found.isProven, found.value > end.bound {
                end.bound = found.upper
                end.visibility = smallerOrNaN(start, visibility(at: found.upper, of: functional))
            }
            if !end.isProven { unproven = self.unproven(end, found?.stop, nodes: search.nodes - before) }
            break
        }
        if stop != nil, !end.isProven {
            // An interrupted search has not looked hard enough for its last word to count.
            unproven = interrupted(end, stop)
            end = proven
        } else if let stop, end.functional == nil {
            // Nothing is known beyond the beginning, which only was not looked at closely.
            unproven = interrupted(end, stop)
        } else if !end.isProven, unproven == nil {
            unproven = self.unproven(end, nil, nodes: 0)
        }
        // An inequality may say less than the beginning of the search, above which nothing was looked for.
        let upper = end.functional.map { smallerOrNaN(1, max(0, visibility(at: end.bound, of: $0))) } ?? 1
        let found = Outcome(
            lower: lower.visibility, upper: upper, isUpperProven: end.isProven,
            unprovenEnd: unproven, modelVisibility: lower.modelVisibility, model: lower.model,
            functional: end.functional, bound: end.bound, rounds: search.rounds, nodes: search.nodes,
            stopReason: stop ?? .accuracyReached)
        if lower.model.count > 0, end.visibility - lower.visibility <= tolerance { return found }
        return try lowerEnd(from: end.visibility, believed ?? end.visibility, lower, tolerance, report, found)
    }

    /// Newton's steps from an upper end down; returns why they were interrupted, if they were.
    private mutating func descend(
        _ end: inout UpperEnd, _ proven: inout UpperEnd, _ lower: inout LowerEnd, _ tolerance: Double,
        _ report: ((Int, Double) throws -> Void)?
    ) throws -> StopReason? {
        // Below this distance a point counts as local while the upper end is sought.
        let nearby = tolerance * 1e-2
        let geometry = self.geometry
        var stop: StopReason?
        for _ in 0..<200 {
            let searched = end.visibility
            search.retarget(mixed(searched))
            // An inequality that is a tenth off cuts off all but a tenth: the next step, which starts from better vertices, does
            // the rest for less than it takes to make this one sharp.
            let outcome = try search.run(
                gap: 1e-15, report: report,
                // Where the point is close enough for the lower end, the inequality at hand is good enough for the upper one.
                isClose: { geometry.isClose($0, $1, within: tolerance / 4, of: searched) },
                isEnough: { $1 <= 0.1 * 2 * $0 || 2 * $0 <= nearby * nearby })
            if outcome.gap == .infinity {
                try keep(&lower, outcome, searched)
                return stop
            }
            if !outcome.stopReason.isSuccess, outcome.stopReason != .stoppedByCaller, outcome.stopReason != .stalled {
                stop = outcome.stopReason
            }
            let next = visibility(at: outcome.bound, of: outcome.residual)
            // What does not cut off the present point says nothing.
            guard outcome.objective > 0, outcome.gap < 2 * outcome.objective, next < end.visibility else { return stop }
            let progress = searched - next
            // An inequality that a heuristic believes in could still be broken by a vertex that it missed.
            end = UpperEnd(
                visibility: max(0, next), functional: outcome.residual, bound: outcome.bound,
                isProven: outcome.isProven)
            if end.isProven { proven = end }
            // The point at hand can be close enough for the lower end.
            if next - geometry.reach(outcome.residual, searched) <= tolerance / 4 {
                try keep(&lower, outcome, searched)
                return stop
            }
            if stop != nil || 2 * outcome.objective <= nearby * nearby || progress <= tolerance * 1e-3 { return stop }
        }
        return stop
    }

    /// Takes the point at hand for the lower end if it is better than the one before.
    private mutating func keep(
        _ lower: inout LowerEnd, _ outcome: NearestPointSearch.Outcome, _ visibility: Double
    ) throws {
        let reach = geometry.reach(outcome.residual, visibility)
        guard reach > lower.visibility || lower.model.count == 0 else { return }
        lower = LowerEnd(
            visibility: reach, modelVisibility: visibility, model: try geometry.decomposition(search.set))
    }

    /// The visibility at which ⟨M, v·y + (1 − v)·o⟩ reaches a bound, infinite when it never does.
    private func visibility(at bound: Double, of functional: [Double]) -> Double {
        let slope = zip(functional, zip(target, noise)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) }
        let atNoise = zip(functional, noise).reduce(0) { $0 + $1.0 * $1.1 }
        return slope > 0 ? (bound - atNoise) / slope : .infinity
    }

    /// The bound that puts the end at a visibility.
    private func bound(at visibility: Double, of functional: [Double]) -> Double {
        zip(functional, mixed(visibility)).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private func unproven(_ end: UpperEnd, _ stop: StopReason?, nodes: Int) -> UnprovenEnd {
        UnprovenEnd(
            UnprovenEnd.reason(stop), visibility: end.visibility, cost: geometry.shape.enumerationCost, nodes: nodes)
    }

    /// An end that a search was on its way down to when it was interrupted.
    private func interrupted(_ end: UpperEnd, _ stop: StopReason?) -> UnprovenEnd {
        UnprovenEnd(
            stop == .iterationLimit ? .roundLimit : UnprovenEnd.reason(stop), visibility: end.visibility,
            cost: geometry.shape.enumerationCost, nodes: search.nodes)
    }

    /// The part of the tolerance that a shorter proof may add to the upper end; the lower one needs half of it.
    private static var proofShare: Double { 0.4 }

    /// Goes down from the upper end until a local model is close enough.
    ///
    /// - Parameter believed: What the upper end would be if its proof had not added to it.
    private mutating func lowerEnd(
        from upper: Double, _ believed: Double, _ lower: LowerEnd, _ tolerance: Double,
        _ report: ((Int, Double) throws -> Void)?, _ found: Outcome
    ) throws -> Outcome {
        let geometry = self.geometry
        var (result, lower) = (found, lower)
        var distance = upper - believed + (upper < 1 ? tolerance / 4 : 0)
        while true {
            let visibility = max(0, upper - distance)
            search.retarget(mixed(visibility))
            let isOver = search.budget.reasonToStop != nil
            // An end within the tolerance is wanted or, too far down for that, a better one.
            let least = visibility > upper - tolerance ? upper - tolerance : lower.visibility
            let outcome = try search.run(
                gap: 1e-15, report: report,
                isClose: {
                    (2 * $0).squareRoot() <= tolerance / 16
                        && geometry.isClose($0, $1, within: tolerance / 4, of: visibility)
                },
                // No local point is nearer than √(2(f − gap)): when that is too far, the rest of the gap does not matter.
                isEnough: { $0 > $1 && visibility / (1 + (2 * ($0 - $1)).squareRoot()) < least })
            try keep(&lower, outcome, visibility)
            (result.lower, result.modelVisibility) = (lower.visibility, lower.modelVisibility)
            result.model = lower.model
            result.rounds = search.rounds
            if upper - result.lower <= tolerance { return result }
            // With the gap closed this far off, the upper end was not the threshold to within the tolerance.
            distance = max(distance * 4, tolerance / 4)
            if isOver || visibility == 0 || upper - distance <= result.lower {
                result.stopReason = search.budget.reasonToStop ?? .stalled
                return result
            }
            if let reason = search.budget.reasonToStop { result.stopReason = reason }
        }
    }
}

extension PolytopeGeometry {
    /// The lower end that a point near the target at a visibility gives.
    fileprivate func reach(_ residual: [Double], _ visibility: Double) -> Double {
        visibility / (1 + noiseToAbsorb(residual))
    }

    /// Whether the lower end that a point gives is that close to its visibility.
    ///
    /// The distance is looked at first: the noise is never below it, and costs more.
    fileprivate func isClose(
        _ objective: Double, _ residual: [Double], within distance: Double, of visibility: Double
    ) -> Bool {
        (2 * objective).squareRoot() * visibility <= 2 * distance
            && visibility - reach(residual, visibility) <= distance
    }
}
