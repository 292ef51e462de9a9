import QuantumStates

extension LocalPolytope {
    /// The number of vertices, Π_k Π_x K_k(x).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when it exceeds 2⁶³ − 1.
    public func vertexCount() throws -> Int {
        guard let count = MixedRadix.product(scenario.outcomes.joined()) else {
            throw InvalidArgument(
                "scenario", must: "have at most 2⁶³ − 1 deterministic strategies", was: "\(scenario), which has more")
        }
        return count
    }

    /// The vertices in counting order, each made when it is asked for.
    ///
    /// The outcomes of all settings, the first party's first setting most significant, are the digits of a vertex's number.
    /// - Throws: As ``vertexCount()``.
    public func vertices() throws -> Vertices { Vertices(polytope: self, count: try vertexCount()) }

    /// The strategies of a scenario as a collection that holds none of them.
    public struct Vertices: RandomAccessCollection, Sendable {
        /// The polytope.
        public let polytope: LocalPolytope
        /// The number of vertices.
        public let count: Int

        /// 0.
        public var startIndex: Int { 0 }
        /// The number of vertices.
        public var endIndex: Int { count }

        /// The vertex with a number.
        ///
        /// - Precondition: `index` is in 0..<count.
        /// - Complexity: O(Σ_k m_k).
        public subscript(index: Int) -> DeterministicStrategy {
            requirePrecondition(index >= 0 && index < count, "vertex index must be in 0..<\(count), but was \(index)")
            let digits = MixedRadix.digits(index, Array(polytope.scenario.outcomes.joined()))
            return DeterministicStrategy(packed: digits.map { UInt8($0) }, settings: polytope.scenario.settings)
        }
    }

    /// The number of a vertex in counting order.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the strategy does not fit the scenario, or as ``vertexCount()``.
    public func index(of strategy: DeterministicStrategy) throws -> Int {
        _ = try vertexCount()
        try strategy.requireFits(scenario)
        return MixedRadix.index(strategy.packed.map { Int($0) }, Array(scenario.outcomes.joined()))
    }
}
