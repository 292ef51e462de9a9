import QuantumStates

extension CorrelatorTensor {
    /// The products of ±1 of a deterministic strategy.
    ///
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an outcome is not 0 or 1, or the tensor would be too large.
    public init(_ strategy: DeterministicStrategy, includesMarginals: Bool = false) throws {
        _ = try CorrelatorTensor.count(settings: strategy.settings, includesMarginals: includesMarginals)
        var products = [1.0]
        for party in 0..<strategy.parties {
            let signs = (includesMarginals ? [1] : []) + (try strategy.signs(ofParty: party))
            products = products.flatMap { product in signs.map { product * Double($0) } }
        }
        self.init(unchecked: products, settings: strategy.settings, includesMarginals: includesMarginals)
    }
}
