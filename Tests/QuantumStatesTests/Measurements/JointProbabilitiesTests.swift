import Foundation
import Testing

@testable import QuantumStates

@Suite struct JointProbabilitiesTests {
    /// Tr(ρ·A⊗B⊗…) by Kronecker products.
    private func direct(_ state: DensityOperator, _ factors: [ComplexMatrix]) throws -> Double {
        try state.expectation(of: factors.dropFirst().reduce(factors[0]) { $0.kronecker($1) }).real
    }

    @Test(arguments: [[2], [2, 2], [3, 2], [2, 3, 2], [2, 1, 4]])
    func `contraction equals Kronecker products for mixed and pure states`(dimensions: [Int]) throws {
        var stream = RandomStream(seed: 21)
        let space = try HilbertSpace(dimensions: dimensions)
        let pure = StateVector.random(in: space, using: &stream)
        let mixed = try pure.densityOperator.withWhiteNoise(visibility: 0.6)
        let povms = try dimensions.map { try POVM.random(outcomes: $0 + 1, dimension: $0, using: &stream) }
        for (state, distribution) in [
            (pure.densityOperator, try pure.outcomeDistribution(of: povms)),
            (pure.densityOperator, try pure.densityOperator.outcomeDistribution(of: povms)),
            (mixed, try mixed.outcomeDistribution(of: povms)),
        ] {
            #expect(distribution.outcomes == povms.map(\.outcomes))
            #expect(abs(distribution.probabilities.reduce(0, +) - 1) < 1e-12)
            let outcomes = try HilbertSpace(dimensions: distribution.outcomes)
            for index in 0..<outcomes.dimension {
                let outcome = outcomes.digits(of: index)
                let expected = try direct(state, zip(povms, outcome).map { $0.elements[$1] })
                #expect(abs(distribution.probabilities[index] - expected) < 1e-13)
                #expect(try distribution.probability(of: outcome) == distribution.probabilities[index])
            }
        }
    }

    @Test func `the first party is most significant`() throws {
        let state = try StateVector([0, 1, 0, 0], in: .twoQubits)  // |01⟩
        let measurements = [POVM.along(.z), .along(.z)]
        #expect(try state.outcomeDistribution(of: measurements).probabilities == [0, 1, 0, 0])
        #expect(try state.densityOperator.outcomeDistribution(of: measurements).probabilities == [0, 1, 0, 0])
    }

    @Test func `marginals are those of reduced states`() throws {
        var stream = RandomStream(seed: 22)
        let space = try HilbertSpace(dimensions: [2, 3, 2, 2])
        let state = StateVector.random(in: space, using: &stream)
        let povms = try space.dimensions.map { try POVM.random(outcomes: 3, dimension: $0, using: &stream) }
        let joint = try state.outcomeDistribution(of: povms)
        for parties in [[0], [2, 1], [3, 0, 1], [0, 1, 2, 3]] {
            let marginal = try joint.marginal(of: parties)
            let reduced = try state.reduced(to: parties).outcomeDistribution(of: parties.map { povms[$0] })
            #expect(marginal.outcomes == reduced.outcomes)
            #expect(zip(marginal.probabilities, reduced.probabilities).allSatisfy { abs($0 - $1) < 1e-13 })
        }
    }

    @Test func `the singlet has E = −a·b and equal outcomes with probability (1 − a·b)/4`() throws {
        var stream = RandomStream(seed: 23)
        let singlet = StateVector.singlet
        for _ in 0..<20 {
            let (a, b) = (Direction.random(using: &stream), Direction.random(using: &stream))
            #expect(abs(try singlet.correlator(along: [a, b]) + a.dot(b)) < 1e-14)
            #expect(abs(try singlet.densityOperator.correlator(along: [a, b]) + a.dot(b)) < 1e-14)
            let p = try singlet.outcomeDistribution(of: [.along(a), .along(b)]).probabilities
            for (value, sign) in zip(p, [-1.0, 1, 1, -1]) { #expect(abs(value - (1 + sign * a.dot(b)) / 4) < 1e-14) }
        }
    }

    @Test(arguments: 1...4)
    func `correlators agree by every path`(qubits: Int) throws {
        var stream = RandomStream(seed: 24, substream: UInt64(qubits))
        let pure = StateVector.random(in: try .qubits(qubits), using: &stream)
        let state = try pure.densityOperator.withWhiteNoise(visibility: 0.8)
        let tensor = try PauliTensor(state)
        let settings = (0..<qubits).map { qubit in
            (0..<(qubit % 2 + 2)).map { _ in Direction.random(using: &stream) }
        }
        let all = try state.correlators(along: settings)
        let fast = try tensor.correlators(along: settings)
        let sizes = try HilbertSpace(dimensions: settings.map(\.count))
        #expect(all.count == sizes.dimension && fast.count == sizes.dimension)
        for list in 0..<sizes.dimension {
            let directions = zip(settings, sizes.digits(of: list)).map { $0[$1] }
            let expected = try direct(state, directions.map(\.spin))
            #expect(abs(all[list] - expected) < 1e-13 && abs(fast[list] - expected) < 1e-13)
            #expect(abs(try state.correlator(along: directions) - expected) < 1e-13)
            #expect(abs(try state.correlator(of: directions.map(\.spin)) - expected) < 1e-13)
            #expect(abs(try 0.8 * pure.correlator(along: directions) - expected) < 1e-13)
            let distribution = try state.outcomeDistribution(of: directions.map(POVM.along))
            let values = Array(repeating: [1.0, -1], count: qubits)
            #expect(abs(try distribution.correlator(values: values) - expected) < 1e-13)
            let probabilities = try tensor.probabilities(along: directions)
            #expect(zip(probabilities, distribution.probabilities).allSatisfy { abs($0 - $1) < 1e-13 })
        }
    }

    @Test(arguments: [1, 2, 3, 5])
    func `batches equal single evaluations`(qubits: Int) throws {
        var stream = RandomStream(seed: 25, substream: UInt64(qubits))
        let state = StateVector.random(in: try .qubits(qubits), using: &stream).densityOperator
        let tensor = try PauliTensor(state)
        let batches = (0..<qubits).map { _ in DirectionBatch.random(count: 150, using: &stream) }
        let up = try tensor.probabilitiesAllUp(batches)
        let correlators = try tensor.correlators(batches)
        for index in stride(from: 0, to: 150, by: 7) {
            let directions = batches.map { $0[index] }
            let expected = try state.outcomeDistribution(of: directions.map(POVM.along)).probabilities[0]
            #expect(abs(up[index] - expected) < 1e-13)
            #expect(abs(try state.correlator(along: directions) - correlators[index]) < 1e-13)
        }
    }

    @Test func `the two-qubit batch equals the general path and the single formula`() throws {
        var stream = RandomStream(seed: 26)
        let state = try StateVector.random(in: .twoQubits, using: &stream).densityOperator.withWhiteNoise(
            visibility: 0.7)
        let form = try TwoQubitBlochForm(state)
        let (first, second) = (
            DirectionBatch.random(count: 1000, using: &stream), DirectionBatch.random(count: 1000, using: &stream)
        )
        let up = try form.probabilitiesUpUp(first, second)
        let correlators = try form.correlators(first, second)
        for index in 0..<1000 {
            #expect(abs(up[index] - form.probabilityUpUp(first[index], second[index])) < 1e-15)
            #expect(abs(correlators[index] - form.correlator(first[index], second[index])) < 1e-15)
        }
        let general = try state.outcomeDistribution(of: [.along(first[3]), .along(second[3])])
        #expect(abs(general.probabilities[0] - up[3]) < 1e-14)
    }

    @Test func `rounding is cleared and true negatives are kept`() {
        #expect(LocalContraction.withoutRounding([-1e-13, -1e-9, 0.5]) == [0, -1e-9, 0.5])
    }

    @Test func `a distribution survives coding`() throws {
        let distribution = try OutcomeDistribution([0.25, 0.5, 0, 0, 0.125, 0.125], outcomes: [2, 3])
        let data = try JSONEncoder().encode(distribution)
        #expect(try JSONDecoder().decode(OutcomeDistribution.self, from: data) == distribution)
    }

    static let badInputs: [POVMTests.BadInput] = [
        .init(argument: "probabilities") { _ = try OutcomeDistribution([1], outcomes: [2]) },
        .init(argument: "probability 1") { _ = try OutcomeDistribution([1.5, -0.5], outcomes: [2]) },
        .init(argument: "probability 0") { _ = try OutcomeDistribution([.nan, 1], outcomes: [2]) },
        .init(argument: "sum of the probabilities from probability 0 on") {
            _ = try OutcomeDistribution([0.5, 0.4], outcomes: [2])
        },
        .init(argument: "outcomes of party 0") { _ = try OutcomeDistribution([], outcomes: [0]) },
        .init(argument: "outcomes") { _ = try OutcomeDistribution([], outcomes: [1 << 40, 1 << 40]) },
        .init(argument: "outcome of party 1") {
            _ = try OutcomeDistribution([0.5, 0.5], outcomes: [1, 2]).probability(of: [0, 2])
        },
        .init(argument: "outcome") { _ = try OutcomeDistribution([0.5, 0.5], outcomes: [1, 2]).probability(of: [0]) },
        .init(argument: "parties") { _ = try OutcomeDistribution([0.5, 0.5], outcomes: [2]).marginal(of: [1]) },
        .init(argument: "values") { _ = try OutcomeDistribution([0.5, 0.5], outcomes: [2]).correlator(values: [[1]]) },
        .init(argument: "measurements") { _ = try StateVector.singlet.outcomeDistribution(of: [.along(.x)]) },
        .init(argument: "dimension of the measurement of party 1") {
            _ = try StateVector.singlet.outcomeDistribution(of: [.along(.x), .trivial(dimension: 3)])
        },
        .init(argument: "directions") { _ = try StateVector.singlet.correlator(along: [.x]) },
        .init(argument: "state") {
            _ = try StateVector.maximallyEntangled(dimension: 3).correlator(along: [.x, .y])
        },
        .init(argument: "observables") { _ = try StateVector.singlet.densityOperator.correlator(of: []) },
        .init(argument: "observable of party 1") {
            _ = try StateVector.singlet.densityOperator.correlator(of: [.identity(2), .identity(3)])
        },
        .init(argument: "sizes of the contraction of party 0") {
            _ = try StateVector.singlet.densityOperator.correlators(along: [[], [.x]])
        },
        .init(argument: "batches of directions") {
            _ = try TwoQubitBlochForm(StateVector.singlet.densityOperator)
                .probabilitiesUpUp(DirectionBatch([.x]), DirectionBatch([]))
        },
        .init(argument: "directions") {
            _ = try PauliTensor(StateVector.singlet.densityOperator).probabilitiesAllUp([DirectionBatch([.x])])
        },
    ]

    @Test(arguments: badInputs)
    func `bad input is refused by name`(input: POVMTests.BadInput) {
        let error = #expect(throws: InvalidArgument.self, performing: input.attempt)
        #expect(error?.argument == input.argument)
    }
}
