import MacroscopicLocality

/// Random inputs with fixed seeds, and when sizes hold a tree.
enum Cases {
    static func pure(_ qubits: Int, seed: UInt64 = 1) throws -> StateVector {
        var stream = RandomStream(seed: seed, substream: UInt64(qubits))
        return StateVector.random(in: try .qubits(qubits), using: &stream)
    }

    static func mixed(_ qubits: Int, rank: Int = 2, seed: UInt64 = 2) throws -> DensityOperator {
        var stream = RandomStream(seed: seed, substream: UInt64(qubits))
        return try .randomHilbertSchmidt(in: .qubits(qubits), rank: rank, using: &stream)
    }

    static func directions(_ count: Int, seed: UInt64 = 3) -> [Direction] {
        var stream = RandomStream(seed: seed)
        return (0..<count).map { _ in .random(using: &stream) }
    }

    static func planes(_ count: Int, seed: UInt64 = 4) -> [MeasurementPlane] {
        let list = directions(2 * count, seed: seed)
        return (0..<count).map { MeasurementPlane(settings: list[2 * $0], list[2 * $0 + 1]) }
    }

    /// ⟨M₁·…·M_k⟩ from the operators themselves.
    static func correlation(_ state: StateVector, _ regions: Regions, _ directions: [Direction]) throws -> Double {
        try Magnetization.correlation(
            zip(regions.members, directions).map { try Magnetization(of: $0, along: $1, qubits: state.parties) },
            in: state)
    }

    /// Whether regions of these sizes hold an anticommuting tree: with the smallest counted as one spin, the j smallest hold
    /// 2^j − 1 spins or more, for every j.
    static func holdTree(_ sizes: [Double]) -> Bool {
        var sum = 0.0
        return sizes.sorted().enumerated().allSatisfy { place, size in
            sum += place == 0 ? 1 : size
            return sum >= Double((1 << (place + 1)) - 1)
        }
    }
}
