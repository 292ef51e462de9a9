import NumericalCore

/// Counts of outcomes under each of several settings, and the law of such tables of the same sums of rows and columns.
struct ContingencyTable {
    /// A list for each setting, of the outcomes that were seen at all; the others tell nothing.
    let rows: [[Int]]
    private let rowSums: [Int]
    private let columnSums: [Int]
    private let total: Int

    init(_ counts: [[Int]]) {
        let seen = counts[0].indices.filter { index in counts.contains { $0[index] > 0 } }
        let rows = counts.map { row in seen.map { row[$0] } }
        self.rows = rows
        rowSums = rows.map { $0.reduce(0, +) }
        columnSums = seen.indices.map { index in rows.reduce(0) { $0 + $1[index] } }
        total = rowSums.reduce(0, +)
    }

    /// (rows − 1)·(columns − 1).
    var degreesOfFreedom: Int { (rows.count - 1) * max(0, columnSums.count - 1) }

    /// Σ (n − n̂)²/n̂ of a table with these sums, n̂ the product of the sums over the total.
    func chiSquare(_ table: [[Int]]) -> Double {
        var statistic = 0.0
        for (row, rowSum) in zip(table, rowSums) {
            for (count, columnSum) in zip(row, columnSums) {
                let expected = Double(rowSum) * (Double(columnSum) / Double(total))
                let difference = Double(count) - expected
                statistic += difference * difference / expected
            }
        }
        return statistic
    }

    /// A bound on the least tail probability of a single count, and how many tails were looked at.
    func leastTail() -> (least: Double, tails: Int) {
        // Of two rows or columns the second repeats the first.
        let chosenRows = rows.count == 2 ? 1 : rows.count
        let chosenColumns = columnSums.count == 2 ? 1 : columnSums.count
        var least = 1.0
        for row in 0..<chosenRows {
            for column in 0..<chosenColumns {
                let law = Hypergeometric(population: total, marked: columnSums[column], drawn: rowSums[row])
                let (above, below) = law.tailBounds(rows[row][column])
                least = smallerOrNaN(least, smallerOrNaN(above, below))
            }
        }
        return (least, 2 * chosenRows * chosenColumns)
    }

    /// A random table with these sums: what each row takes of the outcomes that the rows before have left.
    func sample(using generator: inout some RandomNumberGenerator) -> [[Int]] {
        var left = columnSums
        var table: [[Int]] = []
        for (row, rowSum) in rowSums.enumerated() {
            guard row < rowSums.count - 1 else {
                table.append(left)
                break
            }
            var (toDraw, population) = (rowSum, left.reduce(0, +))
            var drawn = left
            for column in left.indices {
                let law = Hypergeometric(population: population, marked: left[column], drawn: toDraw)
                let number = law.sample(using: &generator)
                population -= left[column]
                toDraw -= number
                drawn[column] = number
                left[column] -= number
            }
            table.append(drawn)
        }
        return table
    }
}
