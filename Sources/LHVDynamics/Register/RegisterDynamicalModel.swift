import Foundation
import LHVModels

/// LHV dynamics of every two-qubit Hamiltonian H(t) and every gate sequence, on three-dimensional single-particle spaces.
///
/// The pair of hidden variables (λ₁, C | λ₂, χ) is a point ψ of CP³. The distribution of a state is
/// p_ρ(ψ) = 16⟨ψ|ρ|ψ⟩ − 3 with respect to the normalized invariant measure, positive exactly for ρ ∈ S_v with v ≤ 1/4; a unitary
/// moves ψ to Uψ, and a Hamiltonian by Schrödinger's equation. The model is deterministic, independent of the state, of
/// consistent gauge and microscopic; it is smooth except at C ∈ {0, C₀, 1} and on a cut for χ. Three dimensions are the fewest
/// that P1's Theorem 2 and ``DimensionBound`` allow, and 1/4 is the largest v for any such model:
/// ``staticVisibilityBound(parties:)``. Source: this library, in the article "Dynamics".
///
/// - Important: χ is a joint register: where the qubits do not interact, a product unitary moves it by what happens on both
///   sides, so the dynamics is not "local" in P1's sense then.
public struct RegisterDynamicalModel: Sendable {
    /// The largest v of a ball S_v that the model describes.
    public static let largestVisibility = 0.25

    /// The model.
    public init() {}

    /// The distribution of a state.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits or lies outside S_¼; see
    ///   ``negativityWitness(of:)``.
    public func distribution(of state: DensityOperator) throws -> RegisterDistribution {
        try RegisterDistribution(state)
    }

    /// The vector ψ at which 16⟨ψ|ρ|ψ⟩ − 3 is most negative, with that value; nil for states that have a distribution.
    ///
    /// It is the eigenvector of ρ's smallest eigenvalue λ, and the value is 16λ − 3.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits.
    public func negativityWitness(of state: DensityOperator) throws -> (vector: StateVector, density: Double)? {
        try require(state.space == .twoQubits, "state", must: "be of two qubits", was: "of \(state.space)")
        let system = try state.matrix.hermitianEigensystem()
        guard system.values[0] < 3.0 / 16 - 1e-12 else { return nil }
        return (
            try StateVector(normalizing: system.vectors.column(0), in: .twoQubits), 16 * system.values[0] - 3
        )
    }

    /// The model as a value for all unitaries on two qubits.
    public func groupModel() -> GroupDynamicalModel<
        RegisterBellModel, DensityOperator, RegisterDistribution, ComplexMatrix
    > {
        GroupDynamicalModel(
            model: LHVModel(
                base: RegisterBellModel(), distribution: { try RegisterDistribution($0) },
                prediction: { state, settings in
                    try require(settings.count == 2, "settings", must: "be two directions", was: settings.count)
                    return PairStatistics(try TwoQubitBlochForm(state), settings[0], settings[1]).probabilities
                }), transform: { try RegisterDynamicalModel.transform($1, by: $0) },
            action: { try $1.applying($0) })
    }

    /// The motion under a constant Hamiltonian as a flow: with ``PiecewiseFlow``, one under any sequence of them.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when H is not a Hermitian 4 × 4 matrix.
    public func flow(under hamiltonian: ComplexMatrix) throws -> RegisterFlow { try RegisterFlow(hamiltonian) }

    /// The dynamical model of a constant Hamiltonian.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when H is not a Hermitian 4 × 4 matrix.
    public func dynamicalModel(
        under hamiltonian: ComplexMatrix
    ) throws -> DynamicalLHVModel<RegisterBellModel, DensityOperator, RegisterDistribution, RegisterFlow> {
        let flow = try RegisterFlow(hamiltonian)
        return DynamicalLHVModel(model: groupModel().model, flow: flow) {
            try flow.evolution.evolve($0, time: $1)
        }
    }

    /// T_U of a pair of hidden variables.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when U is not a 4 × 4 unitary or there are not two particles.
    public static func transform(
        _ point: [RegisterVariable], by unitary: ComplexMatrix
    ) throws -> [RegisterVariable] {
        try HilbertSpace.twoQubits.requireUnitary(unitary)
        return RegisterCoordinates.variables(of: unitary * (try RegisterCoordinates.vector(of: point)))
    }

    /// The largest v at which any LHV model with Bell's rule, linear in the state, describes all of S_v for N qubits.
    ///
    /// v ≤ 1/(1 + 3^(N−1)): averaged over local unitaries, the kernel is F = 1 + v(Π_j (1 + 2λ_j·σ) − 1), whose smallest
    /// eigenvalue is 1 − v(1 + 3^(N−1)). Registers that do not enter the answers do not help.
    /// Source: this library, in the article "Dynamics".
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless N is in 1…40.
    public static func staticVisibilityBound(parties: Int) throws -> Double {
        try require((1...40).contains(parties), "parties", must: "be in 1…40", was: parties)
        // For one qubit 1 + 2λ·σ has the eigenvalue −1, and the same formula gives ½ for linear gauges.
        return 1 / (1 + (1..<parties).reduce(1.0) { power, _ in 3 * power })
    }

    /// The largest v for any response rule: v ≤ 2^−N.
    ///
    /// Source: this library, in the article "Dynamics".
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless N is in 1…60.
    public static func staticVisibilityBoundOfAnyRule(parties: Int) throws -> Double {
        try require((1...60).contains(parties), "parties", must: "be in 1…60", was: parties)
        return 1 / Double(1 << parties)
    }
}

/// p_ρ(ψ) = 16⟨ψ|ρ|ψ⟩ − 3 on CP³, read as a distribution of two hidden variables with registers.
public struct RegisterDistribution: HiddenVariableDistribution {
    /// ρ.
    public let state: DensityOperator
    // p_ρ = Σ_i w_i·4|⟨i|ψ⟩|² in the eigenbasis of ρ, with w_i = (16λ_i − 3)/4 ≥ 0 of sum 1.
    private let weights: [Double]
    private let basis: TwoQubitOperator

    /// The distribution of a state in S_¼.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` as ``RegisterDynamicalModel/distribution(of:)``.
    public init(_ state: DensityOperator) throws {
        try require(state.space == .twoQubits, "state", must: "be of two qubits", was: "of \(state.space)")
        let system = try state.matrix.hermitianEigensystem()
        let values = system.values
        try require(
            values[0] >= 3.0 / 16 - 1e-12, "smallest eigenvalue of the state", must: "be at least 3/16, that of S_1/4",
            was: ShortNumber.text(values[0], digits: 8))
        self.state = state
        weights = values.map { max(0, (16 * $0 - 3) / 4) }
        basis = TwoQubitOperator(system.vectors)
    }

    /// 2.
    public var parties: Int { 2 }

    /// p_ρ(ψ) for a unit vector, with respect to the normalized invariant measure.
    ///
    /// - Precondition: There are four amplitudes.
    public func density(at psi: [Complex]) -> Double {
        requirePrecondition(psi.count == 4, "a two-qubit vector must have 4 amplitudes, but had \(psi.count)")
        return 16 * innerProduct(psi, state.matrix * psi).real - 3
    }

    /// An exact draw of ψ, without rejection.
    ///
    /// An eigenvector i of ρ is chosen with the probability (16λ_i − 3)/4; under the density 4|⟨i|ψ⟩|² the squared moduli of ψ in
    /// the eigenbasis are those of independent exponential numbers, the i-th one the sum of two.
    public func sampleVector(using generator: inout some RandomNumberGenerator) -> [Complex] {
        draw(using: &generator).array
    }

    /// An exact draw of the hidden variables.
    public func sample(using generator: inout some RandomNumberGenerator) -> [RegisterVariable] {
        RegisterCoordinates.variables(of: draw(using: &generator))
    }

    func draw(using generator: inout some RandomNumberGenerator) -> TwoQubitVector {
        var target = generator.uniform()
        var chosen = 3
        for index in 0..<3 {
            target -= weights[index]
            if target < 0 {
                chosen = index
                break
            }
        }
        var psi = TwoQubitVector(
            generator.complexNormal(), generator.complexNormal(), generator.complexNormal(), generator.complexNormal())
        // −2 log u is an exponential number in the units of |normal|².
        let extra = -2 * log(1 - generator.uniform())
        func lengthened(_ amplitude: Complex) -> Complex {
            let square = amplitude.squaredMagnitude
            return ((square + extra) / square).squareRoot() * amplitude
        }
        switch chosen {
        case 0: psi.amplitudes.0 = lengthened(psi.amplitudes.0)
        case 1: psi.amplitudes.1 = lengthened(psi.amplitudes.1)
        case 2: psi.amplitudes.2 = lengthened(psi.amplitudes.2)
        default: psi.amplitudes.3 = lengthened(psi.amplitudes.3)
        }
        let p = psi.amplitudes
        let square = p.0.squaredMagnitude + p.1.squaredMagnitude + p.2.squaredMagnitude + p.3.squaredMagnitude
        return basis * (Complex(1 / square.squareRoot()) * psi)
    }
}

/// The flow of hidden variables with registers under a constant two-qubit Hamiltonian: Schrödinger's equation for ψ.
public struct RegisterFlow: HiddenVariableFlow {
    /// The evolution under H.
    public let evolution: UnitaryEvolution

    /// The flow under a Hamiltonian.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when H is not a Hermitian 4 × 4 matrix.
    public init(_ hamiltonian: ComplexMatrix) throws {
        evolution = try UnitaryEvolution(under: hamiltonian, in: .twoQubits)
    }

    /// The motion, exact to rounding.
    public func move(_ point: [RegisterVariable], from start: Double, to end: Double) throws -> [RegisterVariable] {
        try requireTimes(start, end)
        let unitary = try evolution.unitary(at: end - start)
        return RegisterCoordinates.variables(of: unitary * (try RegisterCoordinates.vector(of: point)))
    }
}
