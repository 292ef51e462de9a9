import NumericalCore

extension HilbertSpace {
    /// The largest dimension for which operators are held as dense matrices: 2¹⁴, at which one takes 4 GiB.
    public static let largestOperatorDimension = 1 << 14

    /// Throws when dense operators on the space would be too large to hold.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument``.
    public func requireDenseOperators() throws {
        try require(
            dimension <= HilbertSpace.largestOperatorDimension, "dimension",
            must: "be at most 2¹⁴ for a dense operator", was: dimension)
    }

    /// Throws unless the matrix is D × D with finite entries.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` that names the matrix as `name`.
    public func requireOperator(_ matrix: ComplexMatrix, _ name: String) throws {
        try require(
            matrix.rows == dimension && matrix.columns == dimension, name,
            must: "be \(dimension) × \(dimension), the dimension of \(self)", was: "\(matrix.rows) × \(matrix.columns)")
        try require(matrix.isFinite, name, must: "have only finite entries", was: "not finite")
    }

    /// Throws unless the matrix is a unitary on the space: max |(U†U − 1)_ij| ≤ tolerance.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument``.
    public func requireUnitary(_ matrix: ComplexMatrix, tolerance: Double = 1e-9) throws {
        try requireOperator(matrix, "unitary")
        // An entry far above 1 would overflow in U†U, where ∞ − ∞ hides it.
        let largest = matrix.largestModulus
        try require(
            largest <= 2, "unitary", must: "have entries of modulus at most 1", was: "one of modulus \(largest)")
        let defect = ComplexMatrix.product(matrix, .adjoint, matrix).distance(to: .identity(dimension))
        try require(
            defect <= tolerance, "unitary", must: "satisfy U†U = 1 within \(tolerance)", was: "off by \(defect)")
    }

    /// Throws unless the matrix is a Hermitian operator on the space.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` that names the matrix as `name`.
    package func requireHermitian(_ matrix: ComplexMatrix, _ name: String, tolerance: Double = 1e-9) throws {
        try requireOperator(matrix, name)
        try matrix.requireHermitian(name, tolerance: tolerance)
    }

    /// The space with its parties in another order.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `order` names every party once.
    public func permuted(_ order: [Int]) throws -> HilbertSpace {
        try require(order.count == parties, "order", must: "name all \(parties) parties", was: order)
        return try restricted(to: order)
    }

    /// 1 ⊗ … ⊗ A ⊗ … ⊗ 1: an operator on one party as an operator on all.
    ///
    /// - Complexity: O(D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such party or the matrix does not fit it.
    public func embed(_ local: ComplexMatrix, at party: Int) throws -> ComplexMatrix {
        try restricted(to: [party]).requireOperator(local, "operator")
        try requireDenseOperators()
        let before = dimensions[..<party].reduce(1, *)
        let after = dimensions[(party + 1)...].reduce(1, *)
        return ComplexMatrix.identity(before).kronecker(local).kronecker(.identity(after))
    }
}
