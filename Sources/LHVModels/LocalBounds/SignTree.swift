import QuantumStates

/// Depth-first search of the signs of rows k, k + 1, …, n − 1 with branches cut by bounds of the rows that remain.
///
/// A branch whose columns sum to s_y can reach at most Σ|s_y| + l + t_k, where t_k is the value of the sub-problem of the
/// rows from k on alone, by the triangle inequality. All raw pointers of the search are in this file.
struct SignTree<Number: SearchScalar> {
    /// Is shown a leaf, its signs in the order of the search; says whether more are wanted.
    typealias Visitor = (UnsafeBufferPointer<Int8>) -> Bool

    /// What is looked for: one best leaf, or all leaves that reach a value.
    enum Goal {
        case best
        case all(atLeast: Number, Visitor)
    }

    /// What was found.
    struct Findings: Sendable {
        var best: Number
        var signs: [Int8]?
        /// Whether the visitor wanted no more leaves.
        var isEnough = false
        var nodes = 0
        /// The largest bound of a branch that was left because of a stop.
        var open: Number?
        var stop: StopReason?
    }

    /// A branch: signs of the rows from the first one up to a depth.
    struct Branch: Sendable {
        var signs: [Int8]
        var depth: Int
    }

    private let rows: Int
    private let width: Int
    private let matrix: UnsafePointer<Number.Vector>
    private let linear: UnsafePointer<Number>
    private let tails: UnsafePointer<Number>
    private let sums: UnsafeMutablePointer<Number.Vector>
    private let signs: UnsafeMutablePointer<Int8>
    private let slack: Number
    private let tie: Number
    /// Whom to show all leaves; nil when one best leaf is looked for.
    private let visitor: Visitor?
    private let isForBest: Bool
    private let control: SearchControl
    private var findings: Findings
    private var threshold: Number

    /// Searches the branches below some signs.
    ///
    /// - Parameters:
    ///   - problem: The problem.
    ///   - first: The first row of the sub-problem.
    ///   - branch: Where to begin.
    ///   - tails: t_k for k > first, and t_n = 0.
    ///   - best: A value that is known to be reached; only better ones are of interest when the goal is the best.
    ///   - tie: By how much they have to be better, so that branches that tie up to rounding are not all gone through.
    static func search(
        _ problem: SignProblem<Number>, from first: Int, below branch: Branch, tails: [Number], best: Number,
        tie: Number = 0, goal: Goal, control: SearchControl
    ) -> Findings {
        let (rows, width) = (problem.rows, problem.width)
        let start = problem.sums(branch.signs, from: first, upTo: branch.depth)
        var value = first == 0 ? problem.constant : 0
        for row in first..<branch.depth { value += branch.signs[row] > 0 ? problem.linear[row] : -problem.linear[row] }
        return withUnsafeTemporaryAllocation(of: Number.Vector.self, capacity: (rows + 1) * width) { sums in
            withUnsafeTemporaryAllocation(of: Int8.self, capacity: rows) { signs in
                problem.matrix.withUnsafeBufferPointer { matrix in
                    problem.linear.withUnsafeBufferPointer { linear in
                        tails.withUnsafeBufferPointer { tails in
                            guard let sumsBase = sums.baseAddress, let signsBase = signs.baseAddress,
                                let matrixBase = matrix.baseAddress, let linearBase = linear.baseAddress,
                                let tailsBase = tails.baseAddress
                            else { return Findings(best: best) }
                            sums.initialize(repeating: Number.Vector(repeating: 0))
                            _ = signs.initialize(from: branch.signs)
                            for place in 0..<width { sumsBase[branch.depth * width + place] = start[place] }
                            var tree = SignTree(
                                rows: rows, width: width, matrix: matrixBase, linear: linearBase, tails: tailsBase,
                                sums: sumsBase, signs: signsBase, slack: problem.rounding, tie: tie,
                                goal: goal, control: control, best: best)
                            if branch.depth == rows {
                                let all = start.reduce(value) { $0 + Number.total(Number.magnitudes($1)) }
                                tree.reach(all)
                            } else {
                                tree.descend(branch.depth, value)
                            }
                            return tree.findings
                        }
                    }
                }
            }
        }
    }

    private init(
        rows: Int, width: Int, matrix: UnsafePointer<Number.Vector>, linear: UnsafePointer<Number>,
        tails: UnsafePointer<Number>, sums: UnsafeMutablePointer<Number.Vector>, signs: UnsafeMutablePointer<Int8>,
        slack: Number, tie: Number, goal: Goal, control: SearchControl, best: Number
    ) {
        self.rows = rows
        self.width = width
        self.matrix = matrix
        self.linear = linear
        self.tails = tails
        self.sums = sums
        self.signs = signs
        self.slack = slack
        self.tie = tie
        self.control = control
        findings = Findings(best: best)
        switch goal {
        case .best: (threshold, visitor, isForBest) = (best + tie, nil, true)
        case .all(let least, let visit): (threshold, visitor, isForBest) = (least, visit, false)
        }
    }

    private func isHopeless(_ bound: Number) -> Bool { isForBest ? bound <= threshold : bound < threshold }

    /// Tries both signs of row `depth`, the better one first; `value` is the linear part so far.
    private mutating func descend(_ depth: Int, _ value: Number) {
        findings.nodes += 1
        if findings.nodes & 0xFFF == 0, findings.stop == nil {
            findings.stop = control.reasonToStop(after: findings.nodes)
        }
        let parent = sums + depth * width
        let row = matrix + depth * width
        var (up, down) = (Number.Vector(repeating: 0), Number.Vector(repeating: 0))
        for place in 0..<width {
            let (sum, entry) = (parent[place], row[place])
            up = Number.sum(up, Number.magnitudes(Number.sum(sum, entry)))
            down = Number.sum(down, Number.magnitudes(Number.difference(sum, entry)))
        }
        let (valueUp, valueDown) = (value + linear[depth], value - linear[depth])
        let (totalUp, totalDown) = (valueUp + Number.total(up), valueDown + Number.total(down))
        if totalUp >= totalDown {
            branch(depth, 1, totalUp, valueUp)
            branch(depth, -1, totalDown, valueDown)
        } else {
            branch(depth, -1, totalDown, valueDown)
            branch(depth, 1, totalUp, valueUp)
        }
    }

    private mutating func branch(_ depth: Int, _ sign: Int8, _ total: Number, _ value: Number) {
        let isLeaf = depth + 1 == rows
        let bound = isLeaf ? total : total + tails[depth + 1] + slack
        guard !isHopeless(bound), !findings.isEnough else { return }
        signs[depth] = sign
        if isLeaf { return reach(total) }
        guard findings.stop == nil else {
            findings.open = max(findings.open ?? bound, bound)
            return
        }
        let parent = sums + depth * width
        let row = matrix + depth * width
        let child = parent + width
        if sign > 0 {
            for place in 0..<width { child[place] = Number.sum(parent[place], row[place]) }
        } else {
            for place in 0..<width { child[place] = Number.difference(parent[place], row[place]) }
        }
        descend(depth + 1, value)
    }

    private mutating func reach(_ value: Number) {
        guard !isHopeless(value) else { return }
        if let visitor {
            findings.isEnough = !visitor(UnsafeBufferPointer(start: signs, count: rows))
        } else {
            findings.best = value
            threshold = value + tie
            findings.signs = Array(UnsafeBufferPointer(start: signs, count: rows))
        }
    }
}
