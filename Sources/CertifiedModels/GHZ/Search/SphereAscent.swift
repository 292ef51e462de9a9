import Foundation
import LHVModels

/// Many lists of three responses that are improved together for given prices, one party after the other.
///
/// For fixed other parties the worth of a list is Σ s_kj·G_kj in the signs of one party, and its best signs are those of G. All
/// arrays have the number of the list as their fastest index, so that each step is a product of matrices or a loop over lists.
struct SphereAscent: Sendable {
    private let rows: SphereRows
    /// The number of lists.
    let count: Int
    /// ±1 for each party: lists × (cells of the first height, cells of the next, …).
    private(set) var signs: [[Double]]
    // For each party lists × (columns of the table for the first height, …).
    private var spectra: [[Double]]

    /// Lists with the given signs.
    init(_ rows: SphereRows, signs: [[Double]]) {
        self.rows = rows
        self.signs = signs
        count = signs[0].count / (rows.heights * rows.cells)
        spectra = []
        spectra = signs.map { spectrum($0) }
    }

    /// The lists of responses.
    init(_ rows: SphereRows, lists: [[SphereResponse]]) {
        let count = lists.count
        let signs = (0..<3).map { party -> [Double] in
            var result = [Double](repeating: 1, count: count * rows.heights * rows.cells)
            for (index, list) in lists.enumerated() {
                for height in 0..<rows.heights {
                    let mask = list[party].masks[height]
                    for cell in 0..<rows.cells where mask >> UInt64(cell) & 1 == 1 {
                        result[index + count * (cell + rows.cells * height)] = -1
                    }
                }
            }
            return result
        }
        self.init(rows, signs: signs)
    }

    private func spectrum(_ signs: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: count * rows.heights * rows.width)
        for height in 0..<rows.heights {
            result.setProduct(
                MatrixBlock(start: count * rows.width * height, rows: count, columns: rows.width), signs,
                MatrixBlock(start: count * rows.cells * height, rows: count, columns: rows.cells), times: rows.table,
                MatrixBlock(rows: rows.cells, columns: rows.width))
        }
        return result
    }

    /// The functions with such coefficients at the cells: lists × (cells of the first height, …).
    static func field(_ coefficients: [Double], _ rows: SphereRows, count: Int) -> [Double] {
        var result = [Double](repeating: 0, count: count * rows.heights * rows.cells)
        for height in 0..<rows.heights {
            result.setProduct(
                MatrixBlock(start: count * rows.cells * height, rows: count, columns: rows.cells), coefficients,
                MatrixBlock(start: count * rows.width * height, rows: count, columns: rows.width), times: rows.table,
                MatrixBlock(rows: rows.cells, columns: rows.width), .transposed)
        }
        return result
    }

    // The products of two parties' coefficients for each order and pair of heights: g_i h_j + g_j h_i.
    private func products(_ first: [Double], _ second: [Double]) -> [Double] {
        let (count, width, pairs) = (count, rows.width, rows.pairs)
        var result = [Double](repeating: 0, count: count * pairs.count * 2 * rows.orders.count)
        result.withUnsafeMutableBufferPointer { result in
            first.withUnsafeBufferPointer { first in
                second.withUnsafeBufferPointer { second in
                    for order in rows.orders.indices {
                        for (pair, (i, j)) in pairs.enumerated() {
                            let at = (count * (1 + 2 * order + width * i), count * (1 + 2 * order + width * j))
                            let gi = first.baseAddress! + at.0
                            let gj = first.baseAddress! + at.1
                            let hi = second.baseAddress! + at.0
                            let hj = second.baseAddress! + at.1
                            let re = result.baseAddress! + count * (pair + pairs.count * 2 * order)
                            let im = re + count * pairs.count
                            for list in 0..<count {
                                let (a, b) = (gi[list], gi[count + list])
                                let (c, d) = (hj[list], hj[count + list])
                                let (e, f) = (gj[list], gj[count + list])
                                let (g, h) = (hi[list], hi[count + list])
                                re[list] = a * c - b * d + e * g - f * h
                                im[list] = a * d + b * c + e * h + f * g
                            }
                        }
                    }
                }
            }
        }
        return result
    }

    /// Improves until nothing changes, or for so many sweeps.
    mutating func improve(_ worth: SphereWorth, sweeps: Int) {
        let (heights, width, pairs) = (rows.heights, rows.width, rows.pairs.count)
        var coefficients = [Double](repeating: 0, count: count * heights * width)
        var sums = [Double](repeating: 0, count: count * heights)
        var block = [Double](repeating: 0, count: count * heights)
        for _ in 0..<sweeps {
            var hasChanged = false
            for party in 0..<3 {
                let (first, second) = (spectra[(party + 1) % 3], spectra[(party + 2) % 3])
                let products = products(first, second)
                for column in 1..<width {
                    // Σ_ij Y_kij g_i h_j, real parts and imaginary parts in turn; Re(f G) = Re f Re G − Im f Im G.
                    let isImaginary = column % 2 == 0
                    block.setProduct(
                        MatrixBlock(rows: count, columns: heights), products,
                        MatrixBlock(start: count * pairs * (column - 1), rows: count, columns: pairs),
                        times: worth.threeBody,
                        MatrixBlock(start: pairs * heights * ((column - 1) / 2), rows: pairs, columns: heights))
                    let factor = isImaginary ? -2.0 : 2.0
                    for height in 0..<heights {
                        let start = count * (column + width * height)
                        for list in 0..<count { coefficients[start + list] = factor * block[list + count * height] }
                    }
                }
                for height in 0..<heights {
                    let start = count * width * height
                    for list in 0..<count {
                        sums[list + count * height] = (first[start + list] + second[start + list]) / 3
                    }
                }
                block.setProduct(
                    MatrixBlock(rows: count, columns: heights), sums, MatrixBlock(rows: count, columns: heights),
                    times: worth.twoBody, MatrixBlock(rows: heights, columns: heights))
                for height in 0..<heights {
                    let start = count * width * height
                    for list in 0..<count { coefficients[start + list] = block[list + count * height] }
                }
                let field = SphereAscent.field(coefficients, rows, count: count)
                let isNew = signs[party].follow(field, above: 1e-14)
                if isNew { spectra[party] = spectrum(signs[party]) }
                hasChanged = hasChanged || isNew
            }
            if !hasChanged { return }
        }
    }

    /// The responses of a list.
    func responses(_ list: Int) -> [SphereResponse] {
        signs.map { signs in
            SphereResponse(
                unchecked: (0..<rows.heights).map { height in
                    (0..<rows.cells).reduce(UInt64(0)) {
                        signs[list + count * ($1 + rows.cells * height)] < 0 ? $0 | 1 << UInt64($1) : $0
                    }
                }, cells: rows.cells)
        }
    }
}

/// Prices of rows, in the form in which the ascent multiplies by them.
struct SphereWorth: Sendable {
    /// For each order pairs × heights: Y_kij, half of it where i = j.
    let threeBody: [Double]
    /// heights × heights.
    let twoBody: [Double]

    init(_ prices: [Double], _ rows: SphereRows) {
        let (heights, pairs, triples) = (rows.heights, rows.pairs, rows.triples)
        var threeBody = [Double](repeating: 0, count: pairs.count * heights * rows.orders.count)
        for order in rows.orders.indices {
            for (index, (i, j, k)) in triples.enumerated() {
                let row = order * triples.count + index
                let price = prices[row] * rows.units[row] / Double(SphereRows.copies(i, j, k))
                func put(_ single: Int, _ a: Int, _ b: Int) {
                    let place = b * (b + 1) / 2 + a + pairs.count * (single + heights * order)
                    threeBody[place] = a == b ? price / 2 : price
                }
                put(i, j, k)
                put(j, i, k)
                put(k, i, j)
            }
        }
        var twoBody = [Double](repeating: 0, count: heights * heights)
        for (index, (i, j)) in pairs.enumerated() {
            let row = rows.orders.count * triples.count + index
            let price = prices[row] * rows.units[row] / (i == j ? 1 : 2)
            twoBody[i + heights * j] = price
            twoBody[j + heights * i] = price
        }
        self.threeBody = threeBody
        self.twoBody = twoBody
    }
}
