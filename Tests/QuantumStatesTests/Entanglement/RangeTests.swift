import Foundation
import NumericalCore
import QuantumStates
import TestSupport
import Testing

/// Every quantity stays in its mathematical range, whatever rounding does.
@Suite("Ranges")
struct RangeTests {
    /// A state of 1…4 qubits that is pure, mixed, a product, a mixture of products, or maximally entangled and turned.
    struct Case: CustomStringConvertible {
        let kind: String
        let state: DensityOperator
        let pure: StateVector?
        var isSeparable: Bool { kind == "product" || kind == "mixture of products" }
        var description: String { "\(kind) of \(state.space)" }
    }

    static func make(_ choices: inout Choices) throws -> Case {
        let count = choices.integer(in: 1...4)
        let space = try HilbertSpace.qubits(count)
        let kind = choices.one(of: ["pure", "mixed", "product", "mixture of products", "maximally entangled"])
        func turned(_ state: StateVector) throws -> StateVector {
            try (0..<state.parties).reduce(state) {
                try $0.applying(Haar.unitary(dimension: 2, using: &choices), to: $1)
            }
        }
        switch kind {
        case "pure":
            let pure = StateVector.random(in: space, using: &choices)
            return Case(kind: kind, state: pure.densityOperator, pure: pure)
        case "mixed":
            let rank = choices.integer(in: 1...space.dimension)
            return Case(
                kind: kind, state: try .randomHilbertSchmidt(in: space, rank: rank, using: &choices), pure: nil)
        case "product":
            let pure = try turned(.computational(Array(repeating: 0, count: count), in: space))
            return Case(kind: kind, state: pure.densityOperator, pure: pure)
        case "mixture of products":
            let terms = choices.integer(in: 1...6)
            return Case(kind: kind, state: try .randomSeparable(in: space, terms: terms, using: &choices), pure: nil)
        default:
            let pure = try turned(count == 2 ? .singlet : .ghz(parties: count))
            return Case(kind: kind, state: pure.densityOperator, pure: pure)
        }
    }

    static func demandRange(_ value: Double, _ range: ClosedRange<Double>, _ name: String) throws {
        try demand(range.contains(value), "\(name) is \(value), not in \(range)")
    }

    @Test("15.13 entropies, distances, entanglement, CHSH, probabilities and correlators stay in their ranges")
    func ranges() async {
        await forAll("every quantity lies in its range", cases: 250) { choices in
            (try Self.make(&choices), choices.next())
        } holds: { sample, seed in
            let (example, state) = (sample, sample.state)
            var stream = RandomStream(seed: seed)
            let (size, count) = (Double(state.space.dimension), state.parties)
            try Self.demandRange(state.purity, 1 / size...1, "purity")
            try Self.demandRange(try state.entropy(), 0...log2(size), "entropy")
            let other = try DensityOperator.randomHilbertSchmidt(in: state.space, rank: 1, using: &stream)
            for second in [state, other] {
                try Self.demandRange(try state.fidelity(with: second), 0...1, "fidelity")
                try Self.demandRange(try state.traceDistance(to: second), 0...1, "trace distance")
                try demand(try state.relativeEntropy(to: second) >= 0, "relative entropy")
            }
            try Self.demandRange(try NoisyBall.leastVisibility(of: state), 0...1, "least visibility")
            if let pure = example.pure {
                try Self.demandRange(try state.fidelity(with: pure), 0...1, "fidelity with a pure state")
                try Self.demandRange(try pure.overlap(with: pure).modulus, 0...1, "overlap")
                let distribution = try pure.outcomeDistribution(
                    of: (0..<count).map { _ in .along(.random(using: &stream)) })
                for p in distribution.probabilities { try Self.demandRange(p, 0...1, "probability of a pure state") }
            }
            for list in 0..<4 {
                // Along the axes the extremes are reached exactly; elsewhere hardly ever.
                let axes = list == 0 ? [Direction.x, .y, .z, .x] : (0..<4).map { _ in .random(using: &stream) }
                let directions = Array(axes.prefix(count))
                let distribution = try state.outcomeDistribution(of: directions.map { .along($0) })
                for p in distribution.probabilities { try Self.demandRange(p, 0...1, "probability") }
                for party in 0..<count {
                    for p in try distribution.marginal(of: [party]).probabilities {
                        try Self.demandRange(p, 0...1, "marginal probability")
                    }
                }
                let observables = directions.map(\.spin)
                for (name, value) in [
                    ("correlator along", try state.correlator(along: directions)),
                    ("correlator of", try state.correlator(of: observables)),
                    ("Pauli correlator", try PauliTensor(state).correlators(along: directions.map { [$0] })[0]),
                    ("mean product", try distribution.correlator(values: directions.map { _ in [1, -1] })),
                ] { try Self.demandRange(value, -1...1, name) }
                for p in try PauliTensor(state).probabilities(along: directions) {
                    try Self.demandRange(p, 0...1, "Pauli probability")
                }
                let batches = directions.map { DirectionBatch([$0]) }
                try Self.demandRange(try PauliTensor(state).correlators(batches)[0], -1...1, "correlator of a batch")
                try Self.demandRange(try PauliTensor(state).probabilitiesAllUp(batches)[0], 0...1, "batch probability")
                if count == 1 {
                    let vector = try BlochVector(state)
                    try Self.demandRange(vector.length, 0...1, "length of the Bloch vector")
                    try Self.demandRange(vector.probabilityUp(directions[0]), 0...1, "probability up")
                }
                if count == 2 {
                    let form = try TwoQubitBlochForm(state)
                    try Self.demandRange(form.purity, 0.25...1, "purity of the form")
                    try Self.demandRange(form.correlator(axes[0], axes[1]), -1...1, "correlator of the form")
                    try Self.demandRange(form.probabilityUpUp(axes[0], axes[1]), 0...1, "P(↑↑)")
                    let pairs = (DirectionBatch([axes[0]]), DirectionBatch([axes[1]]))
                    try Self.demandRange(try form.correlators(pairs.0, pairs.1)[0], -1...1, "form, batch")
                    try Self.demandRange(try form.probabilitiesUpUp(pairs.0, pairs.1)[0], 0...1, "P(↑↑), batch")
                }
            }
            if count >= 2 {
                for party in 0..<count {
                    let negativity = try state.negativity(of: [party])
                    try Self.demandRange(negativity, 0...0.5, "negativity")
                    if example.isSeparable {
                        try demand(negativity == 0, "negativity \(negativity) of no entanglement")
                    }
                }
            }
            guard count == 2 else { return }
            let concurrence = try state.concurrence()
            try Self.demandRange(concurrence, 0...1, "concurrence")
            try Self.demandRange(try state.entanglementOfFormation(), 0...1, "entanglement of formation")
            try Self.demandRange(try state.fullyEntangledFraction(), 0.25...1, "fully entangled fraction")
            let maximum = try state.chshMaximum()
            try Self.demandRange(maximum.value, 0...8.0.squareRoot(), "CHSH")
            let reached = try TwoQubitBlochForm(state).chsh(alice: maximum.alice, bob: maximum.bob)
            try Self.demandRange(reached, -8.0.squareRoot()...8.0.squareRoot(), "CHSH at its settings")
            if example.isSeparable {
                try demand(concurrence == 0, "concurrence \(concurrence) of no entanglement")
                try demand(maximum.value <= 2, "CHSH \(maximum.value) of no entanglement")
            }
            if example.kind == "maximally entangled" {
                try demand(concurrence, equals: 1, within: 1e-13, "concurrence")
                try demand(maximum.value, equals: 8.0.squareRoot(), within: 1e-13, "CHSH")
            }
        }
    }

    @Test("15.13 a little entanglement is not taken for rounding")
    func littleEntanglement() throws {
        // cos θ|00⟩ + sin θ|11⟩ has C = sin 2θ and negativity C/2; θ = 10⁻¹² is far above the bound of 10⁻¹⁴.
        for angle in [1e-3, 1e-6, 1e-9, 1e-12] {
            let state = try StateVector([Complex(cos(angle)), 0, 0, Complex(sin(angle))], in: .twoQubits)
            #expect(abs(try state.densityOperator.concurrence() / sin(2 * angle) - 1) < 1e-2)
            #expect(try state.densityOperator.negativity() > 0.49 * sin(2 * angle))
        }
    }

    @Test("15.13 numbers that are not of a state are not hidden")
    func unphysicalStays() throws {
        let form = try TwoQubitBlochForm(a: .zero, b: .zero, t: RealMatrix.diagonal([2, 2, 2]))
        #expect(form.correlator(.z, .z) == 2)
        #expect(abs(try form.chshMaximum().value - 2 * 8.0.squareRoot()) < 1e-14)
        #expect(try PauliTensor(count: 1, coefficients: [1, 0, 0, 3]).probabilities(along: [.z]) == [2, -1])
        #expect(Double.nan.clamped(to: 0...1).isNaN && Double.nan.withoutRounding(in: 0...1).isNaN)
        #expect((1 + 1e-13).withoutRounding(in: 0...1) == 1 && (1 + 1e-11).withoutRounding(in: 0...1) > 1)
        #expect((-1e-13).withoutRounding(in: 0...1) == 0 && (-1e-11).withoutRounding(in: 0...1) < 0)
    }

    @Test("15.13 measures of entanglement refuse states without a cut")
    func spaces() throws {
        let single = try DensityOperator(StateVector.singlet.densityOperator.matrix, in: HilbertSpace(dimensions: [4]))
        let pair = StateVector.singlet.densityOperator
        for (state, parties) in [(single, [0]), (pair, [0, 1]), (pair, [1, 0])] {
            #expect(throws: InvalidArgument.self) { try state.negativity(of: parties) }
            #expect(throws: InvalidArgument.self) { try state.hasPositivePartialTranspose(of: parties) }
        }
        #expect(throws: InvalidArgument.self) { try single.negativity() }
        #expect(throws: InvalidArgument.self) { try single.concurrence() }
        #expect(throws: InvalidArgument.self) { try single.entanglementOfFormation() }
        #expect(throws: InvalidArgument.self) { try single.fullyEntangledFraction() }
        #expect(throws: InvalidArgument.self) { try single.chshMaximum() }
        #expect(throws: InvalidArgument.self) { try single.isAbsolutelySeparable() }
        #expect(throws: InvalidArgument.self) { try single.correlationMatrix([.x], [.x]) }
        #expect(throws: InvalidArgument.self) { try single.relativeEntropy(to: pair) }
    }

    @Test("15.13 the entropy of a Gibbs state is that of its state, in bits")
    func gibbs() throws {
        let hamiltonian = try PauliSum.heisenberg(on: .chain(3))
        for beta in [-3, 0, 0.7, 20.0] {
            let gibbs = try GibbsState(of: hamiltonian, beta: beta)
            #expect(abs(gibbs.entropy - (try gibbs.state.entropy())) < 1e-12)
            #expect(abs(gibbs.entropy - (beta * gibbs.energy + gibbs.logPartitionFunction) / log(2)) < 1e-12)
            #expect(gibbs.entropy >= 0 && gibbs.entropy <= 3)
        }
        #expect(try GibbsState(of: hamiltonian, beta: 0).entropy == 3)
    }
}
