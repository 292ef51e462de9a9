import LHVModels

/// How much noise makes a behaviour local: the least r ≥ 0 for which (P + r·Q)/(1 + r) is local for some Q of a noise model.
public struct NoiseRobustness: Sendable, Hashable, Codable {
    /// The noise that was allowed.
    public let noise: NoiseModel
    /// r.
    public let robustness: Double
    /// Strategies and weights of the local behaviour (P + r·Q)/(1 + r).
    public let model: LocalDecomposition
    /// The prices of the probabilities as a Bell inequality ⟨c, ·⟩ ≤ β that P violates; nil when P is local.
    public let inequality: BellInequality?
    /// Why the solver stopped; unless it converged, ``robustness`` is that of a feasible point, an upper end.
    public let stopReason: StopReason

    /// 1/(1 + r), the weight of P in the local mixture.
    public var visibility: Double { 1 / (1 + robustness) }
}

extension Behaviour {
    /// The robustness against a kind of noise, by a linear program over all vertices of the local polytope.
    ///
    /// White noise: P + r·o = Σ w_i d_i. Local noise: P = Σ w_i d_i − Σ u_i d_i, r = Σ u. General noise: P ≤ Σ w_i d_i entry by
    /// entry, r = Σ w − 1; what is left over cannot signal.
    /// - Parameters:
    ///   - noise: What may be mixed in.
    ///   - tolerance: The signalling defect up to which the behaviour is accepted.
    ///   - options: Of the linear program, with its limits.
    /// - Complexity: A linear program with a row for each probability and a column for each vertex.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the behaviour signals, or there are more than 2¹⁶ vertices or 4096
    ///   probabilities; ``/NumericalCore/NumericalFailure`` when the program was not solved within its limits.
    public func noiseRobustness(
        against noise: NoiseModel, signallingTolerance tolerance: Double = defaultTolerance,
        options: SimplexOptions = SimplexOptions()
    ) throws -> NoiseRobustness {
        try requireMembershipTarget(tolerance)
        let vertices = try LocalPolytope(scenario).vertices()
        try require(vertices.count <= 1 << 16, "scenario", must: "have at most 2¹⁶ vertices", was: vertices.count)
        try require(
            scenario.count <= 4096, "scenario", must: "have at most 4096 probabilities", was: scenario.count)
        let polytope = vertices.polytope
        var columns: [Double] = []
        columns.reserveCapacity(vertices.count * scenario.count)
        for vertex in vertices { columns += try polytope.vertexBehaviour(vertex).probabilities }
        var objective = [Double](repeating: 0, count: vertices.count)
        switch noise {
        case .white:
            columns += Behaviour.whiteNoise(in: scenario).probabilities.map { -$0 }
            objective.append(1)
        case .local:
            columns += columns.map { -$0 }
            objective += Array(repeating: 1, count: vertices.count)
        case .general:
            objective = Array(repeating: 1, count: vertices.count)
        }
        let matrix = RealMatrix(rows: scenario.count, columns: objective.count) { columns[$1 * scenario.count + $0] }
        // What rounding leaves of a zero would make the rows contradict one another.
        let rows = probabilities.map { abs($0) < 1e-14 ? 0 : $0 }
        let program = try LinearProgram(
            .minimize, objective, subjectTo: matrix, rows.map { noise == .general ? .atLeast($0) : .equal(to: $0) })
        let solution = try program.solve(options: options)
        let stopReason: StopReason
        switch solution.status {
        case .optimal: stopReason = .converged
        case .timeLimit: stopReason = .timeLimit
        case .iterationLimit: stopReason = .iterationLimit
        case .cancelled: stopReason = .cancelled
        case .infeasible, .unbounded:
            throw NumericalFailure("robustness against \(noise.rawValue) noise", "the linear program has no optimum")
        }
        if stopReason != .converged, !(solution.verification.primalViolation <= options.tolerance) {
            throw NumericalFailure(
                "robustness against \(noise.rawValue) noise", "no local mixture was found before \(stopReason)")
        }
        let weights = solution.primal.prefix(vertices.count).map { largerOrNaN(0, $0) }
        let total = weights.compensatedSum()
        let used = weights.indices.filter { weights[$0] > 0 }
        let robustness = largerOrNaN(0, noise == .general ? solution.objective - 1 : solution.objective)
        var inequality: BellInequality?
        if stopReason == .converged, robustness > 1e-12 {
            // The prices bound every vertex: by 1 for general noise, where Σ w is the price, else by 0.
            inequality = try BellInequality(solution.dual, in: scenario, bound: noise == .general ? 1 : 0)
        }
        return NoiseRobustness(
            noise: noise, robustness: robustness,
            model: LocalDecomposition(unchecked: used.map { vertices[$0] }, weights: used.map { weights[$0] / total }),
            inequality: inequality, stopReason: stopReason)
    }
}

extension NoiseRobustness: CustomStringConvertible {
    /// The robustness, the visibility that it comes to, and the kind of noise.
    public var description: String {
        "robustness \(ShortNumber.text(robustness, digits: 10)) against \(noise) noise, visibility \(ShortNumber.text(visibility, digits: 10))"
    }
}
