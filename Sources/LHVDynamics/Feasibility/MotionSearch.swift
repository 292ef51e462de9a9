import LHVModels

/// The linear programs of a largest visibility, one for each step.
struct MotionSearch {
    private let constraints: MotionConstraints
    private let state: DensityOperator
    private let reduction: ConstraintReduction
    private let solver: SimplexSolver?
    private let limit: Int
    private let starts: Int
    private let tolerance: Double
    private var pairs: [[Direction]]
    private var found: [(value: Double, pair: [Direction])] = []
    private var best: (upper: Double, mean: Double, witness: MotionWitness)?
    private var latest: MotionWitness?
    private var solution: LinearProgramSolution?
    private var round = 0
    private var stopReason: StopReason?

    init(
        _ constraints: MotionConstraints, _ state: DensityOperator, cells: [[Direction]], rounds: Int, starts: Int,
        tolerance: Double, using generator: inout some RandomNumberGenerator
    ) throws {
        try require(!cells.isEmpty, "cells", must: "not be empty", was: "empty")
        try require(rounds >= 0, "rounds", must: "be at least 0", was: rounds)
        try require(rounds <= 1_000_000_000, "rounds", must: "be at most 10⁹", was: rounds)
        // Without rounds no start is looked at.
        if rounds > 0 { try MotionWitness.requireStarts(starts) }
        try require(tolerance > 0, "tolerance", must: "be positive", was: tolerance)
        self.constraints = constraints
        self.state = state
        (limit, self.starts, self.tolerance) = (rounds, starts, tolerance)
        pairs = cells
        reduction = try ConstraintReduction(constraints, using: &generator)
        let target = try constraints.means(for: state)
        // Functions that vanish identically can have no mean: where one must, nothing is possible.
        if let contradiction = reduction.contradiction(to: target) {
            best = (0, 1, try MotionWitness(constraints, coefficients: contradiction))
            stopReason = .converged
            solver = nil
            return
        }
        // The variables: v, the weight of uniform pairs, and the weights of the cells.
        let rank = reduction.rank
        let rows = [LinearProgram.Bounds](repeating: .equal(to: 0), count: rank) + [.equal(to: 1)]
        var columns = [reduction.reduced(target).map { -$0 } + [0], [Double](repeating: 0, count: rank) + [1]]
        for pair in cells { columns.append(reduction.reduced(try constraints.values(at: pair)) + [1]) }
        let program = try LinearProgram(
            .maximize, [1] + [Double](repeating: 0, count: columns.count - 1),
            subjectTo: RealMatrix(unchecked: columns.flatMap { $0 }, rows: rank + 1, columns: columns.count), rows,
            variables: [.between(0, 1)] + Array(repeating: .nonnegative, count: columns.count - 1))
        solver = try SimplexSolver(program)
    }

    var isFinished: Bool { stopReason != nil }

    private var lower: Double { solution?.primal[0] ?? 0 }
    private var upper: Double { min(1, best?.upper ?? 1) }

    /// Reports the difference of the bounds, and stops when the caller or the task wants it.
    mutating func ask(_ report: (RunProgress) -> Bool, since clock: TimeBudget) throws {
        let stop = try reasonToStop(
            after: round, of: limit + 1, since: clock, value: upper - lower, message: "\(lower) ≤ v ≤ \(upper)", report)
        stopReason = stopReason ?? stop
    }

    /// Adds the pairs found last, solves the linear program and looks where its witness exceeds the bound.
    mutating func step(using generator: inout some RandomNumberGenerator) throws {
        guard let solver, !isFinished else { return }
        try add(to: solver)
        let new = try solver.solve()
        if new.status == .cancelled {
            // The bounds of earlier rounds hold; without any there is nothing to return.
            guard solution != nil else { throw CancellationError() }
            stopReason = .cancelled
            return
        }
        guard new.isOptimal else {
            throw NumericalFailure("largest visibility", "the linear program ended as \(new.status)")
        }
        solution = new
        round += 1
        let witness = try MotionWitness(
            constraints, coefficients: reduction.restored(new.dual.prefix(reduction.rank).map { -$0 }))
        let mean = try witness.mean(for: state)
        var upper = mean > 0 ? max(0, try witness.largestValue(on: pairs)) / mean : 1
        if limit > 0 {
            do {
                found = try witness.maxima(starts: starts, refined: 30, using: &generator)
            } catch is CancellationError {
                // The earlier upper bound holds; without one, that of the pairs at hand is what has been seen.
                found = []
                stopReason = .cancelled
                if best != nil { return }
            }
            if let largest = found.first { upper = mean > 0 ? max(upper, largest.value / mean) : 1 }
        }
        // Duals swing while pairs are missing, so the best bound is kept; every new pair is held against it too, since a
        // search may have missed a maximum.
        if let earlier = best, !found.isEmpty {
            best?.upper = max(earlier.upper, try earlier.witness.largestValue(on: found.map(\.pair)) / earlier.mean)
        }
        if mean > 0, best.map({ upper < $0.upper }) ?? true { best = (upper, mean, witness) }
        latest = witness
        let least = lower * mean
        found.removeAll { $0.value <= least }
        if stopReason != nil {
            return
        } else if self.upper - lower < tolerance {
            stopReason = .accuracyReached
        } else if round > limit {
            stopReason = .iterationLimit
        }
    }

    private mutating func add(to solver: SimplexSolver) throws {
        guard round > 0 else { return }
        let new = found.map(\.pair)
        let columns = try new.map { reduction.reduced(try constraints.values(at: $0)) + [1] }
        try solver.append(
            columns: RealMatrix(unchecked: columns.flatMap { $0 }, rows: reduction.rank + 1, columns: new.count),
            objective: [Double](repeating: 0, count: new.count))
        pairs += new
    }

    /// The bounds so far, after at least one step.
    func result() throws -> MotionVisibility {
        guard let witness = best?.witness ?? latest, let stopReason else { throw CancellationError() }
        // Pairs added after the last solution have no weight in it.
        let weights = solution.map { $0.primal.dropFirst(2).map { max(0, $0) } } ?? []
        let support = weights.indices.filter { weights[$0] > 0 }
        return MotionVisibility(
            lower: lower, upper: upper,
            cloud: support.isEmpty
                ? nil : try WeightedCloud(points: support.map { pairs[$0] }, weights: support.map { weights[$0] }),
            uniformWeight: solution.map { max(0, $0.primal[1]) } ?? 1, witness: witness, rounds: round,
            rank: reduction.rank, stopReason: stopReason)
    }
}
