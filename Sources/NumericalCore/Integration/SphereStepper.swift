import Foundation

/// A Runge–Kutta–Munthe-Kaas method of order 4 for N points that move on the unit sphere.
///
/// Point i obeys dλ_i/dt = ω_i(t, λ) × λ_i; a tangent velocity V is the same with ω = λ × V. Every step turns the points by
/// rotations, so they stay on the sphere to rounding, and a constant ω gives exact precession. Pulses and jumps in time are
/// found when they last for 1/200 of the interval, and shorter ones when they are announced: see ``StepOptions/looks`` and
/// ``StepOptions/breakpoints``; steps of fixed size see what lies at their stages.
/// Source: [MuntheKaas1999].
package struct SphereStepper: Sendable, Hashable, Codable {
    /// Tolerances and limits of the adaptive method; the fixed-step method does not look at them.
    package var options: StepOptions

    /// The method with the given options, which are checked when they are used.
    package init(_ options: StepOptions = StepOptions()) { self.options = options }

    /// The field ω(t, λ) = λ × V(t, λ) of a tangent velocity field V.
    package static func angularVelocity(
        of velocity: @escaping (_ time: Double, _ points: [SIMD3<Double>]) throws -> [SIMD3<Double>]
    ) -> (_ time: Double, _ points: [SIMD3<Double>]) throws -> [SIMD3<Double>] {
        { time, points in
            let velocities = try velocity(time, points)
            try require(
                velocities.count == points.count, "velocity", must: "have \(points.count) vectors, one for each point",
                was: velocities.count)
            return zip(points, velocities).map { cross($0, $1) }
        }
    }

    /// Moves the points by a number of equal steps.
    ///
    /// - Parameters:
    ///   - start: The time at which the points are given.
    ///   - end: The final time, before or after the start.
    ///   - steps: The number of steps, at least 1.
    ///   - initial: Unit vectors.
    ///   - angularVelocity: ω_i(t, λ), one vector for each point.
    /// - Complexity: Four evaluations for each step.
    /// - Throws: ``InvalidArgument`` when a time, `steps` or a point makes no sense, or ω has another number of vectors than
    ///   there are points; ``NumericalFailure`` with the time when ω is not finite; `CancellationError` when the task is
    ///   cancelled; and what `angularVelocity` throws.
    package func solve(
        from start: Double, to end: Double, steps: Int, initial: [SIMD3<Double>],
        angularVelocity: (_ time: Double, _ points: [SIMD3<Double>]) throws -> [SIMD3<Double>]
    ) throws -> [SIMD3<Double>] {
        try requireTimes(start, end)
        try require(steps >= 1, "steps", must: "be at least 1", was: steps)
        var points = try SphereStepper.admitted(initial)
        var turned = 0.0
        for index in 0..<steps {
            try Work.checkCancellation()
            let time = start + (end - start) * (Double(index) / Double(steps))
            let next = index == steps - 1 ? end : start + (end - start) * (Double(index + 1) / Double(steps))
            let rates = try angularVelocity(time, points)
            guard let moved = try SphereStepper.step(points, at: time, by: next - time, rates, angularVelocity)
            else { throw SphereStepper.notFinite(time) }
            try SphereStepper.countTurn(&turned, rates, next - time, time)
            points = moved
        }
        return points
    }

    /// Moves the points by adaptive steps, each compared with two of half its size.
    ///
    /// The error of a step is a fifteenth of that difference. A point's components share its scale: the tolerance is
    /// absolute + relative on the unit sphere.
    /// - Parameters:
    ///   - start: The time at which the points are given.
    ///   - end: The final time, before or after the start.
    ///   - initial: Unit vectors.
    ///   - angularVelocity: ω_i(t, λ), one vector for each point.
    ///   - observe: Called with the time and points after each accepted step; false stops.
    /// - Returns: The points at the time that was reached, and the report.
    /// - Complexity: Eleven evaluations for each step, and at most ``StepOptions/looks`` for all long steps together, more only
    ///   where a step is taken again.
    /// - Throws: As ``solve(from:to:steps:initial:angularVelocity:)``; also ``InvalidArgument`` when an option makes no sense,
    ///   ``NumericalFailure`` with the time when the step size underflows, there are too many steps or a point has turned by more
    ///   than 2⁴⁰ radians, so that no phase is left, and what `observe` throws.
    package func integrate(
        from start: Double, to end: Double, initial: [SIMD3<Double>],
        angularVelocity: (_ time: Double, _ points: [SIMD3<Double>]) throws -> [SIMD3<Double>],
        observe: (_ time: Double, _ points: [SIMD3<Double>]) throws -> Bool = { _, _ in true }
    ) throws -> (points: [SIMD3<Double>], report: IntegrationReport) {
        try options.validate()
        try requireTimes(start, end)
        var points = try SphereStepper.admitted(initial)
        var report = IntegrationReport(time: start)
        guard start != end, !points.isEmpty else {
            report.time = end
            return (points, report)
        }
        let spans = try IntegrationSpans(from: start, to: end, breakpoints: options.breakpoints).spans
        let looks = LookTimes(from: start, to: end, count: options.looks)
        var evaluations = 0
        func field(_ time: Double, _ points: [SIMD3<Double>]) throws -> [SIMD3<Double>] {
            evaluations += 1
            return try angularVelocity(time, points)
        }
        var turned = 0.0
        for span in spans {
            func rates(_ time: Double, _ points: [SIMD3<Double>]) throws -> [SIMD3<Double>] {
                try field(span.admitted(time), points)
            }
            let isStopped = try traverse(span, of: end, &points, looks, &report, &turned, rates, observe)
            if isStopped {
                report.ending = .stoppedByObserver
                break
            }
        }
        report.evaluations = evaluations
        return (points, report)
    }

    /// Crosses one piece of the interval; true when the observer stopped in it.
    private func traverse(
        _ span: IntegrationSpans.Span, of end: Double, _ points: inout [SIMD3<Double>], _ looks: LookTimes,
        _ report: inout IntegrationReport, _ turned: inout Double,
        _ field: (Double, [SIMD3<Double>]) throws -> [SIMD3<Double>],
        _ observe: (Double, [SIMD3<Double>]) throws -> Bool
    ) throws -> Bool {
        let direction = span.end > span.start ? 1.0 : -1.0
        let tolerance = options.absoluteTolerance + options.relativeTolerance
        var time = span.start
        var rates = try field(time, points)
        guard rates.allSatisfy(SphereStepper.isFinite) else { throw SphereStepper.notFinite(time) }
        let fastest = SphereStepper.largest(rates)
        // Points at rest say nothing of the unit of time; the span does.
        let length = abs(span.end - span.start)
        var size = options.initialStep ?? min(length, fastest > 0 ? pow(tolerance, 0.2) / fastest : 1e-3 * length)
        var controller = StepController(order: 5)
        while true {
            try Work.checkCancellation()
            size = min(size, options.maximumStep ?? .infinity)
            let isLast = size * 1.01 >= abs(span.end - time)
            let target = isLast ? span.end : time + direction * size
            // The step is what the clock moves by: a rounded time and an unrounded step would drift apart.
            let step = target - time
            guard report.acceptedSteps + report.rejectedSteps < options.maximumSteps else {
                throw NumericalFailure(
                    "sphere integration", "\(options.maximumSteps) steps reached only time \(time) of \(end)")
            }
            let middle = time + step / 2
            var error = Double.infinity
            var moved: [SIMD3<Double>]?
            var nextRates: [SIMD3<Double>]?
            if let whole = try SphereStepper.step(points, at: time, by: step, rates, field),
                let half = try SphereStepper.step(points, at: time, by: step / 2, rates, field)
            {
                let middleRates = try field(middle, half)
                if let both = try SphereStepper.step(half, at: middle, by: step / 2, middleRates, field) {
                    let sum = zip(whole, both).reduce(0) { $0 + dot($1.0 - $1.1, $1.0 - $1.1) }
                    error = (sum / Double(points.count)).squareRoot() / 15 / tolerance
                    moved = both
                    // The four stages of a half step lie at its ends and its middle.
                    if error <= 1, abs(step) > 4 * looks.resolution {
                        let endRates = try field(target, both)
                        nextRates = endRates
                        let path = SpherePath(
                            start: time, step: step, points: (points, half, both), rates: (rates, middleRates, endRates)
                        )
                        for look in looks.times(from: time, to: target) {
                            let defect = try path.defect(at: look, field)
                            guard defect <= SphereStepper.largestDefect * tolerance else {
                                error = SphereStepper.missedError
                                break
                            }
                        }
                    }
                }
            }
            let (accepted, factor) = controller.judge(error: error)
            size = abs(step) * factor
            guard accepted, let moved else {
                report.rejectedSteps += 1
                guard size > 4 * max(abs(time), abs(target)) * 0x1p-52, size > 1e-290 else {
                    if moved == nil { throw SphereStepper.notFinite(time) }
                    throw NumericalFailure("sphere integration", "the step size underflows at time \(time)")
                }
                continue
            }
            report.acceptedSteps += 1
            report.accumulatedError += error
            try SphereStepper.countTurn(&turned, rates, step, time)
            (time, points) = (target, moved)
            report.time = time
            guard try observe(time, points) else { return true }
            if isLast { return false }
            rates = try nextRates ?? field(time, points)
            guard rates.allSatisfy(SphereStepper.isFinite) else { throw SphereStepper.notFinite(time) }
        }
    }

    /// What the field may differ by from the path of a step, times the step, in tolerances.
    private static let largestDefect = 100.0
    /// A missed step is halved.
    private static let missedError = 30.0

    private static func largest(_ rates: [SIMD3<Double>]) -> Double { rates.reduce(0) { max($0, Vector3.length($1)) } }

    // Each turn is known to 2⁻⁵³ of its angle, and these errors add up.
    private static func countTurn(
        _ turned: inout Double, _ rates: [SIMD3<Double>], _ step: Double, _ time: Double
    ) throws {
        turned += abs(step) * largest(rates)
        guard turned <= PhaseLimit.largest else {
            throw NumericalFailure(
                "sphere integration",
                "the points have turned by \(turned) radians near time \(time); beyond 2⁴⁰ rounding leaves no phase")
        }
    }

    /// One step of size h from the rates at its beginning; nil when a stage is not finite.
    private static func step(
        _ points: [SIMD3<Double>], at time: Double, by h: Double, _ rates: [SIMD3<Double>],
        _ field: (Double, [SIMD3<Double>]) throws -> [SIMD3<Double>]
    ) throws -> [SIMD3<Double>]? {
        func stage(_ time: Double, _ turns: [SIMD3<Double>]) throws -> [SIMD3<Double>]? {
            let rates = try field(time, zip(points, turns).map { RotationVector($1).applied(to: $0) })
            try requireCount(rates, points)
            guard rates.allSatisfy(isFinite) else { return nil }
            return zip(turns, rates).map { turn, rate in inverseDerivative(at: turn, of: h * rate) }
        }
        try requireCount(rates, points)
        guard rates.allSatisfy(isFinite) else { return nil }
        let k1: [SIMD3<Double>] = rates.map { h * $0 }
        guard let k2 = try stage(time + h / 2, k1.map { $0 / 2 }),
            let k3 = try stage(time + h / 2, k2.map { $0 / 2 }),
            let k4 = try stage(time + h, k3)
        else { return nil }
        let moved: [SIMD3<Double>] = points.indices.map { index in
            let turn: SIMD3<Double> = (k1[index] + 2 * k2[index] + 2 * k3[index] + k4[index]) / 6
            // A rotation keeps the length to rounding; this keeps the roundings from adding up.
            return Vector3.unit(RotationVector(turn).applied(to: points[index]))
        }
        return moved.allSatisfy(isFinite) ? moved : nil
    }

    // The inverse of the derivative of the exponential map, to the order the method needs: v − ½[u, v] + (1/12)[u, [u, v]].
    private static func inverseDerivative(at u: SIMD3<Double>, of v: SIMD3<Double>) -> SIMD3<Double> {
        let bracket = cross(u, v)
        return v - bracket / 2 + cross(u, bracket) / 12
    }

    private static func requireCount(_ rates: [SIMD3<Double>], _ points: [SIMD3<Double>]) throws {
        try require(
            rates.count == points.count, "angularVelocity", must: "have \(points.count) vectors, one for each point",
            was: rates.count)
    }

    private static func isFinite(_ vector: SIMD3<Double>) -> Bool {
        vector.x.isFinite && vector.y.isFinite && vector.z.isFinite
    }

    private static func notFinite(_ time: Double) -> NumericalFailure {
        NumericalFailure("sphere integration", "the angular velocity is not finite near time \(time)")
    }

    private static func admitted(_ points: [SIMD3<Double>]) throws -> [SIMD3<Double>] {
        for (index, point) in points.enumerated() {
            try require(
                abs(Vector3.length(point) - 1) <= 1e-8, "initial[\(index)]", must: "have length 1 within 1e-8",
                was: point)
        }
        return points.map(Vector3.unit)
    }
}
