import NumericalCore

/// In which order the parties stand in the indices, labels and bit strings of another program.
///
/// It cannot be found out from the numbers, so it is an argument wherever they are read.
public enum PartyOrder: String, Sendable, Hashable, Codable, CaseIterable {
    /// Party 0 is the first factor, the first letter and the first bit, as here and in QuTiP, Cirq, PennyLane, toqito and QETLAB.
    case firstIsMostSignificant
    /// Party 0 is the last factor, the last letter and the last bit, as in Qiskit, where it is qubit 0.
    case qiskit

    /// Things given one for each party in this order, party 0 first.
    public func fromFirst<Item>(_ items: some BidirectionalCollection<Item>) -> [Item] {
        self == .qiskit ? items.reversed() : Array(items)
    }
}

extension DensityOperator {
    /// The state with a matrix whose indices have the parties in another program's order.
    ///
    /// - Parameters:
    ///   - matrix: A D × D matrix.
    ///   - space: The parties, party 0 first.
    ///   - order: The order of the parties in the indices of the matrix.
    ///   - tolerance: The largest |ρ_ij − ρ_ji*|, |Tr ρ − 1| and −λ_min that is let through.
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` as ``init(_:in:tolerance:)``.
    public init(
        _ matrix: ComplexMatrix, in space: HilbertSpace, order: PartyOrder, tolerance: Double = defaultTolerance
    ) throws {
        let places = Array(order.fromFirst(Array(0..<space.parties)))
        let state = try DensityOperator(matrix, in: try space.permuted(places), tolerance: tolerance)
        // Reversing is its own inverse.
        self = order == .firstIsMostSignificant ? state : try state.permutingParties(places)
    }

    /// The matrix with its indices in another program's order of the parties.
    ///
    /// - Complexity: O(D²).
    public func matrix(inOrder order: PartyOrder) throws -> ComplexMatrix {
        order == .firstIsMostSignificant
            ? matrix : try permutingParties(order.fromFirst(Array(0..<space.parties))).matrix
    }
}
