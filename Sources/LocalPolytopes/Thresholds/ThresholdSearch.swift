import LHVModels

/// Newton's method for the greatest local visibility: the nearest point at v gives an inequality, and the inequality the next
/// v, until they agree; then a local model just below.
struct ThresholdSearch {
    struct Outcome {
        var lower: Double
        var upper: Double
        var isUpperProven: Bool
        var modelVisibility: Double
        var model: LocalDecomposition
        /// M and its local bound.
        var functional: [Double]?
        var bound: Double
        var rounds: Int
        var stopReason: StopReason
    }

    private let geometry: PolytopeGeometry
    private let target: [Double]
    private let noise: [Double]
    private let options: MembershipOptions
    private let budget: TimeBudget
    private var search: NearestPointSearch

    init(_ geometry: PolytopeGeometry, target: [Double], options: MembershipOptions) {
        self.geometry = geometry
        self.target = target
        self.options = options
        noise = geometry.whiteNoise()
        budget = options.budget
        search = NearestPointSearch(shape: geometry.shape, target: target, options: options)
    }

    private func mixed(_ visibility: Double) -> [Double] {
        zip(target, noise).map { visibility * $0 + (1 - visibility) * $1 }
    }

    mutating func run(
        tolerance: Double, below start: Double = 1, report: ((Int, Double) throws -> Void)? = nil
    ) throws -> Outcome {
        var upper = start
        var isProven = true
        var functional: [Double]?
        var bound = 0.0
        var (provenUpper, provenFunctional, provenBound) = (start, [Double]?.none, 0.0)
        // Below this distance a point counts as local while the upper end is sought.
        let nearby = tolerance * 1e-2
        var stop: StopReason?
        for _ in 0..<200 {
            search.retarget(mixed(upper))
            let outcome = try search.run(gap: 1e-15, budget: budget, report: report) { objective, gap in
                gap <= 1e-6 * 2 * objective || 2 * objective <= nearby * nearby
            }
            if !outcome.stopReason.isSuccess, outcome.stopReason != .stoppedByCaller, outcome.stopReason != .stalled {
                stop = outcome.stopReason
            }
            let slope = zip(outcome.residual, zip(target, noise)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) }
            let atNoise = zip(outcome.residual, noise).reduce(0) { $0 + $1.0 * $1.1 }
            let next = slope > 0 ? (outcome.bound - atNoise) / slope : upper
            // What does not cut off the present point says nothing.
            guard outcome.objective > 0, outcome.gap < 2 * outcome.objective, next < upper else { break }
            let progress = upper - next
            // An inequality that a heuristic believes in could still be broken by a vertex that it missed.
            upper = max(0, next)
            isProven = outcome.isProven
            if isProven { (provenUpper, provenFunctional, provenBound) = (upper, outcome.residual, outcome.bound) }
            functional = outcome.residual
            bound = outcome.bound
            if stop != nil || 2 * outcome.objective <= nearby * nearby || progress <= tolerance * 1e-3 { break }
        }
        if stop != nil, !isProven {
            // An interrupted search has not looked hard enough for its last word to count.
            (upper, functional, bound, isProven) = (provenUpper, provenFunctional, provenBound, true)
        }
        return try lowerEnd(
            from: upper, tolerance, report,
            Outcome(
                lower: 0, upper: functional == nil ? 1 : upper, isUpperProven: isProven,
                modelVisibility: 0, model: LocalDecomposition(unchecked: [], weights: []), functional: functional,
                bound: bound, rounds: 0, stopReason: stop ?? .accuracyReached))
    }

    /// Goes down from the upper end until a local model is close enough.
    private mutating func lowerEnd(
        from upper: Double, _ tolerance: Double, _ report: ((Int, Double) throws -> Void)?, _ found: Outcome
    ) throws -> Outcome {
        var result = found
        var distance = upper < 1 ? tolerance / 4 : 0
        while true {
            let visibility = max(0, upper - distance)
            search.retarget(mixed(visibility))
            let isOver = budget.reasonToStop != nil
            let outcome = try search.run(gap: 1e-15, budget: budget, report: report) { objective, _ in
                (2 * objective).squareRoot() <= tolerance / 16
            }
            let lower = visibility / (1 + geometry.noiseToAbsorb(outcome.residual))
            if lower > result.lower || result.model.count == 0 {
                result.lower = lower
                result.modelVisibility = visibility
                result.model = try geometry.decomposition(search.set)
            }
            result.rounds = search.rounds
            if upper - result.lower <= tolerance { return result }
            if isOver || visibility == 0 || distance > 0.5 {
                result.stopReason = budget.reasonToStop ?? .stalled
                return result
            }
            if let reason = budget.reasonToStop { result.stopReason = reason }
            // With the gap closed this far off, the upper end was not the threshold to within the tolerance.
            distance = max(distance * 4, tolerance / 4)
        }
    }
}
