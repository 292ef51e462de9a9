import QuantumStates

extension BellInequality {
    /// max Σ c(a|x)·P(a|x) over all local behaviours, whatever ``bound`` says: exact, for any number of outcomes.
    ///
    /// Two outcomes per setting are searched as correlators; see ``/QuantumStates/CorrelatorTensor/localBound(_:reporting:)``. For more, the
    /// strategies of all parties but two are gone through, and branch and bound finds the best of the rest.
    /// - Parameters:
    ///   - options: Limits, and how many maximizing strategies are wanted.
    ///   - report: Is told from time to time how far the search is; returns whether to go on.
    /// - Complexity: At worst the number of strategies of all parties but the one with most, times the count of the scenario.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range, the sum of magnitudes is not finite, or a
    ///   setting has more than 256 outcomes.
    public func localBound(
        _ options: LocalBoundOptions = LocalBoundOptions(), reporting report: SearchReport? = nil
    ) throws -> LocalBound {
        try options.validate()
        _ = try LocalPolytope(scenario)
        let magnitude = coefficients.reduce(0) { $0 + abs($1) }
        try require(magnitude.isFinite, "coefficients", must: "have a finite sum of magnitudes", was: magnitude)
        if scenario.isBinary {
            let found = try CorrelatorInequality(self).coefficients.localBound(options, reporting: report)
            let lower = try value(of: found.strategy)
            // Sums of coefficients round on the way to correlators, unless there is room for the divisions by two.
            let lists = scenario.settingLists + scenario.parties
            let rounding = Double.rounding(terms: lists, magnitude: magnitude)
            let isExact = unit.map { magnitude / $0 <= 0x1p53 / Double(1 << scenario.parties) } ?? false
            let upper = isExact ? found.upper : snapped(found.upper + rounding, above: lower)
            return LocalBound(
                lower: lower, upper: max(lower, upper), strategy: found.strategy, maximizers: found.maximizers,
                isTruncated: found.isTruncated, stopReason: found.stopReason, nodes: found.nodes)
        }
        let search = OutcomeTensorSearch(coefficients, in: scenario)
        return try SearchControl.run(timeLimit: options.timeLimit, threads: options.threads, reporting: report) {
            control in
            let found = search.maximum(control: control)
            let strategy = try DeterministicStrategy(
                outcomes: found.outcomes ?? scenario.settings.map { Array(repeating: 0, count: $0) })
            let lower = try value(of: strategy)
            var (stop, nodes) = (found.stop, found.nodes)
            var (maximizers, isTruncated): ([DeterministicStrategy], Bool) = ([], false)
            if options.maximizerLimit > 0, stop == nil {
                let ties = search.all(
                    within: options.tieTolerance * magnitude, of: found.best, limit: options.maximizerLimit,
                    control: control)
                maximizers = ties.strategies.sorted()
                isTruncated = ties.strategies.isTruncated
                nodes += ties.nodes
                stop = ties.strategies.stop
            }
            return LocalBound(
                lower: lower, upper: upper(found, by: search, lower: lower), strategy: strategy,
                maximizers: maximizers, isTruncated: isTruncated, stopReason: stop ?? .converged, nodes: nodes)
        }
    }

    private func upper(_ found: OutcomeTensorSearch.Result, by search: OutcomeTensorSearch, lower: Double) -> Double {
        guard found.stop == nil else {
            return max(lower, search.trivialBound)
        }
        return max(lower, snapped(found.best + search.rounding, above: lower))
    }

    /// The unit of which all coefficients are multiples, if there is one.
    private var unit: Double? {
        CorrelatorTensor(unchecked: coefficients, settings: [coefficients.count], includesMarginals: false).commonUnit
    }

    /// An upper bound of a value, or the lower one if only that is a multiple of the coefficients' unit between them.
    private func snapped(_ upper: Double, above lower: Double) -> Double {
        guard let unit, upper < lower + unit else { return upper }
        return lower
    }
}
