import Foundation
import NumericalCore
import QuantumStates

/// One run of the model: its hidden variables are fixed, and with them the evolution and the outcome.
public struct CollapseRun: Sendable {
    /// The preparation, the detectors and the law.
    public let model: CollapseModel
    /// The signs of σ₂ … σ_N.
    public let signs: SigmaSigns
    /// λ₂ … λ_N, when the run was made from them.
    public let variables: DiskVariables?
    /// σ₂ … σ_N, when the run was made from hidden variables.
    public let sigmas: [Double]?

    let flow: PopulationFlow

    init(_ model: CollapseModel, _ signs: SigmaSigns, variables: DiskVariables?, sigmas: [Double]?) {
        self.model = model
        self.signs = signs
        self.variables = variables
        self.sigmas = sigmas
        flow = PopulationFlow(model.law, signs)
    }

    /// The position K of the outcome, counted from 0 (P2, equations 8–9 and 22).
    public var outcome: Int { flow.outcome }

    /// The results of the single detectors.
    public var outcomeList: [Int] { model.basis.outcomeList(at: outcome) }

    /// The jump operators that act in this run.
    public var jumpOperators: [JumpOperator] { signs.jumpOperators(model.law) }

    /// The populations ⟨I|ρ(t)|I⟩, by position.
    ///
    /// For H = 0 and P2's law: let k levels be better than a level in ``SigmaSigns/ranking`` and Q be the initial
    /// population of all worse levels; then p(t) = e^{−kκt}[p(0) + (1 − e^{−κt})Q]. The outcome, k = 0, follows
    /// 1 − (1 − p_K(0))e^{−κt} whatever the other signs are. P2's Eqs. 31 and 52–59 are cases of this.
    /// - Complexity: O(N) for H = 0, and as ``trajectory(at:options:)`` otherwise.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the time is finite and not negative.
    public func populations(at time: Double) throws -> [Double] {
        try CollapseModel.requireTime(time)
        let populations: [Double]
        if case .none = model.hamiltonian {
            populations = flow.populations(model.initialPopulations, at: model.scaledTime(time))
        } else {
            populations = try matrix(at: time).diagonal.map(\.real)
        }
        return populations.map { $0.withoutRounding(in: 0...1) }
    }

    /// ρ(t) in the detector basis.
    ///
    /// For H = 0 a coherence is ρ_IJ(t) = ρ_IJ(0) e^{−κ(G_I + G_J)t/2} (P2, Eq. 47, with ``SigmaSigns/exitCounts``).
    /// - Complexity: O(N²) for H = 0, and as ``trajectory(at:options:)`` otherwise.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the time is finite and not negative;
    ///   ``/NumericalCore/NumericalFailure`` when the integration with H fails.
    public func matrix(at time: Double) throws -> ComplexMatrix {
        try CollapseModel.requireTime(time)
        guard case .none = model.hamiltonian else { return try trajectory(at: [time]).matrices[0] }
        return closedForm(at: time)
    }

    /// ρ(t) on the system's own space.
    ///
    /// - Complexity: O(N³).
    /// - Throws: As ``matrix(at:)``.
    public func state(at time: Double) throws -> DensityOperator {
        let matrix = try matrix(at: time).conjugated(by: model.basis.vectors)
        return DensityOperator(unchecked: matrix.hermitianPart, in: model.basis.space)
    }

    func closedForm(at time: Double) -> ComplexMatrix {
        let tau = model.scaledTime(time)
        let decay = flow.amplitudeDecay(at: tau)
        let amplitudes = zip(model.initialAmplitudes, decay).map { $0 * $1 }
        let populations = flow.populations(model.initialPopulations, at: tau)
        let levels = amplitudes.count
        let entries = [Complex](unsafeUninitializedCapacity: levels * levels) { entries, count in
            for column in 0..<levels {
                let right = amplitudes[column].conjugate
                for row in 0..<levels { entries[row + levels * column] = amplitudes[row] * right }
                entries[column + levels * column] = Complex(populations[column])
            }
            count = levels * levels
        }
        return ComplexMatrix(unchecked: entries, rows: levels, columns: levels)
    }

    /// The first time at which ⟨K|ρ(t)|K⟩ ≥ 1 − error for the outcome K; nil when that never happens.
    ///
    /// For H = 0 it is log((1 − p_K(0))/error)/κ for every law. Zeros among the signs, or a Hamiltonian that competes with
    /// κ, can keep the collapse from ever becoming that complete; with H the search ends at `horizon`.
    /// - Parameters:
    ///   - error: What may be missing, in 0<..<1.
    ///   - horizon: The longest time that is searched when H is not zero; nil for 100/κ.
    /// - Complexity: O(N) for H = 0 and ordinary signs.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for an error outside 0<..<1 or a wrong horizon, and as ``matrix(at:)``.
    public func collapseTime(error: Double, horizon: Double? = nil) throws -> Double? {
        try require(error > 0 && error < 1, "error", must: "be above 0 and below 1", was: error)
        if let horizon { try CollapseModel.requireTime(horizon) }
        let missing = 1 - model.initialPopulations[outcome]
        if missing <= error { return 0 }
        guard model.kappa > 0 else { return nil }
        if case .none = model.hamiltonian {
            if !signs.values.contains(.zero) || model.law != .pairwise { return log(missing / error) / model.kappa }
            return try crossing(error: error, before: 800 / model.kappa, intervals: 1)
        }
        return try crossing(error: error, before: horizon ?? 100 / model.kappa, intervals: 1000)
    }

    // The first interval in which the population of the outcome rises through 1 − error, then bisection.
    private func crossing(error: Double, before horizon: Double, intervals: Int) throws -> Double? {
        let times = (0...intervals).map { horizon * Double($0) / Double(intervals) }
        let trajectory = try trajectory(at: times)
        guard let first = trajectory.populations.firstIndex(where: { 1 - $0[outcome] <= error }), first > 0 else {
            return nil
        }
        var (early, late) = (times[first - 1], times[first])
        for _ in 0..<60 where late - early > 1e-12 * late {
            let middle = (early + late) / 2
            if 1 - (try populations(at: middle)[outcome]) <= error { late = middle } else { early = middle }
        }
        return late
    }
}
