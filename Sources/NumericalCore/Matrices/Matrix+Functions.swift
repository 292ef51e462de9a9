import Foundation

extension Matrix where Element == Double {
    /// e^A by scaling and squaring with the Taylor polynomial of degree 16.
    ///
    /// Six matrix products and no linear system, so that nearly all the work is in BLAS. Each squaring doubles the relative
    /// error, so that what does not decay is known to about 2⁻⁵³‖A‖₁.
    /// Source: [Paterson1973].
    /// - Complexity: O(n³ log ‖A‖).
    /// - Throws: ``InvalidArgument`` when the matrix is not square or not finite; ``NumericalFailure`` when the result
    ///   overflows, or ‖A‖₁ exceeds 2⁴⁰ and the result is not zero.
    public func exponential() throws -> RealMatrix { try approximatedExponential() }

    /// e^{At} of the generator of a Markov chain or a master equation, with all that A conserves kept to rounding for any time.
    ///
    /// A row w with wA = 0 has w e^{At} = w. The squarings would double its error each time, so it is restored after each.
    /// - Complexity: O(n³ log ‖At‖); a singular value decomposition comes to it for ‖At‖₁ above 1000.
    /// - Throws: As ``exponential()``.
    package func conservingExponential(time: Double) throws -> RealMatrix {
        let exponent = time * self
        guard rows > 0, exponent.oneNorm > 1000, exponent.isFinite else { return try exponent.exponential() }
        let system = try singularValueDecomposition()
        let least = 16 * Double(rows) * 0x1p-52 * (system.values.first ?? 0)
        let kept = system.values.indices.filter { system.values[$0] <= least }
        guard !kept.isEmpty else { return try exponent.exponential() }
        let columns = RealMatrix(rows: rows, columns: kept.count) { system.left[$0, kept[$1]] }
        return try exponent.approximatedExponential { power in
            // P ← P + W(Wᵀ − WᵀP) with orthonormal W.
            let off = columns.transpose - RealMatrix.product(columns, .transposed, power)
            power = power + columns * off
        }
    }
}

extension Matrix where Element == Complex {
    /// e^A by scaling and squaring with the Taylor polynomial of degree 16.
    ///
    /// Six matrix products and no linear system, so that nearly all the work is in BLAS. Each squaring doubles the relative
    /// error, so that what does not decay is known to about 2⁻⁵³‖A‖₁.
    /// Source: [Paterson1973].
    /// - Complexity: O(n³ log ‖A‖).
    /// - Throws: ``InvalidArgument`` when the matrix is not square or not finite; ``NumericalFailure`` when the result
    ///   overflows, or ‖A‖₁ exceeds 2⁴⁰ and the result is not zero.
    public func exponential() throws -> ComplexMatrix { try approximatedExponential() }
}

extension Matrix where Element: DoublePrecisionScalar {
    /// The common work of the two; public only with a definite scalar, because unspecialized arithmetic costs a factor of 10.
    ///
    /// - Parameter mend: Called with each power between the squarings, to restore what the exact one has.
    fileprivate func approximatedExponential(mend: (inout Matrix) -> Void = { _ in }) throws -> Matrix {
        try LAPACK.requireSquare(self)
        guard rows > 0 else { return self }
        try LAPACK.admit(self, to: "matrix exponential")
        let norm = oneNorm
        guard norm.isFinite else { throw NumericalFailure("matrix exponential", "the norm overflows") }
        guard norm > 0 else { return .identity(rows) }
        let radius = 0.78  // within this norm the polynomial of degree 16 is exact to rounding: 0.78¹⁷/17! = 4e-17
        let squarings = norm > radius ? Int((Foundation.log2(norm / radius)).rounded(.up)) : 0
        guard squarings < 1024 else { throw NumericalFailure("matrix exponential", "the norm \(norm) is too large") }
        let first = Element(real: Foundation.exp2(-Double(squarings))) * self
        let second = first * first
        let third = second * first
        let fourth = second * second
        var inverse = [1.0]
        for k in 1...16 { inverse.append(inverse[k - 1] / Double(k)) }
        // Σ_k A^k/k! in groups of four, from the highest down: ((c₁₆A⁴ + g₃)A⁴ + g₂)A⁴ …
        var result = Element(real: inverse[16]) * fourth
        for group in [12, 8, 4, 0] {
            if group < 12 { result = result * fourth }
            result.add(Element(real: inverse[group + 1]), times: first)
            result.add(Element(real: inverse[group + 2]), times: second)
            result.add(Element(real: inverse[group + 3]), times: third)
            for index in 0..<rows { result[index, index] += Element(real: inverse[group]) }
        }
        for _ in 0..<squarings {
            result = result * result
            mend(&result)
        }
        guard result.isFinite else { throw NumericalFailure("matrix exponential", "the result overflows") }
        guard norm <= PhaseLimit.largest || result.largestModulus == 0 else {
            throw NumericalFailure(
                "matrix exponential", "a matrix of norm \(norm), above 2⁴⁰, leaves no digits of what does not decay")
        }
        return result
    }
}

extension Matrix where Element == Complex {
    /// e^{−iHt} of a Hermitian H, by its eigensystem; unitary to rounding, with phases known to 2⁻⁵³‖H‖|t|.
    ///
    /// - Complexity: O(n³).
    /// - Throws: ``InvalidArgument`` when the matrix is not square, not Hermitian within 1e-10 of its size, or not finite, or
    ///   ‖H‖·|t| exceeds 2⁴⁰, beyond which no phase is left.
    public func unitaryExponential(time: Double) throws -> ComplexMatrix {
        try require(time.isFinite, "time", must: "be finite", was: time)
        try requireHermitian("matrix")
        let system = try hermitianEigensystem()
        let largest = system.values.largestMagnitude()
        try PhaseLimit.require(largest * time, "‖H‖·t", "time", was: time)
        return system.applying { Complex.unit(phase: -$0 * time) }
    }

    /// The principal logarithm: the L with e^L = A whose eigenvalues have imaginary parts in (−π, π).
    ///
    /// By a Schur decomposition, inverse scaling and squaring, and a [7/7] Padé approximant in partial fractions.
    /// Source: [Higham2008], chapter 11.
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
    package func requireHermitian(_ name: String, tolerance: Double = 1e-10) throws {
        try require(isSquare, name, must: "be square", was: "\(rows) × \(columns)")
        // Only a matrix that is not Hermitian to the last bit needs the other passes over its entries. The largest entry alone
        // is the measure: a matrix in small units must not pass for Hermitian because all its entries are small.
        let defect = hermiticityDefect
        try require(defect.isFinite || isFinite, name, must: "have only finite entries", was: "not finite")
        try require(
            defect == 0 || defect <= tolerance * largestModulus, name, must: "be Hermitian within \(tolerance)",
            was: "off by \(defect)")
    }
}
