import NumericalCore

extension CollapseRun {
    /// ρ(t) at a list of times.
    ///
    /// H = 0 uses the closed form. A constant H takes one exponential of the N² × N² Liouvillian for every distinct distance
    /// between neighbouring times, which evenly spaced times share, or adaptive steps; H(t) takes adaptive steps. With
    /// κ = 0 the evolution is quantum mechanics' own, and populations at the time of detection are the Born weights to about
    /// 1e-9: both equations are solved with the same options and look at H(t) at equally many times. What lasts for less than
    /// 1/750 of the time may be missed by either, see ``CollapseEvolutionOptions/looks``.
    /// - Parameters:
    ///   - times: Finite, not negative and not falling.
    ///   - choice: How to solve with a Hamiltonian; nil for the model's ``CollapseModel/evolution``.
    /// - Complexity: O(N²) a time for H = 0; O(N⁶) for an exponential and O(N⁴) a time; O(N³) a step.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for wrong times or options; ``/NumericalCore/NumericalFailure`` when the
    ///   integration fails, or an exponential would be of a Liouvillian whose norm times the step exceeds 2⁴⁰, where rounding
    ///   leaves no phase; what H(t) throws.
    public func trajectory(
        at times: [Double], options choice: CollapseEvolutionOptions? = nil
    ) throws -> CollapseTrajectory {
        let options = choice ?? model.evolution
        var previous = 0.0
        for (index, time) in times.enumerated() {
            try CollapseModel.requireTime(time)
            try require(time >= previous, "times[\(index)]", must: "not be before \(previous)", was: time)
            previous = time
        }
        let initial = ComplexMatrix(rows: model.levels, columns: model.levels) {
            model.initialAmplitudes[$0] * model.initialAmplitudes[$1].conjugate
        }
        let liouvillian = CollapseLiouvillian(flow: flow, kappa: model.kappa)
        switch model.hamiltonian {
        case .none:
            return CollapseTrajectory(times: times, matrices: times.map(closedForm(at:)))
        case .constant:
            try options.validate(levels: model.levels, isConstant: true)
            guard let hamiltonian = model.detectorHamiltonian else {
                throw InvalidArgument("Hamiltonian", must: "be given in the detector basis", was: "absent")
            }
            let isDense =
                options.method == .denseExponential || (options.method == .automatic && model.levels <= 16)
            let matrices =
                isDense
                ? try exponentiated(initial, times, liouvillian.realGenerator(hamiltonian: hamiltonian))
                : try stepped(initial, times, options.forConstant) {
                    liouvillian.derivative(of: $1, hamiltonian: hamiltonian)
                }
            return CollapseTrajectory(times: times, matrices: matrices)
        case .timeDependent(let function):
            try options.validate(levels: model.levels, isConstant: false)
            let matrices = try stepped(initial, times, options) { time, state in
                let hamiltonian = try function(time)
                try model.basis.space.requireHermitian(hamiltonian, "Hamiltonian at time \(time)")
                return liouvillian.derivative(
                    of: state, hamiltonian: try model.basis.matrix(of: hamiltonian).hermitianPart)
            }
            return CollapseTrajectory(times: times, matrices: matrices)
        }
    }

    private func exponentiated(
        _ initial: ComplexMatrix, _ times: [Double], _ generator: RealMatrix
    ) throws -> [ComplexMatrix] {
        var coordinates = CollapseLiouvillian.coordinates(of: initial)
        // The time that the maps used so far add up to: roundings of the steps must not.
        var spent = CompensatedSum()
        var known: [(step: Double, map: RealMatrix)] = []
        let last = times.last ?? 0
        return try times.map { next in
            var rest = spent
            rest.add(-next)
            let step = -rest.value
            guard step > 4e-16 * last else {
                return CollapseLiouvillian.matrix(from: coordinates, levels: model.levels)
            }
            // Differences of evenly spaced times differ by roundings of the times only.
            if let same = known.first(where: { abs($0.step - step) <= 4e-16 * last }) {
                coordinates = same.map * coordinates
                spent.add(same.step)
            } else {
                let map = try generator.conservingExponential(time: step)
                known.append((step, map))
                coordinates = map * coordinates
                spent.add(step)
            }
            return CollapseLiouvillian.matrix(from: coordinates, levels: model.levels)
        }
    }

    // From one requested time to the next, so that no interpolation adds to the error.
    private func stepped(
        _ initial: ComplexMatrix, _ times: [Double], _ options: CollapseEvolutionOptions,
        _ derivative: (Double, ComplexMatrix) throws -> ComplexMatrix
    ) throws -> [ComplexMatrix] {
        var state = initial
        var time = 0.0
        let whole = times.last ?? 0
        return try times.map { next in
            if next > time {
                let method = DormandPrince(options.steps(over: next - time, of: whole))
                state = try method.integrate(from: time, to: next, initial: state, derivative: derivative).state
                time = next
            }
            return state
        }
    }
}
