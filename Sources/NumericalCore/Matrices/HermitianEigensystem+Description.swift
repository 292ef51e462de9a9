extension HermitianEigensystem: CustomStringConvertible {
    /// How many eigenvalues there are, and the least and the largest.
    public var description: String {
        guard let least = values.first, let largest = values.last else { return "no eigenvalues" }
        return "\(values.count) eigenvalues from \(ShortNumber.text(least)) to \(ShortNumber.text(largest))"
    }
}

extension SingularValueDecomposition: CustomStringConvertible {
    /// How many singular values there are, and the largest and the least.
    public var description: String {
        guard let largest = values.first, let least = values.last else { return "no singular values" }
        return "\(values.count) singular values from \(ShortNumber.text(largest)) to \(ShortNumber.text(least))"
    }
}

extension LeastSquaresSolution: CustomStringConvertible {
    /// The size, the misfit and the rank.
    package var description: String {
        "\(solution.rows) × \(solution.columns) least-squares solution, residual \(ShortNumber.text(residualNorm)), rank \(rank)"
    }
}
