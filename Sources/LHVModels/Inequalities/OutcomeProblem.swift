import QuantumStates

/// Maximise l₀ + Σ_x l(x, a_x) + Σ_y max_b [p_yb + Σ_x V(x, a_x)_yb] over outcomes a: a bipartite bound in full notation.
///
/// What depends on b alone is moved into p and what depends on a alone into l, so that V has vanishing means and the values
/// of sub-problems, which serve as bounds, are small.
struct OutcomeProblem: Sendable {
    /// The number of outcomes of each setting of the row party, in the order of the search.
    let choices: [Int]
    /// The number of outcomes of each setting of the column party.
    let columns: [Int]
    /// V(x, a), one vector after the other.
    let vectors: [Double]
    /// Where the first choice of each setting is among the vectors.
    let starts: [Int]
    let linear: [Double]
    let offset: [Double]
    let constant: Double
    /// The original number of each setting.
    let order: [Int]
    let rounding: Double

    /// W, the number of column outcomes.
    var width: Int { offset.count }

    /// The problem with coefficients c[(x, a), (y, b)] in row-major order.
    init(_ coefficients: [Double], choices: [Int], columns: [Int]) {
        let width = columns.reduce(0, +)
        self.columns = columns
        let places = choices.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        var offset = [Double](repeating: 0, count: width)
        var centred = coefficients
        var linear = [Double](repeating: 0, count: places[choices.count])
        for (x, number) in choices.enumerated() {
            for column in 0..<width {
                let mean =
                    (0..<number).reduce(0.0) { $0 + coefficients[(places[x] + $1) * width + column] } / Double(number)
                offset[column] += mean
                for a in 0..<number { centred[(places[x] + a) * width + column] -= mean }
            }
            for a in 0..<number {
                var column = (places[x] + a) * width
                for outcomes in columns {
                    let mean = centred[column..<(column + outcomes)].reduce(0, +) / Double(outcomes)
                    linear[places[x] + a] += mean
                    for place in column..<(column + outcomes) { centred[place] -= mean }
                    column += outcomes
                }
            }
        }
        let weights = choices.indices.map { x in
            centred[(places[x] * width)..<(places[x + 1] * width)].reduce(0) { $0 + abs($1) } / Double(choices[x])
        }
        let order = choices.indices.sorted { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1 }
        self.order = order
        self.choices = order.map { choices[$0] }
        starts = self.choices.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        vectors = order.flatMap { centred[(places[$0] * width)..<(places[$0 + 1] * width)] }
        self.linear = order.flatMap { linear[places[$0]..<places[$0 + 1]] }
        self.offset = offset
        constant = 0
        let magnitude = coefficients.reduce(0) { $0 + abs($1) }
        rounding = 4 * Double(choices.count + width + 4) * 0x1p-52 * magnitude
    }

    /// Σ_y max_b of column sums.
    func best(_ sums: ArraySlice<Double>) -> Double {
        var (total, place) = (0.0, sums.startIndex)
        for outcomes in columns {
            var largest = sums[place]
            for next in (place + 1)..<max(place + 1, place + outcomes) where sums[next] > largest {
                largest = sums[next]
            }
            total += largest
            place += outcomes
        }
        return total
    }

    /// The column sums p + Σ_x V(x, a_x).
    func sums(_ outcomes: [Int]) -> [Double] {
        var sums = offset
        for (x, a) in outcomes.enumerated() {
            for place in 0..<width { sums[place] += vectors[(starts[x] + a) * width + place] }
        }
        return sums
    }
}

/// Branch and bound for an ``OutcomeProblem`` with the exact values of its last settings as bounds.
struct OutcomeSearch {
    let problem: OutcomeProblem
    let control: SearchControl
    private(set) var nodes = 0
    private(set) var stop: StopReason?
    /// The best value found and its outcomes in the order of the search; nil when nothing exceeds the floor.
    private(set) var best: Double
    private(set) var outcomes: [Int]?
    /// Whether the visitor wanted no more.
    private var isEnough = false

    private var tails: [Double]
    private var stack: [Double]
    private var current: [Int]
    private var threshold = -Double.infinity

    init(_ problem: OutcomeProblem, control: SearchControl) {
        self.problem = problem
        self.control = control
        best = -.infinity
        tails = Array(repeating: 0, count: problem.choices.count + 1)
        stack = Array(repeating: 0, count: (problem.choices.count + 1) * problem.width)
        current = Array(repeating: 0, count: problem.choices.count)
    }

    /// Finds the maximum, if it exceeds the floor.
    mutating func maximum(floor: Double) {
        for first in problem.choices.indices.reversed() {
            prepare(first)
            best = first == 0 ? floor : -.infinity
            threshold = best
            descend(first, first == 0 ? problem.constant : 0)
            if stop != nil { return }
            tails[first] = best
        }
    }

    /// Shows all outcomes whose value is at least a number, after ``maximum(floor:)``; the visitor says whether to go on.
    mutating func visitAll(atLeast least: Double, _ visit: @escaping ([Int]) -> Bool) {
        prepare(0)
        threshold = least
        descend(0, problem.constant, visit)
    }

    private mutating func prepare(_ first: Int) {
        let start = first * problem.width
        for place in 0..<problem.width { stack[start + place] = first == 0 ? problem.offset[place] : 0 }
    }

    /// Looks for something better than the threshold or, with a visitor, for all that reaches it.
    private mutating func descend(_ depth: Int, _ value: Double, _ visit: (([Int]) -> Bool)? = nil) {
        nodes += 1
        if nodes & 0xFFF == 0, stop == nil { stop = control.reasonToStop }
        guard stop == nil, !isEnough else { return }
        let width = problem.width
        let isLast = depth + 1 == problem.choices.count
        for choice in 0..<problem.choices[depth] {
            let vector = (problem.starts[depth] + choice) * width
            for place in 0..<width {
                stack[(depth + 1) * width + place] = stack[depth * width + place] + problem.vectors[vector + place]
            }
            let nextValue = value + problem.linear[problem.starts[depth] + choice]
            let reached = nextValue + problem.best(stack[((depth + 1) * width)..<((depth + 2) * width)])
            let bound = isLast ? reached : reached + tails[depth + 1] + problem.rounding
            guard !isEnough, visit == nil ? bound > threshold : bound >= threshold else { continue }
            current[depth] = choice
            if !isLast {
                descend(depth + 1, nextValue, visit)
            } else if let visit {
                isEnough = !visit(current)
            } else {
                (best, threshold, outcomes) = (reached, reached, current)
            }
        }
    }
}
