import LHVModels

/// A search for a gauge and a velocity field that follow a Hamiltonian together, among those covariant under common rotations.
///
/// Unknown are the kernel F of a consistent linear gauge, whose odd-odd part, marginals and norm are fixed, and the field V. They
/// minimize J = ∫ ‖div(FV) + i[H, F]‖² / ∫ ‖[H, F]‖² with a penalty on negative eigenvalues of (1 − v) f₀ + v F. J is bilinear, so
/// gauge and field are found in turns, each by linear least squares, from a random field. The Hamiltonian must be invariant
/// under common rotations, H = (ω/4) σ¹·σ²; averaging over rotations then loses no linear gauge that has dynamics.
/// Source: this library, in the article "Searching for gauges".
///
/// - Important: A small J at the nodes names a candidate to be verified; a J that stays large says something about the start, the
///   ansatz and the number of turns, and nothing about whether dynamics exists. See ``Verdict``.
public struct CovariantGaugeSearch: ResumableWork, Hashable, Codable {
    /// What the gauges and fields are made of.
    public enum Basis: Sendable, Hashable, Codable {
        /// Any functions of c = λ₁·λ₂, by their values at Gauss nodes.
        case functions(nodes: Int)
        /// Spherical harmonics up to a degree L on each sphere, averaged over common rotations.
        case harmonics(degree: Int)
    }

    /// How a search ended, and what that does and does not mean.
    public enum Verdict: String, Sendable, Hashable, Codable, CustomStringConvertible {
        /// J fell below the target with a positive gauge.
        case candidate
        /// J fell below the target, but the gauge is negative somewhere for the visibility asked for.
        case candidateNotPositive
        /// J did not fall below the target.
        case undecided

        init(residual: Double, target: Double, lowestEigenvalue: Double) {
            self = residual > target ? .undecided : lowestEigenvalue >= 0 ? .candidate : .candidateNotPositive
        }

        /// The verdict as a sentence.
        public var description: String {
            switch self {
            case .candidate:
                "A candidate: the equations hold at the nodes within the target, and the gauge is positive there. Not a proof; "
                    + "verify it elsewhere."
            case .candidateNotPositive:
                "A formal solution: the equations hold at the nodes within the target, but the gauge is not positive at this "
                    + "visibility. Not a proof of anything."
            case .undecided:
                "Undecided: this search did not reach the target. Another start, a larger ansatz or more turns may; not a proof "
                    + "that no dynamics exists."
            }
        }
    }

    /// The fields and numbers that a search found.
    public struct Outcome: Sendable, Hashable, Codable {
        /// J after each turn.
        public let residuals: [Double]
        /// What the outcome means.
        public let verdict: Verdict
        /// Why the search ended.
        public let stopReason: StopReason
        /// c at the nodes.
        public let nodes: [Double]
        /// F at the nodes in Bloch form, in the frame of L = λ₁ + λ₂, D = λ₁ − λ₂ and L × D.
        public let kernels: [PairCoefficients]
        /// The angular velocity of the frame at the nodes, in the frame.
        public let angularVelocities: [SIMD3<Double>]
        /// dc/dt at the nodes.
        public let angleRates: [Double]
        /// The smallest eigenvalue of (1 − v) f₀ + v F over the nodes.
        public let leastEigenvalue: Double

        /// J at the end.
        public var residual: Double { residuals.last ?? .nan }
    }

    /// What the gauges and fields are made of.
    public let basis: Basis
    /// v, the visibility at which the gauge is to be positive.
    public let visibility: Double
    /// Whether c is kept, κ = 0, in the basis of functions.
    public let keepsAngle: Bool
    /// ω of the Hamiltonian H = (ω/4) σ¹·σ².
    public let frequency: Double
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
    /// A positive gauge with J = 0 keeps c in any case: the trace of the equation is (κ f₀)′ = 0 and κ vanishes at c = ±1, so
    /// that κ f₀ = 0. To demand it from the start makes the search several times shorter.
    /// - Parameters:
    ///   - basis: What gauges and fields are made of: 4…64 nodes, or a degree of 2…12.
    ///   - visibility: v, in 0…1 and above 0.
    ///   - keepsAngle: Whether c is kept in the basis of functions.
    ///   - frequency: ω, not zero.
    ///   - tolerance: The J at which to stop, positive.
    ///   - roundLimit: The largest number of turns, at least 1.
    ///   - timeLimit: The time after which to stop, in seconds, or nil.
    ///   - seed: The seed of the first field.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public init(
        basis: Basis, visibility: Double = 0.06, keepsAngle: Bool = true, frequency: Double = 1,
        tolerance: Double = 1e-10, roundLimit: Int = 300, timeLimit: Double? = nil, seed: UInt64 = 1
    ) throws {
        switch basis {
        case .functions(let nodes): try require((4...64).contains(nodes), "nodes", must: "be in 4…64", was: nodes)
        case .harmonics(let degree): try require((2...12).contains(degree), "degree", must: "be in 2…12", was: degree)
        }
        try require(frequency.isFinite && frequency != 0, "frequency", must: "be finite and not zero", was: frequency)
        try requireAlternation(
            visibility: visibility, tolerance: tolerance, roundLimit: roundLimit, timeLimit: timeLimit)
        self.basis = basis
        self.visibility = visibility
        self.keepsAngle = keepsAngle
        self.frequency = frequency
        self.tolerance = tolerance
        self.roundLimit = roundLimit
        self.timeLimit = timeLimit
        self.seed = seed
    }

    /// Searches for dynamics of H = (ω/4) σ¹·σ² from a random field.
    ///
    /// - Parameters:
    ///   - checkpoint: A file for the state after each turn, or nil.
    ///   - reporter: Takes a report after each turn with J, or nil.
    /// - Returns: What was found, after at least one turn, whatever made the search stop.
    /// - Complexity: turns·unknowns³: for n nodes about 10 n unknowns.
    /// - Throws: ``/NumericalCore/NumericalFailure`` when a system of equations is singular; for checkpoints as
    ///   ``/DataFiles/ResumableWork``.
    public func run(checkpoint: String?, reporter: RunReporter?) async throws -> Outcome {
        let budget = TimeBudget(timeLimit: timeLimit)
        let ansatz = try ansatz()
        let alternation = CovariantAlternation(ansatz, visibility: visibility)
        let file = CheckpointFile<GaugeSearchState>(checkpoint, kind: GaugeSearchState.checkpointKind)
        var generator = RandomStream(seed: seed)
        let state = try beginning(ansatz, using: &generator).resumed(
            from: file, gauges: alternation.gauge.count, own: "the basis, visibility and seed of this search")
        var engine = GaugeSearchEngine(alternation, state, tolerance: tolerance, roundLimit: roundLimit)
        try await engine.run(file, budget, reporter)
        return try outcome(engine, ansatz, frequency: frequency)
    }

    private func beginning(
        _ ansatz: CovariantAnsatz, using generator: inout some RandomNumberGenerator
    ) -> GaugeSearchState {
        GaugeSearchState(
            search: "covariant, \(basis), visibility \(visibility), keeps angle \(keepsAngle), seed \(seed)",
            field: (0..<ansatz.field.columns).map { _ in generator.uniform() - 0.5 })
    }

    private func outcome(
        _ engine: GaugeSearchEngine<CovariantAlternation>, _ ansatz: CovariantAnsatz, frequency: Double
    ) throws -> Outcome {
        let lowest = engine.state.leastEigenvalue
        let motion = (ansatz.field * engine.state.field).map { frequency * $0 }
        let rates = ansatz.nodes.indices.map { SIMD3(motion[5 * $0], motion[5 * $0 + 1], motion[5 * $0 + 2]) }
        return Outcome(
            residuals: engine.state.residuals,
            verdict: Verdict(residual: engine.residual, target: tolerance, lowestEigenvalue: lowest),
            stopReason: engine.stopReason ?? .iterationLimit, nodes: ansatz.nodes,
            kernels: engine.alternation.kernels(), angularVelocities: rates,
            angleRates: ansatz.nodes.indices.map { motion[5 * $0 + 3] }, leastEigenvalue: lowest)
    }

    /// J for the best field of this basis with the gauge held fixed.
    ///
    /// - Parameter gauge: A gauge that is covariant under common rotations.
    /// - Complexity: One linear least-squares problem.
    /// - Throws: ``/NumericalCore/NumericalFailure`` when a system of equations is singular.
    public func residual(withGauge gauge: some LinearSphereGauge) throws -> Double {
        let ansatz = try ansatz()
        var alternation = CovariantAlternation(ansatz, visibility: visibility)
        alternation.setGauge { c in CovariantFrame.components(of: gauge, at: c) }
        let field = try alternation.improvedField(
            from: [Double](repeating: 0, count: ansatz.field.columns), ridge: 1e-13)
        return alternation.residual(field)
    }

    private func ansatz() throws -> CovariantAnsatz {
        switch basis {
        case .functions(let nodes): try .free(nodes: nodes, keepsAngle: keepsAngle)
        case .harmonics(let degree): try .harmonic(degree: degree)
        }
    }
}

extension CovariantGaugeSearch {
    // The names of the limits in files of earlier versions.
    private enum CodingKeys: String, CodingKey {
        case basis, visibility, keepsAngle, frequency, timeLimit, seed
        case tolerance = "target"
        case roundLimit = "maximumTurns"
    }

    /// Reads a search and checks it; those written before they held a frequency and a seed have 1 for both.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            basis: values.decode(Basis.self, forKey: .basis),
            visibility: values.decode(Double.self, forKey: .visibility),
            keepsAngle: values.decode(Bool.self, forKey: .keepsAngle),
            frequency: values.decodeIfPresent(Double.self, forKey: .frequency) ?? 1,
            tolerance: values.decode(Double.self, forKey: .tolerance),
            roundLimit: values.decode(Int.self, forKey: .roundLimit),
            timeLimit: values.decodeIfPresent(Double.self, forKey: .timeLimit),
            seed: values.decodeIfPresent(UInt64.self, forKey: .seed) ?? 1)
    }

    // MARK: Names before version 0.2

    /// A search with the limits by their old names.
    @available(
        *, deprecated, message: "use init(basis:visibility:keepsAngle:frequency:tolerance:roundLimit:timeLimit:seed:)"
    )
    public init(
        basis: Basis, visibility: Double = 0.06, keepsAngle: Bool = true, target: Double = 1e-10, maximumTurns: Int
    ) throws {
        try self.init(
            basis: basis, visibility: visibility, keepsAngle: keepsAngle, tolerance: target, roundLimit: maximumTurns)
    }

    /// A search with the limit by its old name.
    @available(
        *, deprecated, message: "use init(basis:visibility:keepsAngle:frequency:tolerance:roundLimit:timeLimit:seed:)"
    )
    public init(basis: Basis, visibility: Double = 0.06, keepsAngle: Bool = true, target: Double) throws {
        try self.init(basis: basis, visibility: visibility, keepsAngle: keepsAngle, tolerance: target)
    }

    /// The J at which to stop.
    @available(*, deprecated, renamed: "tolerance")
    public var target: Double { tolerance }

    /// The largest number of turns.
    @available(*, deprecated, renamed: "roundLimit")
    public var maximumTurns: Int { roundLimit }

    /// Searches on the calling thread from a generator's field; the seed and the limit of time are not looked at.
    @available(*, deprecated, message: "give frequency and seed to the initializer and use run() or start()")
    public func run(
        frequency: Double = 1, using generator: inout some RandomNumberGenerator,
        reporting report: (RunProgress) -> Bool = { _ in true }
    ) throws -> Outcome {
        try require(frequency.isFinite && frequency != 0, "frequency", must: "be finite and not zero", was: frequency)
        let ansatz = try ansatz()
        var engine = GaugeSearchEngine(
            CovariantAlternation(ansatz, visibility: visibility), beginning(ansatz, using: &generator),
            tolerance: tolerance, roundLimit: roundLimit)
        try engine.run(reporting: report)
        return try outcome(engine, ansatz, frequency: frequency)
    }
}

extension CovariantFrame {
    /// The coordinates of a gauge's kernel in the frame, at a pair with λ₁·λ₂ = c.
    static func components(of gauge: some LinearSphereGauge, at c: Double) -> [Double] {
        let (l, d) = halves(c)
        let f = gauge.coefficients(
            at: Direction(unchecked: SIMD3(l, d, 0)), Direction(unchecked: SIMD3(l, -d, 0)))
        return f.entries
    }
}
