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
    private let order: [Int]
    let magnitude: Number

    struct Result: Sendable {
        var best: Number
        var upper: Number
        /// Signs of all parties, in the original order.
        var signs: [[Int8]]
        var stop: StopReason?
        var nodes = 0
    }

    private static var waveSize: Int { 64 }
    private static var fewRows: Int { 11 }

    init(_ elements: [Number], settings: [Int], includesMarginals: Bool) {
        self.settings = settings
        let shape = CorrelatorTensor.shape(settings, includesMarginals)
        let order = settings.indices.sorted { settings[$0] != settings[$1] ? settings[$0] < settings[$1] : $0 < $1 }
        self.order = order
        magnitude = elements.reduce(0) { $0 + abs($1) }
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
    private var outerSettings: [Int] { order.dropLast(2).map { settings[$0] } }
    /// The number of signs of the outer parties that are not kept fixed.
    var outerBits: Int { outerSettings.reduce(0) { $0 + $1 - (hasMarginals ? 0 : 1) } }

    /// The signs of the outer parties with a number.
    private func outerSigns(_ number: Int) -> [[Int8]] {
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
    func maximum(method: LocalBoundOptions.Method, control: SearchControl) -> Result {
        let count = 1 << min(62, outerBits)
        var result = Result(best: 0, upper: magnitude, signs: [], stop: outerBits > 62 ? .iterationLimit : nil)
        var best: Number?
        var upper: Number?
        var done = 0
        while done < count, result.stop == nil {
            let wave = min(SignTensorSearch.waveSize, count - done)
            let (start, floor) = (done, best)
            let inner =
                count == 1 ? control : control.onOneThread
            let work: @Sendable (Int) -> Result = {
                solve(outerSigns(start + $0), method: method, floor: floor, starts: count == 1 ? 6 : 1, inner)
            }
            let results =
                (try? Parallel.map(count: wave, threads: count == 1 ? 1 : control.threads, work))
                ?? (0..<wave).map(work)
            for found in results {
                result.nodes += found.nodes
                upper = max(upper ?? found.upper, found.upper)
                if best.map({ found.best > $0 }) ?? true { (best, result.signs) = (found.best, found.signs) }
                result.stop = result.stop ?? found.stop
            }
            done += wave
            if done < count, result.stop == nil {
                result.stop = control.reasonToStop(
                    step: done, of: count, value: best?.approximate ?? -.infinity)
            }
        }
        if result.signs.isEmpty { result.signs = settings.map { Array(repeating: 1, count: $0) } }
        if let best { result.best = best }
        if let upper, done == count { result.upper = min(upper, magnitude) }
        return result
    }

    private func solve(
        _ outer: [[Int8]], method: LocalBoundOptions.Method, floor: Number?, starts: Int, _ control: SearchControl
    ) -> Result {
        let problem = problem(outer)
        // Few rows are gone through faster than a search tree is set up.
        switch problem.rows <= SignTensorSearch.fewRows ? .enumeration : method {
        case .branchAndBound:
            var search = SignSearch(problem, control: control)
            let outcome = search.maximum(randomStarts: starts, floor: floor)
            return Result(
                best: outcome.best, upper: outcome.upper, signs: strategy(outer, search.problem, outcome.signs),
                stop: outcome.stop, nodes: search.nodes)
        case .enumeration:
            let (outcome, nodes) = SignEnumeration(problem: problem, control: control).maximum()
            return Result(
                best: outcome.best, upper: outcome.upper, signs: strategy(outer, problem, outcome.signs),
                stop: outcome.stop, nodes: nodes)
        }
    }

    /// All strategies whose value is the best within a tie, as far as the limit allows.
    func all(
        within tie: Double, of best: Number, limit: Int, control: SearchControl
    ) -> (strategies: [[[Int8]]], isTruncated: Bool, nodes: Int, stop: StopReason?) {
        var (strategies, isTruncated, nodes): ([[[Int8]]], Bool, Int) = ([], false, 0)
        let least = best - Number.tie(tie)
        for number in 0..<(1 << min(62, outerBits)) {
            let outer = outerSigns(number)
            let problem = problem(outer)
            var search = SignSearch(problem, control: control)
            let outcome = search.maximum(randomStarts: 1)
            if let stop = outcome.stop { return (strategies, true, nodes + search.nodes, stop) }
            guard outcome.best >= least else { continue }
            let found = search.all(atLeast: least, limit: 2 * (limit + 1))
            nodes += search.nodes
            isTruncated = isTruncated || found.isTruncated
            // The row of zeros of a lonely party has one sign.
            for leaf in found.leaves where order.count > 1 || leaf[0] > 0 {
                for variant in variants(outer, search.problem, leaf, least: least, limit: limit + 1) {
                    guard strategies.count < limit else { return (strategies, true, nodes, nil) }
                    strategies.append(variant)
                }
            }
            if let stop = found.stop { return (strategies, true, nodes, stop) }
            if isTruncated && strategies.count >= limit { break }
        }
        return (strategies, isTruncated, nodes, nil)
    }

    /// A strategy in the original order of parties and settings, with the best answers of the column party.
    private func strategy(_ outer: [[Int8]], _ problem: SignProblem<Number>, _ sorted: [Int8]) -> [[Int8]] {
        assemble(outer, problem, sorted, problem.columnSums(sorted).map { $0 < 0 ? -1 : 1 })
    }

    private func assemble(
        _ outer: [[Int8]], _ problem: SignProblem<Number>, _ sorted: [Int8], _ columns: [Int8]
    ) -> [[Int8]] {
        var rows = sorted
        for (place, row) in problem.order.enumerated() { rows[row] = sorted[place] }
        let axes = outer + (order.count > 1 ? [rows] : []) + [columns]
        var signs = axes
        for (axis, party) in order.enumerated() { signs[party] = axes[axis] }
        return signs
    }

    /// The strategies that share a leaf: both signs of columns whose sum vanishes, and the flips of an even problem.
    private func variants(
        _ outer: [[Int8]], _ problem: SignProblem<Number>, _ sorted: [Int8], least: Number, limit: Int
    ) -> [[[Int8]]] {
        let sums = problem.columnSums(sorted)
        let value = problem.value(sorted, from: 0)
        // Turning a column's sign costs twice its sum; the value must stay at least the least one.
        var choices: [(columns: [Int8], left: Number)] = [([], value - least)]
        for sum in sums {
            var next: [(columns: [Int8], left: Number)] = []
            for choice in choices where next.count < limit {
                next.append((choice.columns + [sum < 0 ? -1 : 1], choice.left))
                let cost = abs(sum) + abs(sum)
                if cost <= choice.left { next.append((choice.columns + [sum < 0 ? 1 : -1], choice.left - cost)) }
            }
            choices = next
        }
        let plain = choices.map { assemble(outer, problem, sorted, $0.columns) }
        guard !hasMarginals, order.count > 1 else { return plain }
        // Any even number of parties may turn all their signs.
        return plain.flatMap { signs in
            (0..<(1 << (order.count - 1))).map { mask in
                signs.enumerated().map { party, list in
                    let turned =
                        party == order.count - 1 ? mask.nonzeroBitCount & 1 == 1 : mask >> party & 1 == 1
                    return turned ? list.map { -$0 } : list
                }
            }
        }
    }
}
