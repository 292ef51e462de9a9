import NumericalCore

/// The Hermitian matrix of unit trace that fits tomography data best in the sense of least squares, physical or not.
///
/// Noise easily makes an eigenvalue negative, so this is no ``DensityOperator``. Make it one with
/// ``densityOperator(tolerance:)``, which checks, or repair it with ``DensityOperator/nearest(to:in:)``.
public struct LinearInversion: Sendable, Hashable, Codable {
    /// The space of the parties.
    public let space: HilbertSpace
    /// The Hermitian matrix, of trace 1.
    public let matrix: ComplexMatrix
    /// Its eigenvalues in ascending order.
    public let eigenvalues: [Double]
    /// N, the number of trials: the given one, the estimated one, or the mean over the settings.
    public let trials: Double
    /// The Euclidean norm of the misfit in relative frequencies.
    public let residualNorm: Double
    /// The rank of the effects, D².
    public let rank: Int
    /// The largest singular value of the effects over the smallest: how much noise is amplified.
    public let conditionNumber: Double

    /// Whether no eigenvalue is below −1e-9.
    public var isPhysical: Bool { (eigenvalues.first ?? .nan) >= -DensityOperator.defaultTolerance }

    /// The matrix as a state.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix has an eigenvalue below −tolerance.
    public func densityOperator(tolerance: Double = DensityOperator.defaultTolerance) throws -> DensityOperator {
        try DensityOperator(matrix, in: space, tolerance: tolerance)
    }
}

extension TomographyData {
    /// Linear inversion: the Hermitian ρ with Tr ρ = 1 of least Σ(Tr(ρE_i) − f_i)² for the relative frequencies f_i.
    ///
    /// f_i is the count over the number of trials, for complete measurements over the setting's total count. When the
    /// number of trials is unknown, the fit is of N·ρ to the counts, and N its trace.
    /// Source: [James2001], Sec. III.
    /// - Complexity: O(M·D⁴) for M effects.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the effects are not informationally complete, with rank and needed
    ///   rank, or the estimated number of trials is not positive; ``/NumericalCore/NumericalFailure`` when LAPACK fails.
    public func linearInversion() throws -> LinearInversion {
        let (rank, conditionNumber) = try requireInformationallyComplete()
        let dimension = space.dimension
        let one = ComplexMatrix.identity(dimension)
        let design = designMatrix
        let matrix: ComplexMatrix
        let trials: Double
        var frequencies = counts
        if case .poisson(trials: nil) = statistics {
            let fit = try design.leastSquares(RealMatrix(unchecked: counts, rows: counts.count, columns: 1))
            let scaled = HermitianCoordinates.matrix(fit.solution.elements, dimension: dimension)
            trials = scaled.trace.real
            try require(
                trials > 0, "counts", must: "fit a positive number of trials", was: trials)
            matrix = (1 / trials) * scaled
            frequencies = counts.map { $0 / trials }
        } else {
            var totals: [Double] = []
            for group in groups {
                if case .poisson(let known?) = statistics {
                    totals.append(known)
                } else {
                    totals.append(counts[group].reduce(0, +))
                }
                for index in group { frequencies[index] = counts[index] / totals[totals.count - 1] }
            }
            trials = totals.reduce(0, +) / Double(totals.count)
            // ρ = 1/D + X, with X orthogonal to 1: project the rows, and the least-norm solution is orthogonal to 1 too.
            let unit = HermitianCoordinates.coordinates(of: one).map { $0 / Double(dimension).squareRoot() }
            let along = design * unit
            let projected = RealMatrix(rows: design.rows, columns: design.columns) {
                design[$0, $1] - along[$0] * unit[$1]
            }
            let target = zip(frequencies, along).map { $0 - $1 / Double(dimension).squareRoot() }
            let fit = try projected.leastSquares(
                RealMatrix(unchecked: target, rows: target.count, columns: 1), rankTolerance: 1e-11)
            let traceless = HermitianCoordinates.matrix(fit.solution.elements, dimension: dimension)
            matrix = traceless + (1 / Double(dimension)) * one
        }
        let coordinates = HermitianCoordinates.coordinates(of: matrix)
        let misfit = zip(design * coordinates, frequencies).map { $0 - $1 }
        return LinearInversion(
            space: space, matrix: matrix, eigenvalues: try matrix.hermitianEigenvalues(), trials: trials,
            residualNorm: euclideanNorm(misfit), rank: rank, conditionNumber: conditionNumber)
    }
}
