import NumericalCore

extension DensityOperator {
    /// The negativity Σ |negative eigenvalues of ρ^{T_A}| for the cut between the given parties and the rest.
    ///
    /// It is ½ for a maximally entangled pair of qubits and 0 for every state with positive partial transpose.
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, repeats a party or names one that is not there.
    public func negativity(of parties: [Int] = [0]) throws -> Double {
        try partialTranspose(of: parties).hermitianEigenvalues().reduce(0) { $1 < 0 ? $0 - $1 : $0 }
    }

    /// Whether ρ^{T_A} ≥ −tolerance; for two qubits, and a qubit with a qutrit, this is the same as separability.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` as ``negativity(of:)``, and when the tolerance is negative or not finite.
    public func hasPositivePartialTranspose(of parties: [Int] = [0], tolerance: Double = 1e-12) throws -> Bool {
        try DensityOperator.requireTolerance(tolerance)
        return try partialTranspose(of: parties).hermitianEigenvalues()[0] >= -tolerance
    }

    /// Whether no unitary can entangle the two qubits: λ₁ ≤ λ₃ + 2√(λ₂λ₄) for the spectrum in descending order.
    ///
    /// Source: F. Verstraete, K. Audenaert, B. De Moor, PRA 64, 012316 (2001); the situation of P1, Fig. 3.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits, or the tolerance is negative or
    ///   not finite.
    public func isAbsolutelySeparable(tolerance: Double = 1e-12) throws -> Bool {
        try requireTwoQubits()
        try DensityOperator.requireTolerance(tolerance)
        let s = try eigenvalues().map { max($0, 0) }
        return s[3] <= s[1] + 2 * (s[2] * s[0]).squareRoot() + tolerance
    }
}
