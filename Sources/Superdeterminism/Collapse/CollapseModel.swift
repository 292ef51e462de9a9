import NumericalCore
import QuantumStates

/// P2's model for one preparation and one detector basis: what remains to be given is the hidden variables λ.
///
/// A state |Ψ⟩ is prepared at time 0 and detected at ``detectionTime`` in an orthonormal basis, which the dynamical law
/// knows from the start: that is the model's violation of statistical independence. With β_I = ⟨I|Ψ*(t_d)⟩, Ψ* evolving by
/// H alone,
/// σ_J = |β_J λ_J|² − (1 − |λ_J|²) Σ_{I<J} |β_I|², J = 2 … N (Eq. 13; Eq. 6 for N = 2),
/// and the signs of σ choose the jump operators. ρ of one run is not quantum mechanics' density operator: the average over
/// λ is.
///
/// `kappa` multiplies all rates; only κt and H/κ matter. κ = 0 is quantum mechanics. Energy is not conserved.
/// Source: P2, Sec. 2. Units: ħ = 1, κ and H in inverse time.
public struct CollapseModel: Sendable {
    /// |Ψ(t_p)⟩, the prepared state.
    public let state: StateVector
    /// The basis χ onto which the state collapses; the detector's own for the optimal evolution.
    public let basis: DetectorBasis
    /// κ ≥ 0, the rate of the collapse.
    public let kappa: Double
    /// Which jump operators act.
    public let law: CollapseLaw
    /// The distributions of λ₂ … λ_N; uniform on the disk unless something else is said.
    public let distributions: [DiskDistribution]
    /// H.
    public let hamiltonian: CollapseHamiltonian
    /// t_d − t_p, the time at which Ψ* enters σ; without meaning for H = 0.
    public let detectionTime: Double
    /// How the equations with H are solved, for Ψ* here and for ρ unless a run is asked for another way.
    public let evolution: CollapseEvolutionOptions
    /// ⟨I|Ψ(t_p)⟩, by position.
    public let initialAmplitudes: [Complex]
    /// β_I = ⟨I|Ψ*(t_d)⟩, by position (equations 3 and 7).
    public let detectionAmplitudes: [Complex]

    /// S_J = Σ_{I ≤ J} |β_I|², by position.
    let cumulative: [Double]
    /// H in the detector basis, for a constant H.
    let detectorHamiltonian: ComplexMatrix?

    /// The model for the given preparation and detectors.
    ///
    /// - Parameters:
    ///   - state: |Ψ(t_p)⟩.
    ///   - basis: The detector basis, of the state's space.
    ///   - kappa: κ, finite and not negative.
    ///   - law: P2's jump operators or the repaired ones.
    ///   - distribution: How each λ_J is distributed.
    ///   - hamiltonian: H.
    ///   - detectionTime: t_d − t_p, finite and not negative.
    ///   - evolution: How the equations with H are solved: tolerance, and the times at which something happens to H(t). An
    ///     H(t) is asked at isolated times; what lasts for less than 1/750 of t_d − t_p may be missed unless these options tell
    ///     of it, see ``CollapseEvolutionOptions/looks``.
    /// - Complexity: O(N²), and O(N³) with a Hamiltonian.
    /// - Throws: ``/NumericalCore/InvalidArgument`` that names what is wrong; ``/NumericalCore/NumericalFailure`` when the
    ///   evolution of Ψ* under H(t) fails.
    public init(
        state: StateVector, basis: DetectorBasis, kappa: Double = 1, law: CollapseLaw = .pairwise,
        distribution: DiskDistribution = .uniform, hamiltonian: CollapseHamiltonian = .none, detectionTime: Double = 0,
        evolution: CollapseEvolutionOptions = CollapseEvolutionOptions()
    ) throws {
        try self.init(
            state: state, basis: basis, kappa: kappa, law: law,
            distributions: Array(repeating: distribution, count: basis.levels - 1), hamiltonian: hamiltonian,
            detectionTime: detectionTime, evolution: evolution)
    }

    /// The model with a distribution of its own for each of λ₂ … λ_N.
    ///
    /// - Throws: As ``init(state:basis:kappa:law:distribution:hamiltonian:detectionTime:evolution:)``, and unless there are N − 1
    ///   distributions.
    public init(
        state: StateVector, basis: DetectorBasis, kappa: Double = 1, law: CollapseLaw = .pairwise,
        distributions: [DiskDistribution], hamiltonian: CollapseHamiltonian = .none, detectionTime: Double = 0,
        evolution: CollapseEvolutionOptions = CollapseEvolutionOptions()
    ) throws {
        try require(kappa >= 0 && kappa.isFinite, "kappa", must: "be finite and at least 0", was: kappa)
        try require(
            detectionTime >= 0 && detectionTime.isFinite, "detectionTime", must: "be finite and at least 0",
            was: detectionTime)
        try require(
            distributions.count == basis.levels - 1, "distributions",
            must: "be \(basis.levels - 1), one for each of λ₂ … λ_N", was: distributions.count)
        self.initialAmplitudes = try basis.amplitudes(of: state)
        switch hamiltonian {
        case .none:
            detectionAmplitudes = initialAmplitudes
            detectorHamiltonian = nil
        case .constant(let matrix):
            try state.space.requireHermitian(matrix, "Hamiltonian")
            let evolved = try UnitaryEvolution(under: matrix.hermitianPart, in: state.space)
                .evolve(state, time: detectionTime)
            detectionAmplitudes = try basis.amplitudes(of: evolved)
            detectorHamiltonian = try basis.matrix(of: matrix).hermitianPart
        case .timeDependent(let function):
            try evolution.validate(levels: basis.levels, isConstant: false)
            try state.space.requireHermitian(try function(0), "Hamiltonian at time 0")
            let unitary = try MagnusEvolution(
                from: 0, to: detectionTime, options: evolution.magnus, hamiltonian: function
            ).unitary
            let evolved = StateVector(unchecked: unitary * state.amplitudes, in: state.space)
            detectionAmplitudes = try basis.amplitudes(of: evolved)
            detectorHamiltonian = nil
        }
        self.state = state
        self.basis = basis
        self.kappa = kappa
        self.law = law
        self.distributions = distributions
        self.hamiltonian = hamiltonian
        self.detectionTime = detectionTime
        self.evolution = evolution
        var sum = 0.0
        cumulative = detectionAmplitudes.map { amplitude in
            sum += amplitude.squaredMagnitude
            return sum
        }
    }

    /// N.
    public var levels: Int { basis.levels }

    /// |β_I|², by position: Born's rule.
    public var bornWeights: [Double] {
        detectionAmplitudes.map { $0.squaredMagnitude.withoutRounding(in: 0...1) }
    }

    /// The populations |⟨I|Ψ(t_p)⟩|² at the beginning, by position.
    public var initialPopulations: [Double] {
        initialAmplitudes.map { $0.squaredMagnitude.withoutRounding(in: 0...1) }
    }

    /// The same model with another law.
    ///
    /// - Throws: As the initializer.
    public func with(law: CollapseLaw) throws -> CollapseModel {
        try CollapseModel(
            state: state, basis: basis, kappa: kappa, law: law, distributions: distributions, hamiltonian: hamiltonian,
            detectionTime: detectionTime, evolution: evolution)
    }

    /// The same model with the detector's eigenstates in another order.
    ///
    /// - Throws: As the initializer, and unless the permutation names each position once.
    public func reordered(_ permutation: [Int]) throws -> CollapseModel {
        try CollapseModel(
            state: state, basis: basis.reordered(permutation), kappa: kappa, law: law, distributions: distributions,
            hamiltonian: hamiltonian, detectionTime: detectionTime, evolution: evolution)
    }

    /// σ₂ … σ_N for given hidden variables.
    ///
    /// Source: P2, Eqs. 6 and 13. The conditions "λ₂ > 0" before Eq. 10, "λ_{N−1} < 0" in Eq. 20 and "λ_{3,4} ≤ 0" before
    /// Eq. 48 speak of σ, not λ, which is complex.
    /// - Complexity: O(N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are N − 1 variables.
    public func sigmas(_ variables: DiskVariables) throws -> [Double] {
        try require(
            variables.values.count == levels - 1, "hidden variables", must: "be \(levels - 1) numbers λ₂ … λ_N",
            was: variables.values.count)
        return (1..<max(1, levels)).map { sigma(at: $0, squaredRadius: variables.squaredRadius($0 - 1)) }
    }

    @inline(__always)
    func sigma(at position: Int, squaredRadius: Double) -> Double {
        detectionAmplitudes[position].squaredMagnitude * squaredRadius
            - (1 - squaredRadius) * cumulative[position - 1]
    }

    /// The run with given hidden variables.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are N − 1 variables.
    public func run(_ variables: DiskVariables) throws -> CollapseRun {
        let sigmas = try sigmas(variables)
        return CollapseRun(
            self, SigmaSigns(sigmas.map(SigmaSigns.Sign.init(of:))), variables: variables, sigmas: sigmas)
    }

    /// A run with hidden variables drawn from ``distributions``.
    public func run(using generator: inout some RandomNumberGenerator) -> CollapseRun {
        let variables = DiskVariables(sampling: distributions, using: &generator)
        let sigmas = (1..<max(1, levels)).map { sigma(at: $0, squaredRadius: variables.squaredRadius($0 - 1)) }
        return CollapseRun(
            self, SigmaSigns(sigmas.map(SigmaSigns.Sign.init(of:))), variables: variables, sigmas: sigmas)
    }

    /// The run with given signs of σ, whatever hidden variables may have caused them.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are N − 1 signs.
    public func run(signs: SigmaSigns) throws -> CollapseRun {
        try require(signs.levels == levels, "signs of σ", must: "be \(levels - 1)", was: signs.values.count)
        return CollapseRun(self, signs, variables: nil, sigmas: nil)
    }

    /// κt, a number also where the product is too large for one: nothing that decays is left then.
    func scaledTime(_ time: Double) -> Double { min(kappa * time, 1e300) }

    /// Throws unless a time is finite and not negative.
    static func requireTime(_ time: Double) throws {
        try require(time >= 0 && time.isFinite, "time", must: "be finite and at least 0", was: time)
    }
}
