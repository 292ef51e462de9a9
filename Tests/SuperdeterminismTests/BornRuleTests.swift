import Foundation
import Superdeterminism
import Testing

#if DEBUG
    private let runsOfTest = 100_000
#else
    private let runsOfTest = 1_000_000
#endif

/// Born's rule as κt → ∞, and what breaks it.
@Suite struct BornRuleTests {
    @Test("outcome probabilities are |α|² for random states", arguments: 1...12)
    func exact(levels: Int) throws {
        for seed in UInt64(100)..<130 {
            let model = try Cases.model(levels: levels, seed: seed)
            for (left, right) in zip(model.outcomeProbabilities, model.bornWeights) {
                #expect(abs(left - right) < 1e-14)
            }
        }
    }

    @Test("sampled outcomes", arguments: [2, 5, 12, 50])
    func sampled(levels: Int) throws {
        let model = try Cases.model(levels: levels, seed: 71)
        var stream = RandomStream(seed: 72, substream: UInt64(levels))
        let counts = try model.sampleOutcomeCounts(runs: runsOfTest, using: &stream)
        #expect(counts.reduce(0, +) == runsOfTest)
        for (count, weight) in zip(counts, model.bornWeights) {
            let error = (weight * (1 - weight) / Double(runsOfTest)).squareRoot()
            #expect(abs(Double(count) / Double(runsOfTest) - weight) < 4 * error)
        }
    }

    @Test("the outcome of a run is the one that its σ decide")
    func sameOutcome() throws {
        let model = try Cases.model(levels: 6, seed: 73)
        var stream = RandomStream(seed: 74)
        for _ in 0..<200 {
            let run = model.run(using: &stream)
            let sigmas = try #require(run.sigmas)
            let variables = try #require(run.variables)
            #expect(try model.run(variables).sigmas == sigmas)
            // Eq. 13 from the complex numbers themselves.
            for position in 1..<6 {
                let lambda = variables.values[position - 1]
                let expected =
                    (model.detectionAmplitudes[position] * lambda).squaredMagnitude
                    - (1 - lambda.squaredMagnitude) * model.bornWeights[..<position].reduce(0, +)
                #expect(abs(sigmas[position - 1] - expected) < 1e-15)
            }
            #expect(run.outcome == (sigmas.lastIndex { $0 > 0 } ?? -1) + 1)
        }
    }

    @Test("Eq. 11: σ₂ > 0 exactly for |λ₂|² > 1 − |α₂|²")
    func ring() throws {
        let model = try Cases.model([0.6, 0.8], in: .qubit)
        for squaredRadius in [0.0, 0.2, 0.35, 0.3601, 0.5, 1] {
            let variables = try DiskVariables([Complex(modulus: squaredRadius.squareRoot(), phase: 2)])
            #expect(try model.run(variables).outcome == (squaredRadius > 0.36 ? 1 : 0))
        }
    }

    @Test("with a Hamiltonian the weights belong to the detection time")
    func detectionTime() throws {
        let hamiltonian = Cases.hermitian(levels: 4, seed: 75)
        let model = try Cases.model(levels: 4, seed: 75, hamiltonian: .constant(hamiltonian), detectionTime: 1.3)
        let evolved = try hamiltonian.unitaryExponential(time: 1.3) * model.state.amplitudes
        for (weight, amplitude) in zip(model.outcomeProbabilities, evolved) {
            #expect(abs(weight - amplitude.squaredMagnitude) < 1e-13)
        }
        let driven = try Cases.model(
            levels: 4, seed: 75, hamiltonian: .timeDependent { Complex(cos($0)) * hamiltonian }, detectionTime: 1.3)
        let turned = try hamiltonian.unitaryExponential(time: sin(1.3)) * model.state.amplitudes
        for (weight, amplitude) in zip(driven.bornWeights, turned) {
            #expect(abs(weight - amplitude.squaredMagnitude) < 1e-9)
        }
    }

    @Test("deviations from uniformity move the outcomes")
    func notUniform() throws {
        // λ in the outer half of the disk's area: P(σ₂ > 0) = 2·|α₂|² as long as that is at most 1.
        let ring = try DiskDistribution(radial: .annulus(inner: 0.5, outer: 1))
        let model = try Cases.model(Cases.roots(0.7, 0.3), in: .qubit, distribution: ring)
        #expect(abs(model.outcomeProbabilities[1] - 0.6) < 1e-15)
        let power = try DiskDistribution(radial: .power(2))
        let crowded = try Cases.model(Cases.roots(0.7, 0.3), in: .qubit, distribution: power)
        #expect(abs(crowded.outcomeProbabilities[1] - (1 - 0.7.squareRoot())) < 1e-15)
        var stream = RandomStream(seed: 76)
        for model in [model, crowded] {
            let counts = try model.sampleOutcomeCounts(runs: 40_000, using: &stream)
            let weight = model.outcomeProbabilities[1]
            let error = (weight * (1 - weight) / 40_000).squareRoot()
            #expect(abs(Double(counts[1]) / 40_000 - weight) < 4 * error)
        }
        // Eq. 31 averaged with other probabilities than Eq. 32 has a correction in the deviation, at finite times too.
        let populations = try model.averagePopulations(at: 0.7)
        let expected = 0.6 * (1 - 0.7 * exp(-0.7)) + 0.4 * 0.3 * exp(-0.7)
        #expect(abs(populations[1] - expected) < 1e-14)
    }

    @Test("phases of λ do not matter")
    func phases() throws {
        let fixed = try DiskDistribution(radial: .uniform, angular: .fixed(0.3))
        let lopsided = try DiskDistribution(radial: .uniform, angular: .histogram([1, 0, 3]))
        var stream = RandomStream(seed: 77)
        for distribution in [fixed, lopsided] {
            let model = try Cases.model([0.6, 0.8], in: .qubit, distribution: distribution)
            #expect(abs(model.outcomeProbabilities[1] - 0.64) < 1e-15)
            let counts = (0..<10_000).reduce(0) { count, _ in count + model.run(using: &stream).outcome }
            #expect(abs(Double(counts) - 6400) < 4 * (10_000 * 0.64 * 0.36).squareRoot())
        }
    }

    @Test("a finite sample space, with σ = 0 at a threshold")
    func finiteSampleSpace() throws {
        // |λ|² = ½ is exactly the threshold of an even superposition, where no operator acts.
        let points = try DiskDistribution(radial: .points([0.25, 0.5, 0.75, 1]))
        let model = try Cases.model([0.5, 0.5, 0.5, 0.5], in: .twoQubits, distribution: points)
        let patterns = try model.weightedPatterns()
        #expect(patterns.count == 3 * 2 * 3)  // thresholds ½, ⅔ and ¾: the middle one is no point
        #expect(abs(patterns.reduce(0) { $0 + $1.probability } - 1) < 1e-15)
        var sum = ComplexMatrix(rows: 4, columns: 4)
        for (signs, weight) in patterns {
            sum.add(Complex(weight), times: try model.run(signs: signs).matrix(at: 0.5))
        }
        #expect(try model.averageMatrix(at: 0.5).distance(to: sum) < 1e-14)
        let run = try model.run(DiskVariables([Complex(0.5.squareRoot()), 0, 0]))
        #expect(run.signs.values[0] == SigmaSigns.Sign(of: try #require(run.sigmas?[0])))
    }
}
