extension SemidefiniteProgram {
    /// The most constraints that ``solve(_:clock:resuming:reporting:keeping:)`` takes: 30,000, for which it needs 15 GB.
    public static let largestConstraintCount = 30_000

    /// The most memory that ``solve(_:clock:resuming:reporting:keeping:)`` takes for its matrices, in bytes: 32 GiB.
    public static let largestMemory = 0x1p35

    /// What the solver's matrices take, in bytes.
    private var workingMemory: Double {
        let m = Double(constraints.count)
        return blocks.reduce(16 * m * m + 16 * m * Double(freeVariables)) { sum, block in
            switch block {
            case .symmetric(let size): sum + 13 * 8 * Double(size) * Double(size)
            case .hermitian(let size): sum + 13 * 16 * Double(size) * Double(size)
            case .nonnegative(let size): sum + 200 * Double(size)
            }
        }
    }

    /// Solves the program by a primal–dual interior-point method.
    ///
    /// The same program gives the same bits, whatever the number of threads. Cancelling the surrounding task stops it.
    /// - Parameters:
    ///   - options: Tolerance and limits.
    ///   - clock: What measures the time limit.
    ///   - state: Where an earlier run of the same program stood; this one goes on from there to the same bits.
    ///   - report: Is told after each iteration how far the solver is; returns whether to go on.
    ///   - keep: Gets after each iteration where the method stands, for a file; an error that it throws ends the run.
    /// - Complexity: An iteration takes O(m³/3 + Σ n³) for m constraints and blocks of n rows, and what forms the m × m matrix:
    ///   at most O(n²·r) for each constraint with entries in r rows. The memory is 16·m² bytes and 13 matrices a block.
    /// - Throws: ``InvalidArgument`` when an option is out of range or the program is too large, before anything is allocated, or the
    ///   state is not of this program; what `keep` throws.
    public func solve(
        _ options: SemidefiniteOptions = SemidefiniteOptions(), clock: some Clock<Duration> = ContinuousClock(),
        resuming state: SemidefiniteState? = nil, reporting report: ((SemidefiniteProgress) -> Bool)? = nil,
        keeping keep: ((SemidefiniteState) throws -> Void)? = nil
    ) throws -> SemidefiniteSolution {
        try options.validate()
        try require(
            constraints.count <= Self.largestConstraintCount, "constraints",
            must: "be at most \(Self.largestConstraintCount)", was: constraints.count)
        try require(
            workingMemory <= Self.largestMemory, "program",
            must: "need at most \(Int(Self.largestMemory / 0x1p30)) GiB",
            was: "\(Int((workingMemory / 0x1p30).rounded(.up))) GiB")
        let start = clock.now
        let reduced = ReducedProgram(self)
        var outcome = SemidefiniteOutcome(self, reduced)
        if let ray = reduced.contradiction {
            return try outcome.solution(.infeasible(ray: ray), .converged, iterations: 0)
        }
        if let ray = reduced.freeRay {
            let zero = blocks.map { $0.zero }
            return try outcome.solution(.unbounded(ray: zero, free: ray), .converged, iterations: 0)
        }
        var method = InteriorPoint(reduced, threads: options.threads)
        var (iterations, sinceBest) = (0, 0)
        var stop = StopReason.stalled
        // The best point, for the next state; nil when no state is asked for.
        var best: SemidefiniteState.Point?
        if let state {
            try state.requireFits(self, method)
            if let point = state.best {
                method.load(point)
                _ = outcome.keep(method, error: state.bestError[0])
                best = point
            }
            method.load(state.current)
            (iterations, sinceBest) = (state.iterations, state.sinceBest)
        }
        let fingerprint = keep == nil ? 0 : self.fingerprint
        while true {
            method.updateResiduals()
            let errors = method.errors
            let error = largerOrNaN(largerOrNaN(errors.primal, errors.dual), errors.gap)
            if outcome.keep(method, error: error) {
                sinceBest = 0
                if keep != nil { best = method.point }
            } else {
                sinceBest += 1
            }
            if error <= options.tolerance {
                return try outcome.solution(.optimal, .converged, iterations: iterations)
            }
            if method.infeasibilityError() <= options.tolerance {
                return try outcome.solution(
                    .infeasible(ray: outcome.infeasibleRay(method)), .converged, iterations: iterations)
            }
            if method.unboundednessError() <= options.tolerance {
                let (ray, free) = outcome.unboundedRay(method)
                return try outcome.solution(.unbounded(ray: ray, free: free), .converged, iterations: iterations)
            }
            if let report {
                let (primal, dual) = outcome.objectives(method)
                let progress = SemidefiniteProgress(
                    iterations: iterations, primalObjective: primal, dualObjective: dual,
                    primalError: errors.primal, dualError: errors.dual)
                if !report(progress) {
                    stop = .stoppedByCaller
                    break
                }
            }
            if Work.isCancelled {
                stop = .cancelled
                break
            }
            if let limit = options.timeLimit, start.duration(to: clock.now) >= .seconds(limit) {
                stop = .timeLimit
                break
            }
            if iterations >= options.iterationLimit {
                stop = .iterationLimit
                break
            }
            if sinceBest >= 12 { break }
            guard let length = try method.step() else { break }
            iterations += 1
            if length < 1e-7 { break }
            try keep?(
                SemidefiniteState(
                    iterations: iterations, program: fingerprint, current: method.point, best: best,
                    bestError: outcome.error, sinceBest: sinceBest))
        }
        return try outcome.solution(.unfinished, stop, iterations: iterations)
    }
}

extension SemidefiniteProgram.Block {
    var zero: SemidefiniteBlock {
        switch self {
        case .symmetric(let size): .symmetric(RealMatrix(rows: size, columns: size))
        case .hermitian(let size): .hermitian(ComplexMatrix(rows: size, columns: size))
        case .nonnegative(let size): .nonnegative(Array(repeating: 0, count: size))
        }
    }
}
