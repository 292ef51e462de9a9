import LHVModels

/// The step from one number of heights to the next.
extension W3SearchEngine {
    /// Goes to the next number of heights with random copies of the terms of the mixture.
    ///
    /// In a copy each new height is drawn from its two neighbours in proportion to the polygon's chord: on the average that is what the old
    /// mixture gives there, up to the radius.
    mutating func advance() throws {
        if let finding = try finding(), finding.visibility > state.found?.visibility ?? 0 { state.found = finding }
        let (heights, n, stage) = (rows.heights, rows.cells, state.stage + 1)
        let next = W3Rows(heights: options.heights[stage], cells: n)
        let mixture = state.columns.filter { $0.weight > 1e-12 }
        let step = Double.pi / Double(2 * heights)
        let total = mixture.reduce(0) { $0 + $1.weight }
        var random = RandomStream(seed: options.seed, substream: UInt64(stage) << 48)
        let columns = (0..<(2 * next.count + 200)).compactMap { _ -> W3SearchState.Column? in
            var target = random.uniform() * total
            let source = mixture.first {
                target -= $0.weight
                return target < 0
            }
            guard let source else { return nil }
            let choices = (0..<next.heights).map { _ in random.uniform() }
            let masks = responses(source).map { response in
                (0..<next.heights).map { height -> UInt64 in
                    let polar = (Double(height) + 0.5) * .pi / Double(2 * next.heights)
                    let chord = MeridianChord(at: polar / step - 0.5, step: step)
                    let vertex = choices[height] < chord.share ? chord.lower + 1 : chord.lower
                    return (0..<n).reduce(UInt64(0)) { mask, cell in
                        let sign =
                            vertex < 0
                            ? response.sign(height: -1 - vertex, cell: (cell + n / 2) % n)
                            : vertex >= heights
                                ? -response.sign(height: 2 * heights - 1 - vertex, cell: (cell + n / 2) % n)
                                : response.sign(height: vertex, cell: cell)
                        return sign < 0 ? mask | 1 << UInt64(cell) : mask
                    }
                }
            }
            return .init(masks: masks, weight: 1)
        }
        begin(next, columns, prices: lifted(next))
    }

    // Prices to begin with on the next grid: those of the old one between its heights, shared out among the new ones, and bounds for them.
    //
    // A bound is some times the price itself, or the mean price at the same heights, whichever is more.
    private func lifted(_ next: W3Rows) -> (prices: [Double], boxes: [Double]) {
        let (old, n, prices) = (rows, rows.cells, state.bestPrices)
        let ratio = Double(old.heights) / Double(next.heights)
        let oldPlaces = W3Places(heights: old.heights, cells: n)
        let places = W3Places(heights: next.heights, cells: n)
        // What a product of signs is worth at a place of some cells.
        func worth(_ rows: W3Rows, _ row: Int) -> Double { rows.units[row] / Double(rows.sizes[row]) }
        let density = prices.indices.map { prices[$0] * worth(old, $0) }
        let neighbours = (0..<next.heights).map {
            OldHeight.neighbours(of: $0, in: next.heights, from: old.heights, cells: n)
        }
        var result = [Double](repeating: 0, count: next.count)
        var boxes = result
        func set(_ group: [(row: Int, value: Double)]) {
            let mean = group.reduce(0) { $0 + abs($1.value) } / Double(group.count)
            for (row, value) in group {
                result[row] = value / worth(next, row)
                boxes[row] = options.box * largerOrNaN(abs(value), mean) / worth(next, row)
            }
        }
        for i in 0..<next.heights {
            for j in 0...i {
                for k in 0...j {
                    var group: [(row: Int, value: Double)] = []
                    var known: Set<Int32> = []
                    for d in 0..<n {
                        for e in 0..<n {
                            let row = next.threeBody[places.number(i, j, k, d, e)]
                            guard known.insert(row).inserted else { continue }
                            var sum = 0.0
                            for a in neighbours[i] {
                                for b in neighbours[j] {
                                    for c in neighbours[k] {
                                        let place = oldPlaces.number(
                                            a.height, b.height, c.height, (d + a.shift + b.shift) % n,
                                            (e + a.shift + c.shift) % n)
                                        sum += a.share * b.share * c.share * density[Int(old.threeBody[place])]
                                    }
                                }
                            }
                            group.append((Int(row), ratio * ratio * ratio * sum))
                        }
                    }
                    set(group)
                }
                set(
                    (0...(n / 2)).map { d in
                        var sum = 0.0
                        for a in neighbours[i] {
                            for b in neighbours[j] {
                                let place = (a.height * old.heights + b.height) * n + (d + a.shift + b.shift) % n
                                sum += a.share * b.share * density[Int(old.twoBody[place])]
                            }
                        }
                        return (Int(next.twoBody[(i * next.heights + j) * n + d]), ratio * ratio * sum)
                    })
            }
            set([
                (
                    next.oneBody[i],
                    ratio * neighbours[i].reduce(0) { $0 + $1.share * density[old.oneBody[$1.height]] }
                )
            ])
        }
        let size = zip(next.target, result).reduce(0) { $0 + $1.0 * $1.1 }
        return (result.map { $0 / size }, boxes.map { largerOrNaN($0 / size, 1e-5) })
    }
}

/// A height of an old grid beside one of the next.
private struct OldHeight {
    let height: Int
    /// By how many cells it is turned: beyond the pole and below the equator is the other side.
    let shift: Int
    /// Its share, negative where it is the antipode.
    let share: Double

    static func neighbours(of height: Int, in count: Int, from old: Int, cells n: Int) -> [OldHeight] {
        let place = (Double(height) + 0.5) * Double(old) / Double(count) - 0.5
        let lower = place.rounded(.down)
        return [(Int(lower), 1 - place + lower), (Int(lower) + 1, place - lower)].map { vertex, share in
            vertex < 0
                ? OldHeight(height: -1 - vertex, shift: n / 2, share: share)
                : vertex >= old
                    ? OldHeight(height: 2 * old - 1 - vertex, shift: n / 2, share: -share)
                    : OldHeight(height: vertex, shift: 0, share: share)
        }
    }
}
