import NumericalCore
import QuantumStates

/// The magnetization of one region, M = Σ_i n_i·σ_i, in units of ħ/2.
///
/// Uniform settings have one direction n for all spins (P4, Eq. 1); others vary over the sample.
public struct Magnetization: Sendable, Hashable {
    /// The observable as a sum of Pauli matrices on all parties of the sample.
    public let observable: PauliSum

    /// The magnetization of a region along one direction.
    ///
    /// - Parameters:
    ///   - members: The parties of the region.
    ///   - direction: n.
    ///   - qubits: The number of parties of the sample.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the region is empty or does not fit. Source: P4, Eq. 1.
    public init(of members: [Int], along direction: Direction, qubits: Int) throws {
        try self.init(of: members, along: members.map { _ in direction }, qubits: qubits)
    }

    /// The magnetization of a region along a direction at each of its spins.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the region is empty or does not fit, or directions are missing.
    public init(of members: [Int], along directions: [Direction], qubits: Int) throws {
        _ = try Regions([members])
        try require(
            directions.count == members.count, "directions", must: "be one for each of \(members.count) spins",
            was: directions.count)
        var terms: [PauliSum.Term] = []
        for (party, direction) in zip(members, directions) {
            for (axis, component) in zip([Pauli.x, .y, .z], [direction.x, direction.y, direction.z]) {
                terms.append(PauliSum.Term(component, try PauliString(axis, at: party, of: qubits)))
            }
        }
        observable = try PauliSum(terms, qubits: qubits)
    }

    /// ⟨ψ|M₁·…·M_k|ψ⟩ of magnetizations of disjoint regions.
    ///
    /// The left side of P4, Eq. 3, from the operators themselves: it knows nothing of effective states, and checks them.
    /// - Complexity: O(N·2^N) for each region.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the numbers of qubits differ.
    public static func correlation(_ magnetizations: [Magnetization], in state: StateVector) throws -> Double {
        try require(state.space.isQubits, "state", must: "be of qubits", was: "of \(state.space)")
        var vector = state.amplitudes
        for magnetization in magnetizations { vector = try magnetization.observable.apply(to: vector) }
        return innerProduct(state.amplitudes, vector).real
    }

    /// Tr[ρ M₁·…·M_k] of magnetizations of disjoint regions.
    ///
    /// - Complexity: O(N·4^N) for each region.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the numbers of qubits differ.
    public static func correlation(_ magnetizations: [Magnetization], in state: DensityOperator) throws -> Double {
        try require(state.space.isQubits, "state", must: "be of qubits", was: "of \(state.space)")
        var trace = Complex.zero
        for column in 0..<state.space.dimension {
            var vector = state.matrix.column(column)
            for magnetization in magnetizations { vector = try magnetization.observable.apply(to: vector) }
            trace += vector[column]
        }
        return trace.real
    }
}
