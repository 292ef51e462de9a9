import LHVModels

/// A linear functional of two-qubit operators in Bloch form: f₀ Tr ρ + f_a·a + f_b·b + Σ f_jk T_jk.
///
/// The same numbers are the Hermitian operator F = f₀ + f_a·σ⊗1 + 1⊗f_b·σ + Σ f_jk σ_j⊗σ_k, with functional Tr(ρF).
public struct PairCoefficients: Sendable, Hashable, Codable {
    /// f₀.
    public var one: Double
    /// f_a.
    public var a: SIMD3<Double>
    /// f_b.
    public var b: SIMD3<Double>
    /// The three rows f_x, f_y, f_z of the coefficients of T.
    public var t: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
        get { (tx, ty, tz) }
        set { (tx, ty, tz) = newValue }
    }
    private var tx: SIMD3<Double>
    private var ty: SIMD3<Double>
    private var tz: SIMD3<Double>

    /// The functional with the given coefficients.
    public init(
        one: Double, a: SIMD3<Double>, b: SIMD3<Double>, t: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>)
    ) {
        self.one = one
        self.a = a
        self.b = b
        (tx, ty, tz) = t
    }

    /// The functional Tr(ρF) of a Hermitian 4 × 4 matrix F.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when F is not a Hermitian 4 × 4 matrix.
    public init(kernel: ComplexMatrix) throws {
        let tensor = try PauliTensor(hermitian: kernel)
        try require(tensor.count == 2, "kernel", must: "be 4 × 4", was: "\(kernel.rows) × \(kernel.columns)")
        self.init(entries: tensor.coefficients.map { $0 / 4 })
    }

    /// The value of the functional for an operator of trace 1.
    public func value(for form: TwoQubitBlochForm) -> Double { value(trace: 1, form) }

    /// The value of the functional for an operator of another trace, such as 0 for the rate of change of a state.
    public func value(trace: Double, _ form: TwoQubitBlochForm) -> Double {
        let e = form.t.elements  // column by column
        let correlated =
            tx.x * e[0] + tx.y * e[3] + tx.z * e[6] + ty.x * e[1] + ty.y * e[4] + ty.z * e[7] + tz.x * e[2]
            + tz.y * e[5] + tz.z * e[8]
        return one * trace + dot(a, form.a) + dot(b, form.b) + correlated
    }

    /// F, the 4 × 4 matrix of the functional.
    public var kernel: ComplexMatrix {
        // The form of ρ carries a factor ¼ that the operator F does not.
        entries.withPauliMatrix
    }

    /// The smallest and the largest eigenvalue of F, the range of the functional over all states.
    ///
    /// - Throws: ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public func range() throws -> ClosedRange<Double> {
        let values = try kernel.hermitianEigenvalues()
        return values[0]...values[3]
    }
}

extension [Double] {
    fileprivate var withPauliMatrix: ComplexMatrix {
        var sum = ComplexMatrix(rows: 4, columns: 4)
        for (product, coefficient) in zip(CovariantFrame.products, self) where coefficient != 0 {
            sum.add(Complex(coefficient), times: product)
        }
        return sum
    }
}
