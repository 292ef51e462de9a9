import NumericalCore

/// Work that may take minutes and can keep its state in a file, from which it resumes to the same bits.
///
///     let outcome = try await work.start(checkpoint: "search.checkpoint").value
///
/// The file is written after each round, or every so many steps, and at the end, all or nothing; the one before is kept with
/// `.previous` added to its name. When the file exists, the work resumes from it, also after the process was killed. Limits of
/// time and the number of threads may differ then; all else must be the same.
public protocol ResumableWork<Output>: LongWork {
    // Said again, so that it is inferred from the function below.
    /// What comes out.
    associatedtype Output

    /// Runs the work in the calling task.
    ///
    /// - Parameters:
    ///   - checkpoint: The file for the state, whose folder is made when it does not exist, or nil.
    ///   - reporter: Takes a report after each round, or nil.
    /// - Throws: What the work throws; ``FileAccessError`` when the file cannot be read or written, which is tried before
    ///   the first round; ``FileFormatError`` with the file's name when it is damaged or makes no sense;
    ///   ``/NumericalCore/InvalidArgument`` with its name when it belongs to other work.
    func run(checkpoint: String?, reporter: RunReporter?) async throws -> Output
}

extension ResumableWork {
    /// Runs the work in the calling task without a checkpoint.
    public func run(reporter: RunReporter?) async throws -> Output {
        try await run(checkpoint: nil, reporter: reporter)
    }

    /// Runs the work in the calling task, without reports.
    public func run(checkpoint: String?) async throws -> Output { try await run(checkpoint: checkpoint, reporter: nil) }

    /// Starts the work in a task of its own, to be followed and cancelled.
    public func start(checkpoint: String?) -> Run<Output> {
        Run { try await run(checkpoint: checkpoint, reporter: $0) }
    }
}
