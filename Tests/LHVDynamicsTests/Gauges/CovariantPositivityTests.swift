import Foundation
import LHVDynamics
import Testing

/// Issue 15, line 8: the visibility of a tabulated gauge is a bound over all c, not over some of them.
@Suite struct CovariantPositivityTests {
    // MARK: Closed forms

    @Test(
        "15.8 the tabulated closed forms reach 3/28 and 3/22 from below, within a part in 10⁹",
        arguments: [HeisenbergGauge.Profile.linear, .optimal], [2, 3, 40])
    func closedForms(profile: HeisenbergGauge.Profile, knots: Int) throws {
        let known = profile == .optimal ? 3.0 / 22 : 3.0 / 28
        let gauge = try CovariantGauge(bands: [Self.band(of: profile, knots: knots)])
        #expect(gauge.largestVisibility <= known)
        #expect(gauge.largestVisibility > known * (1 - 1e-9))
        // All of c ≥ 0 is critical for the optimal profile, so that a flat minimum is no trouble.
        let range = gauge.eigenvalueRange
        for c in stride(from: -1.0, through: 1, by: 1.0 / 64) {
            let values = try KernelAtAngle(gauge, c).eigenvalues()
            #expect(values[0] >= range.lowerBound && values[3] <= range.upperBound)
        }
    }

    // MARK: An independent scan

    @Test(
        "15.8 at its own limit the optimized gauge has no negative density at 50 000 values of c; above it has",
        arguments: [6, 12])
    func optimized(knots: Int) throws {
        let found = try CovariantGaugeOptimization(
            .panels([0.2, 0.545, 1], [.precession, .restsAbove, .restsBelow]), knots: knots,
            tolerance: knots == 12 ? 1e-4 : 1e-3
        ).solve()
        try Self.check(try #require(found.gauge), points: 50_000)
        #expect(found.lowerBound == found.gauge?.largestVisibility)
        // What the README states, with 12 knots in each band.
        #expect(found.lowerBound > (knots == 12 ? 0.1954 : 0.1952))
    }

    @Test(
        "15.8 random gauges with many knots are positive at their limit, and just above it not",
        arguments: 0..<UInt64(8))
    func random(number: UInt64) throws {
        var stream = RandomStream(seed: 158, substream: number)
        try Self.check(try Self.randomGauge(knots: 3 + 5 * Int(number), using: &stream), points: 4000)
    }

    @Test("15.8 a dip of f₀ that is a ten thousandth wide is found")
    func narrowDip() throws {
        // Knots a ten thousandth apart, at which f₀ is a tenth of what it is elsewhere.
        let knots = [0, 0.31, 0.3101, 0.3102, 1]
        var band = Self.Table(of: .linear, knots: knots)
        band.mixed[2] = 0.1
        let gauge = try CovariantGauge(bands: [try band.normalized()])
        let wide = try CovariantGauge(bands: [Self.band(of: .linear, knots: 5)])
        #expect(gauge.largestVisibility < 0.3 * wide.largestVisibility)
        try Self.check(gauge, points: 4000)
    }

    @Test(
        "15.8 functions that jump between neighbours among doubles have a bound as well", arguments: [0.3, 0.5, 0.99])
    func jump(place: Double) throws {
        var table = Table(of: .optimal, knots: [0, place, place.nextUp, 1])
        table.mixed[2] *= 0.3
        table.above[2] += 0.4
        table.transverse[1] -= 0.2
        try Self.check(try CovariantGauge(bands: [try table.normalized()]), points: 4000)
    }

    @Test("15.8 large functions keep a safe bound, and those too large for double precision are refused")
    func large() throws {
        // Opposite values of τ at the ends of equal intervals leave the integrals alone.
        func bands(_ size: Double) throws -> [CovariantGauge.Band] {
            var table = Table(of: .linear, knots: [0, 0.25, 0.5, 0.75, 1])
            table.transverse[1] += size
            table.transverse[2] -= size
            return [try table.unchecked()]
        }
        for size in [1e3, 1e6] {
            let gauge = try CovariantGauge(bands: bands(size))
            let range = gauge.eigenvalueRange
            var lowest = Double.infinity
            for c in stride(from: -1.0, through: 1, by: 1.0 / 64) {
                let values = try KernelAtAngle(gauge, c).eigenvalues()
                lowest = min(lowest, values[0])
                #expect(values[0] >= range.lowerBound && values[3] <= range.upperBound)
            }
            // The least one is at a knot here; the visibility is smaller by a part in 10¹⁰ and 2e-12.
            let limit = 1 / (1 - lowest)
            #expect(gauge.largestVisibility > limit * (1 - 1.1e-10) - 2.1e-12)
        }
        #expect(throws: (any Error).self) { try CovariantGauge(bands: bands(1e300)) }
    }

    @Test("15.8 the optimization ends converged only when the bound over all c has met the upper one")
    func converged() throws {
        for tolerance in [1e-2, 1e-4] {
            let found = try CovariantGaugeOptimization(
                .panels([0.54, 1], [.precession, .restsBelow]), knots: 6, tolerance: tolerance
            ).solve()
            let gauge = try #require(found.gauge)
            #expect(found.stopReason == .converged)
            #expect(gauge.largestVisibility >= found.upperBound * (1 - tolerance - 1e-9))
            #expect(gauge.largestVisibility <= found.upperBound + 1e-9)
        }
    }

    // MARK: Helpers

    /// No state of S_v has a negative density at the limit; a state a millionth above it has one.
    static func check(_ gauge: CovariantGauge, points: Int) throws {
        let limit = gauge.largestVisibility
        let (place, least) = try lowest(of: gauge, points: points)
        // 1 − v + v·f ≥ 0 for the eigenvalues f of F/f₀.
        #expect(1 - limit + limit * least >= 0, "at c = \(place)")
        let above = limit * (1 + 2e-9)
        #expect(1 - above + above * least < 0, "at c = \(place)")
        #expect(1 / (1 - least) - limit < 1e-9 * limit)
        // The admitted state of the least density: its eigenvector, with so much noise.
        let kernel = KernelAtAngle(gauge, place)
        let system = try kernel.coefficients.kernel.hermitianEigensystem()
        let state = try StateVector(normalizing: system.vectors.column(0), in: .twoQubits).densityOperator
        let density = try gauge.distribution(of: state.withWhiteNoise(visibility: limit))
        #expect(density.density(at: kernel.pair[0], kernel.pair[1]) >= 0)
        #expect(throws: InvalidArgument.self) {
            try gauge.distribution(of: state.withWhiteNoise(visibility: limit * (1 + 1e-8)))
        }
    }

    /// The least eigenvalue of F/f₀ at the knots and on a scan in θ, c = cos θ, with each local minimum refined.
    static func lowest(of gauge: CovariantGauge, points: Int) throws -> (c: Double, value: Double) {
        func angle(_ index: Int) -> Double { .pi * Double(index) / Double(points) }
        let values = (0...points).map { KernelAtAngle(gauge, cos(angle($0))).lowest }
        var best = (c: 0.0, value: Double.infinity)
        for c in gauge.bands.flatMap(\.knots).flatMap({ [$0, -$0] }) {
            let value = try KernelAtAngle(gauge, c).eigenvalues()[0]
            if value < best.value { best = (c, value) }
        }
        // Only minima that could be the least one are worth the exact eigenvalues.
        let promising = (values.min() ?? 0) + 1e-2
        for index in 0...points where values[index] <= promising {
            let (before, after) = (max(index - 1, 0), min(index + 1, points))
            guard values[index] <= values[before], values[index] <= values[after] else { continue }
            var (low, high) = (angle(before), angle(after))
            for _ in 0..<40 {
                let (left, right) = (low + (high - low) / 3, high - (high - low) / 3)
                let one = try KernelAtAngle(gauge, cos(left)).eigenvalues()[0]
                let two = try KernelAtAngle(gauge, cos(right)).eigenvalues()[0]
                if one <= two { high = right } else { low = left }
            }
            for c in [cos(angle(index)), cos((low + high) / 2)] {
                let value = try KernelAtAngle(gauge, c).eigenvalues()[0]
                if value < best.value { best = (c, value) }
            }
        }
        return best
    }

    /// A profile of the closed form at equidistant knots.
    static func band(of profile: HeisenbergGauge.Profile, knots: Int) throws -> CovariantGauge.Band {
        try Table(of: profile, knots: (0..<knots).map { Double($0) / Double(knots - 1) }).unchecked()
    }

    /// Random functions, of which four numbers are chosen such that it is a gauge: precession, then the two kinds of rest.
    static func randomGauge(knots: Int, using stream: inout RandomStream) throws -> CovariantGauge {
        let ends = [0.0, 0.3 + 0.2 * stream.uniform(), 0.7 + 0.2 * stream.uniform(), 1]
        var tables: [Table] = []
        for (index, motion) in [CovariantGauge.Motion.precession, .restsAbove, .restsBelow].enumerated() {
            var inner = (0..<(knots - 2)).map { _ in ends[index] + (ends[index + 1] - ends[index]) * stream.uniform() }
            inner.sort()
            var table = Table(of: .optimal, knots: [ends[index]] + inner + [ends[index + 1]])
            table.motion = motion
            for k in table.knots.indices {
                table.mixed[k] *= 0.7 + 0.6 * stream.uniform()
                table.transverse[k] += stream.uniform() - 0.5
                table.above[k] += stream.uniform() - 0.5
                table.below[k] += stream.uniform() - 0.5
                table.extra[k] = stream.uniform() - 0.5
            }
            tables.append(table)
        }
        return try CovariantGauge(bands: Table.normalized(tables))
    }

    /// The values of a band at its knots, to be made a gauge.
    struct Table {
        var motion = CovariantGauge.Motion.precession
        var knots: [Double]
        var mixed: [Double]
        var transverse: [Double]
        var above: [Double]
        var below: [Double]
        var extra: [Double]

        /// Those of the closed form.
        init(of profile: HeisenbergGauge.Profile, knots: [Double]) {
            self.knots = knots
            let gauge = HeisenbergGauge(profile: profile)
            mixed = knots.map(gauge.mixedDensity)
            transverse = knots.map { _ in -4.0 / 3 }
            above = knots.map { _ in 1 }
            below = above
            extra = knots.map { gauge.factor($0) - 1 }
        }

        func unchecked() throws -> CovariantGauge.Band {
            try CovariantGauge.Band(
                motion: motion, knots: knots, mixed: mixed, transverse: transverse, above: above, below: below,
                extra: extra)
        }

        func normalized() throws -> CovariantGauge.Band { try Table.normalized([self])[0] }

        /// Tables with the right four integrals, by one number in each; the first one precesses.
        static func normalized(_ tables: [Table]) throws -> [CovariantGauge.Band] {
            let rule = try GaussRule.legendre(count: 24)
            // ∫ dr over all tables of a function of r, of the table and of its values there; r = 1 − s² takes away the root.
            func integral(_ function: (Double, Motion, [Double]) -> Double) -> Double {
                var sum = 0.0
                for table in tables {
                    let columns = [table.mixed, table.transverse, table.above, table.below, table.extra]
                    for k in 0..<(table.knots.count - 1) {
                        let (start, end) = (table.knots[k], table.knots[k + 1])
                        let (low, high) = ((1 - end).squareRoot(), (1 - start).squareRoot())
                        for (node, weight) in zip(rule.nodes, rule.weights) {
                            let s = (low + high) / 2 + (high - low) / 2 * node
                            let r = 1 - s * s
                            let share = (r - start) / (end - start)
                            let values = columns.map { (1 - share) * $0[k] + share * $0[k + 1] }
                            sum += (high - low) / 2 * weight * 2 * s * function(r, table.motion, values)
                        }
                    }
                }
                return sum
            }
            func upper(_ r: Double) -> Double { (1 - r) * ((1 + r) / 2).squareRoot() }
            func lower(_ r: Double) -> Double { (1 + r) * ((1 - r) / 2).squareRoot() }
            let mixed = integral { _, _, values in values[0] }
            let trace = integral { _, motion, values in
                6 * values[1] + 8 + (motion == .precession ? 0 : 2 * values[4])
            }
            let along = integral { r, _, values in (1 + r) * values[2] + (1 - r) * values[3] }
            let factor = integral { r, motion, values in
                switch motion {
                case .precession: upper(r) * (1 + values[4]) + lower(r) * (1 - values[4])
                case .restsBelow: 2 * upper(r)
                case .restsAbove: 2 * lower(r)
                }
            }
            let slope = integral { r, motion, _ in motion == .precession ? upper(r) - lower(r) : 0 }
            return try tables.map { table in
                var table = table
                for k in table.knots.indices {
                    table.mixed[k] /= mixed
                    table.transverse[k] -= trace / 6
                    table.above[k] += (2 - along) / 2
                    table.below[k] += (2 - along) / 2
                    if table.motion == .precession { table.extra[k] += (1 - factor) / slope }
                }
                return try table.unchecked()
            }
        }

        typealias Motion = CovariantGauge.Motion
    }
}

/// F/f₀ of a covariant gauge at one c, in the frame of L, D and L × D, from its coefficients.
struct KernelAtAngle {
    let pair: [Direction]
    let coefficients: PairCoefficients

    init(_ gauge: some LinearSphereGauge, _ c: Double) {
        let (l, d) = (max(0, (1 + c) / 2).squareRoot(), max(0, (1 - c) / 2).squareRoot())
        pair = [Direction(unchecked: SIMD3(l, d, 0)), Direction(unchecked: SIMD3(l, -d, 0))]
        coefficients = gauge.coefficients(at: pair[0], pair[1])
    }

    /// All eigenvalues, by LAPACK.
    func eigenvalues() throws -> [Double] {
        try coefficients.kernel.hermitianEigenvalues().map { $0 / coefficients.one }
    }

    /// The least eigenvalue to about eight digits, in closed form.
    ///
    /// With |j⟩ = σ¹_j|S⟩ and σ²_j|S⟩ = −|j⟩: ⟨S|F|S⟩ = f₀ − Tr T, ⟨j|F|S⟩ = a_j − b_j − i ε_mnj t_mn, and
    /// ⟨j|F|k⟩ = (f₀ + Tr T) δ_jk + i ε_jmk (a + b)_m − t_jk − t_kj. In this frame |x⟩ is uncoupled.
    var lowest: Double {
        let (one, a, b, t) = (coefficients.one, coefficients.a, coefficients.b, coefficients.t)
        let trace = t.0.x + t.1.y + t.2.z
        let (s, x, y, z) = (
            one - trace, one + trace - 2 * t.0.x, one + trace - 2 * t.1.y, one + trace - 2 * t.2.z
        )
        let (p, q, turn) = (a.y - b.y, t.0.y - t.1.x, a.x + b.x)
        // λ³ − e₁λ² + e₂λ − e₃ of the block of S, y and z, by the cosine of a third of an angle.
        let mean = (s + y + z) / 3
        let (u, v, w) = (s - mean, y - mean, z - mean)
        let size = ((u * u + v * v + w * w) / 2 + p * p + q * q + turn * turn) / 3
        let half = (u * v * w - 2 * p * turn * q - u * turn * turn - v * q * q - w * p * p) / 2
        let root = size.squareRoot()
        let cosine = size > 0 ? max(-1, min(1, half / (size * root))) : 0
        let block = mean + 2 * root * cos(acos(cosine) / 3 + 2 * .pi / 3)
        return min(block, x) / one
    }
}
