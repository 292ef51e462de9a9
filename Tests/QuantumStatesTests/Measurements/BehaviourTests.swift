import Foundation
import Testing

@testable import QuantumStates

@Suite struct BehaviourTests {
    @Test(arguments: [[2, 2], [2, 3], [2, 2, 2]])
    func `quantum behaviours are normalized, non-signalling and agree with single settings`(dimensions: [Int]) throws {
        var stream = RandomStream(seed: 31)
        let space = try HilbertSpace(dimensions: dimensions)
        let pure = StateVector.random(in: space, using: &stream)
        // Different numbers of settings for the parties and of outcomes for the settings.
        let measurements = try dimensions.enumerated().map { party, dimension in
            try (0..<(party + 2)).map { setting in
                try POVM.random(outcomes: setting + 2, dimension: dimension, using: &stream)
            }
        }
        let behaviour = try Behaviour(of: pure.densityOperator, measurements: measurements)
        let scenario = behaviour.scenario
        #expect(scenario.outcomes == measurements.map { $0.map(\.outcomes) })
        #expect(throws: Never.self) { try Behaviour(behaviour.probabilities, in: scenario, tolerance: 1e-12) }
        #expect(behaviour.noSignallingDefect < 1e-12)
        #expect(try behaviour.distance(to: Behaviour(of: pure, measurements: measurements)) < 1e-13)
        for list in 0..<scenario.settingLists {
            let settings = scenario.settings(ofList: list)
            let single = try pure.outcomeDistribution(of: zip(measurements, settings).map { $0[$1] })
            let block = try behaviour.outcomeDistribution(given: settings)
            #expect(single.outcomes == block.outcomes)
            #expect(zip(single.probabilities, block.probabilities).allSatisfy { abs($0 - $1) < 1e-13 })
        }
        let kept = [1, 0]
        let marginal = try behaviour.marginal(of: kept)
        let reduced = try Behaviour(of: try pure.reduced(to: kept), measurements: kept.map { measurements[$0] })
        #expect(try marginal.distance(to: reduced) < 1e-13)
    }

    @Test func `a scenario of few words takes little memory, however many lists of settings it has`() throws {
        // Listing the blocks would take 4 GiB.
        let json = "[" + Array(repeating: "[1,1]", count: 28).joined(separator: ",") + "]"
        let scenario = try JSONDecoder().decode(Scenario.self, from: Data(json.utf8))
        #expect(scenario.settingLists == 1 << 28 && scenario.count == 1 << 28)
        #expect(try scenario.range(of: Array(repeating: 1, count: 28)) == ((1 << 28) - 1)..<(1 << 28))
        let behaviour = #"{"outcomes":\#(json),"probabilities":[1]}"#
        #expect(throws: InvalidArgument.self) { try JSONDecoder().decode(Behaviour.self, from: Data(behaviour.utf8)) }
        // Refused before lists of 2²⁸ settings are made for each party.
        #expect(throws: InvalidArgument.self) { try Scenario(parties: 28, settings: 1 << 28) }
    }

    @Test func `index order: settings before outcomes, the first party most significant`() throws {
        let scenario = try Scenario(outcomes: [[2, 3], [4, 1, 2]])
        #expect(scenario.count == 5 * 7 && scenario.settingLists == 6)
        var place = 0
        for x in 0..<2 {
            for y in 0..<3 {
                #expect(try scenario.range(of: [x, y]).lowerBound == place)
                for a in 0..<scenario.outcomes[0][x] {
                    for b in 0..<scenario.outcomes[1][y] {
                        #expect(try scenario.index(of: [a, b], given: [x, y]) == place)
                        place += 1
                    }
                }
            }
        }
        #expect(place == scenario.count)
    }

    @Test func `the Popescu–Rohrlich behaviour is non-signalling with CHSH value 4`() throws {
        let box = Behaviour.popescuRohrlich
        #expect(box.noSignallingDefect == 0)
        #expect(try box.correlationMatrix() == RealMatrix([[1, 1], [1, -1]]))
        #expect(try Behaviour(correlations: RealMatrix([[1, 1], [1, -1]]), first: [0, 0], second: [0, 0]) == box)
        let noisy = try box.withWhiteNoise(visibility: 0.5)
        #expect(try noisy.correlators() == [0.5, 0.5, 0.5, -0.5])
        #expect(try box.marginal(of: [1]).probabilities == [0.5, 0.5, 0.5, 0.5])
    }

    @Test func `the singlet along the best directions reaches 2√2`() throws {
        let first = [Direction.x, .z]
        let second = [try Direction(-1, 0, -1), try Direction(-1, 0, 1)]
        let behaviour = try Behaviour(of: StateVector.singlet.densityOperator, along: [first, second])
        let e = try behaviour.correlationMatrix()
        #expect(abs(e[0, 0] + e[0, 1] + e[1, 0] - e[1, 1] - 2 * 2.0.squareRoot()) < 1e-14)
        #expect(e.distance(to: try StateVector.singlet.densityOperator.correlationMatrix(first, second)) < 1e-14)
    }

    @Test func `a signal is found where it was put`() throws {
        // The third party's second setting moves the first party's outcome when the second party chooses 1.
        let scenario = try Scenario(parties: 3, settings: 2)
        var probabilities = Behaviour.whiteNoise(in: scenario).probabilities
        let range = try scenario.range(of: [0, 1, 1])
        for index in range { probabilities[index] += index - range.lowerBound < 4 ? 0.05 : -0.05 }
        let behaviour = try Behaviour(probabilities, in: scenario)
        let report = behaviour.signalling()
        // Summed over one outcome, two shifted probabilities of 1/8 + 0.05 stand against two of 1/8.
        #expect(abs(report.defect - 0.1) < 1e-15 && report.party != 0 && report.outcome.count == 2)
        #expect(zip(report.lowSettings, report.highSettings).filter { $0 != $1 }.count == 1)
        #expect(report.lowSettings == [0, 1, 1] || report.highSettings == [0, 1, 1])
        #expect(throws: InvalidArgument.self) { try behaviour.marginal(of: [0]) }
        let seen = try behaviour.marginal(of: [0], whenAllChoose: [0, 1, 1])
        #expect(abs(try seen.probability(of: [0], given: [0]) - 0.7) < 1e-15)
    }

    @Test func `mixing is linear and stays valid`() throws {
        var stream = RandomStream(seed: 32)
        let directions = (0..<2).map { _ in (0..<3).map { _ in Direction.random(using: &stream) } }
        let state = StateVector.singlet.densityOperator
        let behaviour = try Behaviour(of: state, along: directions)
        let noisy = try Behaviour(of: state.withWhiteNoise(visibility: 0.37), along: directions)
        #expect(try behaviour.withWhiteNoise(visibility: 0.37).distance(to: noisy) < 1e-15)
        #expect(try behaviour.mixed(with: noisy, weight: 0) == behaviour)
    }

    @Test func `a behaviour survives coding and a broken one is refused`() throws {
        let box = Behaviour.popescuRohrlich
        let data = try JSONEncoder().encode(box)
        #expect(try JSONDecoder().decode(Behaviour.self, from: data) == box)
        let broken = Data(String(decoding: data, as: UTF8.self).replacingOccurrences(of: "0.5", with: "0.6").utf8)
        #expect(throws: InvalidArgument.self) { try JSONDecoder().decode(Behaviour.self, from: broken) }
    }

    static let badInputs: [POVMTests.BadInput] = [
        .init(argument: "parties") { _ = try Scenario(outcomes: []) },
        .init(argument: "settings of party 1") { _ = try Scenario(outcomes: [[2], []]) },
        .init(argument: "outcomes of setting 1 of party 0") { _ = try Scenario(outcomes: [[2, 0]]) },
        .init(argument: "outcomes of setting 0 of party 0") { _ = try Scenario(outcomes: [[.max, .max]]) },
        .init(argument: "scenario") { _ = try Scenario(parties: 20, settings: 10) },
        .init(argument: "scenario") { _ = try Scenario(parties: 28, settings: 1 << 14, outcomes: 1 << 10) },
        .init(argument: "parties") { _ = try Scenario(parties: .max, settings: 2) },
        .init(argument: "settings") { _ = try Scenario(parties: 2, settings: -1) },
        .init(argument: "setting of party 0") { _ = try Scenario.chsh.range(of: [2, 0]) },
        .init(argument: "setting") { _ = try Scenario.chsh.range(of: [0]) },
        .init(argument: "outcome of party 1") { _ = try Scenario.chsh.index(of: [0, -1], given: [0, 0]) },
        .init(argument: "parties") { _ = try Scenario.chsh.restricted(to: [0, 0]) },
        .init(argument: "probabilities") { _ = try Behaviour([1], in: .chsh) },
        .init(argument: "tolerance") { _ = try Behaviour([1], in: .chsh, tolerance: .nan) },
        .init(argument: "probability 3 for settings [0, 1]") {
            var p = Behaviour.popescuRohrlich.probabilities
            p[7] = -0.1
            _ = try Behaviour(p, in: .chsh)
        },
        .init(argument: "sum of the probabilities from probability 0 for settings [1, 0] on") {
            var p = Behaviour.popescuRohrlich.probabilities
            p[8] = 0.6
            _ = try Behaviour(p, in: .chsh)
        },
        .init(argument: "weight") {
            _ = try Behaviour.popescuRohrlich.mixed(with: .popescuRohrlich, weight: -0.1)
        },
        .init(argument: "other behaviour") {
            _ = try Behaviour.popescuRohrlich.mixed(
                with: .whiteNoise(in: Scenario(parties: 2, settings: 3)), weight: 0.5)
        },
        .init(argument: "visibility") { _ = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: .nan) },
        .init(argument: "outcomes of setting 0 of party 0") {
            _ = try Behaviour.whiteNoise(in: Scenario(parties: 2, settings: 1, outcomes: 3)).correlators()
        },
        .init(argument: "parties") {
            _ = try Behaviour.whiteNoise(in: Scenario(parties: 3, settings: 1)).correlationMatrix()
        },
        .init(argument: "mean outcomes of the second party") {
            _ = try Behaviour(correlations: .identity(2), first: [0, 0], second: [0])
        },
        .init(argument: "probability 0 for settings [0, 0]") {
            _ = try Behaviour(correlations: RealMatrix([[-1.1]]), first: [0], second: [0])
        },
        .init(argument: "measurements") {
            _ = try Behaviour(of: StateVector.singlet, measurements: [[.along(.x)]])
        },
        .init(argument: "dimension of measurement 1 of party 0") {
            _ = try Behaviour(
                of: StateVector.singlet, measurements: [[.along(.x), .trivial(dimension: 3)], [.along(.z)]])
        },
        .init(argument: "settings of party 1") {
            _ = try Behaviour(of: StateVector.singlet, measurements: [[.along(.x)], []])
        },
    ]

    @Test(arguments: badInputs)
    func `bad input is refused by name`(input: POVMTests.BadInput) {
        let error = #expect(throws: InvalidArgument.self, performing: input.attempt)
        #expect(error?.argument == input.argument)
    }
}
