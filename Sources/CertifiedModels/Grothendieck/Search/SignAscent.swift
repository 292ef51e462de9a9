import LHVModels

/// Many pairs of sign lists that are improved together for a matrix, each party's best against the other's.
struct SignAscent {
    /// ±1, one column of Alice's rows for each list.
    private(set) var alice: [Double]
    /// ±1, one column of Bob's lines for each list.
    private(set) var bob: [Double]
    /// Σ M_ij s_i t_j for each list.
    private(set) var values: [Double]
    private let rows: Int
    private let columns: Int

    /// Improves from the given signs of Alice until nothing changes, or for so many sweeps.
    ///
    /// - Parameters:
    ///   - matrix: M, row by row.
    ///   - alice: One column of ±1 for each list.
    ///   - sweeps: How often each party answers.
    ///   - check: Throws when there is no time left; it is asked before each sweep but the first.
    init(
        _ matrix: [Double], rows: Int, columns: Int, alice: [Double], sweeps: Int = 60,
        checking check: () throws -> Void
    ) rethrows {
        let count = alice.count / rows
        self.rows = rows
        self.columns = columns
        self.alice = alice
        values = Array(repeating: -.infinity, count: count)
        bob = Array(repeating: 1, count: columns * count)
        // Row by row is the transpose of what a block is.
        let block = MatrixBlock(rows: columns, columns: rows)
        var sums = [Double](repeating: 0, count: columns * count)
        var worth = [Double](repeating: 0, count: rows * count)
        for sweep in 0..<sweeps {
            if sweep > 0 { try check() }
            sums.setProduct(
                MatrixBlock(rows: columns, columns: count), matrix, block, times: self.alice,
                MatrixBlock(rows: rows, columns: count))
            var hasRisen = false
            for list in 0..<count {
                var value = 0.0
                for place in (list * columns)..<((list + 1) * columns) {
                    value += abs(sums[place])
                    bob[place] = sums[place] < 0 ? -1 : 1
                }
                if value > values[list] + 1e-12 { hasRisen = true }
                values[list] = value
            }
            guard hasRisen else { return }
            worth.setProduct(
                MatrixBlock(rows: rows, columns: count), matrix, block, .transposed, times: bob,
                MatrixBlock(rows: columns, columns: count))
            for place in worth.indices where worth[place] != 0 { self.alice[place] = worth[place] < 0 ? -1 : 1 }
        }
    }

    /// The signs of a list.
    func signs(_ list: Int) -> (alice: [Double], bob: [Double]) {
        (Array(alice[(list * rows)..<((list + 1) * rows)]), Array(bob[(list * columns)..<((list + 1) * columns)]))
    }
}
