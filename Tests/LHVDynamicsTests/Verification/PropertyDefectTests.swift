import LHVDynamics
import Synchronization
import Testing

/// Each of P1's properties has a number, small for the right dynamics and large for one made wrong on purpose.
@Suite struct PropertyDefectTests {
    struct Pair<Field: SphereVelocityField>: SpherePairDynamics {
        let gauge = HeisenbergGauge()
        let field: Field
        let hamiltonian: ComplexMatrix
    }

    @Test("consistent gauge: T p_ρ = p_ρ(t) holds for N1 and fails for another rate, direction or axis")
    func consistentGauge() throws {
        var stream = RandomStream(seed: 261)
        let states = try randomStates(3, visibility: 1, seed: 262)
        let right = try HeisenbergDynamicalModel(frequency: 1)
        func defect(_ field: some SphereVelocityField) throws -> Double {
            try Pair(field: field, hamiltonian: right.hamiltonian)
                .transportDefect(states: states, times: [0.9], pairs: 30, using: &stream)
        }
        #expect(try defect(HeisenbergPrecession(frequency: 1)) < 1e-13)
        #expect(try defect(HeisenbergPrecession(frequency: 1.1)) > 0.1)
        #expect(try defect(HeisenbergPrecession(frequency: -1)) > 0.1)
        #expect(try defect(AxialPrecession(ising: 1)) > 0.1)
        #expect(try defect(RestingField()) > 0.1)
    }

    @Test("consistent gauge of a group: a register model with transposed unitaries is caught")
    func consistentGaugeOfGroup() throws {
        var stream = RandomStream(seed: 263)
        let model = RegisterDynamicalModel()
        let state = try randomStates(1, visibility: 0.25, seed: 264)[0]
        let unitary = try Haar.unitary(dimension: 4, using: &stream)
        let (before, after) = (
            try model.distribution(of: state), try model.distribution(of: state.applying(unitary))
        )
        var (right, wrong) = (0.0, 0.0)
        for _ in 0..<20 {
            let psi = Haar.vector(dimension: 4, using: &stream)
            right = max(right, abs(after.density(at: unitary * psi) - before.density(at: psi)))
            wrong = max(wrong, abs(after.density(at: unitary.adjoint * psi) - before.density(at: psi)))
        }
        #expect(right <= 1e-13)
        #expect(wrong > 0.1)
    }

    @Test("microscopic: motions compose; a motion that remembers how long it was is caught")
    func microscopic() throws {
        let group = GroupDynamicalModel<BellSphereModel, DensityOperator, LinearGaugeDensity<HeisenbergGauge>, Double>(
            model: HeisenbergGauge().staticModel,
            transform: { try HeisenbergPrecession(frequency: 1).move($1, from: 0, to: $0) }, action: { $1 })
        let points = randomPairs(10, seed: 265)
        func gap(_ one: Direction, _ two: Direction) -> Double { distance([one], [two]) }
        let right = try group.microscopicDefects(identity: 0, pairs: [(0.4, 1.1, 1.5)], points: points, distance: gap)
        #expect(right.identity < 1e-15 && right.composition < 1e-14)
        let lazy = GroupDynamicalModel(
            model: group.model, transform: { try group.transform($0 * $0, $1) }, action: group.action)
        let wrong = try lazy.microscopicDefects(identity: 0, pairs: [(0.4, 1.1, 1.5)], points: points, distance: gap)
        #expect(wrong.composition > 0.1)
    }

    @Test("smooth: where a field jumps, its steepness grows like 1/distance")
    func smooth() throws {
        var stream = RandomStream(seed: 266)
        // Ising's field jumps at the equators; points just beside one see it.
        let points = randomPairs(50, seed: 267).map { pair in
            [renormalized(pair[0], height: 1e-9), pair[1]]
        }
        let jumps = try AxialPrecession(ising: 1).steepness(near: points, distances: [1e-2, 1e-5], using: &stream)
        #expect(jumps[1] > 100 * jumps[0])
        let common = try HeisenbergPrecession(frequency: 0, commonField: SIMD3(0, 0, 1))
            .steepness(near: points, distances: [1e-2, 1e-5], using: &stream)
        #expect(common[1] < 1.01)
    }

    private func renormalized(_ direction: Direction, height: Double) -> Direction {
        let radius = (direction.x * direction.x + direction.y * direction.y).squareRoot()
        return Direction(unchecked: SIMD3(direction.x / radius, direction.y / radius, height))
    }

    @Test("faithful: turning both particles has rank 6, an action that forgets one of them 3")
    func faithful() throws {
        let letters = Pauli.allCases.map(\.matrix)
        let generators = [1, 2, 3].flatMap {
            [letters[$0].kronecker(letters[0]), letters[0].kronecker(letters[$0])]
        }
        let points = randomPairs(6, seed: 268)
        func group(_ forgets: Bool) -> GroupDynamicalModel<
            BellSphereModel, DensityOperator, LinearGaugeDensity<HeisenbergGauge>, ComplexMatrix
        > {
            GroupDynamicalModel(
                model: HeisenbergGauge().staticModel,
                transform: { unitary, point in
                    // Bloch vectors of U(|m⟩|n⟩): for product unitaries the rotations of the two.
                    let form = try TwoQubitBlochForm(StateVector.product(point).applying(unitary).densityOperator)
                    return [
                        try Direction(normalizing: form.a), forgets ? point[1] : try Direction(normalizing: form.b),
                    ]
                }, action: { try $1.applying($0) })
        }
        func coordinates(_ direction: Direction) -> [Double] { [direction.x, direction.y, direction.z] }
        #expect(
            try group(false).infinitesimalRank(generators: generators, points: points, coordinates: coordinates) == 6)
        // 16.5: the unit of the generators does not matter.
        for unit in [1e-12, 1e12] {
            let scaled = generators.map { Complex(unit) * $0 }
            #expect(
                try group(false).infinitesimalRank(generators: scaled, points: points, coordinates: coordinates) == 6)
        }
        #expect(
            try group(true).infinitesimalRank(generators: generators, points: points, coordinates: coordinates) == 3)
    }

    @Test("N particles in pairs: moving them asks each pair once, so the cost is linear in N", arguments: [4, 8, 64])
    func linearCost(parties: Int) throws {
        let counter = Counter()
        let pair = CountingPair(counter: counter, inner: try HeisenbergPrecession(frequency: 1))
        let field = try DisjointSphereField(
            parties: parties,
            groups: (0..<(parties / 2)).map { .init(members: [$0, parties - 1 - $0], field: pair) })
        var stream = RandomStream(seed: 269)
        let point = (0..<parties).map { _ in Direction.random(using: &stream) }
        let moved = try field.move(point, from: 0, to: 1.3)
        #expect(counter.value == parties / 2)
        for index in 0..<(parties / 2) {
            let partner = parties - 1 - index
            let expected = try pair.inner.move([point[index], point[partner]], from: 0, to: 1.3)
            #expect(distance([moved[index], moved[partner]], expected) == 0)
        }
    }

    final class Counter: Sendable {
        private let number = Mutex(0)
        var value: Int { number.withLock { $0 } }
        func increment() { number.withLock { $0 += 1 } }
    }

    struct CountingPair: SphereVelocityField {
        let counter: Counter
        let inner: HeisenbergPrecession
        func angularVelocity(at point: [Direction], time: Double) throws -> [SIMD3<Double>] {
            counter.increment()
            return try inner.angularVelocity(at: point, time: time)
        }
        func move(_ point: [Direction], from start: Double, to end: Double) throws -> [Direction] {
            counter.increment()
            return try inner.move(point, from: start, to: end)
        }
    }

    @Test("N6: sequences of Heisenberg pieces with fields of any direction are transported to 1e-12")
    func segments() throws {
        var stream = RandomStream(seed: 270)
        func number() -> Double { 4 * stream.uniform() - 2 }
        let heisenberg = try (0..<5).map { _ in
            (
                duration: 0.2 + stream.uniform(),
                dynamics: try HeisenbergDynamicalModel(
                    frequency: number(), commonField: SIMD3(number(), number(), number()))
            )
        }
        let ising = try (0..<5).map { _ in
            (
                duration: 0.2 + stream.uniform(),
                dynamics: try IsingDynamicalModel(frequency: number(), fields: SIMD2(number(), number()))
            )
        }
        try expectTransport(HeisenbergDynamicalModel.sequence(heisenberg))
        try expectTransport(IsingDynamicalModel.sequence(ising))
    }

    private func expectTransport<Gauge: LinearSphereGauge>(
        _ sequence: SpherePairModel<Gauge, PiecewiseFlow<Direction>>
    ) throws {
        let state = try randomStates(1, visibility: 0.1, seed: 271)[0]
        let gauge = try sequence.model.distribution(state).gauge
        let form = try TwoQubitBlochForm(state)
        for time in [0.5, 1.7, 10] {
            let evolved = try TwoQubitBlochForm(sequence.evolution(state, time))
            for pair in randomPairs(20, seed: 272) {
                let moved = try sequence.flow.move(pair, from: 0, to: time)
                let before = gauge.coefficients(at: pair[0], pair[1]).value(for: form)
                let after = gauge.coefficients(at: moved[0], moved[1]).value(for: evolved)
                #expect(abs(before - after) < 1e-12)
            }
        }
    }
}
