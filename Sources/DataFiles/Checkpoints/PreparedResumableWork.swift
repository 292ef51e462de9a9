import NumericalCore

/// Long work with a checkpoint that a function has prepared: its arguments are checked, and nothing is computed yet.
package struct PreparedResumableWork<Output: Sendable>: ResumableWork {
    private let body: @Sendable (String?, RunReporter?) async throws -> Output

    /// Work that a closure does.
    package init(_ body: @escaping @Sendable (_ checkpoint: String?, _ reporter: RunReporter?) async throws -> Output) {
        self.body = body
    }

    package func run(checkpoint: String?, reporter: RunReporter?) async throws -> Output {
        try await body(checkpoint, reporter)
    }
}
