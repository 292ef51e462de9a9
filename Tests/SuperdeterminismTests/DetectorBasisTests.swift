import Superdeterminism
import Testing

@Suite struct DetectorBasisTests {
    @Test("first detector most significant, outcome 0 is up")
    func productOrder() throws {
        let basis = try DetectorBasis.spins(along: [.z, .x])
        let expected = try StateVector.product([.z, -.x])
        let overlap = zip(basis.vectors.column(1), expected.amplitudes).reduce(Complex.zero) {
            $0 + $1.0.conjugate * $1.1
        }
        #expect(abs(overlap.modulus - 1) < 1e-15)
        #expect(basis.outcomeList(at: 1) == [0, 1])
        #expect(try DetectorBasis.spins(along: [.z, .z]).vectors.distance(to: .identity(4)) < 1e-15)
    }

    @Test func reordering() throws {
        let basis = try DetectorBasis.spins(along: [.z, .x, .y])
        let turned = try basis.reordered([7, 0, 3, 1, 2, 4, 6, 5])
        #expect(turned.outcomeList(at: 0) == [1, 1, 1])
        #expect(turned.vectors.column(2) == basis.vectors.column(3))
        #expect(try turned.inOutcomeOrder(turned.order.map(Double.init)) == (0..<8).map(Double.init))
        let state = try StateVector.ghz(parties: 3)
        let weights = try turned.inOutcomeOrder(turned.amplitudes(of: state).map(\.squaredMagnitude))
        for (left, right) in zip(weights, try basis.amplitudes(of: state).map(\.squaredMagnitude)) {
            #expect(left == right)
        }
    }

    @Test("footnote 3: the functional is largest at the detector basis")
    func optimality() throws {
        var stream = RandomStream(seed: 140)
        let space = try Cases.space(4)
        let basis = try DetectorBasis(Haar.unitary(dimension: 4, using: &stream), in: space)
        #expect(abs(try basis.optimality(of: basis) - 8) < 1e-14)
        for _ in 0..<50 {
            let other = try DetectorBasis(Haar.unitary(dimension: 4, using: &stream), in: space)
            #expect(try basis.optimality(of: other) < 8)
        }
        // Close by it falls off quadratically.
        let generator = Cases.hermitian(levels: 4, seed: 141)
        let near = try DetectorBasis(
            basis.vectors * generator.unitaryExponential(time: 1e-3), in: space)
        let drop = 8 - (try basis.optimality(of: near))
        #expect(drop > 0 && abs(drop / 1e-6 - (generator * generator).trace.real) < 1e-2)
    }

    @Test("a basis χ away from the detector's gives the wrong statistics")
    func misaligned() throws {
        let detector = try DetectorBasis.computational(in: .qubit)
        let state = Direction.z.stateVector
        let chi = try DetectorBasis.spins(along: [.x])
        #expect(try detector.probabilities(of: state, collapsingOnto: detector) == [1, 0])
        let wrong = try detector.probabilities(of: state, collapsingOnto: chi)
        #expect(abs(wrong[0] - 0.5) < 1e-15 && abs(wrong[1] - 0.5) < 1e-15)
        // The same from runs: collapse onto χ, then detection.
        let model = try CollapseModel(state: state, basis: chi)
        var stream = RandomStream(seed: 142)
        let final = try model.run(using: &stream).state(at: 100)
        #expect(abs(final.matrix[0, 0].real - 0.5) < 1e-14)
    }

    @Test func oneLevel() throws {
        let model = try Cases.model(levels: 1, seed: 143)
        var stream = RandomStream(seed: 144)
        let run = model.run(using: &stream)
        #expect(run.outcome == 0 && run.jumpOperators.isEmpty)
        #expect(try run.populations(at: 3) == model.bornWeights)
        #expect(try model.averageMatrix(at: 2).distance(to: .identity(1)) < 1e-15)
    }
}
