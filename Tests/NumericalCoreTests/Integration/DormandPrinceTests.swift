import Foundation
import NumericalCore
import Testing

@Suite struct DormandPrinceTests {
    private let oscillator: @Sendable (Double, [Double]) -> [Double] = { _, y in [y[1], -y[0]] }

    /// A method that takes equal steps, for measuring orders: every error is within its tolerance.
    private func fixed(step: Double) -> DormandPrince {
        DormandPrince(
            StepOptions(relativeTolerance: 0.99, absoluteTolerance: 1e9, initialStep: step, maximumStep: step))
    }

    /// The slope of log error against log step over halvings.
    private func order(_ errors: [Double]) -> Double {
        log2(errors[0] / errors[errors.count - 1]) / Double(errors.count - 1)
    }

    @Test(arguments: [1e-6, 1e-9, 1e-12])
    func oscillatorStaysWithinTolerance(tolerance: Double) throws {
        let method = DormandPrince(
            StepOptions(relativeTolerance: tolerance, absoluteTolerance: tolerance, looks: 0))
        let times = (0...40).map { Double($0) / 2 }
        let result = try method.solve(from: 0, to: 20, initial: [1, 0], saveAt: times, derivative: oscillator)
        #expect(result.states.count == times.count)
        for (time, state) in zip(result.times, result.states) {
            #expect(abs(state[0] - cos(time)) <= 60 * tolerance)
            #expect(abs(state[1] + sin(time)) <= 60 * tolerance)
        }
        #expect(result.final == result.states.last)
        #expect(result.report.time == 20)
        #expect(result.report.ending == .reachedFinalTime)
        #expect(result.report.accumulatedError <= Double(result.report.acceptedSteps))
        // Six evaluations a step, one at the beginning and one for the first step's size.
        #expect(
            result.report.evaluations == 2 + 6 * (result.report.acceptedSteps + result.report.rejectedSteps))
    }

    @Test func orderFiveAtTheEndsAndFourBetween() throws {
        // y′ = y cos t has the solution e^{sin t}.
        var ends: [Double] = []
        var between: [Double] = []
        for level in 0..<3 {
            let step = 0.1 / exp2(Double(level))
            var worst = 0.0
            let (final, report) = try fixed(step: step).integrate(
                from: 0, to: 4, initial: [1.0], derivative: { t, y in [y[0] * cos(t)] }
            ) { dense in
                for fraction in [0.15, 0.3, 0.5, 0.7, 0.9] {
                    let time = dense.start + fraction * (dense.end - dense.start)
                    worst = max(worst, abs(dense.state(at: time)[0] - exp(sin(time))))
                }
                return true
            }
            #expect(report.acceptedSteps == Int((4 / step).rounded()))
            #expect(report.rejectedSteps == 0)
            ends.append(abs(final[0] - exp(sin(4.0))))
            between.append(worst)
        }
        #expect(order(ends) >= 4.8)
        #expect(order(between) >= 4.8)  // the local error of order 4
        #expect(between[0] < 1e-4)
    }

    @Test func denseOutputIsExactForCubicsAndJoinsSmoothly() throws {
        // y = t³ − 2t: the interpolant has order 4 and reproduces it on steps as long as the interval.
        let (_, report) = try fixed(step: 0.75).integrate(
            from: 1, to: 4, initial: [-1.0], derivative: { t, _ in [3 * t * t - 2] }
        ) { dense in
            #expect(dense.state(at: dense.start) == dense.from)
            #expect(dense.state(at: dense.end) == dense.to)
            for fraction in [0.1, 0.25, 0.6, 0.95] {
                let t = dense.start + fraction * (dense.end - dense.start)
                #expect(abs(dense.state(at: t)[0] - (t * t * t - 2 * t)) <= 1e-13)
            }
            return true
        }
        #expect(report.acceptedSteps == 4)
    }

    @Test(arguments: [1, 2, 5])
    func linearSystemsAgreeWithTheMatrixExponential(size: Int) throws {
        var stream = RandomStream(seed: 40, substream: UInt64(size))
        let matrix = ComplexMatrix(rows: size, columns: size) { _, _ in 0.5 * stream.complexNormal() }
        let initial = (0..<size).map { _ in stream.complexNormal() }
        let method = DormandPrince(StepOptions(relativeTolerance: 1e-12, absoluteTolerance: 1e-13))
        let result = try method.solve(from: 0, to: 2, initial: initial) { _, y in matrix * y }
        let exact = try (Complex(2) * matrix).exponential() * initial
        for (a, b) in zip(result.final, exact) { #expect((a - b).modulus <= 1e-10 * euclideanNorm(exact)) }
        // The same for the whole propagator at once, with a matrix as the state.
        let propagator = try method.solve(from: 0, to: 2, initial: ComplexMatrix.identity(size)) { _, u in matrix * u }
        let exponential = try (Complex(2) * matrix).exponential()
        #expect(propagator.final.distance(to: exponential) <= 1e-10 * exponential.largestModulus)
    }

    @Test func backwardsReturnsToTheStart() throws {
        let method = DormandPrince(StepOptions(relativeTolerance: 1e-12, absoluteTolerance: 1e-13))
        let there = try method.solve(from: 1, to: 6, initial: [0.3, -0.2], derivative: oscillator)
        let times = [6.0, 4.5, 2, 1]
        let back = try method.solve(from: 6, to: 1, initial: there.final, saveAt: times, derivative: oscillator)
        #expect(abs(back.final[0] - 0.3) <= 1e-10)
        #expect(abs(back.final[1] + 0.2) <= 1e-10)
        #expect(back.states.first == there.final)
        for (time, state) in zip(back.times, back.states) {
            #expect(abs(state[0] - (0.3 * cos(time - 1) - 0.2 * sin(time - 1))) <= 1e-9)
        }
    }

    @Test func emptySpanAndEmptyStateReturnAtOnce() throws {
        let still = try DormandPrince().solve(from: 2, to: 2, initial: [1.0], saveAt: [2, 2]) { _, _ in
            Issue.record("nothing to evaluate")
            return [0]
        }
        #expect(still.final == [1] && still.states == [[1], [1]])
        #expect(still.report.evaluations == 0)
        let empty = try DormandPrince().solve(from: 0, to: 1, initial: [Double]()) { _, y in y }
        #expect(empty.final.isEmpty && empty.report.time == 1)
    }

    @Test func observerStops() throws {
        let (state, report) = try DormandPrince().integrate(
            from: 0, to: 100, initial: [1.0, 0], derivative: oscillator
        ) { $0.to[0] > 0 }
        #expect(report.ending == .stoppedByObserver)
        #expect(state[0] <= 0 && report.time < 4 && report.time >= .pi / 2)
    }

    @Test func tighterToleranceCostsMoreAndGivesMore() throws {
        var errors: [Double] = []
        var steps: [Int] = []
        for tolerance in [1e-4, 1e-7, 1e-10] {
            let method = DormandPrince(StepOptions(relativeTolerance: tolerance, absoluteTolerance: tolerance))
            // The Kepler ellipse of eccentricity 0.6 after one period.
            let result = try method.solve(from: 0, to: 2 * .pi, initial: [0.4, 0, 0, 2]) { _, y in
                let cube = pow(y[0] * y[0] + y[1] * y[1], 1.5)
                return [y[2], y[3], -y[0] / cube, -y[1] / cube]
            }
            errors.append(hypot(result.final[0] - 0.4, result.final[1]))
            steps.append(result.report.acceptedSteps)
        }
        #expect(errors[0] > 50 * errors[1] && errors[1] > 50 * errors[2])
        #expect(errors[2] < 1e-7)
        #expect(steps[0] < steps[1] && steps[1] < steps[2])
    }

    @Test func failuresSayWhere() throws {
        func failure(_ body: () throws -> Void) -> String? {
            do { try body() } catch let error as NumericalFailure { return error.description } catch {
                return "\(error)"
            }
            return nil
        }
        // y′ = y² from 1 is singular at t = 1.
        let singular = failure {
            _ = try DormandPrince().solve(from: 0, to: 2, initial: [1.0]) { _, y in [y[0] * y[0]] }
        }
        #expect(singular?.contains("near time 0.99999") == true || singular?.contains("at time 0.99999") == true)
        // A right-hand side that ends at t = 1/2.
        let undefined = failure {
            _ = try DormandPrince().solve(from: 0, to: 1, initial: [0.0]) { t, _ in [t < 0.5 ? 1 : .nan] }
        }
        #expect(
            undefined?.hasPrefix("Dormand–Prince integration failed: the derivative is not finite near time 0.49")
                == true)
        let start = failure { _ = try DormandPrince().solve(from: 3, to: 4, initial: [0.0]) { _, _ in [.infinity] } }
        #expect(start == "Dormand–Prince integration failed: the derivative is not finite at time 3.0")
        // Stiff: stability limits the step to about 3e-6.
        let stiff = failure {
            _ = try DormandPrince(StepOptions(maximumSteps: 500)).solve(from: 0, to: 10, initial: [1.0]) { t, y in
                [-1e6 * (y[0] - cos(t))]
            }
        }
        #expect(stiff?.hasPrefix("Dormand–Prince integration failed: 500 steps reached only time ") == true)
    }

    @Test func cancellationIsNoticed() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try DormandPrince().solve(from: 0, to: 1, initial: [1.0]) { _, y in y }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    private static func run(_ options: StepOptions = StepOptions(), _ start: Double = 0, _ end: Double = 1) throws {
        _ = try DormandPrince(options).solve(from: start, to: end, initial: [1.0]) { _, y in y }
    }

    @Test(arguments: [
        BadInput("relativeTolerance must be in 1e-15..<1, but was 0.0") { try run(StepOptions(relativeTolerance: 0)) },
        BadInput("relativeTolerance must be in 1e-15..<1, but was nan") {
            try run(StepOptions(relativeTolerance: .nan))
        },
        BadInput("absoluteTolerance must be positive and finite, but was -1.0") {
            try run(StepOptions(absoluteTolerance: -1))
        },
        BadInput("initialStep must be positive and finite, but was 0.0") { try run(StepOptions(initialStep: 0)) },
        BadInput("maximumStep must be positive and finite, but was inf") {
            try run(StepOptions(maximumStep: .infinity))
        },
        BadInput("maximumSteps must be at least 1, but was 0") { try run(StepOptions(maximumSteps: 0)) },
        BadInput("start must be a finite time, but was nan") { try run(StepOptions(), .nan, 1) },
        BadInput("end must be a finite time, but was inf") { try run(StepOptions(), 0, .infinity) },
        BadInput("end must be a finite time away from the start -1e+308, but was 1e+308") {
            try run(StepOptions(), -1e308, 1e308)
        },
        BadInput("initial state must have only finite components, but was not finite") {
            _ = try DormandPrince().solve(from: 0, to: 1, initial: [1, .nan]) { _, y in y }
        },
        BadInput("derivative must have the shape of the state, but was another at time 0.0") {
            _ = try DormandPrince().solve(from: 0, to: 1, initial: [1.0, 2]) { _, _ in [1] }
        },
        BadInput("derivative must have the shape of the state, but was another at time 0.0") {
            _ = try DormandPrince().solve(from: 0, to: 1, initial: RealMatrix.identity(2)) { _, _ in .identity(3) }
        },
        BadInput("saveAt[1] must lie between 0.5 and the final time 1.0, but was 0.25") {
            _ = try DormandPrince().solve(from: 0, to: 1, initial: [1.0], saveAt: [0.5, 0.25]) { _, y in y }
        },
        BadInput("saveAt[0] must lie between 0.0 and the final time 1.0, but was nan") {
            _ = try DormandPrince().solve(from: 0, to: 1, initial: [1.0], saveAt: [.nan]) { _, y in y }
        },
    ])
    func badInputIsNamed(_ input: BadInput) { input.expectRefusal() }
}
