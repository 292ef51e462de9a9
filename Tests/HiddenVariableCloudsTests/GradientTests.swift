import LHVModels
import Testing

@testable import HiddenVariableClouds

/// The gradient against central differences, in double precision.
@Suite struct GradientTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let parties: Int
        let family: MeasurementFamily
        let rule: ResponseRule
        let loss: CloudLoss
        let combination: BatchDesign.Combination

        var testDescription: String { "\(name), N = \(parties), \(combination), \(loss)" }
    }

    static var cases: [Case] {
        get throws {
            var cases: [Case] = []
            let losses: [CloudLoss] = [.divergence, .allUpDivergence, .squaredError, .worstCase(sharpness: 20)]
            func add(_ name: String, _ parties: ClosedRange<Int>, _ family: MeasurementFamily, _ rule: ResponseRule) {
                for count in parties {
                    for loss in losses {
                        for combination in [BatchDesign.Combination.list, .grid]
                        where combination == .list || loss.events == .all {
                            cases.append(
                                Case(
                                    name: name, parties: count, family: family, rule: rule, loss: loss,
                                    combination: combination))
                        }
                    }
                }
            }
            add("qubits, odd harmonics", 1...4, .directions, try .odd(degree: 3))
            add("qubits in a plane, all degrees", 1...4, .plane(normal: .z), try .full(degree: 2))
            add("qutrits", 1...4, .bases(dimension: 3), try .effects(dimension: 3, degrees: [1]))
            add(
                "tetrahedral POVM", 1...4, .turned(.tetrahedralSIC),
                try .effects(dimension: 2, degrees: [1, 2], weightPowers: [0, 1]))
            var stream = RandomStream(seed: 70)
            let three = try (0..<2).map { _ in try POVM.random(outcomes: 3, dimension: 2, using: &stream) }
            add(
                "listed POVMs with three outcomes", 1...4, .listed(three),
                try .effects(dimension: 2, degrees: [1, 2], weightPowers: [0, 1]))
            return cases
        }
    }

    @Test(arguments: try cases) func agreesWithCentralDifferences(_ test: Case) throws {
        var stream = RandomStream(seed: 71, substream: UInt64(test.parties))
        let dimension = test.family.dimension
        let space = try HilbertSpace.qudits(test.parties, dimension: dimension)
        let state = try DensityOperator.randomHilbertSchmidt(in: space, using: &stream)
        let problem = try CloudProblem(
            state: state, families: Array(repeating: test.family, count: test.parties),
            rules: Array(repeating: test.rule, count: test.parties), loss: test.loss)
        let batch = try SettingBatch<Double>(
            problem, try TargetState(state), BatchDesign(test.combination, settings: 3), using: &stream)
        let count = 5
        var kernel = try ResponseKernel<Double>(
            functions: problem.rules.map(\.count),
            parameters: stream.normals(count * test.parties * test.rule.count),
            weights: (0..<count).map { _ in 0.1 + stream.uniform() }, threads: 1)
        _ = try batch.differentiate(&kernel, problem.loss)
        let gradient = kernel.gradient
        let scale = euclideanNorm(gradient)
        #expect(scale > 0)
        let start = kernel.parameters
        // Directional derivatives along random directions, by the difference formula of fourth order.
        for _ in 0..<3 {
            let direction = stream.normals(start.count)
            func value(_ step: Double) throws -> Double {
                kernel.parameters = zip(start, direction).map { $0 + step * $1 }
                return try batch.loss(&kernel, problem.loss)
            }
            let h = 1e-3
            let expected = try (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h)
            let found = innerProduct(gradient, direction)
            #expect(abs(found - expected) <= 1e-6 * scale, "\(found) and \(expected)")
        }
    }

    @Test(arguments: [BatchDesign.Combination.list, .grid]) func weightGradient(_ combination: BatchDesign.Combination)
        throws
    {
        var stream = RandomStream(seed: 72)
        let state = try DensityOperator.randomHilbertSchmidt(in: .qubits(3), using: &stream)
        let problem = try CloudProblem(qubits: state, degree: 3)
        let batch = try SettingBatch<Double>(
            problem, try TargetState(state), BatchDesign(combination, settings: 3), using: &stream)
        var kernel = try ResponseKernel<Double>(
            functions: problem.rules.map(\.count), parameters: stream.normals(4 * 3 * 10), threads: 1)
        _ = try batch.differentiate(&kernel, problem.loss, includingWeights: true)
        let gradient = kernel.weightGradient
        // For the relative entropy Σ w ∂L/∂w = −1, whatever the cloud.
        let total: Double = gradient.reduce(0, +)
        #expect(abs(total / 4 + 1) < 1e-12)
        let h = 1e-5
        for point in 1..<4 {
            // Weight moved from point 0 to this one.
            func value(_ step: Double) throws -> Double {
                var weights = [Double](repeating: 0.25, count: 4)
                weights[point] += step
                weights[0] -= step
                var moved = kernel
                try moved.setWeights(weights)
                return try batch.loss(&moved, problem.loss)
            }
            let rise: Double = try value(h) - value(-h)
            let found: Double = gradient[point] - gradient[0]
            #expect(abs(found - rise / (2 * h)) < 1e-7)
        }
    }

    @Test func singlePrecisionAgreesWithDouble() throws {
        var stream = RandomStream(seed: 73)
        let state = try DensityOperator.werner(visibility: 0.5)
        for (loss, combination) in [
            (CloudLoss.allUpDivergence, BatchDesign.Combination.list), (.divergence, .list), (.divergence, .grid),
        ] {
            let problem = try CloudProblem(qubits: state, degree: 5, loss: loss)
            let prediction = try TargetState(state)
            let design = BatchDesign(combination, settings: 20)
            var (first, second) = (RandomStream(seed: 9), RandomStream(seed: 9))
            let exact = try SettingBatch<Double>(problem, prediction, design, using: &first)
            let single = try SettingBatch<Float>(problem, prediction, design, using: &second)
            let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 300, scale: 2, using: &stream)
            var (reference, working) = (
                try cloud.kernel(Double.self, threads: 1), try cloud.kernel(Float.self, threads: 2)
            )
            let losses = (
                try exact.differentiate(&reference, loss), try single.differentiate(&working, loss)
            )
            // Probabilities are rounded to 6e-8 of themselves, and the loss is a small difference of them.
            #expect(abs(losses.0 - losses.1) < 5e-6)
            let difference = zip(reference.gradient, working.gradient).map { $0 - Double($1) }
            #expect(euclideanNorm(difference) < 1e-5 * euclideanNorm(reference.gradient))
        }
    }

    @Test(arguments: [BatchDesign.Combination.list, .grid])
    func bitsDoNotDependOnThreads(_ combination: BatchDesign.Combination) throws {
        let problem = try CloudProblem(qubits: .werner(visibility: 0.5))
        var stream = RandomStream(seed: 74)
        let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 1000, using: &stream)
        let batch = try SettingBatch<Float>(
            problem, try TargetState(problem.state), BatchDesign(combination, settings: 24), using: &stream)
        let results = try [1, 2, 5].map { threads in
            var kernel = try cloud.kernel(Float.self, threads: threads)
            let loss = try batch.differentiate(&kernel, problem.loss, includingWeights: true)
            return (loss, kernel.gradient, kernel.weightGradient)
        }
        for other in results.dropFirst() {
            #expect(other.0 == results[0].0 && other.1 == results[0].1 && other.2 == results[0].2)
        }
    }
}
