import QuantumStates

extension CorrelatorInequality {
    /// max ⟨M, E⟩ over all local correlators, whatever ``bound`` says; see ``/QuantumStates/CorrelatorTensor/localBound(_:reporting:)``.
    ///
    /// - Throws: As there.
    public func localBound(
        _ options: LocalBoundOptions = LocalBoundOptions(), reporting report: SearchReport? = nil
    ) throws -> LocalBound {
        try coefficients.localBound(options, reporting: report)
    }
}

extension CorrelatorTensor {
    /// max ⟨M, E⟩ over all local correlators, where M is this tensor: the local bound of a Bell functional, exact.
    ///
    /// Integer coefficients with Σ|M| ≤ 2⁵³ are computed with exactly, and so are those that are integers times one power
    /// of two. Others are computed with in double precision, and the upper bound includes the rounding errors. A search that
    /// is stopped by its time limit, by the caller's report or by cancellation of the current task returns valid bounds.
    /// - Parameters:
    ///   - options: Method, limits, and how many maximizing strategies are wanted.
    ///   - report: Is told from time to time how far the search is; returns whether to go on.
    /// - Complexity: At worst 2^(settings of all parties but the one with most), times the last party's settings.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range or Σ|M| is not finite.
    public func localBound(
        _ options: LocalBoundOptions = LocalBoundOptions(), reporting report: SearchReport? = nil
    ) throws -> LocalBound {
        try options.validate()
        let sum = elements.reduce(0.0) { $0 + abs($1) }
        try require(sum.isFinite, "coefficients", must: "have a finite sum of magnitudes", was: sum)
        let unit = commonUnit
        return try SearchControl.run(timeLimit: options.timeLimit, threads: options.threads, reporting: report) {
            control in
            // Narrow integers go through the processor several times as fast, and are exact.
            switch sum / (unit ?? 0) {
            case ..<0x1p13:
                try localBound(elements.map { Int16($0 / (unit ?? 1)) }, unit: unit ?? 1, options, control)
            case ..<0x1p29:
                try localBound(elements.map { Int32($0 / (unit ?? 1)) }, unit: unit ?? 1, options, control)
            default:
                try localBound(elements, unit: 1, options, control)
            }
        }
    }

    /// The bound by a search on numbers of some kind, in some unit.
    private func localBound<Number: SearchScalar>(
        _ numbers: [Number], unit: Double, _ options: LocalBoundOptions, _ control: SearchControl
    ) throws -> LocalBound {
        let search = SignTensorSearch(numbers, settings: settings, includesMarginals: includesMarginals)
        let found = search.maximum(method: options.method, control: control)
        let strategy = DeterministicStrategy(signs: found.signs)
        let lower = try dot(CorrelatorTensor(strategy, includesMarginals: includesMarginals))
        var (stop, nodes) = (found.stop, found.nodes)
        var (maximizers, isTruncated): ([DeterministicStrategy], Bool) = ([], false)
        if options.maximizerLimit > 0, stop == nil {
            let tie = options.tieTolerance * search.magnitude.approximate
            let ties = search.all(within: tie, of: found.best, limit: options.maximizerLimit, control: control)
            maximizers = ties.strategies.sorted()
            isTruncated = ties.strategies.isTruncated
            nodes += ties.nodes
            stop = ties.strategies.stop
        }
        // A converged search over exact sums leaves nothing between the bounds.
        let isExact = found.stop == nil && commonUnit != nil
        return LocalBound(
            lower: lower, upper: isExact ? lower : max(lower, unit * found.upper.approximate), strategy: strategy,
            maximizers: maximizers, isTruncated: isTruncated, stopReason: stop ?? .converged, nodes: nodes)
    }

    /// The largest power of two of which all entries are multiples, if all sums of ± entries are then exact; else nil.
    var commonUnit: Double? {
        // The lowest bit that is set in any entry.
        let finest = elements.lazy.filter { $0 != 0 }.map { Int($0.exponent) - $0.significandWidth }.min()
        guard let finest else { return 1 }
        let sum = elements.reduce(0.0) { $0 + abs($1) }
        guard sum.isFinite, Int(sum.exponent) + 1 - finest <= 53, finest >= -1000 else { return nil }
        return Double(sign: .plus, exponent: finest, significand: 1)
    }

    /// max ⟨M, E⟩ for 64-bit integer coefficients, by integer arithmetic that cannot overflow unnoticed.
    ///
    /// - Parameters:
    ///   - coefficients: M, the first party most significant.
    ///   - settings: The number of settings of each party.
    ///   - includesMarginals: Whether index 0 of each party means "not measured".
    ///   - method: The method; both are exact.
    /// - Complexity: As of ``localBound(_:reporting:)``.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the shape is not valid or Σ|M| exceeds 2⁶¹ − 1, and
    ///   `CancellationError` when the current task is cancelled.
    public static func integerLocalBound(
        _ coefficients: [Int64], settings: [Int], includesMarginals: Bool = false,
        method: LocalBoundOptions.Method = .branchAndBound
    ) throws -> (bound: Int64, strategy: DeterministicStrategy) {
        let count = try count(settings: settings, includesMarginals: includesMarginals)
        try require(coefficients.count == count, "coefficients", must: "be \(count) numbers", was: coefficients.count)
        var sum: UInt64 = 0
        for coefficient in coefficients {
            // A quarter of the range is used, so no sum or difference of two sums overflows.
            let (next, overflow) = sum.addingReportingOverflow(coefficient.magnitude)
            try require(
                !overflow && next < 1 << 61, "coefficients", must: "have a sum of magnitudes of at most 2⁶¹ − 1",
                was: "larger")
            sum = next
        }
        let search = SignTensorSearch(coefficients, settings: settings, includesMarginals: includesMarginals)
        return try SearchControl.run(timeLimit: nil, threads: LocalBoundOptions().threads, reporting: nil) { control in
            let found = search.maximum(method: method, control: control)
            if found.stop == .cancelled { throw CancellationError() }
            try require(found.stop == nil, "scenario", must: "be small enough to be searched", was: "\(settings)")
            return (found.best, DeterministicStrategy(signs: found.signs))
        }
    }
}

extension DeterministicStrategy {
    /// The strategy with ±1 that the caller knows to be for at least one setting of each party.
    init(signs: [[Int8]]) {
        self.init(packed: signs.joined().map { $0 > 0 ? 0 : 1 }, settings: signs.map(\.count))
    }
}
