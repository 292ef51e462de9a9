import QuantumStates

/// P1's softmax rule for D-level systems: q(a|x, λ) = softmax(λ B(x))_a with B a function of the *ordered* list of elements.
///
/// B(x) is the list B(E_0), …, B(E_{Δ−1}) of an ``EffectBasis``, and λ a Δ × (Δ·K) matrix. M₁ = U(D)/U(1)^D labels ordered
/// bases: the rule does not know that exchanging two elements only exchanges the names of two outcomes, and for general λ
/// the probability of an element depends on its place. Averaged over all orders, λ becomes one vector of K numbers and the
/// rule ``SoftmaxEffectModel``. Source: P1, Eqs. 19 and 27–29.
public struct OrderedSoftmaxModel: LHVBaseModel, Hashable {
    /// The functions B of one element.
    public let basis: EffectBasis
    /// Δ, the number of outcomes of every measurement.
    public let outcomes: Int

    /// The rule with the given functions.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless Δ is in 2…64.
    public init(basis: EffectBasis, outcomes: Int) throws {
        try require((2...64).contains(outcomes), "outcomes", must: "be in 2…64", was: outcomes)
        self.basis = basis
        self.outcomes = outcomes
    }

    /// (Δ − 1)·Δ·K: adding one row to all rows of λ changes nothing.
    public var hiddenDimension: Int { (outcomes - 1) * outcomes * basis.count }

    /// The number of the measurement's elements, which must be Δ.
    public func outcomeCount(of setting: POVM) -> Int { setting.outcomes }

    /// softmax(λ B(x))_a; 0 for an outcome that the measurement does not have.
    ///
    /// - Precondition: The measurement has Δ elements of the basis's dimension, and λ is Δ × ΔK.
    public func probability(of outcome: Int, given setting: POVM, at hidden: RealMatrix, party: Int) -> Double {
        requirePrecondition(setting.outcomes == outcomes, "outcomes must be \(outcomes), but was \(setting.outcomes)")
        requirePrecondition(
            hidden.rows == outcomes,
            "hidden variable must have \(outcomes) rows, but was \(hidden.rows) × \(hidden.columns)")
        guard (0..<outcomes).contains(outcome) else { return 0 }
        return softmax(hidden * setting.elements.flatMap { basis.values(at: $0) })[outcome]
    }

    /// λ with independent standard normal entries.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> RealMatrix {
        let columns = outcomes * basis.count
        let entries = generator.normals(outcomes * columns)
        return RealMatrix(rows: outcomes, columns: columns) { entries[$1 * outcomes + $0] }
    }

    /// 0 for a finite Δ × ΔK matrix and infinite for anything else.
    public func defect(of hidden: RealMatrix) -> Double {
        hidden.rows == outcomes && hidden.columns == outcomes * basis.count && hidden.isFinite ? 0 : .infinity
    }

    /// T_U λ = λ (1 ⊗ d_U)ᵀ, with q(a|U†[x], λ) = q(a|x, T_U λ).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when λ has another shape or U is not a D × D unitary.
    public func transform(_ hidden: RealMatrix, by unitary: ComplexMatrix) throws -> RealMatrix {
        try requireHidden(hidden)
        let block = RealMatrix.identity(outcomes).kronecker(try basis.representation(of: unitary))
        return RealMatrix.product(hidden, .plain, block, .transposed)
    }

    /// The mean of λ over all ways to name the outcomes, as the vector of ``SoftmaxEffectModel`` with the same responses.
    ///
    /// The mean has μ in its diagonal blocks and ν in all others; Σ_b ν·B(E_b) is common to all outcomes, so the response
    /// depends on μ − ν alone.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when λ has another shape.
    public func symmetricPart(of hidden: RealMatrix) throws -> [Double] {
        try requireHidden(hidden)
        let (n, count) = (outcomes, basis.count)
        return (0..<count).map { k in
            var (diagonal, all) = (0.0, 0.0)
            for a in 0..<n {
                diagonal += hidden[a, a * count + k]
                for b in 0..<n { all += hidden[a, b * count + k] }
            }
            return diagonal / Double(n) - (all - diagonal) / Double(n * (n - 1))
        }
    }

    private func requireHidden(_ hidden: RealMatrix) throws {
        try require(
            defect(of: hidden) == 0, "hidden variable",
            must: "be a finite \(outcomes) × \(outcomes * basis.count) matrix",
            was: "\(hidden.rows) × \(hidden.columns)")
    }
}
