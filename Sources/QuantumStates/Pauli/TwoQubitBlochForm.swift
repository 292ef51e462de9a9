import NumericalCore

/// The Bloch form (a, b, T) of a two-qubit operator: ρ = ¼ (1 + a·σ⊗1 + 1⊗b·σ + Σ T_jk σ_j⊗σ_k).
///
/// a_j = Tr ρ(σ_j⊗1), b_k = Tr ρ(1⊗σ_k), T_jk = Tr ρ(σ_j⊗σ_k). The form itself may describe an unphysical operator; it
/// becomes a state through ``densityOperator(tolerance:)``, which checks. Source: P1, Eq. 31.
public struct TwoQubitBlochForm: Sendable, Hashable {
    /// a, the Bloch vector of the first qubit.
    public let a: SIMD3<Double>
    /// b, the Bloch vector of the second qubit.
    public let b: SIMD3<Double>
    /// T, the 3 × 3 correlation matrix.
    public let t: RealMatrix

    /// The form with the given vectors and correlations.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when T is not 3 × 3 or a number is not finite.
    public init(a: SIMD3<Double>, b: SIMD3<Double>, t: RealMatrix) throws {
        try require(
            t.rows == 3 && t.columns == 3, "correlation matrix T", must: "be 3 × 3", was: "\(t.rows) × \(t.columns)")
        for (name, vector) in [("a", a), ("b", b)] {
            try require(
                vector.x.isFinite && vector.y.isFinite && vector.z.isFinite, "Bloch vector \(name)", must: "be finite",
                was: vector)
        }
        try require(t.isFinite, "correlation matrix T", must: "have only finite entries", was: "not finite")
        self.init(unchecked: a, b, t)
    }

    init(unchecked a: SIMD3<Double>, _ b: SIMD3<Double>, _ t: RealMatrix) {
        self.a = a
        self.b = b
        self.t = t
    }

    /// The Bloch form of a two-qubit state.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits.
    public init(_ state: DensityOperator) throws {
        try require(state.space == .twoQubits, "state", must: "be of two qubits", was: "of \(state.space)")
        // Tr ρP sums four entries ρ_{c⊕x, c}, each with the phase of P at c.
        func coefficient(_ first: Pauli, _ second: Pauli) -> Double {
            let string = PauliString(
                unchecked: 2, TwoQubitBlochForm.bits(first, second) { $0 == .x || $0 == .y },
                TwoQubitBlochForm.bits(first, second) { $0 == .z || $0 == .y })
            var sum = Complex.zero
            for column in 0..<4 {
                let row = column ^ Int(string.xMask)
                let sign = (row & Int(string.zMask)).nonzeroBitCount & 1 == 0 ? 1.0 : -1.0
                sum += sign * state.matrix[row, column]
            }
            return (string.phase * sum).real
        }
        let axes: [Pauli] = [.x, .y, .z]
        self.init(
            unchecked: SIMD3(coefficient(.x, .identity), coefficient(.y, .identity), coefficient(.z, .identity)),
            SIMD3(coefficient(.identity, .x), coefficient(.identity, .y), coefficient(.identity, .z)),
            RealMatrix(rows: 3, columns: 3) { coefficient(axes[$0], axes[$1]) })
    }

    private static func bits(_ first: Pauli, _ second: Pauli, _ isSet: (Pauli) -> Bool) -> UInt64 {
        (isSet(first) ? 2 : 0) | (isSet(second) ? 1 : 0)
    }

    /// The 4 × 4 Hermitian matrix of unit trace with this form, physical or not.
    public var matrix: ComplexMatrix {
        let axes = [Pauli.x, .y, .z].map(\.matrix)
        let one = ComplexMatrix.identity(2)
        var sum = ComplexMatrix.identity(4)
        for j in 0..<3 {
            sum.add(Complex(a[j]), times: axes[j].kronecker(one))
            sum.add(Complex(b[j]), times: one.kronecker(axes[j]))
            for k in 0..<3 { sum.add(Complex(t[j, k]), times: axes[j].kronecker(axes[k])) }
        }
        return 0.25 * sum
    }

    /// The state with this form.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix has an eigenvalue below −tolerance.
    public func densityOperator(tolerance: Double = DensityOperator.defaultTolerance) throws -> DensityOperator {
        try DensityOperator(matrix, in: .twoQubits, tolerance: tolerance)
    }

    /// Tr ρ² = ¼ (1 + |a|² + |b|² + ‖T‖²).
    public var purity: Double {
        let norm = t.frobeniusNorm
        return ((1 + (a * a).sum() + (b * b).sum() + norm * norm) / 4).withoutRounding(in: 0.25...1)
    }

    /// E(n₁, n₂) = n₁·T n₂, the mean product of the outcomes along two directions.
    @inlinable
    public func correlator(_ first: Direction, _ second: Direction) -> Double {
        (first.vector * applyingT(to: second.vector)).sum().withoutRounding(in: -1...1)
    }

    /// P(↑↑|n₁, n₂) = ¼ (1 + a·n₁ + b·n₂ + n₁·T n₂).
    @inlinable
    public func probabilityUpUp(_ first: Direction, _ second: Direction) -> Double {
        ((1 + (a * first.vector).sum() + (b * second.vector).sum() + correlator(first, second)) / 4)
            .withoutRounding(in: 0...1)
    }

    /// T v.
    @inlinable
    public func applyingT(to vector: SIMD3<Double>) -> SIMD3<Double> {
        let entries = t.elements
        return SIMD3(entries[0], entries[1], entries[2]) * vector.x
            + SIMD3(entries[3], entries[4], entries[5]) * vector.y
            + SIMD3(entries[6], entries[7], entries[8]) * vector.z
    }
}

extension TwoQubitBlochForm: Codable {
    private enum CodingKeys: String, CodingKey { case a, b, t }

    /// Reads and checks the form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            a: container.decode(SIMD3<Double>.self, forKey: .a), b: container.decode(SIMD3<Double>.self, forKey: .b),
            t: container.decode(RealMatrix.self, forKey: .t))
    }
}

extension TwoQubitBlochForm: CustomStringConvertible {
    /// a, b and the rows of T, with five digits.
    public var description: String {
        let rows = (0..<3).map { row in ShortNumber.list((0..<3).map { t[row, $0] }) }.joined(separator: ", ")
        return
            "a = \(ShortNumber.list([a.x, a.y, a.z])), b = \(ShortNumber.list([b.x, b.y, b.z])), T = [\(rows)]"
    }
}
