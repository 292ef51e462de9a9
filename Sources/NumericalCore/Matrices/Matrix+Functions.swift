import Foundation

extension Matrix where Element: DoublePrecisionScalar {
    /// e^A by scaling and squaring with the [13/13] Padé approximant.
    ///
    /// Source: N. J. Higham, SIAM J. Matrix Anal. Appl. 26, 1179 (2005).
    /// - Complexity: O(n³ log ‖A‖).
    /// - Throws: ``InvalidArgument`` when the matrix is not square or not finite; ``NumericalFailure`` when the result
    ///   overflows.
    public func exponential() throws -> Matrix {
        try LAPACK.requireSquare(self)
        guard rows > 0 else { return self }
        try LAPACK.admit(self, to: "matrix exponential")
        let norm = oneNorm
        guard norm.isFinite else { throw NumericalFailure("matrix exponential", "the norm overflows") }
        guard norm > 0 else { return .identity(rows) }
        let radius = 5.371920351148152  // the [13/13] approximant is exact to rounding within this norm
        let squarings = norm > radius ? Int((Foundation.log2(norm / radius)).rounded(.up)) : 0
        guard squarings < 1024 else { throw NumericalFailure("matrix exponential", "the norm \(norm) is too large") }
        let scaled = Element(real: Foundation.exp2(-Double(squarings))) * self
        let b: [Double] = [
            64_764_752_532_480_000, 32_382_376_266_240_000, 7_771_770_303_897_600, 1_187_353_796_428_800,
            129_060_195_264_000, 10_559_470_521_600, 670_442_572_800, 33_522_128_640, 1_323_241_920, 40_840_800,
            960_960, 16_380, 182, 1,
        ]
        let one = Matrix.identity(rows)
        let power2 = scaled * scaled
        let power4 = power2 * power2
        let power6 = power4 * power2
        func combination(_ c6: Double, _ c4: Double, _ c2: Double, _ c0: Double) -> Matrix {
            var sum = Element(real: c6) * power6
            sum.add(Element(real: c4), times: power4)
            sum.add(Element(real: c2), times: power2)
            if c0 != 0 { sum.add(Element(real: c0), times: one) }
            return sum
        }
        let odd = scaled * (power6 * combination(b[13], b[11], b[9], 0) + combination(b[7], b[5], b[3], b[1]))
        let even = power6 * combination(b[12], b[10], b[8], 0) + combination(b[6], b[4], b[2], b[0])
        var result = try (even - odd).solve(even + odd)
        for _ in 0..<squarings { result = result * result }
        guard result.isFinite else { throw NumericalFailure("matrix exponential", "the result overflows") }
        return result
    }
}

extension Matrix where Element == Complex {
    /// e^{−iHt} of a Hermitian H, by its eigensystem; unitary to rounding for any t.
    ///
    /// - Complexity: O(n³).
    /// - Throws: ``InvalidArgument`` when the matrix is not square, not Hermitian within 1e-10 of its size, or not finite.
    public func unitaryExponential(time: Double) throws -> ComplexMatrix {
        try require(time.isFinite, "time", must: "be finite", was: time)
        try requireHermitian("matrix")
        return try hermitianEigensystem().applying { Complex.unit(phase: -$0 * time) }
    }

    /// The principal logarithm: the L with e^L = A whose eigenvalues have imaginary parts in (−π, π).
    ///
    /// By a Schur decomposition, inverse scaling and squaring, and a [7/7] Padé approximant in partial fractions.
    /// Source: N. J. Higham, Functions of Matrices (SIAM, 2008), chapter 11.
    /// - Complexity: O(n³).
    /// - Throws: ``InvalidArgument`` when the matrix is not square or not finite; ``NumericalFailure`` when A has an
    ///   eigenvalue that is zero or a negative real number, where there is no principal logarithm. Eigenvalues are known to
    ///   about 4n·2⁻⁵²·max|T_ij|, and those within it of the closed negative axis are refused; an upper triangular A shows
    ///   its eigenvalues exactly.
    public func logarithm() throws -> ComplexMatrix {
        let (unitary, schur) = try schurDecomposition()
        let size = rows
        guard size > 0 else { return self }
        let isTriangular = (0..<size).allSatisfy { column in
            ((column + 1)..<max(size, column + 1)).allSatisfy { self[$0, column] == .zero }
        }
        let uncertainty = isTriangular ? 0 : 4 * Double(size) * 0x1p-52 * schur.largestModulus
        for eigenvalue in schur.diagonal {
            // A half strip of the uncertainty's width about the closed negative axis.
            let onCut = eigenvalue.real <= uncertainty && abs(eigenvalue.imaginary) <= uncertainty
            guard !onCut, eigenvalue.modulus > 1e-300 else {
                throw NumericalFailure(
                    "matrix logarithm",
                    "the eigenvalue \(eigenvalue) lies on the closed negative real axis, where none is principal")
            }
        }
        var root = schur
        var squareRoots = 0
        let one = ComplexMatrix.identity(size)
        while (root - one).oneNorm > 0.25 {
            root = root.triangularSquareRoot()
            squareRoots += 1
            guard squareRoots < 128, root.isFinite else {
                throw NumericalFailure("matrix logarithm", "repeated square roots did not approach the unit matrix")
            }
        }
        // log(1 + X) = Σ w_j X (1 + x_j X)⁻¹ with the Gauss–Legendre nodes and weights on 0…1.
        let shifted = root - one
        var sum = ComplexMatrix(rows: size, columns: size)
        let rule = try GaussRule.legendre(count: 7)
        for (node, weight) in zip(rule.nodes, rule.weights) {
            let place = (1 + node) / 2
            var denominator = one
            denominator.add(Complex(place), times: shifted)
            sum.add(Complex(weight / 2), times: try denominator.solve(shifted))
        }
        var logarithm = Foundation.exp2(Double(squareRoots)) * sum
        // On the diagonal the scalar logarithms are better than what the square roots have left.
        for index in 0..<size {
            let eigenvalue = schur[index, index]
            logarithm[index, index] = Complex(Foundation.log(eigenvalue.modulus), eigenvalue.phase)
        }
        return logarithm.conjugated(by: unitary)
    }

    /// The upper triangular square root of an upper triangular matrix, by back substitution.
    private func triangularSquareRoot() -> ComplexMatrix {
        var root = ComplexMatrix(rows: rows, columns: rows)
        for column in 0..<rows {
            root[column, column] = Complex.squareRoot(self[column, column])
            for row in stride(from: column - 1, through: 0, by: -1) {
                var value = self[row, column]
                for inner in (row + 1)..<max(row + 1, column) { value -= root[row, inner] * root[inner, column] }
                root[row, column] = value / (root[row, row] + root[column, column])
            }
        }
        return root
    }

    /// Throws unless the matrix is square, finite and Hermitian to within `tolerance` of its largest entry.
    ///
    /// - Throws: ``InvalidArgument`` that names the matrix as `name`.
    public func requireHermitian(_ name: String, tolerance: Double = 1e-10) throws {
        try require(isSquare, name, must: "be square", was: "\(rows) × \(columns)")
        // Only a matrix that fails the quick comparison needs the other passes over its entries.
        let defect = hermiticityDefect
        try require(defect.isFinite || isFinite, name, must: "have only finite entries", was: "not finite")
        try require(
            defect <= tolerance || defect <= tolerance * largestModulus, name, must: "be Hermitian within \(tolerance)",
            was: "off by \(defect)")
    }
}
