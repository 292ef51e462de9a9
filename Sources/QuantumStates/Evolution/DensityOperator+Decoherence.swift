import NumericalCore

extension DensityOperator {
    /// The state after the same channel on every party, such as dephasing or depolarizing of strength p: decoherence.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the channel does not act on one party.
    public func decohered(by channel: QuantumChannel) throws -> DensityOperator {
        try (0..<parties).reduce(self) { try channel.apply(to: $0, on: $1) }
    }
}
