import LHVModels

/// A hidden variable that carries the whole quantum state beside its own direction.
public struct LiftedVariable: Sendable {
    /// The direction of Bell's rule.
    public let direction: Direction
    /// The state of all particles, the same for all of them.
    public let state: DensityOperator

    /// A lifted hidden variable.
    public init(direction: Direction, state: DensityOperator) {
        self.direction = direction
        self.state = state
    }
}

/// The flow on the space Λ₁ × S: state-dependent velocities made formally state-independent by carrying the state along.
///
/// This is what Bohmian mechanics does. It always works, for any Hamiltonian; but every particle's velocity depends on the state
/// of all particles whatever the interactions, and the single-particle space grows with N. P1 excludes it for these reasons.
/// Source: P1, "A counterexample", last paragraph.
public struct BohmianLift<Gauge: LinearSphereGauge>: HiddenVariableFlow {
    /// The distributions of the directions.
    public let gauge: Gauge
    /// H.
    public let hamiltonian: ComplexMatrix
    /// The degree of the harmonics of the rates of change.
    public let degree: Int
    private let evolution: UnitaryEvolution

    /// The lift for two qubits.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when H is not a Hermitian 4 × 4 matrix or the degree is not in 1…20.
    public init(gauge: Gauge, hamiltonian: ComplexMatrix, degree: Int) throws {
        try require((1...20).contains(degree), "degree", must: "be in 1…20", was: degree)
        evolution = try UnitaryEvolution(under: hamiltonian, in: .twoQubits)
        self.gauge = gauge
        self.hamiltonian = hamiltonian
        self.degree = degree
    }

    /// The velocities of the directions at a lifted point.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are two particles that carry one state.
    public func velocity(at point: [LiftedVariable]) throws -> [SIMD3<Double>] {
        try field(point).velocity(at: point.map(\.direction), time: 0)
    }

    /// The motion: directions by the field of the carried state, the state by Schrödinger's equation.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are two particles that carry one state, and what the
    ///   integration throws.
    public func move(_ point: [LiftedVariable], from start: Double, to end: Double) throws -> [LiftedVariable] {
        try requireTimes(start, end)
        let moved = try field(point).integrate(
            point.map(\.direction), from: 0, to: end - start,
            // H is constant: nothing happens that a step could miss, and a look would cost as much as a stage.
            options: StepOptions(relativeTolerance: 1e-7, absoluteTolerance: 1e-9, looks: 0))
        let state = try evolution.evolve(point[0].state, time: end - start)
        return moved.map { LiftedVariable(direction: $0, state: state) }
    }

    private func field(_ point: [LiftedVariable]) throws -> PoissonVelocity {
        try requireParticles(point.count, 2)
        let state = point[0].state
        try require(
            state.space == .twoQubits && state == point[1].state, "point",
            must: "carry one state of two qubits at both particles", was: "another")
        return try PoissonVelocity(
            moving: DensityFamily(of: state, in: gauge, under: hamiltonian), degree: degree)
    }
}
