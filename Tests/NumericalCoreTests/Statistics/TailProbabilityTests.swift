import Foundation
import NumericalCore
import Testing

@Suite struct TailProbabilityTests {
    /// Against SciPy 1.17.
    @Test(arguments: [
        (196, 245, 0.75, 0.03907767138965717), (21, 30, 0.3, 7.277835375242025e-06),
        (600, 1000, 0.5, 1.3642320780329735e-10),
    ])
    func binomial(successes: Int, trials: Int, probability: Double, expected: Double) throws {
        let found = try TailProbability.binomial(atLeast: successes, of: trials, probability: probability)
        #expect(abs(found / expected - 1) < 1e-11)
    }

    @Test func binomialTailsAreSumsOfTerms() throws {
        for p in [0.1, 0.5, 0.9] {
            // n = 6 by hand.
            let terms = [1.0, 6, 15, 20, 15, 6, 1].enumerated().map { k, ways in
                ways * pow(p, Double(k)) * pow(1 - p, Double(6 - k))
            }
            for k in 0...7 {
                let expected = terms.dropFirst(k).reduce(0, +)
                let found = try TailProbability.binomial(atLeast: k, of: 6, probability: p)
                #expect(abs(found - min(1, expected)) < 1e-14)
            }
        }
        #expect(try TailProbability.binomial(atLeast: 0, of: 0, probability: 0.5) == 1)
        #expect(try TailProbability.binomial(atLeast: 1, of: 5, probability: 0) == 0)
        #expect(try TailProbability.binomial(atLeast: 5, of: 5, probability: 1) == 1)
    }

    /// Against SciPy 1.17.
    @Test(arguments: [
        (3.2, 4, 0.5249309467861041), (50, 7, 1.4444852779215397e-08), (300, 250, 0.016518273157868715),
    ])
    func chiSquare(value: Double, freedom: Int, expected: Double) throws {
        let found = try TailProbability.chiSquare(atLeast: value, degreesOfFreedom: freedom)
        #expect(abs(found / expected - 1) < 1e-11)
    }

    /// Q = e^{−x/2} for two degrees of freedom, and erfc for one.
    @Test func chiSquareInClosedForm() throws {
        for x in [0, 0.01, 1, 3, 10, 100, 700] {
            let two = try TailProbability.chiSquare(atLeast: x, degreesOfFreedom: 2)
            #expect(abs(two - exp(-x / 2)) < 1e-14 * max(1e-10, exp(-x / 2)) + 1e-15)
            let one = try TailProbability.chiSquare(atLeast: x, degreesOfFreedom: 1)
            #expect(abs(one - 2 * TailProbability.normal(atLeast: x.squareRoot())) < 1e-14)
        }
        #expect(try TailProbability.chiSquare(atLeast: .infinity, degreesOfFreedom: 3) == 0)
    }

    /// Chernoff's bound is not below the tail it bounds.
    @Test func chernoffBoundsTheBinomialTail() throws {
        for wins in [40, 60, 80, 100] {
            let tail = try TailProbability.binomial(atLeast: wins, of: 100, probability: 0.4)
            let bound = try TailProbability.chernoff(meanAtLeast: Double(wins) / 100, trials: 100, bound: 0.4)
            #expect(bound >= tail * (1 - 1e-12) && bound <= 1)
        }
        #expect(try TailProbability.chernoff(meanAtLeast: 0.3, trials: 10, bound: 0.3) == 1)
        #expect(try TailProbability.chernoff(meanAtLeast: 0.1, trials: 10, bound: 0) == 0)
    }

    @Test func wrongInput() {
        let wrong: [([String], () throws -> Double)] = [
            (["trials", "-1"], { try TailProbability.binomial(atLeast: 1, of: -1, probability: 0.5) }),
            (["probability", "0…1", "1.5"], { try TailProbability.binomial(atLeast: 1, of: 2, probability: 1.5) }),
            (["probability", "nan"], { try TailProbability.binomial(atLeast: 1, of: 2, probability: .nan) }),
            (["value", "-1"], { try TailProbability.chiSquare(atLeast: -1, degreesOfFreedom: 2) }),
            (["value", "nan"], { try TailProbability.chiSquare(atLeast: .nan, degreesOfFreedom: 2) }),
            (["degreesOfFreedom", "0"], { try TailProbability.chiSquare(atLeast: 1, degreesOfFreedom: 0) }),
            (["mean", "2.0"], { try TailProbability.chernoff(meanAtLeast: 2, trials: 1, bound: 0.5) }),
            (["bound", "-1.0"], { try TailProbability.chernoff(meanAtLeast: 0.5, trials: 1, bound: -1) }),
            (["trials", "-3"], { try TailProbability.chernoff(meanAtLeast: 0.5, trials: -3, bound: 0.2) }),
        ]
        for (words, call) in wrong {
            let error = #expect(throws: InvalidArgument.self) { _ = try call() }
            for word in words { #expect(error?.description.contains(word) == true, "\(String(describing: error))") }
        }
    }
}
