import LHVModels

/// Dynamics of a pair with the second spin read in turned coordinates: λ₂ → Oλ₂, b → Ob, T → TOᵀ for a rotation O.
///
/// If the inner dynamics follows H with coupling Σ J_jk σ_j ⊗ σ_k, this one follows Σ (JO)_jk σ_j ⊗ σ_k.
/// Source: this library, in the article "Dynamics".
package struct TurnedPairDynamics<Inner: SpherePairDynamics>: SpherePairDynamics {
    /// The dynamics in the turned coordinates.
    package let inner: Inner
    /// O.
    package let rotation: RealMatrix
    /// H in the original coordinates.
    package let hamiltonian: ComplexMatrix

    /// The dynamics turned by a rotation.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when O is not in SO(3) within 1e-9.
    package init(_ inner: Inner, by rotation: RealMatrix) throws {
        let unitary = try QubitRotation(rotation: rotation.transpose).unitary
        self.inner = inner
        self.rotation = rotation
        hamiltonian = inner.hamiltonian.conjugated(by: ComplexMatrix.identity(2).kronecker(unitary)).hermitianPart
    }

    /// The inner gauge at (λ₁, Oλ₂).
    package var gauge: TurnedGauge<Inner.Gauge> { TurnedGauge(inner: inner.gauge, rotation: rotation) }
    /// The inner field at (λ₁, Oλ₂).
    package var field: TurnedField<Inner.Field> { TurnedField(inner: inner.field, rotation: rotation) }
}

/// A gauge read at (λ₁, Oλ₂) with b → Ob and T → TOᵀ.
package struct TurnedGauge<Inner: LinearSphereGauge & Equatable>: LinearSphereGauge, Equatable {
    /// The gauge in the turned coordinates.
    package let inner: Inner
    /// O.
    package let rotation: RealMatrix

    /// F(λ₁, λ₂).
    package func coefficients(at first: Direction, _ second: Direction) -> PairCoefficients {
        var f = inner.coefficients(at: first, renormalized(applied(rotation, second.vector)))
        f.b = transposed(rotation, f.b)
        f.t = (transposed(rotation, f.t.0), transposed(rotation, f.t.1), transposed(rotation, f.t.2))
        return f
    }

    /// The range of the inner gauge.
    package var eigenvalueRange: ClosedRange<Double> { inner.eigenvalueRange }

    /// The bound of the inner gauge.
    package var mixedDensityBound: Double { inner.mixedDensityBound }

    /// The gradients of the inner gauge, the second one turned back.
    ///
    /// - Throws: What the inner gauge throws.
    package func gradient(
        of form: TwoQubitBlochForm, at first: Direction, _ second: Direction
    ) throws -> (SIMD3<Double>, SIMD3<Double>) {
        let found = try inner.gradient(of: turned(form), at: first, renormalized(applied(rotation, second.vector)))
        return (found.0, transposed(rotation, found.1))
    }

    /// The kinks of the inner gauge; those at opposite directions are read in the turned coordinates.
    package var kinks: PairKinks { inner.kinks }

    /// Throws unless the inner gauge has a distribution for the turned state.
    package func requireMember(_ form: TwoQubitBlochForm) throws {
        try inner.requireMember(turned(form))
    }

    private func turned(_ form: TwoQubitBlochForm) throws -> TwoQubitBlochForm {
        try TwoQubitBlochForm(
            a: form.a, b: applied(rotation, form.b), t: RealMatrix.product(form.t, .plain, rotation, .transposed))
    }
}

/// A velocity field that acts on (λ₁, Oλ₂).
package struct TurnedField<Inner: SphereVelocityField>: SphereVelocityField {
    /// The field in the turned coordinates.
    package let inner: Inner
    /// O.
    package let rotation: RealMatrix

    /// ω₁ and Oᵀω₂ of the inner field.
    package func angularVelocity(at point: [Direction], time: Double) throws -> [SIMD3<Double>] {
        let rates = try inner.angularVelocity(at: turned(point), time: time)
        return [rates[0], transposed(rotation, rates[1])]
    }

    /// The inner motion.
    package func move(_ point: [Direction], from start: Double, to end: Double) throws -> [Direction] {
        let moved = try inner.move(turned(point), from: start, to: end)
        return [moved[0], renormalized(transposed(rotation, moved[1].vector))]
    }

    private func turned(_ point: [Direction]) throws -> [Direction] {
        try requireParticles(point.count, 2)
        return [point[0], renormalized(applied(rotation, point[1].vector))]
    }
}

/// M v for a 3 × 3 matrix.
func applied(_ matrix: RealMatrix, _ v: SIMD3<Double>) -> SIMD3<Double> {
    let e = matrix.elements
    return SIMD3(
        e[0] * v.x + e[3] * v.y + e[6] * v.z, e[1] * v.x + e[4] * v.y + e[7] * v.z,
        e[2] * v.x + e[5] * v.y + e[8] * v.z)
}

/// Mᵀ v for a 3 × 3 matrix.
func transposed(_ matrix: RealMatrix, _ v: SIMD3<Double>) -> SIMD3<Double> {
    let e = matrix.elements
    return SIMD3(
        e[0] * v.x + e[1] * v.y + e[2] * v.z, e[3] * v.x + e[4] * v.y + e[5] * v.z,
        e[6] * v.x + e[7] * v.y + e[8] * v.z)
}
