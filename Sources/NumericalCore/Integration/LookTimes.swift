/// Times spread over an interval, at which a stepper looks whether the right-hand side is what its step has assumed.
///
/// A step knows the right-hand side at a few times only, and a pulse between them changes nothing that it sees. There is one
/// time in each of `count` equal cells, not evenly spaced, so that a train of pulses does not slip through; two neighbours are
/// never further apart than 1.31 cells.
package struct LookTimes: Sendable {
    private let start: Double
    private let length: Double
    private let count: Int
    /// Two neighbouring times are no further apart than this.
    package let resolution: Double

    /// A number of times between start and end; none when the count is 0.
    package init(from start: Double, to end: Double, count: Int) {
        (self.start, self.length, self.count) = (start, end - start, count)
        resolution = count > 0 ? 1.31 * abs(end - start) / Double(count) : .infinity
    }

    /// The times strictly between two times of the interval, from the first to the second.
    package func times(from first: Double, to second: Double) -> [Double] {
        guard count > 0, length != 0 else { return [] }
        let cells = Double(count)
        let low = max(0, (cells * ((first - start) / length)).rounded(.down))
        let high = min(cells - 1, (cells * ((second - start) / length)).rounded(.up))
        guard low <= high else { return [] }
        return (Int(low)...Int(high)).compactMap { cell in
            // Fractions of multiples of the golden ratio: neighbours differ by 0.62 or −0.38.
            let golden = Double(cell) * 0.618_033_988_749_894_9
            let place = 0.25 + 0.5 * (golden - golden.rounded(.down))
            let time = start + length * ((Double(cell) + place) / cells)
            return min(first, second) < time && time < max(first, second) ? time : nil
        }
    }
}
