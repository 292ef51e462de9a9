/// What is said about repeated timings: the median, the minimum and the quartiles, in seconds.
struct Statistics: Codable {
    /// The middle time.
    let median: Double
    /// The shortest time, least disturbed by other work on the machine.
    let minimum: Double
    /// The time below which a quarter of the samples lie.
    let lowerQuartile: Double
    /// The time below which three quarters of the samples lie.
    let upperQuartile: Double
    /// The number of samples.
    let count: Int

    /// The statistics of at least one time.
    init(of times: [Double]) {
        precondition(!times.isEmpty, "there must be at least one sample")
        let sorted = times.sorted()
        func quantile(_ fraction: Double) -> Double {
            let place = fraction * Double(sorted.count - 1)
            let below = Int(place)
            let above = min(below + 1, sorted.count - 1)
            return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
        }
        median = quantile(0.5)
        minimum = sorted[0]
        lowerQuartile = quantile(0.25)
        upperQuartile = quantile(0.75)
        count = sorted.count
    }

    /// The distance of the quartiles as a fraction of the median.
    var spread: Double { (upperQuartile - lowerQuartile) / median }
}
