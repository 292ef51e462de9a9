import LHVModels

extension Sweep.CloudRecord: CustomStringConvertible {
    /// The error, whether the state is separable, and why the search stopped.
    public var description: String {
        "\(error)" + (isSeparable.map { $0 ? "; separable" : "; entangled" } ?? "") + "; \(steps) steps, \(stopReason)"
    }
}

extension Sweep {
    /// What a sweep of gradient searches keeps of each: how close the cloud came, and how it stopped.
    public struct CloudRecord: Sendable, Hashable, Codable {
        /// The error on fresh settings.
        public let error: CloudError
        /// The number of steps.
        public let steps: Int
        /// Why the search stopped.
        public let stopReason: StopReason
        /// The state's rigorous answer where it is known without a search.
        public let isSeparable: Bool?
    }

    /// Runs a gradient search for every item of a shard, each with the item's seed.
    ///
    /// With two parameters the records are a map over them, such as disorder and visibility, noise and field, or time after a
    /// quench and temperature.
    /// - Parameters:
    ///   - folder: An existing folder for the results.
    ///   - shard: Which shard of how many.
    ///   - threads: How many searches run at a time; each works on one thread.
    ///   - options: How each is searched; the seed is the item's.
    ///   - problem: The search for the values of the parameters.
    /// - Returns: How many searches were run; items with a result are not run again.
    /// - Throws: What `problem` and the searches throw, and as ``run(in:shard:threads:_:)``.
    public func searchClouds(
        in folder: String, shard: (number: Int, of: Int) = (0, 1), threads: Int = Parallel.processorCount,
        options: SearchOptions, problem: @escaping @Sendable (Item) throws -> CloudProblem
    ) async throws -> Int {
        try await run(in: folder, shard: shard, threads: threads) { item in
            var own = options
            own.seed = item.seed
            own.threads = 1
            let problem = try problem(item)
            let result = try await CloudSearch(problem, own).run()
            // For two qubits a positive partial transpose is separability, and separable states have a local model.
            let isPair = problem.state.space == .twoQubits
            return CloudRecord(
                error: result.error, steps: result.steps, stopReason: result.stopReason,
                isSeparable: isPair ? try problem.state.hasPositivePartialTranspose() : nil)
        }
    }
}
