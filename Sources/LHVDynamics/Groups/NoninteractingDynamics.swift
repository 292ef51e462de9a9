import LHVModels

/// LHV dynamics of particles that do not interact: each hidden variable is moved by its own unitary alone.
///
/// What is needed is q(a|U†[x], λ) = q(a|x, T_U λ), P1's Eq. 14: then every distribution that describes a state, entangled or
/// not, describes U[ρ] after the motion, for any number of particles. Source: P1, Theorem 1.
public protocol NoninteractingDynamics: LHVBaseModel {
    /// T_U λ for one particle.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when U is not a unitary of the particle's dimension.
    func transform(_ hidden: HiddenVariable, by unitary: ComplexMatrix) throws -> HiddenVariable

    /// U[x], the measurement whose elements are U E U†.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when U is not a unitary of the particle's dimension.
    func turn(_ setting: Setting, by unitary: ComplexMatrix) throws -> Setting
}

extension NoninteractingDynamics {
    /// The largest |q(a|U†[x], λ) − q(a|x, T_U λ)| over outcomes, settings, hidden variables and unitaries.
    ///
    /// NaN when a probability is. Source: P1, Eq. 14.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty, and what ``transform(_:by:)`` and ``turn(_:by:)``
    ///   throw.
    public func covarianceDefect(
        unitaries: [ComplexMatrix], settings: [Setting], hidden: [HiddenVariable]
    ) throws -> Double {
        try require(!unitaries.isEmpty, "unitaries", must: "not be empty", was: "empty")
        try require(!settings.isEmpty, "settings", must: "not be empty", was: "empty")
        try require(!hidden.isEmpty, "hidden", must: "not be empty", was: "empty")
        var defect = 0.0
        for unitary in unitaries {
            let turned = try settings.map { try turn($0, by: unitary.adjoint) }
            for point in hidden {
                let moved = try transform(point, by: unitary)
                for (before, after) in zip(settings, turned) {
                    for outcome in 0..<outcomeCount(of: before) {
                        let one = probability(of: outcome, given: after, at: point)
                        let two = probability(of: outcome, given: before, at: moved)
                        defect = largerOrNaN(defect, abs(one - two))
                    }
                }
            }
        }
        return defect
    }

    /// The dynamical model of a product of unitaries U₁ ⊗ … ⊗ U_N, for any LHV model on this base.
    ///
    /// - Parameters:
    ///   - model: Distributions for any set of states that the base model can describe.
    ///   - action: (U₁ … U_N, ρ) ↦ U[ρ].
    public func dynamicalModel<State: Sendable, Distribution: HiddenVariableDistribution<HiddenVariable>>(
        for model: LHVModel<Self, State, Distribution>,
        action: @escaping @Sendable ([ComplexMatrix], State) throws -> State
    ) -> GroupDynamicalModel<Self, State, Distribution, [ComplexMatrix]> {
        GroupDynamicalModel(
            model: model,
            transform: { unitaries, point in
                try require(
                    unitaries.count == point.count, "unitaries", must: "be one for each of \(point.count) parties",
                    was: unitaries.count)
                return try zip(unitaries, point).map { try transform($1, by: $0) }
            }, action: action)
    }
}

extension BellSphereModel: NoninteractingDynamics {
    /// R_U λ: the rotation of the qubit.
    ///
    /// It is read off U (λ·σ) U† without the matrix of the rotation, for millions of particles.
    public func transform(_ hidden: Direction, by unitary: ComplexMatrix) throws -> Direction {
        try BellSphereModel.turned(hidden, by: unitary)
    }

    /// R_U n.
    public func turn(_ setting: Direction, by unitary: ComplexMatrix) throws -> Direction {
        try BellSphereModel.turned(setting, by: unitary)
    }

    private static func turned(_ direction: Direction, by unitary: ComplexMatrix) throws -> Direction {
        let u = unitary.elements
        guard unitary.rows == 2, unitary.columns == 2, isUnitary(u[0], u[1], u[2], u[3]) else {
            try HilbertSpace.qubit.requireUnitary(unitary)
            return try QubitRotation(unitary).rotate(direction)
        }
        // U N with N = λ·σ, then its product with the first column of U†.
        let (lower, upper) = (Complex(direction.x, direction.y), Complex(direction.x, -direction.y))
        let first = (u[0] * direction.z + u[2] * lower, u[1] * direction.z + u[3] * lower)
        let second = (u[0] * upper - u[2] * direction.z, u[1] * upper - u[3] * direction.z)
        let diagonal = first.0 * u[0].conjugate + second.0 * u[2].conjugate
        let below = first.1 * u[0].conjugate + second.1 * u[2].conjugate
        return renormalized(SIMD3(below.real, below.imaginary, diagonal.real))
    }

    private static func isUnitary(_ a: Complex, _ b: Complex, _ c: Complex, _ d: Complex) -> Bool {
        abs(a.squaredMagnitude + b.squaredMagnitude - 1) < 1e-10
            && abs(c.squaredMagnitude + d.squaredMagnitude - 1) < 1e-10
            && (a.conjugate * c + b.conjugate * d).squaredMagnitude < 1e-20
    }
}

extension SoftmaxHarmonicModel: NoninteractingDynamics {
    /// λ d(R_U)ᵀ.
    public func transform(_ hidden: RealMatrix, by unitary: ComplexMatrix) throws -> RealMatrix {
        try rotate(hidden, by: QubitRotation(unitary).matrix)
    }

    /// R_U n.
    public func turn(_ setting: Direction, by unitary: ComplexMatrix) throws -> Direction {
        try QubitRotation(unitary).rotate(setting)
    }
}
