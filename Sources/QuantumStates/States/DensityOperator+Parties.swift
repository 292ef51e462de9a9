import NumericalCore

extension DensityOperator {
    /// The state of some parties, in the given order, the others traced out.
    ///
    /// - Complexity: O(K²·D/K) for the dimension K of the kept parties.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, repeats a party or names one that is not there.
    public func reduced(to parties: [Int]) throws -> DensityOperator {
        let kept = try space.restricted(to: parties)
        let keptOffsets = space.offsets(of: parties)
        let tracedOffsets = space.offsets(of: space.complement(of: parties))
        let size = space.dimension
        let reduced = matrix.elements.withUnsafeBufferPointer { entries in
            ComplexMatrix(rows: keptOffsets.count, columns: keptOffsets.count) { row, column in
                let start = keptOffsets[row] + size * keptOffsets[column]
                var sum = Complex.zero
                for traced in tracedOffsets { sum += entries[start + (size + 1) * traced] }
                return sum
            }
        }
        return DensityOperator(unchecked: reduced, in: kept)
    }

    /// The state with some parties traced out.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, repeats a party, names one that is not there, or
    ///   names them all.
    public func tracingOut(_ parties: [Int]) throws -> DensityOperator {
        try space.requireParties(parties)
        try require(parties.count < space.parties, "parties", must: "leave at least one party", was: parties)
        return try reduced(to: space.complement(of: parties))
    }

    /// ρ^{T_A}, transposed in the given parties; Hermitian and of unit trace, but positive only without entanglement of
    /// this kind.
    ///
    /// - Complexity: O(D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, repeats a party or names one that is not there.
    public func partialTranspose(of parties: [Int]) throws -> ComplexMatrix {
        try space.requireParties(parties)
        // The part of a basis index that belongs to the transposed parties, for every index.
        let transposed = space.offsets(of: parties)
        let rest = space.offsets(of: space.complement(of: parties))
        var part = [Int](repeating: 0, count: space.dimension)
        for inside in transposed {
            for outside in rest { part[inside + outside] = inside }
        }
        return ComplexMatrix(rows: space.dimension, columns: space.dimension) { row, column in
            matrix[row - part[row] + part[column], column - part[column] + part[row]]
        }
    }

    /// The state with its parties in another order: party k of the result is party `order[k]` of this state.
    ///
    /// - Complexity: O(D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `order` names every party once.
    public func permutingParties(_ order: [Int]) throws -> DensityOperator {
        let permuted = try space.permuted(order)
        let offsets = space.offsets(of: order)
        return DensityOperator(
            unchecked: ComplexMatrix(rows: offsets.count, columns: offsets.count) { matrix[offsets[$0], offsets[$1]] },
            in: permuted)
    }
}
