import QuantumStates

/// The local bound of a functional in full notation for any number of parties, settings and outcomes.
///
/// All strategies of all parties but the last two in order of size are gone through; the rest is an ``OutcomeProblem``.
struct OutcomeTensorSearch: Sendable {
    /// The numbers of outcomes of the settings of each party.
    let outcomes: [[Int]]
    /// The coefficients indexed by one (setting, outcome) pair of each party, outer parties first.
    private let elements: [Double]
    /// The numbers of outcomes of the parties in the order of the axes; a trivial party is added to a lonely one.
    private let axes: [[Int]]
    private let order: [Int]
    let magnitude: Double
    /// What a computed value can be off by.
    let rounding: Double

    struct Result: Sendable {
        var best: Double
        var outcomes: [[Int]]?
        var stop: StopReason?
        var nodes = 0
    }

    private static var waveSize: Int { 64 }

    /// The search for coefficients in the order of a scenario.
    init(_ coefficients: [Double], in scenario: Scenario) {
        let firsts = scenario.outcomes.map { list in list.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) } }
        let totals = scenario.outcomes.map { $0.reduce(0, +) }
        var tensor = [Double](repeating: 0, count: coefficients.count)
        var place = 0
        for settings in MixedRadix(sizes: scenario.settings) {
            for outcome in MixedRadix(sizes: settings.indices.map { scenario.outcomes[$0][settings[$0]] }) {
                tensor[MixedRadix.index(settings.indices.map { firsts[$0][settings[$0]] + outcome[$0] }, totals)] =
                    coefficients[place]
                place += 1
            }
        }
        self.init(tensor: tensor, outcomes: scenario.outcomes)
    }

    /// The search for coefficients that are indexed by one (setting, outcome) pair of each party, the first party's first.
    init(tensor: [Double], outcomes: [[Int]]) {
        self.outcomes = outcomes
        magnitude = tensor.reduce(0) { $0 + abs($1) }
        // Means are taken off and added again, and the sums of all axes round.
        rounding = 8 * Double(outcomes.joined().reduce(4, +)) * 0x1p-52 * magnitude
        func size(_ party: Int) -> Double { outcomes[party].reduce(1) { $0 * Double($1) } }
        let order = outcomes.indices.sorted { size($0) != size($1) ? size($0) < size($1) : $0 < $1 }
        self.order = order
        axes = (order.count == 1 ? [[1]] : []) + order.map { outcomes[$0] }
        let totals = outcomes.map { $0.reduce(0, +) }
        var pairs = [Int](repeating: 0, count: order.count)
        elements = MixedRadix(sizes: order.map { totals[$0] }).map { permuted in
            for (axis, party) in order.enumerated() { pairs[party] = permuted[axis] }
            return tensor[MixedRadix.index(pairs, totals)]
        }
    }

    /// The number of strategies of the outer parties, or nil when it is beyond 2⁶².
    private var outerCount: Int? {
        guard let count = MixedRadix.product(axes.dropLast(2).joined()), count <= 1 << 62 else { return nil }
        return count
    }

    private func problem(_ outer: Int) -> OutcomeProblem {
        var digits = MixedRadix.digits(outer, Array(axes.dropLast(2).joined()))[...]
        var current = elements
        for axis in axes.dropLast(2) {
            let rest = current.count / axis.reduce(0, +)
            var sum = [Double](repeating: 0, count: rest)
            var first = 0
            for outcomes in axis {
                let start = (first + (digits.popFirst() ?? 0)) * rest
                for place in 0..<rest { sum[place] += current[start + place] }
                first += outcomes
            }
            current = sum
        }
        return OutcomeProblem(current, choices: axes[axes.count - 2], columns: axes[axes.count - 1])
    }

    /// The most that any strategy can reach: the largest coefficient of each list of settings.
    var trivialBound: Double {
        // From the last axis on, the blocks of outcomes are replaced by their largest entries.
        var (current, rest) = (elements, axes)
        if order.count == 1 { rest.removeFirst() }
        var inner = 1
        while let axis = rest.popLast() {
            let length = axis.reduce(0, +)
            let outer = current.count / (length * inner)
            var next: [Double] = []
            next.reserveCapacity(outer * axis.count * inner)
            for block in 0..<outer {
                var first = block * length
                for number in axis {
                    for place in 0..<inner {
                        let entries = (first..<(first + number)).map { current[$0 * inner + place] }
                        next.append(entries.reduce(-.infinity, largerOrNaN))
                    }
                    first += number
                }
            }
            (current, inner) = (next, inner * axis.count)
        }
        return current.reduce(0, +)
    }

    /// The maximum, and whether the search ran to its end.
    ///
    /// - Parameter floor: A value at or below which no interest lies; without a better one it is the best.
    func maximum(above floor: Double = -.infinity, control: SearchControl) -> Result {
        let count = outerCount ?? .max
        let isHopeless = outerCount == nil || control.nodeLimit < count
        var total = Result(best: floor, stop: isHopeless ? .iterationLimit : nil)
        let most = trivialBound
        var done = 0
        while done < count, total.stop == nil {
            // Nothing exceeds the largest coefficients.
            if total.best >= most { break }
            let wave = min(OutcomeTensorSearch.waveSize, count - done)
            let (start, floor, inner) = (done, total.best, control.onOneThread.after(total.nodes))
            let work: @Sendable (Int) -> Result = { item in
                // Setting up a problem can take long; the first one of a wave is solved in any case.
                if item > 0, let stop = inner.reasonToStop { return Result(best: -.infinity, stop: stop) }
                var search = OutcomeSearch(problem(start + item), control: inner)
                search.maximum(floor: floor)
                return Result(
                    best: search.best,
                    outcomes: search.outcomes.map {
                        strategy(start + item, search.problem, $0, search.problem.sums($0))
                    },
                    stop: search.stop, nodes: search.nodes)
            }
            let results =
                (try? Parallel.map(count: wave, threads: wave == 1 ? 1 : control.threads, work)) ?? (0..<wave).map(work)
            for result in results {
                total.nodes += result.nodes
                total.stop = total.stop ?? result.stop
                if let outcomes = result.outcomes, result.stop == nil || total.outcomes == nil, result.best > total.best
                {
                    (total.best, total.outcomes) = (result.best, outcomes)
                }
            }
            done += wave
            if done < count, total.stop == nil { total.stop = control.reasonToStop(after: total.nodes) }
            if done < count, total.stop == nil {
                total.stop = control.reasonToStop(step: done, of: count, value: total.best)
            }
        }
        return total
    }

    /// Collects all strategies whose value is the best within a tie, as far as limit and time allow.
    ///
    /// The tie is at least what two computed values can be off by, so that no strategy is lost to rounding.
    func all(
        within tie: Double, of best: Double, limit: Int, control: SearchControl
    ) -> (strategies: StrategyCollection, nodes: Int) {
        var strategies = StrategyCollection(outcomes: outcomes, limit: limit, control: control)
        var nodes = 0
        let least = best - max(tie, 2 * rounding)
        for outer in 0..<(outerCount ?? 0) where !strategies.isClosed {
            var search = OutcomeSearch(problem(outer), control: control.onOneThread)
            search.maximum(floor: -.infinity)
            if search.best >= least, search.stop == nil {
                let problem = search.problem
                search.visitAll(atLeast: least) { leaf in
                    visitAnswers(problem, leaf, least: least) { answer in
                        strategies.take(assemble(outer, problem, leaf, answer).joined().map { UInt8($0) })
                    }
                }
            }
            nodes += search.nodes
            if let stop = search.stop { strategies.halt(stop) }
        }
        return (strategies, nodes)
    }

    /// Shows the answers of the column party that keep the value at least at a number; says whether more are wanted.
    private func visitAnswers(
        _ problem: OutcomeProblem, _ leaf: [Int], least: Double, _ visit: ([Int]) -> Bool
    ) -> Bool {
        let sums = problem.sums(leaf)
        let value = leaf.indices.reduce(problem.constant + problem.best(sums[...])) {
            $0 + problem.linear[problem.starts[$1] + leaf[$1]]
        }
        var answer = bestAnswer(problem, sums)
        // What each other answer to a setting costs.
        var loose: [(setting: Int, outcome: Int, cost: Double)] = []
        let left = max(0, value - least)
        var first = 0
        for (setting, outcomes) in problem.columns.enumerated() {
            let largest = sums[first + answer[setting]]
            for outcome in 0..<outcomes where outcome != answer[setting] {
                let cost = largest - sums[first + outcome]
                if cost <= left { loose.append((setting, outcome, cost)) }
            }
            first += outcomes
        }
        return visitAnswers(&answer, loose, left, visit)
    }

    /// Goes through the sets of answers that may change together, each after the sets that it continues.
    private func visitAnswers(
        _ answer: inout [Int], _ loose: [(setting: Int, outcome: Int, cost: Double)], _ most: Double,
        _ visit: ([Int]) -> Bool
    ) -> Bool {
        guard visit(answer) else { return false }
        var (changed, next, left): ([(number: Int, before: Int)], Int, Double) = ([], 0, most)
        while true {
            // A setting is answered once.
            let setting = changed.last.map { loose[$0.number].setting }
            while next < loose.count, loose[next].setting == setting || loose[next].cost > left { next += 1 }
            if next < loose.count {
                let change = loose[next]
                changed.append((next, answer[change.setting]))
                answer[change.setting] = change.outcome
                left -= change.cost
                guard visit(answer) else { return false }
            } else if let last = changed.popLast() {
                answer[loose[last.number].setting] = last.before
                left += loose[last.number].cost
                next = last.number
            } else {
                return true
            }
            next += 1
        }
    }

    private func strategy(_ outer: Int, _ problem: OutcomeProblem, _ sorted: [Int], _ sums: [Double]) -> [[Int]] {
        assemble(outer, problem, sorted, bestAnswer(problem, sums))
    }

    /// The column party's best answers, the first where several are equally good.
    private func bestAnswer(_ problem: OutcomeProblem, _ sums: [Double]) -> [Int] {
        var answer: [Int] = []
        var first = 0
        for outcomes in problem.columns {
            let block = sums[first..<(first + outcomes)]
            answer.append((block.firstIndex(of: block.max() ?? 0) ?? first) - first)
            first += outcomes
        }
        return answer
    }

    private func assemble(_ outer: Int, _ problem: OutcomeProblem, _ sorted: [Int], _ answer: [Int]) -> [[Int]] {
        var digits = MixedRadix.digits(outer, Array(axes.dropLast(2).joined()))[...]
        var lists = axes.dropLast(2).map { axis in axis.map { _ in digits.popFirst() ?? 0 } }
        var rows = sorted
        for (place, row) in problem.order.enumerated() { rows[row] = sorted[place] }
        if order.count > 1 { lists.append(rows) }
        lists.append(answer)
        var outcomes = lists
        for (axis, party) in order.enumerated() { outcomes[party] = lists[axis] }
        return outcomes
    }
}
