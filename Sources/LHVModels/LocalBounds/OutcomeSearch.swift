import QuantumStates

/// Branch and bound for an ``OutcomeProblem`` with the exact values of its last settings as bounds ("Russian dolls").
struct OutcomeSearch {
    let problem: OutcomeProblem
    let control: SearchControl
    private(set) var nodes = 0
    private(set) var stop: StopReason?
    /// The best value found and its outcomes in the order of the search; nil when nothing exceeds the floor.
    private(set) var best = -Double.infinity
    private(set) var outcomes: [Int]?

    /// The greatest values of the settings from each one on; 0 behind the last.
    private var tails: [Double]

    init(_ problem: OutcomeProblem, control: SearchControl) {
        self.problem = problem
        self.control = control
        tails = Array(repeating: 0, count: problem.choices.count + 1)
    }

    /// Finds the maximum, if it exceeds the floor.
    mutating func maximum(floor: Double) {
        var start = [Int](repeating: 0, count: problem.choices.count)
        for first in problem.choices.indices.reversed() {
            // A good beginning cuts most of the tree.
            let value = problem.climb(&start, from: first)
            let isAbove = first > 0 || value > floor
            best = isAbove ? value : floor
            outcomes = isAbove ? start : nil
            let found = OutcomeTree.search(
                problem, from: first, tails: tails, least: best, visitor: nil, control: control.after(nodes))
            nodes += found.nodes
            if let better = found.outcomes { (best, outcomes, start) = (found.best, better, better) }
            stop = found.stop
            if stop != nil {
                // What is known of some settings alone says nothing of all.
                if first > 0 { (best, outcomes) = (floor, nil) }
                return
            }
            tails[first] = best
        }
    }

    /// Shows all outcomes whose value is at least a number, after ``maximum(floor:)``; the visitor says whether to go on.
    mutating func visitAll(atLeast least: Double, _ visit: @escaping ([Int]) -> Bool) {
        let found = OutcomeTree.search(
            problem, from: 0, tails: tails, least: least, visitor: visit, control: control.after(nodes))
        nodes += found.nodes
        stop = found.stop
    }
}
