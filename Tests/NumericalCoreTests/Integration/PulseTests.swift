import Foundation
import NumericalCore
import Testing

/// What a stepper does about a right-hand side to which something happens in a small part of the interval.
@Suite struct PulseTests {
    private func gaussian(_ time: Double, _ centre: Double, _ width: Double) -> Double {
        let s = (time - centre) / width
        return exp(-s * s / 2) / ((2 * Double.pi).squareRoot() * width)
    }

    @Test("15.9 a pulse inside a long interval is not stepped over with default options", arguments: [1, 0.3, 0.1])
    func gaussianPulse(width: Double) throws {
        let result = try DormandPrince().solve(from: 0, to: 100, initial: [0.0]) { t, _ in [gaussian(t, 40, width)] }
        #expect(abs(result.final[0] - 1) < 1e-7)
    }

    @Test("15.9 a box inside a long interval is not stepped over with default options")
    func box() throws {
        let result = try DormandPrince().solve(from: 0, to: 100, initial: [0.0]) { t, _ in
            [t >= 37.2 && t < 37.7 ? 2.0 : 0]
        }
        #expect(abs(result.final[0] - 1) < 1e-7)
    }

    @Test("15.9 a pulse turns a point on the sphere by its area with default options")
    func spherePulse() throws {
        let turned = try SphereStepper().integrate(from: 0, to: 100, initial: [SIMD3(1, 0, 0)]) { t, points in
            points.map { _ in SIMD3(0, 0, Double.pi / 2 * gaussian(t, 40, 0.1)) }
        }
        #expect(abs(turned.points[0].x) < 1e-7 && abs(turned.points[0].y - 1) < 1e-7)
    }

    @Test("15.9 whatever lasts for 1/200 of the interval is seen, wherever it is and in both directions of time")
    func everywhere() throws {
        var stream = RandomStream(seed: 159)
        for _ in 0..<40 {
            let length = exp(Double.random(in: -5..<8, using: &stream))
            let start = Double.random(in: -1..<1, using: &stream) * length
            let width = length / 200 * (1 + 3 * stream.uniform())
            let open = start + stream.uniform() * (length - width)
            let (from, to) = stream.uniform() < 0.5 ? (start, start + length) : (start + length, start)
            // A background beside it: the oscillator turns by the length of time, whatever the pulse does.
            let result = try DormandPrince().solve(from: from, to: to, initial: [0, 1, 0]) { t, y in
                let rate = 3 / length
                return [t >= open && t < open + width ? 1 / width : 0, rate * y[2], -rate * y[1]]
            }
            #expect(abs(abs(result.final[0]) - 1) < 1e-6)
            #expect(abs(result.final[1] - cos(3)) < 1e-6)
            let turned = try SphereStepper().integrate(from: from, to: to, initial: [SIMD3(1, 0, 0)]) { t, points in
                points.map { _ in SIMD3(0, 0, 1 / length + (t >= open && t < open + width ? 1 / width : 0)) }
            }
            #expect(abs(turned.points[0].x - cos(2)) < 1e-6)
        }
    }

    @Test("15.9 a stepper lands on breakpoints, starts afresh there and never asks at a jump")
    func breakpoints() throws {
        // A millionth of the interval: no look can be trusted to find it.
        let (open, shut) = (37.2, 37.2001)
        let marks = [shut, 250, open, -3, open]
        let options = StepOptions(breakpoints: marks)
        var asked: [Double] = []
        var ends: [Double] = []
        let (state, report) = try DormandPrince(options).integrate(
            from: 0, to: 100, initial: [0.0],
            derivative: { t, _ in
                asked.append(t)
                return [t > open && t <= shut ? 1 / (shut - open) : 0]
            }
        ) { step in
            ends.append(step.end)
            return true
        }
        #expect(abs(state[0] - 1) < 1e-9)
        #expect(ends.contains(open) && ends.contains(shut) && ends.last == 100)
        #expect(!asked.contains(open) && !asked.contains(shut))
        // Nothing is searched for: a handful of steps in each piece.
        #expect(report.rejectedSteps <= 3 && report.acceptedSteps < 60)

        for (from, to) in [(0.0, 100.0), (100, 0)] {
            var times: [Double] = []
            let (points, _) = try SphereStepper(options).integrate(
                from: from, to: to, initial: [SIMD3(1, 0, 0)],
                angularVelocity: { t, points in
                    points.map { _ in SIMD3(0, 0, t >= open && t < shut ? 1 / (shut - open) : 0) }
                },
                observe: { time, _ in
                    times.append(time)
                    return true
                })
            #expect(abs(points[0].x - cos(1)) < 1e-9)
            #expect(times.contains(open) && times.contains(shut) && times.last == to)
        }
        // A kick in the middle of a short pulse is enough as well.
        let kicked = try DormandPrince(StepOptions(breakpoints: [37.2])).solve(from: 0, to: 100, initial: [0.0]) {
            t, _ in
            [gaussian(t, 37.2, 1e-5)]
        }
        #expect(abs(kicked.final[0] - 1) < 1e-7)
        // The ends may be jumps too.
        let whole = try DormandPrince(StepOptions(breakpoints: [0, 1])).solve(from: 0, to: 1, initial: [0.0]) { t, _ in
            [t > 0 && t < 1 ? 1 : 1e9]
        }
        #expect(abs(whole.final[0] - 1) < 1e-12)
    }

    @Test("15.9 a largest step finds what is longer than it")
    func largestStep() throws {
        let options = StepOptions(maximumStep: 0.004, looks: 0)
        let result = try DormandPrince(options).solve(from: 0, to: 100, initial: [0.0]) { t, _ in
            [gaussian(t, 61.7, 0.004)]
        }
        #expect(abs(result.final[0] - 1) < 1e-7)
    }

    @Test("15.9 looks change no bit of a smooth solution, and cost nothing where steps are short")
    func cost() throws {
        func solve(_ looks: Int, to end: Double, tolerance: Double) throws -> IntegrationResult<[Double]> {
            let options = StepOptions(relativeTolerance: tolerance, absoluteTolerance: tolerance, looks: looks)
            return try DormandPrince(options).solve(from: 0, to: end, initial: [1.0, 0, 0.3]) { t, y in
                [y[1], -y[0] + 0.2 * sin(1.7 * t), y[2] * cos(t)]
            }
        }
        for tolerance in [1e-3, 1e-6, 1e-9, 1e-12] {
            for end in [0.1, 1, 5, 20, 100] {
                let (with, without) = (
                    try solve(300, to: end, tolerance: tolerance), try solve(0, to: end, tolerance: tolerance)
                )
                #expect(with.final == without.final)
                #expect(with.report.acceptedSteps == without.report.acceptedSteps)
                let looked = with.report.evaluations - without.report.evaluations
                #expect(looked >= 0 && looked <= 300)
                if with.report.acceptedSteps > 400 { #expect(looked == 0) }
            }
        }
        func turn(_ looks: Int, to end: Double, tolerance: Double) throws -> ([SIMD3<Double>], IntegrationReport) {
            let options = StepOptions(relativeTolerance: tolerance, absoluteTolerance: tolerance, looks: looks)
            let start = [SIMD3(0.6, 0, 0.8), SIMD3(0, 1, 0)]
            let result = try SphereStepper(options).integrate(from: 0, to: end, initial: start) { t, p in
                let sum = p[0] + p[1] + SIMD3(cos(t), 0.3, 0.5 * sin(2 * t))
                return [sum, sum]
            }
            return (result.points, result.report)
        }
        for tolerance in [1e-3, 1e-6, 1e-9, 1e-12] {
            for end in [0.1, 1, 5, 20] {
                let (with, without) = (
                    try turn(300, to: end, tolerance: tolerance), try turn(0, to: end, tolerance: tolerance)
                )
                #expect(with.0 == without.0)
                #expect(with.1.acceptedSteps == without.1.acceptedSteps)
                // One more than the looks: the rates at the end of the last step.
                #expect(with.1.evaluations - without.1.evaluations <= 301)
            }
        }
    }

    @Test("15.9 options written before breakpoints and looks were there can be read")
    func oldFiles() throws {
        let old = Data(#"{"relativeTolerance":1e-9,"absoluteTolerance":1e-12,"maximumSteps":1000000}"#.utf8)
        #expect(try JSONDecoder().decode(StepOptions.self, from: old) == StepOptions())
        let options = StepOptions(maximumStep: 2, breakpoints: [1, 3], looks: 7)
        #expect(try JSONDecoder().decode(StepOptions.self, from: JSONEncoder().encode(options)) == options)
    }

    @Test(
        "15.9 wrong breakpoints and looks are refused",
        arguments: [
            BadInput("breakpoints[1] must be a finite time, but was nan") {
                _ = try DormandPrince(StepOptions(breakpoints: [0, .nan])).solve(from: 0, to: 1, initial: [1.0]) { $1 }
            },
            BadInput("looks must be in 0…1000000, but was -1") {
                _ = try DormandPrince(StepOptions(looks: -1)).solve(from: 0, to: 1, initial: [1.0]) { $1 }
            },
            BadInput("looks must be in 0…1000000, but was 1000001") {
                _ = try SphereStepper(StepOptions(looks: 1_000_001)).integrate(from: 0, to: 1, initial: []) { $1 }
            },
        ])
    func refusals(_ input: BadInput) { input.expectRefusal() }

    @Test("15.10 the clock of a stepper and its steps do not drift apart at late times")
    func clock() throws {
        // At 3e8 a unit in the last place is 6e-8: rounded times against unrounded steps of 1/3 were off by 1e-6.
        let start = 3e8 + 0.1
        let end = start + 1000
        let options = StepOptions(maximumStep: 1.0 / 3)
        let result = try DormandPrince(options).solve(from: start, to: end, initial: [0.0]) { _, _ in [1] }
        #expect(result.report.acceptedSteps >= 2999)
        #expect(abs(result.final[0] - (end - start)) < 1e-10)
        let turned = try SphereStepper(options).integrate(from: start, to: end, initial: [SIMD3(1, 0, 0)]) { _, p in
            p.map { _ in SIMD3(0, 0, 1) }
        }
        #expect(abs(turned.points[0].y - sin(end - start)) < 1e-10)
    }

    @Test("15.10 a point that has turned until no phase is left is refused")
    func lostPhase() throws {
        for rate in [1e8, 1e13] {
            let error = #expect(throws: NumericalFailure.self) {
                try SphereStepper(StepOptions(looks: 0)).integrate(from: 0, to: 1e6, initial: [SIMD3(1, 0, 0)]) {
                    _, p in
                    p.map { _ in SIMD3(0, 0, rate) }
                }
            }
            #expect(error?.reason.contains("leaves no phase") == true)
        }
        #expect(throws: NumericalFailure.self) {
            try SphereStepper().solve(from: 0, to: 1e6, steps: 10, initial: [SIMD3(1, 0, 0)]) { _, p in
                p.map { _ in SIMD3(0, 0, 1e8) }
            }
        }
    }
}
