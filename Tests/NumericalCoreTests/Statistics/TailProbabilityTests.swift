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

/// Tails against 60-digit arithmetic, made by `python3 Tests/NumericalCoreTests/Fixtures/tail-probabilities.py` (mpmath 1.3).
@Suite struct PreciseTailTests {
    static let binomials: [(Int, Int, Double, Double)] = [
        (15000600000, 30000000000, 0.5, 2.1311827394977334e-12),
        (450000000001, 900000000000, 0.5, 0.499999579477913),
        (350003000000, 700000000000, 0.5, 3.7125337584295462e-13),
        (2000250000, 5000000000, 0.4, 2.6609691704774288e-13),
        (750004000000, 1000000000000, 0.75, 1.260211362302242e-20),
        (749999000000, 1000000000000, 0.75, 0.98953934122228133),
        (4503600127370496, 9007199254740992, 0.5, 2.9254384368701132e-26),
        (1, 1000000000000, 1e-15, 0.00099950016662500891),
        (40, 1000000000000, 1e-12, 4.6214458369532253e-49),
        (1000, 1000, 0.999, 0.36769542477096372),
        (99999, 100000, 0.999999, 0.99532120055703318),
        (999990, 1000000, 0.9999999, 1.0),
        (3, 20, 1e-30, 1.1400000000000003e-87),
        (500000, 1000000, 0.5, 0.50039894218066588),
        (499999, 1000000, 0.500001, 0.50199470319049947),
        (50, 77, 0.3, 2.6628930746043613e-10),
        (196, 245, 0.75, 0.039077671389657221),
        (333400000, 1000000007, 0.3333333333333333, 3.8768359061707131e-6),
    ]

    @Test("15.7 binomial tails are right to 1e-11 for any number of trials", arguments: binomials)
    func binomial(successes: Int, trials: Int, probability: Double, expected: Double) throws {
        let found = try TailProbability.binomial(atLeast: successes, of: trials, probability: probability)
        #expect(abs(found / expected - 1) < 1e-11, "\(found)")
    }

    static let chiSquares: [(Double, Int, Double)] = [
        (3.2, 4, 0.52493094678610403),
        (50, 7, 1.4444852779215405e-8),
        (300, 250, 0.01651827315786872),
        (1000000.0, 1000000, 0.4998119368033945),
        (1010000, 1000000, 9.0685288232620769e-13),
        (990000, 1000000, 0.99999999999934998),
        (1030000, 1000000, 2.9406225421100608e-98),
        (400000, 399999, 0.49925661485041996),
        (1200, 3, 7.3316715915506779e-260),
        (0.001, 1, 0.97477287936996039),
        (1e-05, 2, 0.99999500001249998),
        (250, 250, 0.48810532004782902),
        (980, 3, 3.9237330088185016e-212),
    ]

    @Test("15.7 chi-square tails are right to 1e-11 for any degrees of freedom", arguments: chiSquares)
    func chiSquare(value: Double, freedom: Int, expected: Double) throws {
        let found = try TailProbability.chiSquare(atLeast: value, degreesOfFreedom: freedom)
        #expect(abs(found / expected - 1) < 1e-11, "\(found)")
    }

    static let normals: [(Double, Double)] = [
        (0.0, 0.5),
        (1.5, 0.066807201268858066),
        (6, 9.8658764503769814e-10),
        (20, 2.7536241186062337e-89),
        (37, 5.7255712225245768e-300),
        (-3, 0.99865010196836991),
    ]

    @Test("15.7 normal tails are right to 1e-11", arguments: normals)
    func normal(value: Double, expected: Double) {
        #expect(abs(TailProbability.normal(atLeast: value) / expected - 1) < 1e-11)
    }

    static let chernoffs: [(Double, Int, Double, Double)] = [
        (0.750000001, 1152921504606846976, 0.75, 0.046214708098546144),
        (0.8, 245, 0.75, 0.1798708602617344),
        (1.0, 100, 0.999, 0.90479214711370896),
        (0.500001, 1000000000000, 0.5, 0.13533528322086562),
        (0.100001, 100000000000, 0.1, 0.57375436518286005),
    ]

    /// Rounded upwards, by less than 1e-10 of the bound.
    @Test("15.8 Chernoff's bound does not cancel near its mean", arguments: chernoffs)
    func chernoff(mean: Double, trials: Int, bound: Double, expected: Double) throws {
        let found = try TailProbability.chernoff(meanAtLeast: mean, trials: trials, bound: bound)
        #expect(found / expected - 1 > -1e-13 && found / expected - 1 < 1e-10, "\(found)")
    }

    /// P(X ≥ k) falls in k and rises in p, is in 0…1, and with P(n − X ≥ n − k + 1) it is 1.
    @Test("15.7 binomial tails are monotone, complementary and in 0…1") func laws() throws {
        var stream = RandomStream(seed: 51)
        for _ in 0..<300 {
            let trials = Int(exp(stream.uniform() * log(9e15))) + 1
            // A dyadic p, so that 1 − p is exact.
            let p = ((stream.uniform() * 0x1p20).rounded() + 0.5) * 0x1p-21
            let deviation = (Double(trials) * p * (1 - p)).squareRoot()
            let place = Double(trials) * p + stream.normalPair().0 * 6 * deviation
            let k = min(max(1, Int(place)), trials)
            let tail = try TailProbability.binomial(atLeast: k, of: trials, probability: p)
            let rest = try TailProbability.binomial(atLeast: trials - k + 1, of: trials, probability: 1 - p)
            #expect(tail > 0 && tail <= 1 && abs(tail + rest - 1) < 1e-12)
            let next = try TailProbability.binomial(atLeast: k + 1, of: trials, probability: p)
            #expect(next <= tail * (1 + 1e-12))
            let likelier = try TailProbability.binomial(atLeast: k, of: trials, probability: p * (1 + 1e-3))
            #expect(likelier >= tail * (1 - 1e-12))
            // P(X ≥ k) − P(X ≥ k + 1) = P(X = k), as the ratio of two terms says for the next k too.
            if k + 1 < trials, tail < 0.3, deviation < 1e3, next > 1e-290 {
                let afterNext = try TailProbability.binomial(atLeast: k + 2, of: trials, probability: p)
                let ratio = p / (1 - p) * Double(trials - k) / Double(k + 1)
                #expect(abs((next - afterNext) / (tail - next) / ratio - 1) < 1e-7)
            }
        }
    }

    /// No possible result is called impossible, and none certain beyond 1.
    @Test("15.8 far tails are rounded up") func farTails() throws {
        let least = Double.leastNormalMagnitude
        #expect(try TailProbability.binomial(atLeast: 5000, of: 10_000, probability: 0.01) == least)
        #expect(try TailProbability.binomial(atLeast: 1, of: 1, probability: .leastNonzeroMagnitude) == least)
        #expect(try TailProbability.binomial(atLeast: 2, of: 1 << 53, probability: 0x1p-1063) == least)
        #expect(try TailProbability.chernoff(meanAtLeast: 0.9, trials: 1 << 60, bound: 0.1) == least)
        #expect(try TailProbability.chiSquare(atLeast: 1e300, degreesOfFreedom: 1) == least)
        #expect(TailProbability.normal(atLeast: 50) == least && TailProbability.normal(atLeast: .infinity) == 0)
        for mean in [0.75, 0.75.nextUp, 0.75 + 1e-15, 0.8, 1] {
            for trials in [0, 1, 1 << 30, Int.max] {
                let bound = try TailProbability.chernoff(meanAtLeast: mean, trials: trials, bound: 0.75)
                #expect(bound > 0 && bound <= 1)
            }
        }
    }
}

@Suite struct HypergeometricTests {
    @Test(arguments: [(20, 7, 9), (10, 1, 5), (6, 3, 3), (300, 60, 40), (5, 5, 2), (5, 2, 0)])
    func frequenciesAndProbabilities(population: Int, marked: Int, drawn: Int) throws {
        let law = Hypergeometric(population: population, marked: marked, drawn: drawn)
        let probabilities = law.range.map { exp(law.logProbability($0)) }
        #expect(abs(probabilities.reduce(0, +) - 1) < 1e-12)
        // C(7, k)·C(13, 9 − k)/C(20, 9), the middle one by hand.
        if population == 20 { #expect(abs(probabilities[3] - 35.0 * 1716 / 167_960) < 1e-13) }
        for (index, k) in law.range.enumerated() {
            let (above, below) = law.tailBounds(k)
            #expect(above >= min(1, probabilities[index...].reduce(0, +)) * (1 - 1e-12) && above <= 1)
            #expect(below >= min(1, probabilities[...index].reduce(0, +)) * (1 - 1e-12) && below <= 1)
        }
        var stream = RandomStream(seed: 52)
        let draws = 8000
        var counts = [Int](repeating: 0, count: probabilities.count)
        for _ in 0..<draws { counts[law.sample(using: &stream) - law.range.lowerBound] += 1 }
        for (count, probability) in zip(counts, probabilities) {
            let error = (Double(draws) * probability * (1 - probability)).squareRoot()
            #expect(abs(Double(count) - Double(draws) * probability) <= 4.5 * error + 1)
        }
    }

    @Test func largeNumbers() {
        let law = Hypergeometric(population: 1 << 41, marked: 1 << 40, drawn: 1 << 30)
        var stream = RandomStream(seed: 53)
        let mean = Double(1 << 29)
        let variance = mean / 2 * (1 - 0x1p-11)
        var (sum, squares) = (0.0, 0.0)
        let draws = 2000
        for _ in 0..<draws {
            let difference = Double(law.sample(using: &stream)) - mean
            sum += difference
            squares += difference * difference
        }
        #expect(abs(sum) < 4.5 * (Double(draws) * variance).squareRoot())
        #expect(abs(squares / Double(draws) / variance - 1) < 4.5 * (2 / Double(draws)).squareRoot())
    }
}

@Suite struct RandomCountTestTests {
    /// Of uniform numbers the p-value is uniform, and never too small too often.
    @Test func pValuesAreValid() {
        var stream = RandomStream(seed: 54)
        let repetitions = 1000
        var small = [0, 0, 0]
        let levels = [0.3, 0.05, 0.01]
        for _ in 0..<repetitions {
            let observed = stream.uniform()
            let (p, drawn) = RandomCountTest.pValue(
                observed: observed, unionBound: 1, repetitions: 199, draw: { stream.uniform() })
            #expect(p > 0 && p <= 1 && drawn <= 199)
            for (index, level) in levels.enumerated() where p <= level { small[index] += 1 }
        }
        for (count, level) in zip(small, levels) {
            let error = (Double(repetitions) * level * (1 - level)).squareRoot()
            #expect(Double(count) < Double(repetitions) * level + 4 * error)
        }
        let far = RandomCountTest.pValue(observed: 1, unionBound: 1e-30, draw: { 0 })
        #expect(abs(far.pValue / 1e-28 - 1) < 1e-12 && far.drawn == 0)
    }
}
