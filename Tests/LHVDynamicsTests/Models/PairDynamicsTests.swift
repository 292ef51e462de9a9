import Foundation
import LHVDynamics
import Testing

@Suite struct PairDynamicsTests {
    static let times = [-3.1, 0.2, 1, .pi, 17.5]

    /// The largest defects of validity of a gauge for random states: odd-odd part and marginals, by adapted quadrature.
    func gaugeDefects(_ gauge: some LinearSphereGauge, _ states: [DensityOperator], innerDegree: Int) throws -> Double {
        let quadrature = try PairQuadrature(kinks: gauge.kinks, degree: 5, innerDegree: innerDegree)
        var defect = 0.0
        for state in states {
            let density = LinearGaugeDensity(gauge, unchecked: try TwoQubitBlochForm(state))
            for pair in randomPairs(2, seed: 11) {
                let sheets = [(1.0, 1.0), (-1, 1), (1, -1), (-1, -1)].map { one, two in
                    one * two
                        * density.density(
                            at: Direction(unchecked: one * pair[0].vector),
                            Direction(unchecked: two * pair[1].vector))
                }
                let odd = 4 * Double.pi * Double.pi * sheets.reduce(0, +)
                defect = max(defect, abs(odd - 4 * density.form.correlator(pair[0], pair[1])))
                let found = try quadrature.statistics(pair[0], pair[1]) { density.density(at: $0, $1) }
                let expected = PairStatistics(density.form, pair[0], pair[1])
                defect = max(defect, abs(found.first - expected.first), abs(found.second - expected.second))
                defect = max(defect, abs(found.correlator - expected.correlator))
            }
        }
        return defect
    }

    @Test("transport holds to 1e-13, for the smooth profile to 2e-12", arguments: HeisenbergGauge.Profile.allCases)
    func heisenbergTransport(profile: HeisenbergGauge.Profile) throws {
        var stream = RandomStream(seed: 21)
        let states = try randomStates(10, visibility: 1, seed: 22)
        for field in [SIMD3<Double>.zero, SIMD3(0.3, -1.2, 0.4)] {
            let model = try HeisenbergDynamicalModel(frequency: 1.7, commonField: field, profile: profile)
            // The smooth profile has slopes of about ten, which multiply the rounding of the moved pairs.
            let tolerance = profile == .smooth ? 2e-12 : 1e-13
            #expect(
                try model.transportDefect(states: states, times: Self.times, pairs: 100, using: &stream) <= tolerance)
        }
    }

    @Test("Ising with independent fields is transported to 1e-13")
    func isingTransport() throws {
        var stream = RandomStream(seed: 23)
        let states = try randomStates(10, visibility: 1, seed: 24)
        for fields in [SIMD2<Double>.zero, SIMD2(0.4, -1.3)] {
            let model = try IsingDynamicalModel(frequency: -1.1, fields: fields)
            #expect(try model.transportDefect(states: states, times: Self.times, pairs: 100, using: &stream) <= 1e-13)
        }
    }

    @Test("orthogonal couplings of either determinant are transported to 1e-12", arguments: [1.0, -1.0])
    func orthogonalCouplings(sign: Double) throws {
        var stream = RandomStream(seed: 25)
        let orthogonal = sign * Haar.rotation(using: &stream)
        let model = try HeisenbergDynamicalModel.orthogonalCoupling(orthogonal, frequency: 0.9)
        let expected = try PauliSum.bilinear(coupling: orthogonal, on: InteractionGraph.chain(2)).matrix()
        // S·O·S with spins ½ has the factor ¼.
        #expect((model.hamiltonian - 0.9 * expected).largestModulus < 1e-14)
        let states = try randomStates(10, visibility: 1, seed: 26)
        #expect(
            try model.transportDefect(states: states, times: Self.times, pairs: 100, using: &stream) <= 1e-12)
        #expect(try gaugeDefects(model.gauge, Array(states.prefix(1)), innerDegree: 40) < 1e-4)
    }

    /// A state with ⟨T₀|ρ|S⟩ = 0: the average of a state over the reflection that flips the relative sign.
    static func xxzStates(_ count: Int, visibility: Double, seed: UInt64) throws -> [DensityOperator] {
        try randomStates(count, visibility: visibility, seed: seed).map { state in
            // Entries between T₀ and S are removed by pinching to {uu, T₀, dd} ⊕ {S} in half of the cases and to
            // {uu, S, dd} ⊕ {T₀} in the other half.
            let half = Complex(0.5.squareRoot())
            let singlet = ComplexMatrix(unchecked: [.zero, half, -half, .zero], rows: 4, columns: 1)
            let projector = ComplexMatrix.product(singlet, .plain, singlet, .adjoint)
            let triplet = ComplexMatrix(unchecked: [.zero, half, half, .zero], rows: 4, columns: 1)
            let other = ComplexMatrix.product(triplet, .plain, triplet, .adjoint)
            let keep = seed % 2 == 0 ? projector : other
            let reflect = ComplexMatrix.identity(4) - 2 * keep
            let matrix = 0.5 * (state.matrix + reflect * state.matrix * reflect)
            return try DensityOperator(matrix.hermitianPart, in: .twoQubits)
        }
    }

    @Test("the XXZ family shares one gauge on its subset: transport over random segments to 1e-12")
    func xxzTransport() throws {
        var stream = RandomStream(seed: 27)
        let states = try Self.xxzStates(6, visibility: 1, seed: 28) + Self.xxzStates(6, visibility: 1, seed: 29)
        var pieces: [(duration: Double, dynamics: XXZDynamicalModel)] = []
        for _ in 0..<6 {
            let couplings = (0..<3).map { _ in 4 * stream.uniform() - 2 }
            let model = try XXZDynamicalModel(planar: couplings[0], ising: couplings[1], field: couplings[2])
            #expect(try model.transportDefect(states: states, times: [0.4, 2], pairs: 50, using: &stream) <= 1e-12)
            pieces.append((0.2 + stream.uniform(), model))
        }
        let sequence = try XXZDynamicalModel.sequence(pieces)
        let gauge = XXZGauge()
        for state in states {
            let form = try TwoQubitBlochForm(state)
            for time in [0.9, 2.3, 10] {
                let evolved = try TwoQubitBlochForm(sequence.evolution(state, time))
                for pair in randomPairs(10, seed: 30) {
                    let moved = try sequence.flow.move(pair, from: 0, to: time)
                    let before = gauge.coefficients(at: pair[0], pair[1]).value(for: form)
                    let after = gauge.coefficients(at: moved[0], moved[1]).value(for: evolved)
                    #expect(abs(before - after) < 1e-12)
                }
            }
        }
        #expect(try gaugeDefects(gauge, [states[0], states[11]], innerDegree: 9) < 1e-9)
    }

    @Test("a smooth time dependence of the Heisenberg coupling only changes the angle")
    func drivenHeisenberg() throws {
        let unit = try HeisenbergPrecession(frequency: 1)
        let driven = try AdaptiveSphereField(
            parties: 2,
            angularVelocity: { point, time in
                try unit.angularVelocity(at: point, time: 0).map { $0 * (1 + 0.5 * cos(time)) }
            })
        for pair in randomPairs(5, seed: 31) {
            let moved = try driven.move(pair, from: 0, to: 3)
            #expect(distance(moved, try unit.move(pair, from: 0, to: 3 + 0.5 * sin(3))) < 1e-9)
        }
    }

    @Test("parts and statistics are right: linear to 1e-9, smooth to 1e-5", arguments: HeisenbergGauge.Profile.allCases)
    func heisenbergGauge(profile: HeisenbergGauge.Profile) throws {
        let states = try randomStates(1, visibility: 1, seed: 32)
        // The smooth profile has its steps within arcs of a few degrees and needs a higher degree.
        let (degree, tolerance) = profile == .linear ? (16, 1e-9) : (80, 1e-5)
        #expect(try gaugeDefects(HeisenbergGauge(profile: profile), states, innerDegree: degree) < tolerance)
    }

    @Test("Ising statistics are right to 1e-9")
    func isingGauge() throws {
        #expect(try gaugeDefects(IsingGauge(), randomStates(1, visibility: 1, seed: 33), innerDegree: 11) < 1e-9)
    }

    @Test("positivity holds exactly up to 3/28, and a witness shows it fails above")
    func heisenbergPositivity() throws {
        var stream = RandomStream(seed: 34)
        let gauge = HeisenbergGauge()
        #expect(abs(gauge.largestVisibility - 3.0 / 28) < 1e-15)
        let witness = try gauge.positivityWitness(starts: 20, using: &stream)
        #expect(abs(witness.eigenvalue + 25.0 / 3) < 1e-5)
        #expect(witness.eigenvalue >= -25.0 / 3 - 1e-12)
        let above = witness.state.densityOperator
        let bad = LinearGaugeDensity(
            gauge, unchecked: try TwoQubitBlochForm(above.withWhiteNoise(visibility: 3.0 / 28 + 1e-4)))
        #expect(bad.density(at: witness.pair[0], witness.pair[1]) < 0)
        let good = try gauge.distribution(of: above.withWhiteNoise(visibility: 3.0 / 28))
        for pair in randomPairs(2000, seed: 35) + [witness.pair] {
            #expect(good.density(at: pair[0], pair[1]) > -1e-15)
        }
        // The eigenvalues depend on c alone, so a scan over c is a scan over all pairs.
        for profile in HeisenbergGauge.Profile.allCases {
            let gauge = HeisenbergGauge(profile: profile)
            for index in 0...2000 {
                let direction = try Direction(theta: .pi * Double(index) / 2000, phi: 0)
                let functional = gauge.coefficients(at: .z, direction)
                let range = try functional.range()
                #expect(range.lowerBound / functional.one >= gauge.eigenvalueRange.lowerBound - 1e-12)
                #expect(range.upperBound / functional.one <= gauge.eigenvalueRange.upperBound)
                #expect(functional.one <= gauge.mixedDensityBound + 1e-15)
            }
        }
    }

    @Test("the optimal profile is positive exactly up to 3/22: all of c ≥ 0 is critical, and draws are right")
    func optimalPositivity() throws {
        let gauge = HeisenbergGauge(profile: .optimal)
        #expect(abs(gauge.largestVisibility - 3.0 / 22) < 1e-15)
        for angle in [0.0, 0.5, 1, 1.5] {
            let functional = gauge.coefficients(at: .z, try Direction(theta: angle, phi: 0.3))
            #expect(abs(try functional.range().lowerBound / functional.one + 19.0 / 3) < 1e-12)
        }
        var stream = RandomStream(seed: 48)
        let witness = try gauge.positivityWitness(starts: 3, using: &stream)
        #expect(abs(witness.visibility - 3.0 / 22) < 1e-6)
        let bad = LinearGaugeDensity(
            gauge,
            unchecked: try TwoQubitBlochForm(
                witness.state.densityOperator.withWhiteNoise(visibility: 3.0 / 22 + 1e-4)))
        #expect(bad.density(at: witness.pair[0], witness.pair[1]) < 0)
        let model = try HeisenbergDynamicalModel(frequency: 1, profile: .optimal).dynamicalModel()
        let states = try randomStates(2, visibility: 3.0 / 22, seed: 49)
        let report = try model.verify(
            states: states, times: [0, 2], settings: randomPairs(2, seed: 50), samples: 20_000, using: &stream)
        #expect(report.worstDeviation < 4)
        let exact = try model.verifyByQuadrature(
            states: states, times: [2], settings: randomPairs(1, seed: 50),
            quadrature: PairQuadrature(kinks: .angles([0]), degree: 3, innerDegree: 16))
        #expect(exact.largestDifference < 1e-8)
    }

    @Test("Ising is positive up to 0.12499 and XXZ up to 0.0880")
    func axialPositivity() throws {
        var stream = RandomStream(seed: 36)
        #expect(abs(IsingGauge().largestVisibility - 0.12499) < 1e-5)
        let ising = try IsingGauge().positivityWitness(starts: 20, using: &stream)
        #expect(ising.eigenvalue > -7.000604 && ising.eigenvalue < -7)
        #expect(abs(XXZGauge().largestVisibility - 0.0880) < 1e-5)
        let xxz = try XXZGauge().positivityWitness(starts: 40, using: &stream)
        #expect(xxz.eigenvalue > -10.36364 && xxz.eigenvalue < -10.3)
    }

    @Test("moved densities give quantum joint probabilities to 1e-8: random states at 5 times")
    func quadrature() throws {
        let model = try HeisenbergDynamicalModel(frequency: 1)
        let report = try model.dynamicalModel().verifyByQuadrature(
            states: randomStates(10, visibility: 3.0 / 28, seed: 37), times: Self.times,
            settings: randomPairs(1, seed: 38), quadrature: PairQuadrature(kinks: .opposite, degree: 3, innerDegree: 8))
        #expect(report.comparisons == 200)
        #expect(report.largestDifference < 1e-8)
        #expect(report.worstPlace != nil)
        let ising = try IsingDynamicalModel(frequency: 1, fields: SIMD2(0.3, -0.7))
        let second = try ising.dynamicalModel().verifyByQuadrature(
            states: randomStates(5, visibility: 0.12, seed: 39), times: Self.times,
            settings: randomPairs(1, seed: 40),
            quadrature: PairQuadrature(kinks: .equator(.z), degree: 3, innerDegree: 5))
        #expect(second.comparisons == 100)
        #expect(second.largestDifference < 1e-8)
    }

    @Test(
        "moved particles give quantum statistics within 4 standard errors; 0.1|01⟩⟨01| has P(↑_A) = 0.45 at half a period"
    )
    func particles() throws {
        var stream = RandomStream(seed: 41)
        let up = try StateVector.computational([0, 1], in: .twoQubits).densityOperator.withWhiteNoise(visibility: 0.1)
        let model = try HeisenbergDynamicalModel(frequency: 1).dynamicalModel()
        let states = [up] + (try randomStates(1, visibility: 3.0 / 28, seed: 42))
        let report = try model.verify(
            states: states, times: [0, .pi], settings: [[.z, .z], [.x, .y]], samples: 50_000, using: &stream)
        #expect(report.worstDeviation < 4)
        #expect(report.meanSquaredDeviation < 2)
        let seen = try model.statistics(
            of: up, times: [0, .pi], setting: [.z, .z], samples: 20_000, using: &stream)
        #expect(abs(seen[0].predicted[0] + seen[0].predicted[1] - 0.55) < 1e-12)
        #expect(abs(seen[1].predicted[0] + seen[1].predicted[1] - 0.45) < 1e-12)
        let found = seen[1].estimated[0].value + seen[1].estimated[1].value
        #expect(abs(found - 0.45) < 4 * (0.25 / 20_000).squareRoot())
    }

    @Test("a wrong frequency is caught")
    func wrongDynamics() throws {
        var stream = RandomStream(seed: 43)
        let right = try HeisenbergDynamicalModel(frequency: 1).dynamicalModel()
        let wrong = DynamicalLHVModel(
            model: right.model, flow: try HeisenbergPrecession(frequency: 1.5), evolution: right.evolution)
        let report = try wrong.verify(
            states: randomStates(2, visibility: 0.1, seed: 44), times: [2], settings: randomPairs(4, seed: 45),
            samples: 20_000, using: &stream)
        #expect(report.worstDeviation > 5)
        let exact = try wrong.verifyByQuadrature(
            states: randomStates(1, visibility: 0.1, seed: 46), times: [2], settings: randomPairs(2, seed: 47),
            quadrature: PairQuadrature(kinks: .opposite, degree: 3, innerDegree: 8))
        #expect(exact.largestDifference > 1e-3)
    }
}
