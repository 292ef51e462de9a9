import LHVModels

/// Prices of rows, in the form in which the ascent multiplies by them.
struct W3Worth: Sendable {
    /// Y(p, q, s) for three cells of a hemisphere, p fastest; unchanged when cells are exchanged.
    let threeBody: [Double]
    /// Y(p, q).
    let twoBody: [Double]
    /// Y(p).
    let oneBody: [Double]

    init(_ prices: [Double], _ rows: W3Rows) {
        let (heights, n, size) = (rows.heights, rows.cells, rows.size)
        func price(_ row: Int, _ parts: Int) -> Double {
            prices[row] * rows.units[row] / Double(parts * rows.sizes[row] * n)
        }
        let firstPair = Int(rows.twoBody[0])
        let single = (0..<firstPair).map { price($0, 1) }
        let places = W3Places(heights: heights, cells: n)
        var threeBody = [Double](repeating: 0, count: size * size * size)
        for i in 0..<heights {
            for j in 0..<heights {
                for k in 0..<heights {
                    for d in 0..<n {
                        for e in 0..<n {
                            let value = single[Int(rows.threeBody[places.number(i, j, k, d, e)])]
                            for a in 0..<n {
                                let (b, c) = ((a + d) % n, (a + e) % n)
                                threeBody[i * n + a + size * (j * n + b + size * (k * n + c))] = value
                            }
                        }
                    }
                }
            }
        }
        var twoBody = [Double](repeating: 0, count: size * size)
        for i in 0..<heights {
            for j in 0..<heights {
                for d in 0..<n {
                    let value = price(Int(rows.twoBody[(i * heights + j) * n + d]), 3)
                    for a in 0..<n { twoBody[i * n + a + size * (j * n + (a + d) % n)] = value }
                }
            }
        }
        self.threeBody = threeBody
        self.twoBody = twoBody
        oneBody = (0..<size).map { price(rows.oneBody[$0 / n], 3) }
    }
}

/// Many lists of three responses that are improved together for given prices, one party after the other.
struct W3Ascent: Sendable {
    private let rows: W3Rows
    /// The number of lists.
    let count: Int
    /// ±1 for each party, a column of all cells of a hemisphere for each list.
    private(set) var signs: [[Double]]

    /// The lists of responses.
    init(_ rows: W3Rows, lists: [[SphereResponse]]) {
        self.rows = rows
        count = lists.count
        signs = (0..<3).map { party in
            lists.flatMap { list in
                (0..<rows.heights).flatMap { height in
                    (0..<rows.cells).map { Double(list[party].sign(height: height, cell: $0)) }
                }
            }
        }
    }

    /// Improves until nothing changes, or for so many sweeps.
    ///
    /// - Parameter check: Throws when there is no time left; it is asked before each sweep but the first.
    mutating func improve(_ worth: W3Worth, sweeps: Int, checking check: () throws -> Void) rethrows {
        let size = rows.size
        var products = [Double](repeating: 0, count: size * size * count)
        var field = [Double](repeating: 0, count: size * count)
        for sweep in 0..<sweeps {
            if sweep > 0 { try check() }
            var hasChanged = false
            for party in 0..<3 {
                let (first, second) = (signs[(party + 1) % 3], signs[(party + 2) % 3])
                // Σ_s Y(p, q, s) τ(s), and then Σ_q of that times σ(q).
                products.setProduct(
                    MatrixBlock(rows: size * size, columns: count), worth.threeBody,
                    MatrixBlock(rows: size * size, columns: size), times: second,
                    MatrixBlock(rows: size, columns: count))
                let sum = zip(first, second).map { $0 + $1 }
                field.setProduct(
                    MatrixBlock(rows: size, columns: count), worth.twoBody, MatrixBlock(rows: size, columns: size),
                    times: sum, MatrixBlock(rows: size, columns: count))
                field.withUnsafeMutableBufferPointer { field in
                    products.withUnsafeBufferPointer { products in
                        for list in 0..<count {
                            let start = size * list
                            for p in 0..<size { field[start + p] += worth.oneBody[p] }
                            for q in 0..<size {
                                let factor = first[start + q]
                                let column = size * (q + start)
                                for p in 0..<size { field[start + p] += factor * products[column + p] }
                            }
                        }
                    }
                }
                let isNew = signs[party].follow(field, above: 1e-14)
                hasChanged = hasChanged || isNew
            }
            if !hasChanged { return }
        }
    }

    /// The responses of a list.
    func responses(_ list: Int) -> [SphereResponse] {
        let n = rows.cells
        return signs.map { signs in
            SphereResponse(
                unchecked: (0..<rows.heights).map { height in
                    (0..<n).reduce(UInt64(0)) {
                        signs[rows.size * list + height * n + $1] < 0 ? $0 | 1 << UInt64($1) : $0
                    }
                }, cells: n)
        }
    }
}
