import Foundation
import NumericalCore
import QuantumStates
import Testing

@Suite struct MeasuredBehaviourTests {
    /// The counts of the first loophole-free Bell test, Nature 526, 682 (2015).
    static let delft = """
        # comment
        a,b,plus_plus,plus_minus,minus_plus,minus_minus
        0,0,23,3,4,23
        0,1,33,11,5,30
        1,0,22,10,6,24
        1,1,4,20,21,6
        """

    static func table(_ text: String) throws -> CSVTable { try CSVTable(data: Data(text.utf8)) }

    @Test func delftBellTest() throws {
        let data = try MeasuredBehaviour(MeasuredBehaviourTests.table(MeasuredBehaviourTests.delft))
        #expect(data.trials == 245 && data.trialsPerList == [53, 79, 62, 51])
        // S = E₀₀ + E₀₁ + E₁₀ − E₁₁ = 2.42 ± 0.20.
        let correlators = try [[0, 0], [0, 1], [1, 0], [1, 1]].map { try data.correlator(given: $0) }
        let s = correlators[0].value + correlators[1].value + correlators[2].value - correlators[3].value
        #expect(abs(s - 2.4225) < 5e-5)
        let signs = (0..<16).map { ($0 / 12 == 1 ? -1.0 : 1.0) * ([0, 3].contains($0 % 4) ? 1 : -1) }
        let value = try data.value(of: signs)
        #expect(abs(value.value - s) < 1e-14)
        #expect(abs(value.standardError - 0.20) < 0.006)
        let squares = correlators.reduce(0) { $0 + $1.standardError * $1.standardError }
        #expect(abs(value.standardError - squares.squareRoot()) < 1e-14)
        // The frequencies signal a little, by chance.
        let test = try data.noSignallingTest()
        #expect(test.pValue > 0.05 && test.strongest.defect > 0.05)
        #expect(test.strongestDeviation > 0.5 && test.strongestDeviation < 3)
    }

    @Test func rowsMayComeInAnyOrder() throws {
        let lines = MeasuredBehaviourTests.delft.split(separator: "\n")
        let turned = (lines[0...1] + lines[2...].reversed()).joined(separator: "\n")
        #expect(
            try MeasuredBehaviour(MeasuredBehaviourTests.table(turned))
                == MeasuredBehaviour(MeasuredBehaviourTests.table(MeasuredBehaviourTests.delft)))
        // Three parties with three outcomes: 27 columns of counts.
        let names = ["x", "y", "z"] + (0..<27).map { "c\($0)" }
        let row = "0,0,0," + (1...27).map(String.init).joined(separator: ",")
        let three = try MeasuredBehaviour(
            MeasuredBehaviourTests.table(names.joined(separator: ",") + "\n" + row), parties: 3)
        #expect(three.scenario.outcomes == [[3], [3], [3]] && three.counts == Array(1...27))
    }

    /// The scatter of simulated experiments is the standard error that they state.
    @Test func standardErrorsAreThoseOfRepetitions() throws {
        var stream = RandomStream(seed: 31)
        let behaviour = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.6)
        let coefficients = stream.normals(16)
        let exact = zip(coefficients, behaviour.probabilities).reduce(0) { $0 + $1.0 * $1.1 }
        var (deviations, squares) = (0.0, 0.0)
        let repetitions = 400
        for _ in 0..<repetitions {
            let data = try MeasuredBehaviour(simulating: behaviour, trials: [60, 90, 40, 70], using: &stream)
            let deviation = try data.value(of: coefficients).deviation(from: exact)
            deviations += deviation
            squares += deviation * deviation
        }
        #expect(abs(deviations / Double(repetitions).squareRoot()) < 4)
        #expect(abs(squares / Double(repetitions) - 1) < 4 * (2 / Double(repetitions)).squareRoot())
        // The frequencies are the behaviour in the limit, and normalized always.
        let many = try MeasuredBehaviour(simulating: behaviour, trials: [20000, 20000, 20000, 20000], using: &stream)
        for (estimate, probability) in zip(many.estimates, behaviour.probabilities) {
            #expect(abs(estimate.value - probability) < 5 * max(estimate.standardError, 1e-4))
        }
        #expect(try Behaviour(many.behaviour.probabilities, in: .chsh) == many.behaviour)
    }

    /// Without signalling p-values are uniform; with it they are tiny.
    @Test func signallingIsToldFromChance() throws {
        var stream = RandomStream(seed: 32)
        let quiet = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.7)
        var small = 0
        for _ in 0..<100 {
            let data = try MeasuredBehaviour(simulating: quiet, trials: [200, 200, 200, 200], using: &stream)
            if try data.noSignallingTest().parties[0].pValue < 0.2 { small += 1 }
        }
        // Binomial of mean 20 and standard deviation 4.
        #expect(abs(small - 20) < 17)
        // Bob learns Alice's setting: P(b = 0) is 0.7 or 0.3.
        let loud = try Behaviour(
            [0.35, 0.15, 0.35, 0.15, 0.35, 0.15, 0.35, 0.15, 0.15, 0.35, 0.15, 0.35, 0.15, 0.35, 0.15, 0.35],
            in: .chsh)
        let test = try MeasuredBehaviour(simulating: loud, trials: [300, 300, 300, 300], using: &stream)
            .noSignallingTest()
        #expect(test.parties[0].pValue < 1e-12 && test.parties[1].pValue > 1e-3)
        #expect(test.pValue < 1e-11 && test.strongest.party == 0 && test.strongestDeviation > 6)
        #expect(test.parties.allSatisfy { $0.degreesOfFreedom == 2 })
    }

    /// χ² of a 2 × 2 table by hand: rows (30, 20) and (10, 40).
    @Test func chiSquareOfATable() throws {
        let scenario = try Scenario(outcomes: [[1, 1], [2]])
        let data = try MeasuredBehaviour(counts: [30, 20, 10, 40], in: scenario)
        let test = try data.noSignallingTest()
        let determinant = 30.0 * 40 - 20 * 10
        let expected = 100 * determinant * determinant / 6_000_000
        #expect(abs(test.parties[0].chiSquare - expected) < 1e-12)
        #expect(test.parties[0].degreesOfFreedom == 1 && test.parties[1].degreesOfFreedom == 0)
        #expect(abs(test.strongestDeviation - expected.squareRoot()) < 1e-12)
    }

    @Test func codingRoundTrip() throws {
        let data = try MeasuredBehaviour(MeasuredBehaviourTests.table(MeasuredBehaviourTests.delft))
        let again = try JSONDecoder().decode(MeasuredBehaviour.self, from: JSONEncoder().encode(data))
        #expect(again == data)
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode(
                MeasuredBehaviour.self, from: Data(#"{"outcomes": [[2], [2]], "counts": [1, -1, 0, 0]}"#.utf8))
        }
    }

    static let wrong: [WrongInput] = [
        WrongInput(saying: "counts", "16 numbers", "3") { _ = try MeasuredBehaviour(counts: [1, 2, 3], in: .chsh) },
        WrongInput(saying: "count 1 for settings [0, 1]", "0…2⁴⁰", "-2") {
            var counts = [Int](repeating: 1, count: 16)
            counts[5] = -2
            _ = try MeasuredBehaviour(counts: counts, in: .chsh)
        },
        WrongInput(saying: "count 0 for settings [0, 0]", "2⁴⁰") {
            _ = try MeasuredBehaviour(counts: [Int.max, 0], in: Scenario(outcomes: [[2], [1]]))
        },
        WrongInput(saying: "counts for settings [1, 0]", "not all be 0") {
            var counts = [Int](repeating: 1, count: 16)
            counts.replaceSubrange(8..<12, with: [0, 0, 0, 0])
            _ = try MeasuredBehaviour(counts: counts, in: .chsh)
        },
        WrongInput(saying: "columns of table", "Kᴺ", "5") {
            _ = try MeasuredBehaviour(table("a,b,x,y,z\n0,0,1,1,1"))
        },
        WrongInput(saying: "rows of table", "4", "3") {
            _ = try MeasuredBehaviour(table("a,b,p,q,r,s\n0,0,1,1,1,1\n0,1,1,1,1,1\n1,0,1,1,1,1"))
        },
        WrongInput(saying: "settings in row 1 of table", "not be repeated", "[0, 0]") {
            _ = try MeasuredBehaviour(table("a,b,p,q,r,s\n0,0,1,1,1,1\n0,0,1,1,1,1\n1,0,1,1,1,1\n1,1,1,1,1,1"))
        },
        WrongInput(saying: "setting of party 1 in row 0", "0..<2", "9") {
            _ = try MeasuredBehaviour(table("a,b,p,q,r,s\n0,9,1,1,1,1\n0,0,1,1,1,1"))
        },
        WrongInput(saying: "count 1 in row 0 of table", "0…2⁴⁰", "-7") {
            _ = try MeasuredBehaviour(table("a,b,p,q,r,s\n0,0,1,-7,1,1"))
        },
        WrongInput(saying: "parties", "1…20", "0") {
            _ = try MeasuredBehaviour(table("a,b,p,q,r,s\n0,0,1,1,1,1"), parties: 0)
        },
        WrongInput(saying: "coefficients", "16 numbers", "1") {
            _ = try MeasuredBehaviour(counts: Array(repeating: 1, count: 16), in: .chsh).value(of: [1])
        },
        WrongInput(saying: "coefficients", "finite") {
            _ = try MeasuredBehaviour(counts: Array(repeating: 1, count: 16), in: .chsh)
                .value(of: Array(repeating: .nan, count: 16))
        },
        WrongInput(saying: "trials", "4 numbers", "1") {
            var stream = RandomStream(seed: 1)
            _ = try MeasuredBehaviour(simulating: .popescuRohrlich, trials: [1], using: &stream)
        },
        WrongInput(saying: "trials 2", "1…2⁴⁰", "0") {
            var stream = RandomStream(seed: 1)
            _ = try MeasuredBehaviour(simulating: .popescuRohrlich, trials: [1, 1, 0, 1], using: &stream)
        },
    ]

    @Test("23 one trial of a list of settings leaves the errors of that list unknown, those of the others as they were")
    func oneTrial() throws {
        let measured = try MeasuredBehaviour(
            counts: [1, 0, 0, 0] + Array(repeating: 5, count: 12), in: .chsh)
        let errors = measured.estimates.map(\.standardError)
        #expect(errors[..<4].allSatisfy { $0 == .infinity })
        #expect(errors[4...].allSatisfy { $0 > 0.09 && $0 < 0.11 })
        #expect(try measured.correlator(given: [0, 0]).standardError == .infinity)
        #expect(try measured.correlator(given: [1, 0]).standardError.isFinite)
        let sum = try measured.value(of: [1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, -1, 1, 1, -1])
        #expect(sum.standardError == .infinity && sum.value == 1 && sum.deviation(from: 4) == 0)
        #expect("\(sum)" == "1 ± inf")
    }

    @Test(arguments: wrong) func wrongInput(input: WrongInput) { input.check() }
}
