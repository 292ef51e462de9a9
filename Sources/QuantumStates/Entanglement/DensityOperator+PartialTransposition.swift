import NumericalCore

extension DensityOperator {
    /// The negativity Σ |negative eigenvalues of ρ^{T_A}| for the cut between the given parties and the rest.
    ///
    /// It is in 0…(d − 1)/2 for the smaller dimension d of the two sides, ½ for a maximally entangled pair of qubits and 0 for
    /// every state with positive partial transpose: negative eigenvalues above −4·D·2⁻⁵² of the largest are rounding and count
    /// as 0.
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, repeats a party, names one that is not there, or
    ///   names them all, as it must for a space of one party: then there is no cut.
    public func negativity(of parties: [Int] = [0]) throws -> Double {
        try requireCut(parties)
        let eigenvalues = try partialTranspose(of: parties).hermitianEigenvalues()
        let rounding = 4 * Double(space.dimension) * Double.ulpOfOne * (eigenvalues.last ?? 0)
        let side = parties.reduce(1) { $0 * space.dimensions[$1] }
        return eigenvalues.reduce(0) { $1 < -rounding ? $0 - $1 : $0 }
            .clamped(to: 0...Double(min(side, space.dimension / side) - 1) / 2)
    }

    private func requireCut(_ parties: [Int]) throws {
        try space.requireParties(parties)
        try require(
            parties.count < space.parties, "parties", must: "leave at least one party on the other side of the cut",
            was: "\(parties) of a state of \(space)")
    }

    /// Whether ρ^{T_A} ≥ −tolerance; for two qubits, and a qubit with a qutrit, this is the same as separability.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` as ``negativity(of:)``, and when the tolerance is negative or not finite.
    public func hasPositivePartialTranspose(of parties: [Int] = [0], tolerance: Double = 1e-12) throws -> Bool {
        try DensityOperator.requireTolerance(tolerance)
        try requireCut(parties)
        return try partialTranspose(of: parties).hermitianEigenvalues()[0] >= -tolerance
    }

    /// Whether no unitary can entangle the two qubits: λ₁ ≤ λ₃ + 2√(λ₂λ₄) for the spectrum in descending order.
    ///
    /// Source: [Verstraete2001]; the situation of P1, Fig. 3.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits, or the tolerance is negative or
    ///   not finite.
    public func isAbsolutelySeparable(tolerance: Double = 1e-12) throws -> Bool {
        try requireTwoQubits()
        try DensityOperator.requireTolerance(tolerance)
        let s = try eigenvalues().map { max($0, 0) }
        return s[3] <= s[1] + 2 * (s[2] * s[0]).squareRoot() + tolerance
    }
}
