import NumericalCore

/// A curve in the plane or a surface in space that moves: Ω(t), known by its point nearest to any other point.
///
/// Use `SIMD2<Double>` for the plane and `SIMD3<Double>` for space.
/// Source: P2, Sec. 3.1 and Fig. 4.
public struct MovingSurface<Point: SIMD & Sendable>: Sendable where Point.Scalar == Double {
    /// The point of Ω(t) nearest to a given one.
    let nearest: @Sendable (Point, Double) throws -> Point

    /// A surface given by its nearest-point function (point, time) ↦ nearest point.
    public init(nearestPoint: @escaping @Sendable (Point, Double) throws -> Point) { nearest = nearestPoint }

    /// y_n(t), the point of Ω(t) nearest to x.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when x, t or the surface is not finite at t; what the surface throws.
    public func nearestPoint(to point: Point, at time: Double) throws -> Point {
        try MovingSurface.requireFinite(point, "point")
        try require(time.isFinite, "time", must: "be finite", was: time)
        let result = try nearest(point, time)
        try MovingSurface.requireFinite(result, "nearest point at time \(time)")
        return result
    }

    /// A circle or sphere with moving centre and changing radius; from the centre itself, the point along the first axis.
    public static func sphere(
        centre: @escaping @Sendable (Double) -> Point, radius: @escaping @Sendable (Double) -> Double
    ) -> MovingSurface {
        MovingSurface { point, time in
            let size = radius(time)
            try require(size >= 0 && size.isFinite, "radius", must: "be finite and at least 0", was: size)
            let middle = centre(time)
            let away = point - middle
            let distance = length(away)
            guard distance > 0 else {
                var edge = middle
                edge[0] += size
                return edge
            }
            return middle + (size / distance) * away
        }
    }

    /// A line or plane through a moving point, perpendicular to a turning normal.
    public static func plane(
        through origin: @escaping @Sendable (Double) -> Point, normal: @escaping @Sendable (Double) -> Point
    ) -> MovingSurface {
        MovingSurface { point, time in
            let direction = normal(time)
            let square = (direction * direction).sum()
            try require(square > 0 && square.isFinite, "normal", must: "be finite and not zero", was: direction)
            let distance = ((point - origin(time)) * direction).sum()
            return point - (distance / square) * direction
        }
    }

    /// A finite set of moving points, such as detectors.
    public static func points(_ points: @escaping @Sendable (Double) -> [Point]) -> MovingSurface {
        MovingSurface { point, time in
            let candidates = points(time)
            guard let first = candidates.first else {
                throw InvalidArgument("points of the surface", must: "be at least one", was: "none at time \(time)")
            }
            return candidates.reduce(first) { length($1 - point) < length($0 - point) ? $1 : $0 }
        }
    }

    /// The image of a square of parameters (u, v) in 0…1, by a search on ever finer grids; a curve ignores v.
    ///
    /// - Parameters:
    ///   - grid: How many points a side the first grid has, at least 3; it must see every valley of the distance.
    ///   - parametrization: (u, v, t) ↦ a point of Ω(t).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the grid is too coarse.
    public static func parametric(
        grid: Int = 65, _ parametrization: @escaping @Sendable (_ u: Double, _ v: Double, _ time: Double) -> Point
    ) throws -> MovingSurface {
        try require((3...4097).contains(grid), "grid", must: "be in 3…4097", was: grid)
        return MovingSurface { target, time in
            var best = (u: 0.0, v: 0.0, point: parametrization(0, 0, time))
            func consider(_ u: Double, _ v: Double) {
                let point = parametrization(u, v, time)
                if length(point - target) < length(best.point - target) { best = (u, v, point) }
            }
            for i in 0..<grid {
                for j in 0..<grid { consider(Double(i) / Double(grid - 1), Double(j) / Double(grid - 1)) }
            }
            var width = 1 / Double(grid - 1)
            while width > 1e-12 {
                let (u, v) = (best.u, best.v)
                for i in -4...4 {
                    for j in -4...4 {
                        consider(
                            (u + width * Double(i) / 4).clamped(to: 0...1),
                            (v + width * Double(j) / 4).clamped(to: 0...1))
                    }
                }
                width /= 2
            }
            return best.point
        }
    }

    static func length(_ vector: Point) -> Double { (vector * vector).sum().squareRoot() }

    static func requireFinite(_ point: Point, _ name: String) throws {
        let isFinite = point.indices.allSatisfy { point[$0].isFinite }
        try require(isFinite, name, must: "be finite", was: point)
    }
}
