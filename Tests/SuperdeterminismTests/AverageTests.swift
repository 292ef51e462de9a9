import Foundation
import Superdeterminism
import Testing

/// Averages over the hidden variables.
@Suite struct AverageTests {
    @Test("level by level equals the sum over all sign patterns", arguments: 1...8)
    func exactSum(levels: Int) throws {
        for law in CollapseLaw.allCases {
            let model = try Cases.model(levels: levels, seed: 60, kappa: 0.8, law: law)
            for time in [0, 0.1, 0.9, 4] {
                var sum = ComplexMatrix(rows: levels, columns: levels)
                var total = 0.0
                for (signs, weight) in try model.with(law: .pairwise).weightedPatterns() {
                    sum.add(Complex(weight), times: try model.run(signs: signs).matrix(at: time))
                    total += weight
                }
                #expect(abs(total - 1) < 1e-13)
                #expect(try model.averageMatrix(at: time).distance(to: sum) < 1e-13, "\(law) at \(time)")
            }
        }
    }

    @Test("empty first positions", arguments: [[0, 0, 0.6, 0.8], [0, 0.6, 0, 0.8], [0, 0, 0, 1], [1, 0, 0, 0]])
    func emptyPositions(amplitudes: [Double]) throws {
        let model = try Cases.model(amplitudes, in: .twoQubits)
        for time in [0.3, 2] {
            var sum = ComplexMatrix(rows: 4, columns: 4)
            for (signs, weight) in try model.weightedPatterns() {
                sum.add(Complex(weight), times: try model.run(signs: signs).matrix(at: time))
            }
            #expect(try model.averageMatrix(at: time).distance(to: sum) < 1e-14)
        }
        // A level that is never occupied and lies below all occupied ones has σ = 0 for every λ.
        var stream = RandomStream(seed: 61)
        let empty = amplitudes.firstIndex { $0 != 0 } ?? 0
        for _ in 0..<50 {
            let signs = model.run(using: &stream).signs
            for position in 1..<max(1, empty) { #expect(signs.values[position - 1] == .zero) }
        }
    }

    @Test func twoLevelsAreQuantumMechanicsAtAllTimes() throws {
        for seed in UInt64(0)..<20 {
            let model = try Cases.model(levels: 2, seed: seed)
            for time in [0.1, 1, 3] {
                for (left, right) in zip(try model.averagePopulations(at: time), model.bornWeights) {
                    #expect(abs(left - right) < 1e-15)
                }
            }
        }
    }

    @Test("three levels leave Born's rule at the rate −κp₃(1 − p₃)")
    func initialSlope() throws {
        let model = try Cases.model([0.5, 0.5, 0.5.squareRoot()], in: Cases.space(3))
        let step = 1e-5
        let slope = (try model.averagePopulations(at: step)[2] - 0.5) / step
        #expect(abs(slope + 0.25) < 1e-5)
    }

    @Test("the singlet in the natural order at κt = 0.5")
    func singletInNaturalOrder() throws {
        let model = try CollapseModel(
            state: .singlet, basis: .computational(in: .twoQubits))
        let populations = try model.averagePopulations(at: 0.5)
        for (value, expected) in zip(populations, [0.060, 0.500, 0.440, 0]) { #expect(abs(value - expected) < 5e-4) }
    }

    @Test("the repaired model is quantum mechanics at all times, for every order", arguments: 2...12)
    func repaired(levels: Int) throws {
        let model = try Cases.model(levels: levels, seed: 62, law: .direct)
        var stream = RandomStream(seed: 63)
        for _ in 0..<5 {
            let other = try model.reordered(Array(0..<levels).shuffled(using: &stream))
            for time in [0, 0.05, 0.4, 2, 30] {
                for (left, right) in zip(try other.averagePopulations(at: time), other.bornWeights) {
                    #expect(abs(left - right) < 1e-15)
                }
            }
        }
        #expect(try BornReport(model, at: [0.3]).totalVariation[0] < 1e-15)
    }

    @Test("P2's law leaves Born's rule at finite times and returns to it")
    func bornReport() throws {
        let model = try Cases.model(levels: 4, seed: 64)
        let report = try BornReport(model, at: [0, 0.5, 50])
        #expect(report.totalVariation[0] < 1e-15)
        #expect(report.totalVariation[1] > 0.01)
        #expect(report.totalVariation[2] < 1e-15)
        #expect(report.limitTotalVariation < 1e-15)
    }

    @Test func averageDependsOnTheOrderAndNotInTheLimit() throws {
        let model = try Cases.model(Cases.roots(0.2, 0.3, 0.5), in: Cases.space(3))
        let turned = try model.reordered([2, 0, 1])
        func inOrder(_ model: CollapseModel, _ time: Double) throws -> [Double] {
            try model.basis.inOutcomeOrder(model.averagePopulations(at: time))
        }
        #expect(abs(try inOrder(model, 0.5)[2] - inOrder(turned, 0.5)[2]) > 0.02)
        for (left, right) in zip(try inOrder(model, 60), try inOrder(turned, 60)) { #expect(abs(left - right) < 1e-15) }
        // The mean over all orders is independent of where one begins, but it is not Born's rule.
        let mean = try model.averageOverAllOrderings(at: 0.5)
        let turnedMean = try turned.averageOverAllOrderings(at: 0.5)
        for (left, right) in zip(mean, turnedMean) { #expect(abs(left - right) < 1e-14) }
        #expect(abs(mean[2] - 0.5) > 1e-3)
        var stream = RandomStream(seed: 65)
        let sampled = try model.averageOverOrderings(at: 0.5, orderings: 3000, using: &stream)
        for (estimate, exact) in zip(sampled, mean) { #expect(abs(estimate.deviation(from: exact)) < 4) }
    }

    @Test("drawn hidden variables agree with the exact average", arguments: CollapseLaw.allCases)
    func sampled(law: CollapseLaw) throws {
        for levels in [2, 4, 7] {
            let model = try Cases.model(levels: levels, seed: 66, law: law)
            var stream = RandomStream(seed: 67, substream: UInt64(levels))
            let sample = try model.sampledAverage(at: 0.4, runs: 20_000, using: &stream)
            for (estimate, exact) in zip(sample.populations, try model.averagePopulations(at: 0.4)) {
                #expect(abs(estimate.deviation(from: exact)) < 4)
            }
            #expect(sample.outcomeCounts.reduce(0, +) == 20_000)
            #expect(sample.matrix.distance(to: try model.averageMatrix(at: 0.4)) < 0.02)
        }
    }

    @Test("hundreds of levels")
    func manyLevels() throws {
        let model = try Cases.model(levels: 400, seed: 68)
        for time in [1e-6, 0.01, 0.5, 20] {
            let matrix = try model.averageMatrix(at: time)
            #expect(abs(matrix.trace.real - 1) < 1e-12)
            #expect(matrix.diagonal.allSatisfy { $0.real > -1e-15 })
        }
        var stream = RandomStream(seed: 69)
        let sample = try model.sampledAverage(at: 0.003, runs: 300, using: &stream)
        let exact = try model.averagePopulations(at: 0.003)
        // Single levels change too rarely for an error of their own; their sum of squares does not.
        var (distance, variance) = (0.0, 0.0)
        for (estimate, value) in zip(sample.populations, exact) {
            distance += (estimate.value - value) * (estimate.value - value)
            variance += estimate.standardError * estimate.standardError
        }
        #expect(distance < 3 * variance && distance > variance / 3)
    }

    @Test("with a Hamiltonian: the sum over patterns", arguments: CollapseLaw.allCases)
    func withHamiltonian(law: CollapseLaw) throws {
        let hamiltonian = Cases.hermitian(levels: 3, seed: 70)
        let model = try Cases.model(
            levels: 3, seed: 70, kappa: 2, law: law, hamiltonian: .constant(hamiltonian), detectionTime: 0.7)
        var sum = ComplexMatrix(rows: 3, columns: 3)
        let all = try model.with(law: .pairwise).weightedPatterns()
        for (signs, weight) in all { sum.add(Complex(weight), times: try model.run(signs: signs).matrix(at: 0.7)) }
        #expect(all.count == 4)
        #expect(try model.averageMatrix(at: 0.7).distance(to: sum) < 1e-13)
    }
}
