import Foundation
import Testing

@testable import QuantumStates

@Suite struct MaximumLikelihoodTests {
    @Test func `the James data give a physical state near the Bell state`() throws {
        let data = try TomographyExamples.james()
        let estimate = try data.maximumLikelihood()
        #expect(estimate.stopReason == .converged && estimate.optimalityGap <= 1e-6)
        #expect(try estimate.state.eigenvalues()[0] >= 0)
        #expect(abs(estimate.state.matrix.trace.real - 1) < 1e-13)
        // The paper's own likelihood is Gaussian; the fidelity of its state is about 0.96 too.
        let fidelity = try estimate.state.fidelity(with: BellState.phiPlus.stateVector)
        #expect(abs(fidelity - 0.96) < 0.01)
        let free = try TomographyExamples.jamesUnnormalized().maximumLikelihood()
        #expect(free.stopReason == .converged)
        // An unknown N can only raise the likelihood.
        #expect(free.logLikelihood >= estimate.logLikelihood - 1e-5)
        #expect(abs(free.trials / estimate.trials - 1) < 0.02)
        #expect(try free.state.traceDistance(to: estimate.state) < 0.02)
    }

    @Test func `no other state is likelier, as the gap certifies`() throws {
        var stream = RandomStream(seed: 51)
        let data = try TomographyExamples.james()
        let estimate = try data.maximumLikelihood()
        func logLikelihood(_ state: DensityOperator) throws -> Double {
            try zip(data.counts, data.probabilities(of: state)).reduce(0) { sum, item in
                sum + item.0 * log(estimate.trials * item.1) - estimate.trials * item.1
            }
        }
        #expect(abs(try logLikelihood(estimate.state) - estimate.logLikelihood) < 1e-6)
        for exponent in 1...6 {
            for _ in 0..<10 {
                let other = try DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream)
                let nearby = try estimate.state.mixed(with: other, weight: pow(10, -Double(exponent)))
                #expect(try logLikelihood(nearby) <= estimate.logLikelihood + estimate.optimalityGap + 1e-8)
            }
        }
        let repaired = try DensityOperator.nearest(to: data.linearInversion().matrix, in: .twoQubits)
        #expect(try logLikelihood(repaired) < estimate.logLikelihood)
    }

    @Test(arguments: [1, 2, 3])
    func `on exact data of a full-rank state it equals linear inversion`(qubits: Int) throws {
        var stream = RandomStream(seed: 52, substream: UInt64(qubits))
        let state = try DensityOperator.randomHilbertSchmidt(in: .qubits(qubits), using: &stream)
            .withWhiteNoise(visibility: 0.9)
        let data = try TomographyExamples.pauliSettings(state, trials: 1e5)
        let estimate = try data.maximumLikelihood(MaximumLikelihoodOptions(gapTolerance: 1e-7))
        #expect(estimate.stopReason == .converged && estimate.trials.rounded() == 1e5)
        #expect(try estimate.state.traceDistance(to: state) < 1e-6)
        let effects = data.effects
        let poisson = try TomographyData(effects: effects, counts: data.counts, trials: nil, in: state.space)
        let free = try poisson.maximumLikelihood(MaximumLikelihoodOptions(gapTolerance: 1e-7))
        #expect(try free.state.traceDistance(to: state) < 1e-6)
        #expect(abs(free.trials - 1e5) < 1e-3)
    }

    @Test(arguments: BellState.allCases)
    func `exact data of a pure state return it`(bell: BellState) throws {
        let state = bell.stateVector.densityOperator
        let estimate = try TomographyExamples.pauliSettings(state, trials: 1000).maximumLikelihood()
        #expect(estimate.stopReason == .converged)
        #expect(try estimate.state.fidelity(with: bell.stateVector) > 1 - 1e-8)
    }

    @Test func `a qubit with all counts up along three axes has its Bloch vector along the diagonal`() throws {
        // max of Σ log(1 + r_k) over |r| ≤ 1 is at r = (1, 1, 1)/√3, on the boundary.
        let data = try TomographyData(
            measurements: TomographyExamples.axes, counts: [[50, 0], [50, 0], [50, 0]], in: .qubit)
        let estimate = try data.maximumLikelihood()
        let side = (1.0 / 3.0).squareRoot()
        for axis in [Direction.x, .y, .z] {
            #expect(abs(try estimate.state.correlator(along: [axis]) - side) < 1e-5)
        }
        #expect(abs(estimate.logLikelihood - 150 * log((1 + side) / 2)) < 1e-5)
    }

    @Test func `errors shrink with the root of the number of trials`() throws {
        var stream = RandomStream(seed: 53)
        let state = try DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream)
        var means: [Double] = []
        for trials in [400.0, 6400] {
            let expected = try TomographyExamples.pauliSettings(state, trials: trials)
            var sum = 0.0
            for _ in 0..<12 {
                let data = try expected.sampled(from: state, trials: trials, using: &stream)
                #expect(data.counts.reduce(0, +) == 9 * trials)
                sum += try data.maximumLikelihood().state.traceDistance(to: state) / 12
            }
            means.append(sum)
        }
        // Sixteen times the trials, a quarter of the error; twelve runs each know the ratio to about a tenth.
        #expect(means[0] / means[1] > 2.6 && means[0] / means[1] < 5.6)
    }

    @Test(arguments: [3.0, 1e3, 1e6])
    func `noisy data of states of every rank converge to a certified maximum`(trials: Double) throws {
        var stream = RandomStream(seed: 54)
        for rank in [1, 2, 3, 4, 1, 2, 3, 4] {
            let state = try DensityOperator.randomHilbertSchmidt(in: .twoQubits, rank: rank, using: &stream)
            let data = try TomographyExamples.pauliSettings(state, trials: trials)
                .sampled(from: state, trials: trials, using: &stream)
            let poisson = [trials, nil].map { known in
                Result { try TomographyData(effects: data.effects, counts: data.counts, trials: known, in: .twoQubits) }
            }
            for example in try [data] + poisson.map({ try $0.get() }) {
                let estimate = try example.maximumLikelihood()
                #expect(estimate.stopReason == .converged && estimate.optimalityGap <= 1e-6)
                #expect(throws: Never.self) { try DensityOperator(estimate.state.matrix, in: .twoQubits) }
            }
        }
    }

    @Test func `with very many counts rounding is said to be the limit`() throws {
        var stream = RandomStream(seed: 55)
        let state = try DensityOperator.randomHilbertSchmidt(in: .qubit, using: &stream)
        let estimate = try TomographyExamples.pauliSettings(state, trials: 1e13).maximumLikelihood()
        #expect(estimate.stopReason == .stalled && estimate.optimalityGap < 1)
        #expect(try estimate.state.traceDistance(to: state) < 1e-6)
    }

    @Test func `an iteration limit is said to be the reason`() throws {
        let estimate = try TomographyExamples.james()
            .maximumLikelihood(MaximumLikelihoodOptions(iterationLimit: 3))
        #expect(estimate.stopReason == .iterationLimit && estimate.iterations == 3)
        #expect(estimate.optimalityGap > 1e-6)
        #expect(try estimate.state.eigenvalues()[0] > 0)
    }
}

@Suite struct BootstrapTests {
    private static let fidelity: @Sendable (DensityOperator) throws -> Double = {
        try $0.fidelity(with: StateVector.singlet)
    }

    @Test func `bootstrap errors match the true scatter`() async throws {
        let state = try DensityOperator.werner(visibility: 0.7)
        let expected = try TomographyExamples.pauliSettings(state, trials: 300)
        var stream = RandomStream(seed: 61)
        let options = MaximumLikelihoodOptions(gapTolerance: 1e-3)
        let estimates = try (0..<60).map { _ in
            try Self.fidelity(
                try expected.sampled(from: state, trials: 300, using: &stream).maximumLikelihood(options).state)
        }
        let scatter = BootstrapEstimate(value: 0, samples: estimates, confidence: 0.9).standardError
        let data = try expected.sampled(from: state, trials: 300, using: &stream)
        let estimate = try data.maximumLikelihood()
        for source in [BootstrapOptions.Source.estimatedState, .observedCounts] {
            let result = try await data.bootstrap(
                estimate, options: BootstrapOptions(replicas: 60, seed: 7, source: source, likelihood: options),
                of: [Self.fidelity])[0]
            // Each standard deviation of 60 numbers is known to a tenth.
            #expect(result.standardError / scatter > 0.6 && result.standardError / scatter < 1.6)
            #expect(result.interval.contains(result.mean))
            #expect(try result.value == Self.fidelity(estimate.state))
        }
    }

    @Test func `a seed gives the same replicas and another seed others`() async throws {
        let data = try TomographyExamples.jamesUnnormalized()
        let estimate = try data.maximumLikelihood()
        let purity: @Sendable (DensityOperator) throws -> Double = { try $0.eigenvalues().reduce(0) { $0 + $1 * $1 } }
        func samples(_ seed: UInt64, _ replicas: Int) async throws -> [Double] {
            try await data.bootstrap(
                estimate, options: BootstrapOptions(replicas: replicas, seed: seed), of: [purity, Self.fidelity])[0]
                .samples
        }
        let first = try await samples(3, 12)
        #expect(try await samples(3, 12) == first)
        #expect(try await samples(3, 9) == Array(first.prefix(9)))
        #expect(try await samples(4, 12) != first)
    }

    @Test func `progress counts the replicas`() async throws {
        let data = try TomographyExamples.james()
        let estimate = try data.maximumLikelihood()
        let run = try Bootstrap(
            data, estimate, options: BootstrapOptions(replicas: 10, seed: 1), of: [Self.fidelity]
        ).start()
        var numbers: [Int] = []
        for await progress in run.progress { numbers.append(progress.step) }
        _ = try await run.value
        #expect(numbers.last == 10 && numbers == numbers.sorted())
    }

    @Test func `a cancelled bootstrap throws`() async throws {
        let data = try TomographyExamples.james()
        let estimate = try data.maximumLikelihood()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await data.bootstrap(
                estimate, options: BootstrapOptions(replicas: 100_000, seed: 1), of: [Self.fidelity])
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `percentiles of known samples`() {
        let result = BootstrapEstimate(value: 1, samples: [5, 1, 4, 2, 3], confidence: 0.5)
        #expect(result.mean == 3 && result.interval == 2...4)
        #expect(abs(result.standardError - 2.5.squareRoot()) < 1e-15)
    }

    @Test(arguments: [("replicas", 1, 0.9), ("confidence", 5, 1.0), ("confidence", 5, .nan)])
    func `wrong options are refused by name`(argument: String, replicas: Int, confidence: Double) async throws {
        let data = try TomographyExamples.james()
        let estimate = try data.maximumLikelihood()
        let error = await #expect(throws: InvalidArgument.self) {
            _ = try await data.bootstrap(
                estimate, options: BootstrapOptions(replicas: replicas, seed: 1, confidence: confidence), of: [])
        }
        #expect(error?.argument == argument)
    }
}
