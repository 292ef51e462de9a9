import Foundation
import QuantumStates
import Testing

/// Laws of states, channels and behaviours over random spaces, shrunk when they fail.
@Suite("States, as properties") struct StatePropertyTests {
    /// One to three parties of two to three levels.
    static func space(_ choices: inout Choices, parties: ClosedRange<Int> = 1...3) throws -> HilbertSpace {
        try HilbertSpace(dimensions: choices.list(parties) { $0.integer(in: 2...3) })
    }

    static func state(_ choices: inout Choices, parties: ClosedRange<Int> = 1...3) throws -> DensityOperator {
        let space = try space(&choices, parties: parties)
        let rank = choices.integer(in: 1...space.dimension)
        return try .randomHilbertSchmidt(in: space, rank: rank, using: &choices)
    }

    /// Throws unless a state obeys the laws of states, checked anew.
    static func demandState(_ state: DensityOperator, _ name: String) throws {
        do {
            _ = try DensityOperator(state.matrix, in: state.space, tolerance: 1e-12)
        } catch {
            throw Violation("\(name): \(error)")
        }
    }

    @Test func reductions() async {
        await forAll("reduced, permuted and noisy states are states") { choices in
            let state = try Self.state(&choices, parties: 2...3)
            return (state, choices.integer(in: 0...(state.parties - 1)), choices.real(in: 0...1))
        } holds: { state, party, visibility in
            try Self.demandState(state, "the state")
            try Self.demandState(state.tracingOut([party]), "the rest")
            try Self.demandState(state.reduced(to: [party]), "the party")
            try Self.demandState(state.withWhiteNoise(visibility: visibility), "the noisy state")
            let order = Array(state.space.dimensions.indices.reversed())
            let back = try state.permutingParties(order).permutingParties(order)
            try demand(back == state, "two reversals of the order are none")
            let twice = try DensityOperator(
                unchecked: state.partialTranspose(of: [party]), in: state.space
            ).partialTranspose(of: [party])
            try demand(twice == state.matrix, "two partial transpositions are none")
        }
    }

    @Test func evolutions() async {
        await forAll("evolution keeps the spectrum and can be undone") { choices in
            let state = try Self.state(&choices)
            let size = state.space.dimension
            let h = ComplexMatrix(rows: size, columns: size) { _, _ in
                Complex(choices.real(in: -1...1), choices.real(in: -1...1))
            }
            return (state, h.hermitianPart, choices.real(in: -5...5))
        } holds: { state, hamiltonian, time in
            let evolution = try UnitaryEvolution(under: hamiltonian, in: state.space)
            let later = try evolution.evolve(state, time: time)
            try Self.demandState(later, "the later state")
            for (left, right) in zip(try state.eigenvalues(), try later.eigenvalues()) {
                try demand(left, equals: right, within: 1e-12, "eigenvalue")
            }
            let back = try evolution.evolve(later, time: -time)
            try demand((back.matrix - state.matrix).frobeniusNorm < 1e-11, "going back")
        }
    }

    @Test func behaviours() async {
        await forAll("behaviours of states are distributions and do not signal") { choices in
            let state = try Self.state(&choices, parties: 2...3)
            let measurements = try state.space.dimensions.map { dimension in
                try choices.list(1...2) { choices in
                    let outcomes = choices.integer(in: 2...3)
                    return try POVM.random(outcomes: outcomes, dimension: dimension, using: &choices)
                }
            }
            return (state, measurements)
        } holds: { state, measurements in
            let behaviour = try Behaviour(of: state, measurements: measurements)
            _ = try Behaviour(behaviour.probabilities, in: behaviour.scenario, tolerance: 1e-12)
            try demand(behaviour.signalling().defect < 1e-12, "signalling \(behaviour.signalling())")
            let copy = try JSONDecoder().decode(Behaviour.self, from: JSONEncoder().encode(behaviour))
            try demand(copy == behaviour, "it comes back from JSON")
        }
    }

    @Test func pauliForms() async {
        await forAll("the Pauli transform can be undone, and strings multiply as their matrices") { choices in
            let qubits = choices.integer(in: 1...4)
            let space = try HilbertSpace.qubits(qubits)
            let words = (0..<2).map { _ in (0..<qubits).map { _ in choices.one(of: Pauli.allCases) } }
            return (
                try DensityOperator.randomHilbertSchmidt(in: space, rank: 2, using: &choices),
                try words.map { try PauliString($0) }
            )
        } holds: { state, strings in
            let back = try PauliTensor(state).densityOperator()
            try demand((back.matrix - state.matrix).frobeniusNorm < 1e-13, "the transform")
            let (phase, product) = strings[0].times(strings[1])
            let difference = try strings[0].matrix() * strings[1].matrix() - phase * product.matrix()
            try demand(difference.frobeniusNorm == 0, "\(strings[0])·\(strings[1])")
            try demand(try PauliString(product.description) == product, "it is read as it is written")
        }
    }

    @Test func channels() async {
        await forAll("channels map states to states, of a part too") { choices in
            let state = try Self.state(&choices, parties: 1...2)
            let kinds = [
                try QuantumChannel.depolarizing(
                    probability: choices.real(in: 0...1), dimension: state.space.dimensions[0]),
                try QuantumChannel.dephasing(
                    probability: choices.real(in: 0...1), dimension: state.space.dimensions[0]),
                try QuantumChannel.unitary(
                    Haar.unitary(dimension: state.space.dimensions[0], using: &choices),
                    in: HilbertSpace(dimensions: [state.space.dimensions[0]])),
            ]
            return (state, choices.one(of: kinds))
        } holds: { state, channel in
            try Self.demandState(channel.apply(to: state, on: 0), "the image")
        }
    }

    @Test func scenarios() async {
        await forAll("the blocks of a scenario follow each other and hold its indices", cases: 100) { choices in
            try Scenario(outcomes: choices.list(1...4) { $0.list(1...3) { $0.integer(in: 1...4) } })
        } holds: { scenario in
            var next = 0
            for list in 0..<scenario.settingLists {
                let settings = scenario.settings(ofList: list)
                let range = try scenario.range(of: settings)
                try demand(range.lowerBound == next, "list \(settings) starts at \(range.lowerBound) and not \(next)")
                let first = try scenario.index(of: settings.map { _ in 0 }, given: settings)
                try demand(first == range.lowerBound, "the first outcome of \(settings)")
                next = range.upperBound
            }
            try demand(next == scenario.count, "the end is \(next) and not \(scenario.count)")
        }
    }
}
