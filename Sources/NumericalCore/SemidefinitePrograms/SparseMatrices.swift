/// The parts of C and of all A_k in one block: lists of entries with row ≤ column, constraint after constraint.
struct SparseMatrices<Element: DoublePrecisionScalar> {
    /// The numbers of the constraints that have entries here.
    private(set) var constraints: [Int] = []
    /// Where the entries of each begin, and the end.
    private(set) var starts: [Int] = [0]
    private(set) var rows: [Int32] = []
    private(set) var columns: [Int32] = []
    private(set) var values: [Element] = []

    /// The number of constraints with entries.
    var count: Int { constraints.count }

    mutating func append(_ constraint: Int, _ entries: [(row: Int, column: Int, value: Element)]) {
        guard !entries.isEmpty else { return }
        constraints.append(constraint)
        for entry in entries {
            rows.append(Int32(entry.row))
            columns.append(Int32(entry.column))
            values.append(entry.value)
        }
        starts.append(rows.count)
    }

    /// Puts the constraints with most entries first.
    mutating func sortByDensity() {
        let order = constraints.indices.sorted {
            (starts[$1 + 1] - starts[$1], $0) < (starts[$0 + 1] - starts[$0], $1)
        }
        var sorted = SparseMatrices()
        for place in order {
            sorted.append(
                constraints[place],
                (starts[place]..<starts[place + 1]).map { (Int(rows[$0]), Int(columns[$0]), values[$0]) })
        }
        self = sorted
    }

    /// Re Tr(A·W) for the matrix at a place and a Hermitian W.
    func product(_ place: Int, _ matrix: SquareBuffer<Element>) -> Double {
        let (entries, n) = (matrix.entries, matrix.size)
        var sum = 0.0
        for index in starts[place]..<starts[place + 1] {
            let (row, column) = (Int(rows[index]), Int(columns[index]))
            let term = (values[index].conjugate * entries[row + n * column]).realPart
            sum += row == column ? term : 2 * term
        }
        return sum
    }

    /// Adds a multiple of the matrix at a place.
    func add(_ factor: Double, _ place: Int, to matrix: SquareBuffer<Element>) {
        let (entries, n) = (matrix.entries, matrix.size)
        let factor = Element(real: factor)
        for index in starts[place]..<starts[place + 1] {
            let (row, column) = (Int(rows[index]), Int(columns[index]))
            let term = factor * values[index]
            entries[row + n * column] += term
            if row != column { entries[column + n * row] += term.conjugate }
        }
    }
}
