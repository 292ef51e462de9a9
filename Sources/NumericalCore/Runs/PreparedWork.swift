/// Long work that a function has prepared: its arguments are checked, and nothing is computed yet.
package struct PreparedWork<Output: Sendable>: LongWork {
    private let body: @Sendable (RunReporter?) async throws -> Output

    /// Work that a closure does.
    package init(_ body: @escaping @Sendable (RunReporter?) async throws -> Output) { self.body = body }

    package func run(reporter: RunReporter?) async throws -> Output { try await body(reporter) }
}
