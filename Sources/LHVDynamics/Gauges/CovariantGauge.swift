import Foundation
import LHVModels

/// A gauge for the Heisenberg interaction made of functions of c = λ₁·λ₂, with precession for some c and rest for the others.
///
/// It is covariant under common rotations. With L = λ₁ + λ₂ and D = λ₁ − λ₂ its kernel is
/// F = f₀ + a L·(σ¹ + σ²) + A|L| D·(σ¹ − σ²) + τ σ¹·σ² + (t_L − τ) L̂L̂ + ε D̂D̂ − A (LDᵀ − DLᵀ), where LDᵀ and the like stand for
/// the coefficients of σ_j ⊗ σ_k. Where both c and −c precess, A(±c) = 1 ± o and ε = 0; where one of them rests, A is 0 for it and
/// 2 for its partner, and ε is free for it. Always t_L(c) = τ + ε(−c) + 4(1 + c), with f₀ and τ even. Then odd-odd parts are those
/// of quantum mechanics whatever the functions are, precession about L at the rate ω transports the densities, and four
/// integrals make the marginals and the norm right, see ``integralDefect``.
/// Source: this library, in the article "Searching for gauges".
///
/// The functions are tabulated in |c| and linear between knots, which makes F a matrix of polynomials of tan(θ/4), cos θ = c, over a
/// common denominator. ``eigenvalueRange`` bounds its eigenvalues at all c, not at some: by branch and bound on these polynomials, with
/// the rounding of doubles bounded as well. The visibility that follows is on the safe side and within a part in 10⁹.
public struct CovariantGauge: LinearSphereGauge, Hashable, Codable {
    /// Which of c and −c, for c > 0, precesses.
    public enum Motion: String, Sendable, Hashable, Codable, CaseIterable {
        /// Both.
        case precession
        /// c > 0 precesses and −c rests.
        case restsBelow
        /// c > 0 rests and −c precesses.
        case restsAbove

        /// Whether pairs at ±|c| precess.
        public func precesses(above isAbove: Bool) -> Bool {
            switch self {
            case .precession: true
            case .restsBelow: isAbove
            case .restsAbove: !isAbove
            }
        }
    }

    /// The functions on an interval of |c|.
    public struct Band: Sendable, Hashable, Codable {
        /// Which of c and −c precesses.
        public let motion: Motion
        /// |c| at the knots, ascending; the first and the last one bound the band.
        public let knots: [Double]
        /// f₀ at the knots, positive.
        public let mixed: [Double]
        /// τ at the knots.
        public let transverse: [Double]
        /// a at c = +|c|.
        public let above: [Double]
        /// a at c = −|c|.
        public let below: [Double]
        /// o where both precess, otherwise ε of the side that rests.
        public let extra: [Double]

        /// A band from its values at the knots.
        ///
        /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are at least two ascending knots in 0…1 and a finite value of
        ///   each function at every knot, that of f₀ positive.
        public init(
            motion: Motion, knots: [Double], mixed: [Double], transverse: [Double], above: [Double], below: [Double],
            extra: [Double]
        ) throws {
            try require(knots.count >= 2, "knots", must: "be at least 2", was: knots.count)
            try require(
                zip(knots, knots.dropFirst()).allSatisfy { $0 < $1 } && knots[0] >= 0 && knots[knots.count - 1] <= 1,
                "knots", must: "ascend within 0…1", was: knots)
            for (name, values) in [
                ("mixed", mixed), ("transverse", transverse), ("above", above), ("below", below), ("extra", extra),
            ] {
                try require(
                    values.count == knots.count, name, must: "have \(knots.count) values, one for each knot",
                    was: values.count)
                try require(values.allSatisfy(\.isFinite), name, must: "be finite", was: values)
            }
            try require(mixed.allSatisfy { $0 > 0 }, "mixed", must: "be positive", was: mixed)
            self.motion = motion
            self.knots = knots
            self.mixed = mixed
            self.transverse = transverse
            self.above = above
            self.below = below
            self.extra = extra
        }

        /// Reads the values and checks them.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            try self.init(
                motion: container.decode(Motion.self, forKey: .motion),
                knots: container.decode([Double].self, forKey: .knots),
                mixed: container.decode([Double].self, forKey: .mixed),
                transverse: container.decode([Double].self, forKey: .transverse),
                above: container.decode([Double].self, forKey: .above),
                below: container.decode([Double].self, forKey: .below),
                extra: container.decode([Double].self, forKey: .extra))
        }
    }

    /// The bands, from |c| = 0 to |c| = 1.
    public let bands: [Band]
    /// Bounds of the eigenvalues of F/f₀ that hold at every c.
    ///
    /// The lower end f lies below the infimum: v = 1/(1 − f) is less than the largest possible one, by at most a part in 10¹⁰ and
    /// 2e-12 more. So no density is negative for any state that ``LinearSphereGauge/distribution(of:)`` admits, although that is
    /// lenient by 1e-12. The upper end, which draws by rejection need, is above the supremum by at most a part in 10⁴. Where functions are
    /// larger than 10⁵ f₀, rounding makes the bounds less close, but no less safe.
    public let eigenvalueRange: ClosedRange<Double>
    /// The largest f₀.
    public let mixedDensityBound: Double

    /// The gauge of the given bands.
    ///
    /// - Complexity: O(knots): about ten bounds of eigenvalues for each.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the bands follow one another from 0 to 1 and ``integralDefect`` is at
    ///   most 1e-9; ``/NumericalCore/NumericalFailure`` for functions so large that rounding leaves no bound of the eigenvalues.
    public init(bands: [Band]) throws {
        try require(!bands.isEmpty, "bands", must: "not be empty", was: "empty")
        let starts = bands.map { $0.knots[0] }
        let ends = bands.map { $0.knots[$0.knots.count - 1] }
        try require(
            starts[0] == 0 && ends[ends.count - 1] == 1 && zip(ends, starts.dropFirst()).allSatisfy { $0 == $1 },
            "bands",
            must: "follow one another from 0 to 1", was: zip(starts, ends).map { "\($0)…\($1)" })
        let defect = CovariantGauge.integralDefect(of: bands)
        try require(defect <= 1e-9, "bands", must: "have the right four integrals within 1e-9", was: "off by \(defect)")
        let pieces = bands.flatMap(\.pieces)
        let low = try EigenvalueInfimum.below(pieces, tolerance: 1e-10)
        let high = -(try EigenvalueInfimum.below(pieces.map(\.negative), tolerance: 1e-4))
        self.bands = bands
        // A visibility that is smaller by 2e-12.
        eigenvalueRange = (low - 2e-12 * (1 - low) * (1 - low))...high
        mixedDensityBound = bands.flatMap(\.mixed).largestMagnitude()
    }

    /// Reads the bands and checks them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(bands: container.decode([Band].self, forKey: .bands))
    }

    /// Writes the bands.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(bands, forKey: .bands)
    }

    private enum CodingKeys: String, CodingKey { case bands }

    /// Whether pairs at this c precess; the others rest.
    public func precesses(at c: Double) -> Bool { band(of: abs(c)).motion.precesses(above: c > 0) }

    /// The largest defect of ½∫f₀ = 1, ∫(t_L + t_D + t_N) = 0, ∫(1 + c) a = 2 and ∫(1 − c) A √((1 + c)/2) = 1 over −1…1.
    public var integralDefect: Double { CovariantGauge.integralDefect(of: bands) }

    /// F(λ₁, λ₂).
    public func coefficients(at first: Direction, _ second: Direction) -> PairCoefficients {
        let (u, v) = (first.vector, second.vector)
        let (sum, difference) = (u + v, u - v)
        let values = values(at: dot(u, v))
        let (long, short) = (dot(sum, sum), dot(difference, difference))
        let along = values.along * sum
        let across = (values.factor * long.squareRoot()) * difference
        let (p, q) = (
            long > 0 ? (values.sumTilt / long) * sum : .zero,
            short > 0 ? (values.differenceTilt / short) * difference : .zero
        )
        func row(_ l: Double, _ d: Double) -> SIMD3<Double> {
            l * p + d * q - values.factor * (l * difference - d * sum)
        }
        var rows = (row(sum.x, difference.x), row(sum.y, difference.y), row(sum.z, difference.z))
        rows.0.x += values.transverse
        rows.1.y += values.transverse
        rows.2.z += values.transverse
        return PairCoefficients(one: values.mixed, a: along + across, b: along - across, t: rows)
    }

    /// |λ₁ + λ₂| has a cone at λ₂ = −λ₁; between the knots the functions are smooth.
    public var kinks: PairKinks {
        let heights = bands.flatMap(\.knots).filter { $0 < 1 }
        return .angles(Set(heights.flatMap { [$0, -$0] }).sorted())
    }

    func values(at c: Double) -> CovariantValues {
        let (band, index, share) = place(of: c)
        return band.values(interval: index, share: share, modulus: min(abs(c), 1), isAbove: c > 0)
    }

    /// The band that holds |c|, the interval between its knots, and the place in the interval.
    func place(of c: Double) -> (band: Band, interval: Int, share: Double) {
        let modulus = min(abs(c), 1)
        let band = band(of: modulus)
        let index = max(0, min(band.knots.count - 2, band.knots.partitioningIndex { $0 > modulus } - 1))
        let (start, end) = (band.knots[index], band.knots[index + 1])
        return (band, index, (modulus - start) / (end - start))
    }

    private func band(of modulus: Double) -> Band {
        let index = bands.partitioningIndex { $0.knots[0] > modulus } - 1
        return bands[max(0, index)]
    }

    private static func integralDefect(of bands: [Band]) -> Double {
        var sums = (mixed: CompensatedSum(), trace: CompensatedSum(), along: CompensatedSum(), factor: CompensatedSum())
        for band in bands {
            let moments = CovariantMoments(knots: band.knots)
            for k in band.knots.indices {
                sums.mixed.add(moments.mass[k] * band.mixed[k])
                sums.trace.add(moments.mass[k] * (6 * band.transverse[k] + 8))
                sums.along.add(moments.above[k] * band.above[k] + moments.below[k] * band.below[k])
                switch band.motion {
                case .precession:
                    sums.factor.add(moments.factorAbove[k] * (1 + band.extra[k]))
                    sums.factor.add(moments.factorBelow[k] * (1 - band.extra[k]))
                case .restsBelow:
                    sums.factor.add(2 * moments.factorAbove[k])
                    sums.trace.add(2 * moments.mass[k] * band.extra[k])
                case .restsAbove:
                    sums.factor.add(2 * moments.factorBelow[k])
                    sums.trace.add(2 * moments.mass[k] * band.extra[k])
                }
            }
        }
        return [sums.mixed.value - 1, sums.trace.value, sums.along.value - 2, sums.factor.value - 1].largestMagnitude()
    }
}

/// The functions of a covariant gauge at one c, and the eigenvalues of its kernel there.
struct CovariantValues {
    var mixed: Double
    var transverse: Double
    var along: Double
    var factor: Double
    /// t_L − τ = ε(−c) + 4(1 + c).
    var sumTilt: Double
    /// ε(c).
    var differenceTilt: Double
    var c: Double

    /// F in the basis singlet, |L⟩, |D⟩, i|D × L⟩ of Cartesian triplet states, a real symmetric matrix.
    func matrix() -> RealMatrix {
        let (l, d, n) = (transverse + sumTilt, transverse + differenceTilt, transverse)
        // β = A|L||D| and α = a|L|.
        let cross = 4 * factor * (max(0, 1 - c * c)).squareRoot()
        let turn = 2 * along * (max(0, 2 + 2 * c)).squareRoot()
        var f = RealMatrix(rows: 4, columns: 4)
        f[0, 0] = mixed - l - d - n
        f[1, 1] = mixed - l + d + n
        f[2, 2] = mixed + l - d + n
        f[3, 3] = mixed + l + d - n
        f[0, 2] = cross
        f[2, 0] = cross
        f[0, 3] = cross
        f[3, 0] = cross
        f[2, 3] = turn
        f[3, 2] = turn
        return f
    }

    func range() throws -> ClosedRange<Double> {
        let values = try matrix().hermitianEigenvalues()
        return values[0]...values[3]
    }
}

extension CovariantGauge.Band {
    /// The intervals between knots, once for c and once for −c.
    var pieces: [CovariantPiece] {
        (0..<(knots.count - 1)).flatMap { index in
            [true, false].map { isAbove in
                CovariantPiece(
                    values(interval: index, share: 0, modulus: knots[index], isAbove: isAbove),
                    values(interval: index, share: 1, modulus: knots[index + 1], isAbove: isAbove))
            }
        }
    }

    func values(interval index: Int, share: Double, modulus: Double, isAbove: Bool) -> CovariantValues {
        func at(_ table: [Double]) -> Double { table[index] + share * (table[index + 1] - table[index]) }
        let c = isAbove ? modulus : -modulus
        let extra = at(extra)
        let (factor, own, partner): (Double, Double, Double) =
            switch motion {
            case .precession: (isAbove ? 1 + extra : 1 - extra, 0, 0)
            case .restsBelow: isAbove ? (2, 0, extra) : (0, extra, 0)
            case .restsAbove: isAbove ? (0, extra, 0) : (2, 0, extra)
            }
        return CovariantValues(
            mixed: at(mixed), transverse: at(transverse), along: at(isAbove ? above : below), factor: factor,
            sumTilt: partner + 4 * (1 + c), differenceTilt: own, c: c)
    }
}

extension Array {
    /// The first index whose element satisfies a condition that holds from some index on.
    func partitioningIndex(_ condition: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
