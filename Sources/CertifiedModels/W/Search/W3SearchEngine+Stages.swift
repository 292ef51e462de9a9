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
        begin(next, columns)
    }
}
