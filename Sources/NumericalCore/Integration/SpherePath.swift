/// The path of points on the sphere over one step, by the points and rates at its beginning, middle and end.
///
/// In a frame that turns with the rates of the middle the points move little, and a polynomial of degree 5 that meets all six
/// conditions follows them to the order of the step; for constant rates it is exact.
struct SpherePath {
    private let start: Double
    private let step: Double
    private let curves: [Curve]

    private struct Curve {
        /// The turn of the frame over the whole step.
        let frame: SIMD3<Double>
        /// Newton's divided differences at the nodes 0, 0, ½, ½, 1, 1.
        let differences: [SIMD3<Double>]
    }

    init(
        start: Double, step: Double, points: ([SIMD3<Double>], [SIMD3<Double>], [SIMD3<Double>]),
        rates: ([SIMD3<Double>], [SIMD3<Double>], [SIMD3<Double>])
    ) {
        self.start = start
        self.step = step
        curves = points.0.indices.map { index in
            let frame = step * rates.1[index]
            func place(_ x: Double, _ point: SIMD3<Double>, _ rate: SIMD3<Double>) -> (SIMD3<Double>, SIMD3<Double>) {
                let back = RotationVector(-x * frame)
                return (back.applied(to: point), back.applied(to: cross(step * rate - frame, point)))
            }
            let (p, v) = place(0, points.0[index], rates.0[index])
            let (q, w) = place(0.5, points.1[index], rates.1[index])
            let (r, z) = place(1, points.2[index], rates.2[index])
            let early: SIMD3<Double> = 2 * (q - p)
            let late: SIMD3<Double> = 2 * (r - q)
            let second: [SIMD3<Double>] = [2 * (early - v), 2 * (w - early), 2 * (late - w), 2 * (z - late)]
            let third: [SIMD3<Double>] = [
                2 * (second[1] - second[0]), second[2] - second[1], 2 * (second[3] - second[2]),
            ]
            let fourth: [SIMD3<Double>] = [third[1] - third[0], third[2] - third[1]]
            return Curve(frame: frame, differences: [p, v, second[0], third[0], fourth[0], fourth[1] - fourth[0]])
        }
    }

    /// The root mean square over the points of |h(ω × λ − dλ/dt)| at a time of the step; infinite where ω is not finite.
    func defect(
        at time: Double, _ field: (Double, [SIMD3<Double>]) throws -> [SIMD3<Double>]
    ) throws -> Double {
        let x = (time - start) / step
        let (y, z) = (x - 0.5, x - 1)
        var (points, slopes): ([SIMD3<Double>], [SIMD3<Double>]) = ([], [])
        for curve in curves {
            let c = curve.differences
            let high = c[3] + y * (c[4] + z * c[5])
            let place = c[0] + x * (c[1] + x * (c[2] + y * high))
            // The derivatives of x², x²y, x²y² and x²y²z.
            let square = 2 * x * y * (x + y)
            let low = c[1] + 2 * x * c[2] + (2 * x * y + x * x) * c[3]
            let slope = low + square * c[4] + (square * z + x * x * y * y) * c[5]
            let turn = RotationVector(x * curve.frame)
            let point = Vector3.unit(turn.applied(to: place))
            points.append(point)
            slopes.append(cross(curve.frame, point) + turn.applied(to: slope))
        }
        let rates = try field(time, points)
        guard rates.count == points.count else { return .infinity }
        var sum = 0.0
        for index in points.indices {
            let off = cross(step * rates[index], points[index]) - slopes[index]
            sum += dot(off, off)
        }
        let size = (sum / Double(points.count)).squareRoot()
        return size.isFinite ? size : .infinity
    }
}
