import Foundation
import LHVModels

/// The kernel of a covariant gauge on a piece of c on which its functions are linear.
///
/// With c = cos θ and t = tan(θ/4), everything is a polynomial of t over a power of 1 + t²: sin θ = 4t(1 − t²)/(1 + t²)²,
/// cos(θ/2) = (1 − t²)/(1 + t²), and a linear function of c is one of (1 − 6t² + t⁴)/(1 + t²)². The roots in the matrix of
/// ``CovariantValues`` disappear, those at c = ±1 as well.
struct CovariantPiece {
    /// f₀, the diagonal entries of singlet, |L⟩, |D⟩ and i|D × L⟩, 4A and 4a: all linear in c.
    typealias Entries = SIMD8<Double>

    /// The entries at the end of larger c and at that of smaller c.
    let near: Entries
    let far: Entries
    /// t at these ends, in 0…1 and ascending.
    let start: Double
    let end: Double

    /// The piece between two values of c, in any order.
    init(_ one: CovariantValues, _ two: CovariantValues) {
        let (near, far) = one.c >= two.c ? (one, two) : (two, one)
        (self.near, self.far) = (near.entries, far.entries)
        (start, end) = (CovariantPiece.parameter(near.c), CovariantPiece.parameter(far.c))
    }

    private init(near: Entries, far: Entries, start: Double, end: Double) {
        (self.near, self.far, self.start, self.end) = (near, far, start, end)
    }

    /// −F with the same f₀, whose smallest eigenvalue is the negative of the largest one.
    var negative: CovariantPiece {
        var sign = Entries(repeating: -1)
        sign[0] = 1
        return CovariantPiece(near: sign * near, far: sign * far, start: start, end: end)
    }

    private static func parameter(_ c: Double) -> Double { tan(acos(c.clamped(to: -1...1)) / 4) }

    // MARK: One place

    /// The smallest eigenvalue over f₀ of the block of singlet, |D⟩ and i|D × L⟩ at a t of the piece, with all its eigenvectors.
    func lowest(at t: Double) throws -> (value: Double, vectors: RealMatrix) {
        let (block, mixed) = block(at: t)
        let system = try block.hermitianEigensystem()
        return (system.values[0] / mixed, system.vectors)
    }

    private func block(at t: Double) -> (matrix: RealMatrix, mixed: Double) {
        let share = share(at: t)
        let x = (1 - share) * near + share * far
        let (one, r) = (1 - t * t, 1 + t * t)
        let (cross, turn) = (x[5] * 4 * t * one / (r * r), x[6] * one / r)
        var block = RealMatrix(rows: 3, columns: 3)
        (block[0, 0], block[1, 1], block[2, 2]) = (x[1], x[3], x[4])
        (block[1, 0], block[2, 0], block[2, 1]) = (cross, cross, turn)
        return (block, x[0])
    }

    /// The local minima in t of the smallest eigenvalue of the block, not over f₀, as far as they are below a bound.
    ///
    /// From 9 places a golden section goes on where the value is smaller than beside it: minima that lie closer may be missed. The
    /// ends themselves are left out.
    func minima(below bound: Double) throws -> [Double] {
        guard end > start else { return [] }
        func value(_ t: Double) throws -> Double { try block(at: t).matrix.hermitianEigenvalues()[0] }
        let places = (0...8).map { $0 == 8 ? end : start + Double($0) / 8 * (end - start) }
        let values = try places.map(value)
        return try places.indices.compactMap { index in
            let (before, after) = (max(index - 1, 0), min(index + 1, 8))
            let fall = max(values[before], values[after]) - values[index]
            // A parabola through three places is deeper by at most a quarter of the fall.
            guard values[index] <= min(values[before], values[after]), values[index] - fall < bound else { return nil }
            let (t, least) = try goldenMinimum(from: places[before], to: places[after], of: value)
            let isInside = min(t - start, end - t) > 1e-6 * (end - start)
            return isInside && least < bound ? t : nil
        }
    }

    /// The smaller of the entries of |L⟩ over f₀ at the ends: it is uncoupled, and a quotient of linear functions is monotonic.
    var lowestUncoupled: Double { smallerOrNaN(near[2] / near[0], far[2] / far[0]) }

    /// The place in the piece in terms of c: 0 at the start and 1 at the end.
    func share(at t: Double) -> Double {
        guard end > start else { return 0 }
        return t == end ? 1 : (fall(start, t) / fall(start, end)).clamped(to: 0...1)
    }

    // (c(a) − c(b))/2 without cancellation: with w = sin(θ/2) it is w(b)² − w(a)².
    private func fall(_ a: Double, _ b: Double) -> Double {
        let (ra, rb) = (1 + a * a, 1 + b * b)
        return 2 * (b - a) * 1.0.addingProduct(-a, b) / (ra * rb) * (2 * a / ra + 2 * b / rb)
    }

    // MARK: All places at once

    /// Whether the block is certainly F > μf₀ everywhere between two values of t in the piece; false may also mean unknown.
    ///
    /// The pivots of an elimination, polynomials of t of degree 8, 16 and 32, have to be positive.
    /// - Parameter basis: The basis in which to eliminate, from the last vector to the first. The eigenvectors in the middle of the
    ///   stretch, in ascending order, put all cancellation into the last pivot.
    func exceeds(_ bound: Double, from low: Double, to high: Double, basis: RealMatrix) -> Bool {
        let (near, far) = (shifted(near, bound), shifted(far, bound))
        let scale = max(near.largest, far.largest)
        guard scale > 0, scale.isFinite else { return false }
        let forms = forms(low, high)
        func entry(_ index: Int, _ factor: BernsteinPolynomial) -> BernsteinPolynomial {
            var linear = BernsteinPolynomial(degree: 4)
            linear.add(near[index] / scale, times: forms.start, weight: near.sizes[index] / scale)
            linear.add(far[index] / scale, times: forms.end, weight: far.sizes[index] / scale)
            return linear * factor
        }
        let diagonal = [entry(1, forms.square), entry(3, forms.square), entry(4, forms.square)]
        let (cross, turn) = (entry(5, forms.sine), entry(6, forms.cosine))
        func form(_ a: Int, _ b: Int) -> BernsteinPolynomial {
            // A basis that is not quite orthonormal is a basis, so that its rounding does no harm.
            func product(_ i: Int, _ j: Int) -> Double { basis[i, a] * basis[j, b] }
            var sum = BernsteinPolynomial(degree: 8)
            for i in 0..<3 { sum.add(product(i, i), times: diagonal[i], weight: 1) }
            sum.add(product(0, 1) + product(1, 0) + product(0, 2) + product(2, 0), times: cross, weight: 4)
            sum.add(product(1, 2) + product(2, 1), times: turn, weight: 2)
            return sum
        }
        let pivot = form(2, 2)
        guard pivot.isPositive else { return false }
        let (middle, first, second) = (form(1, 1), form(0, 2), form(1, 2))
        let next = pivot * middle - second * second
        guard next.isPositive else { return false }
        let (last, mixed) = (pivot * form(0, 0) - first * first, pivot * form(0, 1) - first * second)
        return last.isPositive && (next * last - mixed * mixed).isPositive
    }

    // F − μf₀, and the sizes of the terms that it is the sum of.
    private func shifted(_ entries: Entries, _ bound: Double) -> Shifted {
        var shift = Entries(repeating: 0)
        for index in 1...4 { shift[index] = bound * entries[0] }
        var sizes = Entries(repeating: 0)
        for index in 1...6 { sizes[index] = abs(entries[index]) + abs(shift[index]) }
        return Shifted(entries: entries - shift, sizes: sizes)
    }

    private struct Shifted {
        let entries: Entries
        let sizes: Entries
        var largest: Double { sizes.max() }
        subscript(index: Int) -> Double { entries[index] }
    }

    private struct Forms {
        // 1 − share and share, in units of (1 + t²)⁻².
        let start: BernsteinPolynomial
        let end: BernsteinPolynomial
        // 1, sin θ and cos(θ/2), in units of (1 + t²)⁻².
        let square: BernsteinPolynomial
        let sine: BernsteinPolynomial
        let cosine: BernsteinPolynomial
    }

    private func forms(_ low: Double, _ high: Double) -> Forms {
        let one = BernsteinPolynomial(1 - low * low, 1 - low * high, 1 - high * high, scale: 1)
        let twice = BernsteinPolynomial(2 * low, low + high, 2 * high, scale: 1)
        let r = BernsteinPolynomial(1 + low * low, 1 + low * high, 1 + high * high, scale: 1)
        // |c − c(a)|/2 for an end a, over that of the other end: a product of differences, to be exact where they are small.
        func part(from a: Double) -> BernsteinPolynomial {
            let factor = 2 / ((1 + a * a) * fall(start, end)) * (a == end ? -1 : 1)
            func blossom(_ s: Double, _ t: Double) -> Double {
                factor * ((s - a) * 1.0.addingProduct(-t, a) + (t - a) * 1.0.addingProduct(-s, a)) / 2
            }
            let (first, second, third) = (blossom(low, low), blossom(low, high), blossom(high, high))
            let size = max(abs(first), abs(second), abs(third))
            var sum = twice
            sum.add(2 * a / (1 + a * a), times: r)
            return BernsteinPolynomial(first, second, third, scale: 4 * size) * sum
        }
        var sine = BernsteinPolynomial(degree: 4)
        sine.add(2, times: one * twice)
        return Forms(start: part(from: end), end: part(from: start), square: r * r, sine: sine, cosine: one * r)
    }
}

/// A minimum of a function on an interval, to 10⁻⁵ of its length: a golden section.
private func goldenMinimum(
    from start: Double, to end: Double, of value: (Double) throws -> Double
) rethrows -> (place: Double, value: Double) {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (start, end)
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (one, two) = (try value(left), try value(right))
    for _ in 0..<24 {
        if one <= two {
            (high, right, two) = (right, left, one)
            left = high - ratio * (high - low)
            one = try value(left)
        } else {
            (low, left, one) = (left, right, two)
            right = low + ratio * (high - low)
            two = try value(right)
        }
    }
    return one <= two ? (left, one) : (right, two)
}

extension CovariantValues {
    fileprivate var entries: CovariantPiece.Entries {
        let (l, d, n) = (transverse + sumTilt, transverse + differenceTilt, transverse)
        return CovariantPiece.Entries(
            mixed, mixed - l - d - n, mixed - l + d + n, mixed + l - d + n, mixed + l + d - n, 4 * factor, 4 * along, 0)
    }
}
