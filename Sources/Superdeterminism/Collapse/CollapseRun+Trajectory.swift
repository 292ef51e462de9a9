import NumericalCore

extension CollapseRun {
    /// ρ(t) at a list of times.
    ///
    /// H = 0 uses the closed form. A constant H takes one exponential of the N² × N² Liouvillian for every distinct distance
    /// between neighbouring times, which evenly spaced times share, or adaptive steps; H(t) takes adaptive steps. With
    /// κ = 0 the evolution is quantum mechanics' own.
    /// - Parameters:
    ///   - times: Finite, not negative and not falling.
    ///   - options: How to solve with a Hamiltonian.
    /// - Complexity: O(N²) a time for H = 0; O(N⁶) for an exponential and O(N⁴) a time; O(N³) a step.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for wrong times or options; ``/NumericalCore/NumericalFailure`` when the
    ///   integration fails; what H(t) throws.
    public func trajectory(
        at times: [Double], options: CollapseEvolutionOptions = CollapseEvolutionOptions()
    ) throws -> CollapseTrajectory {
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
                : try stepped(initial, times, options) { liouvillian.derivative(of: $1, hamiltonian: hamiltonian) }
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
        var time = 0.0
        var known: [(step: Double, map: RealMatrix)] = []
        let last = times.last ?? 0
        return try times.map { next in
            let step = next - time
            time = next
            guard step > 0 else { return CollapseLiouvillian.matrix(from: coordinates, levels: model.levels) }
            // Differences of evenly spaced times differ by roundings of the times only.
            if let same = known.first(where: { abs($0.step - step) <= 4e-16 * last }) {
                coordinates = same.map * coordinates
            } else {
                let map = try (step * generator).exponential()
                known.append((step, map))
                coordinates = map * coordinates
            }
            return CollapseLiouvillian.matrix(from: coordinates, levels: model.levels)
        }
    }

    // From one requested time to the next, so that no interpolation adds to the error.
    private func stepped(
        _ initial: ComplexMatrix, _ times: [Double], _ options: CollapseEvolutionOptions,
        _ derivative: (Double, ComplexMatrix) throws -> ComplexMatrix
    ) throws -> [ComplexMatrix] {
        let method = DormandPrince(
            StepOptions(
                relativeTolerance: options.tolerance, absoluteTolerance: options.tolerance,
                maximumSteps: options.maximumSteps))
        var state = initial
        var time = 0.0
        return try times.map { next in
            if next > time {
                state = try method.integrate(from: time, to: next, initial: state, derivative: derivative).state
                time = next
            }
            return state
        }
    }
}
