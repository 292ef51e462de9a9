import NumericalCore

extension DensityOperator {
    /// The state nearest in Frobenius norm to a Hermitian matrix, such as the linear inversion of measured counts.
    ///
    /// The eigenvalues are projected on the probability simplex, the eigenvectors kept: eigenvalues λ_i become
    /// max(λ_i − τ, 0) with τ chosen so that they sum to 1.
    /// Source: [Smolin2012].
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix is not D × D, not finite or not Hermitian within 1e-6 of
    ///   its largest entry.
    public static func nearest(to matrix: ComplexMatrix, in space: HilbertSpace) throws -> DensityOperator {
        try space.requireDenseOperators()
        try space.requireHermitian(matrix, "matrix", tolerance: 1e-6)
        let system = try matrix.hermitianPart.hermitianEigensystem()
        let state = system.recomposed(values: projectOnSimplex(system.values).map { Complex($0) })
        return DensityOperator(unchecked: state.hermitianPart, in: space)
    }

    /// The point of the probability simplex nearest to a vector.
    static func projectOnSimplex(_ vector: [Double]) -> [Double] {
        // Only differences matter; counted from the largest entry, the 1 is not lost beside large numbers.
        let largest = vector.max() ?? 0
        let shifted = vector.map { $0 - largest }
        var (sum, threshold) = (0.0, 0.0)
        for (index, value) in shifted.sorted(by: >).enumerated() {
            sum += value
            let candidate = (sum - 1) / Double(index + 1)
            if value > candidate { threshold = candidate }
        }
        return shifted.map { max($0 - threshold, 0) }
    }
}
