import Foundation
import Superdeterminism
import Testing

@Suite struct EndpointOptimizationTests {
    @Test("a moving sphere in space")
    func sphere() throws {
        let surface = MovingSurface<SIMD3<Double>>.sphere(centre: { SIMD3(5 - $0, 0, $0) }, radius: { 1 + 0.1 * $0 })
        let problem = try EndpointOptimization(from: SIMD3(0, 0, 0), at: 0, to: surface, at: 2)
        // At t = 2 the centre is (3, 0, 2), the radius 1.2.
        let distance = 13.0.squareRoot() - 1.2
        #expect(abs(MovingSurfaceCheck.length(problem.endPoint) - distance) < 1e-14)
        #expect(abs(problem.leastAction - distance * distance / 4) < 1e-14)
        let end = try problem.position(at: 2)
        #expect(MovingSurfaceCheck.length(end - problem.endPoint) < 1e-14)
        // No other end point on the surface does better.
        var stream = RandomStream(seed: 150)
        for _ in 0..<200 {
            let other = SIMD3(3, 0, 2) + 1.2 * Direction.random(using: &stream).vector
            #expect(problem.action(endingAt: other) >= problem.leastAction)
        }
    }

    @Test("knowledge of the present surface only costs action")
    func pursuit() throws {
        let surface = MovingSurface<SIMD2<Double>>.plane(
            through: { SIMD2(2, 0) + $0 * SIMD2(1, 0) }, normal: { SIMD2(cos($0), sin($0)) })
        let problem = try EndpointOptimization(from: SIMD2(0, 0), at: 0, to: surface, at: 1)
        let pursuit = try problem.pursuit(steps: 2000)
        let last = try #require(pursuit.path.last)
        let nearest = try surface.nearestPoint(to: last, at: 1)
        #expect(((last - nearest) * (last - nearest)).sum().squareRoot() < 1e-2)
        #expect(pursuit.action > problem.leastAction + 0.01)
        // On a surface at rest the two agree.
        let still = MovingSurface<SIMD2<Double>>.plane(through: { _ in SIMD2(2, 0) }, normal: { _ in SIMD2(1, 1) })
        let plain = try EndpointOptimization(from: SIMD2(0, 0), at: 0, to: still, at: 1)
        #expect(abs(try plain.pursuit(steps: 50).action - plain.leastAction) < 1e-12)
        #expect(abs(plain.leastAction - 1) < 1e-14)
    }

    @Test("curves and surfaces by parameters, and points")
    func parametric() throws {
        let ellipse = try MovingSurface<SIMD2<Double>>.parametric { u, _, time in
            SIMD2(2 * cos(2 * .pi * u) + time, sin(2 * .pi * u))
        }
        #expect(try distance(ellipse.nearestPoint(to: SIMD2(8, 0), at: 1), SIMD2(3, 0)) < 1e-6)
        let near = try ellipse.nearestPoint(to: SIMD2(1.5, 3), at: 0)
        // At the nearest point the connection is perpendicular to the curve.
        let angle = atan2(near.y, near.x / 2)
        let tangent = SIMD2(-2 * sin(angle), cos(angle))
        #expect(abs(((SIMD2(1.5, 3) - near) * tangent).sum()) < 1e-5)
        let paraboloid = try MovingSurface<SIMD3<Double>>.parametric { u, v, _ in
            let (x, y) = (2 * u - 1, 2 * v - 1)
            return SIMD3(x, y, x * x + y * y)
        }
        let foot = try paraboloid.nearestPoint(to: SIMD3(0, 0, -1), at: 0)
        #expect((foot * foot).sum() < 1e-10)
        let detectors = MovingSurface<SIMD2<Double>>.points { [SIMD2($0, 0), SIMD2(0, 3)] }
        #expect(try detectors.nearestPoint(to: .zero, at: 2) == SIMD2(2, 0))
        #expect(try detectors.nearestPoint(to: .zero, at: 4) == SIMD2(0, 3))
        let point = MovingSurface<SIMD2<Double>>.sphere(centre: { _ in SIMD2(1, 1) }, radius: { _ in 2 })
        #expect(try point.nearestPoint(to: SIMD2(1, 1), at: 0) == SIMD2(3, 1))
    }

    private func distance(_ left: SIMD2<Double>, _ right: SIMD2<Double>) -> Double {
        ((left - right) * (left - right)).sum().squareRoot()
    }
}

private enum MovingSurfaceCheck {
    static func length(_ vector: SIMD3<Double>) -> Double { (vector * vector).sum().squareRoot() }
}
