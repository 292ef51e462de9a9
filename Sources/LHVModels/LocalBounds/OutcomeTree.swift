import QuantumStates

/// Depth-first search of the outcomes of settings k, k + 1, …, n − 1 of an ``OutcomeProblem``, the best choice of each first.
///
/// All raw pointers of the search are in this file.
struct OutcomeTree {
    /// What was found.
    struct Findings {
        var best: Double
        var outcomes: [Int]?
        var nodes = 0
        var stop: StopReason?
    }

    private let problem: OutcomeProblem
    private let width: Int
    private let vectors: UnsafePointer<Double>
    private let linear: UnsafePointer<Double>
    private let columns: UnsafeBufferPointer<Int>
    private let tails: UnsafePointer<Double>
    private let sums: UnsafeMutablePointer<Double>
    /// What each choice at each depth reaches, −∞ once it is done.
    private let reached: UnsafeMutablePointer<Double>
    private let most: Int
    private let visitor: (([Int]) -> Bool)?
    private let control: SearchControl
    private var current: [Int]
    private var findings: Findings
    private var isEnough = false

    /// Searches for something better than a number or, with a visitor, for all that reaches it.
    ///
    /// - Parameters:
    ///   - first: The first setting; l₀ and p belong to the whole problem only.
    ///   - tails: The greatest values of the settings from each one on.
    static func search(
        _ problem: OutcomeProblem, from first: Int, tails: [Double], least: Double, visitor: (([Int]) -> Bool)?,
        control: SearchControl
    ) -> Findings {
        let (settings, width) = (problem.choices.count, problem.width)
        let most = problem.choices.max() ?? 1
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: (settings + 1) * (width + most)) { room in
            problem.vectors.withUnsafeBufferPointer { vectors in
                problem.linear.withUnsafeBufferPointer { linear in
                    problem.columns.withUnsafeBufferPointer { columns in
                        tails.withUnsafeBufferPointer { tails in
                            room.initialize(repeating: 0)
                            guard let roomBase = room.baseAddress, let vectorsBase = vectors.baseAddress,
                                let linearBase = linear.baseAddress, let tailsBase = tails.baseAddress
                            else { return Findings(best: least) }
                            if first == 0 { for place in 0..<width { roomBase[place] = problem.offset[place] } }
                            var tree = OutcomeTree(
                                problem: problem, width: width, vectors: vectorsBase, linear: linearBase,
                                columns: columns, tails: tailsBase, sums: roomBase,
                                reached: roomBase + (settings + 1) * width, most: most, visitor: visitor,
                                control: control, current: Array(repeating: 0, count: settings),
                                findings: Findings(best: least))
                            tree.descend(first, first == 0 ? problem.constant : 0)
                            return tree.findings
                        }
                    }
                }
            }
        }
    }

    private mutating func descend(_ depth: Int, _ value: Double) {
        findings.nodes += 1
        if findings.nodes & 0x3FF == 0, findings.stop == nil {
            findings.stop = control.reasonToStop(after: findings.nodes)
        }
        guard findings.stop == nil, !isEnough else { return }
        let parent = sums + depth * width
        let (start, count) = (problem.starts[depth], problem.choices[depth])
        let reached = self.reached + depth * most
        for choice in 0..<count {
            let vector = vectors + (start + choice) * width
            var (total, place) = (value + linear[start + choice], 0)
            for outcomes in columns {
                var largest = parent[place] + vector[place]
                for next in (place + 1)..<max(place + 1, place + outcomes) {
                    let sum = parent[next] + vector[next]
                    largest = sum > largest ? sum : largest
                }
                total += largest
                place += outcomes
            }
            reached[choice] = total
        }
        let isLast = depth + 1 == problem.choices.count
        for _ in 0..<count {
            var choice = 0
            for other in 1..<max(1, count) where reached[other] > reached[choice] { choice = other }
            let total = reached[choice]
            let bound = isLast ? total : total + tails[depth + 1] + problem.rounding
            // The choices that are left reach less.
            guard !isEnough, visitor == nil ? bound > findings.best : bound >= findings.best else { return }
            reached[choice] = -.infinity
            current[depth] = choice
            if !isLast {
                let vector = vectors + (start + choice) * width
                let child = parent + width
                for place in 0..<width { child[place] = parent[place] + vector[place] }
                descend(depth + 1, value + linear[start + choice])
            } else if let visitor {
                isEnough = !visitor(current)
            } else {
                (findings.best, findings.outcomes) = (total, current)
            }
        }
    }
}
