/// Names of version 0.1, before all took one spelling.
extension LocalBound {
    /// All strategies that reach the bound.
    @available(*, deprecated, renamed: "maximizers")
    public var maximisers: [DeterministicStrategy] { maximizers }
}

extension LocalBoundOptions {
    /// How many maximizing strategies are wanted.
    @available(*, deprecated, renamed: "maximizerLimit")
    public var maximiserLimit: Int {
        get { maximizerLimit }
        set { maximizerLimit = newValue }
    }

    /// Options for a search.
    @available(*, deprecated, renamed: "init(method:maximizerLimit:tieTolerance:timeLimit:threads:)")
    public init(
        method: Method = .branchAndBound, maximiserLimit: Int, tieTolerance: Double = 1e-12,
        timeLimit: Double? = nil, threads: Int = min(Parallel.processorCount, Parallel.largestThreadCount)
    ) {
        self.init(
            method: method, maximizerLimit: maximiserLimit, tieTolerance: tieTolerance, timeLimit: timeLimit,
            threads: threads)
    }
}
