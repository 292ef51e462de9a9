import Foundation
import LHVModels

/// A search for a cloud of hidden variables by gradient steps.
///
///     let problem = try CloudProblem(qubits: .werner(visibility: 0.6))
///     let run = try CloudSearch(problem, .standard(parties: 2)).start()
///     for await progress in run.progress { print(progress) }
///     let result = try await run.value
///     print(result.error.divergence)
///
/// With a checkpoint file, a search that was killed goes on where it was and ends in the same bits.
public struct CloudSearch: Sendable {
    /// What is looked for.
    public let problem: CloudProblem
    /// How.
    public let options: SearchOptions

    private let beginning: SearchState

    /// A search that begins with a random cloud, or with a given one: a warm start.
    ///
    /// - Parameters:
    ///   - problem: What is looked for.
    ///   - options: How.
    ///   - initial: A cloud of the problem's rules to begin with, or nil for a random one.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range or the cloud does not fit.
    public init(_ problem: CloudProblem, _ options: SearchOptions, initial: HiddenVariableCloud? = nil) throws {
        try options.validate(problem)
        var generator = RandomStream(seed: options.seed)
        let cloud =
            try initial
            ?? HiddenVariableCloud.random(
                rules: problem.rules, count: options.points, scale: options.scale, using: &generator)
        try problem.requireFitting(cloud)
        self.problem = problem
        self.options = options
        self.beginning = SearchState(
            problem: problem, phases: options.phases, seed: options.seed, phase: 0, stepInPhase: 0, cloud: cloud)
    }

    /// Starts the search in a task of its own.
    ///
    /// - Parameter checkpoint: A file for the state, written every ``SearchOptions/checkpointInterval`` steps and at the
    ///   end, the one before being kept with `.previous` added to its name. When it exists, the search goes on from it; its
    ///   folder is made when it does not exist.
    /// - Returns: The run; its value is a ``CloudSearchResult`` whatever made it stop, also when it was cancelled.
    public func start(checkpoint: String? = nil) -> Run<CloudSearchResult> {
        Run { reporter in try await run(checkpoint: checkpoint, reporter) }
    }

    /// Runs the search in the calling task.
    ///
    /// - Throws: ``/DataFiles/FileAccessError`` or ``/DataFiles/FileFormatError`` when a checkpoint cannot be written,
    ///   which is tried before the first step, or is damaged; ``/NumericalCore/InvalidArgument`` when it belongs to another search;
    ///   ``/NumericalCore/NumericalFailure`` when the loss is no longer finite.
    public func run(checkpoint: String? = nil, reporter: RunReporter? = nil) async throws -> CloudSearchResult {
        try await run(checkpoint: checkpoint, reporter)
    }

    private func run(checkpoint: String?, _ reporter: RunReporter?) async throws -> CloudSearchResult {
        let budget = TimeBudget(limit: options.seconds.map { .seconds($0) })
        var state = beginning
        if let checkpoint, FileManager.default.fileExists(atPath: checkpoint) {
            state = try resumed(from: checkpoint)
        }
        if let checkpoint {
            // Nothing is computed that could not be kept.
            try AtomicFile.prepare(checkpoint)
            try AtomicFile.prepare(checkpoint + ".previous")
        }
        var engine = try SearchEngine(state, threads: options.threads)
        let total = options.totalSteps
        var reason = StopReason.iterationLimit
        var sinceReport = TimeBudget.unlimited
        var fresh: Double?
        while !engine.isFinished {
            if let stop = budget.reasonToStop {
                reason = stop
                break
            }
            try engine.step()
            let steps = engine.state.steps
            if let accuracy = options.accuracy, steps.isMultiple(of: options.testInterval) {
                fresh = try test(engine.snapshot().cloud).divergence
                if let fresh, fresh <= accuracy {
                    reason = .accuracyReached
                    break
                }
            }
            if let checkpoint, steps.isMultiple(of: options.checkpointInterval) {
                try save(engine.snapshot(), checkpoint)
            }
            // Reports are for people: a few in a second are enough.
            if let reporter, sinceReport.elapsed >= .milliseconds(200) || engine.isFinished {
                sinceReport = .unlimited
                let message = fresh.map { "fresh divergence \($0)" } ?? ""
                try reporter.report(step: min(steps, total), of: total, value: engine.state.loss, message: message)
            }
            if steps.isMultiple(of: 16) { await Task.yield() }
        }
        let final = engine.snapshot()
        if let checkpoint { try save(final, checkpoint) }
        return CloudSearchResult(
            problem: problem, options: options, cloud: final.cloud, error: try test(final.cloud), steps: final.steps,
            loss: final.loss, stopReason: reason, seconds: budget.elapsed.inSeconds)
    }

    private func test(_ cloud: HiddenVariableCloud) throws -> CloudError {
        // A seed that no batch has: batches use the search's own.
        try CloudError(
            of: cloud, for: problem, settings: options.testSettings, seed: ~options.seed, threads: options.threads)
    }

    private func save(_ state: SearchState, _ path: String) throws {
        let new = try Checkpoint(kind: SearchState.checkpointKind, state: state)
        if FileManager.default.fileExists(atPath: path) {
            try AtomicFile.write(AtomicFile.read(path), to: path + ".previous")
        }
        try new.write(to: path)
    }

    private func resumed(from path: String) throws -> SearchState {
        let state = try Checkpoint<SearchState>(contentsOf: path, kind: SearchState.checkpointKind).state
        try require(state.problem == problem, "checkpoint \(path)", must: "belong to this problem", was: "of another")
        try require(
            state.phases == options.phases && state.seed == options.seed, "checkpoint \(path)",
            must: "have the phases and the seed of this search", was: "with others")
        try problem.requireFitting(state.cloud)
        return state
    }
}
