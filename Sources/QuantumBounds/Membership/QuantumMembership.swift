import QuantumStates

/// Whether a behaviour can be quantum, as far as a level of the hierarchy sees, with the inequality that decides.
public struct QuantumMembership: Sendable, Hashable, Codable {
    /// The greatest v for which v·P + (1 − v)·noise is in the level's set, as the solver found it; infinite when P is the noise.
    public let visibility: Double
    /// A number that the greatest v of quantum behaviours is proven not to exceed.
    public let provenVisibility: Double
    /// Σ c·P ≤ bound for all quantum behaviours, proven; P's value minus the noise's is about 1.
    public let inequality: BellInequality
    /// P's value of the inequality minus its bound, rounded down: where it is positive, P is proven not to be quantum.
    public let violation: Double
    /// The level.
    public let level: HierarchyLevel
    /// Why the solver stopped; the inequality is proven in any case.
    public let stopReason: StopReason

    /// Whether the behaviour is proven not to be quantum.
    public var isExcluded: Bool { violation > 0 }
}

extension Behaviour {
    /// How far the behaviour can be mixed with noise before a level of the hierarchy excludes it, and by which inequality.
    ///
    /// - Parameters:
    ///   - level: Which products of operators are used.
    ///   - noise: What the behaviour is mixed with; white noise when left out.
    ///   - options: Limits and tolerance; there is no functional whose symmetry could be used.
    ///   - clock: What measures the time limit.
    ///   - report: Is told how far the solver is; returns whether to go on.
    /// - Complexity: As of an upper bound of the same level.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a behaviour signals by more than 10⁻⁷, the scenarios differ, the level
    ///   is too large, or an option is out of range.
    public func quantumMembership(
        level: HierarchyLevel = .almostQuantum, noise: Behaviour? = nil,
        _ options: HierarchyOptions = HierarchyOptions(), clock: some Clock<Duration> = ContinuousClock(),
        reporting report: ((SemidefiniteProgress) -> Bool)? = nil
    ) throws -> QuantumMembership {
        let noise = noise ?? .whiteNoise(in: scenario)
        try require(noise.scenario == scenario, "noise", must: "be for \(scenario)", was: noise.scenario)
        for (name, behaviour) in [("behaviour", self), ("noise", noise)] {
            let defect = behaviour.signalling().defect
            try require(defect <= 1e-7, name, must: "not signal by more than 1e-7", was: defect)
        }
        let algebra = try OperatorAlgebra(scenario)
        let problem = try HierarchyProblem(nil, algebra, level, options)
        let (own, other) = (BehaviourMoments(self, algebra).values, BehaviourMoments(noise, algebra).values)
        // The variables that the behaviour fixes, with their products.
        let matrix = problem.matrix
        var observed: [Int: Word] = [:]
        for word in own.keys where !word.isEmpty {
            guard let number = matrix.numbers[algebra.representative(word)], let found = matrix.variables[number] else {
                continue
            }
            observed[found.variable] = word
        }
        var program = try SemidefiniteProgram(.maximize, blocks: problem.blockSizes)
        var (constant, slope) = (problem.entries(0, times: -1), [SemidefiniteProgram.Entry]())
        for (variable, word) in observed.sorted(by: { $0.key < $1.key }) {
            let (p, w) = (own[word] ?? 0, other[word] ?? 0)
            if w != 0 { constant += problem.entries(variable, times: -w) }
            if p != w { slope += problem.entries(variable, times: p - w) }
        }
        try program.setObjective(constant)
        try program.addConstraint(slope, equals: -1)
        for variable in 1..<max(1, matrix.variableCount) where observed[variable] == nil {
            try program.addConstraint(problem.entries(variable), equals: 0)
        }
        let solution = try program.solve(options.solver, clock: clock) {
            report?($0.subtracted(from: 0)) ?? true
        }
        // S makes the inequality −Σ (S•Γ_k) y_k ≤ S•Γ_0.
        let gram = solution.primal.compactMap(\.real)
        let products = matrix.products(gram)
        var coefficients: [Word: Double] = [:]
        for (variable, word) in observed { coefficients[word] = -products[variable].value }
        let raw = try BehaviourMoments.inequality(coefficients, algebra, bound: 0, name: "")
        let functional = MomentFunctional(raw, algebra)
        let terms = try matrix.coefficients(of: functional, algebra, level: level)
        let bound = min(
            try problem.proven(gram, terms, roundingError: functional.roundingError).upper, raw.largestConceivable)
        let inequality = try BellInequality(
            raw.coefficients, in: scenario, bound: bound, name: "quantum, level \(level)")
        let (value, noiseValue) = (inequality.bounds(of: self), inequality.bounds(of: noise))
        let isNoise = slope.isEmpty
        return QuantumMembership(
            visibility: isNoise ? .infinity : -solution.dualObjective,
            provenVisibility: NoiseThreshold.upperEnd(own: value.lower, noise: noiseValue, bound: bound),
            inequality: inequality, violation: (value.lower - bound).nextDown, level: level,
            stopReason: solution.stopReason)
    }
}

extension BellInequality {
    /// Two numbers between which Σ c·P lies for certain.
    func bounds(of behaviour: Behaviour) -> (lower: Double, upper: Double) {
        var sum = UpperSum()
        for (coefficient, probability) in zip(coefficients, behaviour.probabilities) {
            sum.addProduct(coefficient, probability)
        }
        return (sum.lower, sum.upper)
    }
}
