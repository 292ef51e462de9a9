import Foundation
import NumericalCore
import Testing

private func cross(_ a: Vector, _ b: Vector) -> Vector {
    Vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

private func distance(_ a: [Vector], _ b: [Vector]) -> Double {
    zip(a, b).map { dot($0 - $1, $0 - $1).squareRoot() }.reduce(0) { $1 >= $0 || $1.isNaN ? $1 : $0 }
}

@Suite struct SphereStepperTests {
    private let start: [Vector] = {
        var stream = RandomStream(seed: 77)
        return (0..<3).map { _ in randomUnit(using: &stream) }
    }()

    /// Three coupled spins in a field that changes in time: ω_i = Σ_{j≠i} λ_j + B(t).
    private func coupled(_ time: Double, _ points: [Vector]) -> [Vector] {
        let sum = points.reduce(Vector(cos(time), 0.3, 0.5 * sin(2 * time)), +)
        return points.map { sum - $0 }
    }

    /// The exact motion in the field B₁(cos νt, sin νt, 0) + B₀z: a precession in the frame that turns with it.
    private func resonance(_ time: Double) -> Vector {
        let inFrame = RotationVector(time * Vector(0.7, 0, 1.1 - 0.9)).applied(to: start[0])
        return RotationVector(Vector(0, 0, 0.9 * time)).applied(to: inFrame)
    }
    private func drive(_ time: Double, _ points: [Vector]) -> [Vector] {
        points.map { _ in Vector(0.7 * cos(0.9 * time), 0.7 * sin(0.9 * time), 1.1) }
    }

    @Test func constantFieldPrecessesExactly() throws {
        let field = Vector(0.3, -1.2, 0.7)
        let points = try SphereStepper().solve(from: 0, to: 25, steps: 10, initial: start) { _, p in
            p.map { _ in field }
        }
        let exact = start.map { RotationVector(25 * field).applied(to: $0) }
        #expect(distance(points, exact) <= 1e-14)
    }

    @Test func orderFourForATimeDependentAndForACoupledField() throws {
        var errors: [Double] = []
        for steps in [40, 80, 160, 320] {
            let points = try SphereStepper().solve(
                from: 0, to: 5, steps: steps, initial: [start[0]], angularVelocity: drive)
            errors.append(distance(points, [resonance(5)]))
        }
        #expect(log2(errors[0] / errors[3]) / 3 >= 3.8)
        #expect(errors[3] < 1e-8)

        let reference = try SphereStepper().solve(
            from: 0, to: 3, steps: 3000, initial: start, angularVelocity: coupled)
        errors = try [30, 60, 120].map { steps in
            distance(
                try SphereStepper().solve(from: 0, to: 3, steps: steps, initial: start, angularVelocity: coupled),
                reference)
        }
        #expect(log2(errors[0] / errors[2]) / 2 >= 3.8)
    }

    @Test func tangentVelocityGivesTheSameMotionAsItsAngularVelocity() throws {
        let field = Vector(0.4, 0.5, -0.9)
        let velocity = SphereStepper.angularVelocity { _, points in points.map { cross(field, $0) } }
        let points = try SphereStepper().solve(from: 0, to: 4, steps: 800, initial: start, angularVelocity: velocity)
        #expect(distance(points, start.map { RotationVector(4 * field).applied(to: $0) }) <= 1e-9)
    }

    @Test func lengthStaysOneOverAHundredThousandSteps() throws {
        let points = try SphereStepper().solve(
            from: 0, to: 2000, steps: 100_000, initial: [start[0]], angularVelocity: drive)
        #expect(abs(dot(points[0], points[0]) - 1) <= 1e-12)
        // And the motion is still the exact one, to the order of the method.
        #expect(distance(points, [resonance(2000)]) <= 1e-5)
    }

    @Test(arguments: [1e-6, 1e-9, 1e-12])
    func adaptiveStaysWithinTolerance(tolerance: Double) throws {
        let stepper = SphereStepper(StepOptions(relativeTolerance: tolerance, absoluteTolerance: tolerance))
        var times: [Double] = []
        let (points, report) = try stepper.integrate(
            from: 0, to: 10, initial: [start[0]], angularVelocity: drive
        ) { time, points in
            times.append(time)
            #expect(abs(dot(points[0], points[0]) - 1) <= 1e-15)
            return true
        }
        // The errors of the steps add up at most; the tolerance is absolute + relative.
        #expect(distance(points, [resonance(10)]) <= 2 * (2 * tolerance * report.accumulatedError))
        #expect(report.time == 10 && report.ending == .reachedFinalTime)
        #expect(times.count == report.acceptedSteps && times.last == 10)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func backwardsReturnsToTheStart() throws {
        let stepper = SphereStepper(StepOptions(relativeTolerance: 1e-11, absoluteTolerance: 1e-11))
        let there = try stepper.integrate(from: 0, to: 5, initial: start, angularVelocity: coupled)
        let back = try stepper.integrate(from: 5, to: 0, initial: there.points, angularVelocity: coupled)
        #expect(distance(back.points, start) <= 1e-9)
        let fixed = try SphereStepper().solve(
            from: 5, to: 0, steps: 2000, initial: there.points, angularVelocity: coupled)
        #expect(distance(fixed, start) <= 1e-9)
    }

    @Test func coupledSpinsConserveEnergyAndTotalSpin() throws {
        let stepper = SphereStepper(StepOptions(relativeTolerance: 1e-11, absoluteTolerance: 1e-11))
        let (points, _) = try stepper.integrate(from: 0, to: 20, initial: start) { _, p in
            let sum = p.reduce(.zero, +)
            // An open chain: ω_i = sum of the neighbours.
            return [p[1], sum - p[1], p[1]]
        }
        func energy(_ p: [Vector]) -> Double { dot(p[0], p[1]) + dot(p[1], p[2]) }
        #expect(abs(energy(points) - energy(start)) <= 1e-9)
        #expect(distance([points.reduce(.zero, +)], [start.reduce(.zero, +)]) <= 1e-9)
    }

    @Test func observerStopsAndNothingToDoReturns() throws {
        let (points, report) = try SphereStepper().integrate(from: 0, to: 9, initial: start, angularVelocity: coupled) {
            time, _ in
            time < 1
        }
        #expect(report.ending == .stoppedByObserver && report.time >= 1 && report.time < 9)
        #expect(points.count == 3)
        #expect(try SphereStepper().integrate(from: 0, to: 1, initial: [], angularVelocity: coupled).points.isEmpty)
        let still = try SphereStepper().integrate(from: 1, to: 1, initial: start, angularVelocity: coupled)
        #expect(distance(still.points, start) <= 1e-15 && still.report.evaluations == 0)
    }

    @Test(arguments: [
        BadInput("steps must be at least 1, but was 0") {
            _ = try SphereStepper().solve(from: 0, to: 1, steps: 0, initial: []) { _, p in p }
        },
        BadInput("initial[1] must have length 1 within 1e-8, but was SIMD3<Double>(0.0, 0.0, 2.0)") {
            _ = try SphereStepper().solve(from: 0, to: 1, steps: 1, initial: [[0, 0, 1], [0, 0, 2]]) { _, p in p }
        },
        BadInput("initial[0] must have length 1 within 1e-8, but was SIMD3<Double>(nan, 0.0, 1.0)") {
            _ = try SphereStepper().integrate(from: 0, to: 1, initial: [[.nan, 0, 1]]) { _, p in p }
        },
        BadInput("angularVelocity must have 1 vectors, one for each point, but was 0") {
            _ = try SphereStepper().solve(from: 0, to: 1, steps: 1, initial: [[0, 0, 1]]) { _, _ in [] }
        },
        BadInput("angularVelocity must have 1 vectors, one for each point, but was 2") {
            _ = try SphereStepper().integrate(from: 0, to: 1, initial: [[0, 0, 1]]) { _, p in p + p }
        },
        BadInput("velocity must have 1 vectors, one for each point, but was 2") {
            _ = try SphereStepper().solve(
                from: 0, to: 1, steps: 1, initial: [[0, 0, 1]],
                angularVelocity: SphereStepper.angularVelocity { _, p in p + p })
        },
        BadInput("sphere integration failed: the angular velocity is not finite near time 0.0") {
            _ = try SphereStepper().solve(from: 0, to: 1, steps: 1, initial: [[0, 0, 1]]) { _, _ in [[.nan, 0, 0]] }
        },
        BadInput("sphere integration failed: the angular velocity is not finite near time 0.0") {
            _ = try SphereStepper().integrate(from: 0, to: 1, initial: [[0, 0, 1]]) { _, _ in [[.infinity, 0, 0]] }
        },
        BadInput("sphere integration failed: 3 steps reached only time 0.03 of 1.0") {
            _ = try SphereStepper(StepOptions(initialStep: 0.01, maximumStep: 0.01, maximumSteps: 3)).integrate(
                from: 0, to: 1, initial: [[0, 0, 1]]
            ) { _, _ in [[1, 0, 0]] }
        },
        BadInput("relativeTolerance must be in 1e-15..<1, but was 2.0") {
            _ = try SphereStepper(StepOptions(relativeTolerance: 2)).integrate(from: 0, to: 1, initial: []) { _, p in p
            }
        },
        BadInput("end must be a finite time, but was nan") {
            _ = try SphereStepper().integrate(from: 0, to: .nan, initial: []) { _, p in p }
        },
    ])
    func badInputIsNamed(_ input: BadInput) { input.expectRefusal() }

    @Test func aFieldThatEndsIsReportedWithItsTime() throws {
        do {
            _ = try SphereStepper().integrate(from: 0, to: 1, initial: start) { time, p in
                p.map { _ in Vector(time < 0.25 ? 1 : .nan, 0, 0) }
            }
            Issue.record("accepted")
        } catch let error as NumericalFailure {
            #expect(error.reason.hasPrefix("the angular velocity is not finite near time 0.24"))
        }
    }
}

@Suite struct RotationVectorTests {
    @Test func smallAnglesKeepTheirRelativeAccuracy() {
        let v = Vector(0, 0, 1)
        for angle in [1e-3, 1e-8, 1e-12, 1e-200] {
            let turned = RotationVector(Vector(angle, 0, 0)).applied(to: v)
            #expect(abs(turned.y + sin(angle)) <= 1e-16 * angle)
            #expect(abs(turned.z - cos(angle)) <= 1.2e-16)
        }
        #expect(RotationVector(.zero).applied(to: v) == v)
    }

    @Test func rotationsAreOrthogonalAndInvert() throws {
        var stream = RandomStream(seed: 2)
        for _ in 0..<30 {
            let rotation = try RotationVector(
                axis: 4 * randomUnit(using: &stream), angle: 20 * (stream.uniform() - 0.5))
            let matrix = rotation.matrix
            #expect(RealMatrix.product(matrix, .transposed, matrix).distance(to: .identity(3)) <= 4e-15)
            #expect(abs(try matrix.determinant() - 1) <= 4e-15)
            let v = randomUnit(using: &stream)
            let back = rotation.inverse.applied(to: rotation.applied(to: v))
            #expect(distance([back], [v]) <= 4e-15)
            // The matrix exponential of the cross product with ω.
            let w = rotation.vector
            let generator = try RealMatrix([[0, -w.z, w.y], [w.z, 0, -w.x], [-w.y, w.x, 0]])
            #expect(try generator.exponential().distance(to: matrix) <= 1e-13)
        }
    }

    @Test func quarterTurnsAreRightHanded() throws {
        let quarter = try RotationVector(axis: [0, 0, 2], angle: .pi / 2)
        #expect(distance([quarter.applied(to: [1, 0, 0])], [[0, 1, 0]]) <= 2e-16)
        #expect(abs(quarter.angle - .pi / 2) <= 1e-15)
    }

    @Test(arguments: [
        BadInput("axis must be finite and not zero, but was SIMD3<Double>(0.0, 0.0, 0.0)") {
            _ = try RotationVector(axis: .zero, angle: 1)
        },
        BadInput("axis must be finite and not zero, but was SIMD3<Double>(inf, 0.0, 0.0)") {
            _ = try RotationVector(axis: [.infinity, 0, 0], angle: 1)
        },
        BadInput("angle must be finite, but was nan") { _ = try RotationVector(axis: [1, 0, 0], angle: .nan) },
    ])
    func badInputIsNamed(_ input: BadInput) { input.expectRefusal() }
}
