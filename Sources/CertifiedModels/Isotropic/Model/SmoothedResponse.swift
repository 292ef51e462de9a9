import Foundation
import LHVModels

/// Bob's response g(b) = Σ_j ω_j t_j K(b·x_j) on S², a polynomial of degree L, as a sum of waves in both angles.
///
/// Harmonics of odd degree up to L with even m are sums of cos kθ with odd k up to L, those with odd m of sin kθ. So
/// g = Σ_{k,m} F_{km} {cos, sin}(kθ) {cos, sin}(mφ), and the values at many points are one matrix product.
struct SmoothedResponse: Sendable {
    /// The number of odd k up to L.
    private let half: Int
    /// F for even m, then for odd m; each a column-major matrix with a row for each k, and two columns (cos, sin) for each m.
    private let waves: [[Double]]

    /// The responses to lists of coefficients in the order of ``PatternCoefficients/coefficients(of:)``.
    ///
    /// Source of the coefficients F: discrete orthogonality on θ_j = (j + ½)π/(L + 1), j < (L + 1)/2, where for odd k and k'
    /// up to L Σ_j cos kθ_j cos k'θ_j = Σ_j sin kθ_j sin k'θ_j = ¼ (L + 1) δ_kk'.
    /// - Complexity: O(L³) for each list, in matrix products.
    static func responses(_ lists: [[Double]], multipliers: [Double], degree: Int) -> [SmoothedResponse] {
        let half = (degree + 1) / 2
        let step = Double.pi / Double(2 * half)
        let angles = (0..<half).map { (Double($0) + 0.5) * step }
        let sums = [cos, sin].map { (wave: (Double) -> Double) in
            RealMatrix(rows: half, columns: half) { wave(Double(2 * $0 + 1) * angles[$1]) * 2 / Double(half) }
        }
        let degrees = (0...degree).map { HarmonicTables.polarDegrees(dimension: 3, degree: degree, order: $0) }
        var legendre = degrees.map { RealMatrix(rows: half, columns: $0.count) }
        for (row, angle) in angles.enumerated() {
            HarmonicTables.forEachLegendre(degree: degree, cosine: cos(angle)) { l, m, value in
                if l % 2 == 1 { legendre[m][row, (l - degrees[m][0]) / 2] = value }
            }
        }
        var waves = [[[Double]]](repeating: [[], []], count: lists.count)
        for m in 0...degree {
            let norm = m == 0 ? 1 : 2.0.squareRoot()
            let coefficients = RealMatrix(rows: degrees[m].count, columns: 2 * lists.count) { row, column in
                let l = degrees[m][row]
                // Before degree l come 2(l' + 1) numbers for each odd l' below it.
                let place = (l - 1) * (l + 1) / 2 + 2 * m + column % 2
                return lists[column / 2][place] * multipliers[l] * norm
            }
            let table = sums[m % 2] * (legendre[m] * coefficients)
            for index in lists.indices {
                waves[index][m % 2] += table.elements[(2 * index * half)..<((2 * index + 2) * half)]
            }
        }
        return waves.map { SmoothedResponse(half: half, waves: $0) }
    }

    /// g at points of the sphere.
    ///
    /// - Complexity: O(L²) each; matrix products for many points at once are several times faster than for one.
    func values(at points: [SIMD3<Double>]) -> [Double] {
        let count = points.count
        let columns = 2 * half
        // Columns of cos kθ and sin kθ, and of cos mφ and sin mφ for even and for odd m.
        var polar = [[Double]](repeating: [Double](repeating: 0, count: half * count), count: 2)
        var azimuthal = [[Double]](repeating: [Double](repeating: 0, count: columns * count), count: 2)
        for (index, point) in points.enumerated() {
            let across = (point.x * point.x + point.y * point.y).squareRoot()
            var (x, y) = (point.z, across)
            var turn = SmoothedResponse.doubled(x, y)
            for k in 0..<half {
                polar[0][half * index + k] = x
                polar[1][half * index + k] = y
                (x, y) = (x * turn.0 - y * turn.1, x * turn.1 + y * turn.0)
            }
            // At the poles all waves with m > 0 vanish, whatever the azimuth.
            let (c, s) = across > 0 ? (point.x / across, point.y / across) : (1, 0)
            turn = SmoothedResponse.doubled(c, s)
            for parity in 0..<2 {
                (x, y) = parity == 0 ? (1, 0) : (c, s)
                for k in 0..<half {
                    azimuthal[parity][columns * index + 2 * k] = x
                    azimuthal[parity][columns * index + 2 * k + 1] = y
                    (x, y) = (x * turn.0 - y * turn.1, x * turn.1 + y * turn.0)
                }
            }
        }
        var result = [Double](repeating: 0, count: count)
        var product = [Double](repeating: 0, count: columns * count)
        for parity in 0..<2 {
            product.setProduct(
                MatrixBlock(rows: columns, columns: count),
                waves[parity], MatrixBlock(rows: half, columns: columns), .transposed,
                times: polar[parity], MatrixBlock(rows: half, columns: count))
            for index in 0..<count {
                var sum = 0.0
                for column in (columns * index)..<(columns * (index + 1)) {
                    sum += product[column] * azimuthal[parity][column]
                }
                result[index] += sum
            }
        }
        return result
    }

    // cos and sin of twice the angle.
    private static func doubled(_ cosine: Double, _ sine: Double) -> (Double, Double) {
        (cosine * cosine - sine * sine, 2 * cosine * sine)
    }
}
