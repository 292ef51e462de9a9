import NumericalCore

/// A free particle whose end point may lie anywhere on a moving surface: a classical law with future input.
///
/// Least action over paths and end points gives ẋ = (y_n(t₂) − x₁)/(t₂ − t₁), y_n(t₂) being the point of Ω(t₂) nearest to x₁:
/// the velocity at t₁ depends on where the surface will be at t₂. The particle has unit mass.
/// Source: P2, Sec. 3.1.
public struct EndpointOptimization<Point: SIMD & Sendable>: Sendable where Point.Scalar == Double {
    /// x₁, where the particle starts.
    public let start: Point
    /// t₁.
    public let startTime: Double
    /// t₂ > t₁.
    public let endTime: Double
    /// Ω(t).
    public let surface: MovingSurface<Point>
    /// y_n(t₂), where the particle will be found.
    public let endPoint: Point

    /// The problem of reaching the surface at t₂ with the least action.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when x₁ is not finite or the times do not ascend; what the surface throws.
    public init(
        from start: Point, at startTime: Double, to surface: MovingSurface<Point>, at endTime: Double
    ) throws {
        try require(startTime.isFinite, "startTime", must: "be finite", was: startTime)
        try require(
            endTime > startTime && endTime.isFinite, "endTime", must: "be finite and after \(startTime)", was: endTime)
        self.start = start
        self.startTime = startTime
        self.endTime = endTime
        self.surface = surface
        endPoint = try surface.nearestPoint(to: start, at: endTime)
    }

    /// ẋ = (y_n(t₂) − x₁)/(t₂ − t₁).
    public var velocity: Point { (endPoint - start) / (endTime - startTime) }

    /// x(t) on the path of least action.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the time is not in t₁…t₂.
    public func position(at time: Double) throws -> Point {
        try require(
            time >= startTime && time <= endTime, "time", must: "be in \(startTime)…\(endTime)", was: time)
        return start + (time - startTime) * velocity
    }

    /// The least action ∫ ẋ²/2 dt of a path from x₁ to y: |y − x₁|²/(2(t₂ − t₁)).
    public func action(endingAt point: Point) -> Double {
        let away = point - start
        return (away * away).sum() / (2 * (endTime - startTime))
    }

    /// The action of the optimal path.
    public var leastAction: Double { action(endingAt: endPoint) }

    /// The path and action of a particle that knows the present surface only and always heads for its nearest point.
    ///
    /// It moves with ẋ = (y_n(t) − x)/(t₂ − t), y_n(t) nearest to x on Ω(t), in equal steps: it too ends on Ω(t₂) up to the
    /// last step, but at a larger action unless the surface stands still.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the steps are in 1…10⁷; what the surface throws;
    ///   `CancellationError` in a cancelled task.
    public func pursuit(steps: Int) throws -> (path: [Point], action: Double) {
        try require(steps >= 1, "steps", must: "be at least 1", was: steps)
        try require(steps <= 10_000_000, "steps", must: "be at most 10⁷", was: steps)
        let step = (endTime - startTime) / Double(steps)
        var path = [start]
        var action = 0.0
        var point = start
        for index in 0..<steps {
            if index & 1023 == 0 { try Work.checkCancellation() }
            let time = startTime + Double(index) * step
            let velocity = try (surface.nearestPoint(to: point, at: time) - point) / (endTime - time)
            point += step * velocity
            action += step * (velocity * velocity).sum() / 2
            path.append(point)
        }
        return (path, action)
    }
}
