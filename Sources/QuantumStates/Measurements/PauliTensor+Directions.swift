import NumericalCore

extension PauliTensor {
    /// P(a₁ … a_N) of spin measurements along one direction for each qubit, outcome 0 being "up".
    ///
    /// Contracts each index with the rows (1, n)/2 and (1, −n)/2. Rounding errors up to 1e-12 beyond 0 and 1 are taken away. For
    /// an unphysical tensor the numbers may be negative.
    /// - Complexity: O(4^N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one direction for each qubit.
    public func probabilities(along directions: [Direction]) throws -> [Double] {
        try requireOneForEachQubit(directions.count)
        let matrices = directions.map { n in
            RealMatrix(
                unchecked: [0.5, 0.5, n.x / 2, -n.x / 2, n.y / 2, -n.y / 2, n.z / 2, -n.z / 2], rows: 2, columns: 4)
        }
        return LocalContraction.withoutRounding(LocalContraction.contract(coefficients, with: matrices))
    }

    /// E(n₁ … n_N) = Tr(ρ·n₁·σ⊗…⊗n_N·σ) for every choice of one direction from each qubit's list, the first qubit most
    /// significant.
    ///
    /// - Complexity: O(S₁·4^N) for the first qubit's S₁ directions, less for each next one.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not a list with at least one direction for each qubit, or
    ///   there are too many choices.
    public func correlators(along settings: [[Direction]]) throws -> [Double] {
        try requireOneForEachQubit(settings.count)
        try LocalContraction.requireFeasible(
            from: Array(repeating: 4, count: count), to: settings.map(\.count))
        let matrices = settings.map { list in
            RealMatrix(rows: list.count, columns: 4) { $1 == 0 ? 0 : list[$0].vector[$1 - 1] }
        }
        return LocalContraction.correlatorsWithoutRounding(LocalContraction.contract(coefficients, with: matrices))
    }

    /// P(↑…↑|n₁ … n_N) for a batch of direction lists: entry i measures qubit k along `batches[k][i]`.
    ///
    /// - Complexity: O(count·4^N), in blocks that stay in the cache.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one batch for each qubit or they differ in length.
    package func probabilitiesAllUp(_ batches: [DirectionBatch]) throws -> [Double] {
        try contracted(batches, identity: 1, scale: 1 / Double(1 << count), range: 0...1)
    }

    /// E(n₁ … n_N) for a batch of direction lists: entry i measures qubit k along `batches[k][i]`.
    ///
    /// - Complexity: As ``probabilitiesAllUp(_:)``.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one batch for each qubit or they differ in length.
    package func correlators(_ batches: [DirectionBatch]) throws -> [Double] {
        try contracted(batches, identity: 0, scale: 1, range: -1...1)
    }

    /// Contracts each index with (identity, n), for each entry of the batches.
    private func contracted(
        _ batches: [DirectionBatch], identity: Double, scale: Double, range: ClosedRange<Double>
    ) throws -> [Double] {
        try requireOneForEachQubit(batches.count)
        let total = batches[0].count
        try require(
            batches.allSatisfy { $0.count == total }, "batches of directions", must: "have one length",
            was: batches.map(\.count))
        // The last index first: pass k folds 4^k numbers a lane into a quarter of them, in place.
        let lanes = 64
        var result = [Double](repeating: 0, count: total)
        var folded = [Double](repeating: 0, count: coefficients.count / 4 * lanes)
        for start in stride(from: 0, to: total, by: lanes) {
            let width = min(lanes, total - start)
            for qubit in stride(from: count - 1, through: 0, by: -1) {
                let batch = batches[qubit]
                let blocks = 1 << (2 * qubit)
                let isFirstPass = qubit == count - 1
                folded.withUnsafeMutableBufferPointer { folded in
                    coefficients.withUnsafeBufferPointer { t in
                        for block in 0..<blocks {
                            let source = 4 * block
                            for lane in 0..<width {
                                let (x, y, z) = (batch.x[start + lane], batch.y[start + lane], batch.z[start + lane])
                                folded[block * lanes + lane] =
                                    isFirstPass
                                    ? identity * t[source] + x * t[source + 1] + y * t[source + 2] + z * t[source + 3]
                                    : identity * folded[source * lanes + lane] + x * folded[(source + 1) * lanes + lane]
                                        + y * folded[(source + 2) * lanes + lane]
                                        + z * folded[(source + 3) * lanes + lane]
                            }
                        }
                    }
                }
            }
            for lane in 0..<width { result[start + lane] = (scale * folded[lane]).withoutRounding(in: range) }
        }
        return result
    }

    private func requireOneForEachQubit(_ number: Int) throws {
        try require(number == count, "directions", must: "be one for each of \(count) qubits", was: number)
    }
}
