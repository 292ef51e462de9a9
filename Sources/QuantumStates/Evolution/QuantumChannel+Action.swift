import NumericalCore

extension QuantumChannel {
    /// Φ(ρ).
    ///
    /// - Complexity: O(n·d³) for n operators.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state does not live in the input space.
    public func apply(to state: DensityOperator) throws -> DensityOperator {
        try require(state.space == input, "state", must: "live in \(input)", was: state.space)
        return DensityOperator(unchecked: image(of: state.matrix).hermitianPart, in: output)
    }

    /// (1 ⊗ Φ ⊗ 1)(ρ): the channel on some parties of a larger state, party k of the input being `parties[k]`.
    ///
    /// The operators are not embedded: ρ is cut into the d_in × d_in blocks that the other parties leave.
    /// - Parameters:
    ///   - state: ρ.
    ///   - parties: As many parties as the input has, of the same dimensions.
    /// - Complexity: O(D²d²) for a small local dimension d, whatever the number of operators.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when parties are repeated or not there, their dimensions are not those
    ///   of the input, the output has another number of parties, or the result is too large.
    public func apply(to state: DensityOperator, on parties: [Int]) throws -> DensityOperator {
        let space = state.space
        let local = try space.restricted(to: parties)
        try require(local == input, "parties", must: "have the dimensions \(input)", was: local)
        try require(
            output.parties == parties.count, "output of the channel", must: "have \(parties.count) parties",
            was: output.parties)
        var dimensions = space.dimensions
        for (party, dimension) in zip(parties, output.dimensions) { dimensions[party] = dimension }
        let target = try HilbertSpace(dimensions: dimensions)
        try target.requireDenseOperators()

        let rest = space.complement(of: parties)
        let (inside, outside) = (space.offsets(of: parties), space.offsets(of: rest))
        let (newInside, newOutside) = (target.offsets(of: parties), target.offsets(of: rest))
        let (dIn, dOut, count) = (inside.count, newInside.count, outside.count)
        let entries = state.matrix.elements
        var result = ComplexMatrix(rows: target.dimension, columns: target.dimension)

        // A superoperator of d_out² × d_in² pays while it is small; beyond, the operators act on each block.
        let superoperator = dIn * dOut <= 64 ? transferMatrix() : nil
        for columnRest in 0..<count {
            let blocks = ComplexMatrix(rows: dIn * dIn, columns: count) { place, rowRest in
                let (row, column) = (inside[place % dIn] + outside[rowRest], inside[place / dIn] + outside[columnRest])
                return entries[row + space.dimension * column]
            }
            let images =
                superoperator.map { $0 * blocks }
                ?? ComplexMatrix(
                    unchecked: (0..<count).flatMap { rowRest in
                        image(of: ComplexMatrix(unchecked: blocks.column(rowRest), rows: dIn, columns: dIn)).elements
                    }, rows: dOut * dOut, columns: count)
            for rowRest in 0..<count {
                for column in 0..<dOut {
                    for row in 0..<dOut {
                        result[newInside[row] + newOutside[rowRest], newInside[column] + newOutside[columnRest]] =
                            images[row + dOut * column, rowRest]
                    }
                }
            }
        }
        return DensityOperator(unchecked: result.hermitianPart, in: target)
    }

    /// The channel on one party of a larger state.
    ///
    /// - Throws: As for a list of parties.
    public func apply(to state: DensityOperator, on party: Int) throws -> DensityOperator {
        try apply(to: state, on: [party])
    }

    /// Σ_k K*_k ⊗ K_k, the d_out² × d_in² matrix of the channel on column-major vectors of matrices.
    ///
    /// - Precondition: The dimensions are small enough for a matrix of d_out²·d_in² entries.
    func transferMatrix() -> ComplexMatrix {
        var sum = ComplexMatrix(
            rows: output.dimension * output.dimension, columns: input.dimension * input.dimension)
        for kraus in krausOperators { sum += kraus.map(\.conjugate).kronecker(kraus) }
        return sum
    }

    private func image(of matrix: ComplexMatrix) -> ComplexMatrix {
        var sum = ComplexMatrix(rows: output.dimension, columns: output.dimension)
        for kraus in krausOperators { sum += ComplexMatrix.product(kraus * matrix, .plain, kraus, .adjoint) }
        return sum
    }
}
