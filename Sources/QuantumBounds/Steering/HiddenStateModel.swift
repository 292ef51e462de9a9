import QuantumStates

/// How much of an assemblage, mixed with another, has a local-hidden-state model, or how much of measurements a parent.
public struct HiddenStateModel: Sendable, Hashable, Codable {
    /// The greatest v for which v·B + (1 − v)·noise has a model, as the solver found it; infinite when there is none, as for a B
    /// that is its own noise.
    public let visibility: Double
    /// A number that this v is proven not to exceed, from ``witness``.
    public let provenVisibility: Double
    /// The strategies λ, the outcome of each setting.
    public let strategies: [[Int]]
    /// G_λ: v·B_{a|x} + (1 − v)·noise = Σ_{λ(x)=a} G_λ up to ``residual``.
    public let model: [ComplexMatrix]
    /// The largest entry of the difference of both sides.
    public let residual: Double
    /// F_{a|x} with Σ Tr(F_{a|x}·B_{a|x}) ≥ 0, up to rounding, for all assemblages with a model.
    public let witness: [[ComplexMatrix]]
    /// Why the solver stopped; ``provenVisibility`` holds in any case.
    public let stopReason: StopReason
}

extension Assemblage {
    /// The greatest part of the assemblage that, mixed with noise, has a local-hidden-state model; or a parent, for measurements.
    ///
    /// A semidefinite program over the deterministic strategies. The assemblage is steerable, or the measurements are
    /// incompatible, when ``HiddenStateModel/provenVisibility`` is below 1.
    /// Source: [Wiseman2007]; [Pusey2013].
    /// - Parameters:
    ///   - noise: What is mixed in; ``depolarized`` when left out, which for a Werner state is white noise.
    ///   - options: Tolerance and limits.
    /// - Complexity: O(Λ·d³) a step for Λ = Π K_x strategies, and d⁶·(Σ K_x)³ for the linear system.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are more than 4096 strategies, the shapes differ, no mixture with the noise has
    ///   a model, the noise is B itself and not ``depolarized``, or an option is out of range.
    public func hiddenStateModel(
        noise: Assemblage? = nil, _ options: SemidefiniteOptions = SemidefiniteOptions()
    ) throws -> HiddenStateModel {
        let noise = noise ?? depolarized
        try require(
            noise.outcomes == outcomes && noise.dimension == dimension, "noise",
            must: "have outcomes \(outcomes) and dimension \(dimension)",
            was: "\(noise.outcomes) and \(noise.dimension)")
        let strategies = try strategies()
        let program = HiddenStateProgram(own: self, noise: noise, strategies: strategies)
        if distance(to: noise) <= 1e-12 * sum.trace.real { return try modelOfNoise(noise, program) }
        let found = try program.solve(options)
        return HiddenStateModel(
            visibility: found.visibility, provenVisibility: try provenVisibility(noise, found.witness, strategies),
            strategies: strategies, model: found.model,
            residual: found.visibility.isFinite
                ? residual(of: found.model, at: found.visibility, program) : .infinity,
            witness: found.witness, stopReason: found.stopReason)
    }

    /// The model of an assemblage that depolarizing does not change: outcomes are independent, and the state is always the sum.
    private func modelOfNoise(_ noise: Assemblage, _ program: HiddenStateProgram) throws -> HiddenStateModel {
        let total = sum.trace.real
        try require(
            distance(to: depolarized) <= 1e-12 * total, "noise", must: "differ from the assemblage", was: "the same")
        let model = program.strategies.map { strategy in
            let chance = zip(operators, strategy).reduce(1.0) { $0 * ($1.0[$1.1].trace.real / total) }
            return Complex(chance) * sum
        }
        return HiddenStateModel(
            visibility: .infinity, provenVisibility: .infinity, strategies: program.strategies, model: model,
            residual: residual(of: model, at: 1, program),
            witness: operators.map { $0.map { ComplexMatrix(rows: $0.rows, columns: $0.columns) } },
            stopReason: .converged)
    }

    private func residual(of model: [ComplexMatrix], at visibility: Double, _ program: HiddenStateProgram) -> Double {
        operators.indices.reduce(0) { worst, setting in
            program.excess(of: model, at: visibility, setting: setting)
                .reduce(worst) { largerOrNaN($0, $1.largestModulus) }
        }
    }

    /// v from W(v·B + (1 − v)·noise) ≥ δ·Tr(sum), with δ a bound on the least eigenvalue of all Σ_x F_{λ(x)|x}.
    private func provenVisibility(
        _ noise: Assemblage, _ witness: [[ComplexMatrix]], _ strategies: [[Int]]
    ) throws -> Double {
        guard witness.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return .infinity }
        let size = witness.reduce(0) { $0 + ($1.map(\.frobeniusNorm).max() ?? 0) }
        var least = Double.infinity
        for strategy in strategies {
            let sum = HiddenStateProgram.sum(of: witness, over: strategy)
            least = smallerOrNaN(least, try PositivityProof.leastEigenvalueBound(of: sum))
        }
        // The sums above are rounded.
        let missing = max(0, -(least - size * Double(witness.count + 1) * 0x1p-52).nextDown)
        func value(_ assemblage: Assemblage) -> UpperSum {
            var sum = UpperSum()
            for (list, own) in zip(witness, assemblage.operators) {
                for (matrix, operator_) in zip(list, own) {
                    for (left, right) in zip(matrix.elements, operator_.elements) {
                        sum.addProduct(left.real, right.real)
                        sum.addProduct(left.imaginary, right.imaginary)
                    }
                }
            }
            sum.addProduct(missing, max(self.sum.trace.real, noise.sum.trace.real) * (1 + 1e-9))
            return sum
        }
        let (own, other) = (value(self), value(noise))
        // −W is at most 0 on what has a model.
        return NoiseThreshold.upperEnd(own: -own.upper, noise: (-other.upper, -other.lower), bound: 0)
    }

    /// 1 − the greatest weight of a part with a local-hidden-state model: 0 unless steerable, 1 for a pure entangled state.
    ///
    /// For measurements it is the incompatibility weight. Source: [Skrzypczyk2014].
    /// - Throws: As ``hiddenStateModel(noise:_:)``.
    public func steeringWeight(_ options: SemidefiniteOptions = SemidefiniteOptions()) throws -> Double {
        (1 - (try partOrCover(isPart: true, options)) / sum.trace.real).clamped(to: 0...1)
    }

    /// The least t for which (B + t·C)/(1 + t) has a local-hidden-state model with some assemblage C.
    ///
    /// For measurements it is the generalized incompatibility robustness. Source: [Piani2015].
    /// - Throws: As ``hiddenStateModel(noise:_:)``.
    public func steeringRobustness(_ options: SemidefiniteOptions = SemidefiniteOptions()) throws -> Double {
        largerOrNaN(0, (try partOrCover(isPart: false, options)) / sum.trace.real - 1)
    }

    /// The trace of the largest model below all operators, or of the smallest one above.
    private func partOrCover(isPart: Bool, _ options: SemidefiniteOptions) throws -> Double {
        let strategies = try strategies()
        let d = dimension
        let count = outcomes.reduce(0, +)
        var program = try SemidefiniteProgram(
            isPart ? .maximize : .minimize,
            blocks: Array(repeating: .hermitian(d), count: strategies.count + count))
        try program.setObjective(
            strategies.indices.flatMap { block in (0..<d).map { .init(block: block, row: $0, column: $0, 1) } })
        var slack = strategies.count
        for (setting, list) in operators.enumerated() {
            for (outcome, matrix) in list.enumerated() {
                let chosen = strategies.indices.filter { strategies[$0][setting] == outcome }
                for (row, column, part) in HermitianEntry.all(d) {
                    try program.addConstraint(
                        chosen.map { .init(block: $0, row: row, column: column, part) }
                            + [.init(block: slack, row: row, column: column, isPart ? part : -part)],
                        equals: HermitianEntry.value(matrix, row, column, part))
                }
                slack += 1
            }
        }
        let solution = try program.solve(options)
        guard solution.isOptimal || solution.verification.largest < 1e-6 else {
            throw NumericalFailure("steering program", "it ended because \(solution.stopReason)")
        }
        return solution.primalObjective
    }
}
