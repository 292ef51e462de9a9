import Foundation
import Superdeterminism
import Testing

/// The closed form against the matrix exponential and an adaptive integrator.
@Suite struct ClosedFormTests {
    @Test("every sign pattern, exponential of the Liouvillian", arguments: 1...6)
    func everyPattern(levels: Int) throws {
        for law in CollapseLaw.allCases {
            let model = try Cases.model(levels: levels, seed: 50, kappa: 1.3, law: law)
            for signs in try SigmaSigns.allPatterns(levels: levels) {
                let run = try model.run(signs: signs)
                let generator = try KroneckerLiouvillian.generator(of: run)
                for time in [0.07, 0.6, 3.0] {
                    let expected = try KroneckerLiouvillian.evolve(Cases.initial(model), by: generator, time: time)
                    #expect(try run.matrix(at: time).distance(to: expected) < 1e-12, "\(law) \(signs) at \(time)")
                }
            }
        }
    }

    @Test("every pattern with zeros", arguments: 2...5)
    func everyPatternWithZeros(levels: Int) throws {
        let model = try Cases.model(levels: levels, seed: 51)
        let count = (1..<levels).reduce(1) { product, _ in product * 3 }
        for number in 0..<count {
            var rest = number
            let signs = SigmaSigns(
                (1..<levels).map { _ in
                    defer { rest /= 3 }
                    return SigmaSigns.Sign.allCases[rest % 3]
                })
            let run = try model.run(signs: signs)
            let generator = try KroneckerLiouvillian.generator(of: run)
            for time in [0.2, 2.5] {
                let expected = try KroneckerLiouvillian.evolve(Cases.initial(model), by: generator, time: time)
                #expect(try run.matrix(at: time).distance(to: expected) < 1e-12, "\(signs) at \(time)")
            }
        }
    }

    @Test("adaptive steps of the full master equation", arguments: [20, 60])
    func adaptiveSteps(levels: Int) throws {
        let model = try Cases.model(levels: levels, seed: 52, kappa: 0.7)
        var stream = RandomStream(seed: 53, substream: UInt64(levels))
        let run = model.run(using: &stream)
        // The same signs with a vanishing Hamiltonian take the path that knows no closed form.
        let zero = ComplexMatrix(rows: levels, columns: levels)
        let stepped = try CollapseModel(
            state: model.state, basis: model.basis, kappa: 0.7, hamiltonian: .constant(zero), detectionTime: 1
        ).run(signs: run.signs)
        let times = levels > 50 ? [0.1, 0.4] : [0.1, 0.5, 2, 6]
        let reference = try stepped.trajectory(
            at: times, options: CollapseEvolutionOptions(method: .adaptiveSteps, tolerance: 1e-11))
        let closed = try run.trajectory(at: times)
        for (left, right) in zip(reference.matrices, closed.matrices) { #expect(left.distance(to: right) < 1e-9) }
    }

    @Test("populations of hundreds of levels", arguments: [20, 60, 300])
    func manyLevels(levels: Int) throws {
        let model = try Cases.model(levels: levels, seed: 54)
        var stream = RandomStream(seed: 55, substream: UInt64(levels))
        let signs = SigmaSigns((1..<levels).map { _ in stream.uniform() < 0.5 ? .positive : .negative })
        let run = try model.run(signs: signs)
        let operators = run.jumpOperators
        let time = levels > 100 ? 0.05 : 0.8
        let reference = try DormandPrince(StepOptions(relativeTolerance: 1e-12, absoluteTolerance: 1e-13))
            .integrate(from: 0, to: time, initial: model.initialPopulations) { _, populations in
                var slope = [Double](repeating: 0, count: levels)
                for jump in operators {
                    slope[jump.from] -= populations[jump.from]
                    slope[jump.to] += populations[jump.from]
                }
                return slope
            }.state
        for (left, right) in zip(try run.populations(at: time), reference) { #expect(abs(left - right) < 1e-9) }
        for time in [0, 1e-12, 0.01, 1, 50, 1e6] {
            let populations = try run.populations(at: time)
            #expect(abs(populations.reduce(0, +) - 1) < 1e-13)
            #expect(populations.allSatisfy { $0 >= 0 })
        }
    }

    @Test("a state at every time", arguments: CollapseLaw.allCases)
    func staysAState(law: CollapseLaw) throws {
        let times = [0, 0.01, 0.1, 0.3, 1, 3, 10, 40]
        for levels in [2, 3, 5, 9, 24] {
            let model = try Cases.model(levels: levels, seed: 56, law: law)
            var stream = RandomStream(seed: 57, substream: UInt64(levels))
            for _ in 0..<5 {
                let defects = try model.run(using: &stream).trajectory(at: times).defects()
                #expect(defects.trace < 1e-13)
                #expect(defects.hermiticity < 1e-15)
                #expect(defects.leastEigenvalue > -1e-14)
            }
        }
    }

    @Test("the limit is the outcome", arguments: CollapseLaw.allCases)
    func limit(law: CollapseLaw) throws {
        let model = try Cases.model(levels: 5, seed: 58, law: law)
        for signs in try SigmaSigns.allPatterns(levels: 5) {
            let run = try model.run(signs: signs)
            let expected = (signs.values.lastIndex(of: .positive) ?? -1) + 1
            #expect(run.outcome == expected)
            let matrix = try run.matrix(at: 100)
            var pure = ComplexMatrix(rows: 5, columns: 5)
            pure[expected, expected] = .one
            #expect(matrix.distance(to: pure) < 1e-15)
        }
    }

    @Test func smallPopulationsAreAccurate() throws {
        // 1e-200 of population at the worst level must not drown in roundings of the others.
        let model = try Cases.model([1, 1e-100, 1e-100], in: Cases.space(3))
        let run = try model.run(signs: SigmaSigns("--"))
        let populations = try run.populations(at: 0.5)
        #expect(abs(populations[2] / (1e-200 * exp(-1)) - 1) < 1e-13)
        let second = exp(-0.5) * (1e-200 + 1e-200 * (1 - exp(-0.5)))
        #expect(abs(populations[1] / second - 1) < 1e-13)
    }
}
