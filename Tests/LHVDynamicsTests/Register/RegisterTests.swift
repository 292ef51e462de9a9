import Foundation
import LHVDynamics
import Testing

@Suite struct RegisterTests {
    static let model = RegisterDynamicalModel()

    static func phaseDistance(_ one: [Complex], _ two: [Complex]) -> Double {
        // Up to a phase: √(2 − 2|⟨ψ|φ⟩|), computed from the vectors to keep digits.
        let overlap = innerProduct(one, two)
        let phase = overlap / overlap.modulus
        return euclideanNorm(zip(one, two).map { phase * $0 - $1 })
    }

    @Test("coordinates return the vector up to its phase, and have dimension three for each particle")
    func roundTrip() throws {
        var stream = RandomStream(seed: 91)
        for _ in 0..<200 {
            let psi = Haar.vector(dimension: 4, using: &stream)
            let variables = RegisterCoordinates.variables(of: psi)
            #expect(Self.phaseDistance(try RegisterCoordinates.vector(of: variables), psi) < 1e-7)
            for variable in variables { #expect(RegisterBellModel().defect(of: variable) < 1e-14) }
        }
        #expect(RegisterBellModel().hiddenDimension == 3)
        #expect(abs(RegisterCoordinates.reversal - (1 - 1 / 6.0.squareRoot()).squareRoot()) < 1e-15)
    }

    @Test("equivariance p_{UρU†}(Uψ) = p_ρ(ψ) holds to 1e-13, composition to 1e-6")
    func equivariance() throws {
        var stream = RandomStream(seed: 92)
        for state in try randomStates(10, visibility: 0.25, seed: 93) {
            let unitary = try Haar.unitary(dimension: 4, using: &stream)
            let (one, two) = (
                try Self.model.distribution(of: state), try Self.model.distribution(of: state.applying(unitary))
            )
            for _ in 0..<20 {
                let psi = Haar.vector(dimension: 4, using: &stream)
                #expect(abs(one.density(at: psi) - two.density(at: unitary * psi)) < 1e-13)
                #expect(one.density(at: psi) > -1e-13)
            }
        }
        let unitaries = try (0..<2).map { _ in try Haar.unitary(dimension: 4, using: &stream) }
        let points = (0..<20).map { _ in
            RegisterCoordinates.variables(of: Haar.vector(dimension: 4, using: &stream))
        }
        let defects = try Self.model.groupModel().microscopicDefects(
            identity: .identity(4), pairs: [(unitaries[1], unitaries[0], unitaries[1] * unitaries[0])], points: points,
            distance: { distance([$0.direction], [$1.direction]) })
        #expect(defects.identity < 1e-6 && defects.composition < 1e-6)
    }

    @Test("rank-one states at v = 1/4 before and after gates and Hamiltonians: within 4 standard errors")
    func statistics() throws {
        var stream = RandomStream(seed: 94)
        // One sample of the invariant measure serves all states and sequences, weighted by p_ρ.
        let states = try randomStates(10, visibility: 0.25, seed: 95)
        let gates = try (0..<5).map { _ in try Haar.unitary(dimension: 4, using: &stream) }
        let pulse = try MagnusEvolution(from: 0, to: 1.3, fixedSteps: 20) { time in
            try PauliSum(["XX": 1 + cos(time), "ZI": 0.3, "IY": time, "YZ": -0.7]).matrix()
        }.unitary
        let sequences: [[ComplexMatrix]] = [[], [pulse], gates]
        let settings = randomPairs(2, seed: 96)
        let samples = 40_000
        var sums = [[[Double]]](
            repeating: Array(repeating: Array(repeating: 0, count: 8), count: sequences.count), count: states.count)
        var squares = sums
        let distributions = try states.map { try Self.model.distribution(of: $0) }
        let products = sequences.map { $0.reduce(ComplexMatrix.identity(4)) { $1 * $0 } }
        for _ in 0..<samples {
            let psi = Haar.vector(dimension: 4, using: &stream)
            let weights = distributions.map { $0.density(at: psi) }
            for (s, product) in products.enumerated() {
                let variables = RegisterCoordinates.variables(of: product * psi)
                for (k, setting) in settings.enumerated() {
                    let outcome =
                        (setting[0].dot(variables[0].direction) > 0 ? 0 : 2)
                        + (setting[1].dot(variables[1].direction) > 0 ? 0 : 1)
                    for (r, weight) in weights.enumerated() {
                        sums[r][s][4 * k + outcome] += weight
                        squares[r][s][4 * k + outcome] += weight * weight
                    }
                }
            }
        }
        let n = Double(samples)
        var worst = 0.0
        for (r, state) in states.enumerated() {
            for (s, product) in products.enumerated() {
                let form = try TwoQubitBlochForm(state.applying(product))
                for (k, setting) in settings.enumerated() {
                    for (m, expected) in PairStatistics(form, setting[0], setting[1]).probabilities.enumerated() {
                        let mean = sums[r][s][4 * k + m] / n
                        let error = ((squares[r][s][4 * k + m] / n - mean * mean) / n).squareRoot()
                        worst = max(worst, abs(mean - expected) / error)
                    }
                }
            }
        }
        #expect(worst < 4)
    }

    @Test("as a dynamical model with moved particles, for H(t) constant piece by piece")
    func moved() throws {
        var stream = RandomStream(seed: 97)
        let hamiltonians = try [
            PauliSum(["XX": 0.5, "ZI": 0.3, "IY": 1, "YZ": -0.7]).matrix(), PauliSum(["ZZ": 1, "XI": 0.8]).matrix(),
        ]
        let states = try randomStates(1, visibility: 0.25, seed: 98)
        let report = try Self.model.dynamicalModel(under: hamiltonians[0]).verify(
            states: states, times: [0, 1.1], settings: randomPairs(2, seed: 99), samples: 4_000, using: &stream)
        #expect(report.worstDeviation < 4)
        let flow = PiecewiseFlow<RegisterVariable>([
            try .init(duration: 0.5, flow: Self.model.flow(under: hamiltonians[0])),
            try .init(duration: 0.7, flow: Self.model.flow(under: hamiltonians[1])),
        ])
        let psi = Haar.vector(dimension: 4, using: &stream)
        let end = try flow.move(RegisterCoordinates.variables(of: psi), from: 0, to: 1.2)
        let expected =
            try UnitaryEvolution(under: hamiltonians[1], in: .twoQubits).unitary(at: 0.7)
            * (UnitaryEvolution(under: hamiltonians[0], in: .twoQubits).unitary(at: 0.5) * psi)
        #expect(Self.phaseDistance(try RegisterCoordinates.vector(of: end), expected) < 1e-6)
        #expect(end.allSatisfy { RegisterBellModel().defect(of: $0) < 1e-12 })
    }

    @Test("positive exactly up to 1/4: above, the state is refused and a vector has a negative density")
    func positivity() throws {
        var stream = RandomStream(seed: 100)
        let psi = StateVector.random(in: .twoQubits, using: &stream)
        let allowed = try Self.model.distribution(of: psi.densityOperator.withWhiteNoise(visibility: 0.25))
        let orthogonal = try StateVector(
            normalizing: [-psi.amplitudes[1].conjugate, psi.amplitudes[0].conjugate, .zero, .zero], in: .twoQubits)
        #expect(abs(allowed.density(at: orthogonal.amplitudes)) < 1e-13)
        let above = try psi.densityOperator.withWhiteNoise(visibility: 0.26)
        #expect(throws: InvalidArgument.self) { try Self.model.distribution(of: above) }
        let value = 16 * (try orthogonal.expectation(of: above.matrix)).real - 3
        #expect(abs(value + 0.04) < 1e-12)  // 16·0.74/4 − 3
        let witness = try #require(try Self.model.negativityWitness(of: above))
        #expect(abs(witness.density + 0.04) < 1e-12)
        let found = 16 * (try witness.vector.expectation(of: above.matrix)).real - 3
        #expect(abs(found - witness.density) < 1e-12)
        #expect(try Self.model.negativityWitness(of: psi.densityOperator.withWhiteNoise(visibility: 0.25)) == nil)
    }

    @Test("N4: 1/(1 + 3^(N−1)) and 2^−N, and the product gauge reaches the former for two qubits")
    func bounds() throws {
        #expect(try RegisterDynamicalModel.staticVisibilityBound(parties: 2) == 0.25)
        #expect(try RegisterDynamicalModel.staticVisibilityBound(parties: 3) == 0.1)
        #expect(try RegisterDynamicalModel.staticVisibilityBoundOfAnyRule(parties: 3) == 0.125)
        #expect(ProductGauge().largestVisibility == RegisterDynamicalModel.largestVisibility)
        for pair in randomPairs(20, seed: 101) {
            let range = try ProductGauge().coefficients(at: pair[0], pair[1]).range()
            #expect(abs(range.lowerBound + 3) < 1e-13 && abs(range.upperBound - 9) < 1e-13)
        }
    }

    @Test("the action of all 15 generators is faithful; local unitaries alone make 6; the register is not local")
    func faithfulness() throws {
        var stream = RandomStream(seed: 102)
        let letters = Pauli.allCases.map(\.matrix)
        let generators = letters.flatMap { one in letters.map { one.kronecker($0) } }.dropFirst()
        let points = (0..<12).map { _ in
            RegisterCoordinates.variables(of: Haar.vector(dimension: 4, using: &stream))
        }
        // The reversal at C₀ and the cut of χ are avoided by coordinates that do not see them.
        func coordinates(_ variable: RegisterVariable) -> [Double] {
            let n = variable.direction
            return [n.x * n.x, n.x * n.y, n.y * n.z, n.z * n.x, n.y * n.y]
        }
        let group = Self.model.groupModel()
        #expect(
            try group.infinitesimalRank(generators: Array(generators), points: points, coordinates: coordinates) == 15)
        let local = generators.filter { generator in
            [1, 2, 3].contains { generator.distance(to: letters[$0].kronecker(letters[0])) < 1e-12 }
                || [1, 2, 3].contains { generator.distance(to: letters[0].kronecker(letters[$0])) < 1e-12 }
        }
        #expect(local.count == 6)
        #expect(try group.infinitesimalRank(generators: local, points: points, coordinates: coordinates) == 6)
        // With the identity, which acts trivially, the rank does not grow.
        #expect(
            try group.infinitesimalRank(
                generators: local + [.identity(4)], points: points, coordinates: coordinates) == 6)
        let unitary = try Haar.unitary(dimension: 2, using: &stream).kronecker(.identity(2))
        let defect = try group.localityDefect(
            of: unitary, party: 1, partners: [], points: points, distance: { abs($0.register - $1.register) },
            using: &stream)
        #expect(defect > 0.01)
    }
}
