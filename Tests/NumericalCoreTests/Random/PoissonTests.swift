import Foundation
import Testing

@testable import NumericalCore

@Suite struct PoissonTests {
    private func moments(_ numbers: [Double]) -> (mean: Double, variance: Double, fourth: Double) {
        let count = Double(numbers.count)
        let mean = numbers.reduce(0, +) / count
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let fourth = numbers.reduce(0) { $0 + pow($1 - mean, 4) } / count
        return (mean, variance, fourth)
    }

    @Test(arguments: [0.3, 4, 9.99, 10, 35, 1e3, 1e6, 3e12])
    func `mean and variance of a Poisson number are its mean`(mean: Double) throws {
        var stream = RandomStream(seed: 11, substream: UInt64(mean))
        let count = 20_000
        let numbers = try (0..<count).map { _ in Double(try stream.poisson(mean: mean)) }
        let (average, variance, fourth) = moments(numbers)
        let meanError = (mean / Double(count)).squareRoot()
        let varianceError = ((fourth - variance * variance) / Double(count)).squareRoot()
        #expect(abs(average - mean) < 4.5 * meanError)
        #expect(abs(variance - mean) < 4.5 * varianceError)
    }

    @Test(arguments: [2.5, 12, 40])
    func `Poisson frequencies pass a chi-square test`(mean: Double) throws {
        var stream = RandomStream(seed: 12)
        let count = 40_000
        let last = Int(mean + 4 * mean.squareRoot())
        var observed = [Double](repeating: 0, count: last + 2)
        for _ in 0..<count { observed[min(last + 1, try stream.poisson(mean: mean))] += 1 }
        var expected = (0...last).map { exp(logPoissonProbability(Double($0), mean: mean)) * Double(count) }
        expected.append(Double(count) - expected.reduce(0, +))
        try expectChiSquare(observed, expected)
    }

    @Test(arguments: [(30, 0.2), (30, 0.9), (60, 0.35), (200, 0.5)])
    func `binomial frequencies pass a chi-square test`(trials: Int, probability: Double) throws {
        var stream = RandomStream(seed: 13)
        let count = 40_000
        var observed = [Double](repeating: 0, count: trials + 1)
        for _ in 0..<count { observed[try stream.binomial(trials: trials, probability: probability)] += 1 }
        let expected = (0...trials).map {
            exp(logBinomialProbability(Double($0), trials: Double(trials), probability: probability)) * Double(count)
        }
        #expect(abs(expected.reduce(0, +) - Double(count)) < 1e-8 * Double(count))
        try expectChiSquare(observed, expected)
    }

    /// Pearson's χ² over cells of at least five expected counts, within five standard deviations √(2·cells) of its mean.
    private func expectChiSquare(_ observed: [Double], _ expected: [Double]) throws {
        var (cells, sum, seen, due) = (0.0, 0.0, 0.0, 0.0)
        for (o, e) in zip(observed, expected) {
            seen += o
            due += e
            guard due >= 5 else { continue }
            sum += (seen - due) * (seen - due) / due
            cells += 1
            (seen, due) = (0, 0)
        }
        try #require(cells > 5)
        #expect(abs(sum - (cells - 1)) < 5 * (2 * cells).squareRoot(), "χ² = \(sum) in \(cells) cells")
    }

    @Test(arguments: [(1 << 40, 0.3), (1_000_000, 1e-6), (5000, 0.999)])
    func `mean and variance of a binomial number`(trials: Int, probability: Double) throws {
        var stream = RandomStream(seed: 14)
        let count = 10_000
        let numbers = try (0..<count).map { _ in Double(try stream.binomial(trials: trials, probability: probability)) }
        let (average, variance, fourth) = moments(numbers)
        let truth = Double(trials) * probability * (1 - probability)
        #expect(abs(average - Double(trials) * probability) < 4.5 * (truth / Double(count)).squareRoot())
        #expect(abs(variance - truth) < 4.5 * ((fourth - variance * variance) / Double(count)).squareRoot())
    }

    @Test func `saddle-point probabilities equal products`() {
        var probability = exp(-7.5)
        for k in 0...40 {
            #expect(abs(exp(logPoissonProbability(Double(k), mean: 7.5)) - probability) < 1e-14)
            probability *= 7.5 / Double(k + 1)
        }
    }

    @Test func `multinomial counts sum to the trials and skip impossible outcomes`() throws {
        var stream = RandomStream(seed: 15)
        var sums = [Double](repeating: 0, count: 4)
        for _ in 0..<2000 {
            let counts = try stream.multinomial(trials: 100, weights: [2, 0, 5, 3])
            #expect(counts.reduce(0, +) == 100 && counts[1] == 0)
            for index in counts.indices { sums[index] += Double(counts[index]) }
        }
        for (sum, p) in zip(sums, [0.2, 0, 0.5, 0.3]) {
            #expect(abs(sum - 200_000 * p) <= 4.5 * (200_000 * p * (1 - p)).squareRoot())
        }
    }

    @Test func `certain cases are certain`() throws {
        var stream = RandomStream(seed: 16)
        #expect(try stream.poisson(mean: 0) == 0)
        #expect(try stream.binomial(trials: 9, probability: 0) == 0)
        #expect(try stream.binomial(trials: 9, probability: 1) == 9)
        #expect(try stream.binomial(trials: 0, probability: 0.5) == 0)
        #expect(try stream.multinomial(trials: 7, weights: [0, 1, 0]) == [0, 7, 0])
    }

    @Test func `equal seeds give equal numbers`() throws {
        var (first, second) = (RandomStream(seed: 17), RandomStream(seed: 17))
        for mean in [0.5, 20, 1e5] { #expect(try first.poisson(mean: mean) == second.poisson(mean: mean)) }
    }

    @Test(arguments: [-1, .nan, .infinity, 1e300] as [Double])
    func `an impossible mean is refused by name`(mean: Double) {
        var stream = RandomStream(seed: 1)
        let error = #expect(throws: InvalidArgument.self) { try stream.poisson(mean: mean) }
        #expect(error?.argument == "mean")
    }

    @Test func `impossible trials, probabilities and weights are refused by name`() {
        var stream = RandomStream(seed: 1)
        func name(_ body: () throws -> Void) -> String? {
            #expect(throws: InvalidArgument.self, performing: body)?.argument
        }
        #expect(name { _ = try stream.binomial(trials: -1, probability: 0.5) } == "trials")
        #expect(name { _ = try stream.binomial(trials: .max, probability: 0.5) } == "trials")
        #expect(name { _ = try stream.binomial(trials: 1, probability: 1.5) } == "probability")
        #expect(name { _ = try stream.binomial(trials: 1, probability: .nan) } == "probability")
        #expect(name { _ = try stream.multinomial(trials: 1, weights: []) } == "weights")
        #expect(name { _ = try stream.multinomial(trials: 1, weights: [0, 0]) } == "weights")
        #expect(name { _ = try stream.multinomial(trials: 1, weights: [1, -1]) } == "weight 1")
        #expect(name { _ = try stream.multinomial(trials: -1, weights: [1]) } == "trials")
    }
}
