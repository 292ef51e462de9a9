import QuantumStates
import Testing

/// What measures an error in this target, handed what is not a number through the doors that do not check.
@Suite struct NotANumberTests {
    static func behaviour(lost: Int) -> Behaviour {
        var probabilities = Behaviour.popescuRohrlich.probabilities
        probabilities[lost] = .nan
        return Behaviour(unchecked: probabilities, in: .chsh)
    }

    @Test("15.11 a behaviour with a NaN signals and is far from every other, wherever it stands", arguments: 0..<16)
    func behaviours(place: Int) throws {
        let lost = NotANumberTests.behaviour(lost: place)
        #expect(lost.noSignallingDefect.isNaN)
        #expect(lost.signalling().defect.isNaN)
        #expect(try lost.distance(to: .popescuRohrlich).isNaN && Behaviour.popescuRohrlich.distance(to: lost).isNaN)
    }

    /// The place of the largest defect is found as before where there is no NaN.
    @Test("15.11 a signal is found at the same size as by comparing all pairs")
    func signals() throws {
        var stream = RandomStream(seed: 15)
        let scenario = try Scenario(outcomes: [[2, 3, 2], [3, 2]])
        for _ in 0..<20 {
            var probabilities = [Double](repeating: 0, count: scenario.count)
            for list in 0..<scenario.settingLists {
                let range = try scenario.range(of: scenario.settings(ofList: list))
                let weights = range.map { _ in stream.uniform() }
                for (place, weight) in zip(range, weights) { probabilities[place] = weight / weights.reduce(0, +) }
            }
            let behaviour = try Behaviour(probabilities, in: scenario)
            var largest = 0.0
            for kept in 0..<2 {
                let other = 1 - kept
                for own in 0..<scenario.settings[kept] {
                    let marginals = try (0..<scenario.settings[other]).map { choice in
                        let settings = kept == 0 ? [own, choice] : [choice, own]
                        return try behaviour.marginal(of: [kept], whenAllChoose: settings)
                            .outcomeDistribution(given: [own]).probabilities
                    }
                    for one in marginals {
                        for two in marginals {
                            for (a, b) in zip(one, two) { largest = max(largest, abs(a - b)) }
                        }
                    }
                }
            }
            #expect(abs(behaviour.noSignallingDefect - largest) < 1e-15)
        }
    }

    @Test("15.11 a state with a NaN has no entanglement, entropy or distance: errors, or NaN")
    func states() throws {
        var matrix = DensityOperator.werner(visibilityOrNil: 0.5).matrix
        matrix[1, 2] = Complex(.nan, 0)
        matrix[2, 1] = Complex(.nan, 0)
        let lost = DensityOperator(unchecked: matrix, in: .twoQubits)
        let sound = DensityOperator.werner(visibilityOrNil: 0.5)
        #expect(lost.purity.isNaN)
        let numbers: [() throws -> Double] = [
            { try lost.concurrence() }, { try lost.entanglementOfFormation() }, { try lost.negativity() },
            { try lost.entropy() }, { try lost.traceDistance(to: sound) }, { try sound.traceDistance(to: lost) },
            { try lost.fidelity(with: sound) }, { try NoisyBall.leastVisibility(of: lost) },
        ]
        for number in numbers { #expect(throws: InvalidArgument.self) { try number() } }
        #expect(throws: InvalidArgument.self) { try lost.isAbsolutelySeparable() }
        #expect(throws: InvalidArgument.self) { try lost.hasPositivePartialTranspose() }
    }

    @Test("15.11 an estimate that is not a number is not in agreement")
    func estimates() {
        #expect(!(abs(Estimate(.nan, standardError: 1).deviation(from: 0)) <= 5))
        #expect(!(abs(Estimate(1, standardError: .nan).deviation(from: 0)) <= 5))
    }

    @Test("15.11 an evolution whose Hamiltonian becomes NaN ends with an error")
    func evolution() throws {
        #expect(throws: (any Error).self) {
            try MagnusEvolution(from: 0, to: 1) { time in
                time < 0.5 ? ComplexMatrix.identity(2) : Complex(.nan, 0) * ComplexMatrix.identity(2)
            }
        }
    }
}

extension DensityOperator {
    fileprivate static func werner(visibilityOrNil visibility: Double) -> DensityOperator {
        (try? .werner(visibility: visibility)) ?? .init(unchecked: .identity(4), in: .twoQubits)
    }
}
