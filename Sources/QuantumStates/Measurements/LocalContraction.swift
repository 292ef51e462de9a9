import NumericalCore

/// Contraction of every index of a tensor with its own matrix, one after the other.
///
/// The cost is that of the first few contractions: no Kronecker product of the parties' operators is ever built.
package enum LocalContraction {
    /// T'_{a₁…a_N} = Σ_q M¹_{a₁q₁} ⋯ M^N_{a_N q_N} T_{q₁…q_N}, both tensors with the first index most significant.
    ///
    /// Each product contracts the first index and appends the new one behind the others, so that after N products the
    /// indices are in their old order and no entry was ever moved for its own sake.
    /// - Precondition: The tensor has as many entries as the matrices' columns say.
    package static func contract<Element: Scalar>(_ tensor: [Element], with matrices: [Matrix<Element>]) -> [Element] {
        var entries = tensor
        for matrix in matrices {
            let unfolded = Matrix(
                unchecked: entries, rows: entries.count / matrix.columns, columns: matrix.columns)
            entries = Matrix.product(matrix, .plain, unfolded, .transposed).elements
        }
        return entries
    }

    /// Throws when an intermediate tensor of a contraction would have more than 2²⁸ entries.
    static func requireFeasible(from inner: [Int], to outer: [Int]) throws {
        let limit = OutcomeDistribution.largestCount
        for party in 0...inner.count {
            let sizes = Array(outer[..<party] + inner[party...])
            _ = try MixedRadix.checkedProduct(sizes, "sizes of the contraction", largest: limit)
        }
    }

    /// Tr(ρ·A¹_{a₁}⊗…⊗A^N_{a_N}) for every choice of one Hermitian operator from each party's list.
    package static func traces(_ state: DensityOperator, _ operators: [[ComplexMatrix]]) throws -> [Double] {
        let dimensions = state.space.dimensions
        try requireFeasible(from: dimensions.map { $0 * $0 }, to: operators.map(\.count))
        // ρ with its indices in pairs (i₁ j₁)(i₂ j₂)…, and operators as rows A_ji.
        var offsets = [0]
        for (local, stride) in zip(dimensions, state.space.strides) {
            offsets = offsets.flatMap { offset in
                (0..<(local * local)).map { pair in
                    offset + stride * (pair / local + state.space.dimension * (pair % local))
                }
            }
        }
        let entries = state.matrix.elements
        let matrices = zip(dimensions, operators).map { local, list in
            ComplexMatrix(rows: list.count, columns: local * local) { list[$0][$1 % local, $1 / local] }
        }
        return contract(offsets.map { entries[$0] }, with: matrices).map(\.real)
    }

    /// ⟨ψ|E¹_{a₁}⊗…⊗E^N_{a_N}|ψ⟩ for every choice of one positive operator from each party's list.
    ///
    /// Each operator is taken apart into rank-one terms, so that probabilities are sums of squared amplitudes.
    static func probabilities(_ state: StateVector, _ operators: [[ComplexMatrix]]) throws -> [Double] {
        let terms = try operators.map { list in
            try list.enumerated().flatMap { owner, element in
                try rankOneTerms(element).map { (owner: owner, vector: $0) }
            }
        }
        try requireFeasible(from: state.space.dimensions, to: terms.map(\.count))
        let matrices = zip(state.space.dimensions, terms).map { local, list in
            ComplexMatrix(rows: list.count, columns: local) { list[$0].vector[$1].conjugate }
        }
        let fine = contract(state.amplitudes, with: matrices).map(\.squaredMagnitude)
        // Sum the terms of each operator, party by party.
        return withoutRounding(
            contract(
                fine,
                with: zip(operators, terms).map { list, terms in
                    RealMatrix(rows: list.count, columns: terms.count) { terms[$1].owner == $0 ? 1 : 0 }
                }))
    }

    /// Vectors with E = Σ|v⟩⟨v|, at least one of them.
    private static func rankOneTerms(_ element: ComplexMatrix) throws -> [[Complex]] {
        let eigensystem = try element.hermitianEigensystem()
        let largest = eigensystem.values.last ?? 0
        return eigensystem.values.indices.filter {
            // Below this an eigenvalue is rounding; the largest stays so that each operator keeps its place.
            eigensystem.values[$0] > 1e-15 * largest || $0 == eigensystem.values.count - 1
        }.map { index in
            let length = max(0, eigensystem.values[index]).squareRoot()
            return eigensystem.vectors.column(index).map { length * $0 }
        }
    }

    /// Rounding errors −1e-12…0 and 1…1 + 1e-12 of probabilities become 0 and 1; what is farther off came with the state and
    /// stays.
    static func withoutRounding(_ probabilities: [Double]) -> [Double] {
        probabilities.map { $0.withoutRounding(in: 0...1) }
    }

    /// Correlators of ±1 outcomes that rounding has led beyond ±1 become ±1.
    static func correlatorsWithoutRounding(_ correlators: [Double]) -> [Double] {
        correlators.map { $0.withoutRounding(in: -1...1) }
    }
}

extension HilbertSpace {
    /// Throws unless there is one measurement for each party, of its dimension.
    func requireMeasurements(_ measurements: [POVM]) throws {
        try require(
            measurements.count == parties, "measurements", must: "be one for each of \(parties) parties",
            was: measurements.count)
        for (party, measurement) in measurements.enumerated() {
            try require(
                measurement.dimension == dimensions[party], "dimension of the measurement of party \(party)",
                must: "be \(dimensions[party])", was: measurement.dimension)
        }
    }

    /// Throws unless every party is a qubit and has a direction.
    func requireDirections(_ count: Int) throws {
        try require(isQubits, "state", must: "be of qubits to be measured along directions", was: "of \(self)")
        try require(count == parties, "directions", must: "be one for each of \(parties) parties", was: count)
    }
}
