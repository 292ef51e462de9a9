import Foundation
import Testing

@testable import LHVDynamics

/// Issue 15, line 8: the ranges of eigenvalues that gauges state as numbers are bounds over all pairs of directions.
@Suite struct EigenvalueRangeTests {
    // MARK: Two angles

    /// A real symmetric block of a kernel at polar angles θ₁, θ₂ in 0…π/2, whose entries are trigonometric polynomials of degree 1
    /// in each.
    typealias Block = @Sendable (_ one: SIMD2<Double>, _ two: SIMD2<Double>) -> [[Double]]

    /// The Ising gauge for heights of equal signs: |↓↓⟩ is uncoupled, with (1 − 2z₁)(1 − 2z₂); this is the rest.
    static let ising: Block = { one, two in
        let (z1, r1, z2, r2) = (one.x, one.y, two.x, two.y)
        return [
            [(1 + 2 * z1) * (1 + 2 * z2), 8 * z1 * r2, 8 * z2 * r1],
            [8 * z1 * r2, (1 + 2 * z1) * (1 - 2 * z2), 8 * r1 * r2],
            [8 * z2 * r1, 8 * r1 * r2, (1 - 2 * z1) * (1 + 2 * z2)],
        ]
    }

    /// The XXZ gauge for heights of equal signs and azimuths that differ by 0 or π, k = ±1: |↑↑⟩ and the singlet.
    ///
    /// Between these k, (F − μ)'s determinant is linear in k = cos(φ₁ − φ₂), so that the ends are extreme. T₀ has
    /// 1 − 4z₁z₂ + 8k r₁r₂ and |↓↓⟩ again (1 − 2z₁)(1 − 2z₂).
    static func xxz(_ k: Double) -> Block {
        { one, two in
            let (z1, r1, z2, r2) = (one.x, one.y, two.x, two.y)
            let across = 8 * 2.0.squareRoot() * (z1 * r2 - k * z2 * r1)
            return [
                [(1 + 2 * z1) * (1 + 2 * z2), across, 0], [across, 1 - 4 * z1 * z2 - 8 * k * r1 * r2, 0],
                [0, 0, 1 - 4 * z1 * z2 + 8 * k * r1 * r2],
            ]
        }
    }

    /// The XXZ gauge for z₁ > 0 > z₂: |↑↑⟩, T₀ and |↓↓⟩; the singlet has 1 + 4z₁|z₂|.
    static let opposite: Block = { one, two in
        let (z1, r1, z2, r2) = (one.x, one.y, -two.x, two.y)
        let root = 8 * 2.0.squareRoot()
        return [
            [(1 + 2 * z1) * (1 + 2 * z2), root * z1 * r2, 8 * r1 * r2],
            [root * z1 * r2, 1 - 4 * z1 * z2, -root * z2 * r1],
            [8 * r1 * r2, -root * z2 * r1, (1 - 2 * z1) * (1 - 2 * z2)],
        ]
    }

    @Test("15.8 the blocks are those of the gauges: eigenvalues at random pairs")
    func blocks() throws {
        func merged(_ block: Block, _ one: Direction, _ two: Direction, _ rest: Double) throws -> [Double] {
            let (u, v) = (
                SIMD2(abs(one.z), (1 - one.z * one.z).squareRoot()), SIMD2(abs(two.z), (1 - two.z * two.z).squareRoot())
            )
            return (try Self.eigenvalues(block(u, v)) + [rest]).sorted()
        }
        for pair in randomPairs(200, seed: 81) {
            let (z1, z2) = (abs(pair[0].z), abs(pair[1].z))
            let found = try IsingGauge().coefficients(at: pair[0], pair[1]).kernel.hermitianEigenvalues()
            let expected = try merged(Self.ising, pair[0], pair[1], (1 - 2 * z1) * (1 - 2 * z2))
            for (one, two) in zip(found, expected) { #expect(abs(one - two) < 1e-12) }

            let kernel = try XXZGauge().coefficients(at: pair[0], pair[1]).kernel.hermitianEigenvalues()
            if pair[0].z * pair[1].z > 0 {
                // cos(φ₁ − φ₂), and the block for it: its entry across is |z₁c₂ − z₂c₁|.
                let (r1, r2) = ((1 - z1 * z1).squareRoot(), (1 - z2 * z2).squareRoot())
                let k = (pair[0].x * pair[1].x + pair[0].y * pair[1].y) / (r1 * r2)
                let across = 8 * (2 * (z1 * z1 * r2 * r2 + z2 * z2 * r1 * r1 - 2 * k * z1 * z2 * r1 * r2)).squareRoot()
                let rows = [
                    [(1 + 2 * z1) * (1 + 2 * z2), across], [across, 1 - 4 * z1 * z2 - 8 * k * r1 * r2],
                ]
                let others = [1 - 4 * z1 * z2 + 8 * k * r1 * r2, (1 - 2 * z1) * (1 - 2 * z2)]
                for (one, two) in zip(kernel, (try Self.eigenvalues(rows) + others).sorted()) {
                    #expect(abs(one - two) < 1e-12)
                }
            } else {
                let (up, down) = pair[0].z > 0 ? (pair[0], pair[1]) : (pair[1], pair[0])
                for (one, two) in zip(kernel, try merged(Self.opposite, up, down, 1 + 4 * z1 * z2)) {
                    #expect(abs(one - two) < 1e-12)
                }
            }
        }
    }

    @Test(
        "15.8 branch and bound: Ising within −7.000604…11.001 and XXZ within −10.36364…15.85 for all pairs, and hardly less"
    )
    func axial() throws {
        let (ising, xxz) = (IsingGauge().eigenvalueRange, XXZGauge().eigenvalueRange)
        // The uncoupled entries lie within −7…9.
        #expect(ising.lowerBound < -7 && xxz.lowerBound < -7 && ising.upperBound > 9 && xxz.upperBound > 9)
        let isingLowest = try Self.lowest(of: [Self.ising], provenAbove: ising.lowerBound)
        #expect(isingLowest - ising.lowerBound < 1e-6)
        let xxzBlocks = [Self.xxz(1), Self.xxz(-1), Self.opposite]
        let xxzLowest = try Self.lowest(of: xxzBlocks, provenAbove: xxz.lowerBound)
        #expect(xxzLowest - xxz.lowerBound < 1e-5)
        func negative(_ block: @escaping Block) -> Block { { one, two in block(one, two).map { $0.map(-) } } }
        _ = try Self.lowest(of: [negative(Self.ising)], provenAbove: -ising.upperBound)
        _ = try Self.lowest(of: xxzBlocks.map(negative), provenAbove: -xxz.upperBound)
        // What the articles say, rounded down.
        #expect(IsingGauge().largestVisibility > 0.12499 && XXZGauge().largestVisibility > 0.08799)
    }

    private static func eigenvalues(_ rows: [[Double]]) throws -> [Double] {
        try RealMatrix(rows: rows.count, columns: rows.count) { rows[$0][$1] }.hermitianEigenvalues()
    }

    /// The least eigenvalue found, when all are proven to lie above a bound; a violation otherwise.
    ///
    /// On a cell of sides h the block differs from its bilinear interpolation by at most h²/8 times the norm of its second derivative
    /// in each angle. That norm is at most 30: entries have amplitudes of at most 6 on the diagonal, and the squares of the others have
    /// a sum of at most 3·2·11.4². The least eigenvalue of an interpolation is concave in each angle, so least at a corner.
    private static func lowest(of blocks: [Block], provenAbove bound: Double) throws -> Double {
        var least = Double.infinity
        for block in blocks {
            func corner(_ one: Double, _ two: Double) throws -> Double {
                try eigenvalues(block(SIMD2(cos(one), sin(one)), SIMD2(cos(two), sin(two))))[0]
            }
            var cells: [(one: Double, two: Double, side: Double)] = [(0, 0, .pi / 2)]
            var visited = 0
            while let cell = cells.popLast() {
                visited += 1
                try demand(visited < 200_000, "no proof with \(visited) cells")
                let (one, two, side) = cell
                let value = try min(
                    corner(one, two), corner(one + side, two), corner(one, two + side), corner(one + side, two + side))
                least = min(least, value)
                try demand(value >= bound, "\(value) at \(cell)")
                guard value - 2 * 30 * side * side / 8 < bound else { continue }
                let half = side / 2
                cells += [
                    (one, two, half), (one + half, two, half), (one, two + half, half), (one + half, two + half, half),
                ]
            }
        }
        return least
    }

    // MARK: One angle

    @Test(
        "15.8 the Heisenberg profiles lie within their ranges at every c", arguments: HeisenbergGauge.Profile.allCases)
    func heisenberg(profile: HeisenbergGauge.Profile) throws {
        let gauge = HeisenbergGauge(profile: profile)
        func values(_ c: Double, factor: Double) -> CovariantValues {
            CovariantValues(
                mixed: gauge.mixedDensity(c), transverse: -4.0 / 3, along: 1, factor: factor, sumTilt: 4 * (1 + c),
                differenceTilt: 0, c: c)
        }
        // A(c) is linear, or between two values that bound it: F is linear in A and its least eigenvalue concave.
        var pieces: [CovariantPiece] = []
        func add(_ start: Double, _ end: Double, _ factors: [(Double, Double)]) {
            for (one, two) in factors {
                pieces.append(CovariantPiece(values(start, factor: one), values(end, factor: two)))
            }
        }
        if profile == .smooth {
            // A = 1 + g + s|c|(1 − g) with a step g that rises from 0.8 to 0.9, and 2 − A at −c: it rises as s|c| < 1.
            #expect(gauge.factor(0.8) > 1 && gauge.factor(0.8) < 1.8)
            for index in 0..<250 {
                let (start, end) = (0.8 + 0.0004 * Double(index), 0.8 + 0.0004 * Double(index + 1))
                for sign in [1.0, -1] {
                    let factors = [gauge.factor(sign * start), gauge.factor(sign * end)]
                    add(sign * start, sign * end, factors.map { ($0, $0) })
                }
            }
            add(-1, -0.9, [(0, 0)])
            add(-0.8, 0.8, [(gauge.factor(-0.8), gauge.factor(0.8))])
            add(0.9, 1, [(2, 2)])
        } else {
            add(-1, 0, [(gauge.factor(-1), gauge.factor(0))])
            add(0, 1, [(gauge.factor(0), gauge.factor(1))])
        }
        let range = gauge.eigenvalueRange
        let lowest = try EigenvalueInfimum.below(pieces, tolerance: 1e-11)
        #expect(lowest <= range.lowerBound && lowest > range.lowerBound - 1e-9)
        let highest = -(try EigenvalueInfimum.below(pieces.map(\.negative), tolerance: 1e-6))
        #expect(highest <= range.upperBound)
    }
}
