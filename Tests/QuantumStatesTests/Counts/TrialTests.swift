import Foundation
import QuantumStates
import Testing

@Suite("Trials of Bell tests and counts of circuits")
struct TrialTests {
    private func table(_ text: String) throws -> CSVTable { try CSVTable(data: Data(text.utf8), name: "t") }

    @Test("22.1 a table of trials with settings from one and outcomes ±1")
    func trials() throws {
        let table = try CSVTable(contentsOf: InteropFixture.path("trials.csv"))
        let data = try MeasuredBehaviour(
            trials: table, settings: ["x", "y"], outcomes: ["a", "b"], firstSetting: 1, labels: .plusMinusOne)
        #expect(data.trials == 400 && data.scenario == .chsh)
        // Counted by hand from the same table.
        let (x, y, a, b) = (
            try table.integers("x"), try table.integers("y"), try table.integers("a"), try table.integers("b")
        )
        for setting in 0..<4 {
            for outcome in 0..<4 {
                let rows = (0..<400).filter {
                    x[$0] == 1 + setting / 2 && y[$0] == 1 + setting % 2 && a[$0] == 1 - 2 * (outcome / 2)
                        && b[$0] == 1 - 2 * (outcome % 2)
                }
                #expect(data.counts[4 * setting + outcome] == rows.count)
            }
        }
    }

    @Test("22.1 a table with a count for each list of settings and outcomes, columns in any order")
    func counted() throws {
        let data = try MeasuredBehaviour(
            trials: table("n,b,a,y,x\n5,0,0,0,0\n7,2,1,0,0\n1,0,1,1,0\n2,0,0,1,0\n3,0,1,1,0\n"), settings: ["x", "y"],
            outcomes: ["a", "b"], count: "n", outcomeCount: 3)
        #expect(data.scenario.outcomes == [[3], [3, 3]])
        #expect(data.counts == [5, 0, 0, 0, 0, 7, 0, 0, 0] + [2, 0, 0, 4, 0, 0, 0, 0, 0])
    }

    @Test(
        "17.2 22.1 a wrong entry is reported as it stands, with its row",
        arguments: [
            (
                "x,a\n1,0\n2,0\n",
                "settings of party 0 in t must begin at 0 (for tables that count from one, state it), but was at least 1"
            ),
            ("x,a\n0,0\n0,2\n", "outcome of party 0 in row 1 of t must be 0, 1, …, of 2 outcomes, but was 2"),
            ("x,a\n0,-1\n", "in row 0 of t must be 0, 1, …, of 2 outcomes, but was -1"),
            ("x,a\n0,0\n-40,0\n", "in row 1 of t must be in 0..<2, but was -40"),
            ("x,a\n0,0\n2,0\n1,0\n9,0\n", "must be in 0..<4, but was 9"), ("x,a\n", "rows of t must be at least one"),
            ("x,a\n0,0\n3,0\n1,0\n3,1\n", "counts for settings [2] must not all be 0"),
        ])
    func words(text: String, words: String) throws {
        let table = try table(text)
        let error = #expect(throws: InvalidArgument.self) {
            try MeasuredBehaviour(trials: table, settings: ["x"], outcomes: ["a"], named: "t")
        }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test("17.2 a negative count in a table by settings is reported as it is, with its row; settings from one are read")
    func tables() throws {
        let error = #expect(throws: InvalidArgument.self) {
            try MeasuredBehaviour(
                table("x,y,p,q,r,s\n0,0,1,1,1,1\n0,1,1,-40,1,1\n1,0,1,1,1,1\n1,1,1,1,1,1\n"), named: "t")
        }
        #expect(error?.description == "count 1 in row 1 of t must be in 0…2⁴⁰, but was -40")
        let one = "x,y,p,q,r,s\n1,1,1,2,3,4\n1,2,5,6,7,8\n2,1,9,1,2,3\n2,2,4,5,6,7\n"
        let wrong = #expect(throws: InvalidArgument.self) { try MeasuredBehaviour(table(one), named: "t") }
        #expect(
            wrong?.description
                == "settings of party 0 in t must begin at 0 (for tables that count from one, state it), but was at least 1"
        )
        let data = try MeasuredBehaviour(table(one), firstSetting: 1)
        #expect(data.counts == [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7])
        #expect(throws: InvalidArgument.self) { try MeasuredBehaviour(table(one), firstSetting: 2) }
    }

    @Test("22.1 circuits by setting in Qiskit's order: marginals are not exchanged")
    func circuits() throws {
        // Alice always 0; Bob 0 for his setting 0 and 1 for his setting 1. Keys and settings: Bob first.
        let table: [String: [String: Double]] = [
            "00": ["00": 10], "10": ["10": 20], "01": ["00": 30], "11": ["10": 40],
        ]
        let counts = try table.mapValues { try BitStringCounts($0, order: .qiskit) }
        let data = try MeasuredBehaviour(circuitCounts: counts, order: .qiskit)
        #expect(data.counts == [10, 0, 0, 0] + [0, 20, 0, 0] + [30, 0, 0, 0] + [0, 40, 0, 0])
        #expect(data.behaviour.noSignallingDefect == 0)
        var missing = counts
        missing["11"] = nil
        #expect(throws: InvalidArgument.self) { try MeasuredBehaviour(circuitCounts: missing, order: .qiskit) }
        let half = try counts.mapValues { try BitStringCounts(["00": 0.5 + $0.total], order: .qiskit) }
        #expect(throws: InvalidArgument.self) { try MeasuredBehaviour(circuitCounts: half, order: .qiskit) }
        #expect(throws: InvalidArgument.self) { try MeasuredBehaviour(circuitCounts: [:], order: .qiskit) }
    }

    @Test(
        "22.1 a Bell test of Qiskit, Alice on qubit 0: in the other order S is the same, and the marginals change places"
    )
    func bellTest() throws {
        let path = try InteropFixture.path("qiskit-bell-test.json")
        let data = try MeasuredBehaviour(circuitCountsIn: path, order: .qiskit).behaviour
        func turned(_ angle: Double) throws -> POVM { try .along(Direction(sin(angle), 0, cos(angle))) }
        // A turn by −θ about y before a measurement along z is one along the angle θ.
        let expected = try Behaviour(
            of: InteropFixture.state(),
            measurements: [[turned(0), turned(Double.pi / 2)], [turned(0.4), turned(-0.9)]])
        // 4000 shots: a standard error of at most 0.008.
        for (found, probability) in zip(data.probabilities, expected.probabilities) {
            #expect(abs(found - probability) < 0.04)
        }
        let other = try MeasuredBehaviour(circuitCountsIn: path, order: .firstIsMostSignificant).behaviour
        func chsh(_ behaviour: Behaviour) throws -> Double {
            let e = try behaviour.correlators()
            return e[0] + e[1] + e[2] - e[3]
        }
        #expect(abs(try chsh(data) - chsh(other)) < 1e-12)
        #expect(try data.probability(of: [0, 0], given: [0, 1]) == other.probability(of: [0, 0], given: [1, 0]))
        #expect(try other.distance(to: expected) > 0.1)
    }

    @Test("22.1 the handedness of R is an argument: the other one gives the conjugate state")
    func handedness() throws {
        let text = "a,counts\nH,450\nV,50\nD,500\nA,500\nR,150\nL,50\n"
        let james = try TomographyData(polarizationCounts: table(text)).linearInversion().matrix
        let optics = try TomographyData(
            polarizationCounts: table(text), handedness: .rightIsHorizontalPlusIVertical
        ).linearInversion().matrix
        let conjugate = ComplexMatrix(rows: 2, columns: 2) { james[$0, $1].conjugate }
        #expect(optics.distance(to: conjugate) < 1e-14 && abs(optics[0, 1].imaginary) > 0.2)
        for letter in ["H", "V", "D", "A"] {
            for handedness in Polarization.Handedness.allCases {
                #expect(Polarization(letter: letter, handedness: handedness)?.rawValue == letter)
            }
        }
        #expect(Polarization(letter: "X", handedness: .rightIsHorizontalPlusIVertical) == nil)
    }
}
