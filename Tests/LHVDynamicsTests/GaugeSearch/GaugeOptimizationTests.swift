import Foundation
import LHVDynamics
import Testing

@Suite struct GaugeOptimizationTests {
    /// N5: precession for c > −0.54, rest below.
    static let mixed = Result {
        try CovariantGaugeOptimization(.panels([0.54, 1], [.precession, .restsBelow]), knots: 10, tolerance: 1e-5)
            .solve()
    }
    /// The bands that interleaving without end suggests.
    static let interleaved = Result {
        try CovariantGaugeOptimization(
            .panels([0.2, 0.545, 1], [.precession, .restsAbove, .restsBelow]), knots: 6, tolerance: 1e-3
        ).solve()
    }

    static let published: [(nodes: Int, visibility: Double)] = [(20, 0.13629), (40, 0.13634)]

    @Test("precession everywhere: 0.13629, 0.13634 for 20, 40 nodes, below 3/22", arguments: published)
    func precession(nodes: Int, visibility: Double) throws {
        let found = try CovariantGaugeOptimization(.precession, knots: nodes / 2, discretization: .nodes).solve()
        #expect(found.stopReason == .converged)
        #expect(found.lowerBound <= found.upperBound && found.upperBound - found.lowerBound < 1e-6)
        #expect(abs(found.lowerBound - visibility) < 1e-5)
        #expect(found.upperBound < 3.0 / 22)
        #expect(found.gauge == nil && found.statement.contains("not a proof"))
        #expect(!found.statement.contains(#/[0-9]{8}/#), "\(found.statement)")
        #expect(found.verification.relativeError < 1e-6)
    }

    @Test("the closed form reaches 3/22, more than any discretized optimum, and no less than a tabulated gauge")
    func closedForm() throws {
        #expect(abs(HeisenbergGauge(profile: .optimal).largestVisibility - 3.0 / 22) < 1e-15)
        let found = try CovariantGaugeOptimization(.precession, knots: 8, tolerance: 1e-5).solve()
        let gauge = try #require(found.gauge)
        #expect(gauge.largestVisibility <= 3.0 / 22 && gauge.largestVisibility > 0.1355)
        #expect(found.upperBound <= 3.0 / 22 + 1e-9)
    }

    @Test("N5: precession above −0.54 and rest below has visibility 0.18368 at Gauss nodes")
    func mixedNodes() throws {
        let found = try CovariantGaugeOptimization(
            .panels([0.54, 1], [.precession, .restsBelow]), knots: 10, discretization: .nodes
        ).solve()
        #expect(abs(found.lowerBound - 0.18368) < 1e-5)
        #expect(abs(found.upperBound - 0.18368) < 1e-5)
    }

    @Test("interleaved without end: 0.1955 at 20 nodes, with one motion at almost every node")
    func interleavedNodes() throws {
        let found = try CovariantGaugeOptimization(.interleaved, knots: 10, discretization: .nodes).solve()
        #expect(abs(found.lowerBound - 0.19550) < 1e-5)
        #expect(found.upperBound - found.lowerBound < 1e-6)
        let pure = found.shares.filter { $0.contains { $0 > 1 - 1e-6 } }
        #expect(pure.count >= 8)
        #expect(found.shares.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-9 && $0.allSatisfy { $0 > -1e-9 } })
        // Precession, then rest above, then rest below, as |c| grows.
        let motions = found.shares.map { share in share.indices.max { share[$0] < share[$1] } ?? 0 }
        #expect(motions.first == 0 && motions.contains(2) && motions.last == 1)
    }

    @Test("tabulated gauges: odd-odd parts, marginals and transport to 1e-12, no witness below the bound")
    func tabulated() throws {
        for (outcome, least) in [(try Self.mixed.get(), 0.1835), (try Self.interleaved.get(), 0.1940)] {
            let gauge = try #require(outcome.gauge)
            #expect(gauge.largestVisibility > least && gauge.largestVisibility <= outcome.upperBound + 1e-12)
            #expect(gauge.integralDefect < 1e-12)
            #expect(Self.oddDefect(gauge) < 1e-12)
            #expect(Self.marginalDefect(gauge) < 1e-12)
            let model = try CovariantHeisenbergModel(gauge: gauge, frequency: 1.3, commonField: SIMD3(0.2, 0, -0.4))
            var stream = RandomStream(seed: 71)
            let defect = try model.transportDefect(
                states: randomStates(5, visibility: 1, seed: 72), times: [0.4, -2, 11], pairs: 60, using: &stream)
            #expect(defect < 1e-12)
            // Random pairs improved by a local search find nothing below the range.
            let witness = try gauge.positivityWitness(starts: 4, using: &stream)
            #expect(witness.visibility >= gauge.largestVisibility)
        }
    }

    @Test("moved particles and moved densities of the mixed field give quantum statistics")
    func statistics() throws {
        let gauge = try #require(try Self.mixed.get().gauge)
        let model = try CovariantHeisenbergModel(gauge: gauge, frequency: 1).dynamicalModel()
        let states = try randomStates(2, visibility: gauge.largestVisibility, seed: 73)
        var stream = RandomStream(seed: 74)
        let report = try model.verify(
            states: states, times: [0, 2], settings: randomPairs(2, seed: 75), samples: 20_000, using: &stream)
        #expect(report.worstDeviation < 4)
        let exact = try model.verifyByQuadrature(
            states: Array(states.prefix(1)), times: [2], settings: randomPairs(1, seed: 76),
            quadrature: PairQuadrature(kinks: gauge.kinks, degree: 3, innerDegree: 4))
        #expect(exact.largestDifference < 1e-8)
        // A field that precesses everywhere does not fit this gauge.
        let wrong = try HeisenbergPrecession(frequency: 1)
        let families = try states.map { state in
            try DensityFamily(
                of: state, in: gauge, under: CovariantHeisenbergModel(gauge: gauge, frequency: 1).hamiltonian)
        }
        let pairs = randomPairs(60, seed: 77)
        #expect(try wrong.continuityResidual(of: families, times: [0], pairs: pairs).relative > 0.1)
        let right = try CovariantHeisenbergModel(gauge: gauge, frequency: 1).field
        #expect(try right.continuityResidual(of: families, times: [0], pairs: pairs).largest < 1e-12)
    }

    @Test("a tabulated gauge survives encoding, and one with wrong integrals is refused")
    func coding() throws {
        let gauge = try #require(try Self.mixed.get().gauge)
        let data = try JSONEncoder().encode(gauge)
        #expect(try JSONDecoder().decode(CovariantGauge.self, from: data) == gauge)
        let band = try CovariantGauge.Band(
            motion: .precession, knots: [0, 1], mixed: [1, 1], transverse: [0, 0], above: [1, 1], below: [1, 1],
            extra: [0, 0])
        #expect(throws: InvalidArgument.self) { try CovariantGauge(bands: [band]) }
    }

    /// The largest error of the odd-odd part over random pairs.
    static func oddDefect(_ gauge: some LinearSphereGauge) -> Double {
        randomPairs(300, seed: 77).reduce(0) { worst, pair in
            let (u, v) = (pair[0], pair[1])
            let flipped = [(1.0, 1.0), (-1, 1), (1, -1), (-1, -1)].map { one, two in
                (
                    one * two,
                    gauge.coefficients(at: Direction(unchecked: one * u.vector), Direction(unchecked: two * v.vector))
                )
            }
            func odd(_ part: (PairCoefficients) -> SIMD3<Double>) -> SIMD3<Double> {
                flipped.reduce(into: SIMD3<Double>.zero) { $0 += 0.25 * $1.0 * part($1.1) }
            }
            let defects = [
                odd { SIMD3($0.one, 0, 0) }, odd(\.a), odd(\.b), odd(\.t.0) - 4 * u.x * v.vector,
                odd(\.t.1) - 4 * u.y * v.vector, odd(\.t.2) - 4 * u.z * v.vector,
            ]
            return max(worst, defects.map { max(abs($0.x), abs($0.y), abs($0.z)) }.max() ?? 0)
        }
    }

    /// The largest error of marginals and norm, by an own quadrature in √(1 + c) between the knots.
    static func marginalDefect(_ gauge: CovariantGauge) -> Double {
        guard case .angles(let cosines) = gauge.kinks, let rule = try? GaussRule.legendre(count: 10) else {
            return .infinity
        }
        let roots = ([-1] + cosines + [1]).map { (1 + $0).squareRoot() }
        var (one, trace, own, other) = (0.0, 0.0, SIMD3<Double>.zero, SIMD3<Double>.zero)
        for (start, end) in zip(roots, roots.dropFirst()) {
            for (node, weight) in zip(rule.nodes, rule.weights) {
                let root = (start + end) / 2 + (end - start) / 2 * node
                let (c, sine) = (root * root - 1, root * max(0, 2 - root * root).squareRoot())
                for (x, y) in [(1.0, 0.0), (0, 1), (-1, 0), (0, -1)] {
                    let f = gauge.coefficients(at: .z, Direction(unchecked: SIMD3(sine * x, sine * y, c)))
                    // dc/2 in the mean over pairs, and four azimuths.
                    let share = (end - start) / 2 * weight * 2 * root / 8
                    one += share * f.one
                    trace += share * (f.t.0.x + f.t.1.y + f.t.2.z)
                    own += share * f.a
                    other += share * f.b
                }
            }
        }
        own -= SIMD3(0, 0, 2)
        return max(
            abs(one - 1), abs(trace), abs(own.x), abs(own.y), abs(own.z), abs(other.x), abs(other.y), abs(other.z))
    }
}
