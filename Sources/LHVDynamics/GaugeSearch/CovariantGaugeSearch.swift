import LHVModels

/// A search for a gauge and a velocity field that follow a Hamiltonian together, among those covariant under common rotations.
///
/// Unknown are the kernel F of a consistent linear gauge, whose odd-odd part, marginals and norm are fixed, and the field V. They
/// minimise J = ∫ ‖div(FV) + i[H, F]‖² / ∫ ‖[H, F]‖² with a penalty on negative eigenvalues of (1 − v) f₀ + v F. J is bilinear, so
/// gauge and field are found in turns, each by linear least squares, from a random field. The Hamiltonian must be invariant
/// under common rotations, H = (ω/4) σ¹·σ²; averaging over rotations then loses no linear gauge that has dynamics.
/// Source: this library, in the article "Searching for gauges".
///
/// - Important: A small J at the nodes names a candidate to be verified; a J that stays large says something about the start, the
///   ansatz and the number of turns, and nothing about whether dynamics exists. See ``Verdict``.
public struct CovariantGaugeSearch: Sendable, Hashable, Codable {
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
    public struct Outcome: Sendable, Hashable {
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
        public let smallestEigenvalue: Double

        /// J at the end.
        public var residual: Double { residuals[residuals.count - 1] }
    }

    /// What the gauges and fields are made of.
    public let basis: Basis
    /// v, the visibility at which the gauge is to be positive.
    public let visibility: Double
    /// Whether c is kept, κ = 0, in the basis of functions.
    public let keepsAngle: Bool
    /// The J at which to stop.
    public let target: Double
    /// The largest number of turns.
    public let maximumTurns: Int

    /// A search.
    ///
    /// A positive gauge with J = 0 keeps c in any case: the trace of the equation is (κ f₀)′ = 0 and κ vanishes at c = ±1, so
    /// that κ f₀ = 0. To demand it from the start makes the search several times shorter.
    /// - Parameters:
    ///   - basis: What gauges and fields are made of: 4…64 nodes, or a degree of 2…12.
    ///   - visibility: v, in 0…1 and above 0.
    ///   - keepsAngle: Whether c is kept in the basis of functions.
    ///   - target: The J at which to stop, positive.
    ///   - maximumTurns: At least 1.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public init(
        basis: Basis, visibility: Double = 0.06, keepsAngle: Bool = true, target: Double = 1e-10,
        maximumTurns: Int = 300
    ) throws {
        switch basis {
        case .functions(let nodes): try require((4...64).contains(nodes), "nodes", must: "be in 4…64", was: nodes)
        case .harmonics(let degree): try require((2...12).contains(degree), "degree", must: "be in 2…12", was: degree)
        }
        try requireAlternation(visibility: visibility, target: target, maximumTurns: maximumTurns)
        self.basis = basis
        self.visibility = visibility
        self.keepsAngle = keepsAngle
        self.target = target
        self.maximumTurns = maximumTurns
    }

    /// Searches for dynamics of H = (ω/4) σ¹·σ² from a random field.
    ///
    /// - Parameters:
    ///   - frequency: ω, not zero.
    ///   - generator: The source of randomness for the first field.
    ///   - report: Called after each turn with J; returning false ends the search with what it has, as cancelling the task does.
    /// - Complexity: turns·unknowns³: for n nodes about 10 n unknowns.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless ω is finite and not zero; ``/NumericalCore/NumericalFailure`` when a
    ///   system of equations is singular.
    public func run(
        frequency: Double = 1, using generator: inout some RandomNumberGenerator,
        reporting report: (RunProgress) -> Bool = { _ in true }
    ) throws -> Outcome {
        try require(frequency.isFinite && frequency != 0, "frequency", must: "be finite and not zero", was: frequency)
        let ansatz = try ansatz()
        var alternation = CovariantAlternation(ansatz, visibility: visibility)
        var field = (0..<ansatz.field.columns).map { _ in generator.uniform() - 0.5 }
        var residuals: [Double] = []
        var (lowest, reason) = (0.0, StopReason.iterationLimit)
        let clock = TimeBudget.unlimited
        for turn in 1...maximumTurns {
            try alternation.improveGauge(field)
            field = try alternation.improvedField(from: field)
            residuals.append(alternation.residual(field))
            lowest = try alternation.smallestEigenvalue()
            if residuals[residuals.count - 1] <= target && lowest >= 0 {
                reason = .accuracyReached
                break
            }
            if let stop = try reasonToStop(
                after: turn, of: maximumTurns, since: clock, value: residuals[turn - 1], report)
            {
                reason = stop
                break
            }
        }
        let last = residuals[residuals.count - 1]
        let verdict = Verdict(residual: last, target: target, lowestEigenvalue: lowest)
        let motion = (ansatz.field * field).map { frequency * $0 }
        let rates = ansatz.nodes.indices.map { SIMD3(motion[5 * $0], motion[5 * $0 + 1], motion[5 * $0 + 2]) }
        return Outcome(
            residuals: residuals, verdict: verdict, stopReason: reason, nodes: ansatz.nodes,
            kernels: alternation.kernels(), angularVelocities: rates,
            angleRates: ansatz.nodes.indices.map { motion[5 * $0 + 3] }, smallestEigenvalue: lowest)
    }

    /// J for the best field of this basis with the gauge held fixed.
    ///
    /// - Parameter gauge: A gauge that is covariant under common rotations.
    /// - Complexity: One linear least-squares problem.
    /// - Throws: As ``run(frequency:using:reporting:)``.
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

extension CovariantFrame {
    /// The coordinates of a gauge's kernel in the frame, at a pair with λ₁·λ₂ = c.
    static func components(of gauge: some LinearSphereGauge, at c: Double) -> [Double] {
        let (l, d) = halves(c)
        let f = gauge.coefficients(
            at: Direction(unchecked: SIMD3(l, d, 0)), Direction(unchecked: SIMD3(l, -d, 0)))
        return f.entries
    }
}
