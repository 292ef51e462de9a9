import NumericalCore

extension Bootstrap.Outcome: CustomStringConvertible {
    /// The first three quantities, and the number of replicas.
    public var description: String {
        let list = estimates.prefix(3).map { ShortNumber.text($0.value, standardError: $0.standardError) }
        return "bootstrap of \(replicas) replicas: \(list.joined(separator: ", "))"
            + (estimates.count > 3 ? ", … (\(estimates.count) quantities)" : "") + "; \(stopReason)"
    }
}
