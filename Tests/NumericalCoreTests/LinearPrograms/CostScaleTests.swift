import NumericalCore
import Testing

/// Linear programs whose objective has coefficients of very different sizes: the small ones count too.
@Suite("Linear programs with costs of all sizes")
struct CostScaleTests {
    static let sizes = [1e3, 1e6, 1e9, 1e10, 1e12, 1e15, 1e18, 1e30, 1e100, 1e155, 1e250]

    @Test("15.12 one huge coefficient does not hide the others", arguments: sizes)
    func separable(size: Double) throws {
        // max size·x + y − z for x, y ≤ 1 and z ≥ ½, by bounds and by rows: (1, 1, ½).
        let byBounds = try LinearProgram(
            .maximize, [size, 1, -1], subjectTo: RealMatrix([[0, 0, 1]]), [.atLeast(0.5)],
            variables: [.between(0, 1), .between(0, 1), .between(0, 3)])
        let byRows = try LinearProgram(
            .maximize, [size, 1, -1], subjectTo: RealMatrix([[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
            [.atMost(1), .atMost(1), .between(0.5, 3)])
        for program in [byBounds, byRows] {
            let solution = try program.solve()
            #expect(solution.isOptimal)
            #expect(solution.primal == [1, 1, 0.5])
            let small = try LinearProgram(
                program.goal, [1 / size, 1, -1], subjectTo: program.matrix, program.rowBounds,
                variables: program.variableBounds
            ).solve()
            #expect(small.primal == [1, 1, 0.5])
        }
    }

    @Test("15.12 coefficients at both ends of the range of numbers end in the right point or in words")
    func ends() throws {
        for (large, small) in [(1e308, 1e-308), (1e300, Double.leastNonzeroMagnitude), (1e160, 1e-160)] {
            let program = try LinearProgram(
                .maximize, [large, small], subjectTo: RealMatrix([[1, 0], [0, 1]]), [.atMost(1), .atMost(1)])
            do {
                let solution = try program.solve()
                #expect(solution.primal == [1, 1])
            } catch let error as NumericalFailure {
                #expect(error.operation == "linear program")
            }
        }
    }

    @Test("15.12 a program that is unbounded only in small coefficients is not called optimal", arguments: sizes)
    func unbounded(size: Double) throws {
        let program = try LinearProgram(
            .maximize, [size, 1, 0], subjectTo: RealMatrix([[1, 0, 0], [0, 1, -1]]), [.atMost(1), .atMost(2)])
        let solution = try program.solve()
        guard case .unbounded(let ray) = solution.status else {
            Issue.record("the status is \(solution.status)")
            return
        }
        #expect(ray[1] > 0 && ray[2] >= ray[1] && ray[0] == 0)
    }

    @Test("15.12 coupled programs: the optimum of the small costs on the face of the large one, or an error in words")
    func coupled() throws {
        var (right, refused) = (0, 0)
        for size in Self.sizes {
            for seed in UInt64(0)..<8 {
                var stream = RandomStream(seed: 1512, substream: seed)
                // Σ x = 1 over two groups of three; the large cost wants group A, the small ones choose within the groups.
                let small = (0..<6).map { _ in Double(1 + Int(stream.next() % 9)) + stream.uniform() / 2 }
                let program = try LinearProgram(
                    .minimize, small + [size],
                    subjectTo: RealMatrix([
                        [1, 1, 1, 1, 1, 1, 0], [0, 0, 0, 1, 1, 1, -1],
                    ]), [.equal(to: 1), .atMost(0)])
                do {
                    let solution = try program.solve()
                    #expect(solution.isOptimal)
                    let best = small.prefix(3).min() ?? 0
                    #expect(abs(solution.objective - best) <= 1e-9 * best)
                    right += 1
                } catch let error as NumericalFailure {
                    #expect(error.reason.contains("objective coefficients"))
                    refused += 1
                }
            }
        }
        #expect(right >= 8 * 5 && right + refused == 8 * Self.sizes.count)
    }

    @Test(
        "15.12 the same basis for any scale of the whole objective",
        arguments: [1e-300, 1e-160, 1e-12, 1e12, 1e155, 1e300])
    func scaled(scale: Double) throws {
        for seed in stride(from: UInt64(5), to: 120, by: 12) {
            let program = try RandomLinearProgram.make(seed: seed)
            let plain = try program.solve()
            guard plain.isOptimal else { continue }
            let scaled = try LinearProgram(
                program.goal, program.objective.map { scale * $0 }, subjectTo: program.matrix, program.rowBounds,
                variables: program.variableBounds
            ).solve()
            #expect(scaled.isOptimal)
            #expect(abs(scaled.objective / scale - plain.objective) <= 1e-9 * (1 + abs(plain.objective)))
        }
    }
}
