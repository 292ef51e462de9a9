import LHVModels

/// A search for a gauge and a velocity field that follow any two-qubit Hamiltonian together, in plain spherical harmonics.
///
/// As ``CovariantGaugeSearch``, without the use of symmetry: the kernel F is a sum of Y_i(λ₁)Y_j(λ₂) up to degree L on each sphere
/// with 16 Pauli components, its odd-odd part, odd marginals and mean fixed, and V is that of ``VelocityFit``. They minimise
/// J = ∫ ‖div(FV) + i[H, F]‖² / ∫ ‖[H, F]‖² in turns, with a penalty on negative eigenvalues of (1 − v) f₀ + v F. The integrals are exact
/// for such F and V. Source: this library, in the article "Searching for gauges".
///
/// - Important: A field that is not band-limited is approached and not reached as L grows, precession for example, so that J > 0 means little by
///   itself; compare it with that of other Hamiltonians. See ``CovariantGaugeSearch/Verdict``.
public struct HarmonicGaugeSearch: Sendable, Hashable {
    /// The fields and numbers that a search found.
    public struct Outcome: Sendable {
        /// J after each turn.
        public let residuals: [Double]
        /// What the outcome means.
        public let verdict: CovariantGaugeSearch.Verdict
        /// Why the search ended.
        public let stopReason: StopReason
        /// F.
        public let kernel: HarmonicKernel
        /// V.
        public let field: VelocityFit
        /// The smallest eigenvalue of (1 − v) f₀ + v F over the nodes of the quadrature.
        public let smallestEigenvalue: Double

        /// J at the end.
        public var residual: Double { residuals[residuals.count - 1] }
    }

    /// H.
    public let hamiltonian: ComplexMatrix
    /// L.
    public let degree: Int
    /// v, the visibility at which the gauge is to be positive.
    public let visibility: Double
    /// The J at which to stop.
    public let target: Double
    /// The largest number of turns.
    public let maximumTurns: Int

    /// A search.
    ///
    /// - Parameters:
    ///   - hamiltonian: H, a Hermitian 4 × 4 matrix that is not a multiple of the unit matrix.
    ///   - degree: L, 2 or 3.
    ///   - visibility: v, in 0…1 and above 0.
    ///   - target: The J at which to stop, positive.
    ///   - maximumTurns: At least 1.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public init(
        hamiltonian: ComplexMatrix, degree: Int = 2, visibility: Double = 0.06, target: Double = 1e-10,
        maximumTurns: Int = 100
    ) throws {
        let form = try PairCoefficients(kernel: hamiltonian)
        try require(
            form.entries.dropFirst().contains { abs($0) > 1e-15 * abs(form.one) }, "hamiltonian",
            must: "not be a multiple of the unit matrix",
            was: "\(form.one) times it")
        try require((2...3).contains(degree), "degree", must: "be 2 or 3", was: degree)
        try requireAlternation(visibility: visibility, target: target, maximumTurns: maximumTurns)
        self.hamiltonian = hamiltonian
        self.degree = degree
        self.visibility = visibility
        self.target = target
        self.maximumTurns = maximumTurns
    }

    /// Searches from a random field, in units of H: for s·H the same gauge and J, and s times the field.
    ///
    /// - Parameters:
    ///   - generator: The source of randomness for the first field.
    ///   - report: Called after each turn with J; returning false ends the search with what it has.
    /// - Complexity: In each turn a system of 1040 equations at L = 2, of 2160 at L = 3.
    /// - Throws: ``/NumericalCore/NumericalFailure`` when a system of equations is singular. A cancelled task ends the search with what it has.
    public func run(
        using generator: inout some RandomNumberGenerator, reporting report: (RunProgress) -> Bool = { _ in true }
    ) throws -> Outcome {
        // In units of H, since the first field and the penalties are of order one.
        let unit = try HamiltonianUnit(hamiltonian)
        var alternation = try HarmonicAlternation(unit.hamiltonian, degree: degree, visibility: visibility)
        var field = try VelocityFit(
            degree: degree,
            coefficients: (0..<VelocityFit.unknowns(degree: degree)).map { _ in generator.uniform() - 0.5 })
        let clock = TimeBudget.unlimited
        var residuals: [Double] = []
        var lowest = 0.0
        var reason: StopReason?
        while reason == nil {
            try alternation.improveGauge(field)
            field = try alternation.bestField()
            let residual = alternation.residual(field)
            residuals.append(residual)
            lowest = try alternation.smallestEigenvalue()
            if residual <= target && lowest >= 0 {
                reason = .accuracyReached
            } else if residuals.count == maximumTurns {
                reason = .iterationLimit
            } else {
                reason = try reasonToStop(
                    after: residuals.count, of: maximumTurns, since: clock, value: residual, report)
            }
        }
        return Outcome(
            residuals: residuals,
            verdict: .init(residual: residuals[residuals.count - 1], target: target, lowestEigenvalue: lowest),
            stopReason: reason ?? .iterationLimit, kernel: try alternation.kernel,
            field: try VelocityFit(degree: degree, coefficients: field.coefficients.map(unit.restored)),
            smallestEigenvalue: lowest)
    }

    /// J for the best field of degree L with the distributions of ``ProductGauge``, which belong to degree 1.
    ///
    /// - Complexity: One linear least-squares problem.
    /// - Throws: As ``run(using:reporting:)``.
    public func residualWithProductGauge() throws -> Double {
        let alternation = try HarmonicAlternation(
            HamiltonianUnit(hamiltonian).hamiltonian, degree: degree, visibility: visibility)
        return alternation.residual(try alternation.bestField())
    }
}

/// An operator-valued kernel F(λ₁, λ₂) that is a sum of products of spherical harmonics, with the statistics of every state.
public struct HarmonicKernel: Sendable, Hashable {
    /// L.
    public let degree: Int
    /// A row for each of 16 Pauli products, and a column for each 4π Y_i(λ₁)Y_j(λ₂), j running first.
    public let amplitudes: RealMatrix
    private let harmonics: RealSphericalHarmonics

    init(degree: Int, amplitudes: RealMatrix) throws {
        self.degree = degree
        self.amplitudes = amplitudes
        harmonics = try RealSphericalHarmonics(degree: degree)
    }

    /// F(λ₁, λ₂).
    public func coefficients(at first: Direction, _ second: Direction) -> PairCoefficients {
        let (one, two) = (harmonics.values(at: first), harmonics.values(at: second))
        return PairCoefficients(entries: amplitudes * one.flatMap { y in two.map { 4 * Double.pi * y * $0 } })
    }
}
