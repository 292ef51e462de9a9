import Foundation
import LHVModels

/// The rows of the master program for N heights and n cells: what a list of three responses gives after all averages.
///
/// Three-body rows: for each odd order m < n/2 and heights i ≤ j ≤ k the number T^m_ijk, the mean over the orders of the parties of
/// 2 Re f_m(i) g_m(j) h_m(k). Two-body rows: for heights i ≤ j the number S_ij, the mean over pairs of parties of f_0(i) g_0(j).
/// A row is in units of what a single pure model reaches in it, after its copies of equal heights and its aliases are paid for.
struct SphereRows: Sendable {
    /// 4/π², the strength of the pure three-body models; that of the pure two-body models is ⅓.
    static let threeBodyStrength = 4 / (Double.pi * Double.pi)

    let heights: Int
    let cells: Int
    /// m = 1, 3, … below n/2.
    let orders: [Int]
    /// i ≤ j, in the order of j and then i.
    let pairs: [(Int, Int)]
    /// i ≤ j ≤ k.
    let triples: [(Int, Int, Int)]
    /// For each row what a value of 1 is worth in units of pure models.
    let units: [Double]
    /// The target at v = 1, in these units.
    let target: [Double]
    /// What pure models cost that cancel the aliases of a target of v = 1.
    let overhead: Double
    /// Fourier coefficients of a single cell: for the mean, then for each order the real and the imaginary part, a column of n.
    let table: [Double]

    init(heights: Int, cells: Int) {
        self.heights = heights
        self.cells = cells
        let orders = Array(stride(from: 1, to: cells / 2, by: 2))
        let pairs = (0..<heights).flatMap { j in (0...j).map { ($0, j) } }
        let triples = (0..<heights).flatMap { k in (0...k).flatMap { j in (0...j).map { ($0, j, k) } } }
        let quarter = Double.pi / Double(4 * heights)
        let x = (0..<heights).map { sin(Double(2 * $0 + 1) * quarter) / cos(quarter) }
        var units: [Double] = []
        var target: [Double] = []
        for order in orders {
            let cost = PlanarFrequencies.aliasSum(order: order, cells: cells / 2, parties: 3)
            for (i, j, k) in triples {
                let unit = cost * Double(SphereRows.copies(i, j, k)) / SphereRows.threeBodyStrength
                units.append(unit)
                target.append(order == 1 ? x[i] * x[j] * x[k] * unit : 0)
            }
        }
        for (i, j) in pairs {
            let unit = (i == j ? 1 : 2) * 3.0
            units.append(unit)
            target.append(x[heights - 1 - i] * x[heights - 1 - j] * unit)
        }
        self.orders = orders
        self.pairs = pairs
        self.triples = triples
        self.units = units
        self.target = target
        overhead =
            (PlanarFrequencies.aliasSum(order: 1, cells: cells / 2, parties: 3) - 1) / SphereRows.threeBodyStrength
        var table = [Double](repeating: 1 / Double(cells), count: cells)
        for order in orders {
            let m = Double(order)
            let factor = sin(m * .pi / Double(cells)) / (m * .pi)
            let angles = (0..<cells).map { Double(order * (2 * $0 + 1) % (2 * cells)) * .pi / Double(cells) }
            table += angles.map { factor * cos($0) }
            table += angles.map { -factor * sin($0) }
        }
        self.table = table
    }

    /// The number of rows.
    var count: Int { units.count }
    /// The number of columns of ``table``.
    var width: Int { 2 * orders.count + 1 }

    /// In how many orders three heights can be given to three parties.
    static func copies(_ i: Int, _ j: Int, _ k: Int) -> Int { i == j && j == k ? 1 : i == j || j == k ? 3 : 6 }

    /// The rows of a list of three responses, by loops whose bits depend on nothing else.
    func values(of responses: [SphereResponse]) -> [Double] {
        let (n, width) = (cells, width)
        // f̂ for each party, height and column of the table.
        var spectra = [Double](repeating: 0, count: 3 * heights * width)
        for party in 0..<3 {
            for height in 0..<heights {
                let mask = responses[party].masks[height]
                let start = (party * heights + height) * width
                for column in 0..<width {
                    var sum = 0.0
                    for cell in 0..<n {
                        let value = table[cell + n * column]
                        sum += mask >> UInt64(cell) & 1 == 1 ? -value : value
                    }
                    spectra[start + column] = sum
                }
            }
        }
        var result: [Double] = []
        result.reserveCapacity(count)
        spectra.withUnsafeBufferPointer { spectra in
            func entry(_ party: Int, _ height: Int, _ column: Int) -> Double {
                spectra[(party * heights + height) * width + column]
            }
            for order in orders.indices {
                let (re, im) = (1 + 2 * order, 2 + 2 * order)
                // g_i h_j + g_j h_i.
                let products = pairs.map { i, j -> (Double, Double) in
                    let (a, b, c, d) = (entry(1, i, re), entry(1, i, im), entry(2, j, re), entry(2, j, im))
                    let (e, f, g, h) = (entry(1, j, re), entry(1, j, im), entry(2, i, re), entry(2, i, im))
                    return (a * c - b * d + e * g - f * h, a * d + b * c + e * h + f * g)
                }
                func term(_ single: Int, _ i: Int, _ j: Int) -> Double {
                    let product = products[j * (j + 1) / 2 + i]
                    return entry(0, single, re) * product.0 - entry(0, single, im) * product.1
                }
                for (i, j, k) in triples { result.append((term(i, j, k) + term(j, i, k) + term(k, i, j)) / 3) }
            }
            for (i, j) in pairs {
                let (f, g, h) = (entry(0, i, 0), entry(1, i, 0), entry(2, i, 0))
                let (p, q, r) = (entry(0, j, 0), entry(1, j, 0), entry(2, j, 0))
                result.append(((f + g + h) * (p + q + r) - f * p - g * q - h * r) / 6)
            }
        }
        for row in result.indices { result[row] *= units[row] }
        return result
    }
}
