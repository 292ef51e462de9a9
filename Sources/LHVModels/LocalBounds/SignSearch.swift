import QuantumStates

/// Branch and bound for a ``SignProblem`` with the exact values of its last rows as bounds ("Russian dolls").
///
/// The sub-problems of the last row, the last two rows, … are solved in turn, each with the values of the ones before.
/// Large sub-problems are cut into branches that several threads search in waves of fixed size; a wave begins with the best
/// value of the waves before, so the result does not depend on the number of threads.
struct SignSearch<Number: SearchScalar>: Sendable {
    private(set) var problem: SignProblem<Number>
    let control: SearchControl
    /// t_k for every k that is done, and t_n = 0.
    private(set) var tails: [Number]
    private(set) var nodes = 0
    /// An order of the rows that is to be kept.
    private let order: [Int]?

    struct Outcome: Sendable {
        /// The best value and its signs of the sorted rows.
        var best: Number
        var signs: [Int8]
        /// A proven upper bound; `best`, up to rounding, unless the search was stopped.
        var upper: Number
        var stop: StopReason?
    }

    private static var branchCount: Int { 128 }
    private static var waveSize: Int { 16 }
    private static var smallSearch: Int { 30_000 }
    /// The number of rows from which on a greedy order pays.
    private static var greedyRows: Int { 26 }

    /// A search of a problem.
    ///
    /// - Parameter order: An order of the rows that served a problem like this one, to be kept; else one is looked for.
    init(_ problem: SignProblem<Number>, order: [Int]? = nil, control: SearchControl) {
        self.problem = problem
        // One of another length is that of another problem.
        self.order = order?.count == problem.order.count ? order : nil
        self.control = control
        tails = Array(repeating: 0, count: problem.rows + 1)
    }

    /// The maximum.
    ///
    /// - Parameters:
    ///   - randomStarts: How many random starts the alternating search for a first value makes at every stage.
    ///   - floor: A value below or at which no interest lies: a problem that does not exceed it may be given up early.
    ///   - tie: How far the best value may stay below the maximum, at most. Each sub-problem is bounded only up to its share of
    ///     it, so that branches which tie up to rounding are cut; the upper bound includes it.
    mutating func maximum(randomStarts: Int, floor: Number? = nil, tie: Double = 0) -> Outcome {
        var stream = RandomStream(seed: 0x5161_6E73)
        var signs = [Int8](repeating: 1, count: problem.rows)
        var lastNodes = 0
        if let all = reachedMagnitude() { return all }
        if let order {
            problem.reorder(original: order)
        } else if problem.rows >= SignSearch.greedyRows {
            problem.sortGreedily(control)
        }
        let above = problem.weights.reduce(into: [Number.zero]) { $0.append($0[$0.count - 1] + $1) }
        let start = problem.offset.reduce(problem.constant) { $0 + Number.total(Number.magnitudes($1)) }
        let share = Number.tie(tie / Double(problem.rows))
        // What a sub-problem's value may be too low by, which its bound makes up for.
        var allowance = Number.zero
        var best = problem.value(signs, from: 0)
        for first in stride(from: problem.rows - 1, through: 0, by: -1) {
            if let floor, start + above[first + 1] + tails[first + 1] + problem.rounding <= floor {
                // Rows 0…first can add no more than their weights.
                return Outcome(best: floor, signs: signs, upper: floor, stop: nil)
            }
            if let stop = control.reasonToStop(after: nodes) {
                signs = problem.alternated(from: 0, start: signs, randomStarts: randomStarts, using: &stream)
                return Outcome(
                    best: problem.value(signs, from: 0), signs: signs,
                    upper: start + above[first + 1] + tails[first + 1] + problem.rounding, stop: stop)
            }
            signs = problem.alternated(from: first, start: signs, randomStarts: randomStarts, using: &stream)
            allowance += share
            let found = solve(
                from: first, signs: &signs, isLarge: lastNodes > SignSearch.smallSearch, floor: floor, tie: allowance)
            lastNodes = found.nodes
            nodes += found.nodes
            best = found.best
            tails[first] = best + allowance
            if let stop = found.stop {
                let partial = max(found.open ?? found.best, found.best + allowance) + problem.rounding
                let upper = first == 0 ? partial : start + above[first] + partial
                if first > 0 {
                    signs = problem.alternated(from: 0, start: signs, randomStarts: randomStarts, using: &stream)
                }
                return Outcome(best: problem.value(signs, from: 0), signs: signs, upper: upper, stop: stop)
            }
        }
        return Outcome(best: best, signs: signs, upper: tails[0] + problem.rounding, stop: nil)
    }

    /// The signs that reach the sum of all magnitudes, which nothing exceeds, if alternation finds them at once.
    private mutating func reachedMagnitude() -> Outcome? {
        guard problem.hasAlignedRows else { return nil }
        let start = problem.offset.reduce(problem.constant) { $0 + Number.total(Number.magnitudes($1)) }
        let most = problem.weights.reduce(start, +)
        var attempts = RandomStream(seed: 0xA11)
        let signs = problem.alternated(
            from: 0, start: Array(repeating: 1, count: problem.rows), randomStarts: 1, using: &attempts)
        let value = problem.value(signs, from: 0)
        guard value >= most else { return nil }
        for row in stride(from: problem.rows - 1, through: 0, by: -1) {
            tails[row] = tails[row + 1] + problem.weights[row]
        }
        return Outcome(best: value, signs: signs, upper: most + problem.rounding, stop: nil)
    }

    /// Shows all signs whose value is at least a number, after ``maximum(randomStarts:floor:)`` has run to its end.
    ///
    /// The search of an even problem keeps its first sign, so each leaf that it finds stands for its negative too.
    mutating func visitAll(
        atLeast least: Number, _ visit: @escaping SignTree<Number>.Visitor
    ) -> SignTree<Number>.Findings {
        let root = root(0)
        let visitBoth: SignTree<Number>.Visitor = { signs in
            visit(signs) && signs.map { -$0 }.withUnsafeBufferPointer(visit)
        }
        let found = SignTree.search(
            problem, from: 0, below: root, tails: tails, best: least,
            goal: .all(atLeast: least, root.depth > 0 ? visitBoth : visit), control: control)
        nodes += found.nodes
        return found
    }

    private func root(_ first: Int) -> SignTree<Number>.Branch {
        let isEven = first == 0 ? problem.isEven : problem.tailsAreEven
        return SignTree.Branch(
            signs: Array(repeating: 1, count: problem.rows), depth: isEven ? min(first + 1, problem.rows) : first)
    }

    private func solve(
        from first: Int, signs: inout [Int8], isLarge: Bool, floor: Number?, tie: Number
    ) -> SignTree<Number>.Findings {
        // For an even problem the first sign is fixed at +1.
        if root(first).depth > first, signs[first] < 0 { for row in first..<problem.rows { signs[row].negate() } }
        var incumbent = problem.value(signs, from: first)
        if first == 0, let floor { incumbent = max(incumbent, floor) }
        var total = SignTree<Number>.Findings(best: incumbent)
        let branches = isLarge ? frontier(from: first) : [root(first)]
        for wave in stride(from: 0, to: branches.count, by: SignSearch.waveSize) {
            let batch = branches[wave..<min(branches.count, wave + SignSearch.waveSize)]
            let best = total.best
            let (problem, tails, control) = (problem, tails, control.after(nodes + total.nodes))
            let search: @Sendable (SignTree<Number>.Branch) -> SignTree<Number>.Findings = {
                SignTree.search(
                    problem, from: first, below: $0, tails: tails, best: best, tie: tie, goal: .best, control: control)
            }
            let results = inParallel(Array(batch), search)
            for result in results {
                total.nodes += result.nodes
                if let open = result.open { total.open = max(total.open ?? open, open) }
                total.stop = total.stop ?? result.stop
                if result.best > total.best, let better = result.signs {
                    total.best = result.best
                    signs = better
                }
            }
            if isLarge, total.stop == nil {
                total.stop = self.control.reasonToStop(
                    step: problem.rows - first - 1, of: problem.rows, value: total.best.approximate)
            }
            if total.stop != nil {
                for branch in branches[batch.endIndex...] {
                    let bound = self.bound(of: branch, from: first)
                    total.open = max(total.open ?? bound, bound)
                }
                break
            }
        }
        return total
    }

    private func inParallel(
        _ branches: [SignTree<Number>.Branch],
        _ search: @Sendable (SignTree<Number>.Branch) -> SignTree<Number>.Findings
    ) -> [SignTree<Number>.Findings] {
        guard branches.count > 1, control.threads > 1,
            let results = try? Parallel.map(count: branches.count, threads: control.threads, { search(branches[$0]) })
        else { return branches.map(search) }
        return results
    }

    /// The branches at a depth at which there are at least ``branchCount``, those that look best first.
    private func frontier(from first: Int) -> [SignTree<Number>.Branch] {
        var branches = [root(first)]
        while branches.count < SignSearch.branchCount, branches[0].depth < problem.rows {
            branches = branches.flatMap { branch in
                [Int8(1), -1].map { sign in
                    var next = branch
                    next.signs[branch.depth] = sign
                    next.depth += 1
                    return next
                }
            }
        }
        let bounds = branches.map { bound(of: $0, from: first) }
        return branches.indices.sorted { bounds[$0] != bounds[$1] ? bounds[$0] > bounds[$1] : $0 < $1 }
            .map { branches[$0] }
    }

    private func bound(of branch: SignTree<Number>.Branch, from first: Int) -> Number {
        problem.value(branch.signs, from: first, upTo: branch.depth) + tails[branch.depth] + problem.rounding
    }
}
