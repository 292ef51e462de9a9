import QuantumStates

/// Maximize l₀ + Σ_x a_x l_x + Σ_y |p_y + Σ_x a_x M_xy| over signs a: what a bipartite local bound comes down to.
///
/// The second party's best answer to a is the sign of each column's sum, and marginals are the parts p and l. Columns are
/// padded with zeros to whole vectors.
struct SignProblem<Number: SearchScalar>: Sendable {
    typealias Vector = Number.Vector

    let rows: Int
    let columns: Int
    /// Vectors in a row.
    let width: Int
    /// The rows of M one after the other, in the order of the search.
    private(set) var matrix: [Vector]
    /// l_x of the rows.
    private(set) var linear: [Number]
    /// p.
    let offset: [Vector]
    /// l₀.
    let constant: Number
    /// The original number of each row.
    private(set) var order: [Int]
    /// Whether −a has the value of a for sub-problems of the last rows, and for the whole problem.
    ///
    /// This is a matter of the numbers at hand: a problem that comes from a tensor with marginals can be even by chance.
    let tailsAreEven: Bool
    let isEven: Bool
    /// Σ_y |M_xy| + |l_x| of each row.
    private(set) var weights: [Number]
    /// Σ of the magnitudes of all numbers of the problem.
    let magnitude: Number
    /// What a computed value can be off by.
    let rounding: Number

    /// The problem with entries in row-major order; `linear`, `offset` and `constant` come from marginals.
    ///
    /// Rows are sorted by falling weight, which makes the sub-problems of the last rows small.
    init(_ entries: [Number], rows: Int, columns: Int, linear: [Number], offset: [Number], constant: Number) {
        self.rows = rows
        self.columns = columns
        let lanes = Vector.scalarCount
        let width = (columns + lanes - 1) / lanes
        self.width = width
        matrix = (0..<rows).flatMap {
            SignProblem.packed(entries[($0 * columns)..<(($0 + 1) * columns)], width: width)
        }
        weights = (0..<rows).map { row in
            entries[(row * columns)..<((row + 1) * columns)].reduce(abs(linear[row])) { $0 + abs($1) }
        }
        self.linear = linear
        self.offset = SignProblem.packed(offset[...], width: width)
        self.constant = constant
        order = Array(0..<rows)
        tailsAreEven = linear.allSatisfy { $0 == 0 }
        isEven = tailsAreEven && offset.allSatisfy { $0 == 0 }
        magnitude = (weights + offset.map { abs($0) }).reduce(abs(constant), +)
        rounding = Number.rounding(terms: rows + columns + 2, magnitude: magnitude)
        // Equal weights keep their order, so the search is the same on every machine.
        let weights = self.weights
        reorder((0..<rows).sorted { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1 })
    }

    private static func packed(_ list: ArraySlice<Number>, width: Int) -> [Vector] {
        var padded = [Vector](repeating: Vector(repeating: 0), count: width)
        let lanes = Vector.scalarCount
        for (place, number) in list.enumerated() { padded[place / lanes][place % lanes] = number }
        return padded
    }

    /// Brings the rows into another order.
    mutating func reorder(_ places: [Int]) {
        matrix = places.flatMap { matrix[($0 * width)..<(($0 + 1) * width)] }
        linear = places.map { linear[$0] }
        order = places.map { order[$0] }
        weights = places.map { weights[$0] }
    }

    /// Brings the rows into an order of their original numbers.
    mutating func reorder(original numbers: [Int]) {
        var places = [Int](repeating: 0, count: rows)
        for (place, row) in order.enumerated() { places[row] = place }
        reorder(numbers.map { places[$0] })
    }

    /// Σ of the signed rows `first` ..< `end`, and p when `first` is 0.
    func sums(_ signs: [Int8], from first: Int, upTo end: Int) -> [Vector] {
        var sums = first == 0 ? offset : [Vector](repeating: Vector(repeating: 0), count: width)
        for row in first..<end {
            for place in 0..<width {
                let entry = matrix[row * width + place]
                sums[place] =
                    signs[row] > 0 ? Number.sum(sums[place], entry) : Number.difference(sums[place], entry)
            }
        }
        return sums
    }

    /// Whether each row has the signs of the next one, or all of them turned, where neither vanishes.
    ///
    /// All terms can be made positive together only then. Rows of random numbers fail after a few columns.
    var hasAlignedRows: Bool {
        let lanes = Vector.scalarCount
        for row in 1..<max(1, rows) {
            var (agrees, differs) = (false, false)
            for column in 0..<columns {
                let place = row * width + column / lanes
                let (above, here) = (matrix[place - width][column % lanes], matrix[place][column % lanes])
                guard above != 0, here != 0 else { continue }
                if (above < 0) == (here < 0) { agrees = true } else { differs = true }
                if agrees && differs { return false }
            }
        }
        return true
    }

    /// The column sums, one number each.
    func columnSums(_ signs: [Int8]) -> [Number] {
        let sums = sums(signs, from: 0, upTo: rows)
        let lanes = Vector.scalarCount
        return (0..<columns).map { sums[$0 / lanes][$0 % lanes] }
    }

    /// The value of signs of the rows `first` ..< `end` alone; with l₀ and p when `first` is 0.
    func value(_ signs: [Int8], from first: Int, upTo end: Int) -> Number {
        var value = sums(signs, from: first, upTo: end).reduce(first == 0 ? constant : 0) {
            $0 + Number.total(Number.magnitudes($1))
        }
        for row in first..<end { value += signs[row] > 0 ? linear[row] : -linear[row] }
        return value
    }

    /// The value of signs of all rows from `first` on.
    func value(_ signs: [Int8], from first: Int) -> Number { value(signs, from: first, upTo: rows) }
}
