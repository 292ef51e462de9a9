import Foundation

/// The adaptive Runge–Kutta method of Dormand and Prince, of order 5 with an embedded error estimate of order 4.
///
/// It solves dy/dt = f(t, y) for smooth problems that are not stiff, forwards or backwards in time, and gives the solution
/// between the steps by a polynomial of order 4. Pulses and jumps in time are found when they last for 1/200 of the interval, and
/// shorter ones when they are announced: see ``StepOptions/looks`` and ``StepOptions/breakpoints``.
/// Source: [Dormand1980]; step control and dense output as in [Hairer1993], sections II.4–II.6.
public struct DormandPrince: Sendable, Hashable, Codable {
    /// Tolerances and limits.
    public var options: StepOptions

    /// The method with the given options, which are checked when it is used.
    public init(_ options: StepOptions = StepOptions()) { self.options = options }

    /// Solves dy/dt = f(t, y) and returns the states at the requested times.
    ///
    /// - Parameters:
    ///   - start: The time t₀ of the initial state.
    ///   - end: The final time, before or after t₀.
    ///   - initial: y(t₀).
    ///   - times: Times between start and end, in the order of the integration; the final state is returned in any case.
    ///   - derivative: f(t, y), of the shape of y.
    /// - Complexity: Six evaluations for each step, and at most ``StepOptions/looks`` for all long steps together, more only
    ///   where a step is taken again.
    /// - Throws: ``InvalidArgument`` when an option, a time or the initial state makes no sense, or the derivative has another
    ///   shape than the state; ``NumericalFailure`` with the time when the step size underflows, the derivative is not finite
    ///   or there are too many steps; `CancellationError` when the task is cancelled; and what `derivative` throws.
    public func solve<State: VectorState>(
        from start: Double, to end: Double, initial: State, saveAt times: [Double] = [],
        derivative: (_ time: Double, _ state: State) throws -> State
    ) throws -> IntegrationResult<State> {
        try checkSaveTimes(times, start, end)
        var saved: [State] = []
        saved.reserveCapacity(times.count)
        let forward = end >= start
        while saved.count < times.count, times[saved.count] == start { saved.append(initial) }
        let (final, report) = try integrate(from: start, to: end, initial: initial, derivative: derivative) { step in
            while saved.count < times.count {
                let time = times[saved.count]
                guard forward ? time <= step.end : time >= step.end else { break }
                saved.append(step.state(at: time))
            }
            return true
        }
        return IntegrationResult(times: times, states: saved, final: final, report: report)
    }

    /// Solves dy/dt = f(t, y) and shows every accepted step to an observer, which may stop the integration.
    ///
    /// - Parameters:
    ///   - start: The time t₀ of the initial state.
    ///   - end: The final time, before or after t₀.
    ///   - initial: y(t₀).
    ///   - derivative: f(t, y), of the shape of y.
    ///   - observe: Called after each accepted step; false stops.
    /// - Returns: The state at the time that was reached, and the report.
    /// - Throws: As ``solve(from:to:initial:saveAt:derivative:)``, and what `observe` throws.
    package func integrate<State: VectorState>(
        from start: Double, to end: Double, initial: State,
        derivative: (_ time: Double, _ state: State) throws -> State,
        observe: (DenseStep<State>) throws -> Bool = { _ in true }
    ) throws -> (state: State, report: IntegrationReport) {
        try options.validate()
        try requireTimes(start, end)
        try require(initial.isFinite, "initial state", must: "have only finite components", was: "not finite")
        var report = IntegrationReport(time: start)
        var evaluations = 0
        func evaluate(_ time: Double, _ state: State) throws -> State {
            evaluations += 1
            let slope = try derivative(time, state)
            try require(
                slope.hasShape(of: state), "derivative", must: "have the shape of the state",
                was: "another at time \(time)")
            return slope
        }

        let spans = try IntegrationSpans(from: start, to: end, breakpoints: options.breakpoints).spans
        let looks = LookTimes(from: start, to: end, count: options.looks)
        var state = initial
        for span in spans {
            func rate(_ time: Double, _ state: State) throws -> State { try evaluate(span.admitted(time), state) }
            let isStopped = try traverse(span, of: end, &state, looks, &report, rate, observe)
            if isStopped {
                report.ending = .stoppedByObserver
                break
            }
        }
        report.evaluations = evaluations
        return (state, report)
    }

    /// Crosses one piece of the interval; true when the observer stopped in it.
    private func traverse<State: VectorState>(
        _ span: IntegrationSpans.Span, of end: Double, _ state: inout State, _ looks: LookTimes,
        _ report: inout IntegrationReport, _ evaluate: (Double, State) throws -> State,
        _ observe: (DenseStep<State>) throws -> Bool
    ) throws -> Bool {
        var time = span.start
        let direction = span.end > span.start ? 1.0 : -1.0
        var slope = try evaluate(time, state)
        guard slope.isFinite else {
            throw NumericalFailure("Dormand–Prince integration", "the derivative is not finite at time \(time)")
        }
        let limit = options.maximumStep ?? .infinity
        var size = try options.initialStep ?? firstStep(span.start, span.end, state, slope, evaluate)
        var controller = StepController(order: 5)
        var notFinite = false
        while true {
            try Work.checkCancellation()
            size = min(size, limit)
            // A last step that is a hair longer beats a tiny one after it.
            let isLast = size * 1.01 >= abs(span.end - time)
            let target = isLast ? span.end : time + direction * size
            // The step is what the clock moves by: a rounded time and an unrounded step would drift apart.
            let step = target - time
            guard abs(step) > 4 * max(abs(time), abs(target)) * 0x1p-52 || isLast else {
                throw DormandPrince.underflow(at: time, notFinite)
            }
            guard report.acceptedSteps + report.rejectedSteps < options.maximumSteps else {
                throw NumericalFailure(
                    "Dormand–Prince integration", "\(options.maximumSteps) steps reached only time \(time) of \(end)")
            }
            let trial = try stages(time, step, state, slope, target, evaluate)
            var error = Double.infinity
            var dense: DenseStep<State>?
            if let trial {
                error = trial.error.weightedSize(
                    state, trial.end, absolute: options.absoluteTolerance, relative: options.relativeTolerance)
                if error <= 1 {
                    let step = DenseStep(
                        start: time, end: target, from: state, to: trial.end, slopes: [slope] + trial.slopes, size: step
                    )
                    dense = step
                    if try misses(step, looks, evaluate) { error = DormandPrince.missedError }
                }
            }
            notFinite = trial == nil
            let (accepted, factor) = controller.judge(error: error)
            guard accepted, let trial, let dense else {
                report.rejectedSteps += 1
                size = abs(step) * factor
                // Below this even the last step cannot be told from none.
                guard size > 4 * abs(time) * 0x1p-52, size > 1e-290 else {
                    throw DormandPrince.underflow(at: time, notFinite)
                }
                continue
            }
            report.acceptedSteps += 1
            report.accumulatedError += error
            time = target
            state = trial.end
            slope = trial.slopes[5]
            report.time = time
            guard try observe(dense) else { return true }
            if isLast { return false }
            size = abs(step) * factor
        }
    }

    /// Whether the right-hand side inside a step is far from the slope of the step's solution.
    ///
    /// On smooth problems the two differ by less than ten tolerances over the step. Steps whose own stages lie as close as the
    /// looks have seen what there is.
    private func misses<State: VectorState>(
        _ step: DenseStep<State>, _ looks: LookTimes, _ evaluate: (Double, State) throws -> State
    ) throws -> Bool {
        let length = abs(step.end - step.start)
        guard length > 2 * looks.resolution else { return false }
        for time in looks.times(from: step.start, to: step.end) {
            var defect = try evaluate(time, step.state(at: time))
            defect.add(-1, times: step.slope(at: time))
            let size =
                length
                * defect.weightedSize(
                    step.from, step.to, absolute: options.absoluteTolerance, relative: options.relativeTolerance)
            // A right-hand side that is not finite is a step too long as well.
            guard size <= DormandPrince.largestDefect else { return true }
        }
        return false
    }

    /// What a step's slope may be off by, times the step, in tolerances.
    private static let largestDefect = 100.0
    /// A missed step is halved.
    private static let missedError = 30.0

    private static func underflow(at time: Double, _ notFinite: Bool) -> NumericalFailure {
        NumericalFailure(
            "Dormand–Prince integration",
            notFinite
                ? "the derivative is not finite near time \(time)"
                : "the step size underflows at time \(time); the problem may be stiff or singular there")
    }

    // The new state, k₂ … k₇ (k₇ is the next step's k₁) and the error estimate; nil when a stage is not finite.
    private func stages<State: VectorState>(
        _ time: Double, _ step: Double, _ state: State, _ slope: State, _ target: Double,
        _ evaluate: (Double, State) throws -> State
    ) throws -> (end: State, slopes: [State], error: State)? {
        var slopes = [slope]
        for (row, node) in zip(DormandPrince.coefficients, DormandPrince.nodes) {
            var point = state
            for (coefficient, slope) in zip(row, slopes) where coefficient != 0 {
                point.add(step * coefficient, times: slope)
            }
            guard point.isFinite else { return nil }
            let next = try evaluate(node == 1 ? target : time + node * step, point)
            guard next.isFinite else { return nil }
            slopes.append(next)
            guard slopes.count == 7 else { continue }
            var error = state
            error.add(-1, times: state)
            for (coefficient, slope) in zip(DormandPrince.errorCoefficients, slopes) where coefficient != 0 {
                error.add(step * coefficient, times: slope)
            }
            guard error.isFinite else { return nil }
            return (point, Array(slopes.dropFirst()), error)
        }
        return nil
    }

    // Hairer, Nørsett and Wanner's estimate: an Euler step shows the size of the second derivative.
    private func firstStep<State: VectorState>(
        _ start: Double, _ end: Double, _ state: State, _ slope: State, _ evaluate: (Double, State) throws -> State
    ) throws -> Double {
        let (absolute, relative) = (options.absoluteTolerance, options.relativeTolerance)
        func size(_ vector: State) -> Double {
            vector.weightedSize(state, state, absolute: absolute, relative: relative)
        }
        let (stateSize, slopeSize) = (size(state), size(slope))
        let span = abs(end - start)
        // Where state or slope say nothing, the span gives the unit of time: no number of seconds is small by itself.
        var guess = stateSize < 1e-5 || slopeSize * span < 1e-5 ? 1e-6 * span : 0.01 * stateSize / slopeSize
        guess = min(guess, span, options.maximumStep ?? .infinity)
        let signed = end > start ? guess : -guess
        var point = state
        point.add(signed, times: slope)
        guard point.isFinite else { return guess / 100 }
        var change = try evaluate(start + signed, point)
        change.add(-1, times: slope)
        let curvature = size(change) / guess
        guard curvature.isFinite else { return guess / 100 }
        let larger = max(slopeSize, curvature)
        let second = larger * span <= 1e-15 ? max(1e-6 * span, guess * 1e-3) : pow(0.01 / larger, 0.2)
        return min(100 * guess, second, span)
    }

    private func checkSaveTimes(_ times: [Double], _ start: Double, _ end: Double) throws {
        try requireTimes(start, end)
        var previous = start
        for (index, time) in times.enumerated() {
            let inOrder = end >= start ? previous <= time && time <= end : previous >= time && time >= end
            try require(
                inOrder, "saveAt[\(index)]", must: "lie between \(previous) and the final time \(end)", was: time)
            previous = time
        }
    }

    private static let nodes = [1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1]
    private static let coefficients: [[Double]] = [
        [1.0 / 5],
        [3.0 / 40, 9.0 / 40],
        [44.0 / 45, -56.0 / 15, 32.0 / 9],
        [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
        [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
        [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
    ]
    private static let errorCoefficients: [Double] = [
        71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40,
    ]
}

/// Throws unless a motion has finite times to begin and to end at, and they are a finite time apart.
package func requireTimes(_ start: Double, _ end: Double) throws {
    try require(start.isFinite, "start", must: "be a finite time", was: start)
    try require(end.isFinite, "end", must: "be a finite time", was: end)
    try require((end - start).isFinite, "end", must: "be a finite time away from the start \(start)", was: end)
}
