import LHVModels

/// A search for a gauge and a velocity field that follow any two-qubit Hamiltonian together, in plain spherical harmonics.
///
/// As ``CovariantGaugeSearch``, without the use of symmetry: the kernel F is a sum of Y_i(λ₁)Y_j(λ₂) up to degree L on each sphere
/// with 16 Pauli components, its odd-odd part, odd marginals and mean fixed, and V is that of ``VelocityFit``. They minimize
/// J = ∫ ‖div(FV) + i[H, F]‖² / ∫ ‖[H, F]‖² in turns, with a penalty on negative eigenvalues of (1 − v) f₀ + v F. The integrals are exact
/// for such F and V. Source: this library, in the article "Searching for gauges".
///
/// - Important: A field that is not band-limited is approached and not reached as L grows, precession for example, so that J > 0 means little by
///   itself; compare it with that of other Hamiltonians. See ``CovariantGaugeSearch/Verdict``.
public struct HarmonicGaugeSearch: ResumableWork, Hashable {
    /// The fields and numbers that a search found.
    public struct Outcome: Sendable, Hashable, Codable {
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
        public let leastEigenvalue: Double

        /// J at the end.
        public var residual: Double { residuals.last ?? .nan }
    }

    /// H.
    public let hamiltonian: ComplexMatrix
    /// L.
    public let degree: Int
    /// v, the visibility at which the gauge is to be positive.
    public let visibility: Double
    /// The J at which to stop.
    public let tolerance: Double
    /// The largest number of turns.
    public let roundLimit: Int
    /// The time after which to stop, in seconds, or nil.
    public let timeLimit: Double?
    /// The seed of the first field.
    public let seed: UInt64

    /// A search.
    ///
    /// - Parameters:
    ///   - hamiltonian: H, a Hermitian 4 × 4 matrix that is not a multiple of the unit matrix.
    ///   - degree: L, 2 or 3.
    ///   - visibility: v, in 0…1 and above 0.
    ///   - tolerance: The J at which to stop, positive.
    ///   - roundLimit: The largest number of turns, at least 1.
    ///   - timeLimit: The time after which to stop, in seconds, or nil.
    ///   - seed: The seed of the first field.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public init(
        hamiltonian: ComplexMatrix, degree: Int = 2, visibility: Double = 0.06, tolerance: Double = 1e-10,
        roundLimit: Int = 100, timeLimit: Double? = nil, seed: UInt64 = 1
    ) throws {
        let form = try PairCoefficients(kernel: hamiltonian)
        try require(
            form.entries.dropFirst().contains { abs($0) > 1e-15 * abs(form.one) }, "hamiltonian",
            must: "not be a multiple of the unit matrix",
            was: "\(form.one) times it")
        try require((2...3).contains(degree), "degree", must: "be 2 or 3", was: degree)
        try requireAlternation(
            visibility: visibility, tolerance: tolerance, roundLimit: roundLimit, timeLimit: timeLimit)
        self.hamiltonian = hamiltonian
        self.degree = degree
        self.visibility = visibility
        self.tolerance = tolerance
        self.roundLimit = roundLimit
        self.timeLimit = timeLimit
        self.seed = seed
    }

    /// Searches from a random field, in units of H: for s·H the same gauge and J, and s times the field.
    ///
    /// - Parameters:
    ///   - checkpoint: A file for the state after each turn, or nil.
    ///   - reporter: Takes a report after each turn with J, or nil.
    /// - Returns: What was found, after at least one turn, whatever made the search stop.
    /// - Complexity: In each turn a system of 1040 equations at L = 2, of 2160 at L = 3.
    /// - Throws: ``/NumericalCore/NumericalFailure`` when a system of equations is singular; for checkpoints as
    ///   ``/DataFiles/ResumableWork``.
    public func run(checkpoint: String?, reporter: RunReporter?) async throws -> Outcome {
        let budget = TimeBudget(timeLimit: timeLimit)
        // In units of H, since the first field and the penalties are of order one.
        let unit = try HamiltonianUnit(hamiltonian)
        let alternation = try HarmonicAlternation(unit.hamiltonian, degree: degree, visibility: visibility)
        let file = CheckpointFile<GaugeSearchState>(checkpoint, kind: GaugeSearchState.checkpointKind)
        var generator = RandomStream(seed: seed)
        let state = try beginning(using: &generator).resumed(
            from: file, gauges: alternation.gauge.count, own: "the Hamiltonian, visibility and seed of this search")
        var engine = GaugeSearchEngine(alternation, state, tolerance: tolerance, roundLimit: roundLimit)
        try await engine.run(file, budget, reporter)
        return try outcome(engine, unit)
    }

    private func beginning(using generator: inout some RandomNumberGenerator) -> GaugeSearchState {
        // Numbers are written with all their digits, so that equal words are equal numbers.
        let entries = hamiltonian.elements.map { "\($0.real) \($0.imaginary)" }.joined(separator: ", ")
        return GaugeSearchState(
            search: "harmonic, degree \(degree), visibility \(visibility), seed \(seed), H \(entries)",
            field: (0..<VelocityFit.unknowns(degree: degree)).map { _ in generator.uniform() - 0.5 })
    }

    private func outcome(
        _ engine: GaugeSearchEngine<HarmonicAlternation>, _ unit: HamiltonianUnit
    ) throws -> Outcome {
        let lowest = engine.state.leastEigenvalue
        return Outcome(
            residuals: engine.state.residuals,
            verdict: .init(residual: engine.residual, target: tolerance, lowestEigenvalue: lowest),
            stopReason: engine.stopReason ?? .iterationLimit, kernel: try engine.alternation.kernel,
            field: try VelocityFit(degree: degree, coefficients: engine.state.field.map(unit.restored)),
            leastEigenvalue: lowest)
    }

    /// J for the best field of degree L with the distributions of ``ProductGauge``, which belong to degree 1.
    ///
    /// - Complexity: One linear least-squares problem.
    /// - Throws: ``/NumericalCore/NumericalFailure`` when a system of equations is singular.
    public func residualWithProductGauge() throws -> Double {
        let alternation = try HarmonicAlternation(
            HamiltonianUnit(hamiltonian).hamiltonian, degree: degree, visibility: visibility)
        return alternation.residual(try alternation.bestField())
    }
}

extension HarmonicGaugeSearch {
    // MARK: Names before version 0.2

    /// A search with the limits by their old names.
    @available(*, deprecated, message: "use init(hamiltonian:degree:visibility:tolerance:roundLimit:timeLimit:seed:)")
    public init(
        hamiltonian: ComplexMatrix, degree: Int = 2, visibility: Double = 0.06, target: Double = 1e-10,
        maximumTurns: Int
    ) throws {
        try self.init(
            hamiltonian: hamiltonian, degree: degree, visibility: visibility, tolerance: target,
            roundLimit: maximumTurns)
    }

    /// A search with the limit by its old name.
    @available(*, deprecated, message: "use init(hamiltonian:degree:visibility:tolerance:roundLimit:timeLimit:seed:)")
    public init(hamiltonian: ComplexMatrix, degree: Int = 2, visibility: Double = 0.06, target: Double) throws {
        try self.init(hamiltonian: hamiltonian, degree: degree, visibility: visibility, tolerance: target)
    }

    /// The J at which to stop.
    @available(*, deprecated, renamed: "tolerance")
    public var target: Double { tolerance }

    /// The largest number of turns.
    @available(*, deprecated, renamed: "roundLimit")
    public var maximumTurns: Int { roundLimit }

    /// Searches on the calling thread from a generator's field; the seed and the limit of time are not looked at.
    @available(*, deprecated, message: "give the seed to the initializer and use run() or start()")
    public func run(
        using generator: inout some RandomNumberGenerator, reporting report: (RunProgress) -> Bool = { _ in true }
    ) throws -> Outcome {
        let unit = try HamiltonianUnit(hamiltonian)
        var engine = GaugeSearchEngine(
            try HarmonicAlternation(unit.hamiltonian, degree: degree, visibility: visibility),
            beginning(using: &generator), tolerance: tolerance, roundLimit: roundLimit)
        try engine.run(reporting: report)
        return try outcome(engine, unit)
    }
}

/// An operator-valued kernel F(λ₁, λ₂) that is a sum of products of spherical harmonics, with the statistics of every state.
public struct HarmonicKernel: Sendable, Hashable, Codable {
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

    private enum CodingKeys: String, CodingKey { case degree, amplitudes }

    /// Reads the degree and the amplitudes and checks their shape.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let degree = try container.decode(Int.self, forKey: .degree)
        try require((0...4).contains(degree), "degree", must: "be in 0…4", was: degree)
        let amplitudes = try container.decode(RealMatrix.self, forKey: .amplitudes)
        let columns = (degree + 1) * (degree + 1) * (degree + 1) * (degree + 1)
        try require(
            amplitudes.rows == 16 && amplitudes.columns == columns, "amplitudes", must: "be 16 × \(columns)",
            was: "\(amplitudes.rows) × \(amplitudes.columns)")
        try self.init(degree: degree, amplitudes: amplitudes)
    }

    /// F(λ₁, λ₂).
    public func coefficients(at first: Direction, _ second: Direction) -> PairCoefficients {
        let (one, two) = (harmonics.values(at: first), harmonics.values(at: second))
        return PairCoefficients(entries: amplitudes * one.flatMap { y in two.map { 4 * Double.pi * y * $0 } })
    }
}
