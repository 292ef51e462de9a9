import LHVModels

/// Depth-first search for signs s with Σ_j |Σ_i M_ij s_i| above a bound.
///
/// A branch whose first k rows sum to c_j can reach at most Σ_j |c_j| + t_k, where t_k is a bound for the rows from k on alone, by the
/// triangle inequality; it is cut when that does not exceed the bound. All sums are whole numbers below 2³⁰.
struct SignBranches {
    private let rows: Int
    // The columns of a row, filled up with zeros to a multiple of eight.
    private let width: Int
    private let matrix: [Int32]

    init(_ matrix: [[Int]]) {
        rows = matrix.count
        let columns = matrix.first?.count ?? 0
        let width = (columns + 7) / 8 * 8
        self.width = width
        self.matrix = matrix.flatMap { row in
            row.map { Int32($0) } + Array(repeating: 0, count: width - columns)
        }
    }

    /// The most branches of one search: a bound that takes more is as good as none.
    static let largestNodeCount = 1 << 36

    /// What a search has found.
    struct Finding: Sendable {
        /// The greatest value above the bound that was found; nil when there is none.
        var excess: Int?
        /// The number of branches that were looked at.
        var nodes = 0
    }

    /// Looks at all signs of the rows `first` ..< n that begin with the given ones.
    ///
    /// - Parameters:
    ///   - signs: ±1 for the rows from `first` on.
    ///   - tails: t_k for every row k, of which those behind the given signs count.
    ///   - bound: What is not to be exceeded.
    ///   - raises: Whether the bound becomes each greater value that is found; else the search ends at the first one.
    ///   - check: Throws when there is no time left; it is asked from time to time.
    /// - Throws: What `check` throws; ``/LHVModels/InvalidCertificate`` when there are too many branches.
    func search(
        from first: Int, beginningWith signs: [Int], tails: [Int], bound: Int, raises: Bool = false,
        checking check: () throws -> Void = { try Work.checkCancellation() }
    ) throws -> Finding {
        var sums = [Int32](repeating: 0, count: (rows + 1) * width)
        let start = first + signs.count
        for (place, sign) in signs.enumerated() {
            for column in 0..<width {
                sums[start * width + column] += Int32(sign) * matrix[(first + place) * width + column]
            }
        }
        var finding = Finding()
        var limit = bound
        let total = sums[(start * width)..<((start + 1) * width)].reduce(0) { $0 + abs(Int($1)) }
        if start == rows {
            if total > limit { finding.excess = total }
            return finding
        }
        if total + tails[start] <= limit { return finding }
        // Of each depth which sign comes next: 0 the better one, 1 the other one, 2 none.
        var turns = [UInt8](repeating: 0, count: rows + 1)
        var totals = [(Int, Int)](repeating: (0, 0), count: rows + 1)
        try matrix.withUnsafeBufferPointer { matrix in
            try sums.withUnsafeMutableBufferPointer { sums in
                guard let matrix = matrix.baseAddress, let sums = sums.baseAddress else { return }
                var depth = start
                totals[depth] = SignBranches.magnitudes(sums + depth * width, matrix + depth * width, width)
                finding.nodes = 1
                while depth >= start {
                    let turn = turns[depth]
                    if turn == 2 {
                        depth -= 1
                        continue
                    }
                    turns[depth] = turn + 1
                    let (plus, minus) = totals[depth]
                    let isPlus = (plus >= minus) == (turn == 0)
                    let reached = isPlus ? plus : minus
                    if depth + 1 == rows {
                        if reached > limit {
                            finding.excess = reached
                            if !raises { return }
                            limit = reached
                        }
                        continue
                    }
                    if reached + tails[depth + 1] <= limit { continue }
                    let (parent, row) = (sums + depth * width, matrix + depth * width)
                    let child = parent + width
                    if isPlus {
                        for column in 0..<width { child[column] = parent[column] &+ row[column] }
                    } else {
                        for column in 0..<width { child[column] = parent[column] &- row[column] }
                    }
                    depth += 1
                    turns[depth] = 0
                    totals[depth] = SignBranches.magnitudes(child, matrix + depth * width, width)
                    finding.nodes += 1
                    if finding.nodes & 0xFFFFF == 0 {
                        try check()
                        guard finding.nodes <= SignBranches.largestNodeCount else {
                            throw InvalidCertificate(reason: "the local bound takes more than 2^36 branches to prove")
                        }
                    }
                }
            }
        }
        return finding
    }

    // Σ|c + r| and Σ|c − r|.
    @inline(__always)
    private static func magnitudes(
        _ sums: UnsafePointer<Int32>, _ row: UnsafePointer<Int32>, _ width: Int
    ) -> (Int, Int) {
        var (plus, minus) = (SIMD8<Int32>(repeating: 0), SIMD8<Int32>(repeating: 0))
        var column = 0
        while column < width {
            let c = UnsafeRawPointer(sums + column).loadUnaligned(as: SIMD8<Int32>.self)
            let r = UnsafeRawPointer(row + column).loadUnaligned(as: SIMD8<Int32>.self)
            let (up, down) = (c &+ r, c &- r)
            let (upSigns, downSigns) = (up &>> 31, down &>> 31)
            plus &+= (up ^ upSigns) &- upSigns
            minus &+= (down ^ downSigns) &- downSigns
            column &+= 8
        }
        return (Int(plus.wrappedSum()), Int(minus.wrappedSum()))
    }
}
