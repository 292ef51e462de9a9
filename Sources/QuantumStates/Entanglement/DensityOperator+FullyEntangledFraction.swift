import NumericalCore

extension DensityOperator {
    /// The fully entangled fraction of two qubits: max ⟨e|ρ|e⟩ over all maximally entangled |e⟩, in ¼…1.
    ///
    /// In the magic basis the maximally entangled states are the real vectors, so it is the largest eigenvalue of the real
    /// part of ρ there. Above ½ the pair is useful for teleportation.
    /// Source: [Bennett1996].
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits.
    public func fullyEntangledFraction() throws -> Double {
        try requireTwoQubits()
        let half = Complex(0.5.squareRoot())
        let imaginary = half * .i
        // Φ⁺, iΦ⁻, iΨ⁺, Ψ⁻ as columns.
        let magic = ComplexMatrix(
            unchecked: [
                half, 0, 0, half,
                imaginary, 0, 0, -imaginary,
                0, imaginary, imaginary, 0,
                0, half, -half, 0,
            ], rows: 4, columns: 4)
        let inMagicBasis = ComplexMatrix.product(magic, .adjoint, matrix) * magic
        return try inMagicBasis.real.hermitianEigenvalues()[3].withoutRounding(in: 0.25...1)
    }
}
