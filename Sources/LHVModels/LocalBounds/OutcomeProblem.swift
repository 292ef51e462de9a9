import QuantumStates

/// Maximize l₀ + Σ_x l(x, a_x) + Σ_y max_b [p_yb + Σ_x V(x, a_x)_yb] over outcomes a: a bipartite bound in full notation.
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

    /// The value of outcomes of the settings from `first` on; with l₀ and p when that is 0.
    func value(_ outcomes: [Int], from first: Int) -> Double {
        var sums = first == 0 ? offset : [Double](repeating: 0, count: width)
        var value = first == 0 ? constant : 0
        for x in first..<outcomes.count {
            value += linear[starts[x] + outcomes[x]]
            for place in 0..<width { sums[place] += vectors[(starts[x] + outcomes[x]) * width + place] }
        }
        return value + best(sums[...])
    }

    /// Changes one outcome after the other as long as that raises the value, and returns it.
    func climb(_ outcomes: inout [Int], from first: Int) -> Double {
        var current = value(outcomes, from: first)
        var unchanged = 0
        var x = first
        while unchanged < outcomes.count - first {
            unchanged += 1
            let before = outcomes[x]
            var best = before
            for choice in 0..<choices[x] where choice != before {
                outcomes[x] = choice
                let next = value(outcomes, from: first)
                if next > current { (current, best, unchanged) = (next, choice, 0) }
            }
            outcomes[x] = best
            x = x + 1 < outcomes.count ? x + 1 : first
        }
        return current
    }
}
