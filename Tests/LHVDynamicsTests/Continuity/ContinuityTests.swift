import Foundation
import LHVDynamics
import Testing

@Suite struct ContinuityTests {
    /// The maximally mixed state and rank-one T = ±0.1 u uᵀ, which Heisenberg evolution leaves at rest.
    static func stationary(_ count: Int, seed: UInt64) throws -> [TwoQubitBlochForm] {
        var stream = RandomStream(seed: seed)
        let zero = try TwoQubitBlochForm(a: .zero, b: .zero, t: RealMatrix(rows: 3, columns: 3))
        return try (0..<count).reduce(into: count > 0 ? [zero] : []) { forms, index in
            let u = Direction.random(using: &stream).vector
            let scale = index % 2 == 0 ? 0.1 : -0.1
            forms.append(
                try TwoQubitBlochForm(
                    a: .zero, b: .zero, t: RealMatrix(rows: 3, columns: 3) { scale * u[$0] * u[$1] }))
        }
    }

    /// States 0.1 ρ + 0.9·1/4 with random mixed ρ.
    ///
    /// Noisy pure states all have two equal singular values, where Eq. 34 is not determined.
    static func moving(_ count: Int, seed: UInt64) throws -> [TwoQubitBlochForm] {
        var stream = RandomStream(seed: seed)
        return try (0..<count).map { _ in
            try TwoQubitBlochForm(
                DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream).withWhiteNoise(visibility: 0.1))
        }
    }

    static func eq34(_ forms: [TwoQubitBlochForm]) throws -> [DensityFamily] {
        let evolution = try HeisenbergBlochEvolution(frequency: 1)
        return try forms.map { try .separableGauge(of: $0, under: evolution) }
    }

    static func n1(_ forms: [TwoQubitBlochForm]) throws -> [DensityFamily] {
        let model = try HeisenbergDynamicalModel(frequency: 1)
        return try forms.map {
            try DensityFamily(of: $0.densityOperator(), in: model.gauge, under: model.hamiltonian)
        }
    }

    @Test("N1 solves the continuity equation; its field with another rate, and Eq. 34 with its field, do not")
    func strong() throws {
        let families = try Self.n1(Self.moving(3, seed: 51) + Self.stationary(2, seed: 52))
        let pairs = randomPairs(100, seed: 53).filter { $0[0].dot($0[1]) > -0.8 }
        let field = try HeisenbergPrecession(frequency: 1)
        let report = try field.continuityResidual(of: families, times: [0, 0.7], pairs: pairs)
        #expect(report.largest < 1e-10)
        #expect(report.relative < 1e-9)
        let wrong = try HeisenbergPrecession(frequency: 1.25)
            .continuityResidual(of: families, times: [0], pairs: pairs)
        #expect(abs(wrong.relative - 0.25) < 1e-6)
        let rest = try RestingField().continuityResidual(of: families, times: [0], pairs: pairs)
        #expect(abs(rest.relative - 1) < 1e-12)
        let other = try field.continuityResidual(
            of: Self.eq34(Self.moving(3, seed: 51)), times: [0], pairs: pairs, divergenceFree: true)
        #expect(other.relative > 0.1)
        #expect(other.worstPair.count == 2)
    }

    @Test("numerical derivatives of the moved density agree with those in closed form; any family is welcome")
    func numericalFamily() throws {
        let field = try HeisenbergPrecession(frequency: 1)
        // Not quantum: a density carried by the flow that no state has.
        let family = try DensityFamily { first, second, time in
            let origin = try field.move([first, second], from: time, to: 0)
            let product: Double = origin[0].x * origin[0].y * origin[1].z
            return (1 + 0.3 * product) / (16 * Double.pi * Double.pi)
        }
        let pairs = randomPairs(50, seed: 54).filter { $0[0].dot($0[1]) > -0.8 }
        let report = try field.continuityResidual(of: [family], times: [0.4], pairs: pairs)
        #expect(report.rate > 0.01)
        #expect(report.relative < 1e-8)
    }

    @Test("weak residuals of N1 vanish as the quadrature converges, and those of a wrong field do not")
    func weak() throws {
        let families = try Self.n1(Self.moving(1, seed: 55))
        let field = try HeisenbergPrecession(frequency: 1)
        let reports = try field.weakResiduals(of: families[0], time: 0, harmonics: 2, degrees: [3, 8])
        #expect(reports[0].relative > 1e-8)
        #expect(reports[1].relative < 1e-10)
        let wrong = try HeisenbergPrecession(frequency: 2)
            .weakResiduals(of: families[0], time: 0, harmonics: 2, degrees: [6])
        #expect(wrong[0].relative > 0.3)
    }

    @Test("20 random rank-one states leave no velocity at 200 of 200 points in the gauge of Eq. 34, and one in N1's")
    func noGo() throws {
        let forms = try Self.stationary(20, seed: 56)
        let pairs = randomPairs(200, seed: 57)
        let report = try stationaryRank(of: Self.eq34(forms), pairs: pairs)
        #expect(report.ranks.count == 200)
        #expect(report.excludesMotion)
        let dynamical = try stationaryRank(of: Self.n1(forms), pairs: Array(pairs.prefix(50)), tolerance: 1e-7)
        #expect(!dynamical.excludesMotion)
        #expect(dynamical.ranks.allSatisfy { $0 == 3 })
    }

    @Test(
        "at coinciding singular values Eq. 34 depends on the decomposition: for T = 0.2·1 by up to 27 %; E1 is refused")
    func degeneracy() throws {
        let form = try TwoQubitBlochForm(a: .zero, b: .zero, t: 0.2 * RealMatrix.identity(3))
        var stream = RandomStream(seed: 58)
        let plain = try TwoQubitSphereDensity(form, left: [.x, .y, .z], values: [0.2, 0.2, 0.2], right: [.x, .y, .z])
        var largest = 0.0
        for _ in 0..<20 {
            let rotation = Haar.rotation(using: &stream)
            let axes = try (0..<3).map {
                try Direction(normalizing: SIMD3(rotation[0, $0], rotation[1, $0], rotation[2, $0]))
            }
            let turned = try TwoQubitSphereDensity(form, left: axes, values: [0.2, 0.2, 0.2], right: axes)
            for pair in randomPairs(200, seed: 59) {
                let (one, two) = (plain.density(at: pair[0], pair[1]), turned.density(at: pair[0], pair[1]))
                largest = max(largest, abs(one - two) / min(one, two))
            }
        }
        #expect(largest > 0.2)
        // A state that moves through a degeneracy: T antisymmetric has two equal singular values.
        let antisymmetric = try TwoQubitBlochForm(
            a: .zero, b: .zero, t: RealMatrix([[0, 0.1, 0], [-0.1, 0, 0], [0, 0, 0.05]]))
        let family = try DensityFamily.separableGauge(
            of: antisymmetric, under: HeisenbergBlochEvolution(frequency: 1))
        #expect(throws: InvalidArgument.self) { try family.jet(at: .x, .y, time: 0) }
    }

    struct FloorCase: Sendable, CustomTestStringConvertible {
        let degree: Int
        let stationary: Int
        let moving: Int
        let eq34: Double
        let n1: Double
        var testDescription: String { "L = \(degree), (\(stationary), \(moving))" }
    }

    static let floorCases = [
        FloorCase(degree: 1, stationary: 10, moving: 3, eq34: 0.944, n1: 0.194),
        FloorCase(degree: 2, stationary: 10, moving: 3, eq34: 0.888, n1: 0.086),
        FloorCase(degree: 2, stationary: 40, moving: 3, eq34: 0.950, n1: 0.086),
        FloorCase(degree: 2, stationary: 200, moving: 3, eq34: 0.994, n1: 0.084),
        FloorCase(degree: 3, stationary: 40, moving: 3, eq34: 0.976, n1: 0.046),
    ]

    @Test("residual floors within 0.03: Eq. 34 rises to 1 with stationary states, N1 stays low", arguments: floorCases)
    func floors(expected: FloorCase) throws {
        let forms = try Self.stationary(expected.stationary, seed: 60) + Self.moving(expected.moving, seed: 61)
        let (points, held) = (randomPairs(2500, seed: 62), randomPairs(1000, seed: 63))
        for (families, value) in [(try Self.eq34(forms), expected.eq34), (try Self.n1(forms), expected.n1)] {
            let fit = try VelocityFit(to: families, degree: expected.degree, pairs: points)
            let floor = try fit.floor(of: families, pairs: held).relative
            #expect(abs(floor - value) < 0.03)
        }
    }

    @Test("17 floors of one moving state: the laws hold for 20 seeds, and half lie where they should")
    func floorsOfOneState() throws {
        let points = randomPairs(600, seed: 62)
        func floors(_ families: [DensityFamily]) throws -> [Double] {
            try [1, 2].map { degree in
                try VelocityFit(to: families, degree: degree, pairs: points).floor(of: families, pairs: points).relative
            }
        }
        var first: [Double] = []
        for seed in 0..<20 as Range<UInt64> {
            let forms = try Self.moving(1, seed: 2000 + seed)
            let (eq34, n1) = (try floors(Self.eq34(forms)), try floors(Self.n1(forms)))
            // N1's field is smooth, so that harmonics come close to it; at the points of the fit more of them come closer.
            #expect(n1[0] < eq34[0] && n1[1] < eq34[1])
            #expect(eq34[1] < eq34[0] && n1[1] < n1[0])
            first.append(eq34[0])
        }
        // P1's figure of 0.28 is of one state; the middle half of 60 states lay in 0.25…0.40.
        let inside = first.filter { $0 > 0.25 && $0 < 0.40 }.count
        #expect((4...16).contains(inside))
    }
}
