import LHVDynamics
import Testing

@Suite struct TheoremOneTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let parties: Int
        let levels: Int
        var testDescription: String { "N = \(parties), D = \(levels)" }
    }

    static let cases = [2, 3].flatMap { levels in (1...4).map { Case(parties: $0, levels: levels) } }

    /// Q_m of all joint outcomes.
    static func joint<Base: LHVBaseModel>(
        _ base: Base, _ settings: [Base.Setting], _ point: [Base.HiddenVariable]
    ) -> [Double] {
        settings.indices.reduce([1.0]) { products, party in
            products.flatMap { product in
                (0..<base.outcomeCount(of: settings[party])).map {
                    product * base.probability(of: $0, given: settings[party], at: point[party], party: party)
                }
            }
        }
    }

    /// The largest |Q_m(λ; U†[x]) − Q_m(T_U λ; x)| over outcomes and points.
    static func defect<Base: NoninteractingDynamics>(
        _ base: Base, _ settings: [Base.Setting], _ unitaries: [ComplexMatrix], points: Int,
        using stream: inout RandomStream
    ) throws -> Double {
        var defect = 0.0
        for _ in 0..<points {
            let point = settings.map { _ in base.sampleHiddenVariable(using: &stream) }
            let turned = try zip(settings, unitaries).map { try base.turn($0, by: $1.adjoint) }
            let moved = try zip(point, unitaries).map { try base.transform($0, by: $1) }
            for (one, two) in zip(joint(base, turned, point), joint(base, settings, moved)) {
                defect = max(defect, abs(one - two))
            }
        }
        return defect
    }

    @Test("Eqs. 11–14 for products of unitaries on entangled states: ≤ 1e-12", arguments: cases)
    func identities(of example: Case) throws {
        let (parties, levels) = (example.parties, example.levels)
        var stream = RandomStream(seed: 251, substream: UInt64(10 * levels + parties))
        let space = try HilbertSpace(dimensions: Array(repeating: levels, count: parties))
        let unitaries = try (0..<parties).map { _ in try Haar.unitary(dimension: levels, using: &stream) }
        let bases = try (0..<parties).map { _ in try POVM.randomBasis(dimension: levels, using: &stream) }
        let softmax = SoftmaxEffectModel(basis: try EffectBasis(dimension: levels, degrees: [1, 2]))
        // Eq. 12: turning the state or, the other way, the measurements. The state is pure and, for N > 1, entangled.
        var state = StateVector.random(in: space, using: &stream)
        let turnedBases = try zip(bases, unitaries).map { try softmax.turn($0, by: $1.adjoint) }
        let before = try state.outcomeDistribution(of: turnedBases).probabilities
        for (party, unitary) in unitaries.enumerated() { state = try state.applying(unitary, to: party) }
        for (one, two) in zip(before, try state.outcomeDistribution(of: bases).probabilities) {
            #expect(abs(one - two) <= 1e-12)
        }
        // Eqs. 13–14: turning the measurements or the hidden variables.
        #expect(try Self.defect(softmax, bases, unitaries, points: 2, using: &stream) <= 1e-12)
        guard levels == 2 else { return }
        let directions = bases.map { _ in Direction.random(using: &stream) }
        #expect(try Self.defect(BellSphereModel(), directions, unitaries, points: 30, using: &stream) == 0)
        let harmonic = SoftmaxHarmonicModel(basis: try .full(degree: 3))
        #expect(try Self.defect(harmonic, directions, unitaries, points: 3, using: &stream) <= 1e-12)
    }

    @Test("a wrong action violates the identity")
    func wrong() throws {
        var stream = RandomStream(seed: 252)
        let unitary = try Haar.unitary(dimension: 2, using: &stream)
        let settings = (0..<20).map { _ in Direction.random(using: &stream) }
        let points = (0..<20).map { _ in Direction.random(using: &stream) }
        #expect(try Backwards().covarianceDefect(unitaries: [unitary], settings: settings, hidden: points) == 1)
    }

    /// Bell's rule with hidden variables that turn the wrong way.
    struct Backwards: NoninteractingDynamics {
        let bell = BellSphereModel()
        var hiddenDimension: Int { 2 }
        func outcomeCount(of setting: Direction) -> Int { 2 }
        func probability(of outcome: Int, given setting: Direction, at hidden: Direction, party: Int) -> Double {
            bell.probability(of: outcome, given: setting, at: hidden, party: party)
        }
        func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> Direction {
            .random(using: &generator)
        }
        func defect(of hidden: Direction) -> Double { bell.defect(of: hidden) }
        func transform(_ hidden: Direction, by unitary: ComplexMatrix) throws -> Direction {
            try bell.transform(hidden, by: unitary.adjoint)
        }
        func turn(_ setting: Direction, by unitary: ComplexMatrix) throws -> Direction {
            try bell.turn(setting, by: unitary)
        }
    }
}
