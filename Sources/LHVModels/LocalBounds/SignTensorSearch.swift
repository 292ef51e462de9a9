import QuantumStates

/// The local bound of a tensor of coefficients on ±1 strategies of any number of parties.
///
/// All strategies of all parties but the two with most settings are gone through; for each of them the rest is a
/// ``SignProblem``. Without marginals, the first sign of every party but one can be kept at +1.
struct SignTensorSearch<Number: SearchScalar>: Sendable {
    let settings: [Int]
    /// The coefficients with the outer parties first, then the row party, then the column party.
    private let elements: [Number]
    private let hasMarginals: Bool
    private let constant: Number
    /// The parties in the order of the axes.
    let order: [Int]
    let magnitude: Number
    /// What the value of a strategy can be off by when it is summed axis by axis.
    let rounding: Number

    struct Result: Sendable {
        var best: Number
        var upper: Number
        /// Signs of all parties, in the original order.
        ///
        /// They are all +1 when nothing exceeds the floor.
        var signs: [[Int8]]
        var stop: StopReason?
        var nodes = 0
        /// The order of the rows, for problems like this one; nil when there are outer parties.
        var rowOrder: [Int]?
    }

    private static var waveSize: Int { 64 }
    private static var fewRows: Int { 11 }

    init(_ elements: [Number], settings: [Int], includesMarginals: Bool) {
        self.settings = settings
        let shape = CorrelatorTensor.shape(settings, includesMarginals)
        let order = settings.indices.sorted { settings[$0] != settings[$1] ? settings[$0] < settings[$1] : $0 < $1 }
        self.order = order
        let sum = elements.reduce(0) { $0 + abs($1) }
        magnitude = sum + Number.rounding(terms: elements.count, magnitude: sum)
        rounding = Number.rounding(terms: settings.reduce(settings.count + 2, +), magnitude: magnitude)
        // Marginals that all vanish are dropped: the problem is then even.
        var marginals = false
        if includesMarginals {
            for (digits, element) in zip(MixedRadix(sizes: shape), elements)
            where element != 0 && digits.contains(0) && digits.contains(where: { $0 != 0 }) {
                marginals = true
                break
            }
        }
        hasMarginals = marginals
        constant = includesMarginals && !marginals ? elements[0] : 0
        let shift = includesMarginals && !marginals ? 1 : 0
        if shift == 0, order == Array(order.indices) {
            self.elements = elements
            return
        }
        let kept = CorrelatorTensor.shape(settings, marginals)
        var ordered: [Number] = []
        ordered.reserveCapacity(kept.reduce(1, *))
        var digits = Array(repeating: 0, count: settings.count)
        for permuted in MixedRadix(sizes: order.map { kept[$0] }) {
            for (axis, party) in order.enumerated() { digits[party] = permuted[axis] + shift }
            ordered.append(elements[MixedRadix.index(digits, shape)])
        }
        self.elements = ordered
    }

    /// The numbers of settings of the outer parties.
    var outerSettings: [Int] { order.dropLast(2).map { settings[$0] } }
    /// The number of signs of the outer parties that are not kept fixed.
    var outerBits: Int { outerSettings.reduce(0) { $0 + $1 - (hasMarginals ? 0 : 1) } }

    /// What may tie by rounding alone: each row of a search adds as much as two computed values can differ by.
    var leastTie: Double { 4 * Double(settings.max() ?? 1) * rounding.approximate }

    /// The signs of the outer parties with a number.
    func outerSigns(_ number: Int) -> [[Int8]] {
        var bits = number
        return outerSettings.map { count in
            (0..<count).map { setting in
                if setting == 0, !hasMarginals { return 1 }
                defer { bits >>= 1 }
                return bits & 1 == 0 ? 1 : -1
            }
        }
    }

    /// The problem that remains when the outer parties' signs are chosen.
    func problem(_ outer: [[Int8]]) -> SignProblem<Number> {
        var current = elements
        for signs in outer {
            let axis = signs.count + (hasMarginals ? 1 : 0)
            let rest = current.count / axis
            var sum = hasMarginals ? Array(current[..<rest]) : Array(repeating: 0, count: rest)
            for (setting, sign) in signs.enumerated() {
                let start = (setting + (hasMarginals ? 1 : 0)) * rest
                if sign > 0 {
                    for place in 0..<rest { sum[place] += current[start + place] }
                } else {
                    for place in 0..<rest { sum[place] -= current[start + place] }
                }
            }
            current = sum
        }
        let columns = settings[order[order.count - 1]]
        guard order.count > 1 else {
            // One party alone: a row of zeros stands for the other.
            let shift = hasMarginals ? 1 : 0
            return SignProblem(
                Array(repeating: 0, count: columns), rows: 1, columns: columns, linear: [0],
                offset: Array(current[shift...]), constant: (hasMarginals ? current[0] : 0) + constant)
        }
        let rows = settings[order[order.count - 2]]
        guard hasMarginals else {
            return SignProblem(
                current, rows: rows, columns: columns, linear: Array(repeating: 0, count: rows),
                offset: Array(repeating: 0, count: columns), constant: constant)
        }
        let stride = columns + 1
        var entries: [Number] = []
        entries.reserveCapacity(rows * columns)
        for row in 1...rows { entries += current[(row * stride + 1)..<((row + 1) * stride)] }
        return SignProblem(
            entries, rows: rows, columns: columns, linear: (1...rows).map { current[$0 * stride] },
            offset: Array(current[1..<stride]), constant: current[0] + constant)
    }

    /// The maximum.
    ///
    /// - Parameters:
    ///   - method: How the two parties with most settings are searched.
    ///   - floor: A value at or below which no interest lies; without a better one it is the best.
    ///   - tie: How far the best value may stay below the maximum, at most; the upper bound includes it.
    ///   - rowOrder: The order of the rows that an earlier search of a problem like this one found.
    ///   - choices: The numbers of the outer parties' choices of which all others are images; nil for all.
    func maximum(
        method: LocalBoundOptions.Method, above floor: Number? = nil, tie: Double = 0, rowOrder: [Int]? = nil,
        choices: [Int]? = nil, control: SearchControl
    ) -> Result {
        let count = choices?.count ?? 1 << min(62, outerBits)
        // Every outer choice is looked at, so there are at least as many branches.
        let isHopeless = outerBits > 62 || control.nodeLimit < count
        var result = Result(best: 0, upper: magnitude, signs: [], stop: isHopeless ? .iterationLimit : nil)
        var best = floor
        var upper: Number?
        var done = 0
        while done < count, result.stop == nil {
            // Nothing exceeds the sum of all magnitudes.
            if let best, best >= magnitude {
                (upper, done) = (best, count)
                break
            }
            let wave = min(SignTensorSearch.waveSize, count - done)
            let (start, floor) = (done, best)
            let inner = (count == 1 ? control : control.onOneThread).after(result.nodes)
            let work: @Sendable (Int) -> Result = { item in
                // Setting up a problem can take long; the first one of a wave is solved in any case.
                if item > 0, let stop = inner.reasonToStop {
                    return Result(best: -magnitude, upper: magnitude, signs: [], stop: stop)
                }
                return solve(
                    outerSigns(choices?[start + item] ?? start + item), method: method, floor: floor, tie: tie,
                    starts: count == 1 ? 6 : 1, rowOrder, inner)
            }
            let results =
                (try? Parallel.map(count: wave, threads: count == 1 ? 1 : control.threads, work))
                ?? (0..<wave).map(work)
            for found in results {
                result.nodes += found.nodes
                if count == 1 { result.rowOrder = found.rowOrder }
                upper = max(upper ?? found.upper, found.upper)
                if best.map({ found.best > $0 }) ?? true { (best, result.signs) = (found.best, found.signs) }
                result.stop = result.stop ?? found.stop
            }
            done += wave
            if done < count, result.stop == nil { result.stop = control.reasonToStop(after: result.nodes) }
            if done < count, result.stop == nil {
                result.stop = control.reasonToStop(
                    step: done, of: count, value: best?.approximate ?? -.infinity)
            }
        }
        if result.signs.isEmpty { result.signs = settings.map { Array(repeating: 1, count: $0) } }
        if let best { result.best = best }
        // The choice of the outer parties' signs rounds too.
        if let upper, done == count { result.upper = min(outerSettings.isEmpty ? upper : upper + rounding, magnitude) }
        return result
    }

    private func solve(
        _ outer: [[Int8]], method: LocalBoundOptions.Method, floor: Number?, tie: Double, starts: Int,
        _ rowOrder: [Int]?, _ control: SearchControl
    ) -> Result {
        let problem = problem(outer)
        // Few rows are gone through faster than a search tree is set up.
        switch problem.rows <= SignTensorSearch.fewRows ? .enumeration : method {
        case .branchAndBound:
            var search = SignSearch(problem, order: rowOrder, control: control)
            let outcome = search.maximum(randomStarts: starts, floor: floor, tie: tie)
            return Result(
                best: outcome.best, upper: outcome.upper, signs: strategy(outer, search.problem, outcome.signs),
                stop: outcome.stop, nodes: search.nodes, rowOrder: search.problem.order)
        case .enumeration:
            let (outcome, nodes) = SignEnumeration(problem: problem, control: control).maximum()
            return Result(
                best: outcome.best, upper: outcome.upper, signs: strategy(outer, problem, outcome.signs),
                stop: outcome.stop, nodes: nodes)
        }
    }

    /// Collects all strategies whose value is the best within a tie, as far as limit and time allow.
    ///
    /// The tie is at least what two computed values can be off by, so that no strategy is lost to rounding.
    func all(
        within tie: Double, of best: Number, limit: Int, control: SearchControl
    ) -> (strategies: StrategyCollection, nodes: Int) {
        var nodes = 0
        let least = best - max(Number.tie(tie), rounding + rounding)
        let expansion = Expansion(
            self,
            StrategyCollection(
                outcomes: settings.map { Array(repeating: 2, count: $0) }, limit: limit, control: control))
        for number in 0..<(1 << min(62, outerBits)) where !expansion.strategies.isClosed {
            let outer = outerSigns(number)
            var search = SignSearch(problem(outer), control: control)
            let outcome = search.maximum(randomStarts: 1)
            if outcome.stop == nil, outcome.best >= least {
                let problem = search.problem
                let found = search.visitAll(atLeast: least) { expansion.visit($0, of: problem, outer, least: least) }
                if let stop = found.stop { expansion.strategies.halt(stop) }
            }
            nodes += search.nodes
            if let stop = outcome.stop { expansion.strategies.halt(stop) }
        }
        return (expansion.strategies, nodes)
    }

    /// A strategy in the original order of parties and settings, with the best answers of the column party.
    private func strategy(_ outer: [[Int8]], _ problem: SignProblem<Number>, _ sorted: [Int8]) -> [[Int8]] {
        var rows = sorted
        for (place, row) in problem.order.enumerated() { rows[row] = sorted[place] }
        let columns: [Int8] = problem.columnSums(sorted).map { $0 < 0 ? -1 : 1 }
        let axes = outer + (order.count > 1 ? [rows] : []) + [columns]
        var signs = axes
        for (axis, party) in order.enumerated() { signs[party] = axes[axis] }
        return signs
    }
}

extension SignTensorSearch {
    /// Makes strategies of the row signs that a search finds.
    ///
    /// Each list of row signs stands for all answers of the column party that are good enough and, where the outer parties'
    /// first signs were kept, for the flips of all signs of an outer party and of the column party.
    private final class Expansion {
        var strategies: StrategyCollection
        private let isLonely: Bool
        /// Where the outcomes of each axis are in a strategy, the column party last.
        private let places: [Range<Int>]
        /// How many outer parties' first signs were kept.
        private let fixedParties: Int
        private var outcomes: [UInt8]

        init(_ search: SignTensorSearch, _ strategies: StrategyCollection) {
            self.strategies = strategies
            isLonely = search.order.count == 1
            let starts = search.settings.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
            places = search.order.map { starts[$0]..<starts[$0 + 1] }
            fixedParties = search.hasMarginals ? 0 : max(0, search.order.count - 2)
            outcomes = Array(repeating: 0, count: starts[starts.count - 1])
        }

        /// Takes in all strategies of a leaf; says whether more leaves are wanted.
        func visit(
            _ leaf: UnsafeBufferPointer<Int8>, of problem: SignProblem<Number>, _ outer: [[Int8]], least: Number
        ) -> Bool {
            let sorted = Array(leaf)
            // The row of zeros that stands beside a lonely party has one sign.
            if isLonely, sorted[0] < 0 { return true }
            for (axis, signs) in outer.enumerated() {
                for (place, sign) in zip(places[axis], signs) { outcomes[place] = sign < 0 ? 1 : 0 }
            }
            if !isLonely {
                let start = places[places.count - 2].lowerBound
                for (place, row) in problem.order.enumerated() { outcomes[start + row] = sorted[place] < 0 ? 1 : 0 }
            }
            let sums = problem.columnSums(sorted)
            let columns = places[places.count - 1]
            for (place, sum) in zip(columns, sums) { outcomes[place] = sum < 0 ? 1 : 0 }
            // Turning a column's sign costs twice its sum; the value must stay at least the least one.
            let left = max(0, problem.value(sorted, from: 0) - least)
            let loose = zip(columns, sums).map { (place: $0, cost: abs($1) + abs($1)) }.filter { $0.cost <= left }
            return answer(loose, left)
        }

        /// Goes through the sets of columns that may turn together, each after the sets that it continues.
        private func answer(_ loose: [(place: Int, cost: Number)], _ most: Number) -> Bool {
            guard takeFlips() else { return false }
            var (turned, next, left): ([Int], Int, Number) = ([], 0, most)
            while true {
                while next < loose.count, loose[next].cost > left { next += 1 }
                if next < loose.count {
                    outcomes[loose[next].place] ^= 1
                    left -= loose[next].cost
                    turned.append(next)
                    guard takeFlips() else { return false }
                } else if let last = turned.popLast() {
                    outcomes[loose[last].place] ^= 1
                    left += loose[last].cost
                    next = last
                } else {
                    return true
                }
                next += 1
            }
        }

        /// Takes in the strategy and its flips, in Gray-code order: one outer party turns, and with it the column party.
        private func takeFlips() -> Bool {
            guard strategies.take(outcomes) else { return false }
            guard fixedParties > 0 else { return true }
            var step: UInt64 = 1
            while step.trailingZeroBitCount < fixedParties {
                flip(step.trailingZeroBitCount)
                guard strategies.take(outcomes) else { return false }
                step += 1
            }
            // The code ends where only the last outer party is turned.
            flip(fixedParties - 1)
            return true
        }

        private func flip(_ axis: Int) {
            for place in places[axis] { outcomes[place] ^= 1 }
            for place in places[places.count - 1] { outcomes[place] ^= 1 }
        }
    }
}
