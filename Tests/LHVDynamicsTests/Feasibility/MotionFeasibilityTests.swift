import LHVDynamics
import Testing

@Suite struct MotionFeasibilityTests {
    static let upDown = StateVector(unchecked: [.zero, .one, .zero, .zero], in: .twoQubits).densityOperator
    static let singlet = StateVector.singlet.densityOperator

    static func heisenberg(_ count: Int, degree: Int = 1) throws -> MotionConstraints {
        let model = try HeisenbergDynamicalModel(frequency: 1)
        return try MotionConstraints(
            motions: (0..<count).map { try PairMotion(model, time: 2 * .pi * Double($0) / Double(count)) },
            degree: degree)
    }

    @Test("without motion: product states reach 1; the singlet 3/4 at degree 1, since ⟨λ₁·λ₂⟩ = −(4/3)v ≥ −1")
    func resting() throws {
        var stream = RandomStream(seed: 201)
        let constraints = try MotionConstraints(motions: [.identity], degree: 1)
        for (state, expected) in [(Self.upDown, 1.0), (Self.singlet, 0.75)] {
            let found = try constraints.largestVisibility(
                of: state, cells: randomPairs(60, seed: 202), rounds: 20, starts: 300, using: &stream)
            #expect(abs(found.lower - expected) < 2e-3 && found.lower <= expected + 1e-9)
            #expect(found.upper >= expected - 1e-9 && found.upper < expected + 2e-3)
        }
    }

    @Test(
        "the functions have the means of known models: N1's distributions at all its times, the product gauge at rest")
    func means() throws {
        // An independent route: integrals of the functions over explicit densities.
        let rule = try SphereRule.product(degree: 9, antipodal: true)
        let nodes = zip(rule.points, rule.weights).map { (Direction(unchecked: $0), $1) }
        let constraints = try MotionConstraints(motions: [.identity], degree: 3)
        let state = try randomStates(1, visibility: 0.25, seed: 203)[0]
        let density = try ProductGauge().distribution(of: state)
        var sums = [Double](repeating: 0, count: constraints.count)
        for (one, first) in nodes {
            for (two, second) in nodes {
                let weight = first * second * density.density(at: one, two)
                for (index, value) in try constraints.values(at: [one, two]).enumerated() {
                    sums[index] += weight * value
                }
            }
        }
        for (sum, mean) in zip(sums, try constraints.means(for: state)) { #expect(abs(sum - mean) < 1e-12) }
        // Moved particles of N1, within standard errors.
        var stream = RandomStream(seed: 204)
        let moving = try Self.heisenberg(3)
        let edge = try randomStates(1, visibility: 3.0 / 28, seed: 205)[0]
        let particles = try HeisenbergGauge().distribution(of: edge)
        let samples = 4000
        var (total, squares) = (
            [Double](repeating: 0, count: moving.count), [Double](repeating: 0, count: moving.count)
        )
        for _ in 0..<samples {
            for (index, value) in try moving.values(at: particles.sample(using: &stream)).enumerated() {
                total[index] += value
                squares[index] += value * value
            }
        }
        for (index, mean) in try moving.means(for: edge).enumerated() {
            let average = total[index] / Double(samples)
            let variance = squares[index] / Double(samples) - average * average
            #expect(abs(average - mean) < 4.5 * (variance / Double(samples)).squareRoot())
        }
    }

    @Test("C3: the bounds enclose what N1 reaches, the cloud satisfies the constraints, the certificate recomputes")
    func flow() throws {
        var stream = RandomStream(seed: 206)
        let constraints = try Self.heisenberg(5)
        let found = try constraints.largestVisibility(
            of: Self.upDown, cells: randomPairs(200, seed: 207), rounds: 12, starts: 300, using: &stream)
        #expect(found.lower > 3.0 / 28)
        #expect(found.lower <= found.upper + 1e-12)
        #expect(found.upper < 0.8 && found.lower > 0.7)
        // The functions L = λ₁ + λ₂ among others do not change, so that not all constraints are independent.
        #expect(found.rank < constraints.count)
        // The cloud with its uniform part has the means of the noisy state.
        let cloud = try #require(found.cloud)
        let share = 1 - found.uniformWeight
        var sums = [Double](repeating: 0, count: constraints.count)
        for (point, weight) in zip(cloud.points, cloud.weights) {
            for (index, value) in try constraints.values(at: point).enumerated() {
                sums[index] += share * weight * value
            }
        }
        let means = try constraints.means(for: Self.upDown)
        for (sum, mean) in zip(sums, means) { #expect(abs(sum - found.lower * mean) < 1e-7) }
        // A certificate found by one search holds in another one, and against N1's own particles.
        let mean = try found.witness.mean(for: Self.upDown)
        #expect(mean > 0)
        let again = try found.witness.maxima(starts: 500, refined: 5, using: &stream)[0]
        #expect(again.value / mean < found.upper + 1e-3)
        #expect(abs(try found.witness.value(at: again.pair) - again.value) < 1e-14)
    }

    @Test("on a grid, Farkas' lemma excludes more visibility than the program reaches, in compensated arithmetic")
    func farkas() throws {
        var stream = RandomStream(seed: 208)
        let constraints = try Self.heisenberg(3)
        let rule = try SphereRule.lebedev(degree: 5)
        let nodes = rule.points.map { Direction(unchecked: $0) }
        let grid = nodes.flatMap { one in nodes.map { [one, $0] } }
        let found = try constraints.largestVisibility(of: Self.singlet, cells: grid, using: &stream)
        #expect(found.rounds == 1)
        #expect(abs(found.upper - found.lower) < 1e-9)
        // The same as a feasibility problem with v fixed above: infeasible, with a ray of positive margin.
        let means = try constraints.means(for: Self.singlet)
        let columns = try grid.map { try constraints.values(at: $0) + [1] }
        let matrix = RealMatrix(
            unchecked: columns.flatMap { $0 }, rows: constraints.count + 1, columns: grid.count)
        func program(_ v: Double) throws -> LinearProgram {
            try LinearProgram(
                .minimize, [Double](repeating: 0, count: grid.count), subjectTo: matrix,
                means.map { .equal(to: v * $0) } + [.equal(to: 1)])
        }
        let mean = try found.witness.mean(for: Self.singlet)
        let ray = found.witness.coefficients.map { $0 / mean } + [-found.upper]
        let above = try program(found.upper + 0.01)
        #expect(try above.farkasMargin(of: ray) > 0.009)
        #expect(try program(found.lower - 0.01).farkasMargin(of: ray) < 0)
        #expect(try found.witness.largestValue(on: grid) <= found.upper * mean + 1e-12)
    }

    @Test("a motion that contradicts its unitary is excluded at once, by a function that vanishes everywhere")
    func contradiction() throws {
        var stream = RandomStream(seed: 209)
        let swap = try HeisenbergDynamicalModel(frequency: 1).evolution().unitary(at: .pi)
        let constraints = try MotionConstraints(
            motions: [.identity, PairMotion(unitary: swap, motion: { $0 })], degree: 1)
        let found = try constraints.largestVisibility(
            of: Self.upDown, cells: randomPairs(10, seed: 210), rounds: 3, using: &stream)
        #expect(found.upper == 0 && found.lower == 0)
        #expect(abs(try found.witness.mean(for: Self.upDown) - 1) < 1e-9)
        for pair in randomPairs(20, seed: 211) { #expect(abs(try found.witness.value(at: pair)) < 1e-9) }
    }

    @Test("C5: words compose, and more words leave less visibility")
    func words() throws {
        var stream = RandomStream(seed: 212)
        let heisenberg = try PairMotion(HeisenbergDynamicalModel(frequency: 1), time: 1.1)
        let turn = try PairMotion(local: QubitRotation(axis: .x, angle: 0.7).unitary, .identity(2))
        let word = PairMotion.word([heisenberg, turn, heisenberg])
        #expect((word.unitary - heisenberg.unitary * turn.unitary * heisenberg.unitary).largestModulus < 1e-14)
        let pair = randomPairs(1, seed: 213)[0]
        #expect(distance(try word.move(pair), try heisenberg.move(turn.move(heisenberg.move(pair)))) == 0)
        let words = try PairMotion.words(length: 2, over: [heisenberg, turn])
        #expect(words.count == 4)
        #expect((words[1].unitary - turn.unitary * heisenberg.unitary).largestModulus < 1e-14)
        let between = try MotionConstraints(motions: [.identity, heisenberg, turn] + words, degree: 1)
            .largestVisibility(
                of: Self.upDown, cells: randomPairs(150, seed: 214), rounds: 10, starts: 100, using: &stream)
        #expect(between.lower <= between.upper + 1e-9)
        let cells = randomPairs(150, seed: 214)
        let few = try MotionConstraints(motions: [.identity, heisenberg], degree: 1)
        let many = try MotionConstraints(motions: [.identity, heisenberg] + words, degree: 1)
        // On one grid the smaller set of constraints cannot allow less.
        let one = try few.largestVisibility(of: Self.upDown, cells: cells, using: &stream)
        let two = try many.largestVisibility(of: Self.upDown, cells: cells, using: &stream)
        #expect(two.lower <= one.lower + 1e-9)
    }

    @Test("a search reports after each program, and goes the same way when it is stopped; its bounds hold")
    func stopping() throws {
        let constraints = try Self.heisenberg(5)
        let cells = randomPairs(60, seed: 215)
        func search(rounds: Int, report: (RunProgress) -> Bool) throws -> MotionVisibility {
            var stream = RandomStream(seed: 216)
            return try constraints.largestVisibility(
                of: Self.upDown, cells: cells, rounds: rounds, starts: 60, using: &stream, reporting: report)
        }
        var seen: [RunProgress] = []
        let early = try search(rounds: 12) {
            seen.append($0)
            return seen.count < 3
        }
        #expect(early.stopReason == .stoppedByCaller && early.rounds == 3)
        #expect(seen.map(\.step) == [1, 2, 3] && seen.allSatisfy { $0.total == 13 })
        #expect(seen.last?.value == early.upper - early.lower)
        #expect(early.upper - early.lower > 1e-4)
        let mean = try early.witness.mean(for: Self.upDown)
        #expect(try early.witness.largestValue(on: cells) <= early.upper * mean + 1e-12)
        let whole = try search(rounds: 2) { _ in true }
        #expect(whole.stopReason == .iterationLimit)
        #expect(whole.lower == early.lower && whole.upper == early.upper)
    }

    @Test("a run gives the bits of the synchronous search; cancelled, it returns the bounds so far")
    func run() async throws {
        let constraints = try Self.heisenberg(3)
        let cells = randomPairs(60, seed: 217)
        var stream = RandomStream(seed: 218)
        let one = try constraints.largestVisibility(
            of: Self.singlet, cells: cells, rounds: 2, starts: 60, using: &stream)
        let two = try await constraints.largestVisibilitySearch(
            of: Self.singlet, cells: cells, starts: 60, roundLimit: 2, seed: 218
        ).run()
        #expect(one.lower == two.lower && one.upper == two.upper)
        #expect(one.witness.coefficients == two.witness.coefficients)
        let long = try constraints.largestVisibilitySearch(
            of: Self.singlet, cells: cells, starts: 60, tolerance: 1e-300, roundLimit: 100_000, seed: 219
        ).start()
        for await progress in long.progress where progress.step >= 2 { long.cancel() }
        let found = try await long.value
        #expect(found.stopReason == .cancelled && found.rounds >= 2 && found.lower <= found.upper)
        await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            #expect(throws: CancellationError.self) {
                var stream = RandomStream(seed: 220)
                return try constraints.largestVisibility(of: Self.singlet, cells: cells, rounds: 2, using: &stream)
            }
        }.value
    }
}
