import LHVModels

/// The step from one grid to the next.
extension GHZSphereSearchEngine {
    /// Goes to the next grid with random copies of the terms of the mixture.
    ///
    /// A copy takes each height from one of the two nearest ones of the old grid, by chance in proportion to what they have in the
    /// chord between them: on the average that is what the old mixture gives at the new height, up to the radius.
    mutating func advance() throws {
        let (old, new) = (grid, options.grids[state.stage + 1])
        var random = RandomStream(seed: options.seed, substream: UInt64(state.totalRounds) << 16 | 0xffff)
        var sum = 0.0
        let shares = state.columns.map { column -> Double in
            sum += column.weight
            return sum
        }
        let next = SphereRows(heights: new.heights, cells: new.cells)
        let sources = state.columns
        state.columns = (0..<(2 * next.count + 200)).map { _ in
            let target = sum * random.uniform()
            let source = sources[min(shares.firstIndex { target < $0 } ?? 0, sources.count - 1)]
            let heights = (0..<new.heights).map { height -> Int in
                let place = (Double(height) + 0.5) * Double(old.heights) / Double(new.heights) - 0.5
                let chord = MeridianChord(at: place, step: Double.pi / Double(2 * old.heights))
                return random.uniform() < chord.share ? chord.lower + 1 : chord.lower
            }
            let masks = source.masks.map { masks in
                heights.map { height -> UInt64 in
                    let response = SphereResponse(unchecked: masks, cells: old.cells)
                    return (0..<new.cells).reduce(UInt64(0)) {
                        let azimuth = 2 * Double.pi * (Double($1) + 0.5) / Double(new.cells)
                        // Beyond the pole is the meridian on the other side.
                        let value = response.value(
                            atVertex: max(height, -1 - height), azimuth: height < 0 ? azimuth + .pi : azimuth)
                        return value < 0 ? $0 | 1 << UInt64($1) : $0
                    }
                }
            }
            return .init(masks: masks, weight: 1)
        }
        state.stage += 1
        (state.boxes, state.prices) = lifted(next)
        (state.round, state.promise, state.masterGap) = (0, 1e6, 0.1)
        rows = next
        values = state.columns.flatMap { rows.values(of: responses($0)) }
    }

    // Bounds of the prices on the next grid, and prices to begin with: those of the nearest heights, shared out among the new ones.
    //
    // A bound is three times the price itself or the mean price of the three heights over all orders, whichever is more.
    private func lifted(_ next: SphereRows) -> (boxes: [Double], prices: [Double]) {
        let (old, ratio) = (rows, Double(rows.heights) / Double(next.heights))
        func nearest(_ height: Int) -> Int { (2 * height + 1) * old.heights / (2 * next.heights) }
        var prices: [Double] = []
        var means = [Double](repeating: 0, count: next.triples.count)
        for order in next.orders.indices {
            for (index, (i, j, k)) in next.triples.enumerated() {
                let (a, b, c) = (nearest(i), nearest(j), nearest(k))
                let place = c * (c + 1) * (c + 2) / 6 + b * (b + 1) / 2 + a
                let isKnown = order < old.orders.count
                let price = isKnown ? ratio * ratio * ratio * state.prices[order * old.triples.count + place] : 0
                prices.append(price)
                means[index] += abs(price) / Double(next.orders.count)
            }
        }
        var boxes = prices.indices.map { 3 * largerOrNaN(abs(prices[$0]), means[$0 % next.triples.count]) }
        for (i, j) in next.pairs {
            let (a, b) = (nearest(i), nearest(j))
            let price = ratio * ratio * state.prices[old.orders.count * old.triples.count + b * (b + 1) / 2 + a]
            prices.append(price)
            boxes.append(3 * abs(price))
        }
        return (boxes.map { largerOrNaN($0, 5e-4) }, prices)
    }
}
