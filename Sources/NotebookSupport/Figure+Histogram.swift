import NumericalCore

extension Figure {
    /// What the height of a histogram's bar is.
    public enum HistogramHeight: String, Sendable, Hashable {
        /// How many samples fell into the bin.
        case count
        /// The count divided by the number of samples and the bin's width: the bars' areas add up to 1.
        case density
    }

    /// Adds a histogram with bins of one width from the least sample to the greatest.
    ///
    /// - Parameters:
    ///   - samples: The numbers to count, in any order. Where all are equal, the bins cover half a unit on both sides.
    ///   - bins: How many bins; in 1…10⁴.
    ///   - height: What the bars' heights are.
    ///   - label: The name in the legend; none when empty.
    /// - Throws: `InvalidArgument` for no or non-finite samples, or too few or too many bins.
    /// - Complexity: O(n log b) for n samples and b bins.
    public func histogram(
        _ samples: [Double], bins: Int, height: HistogramHeight = .count, label: String = ""
    ) throws -> Figure {
        try require(bins >= 1, "bins", must: "be at least 1", was: bins)
        try require(bins <= 10_000, "bins", must: "be at most 10⁴", was: bins)
        try requireData(samples, "samples")
        var (low, high) = (samples.min() ?? 0, samples.max() ?? 1)
        if low == high {
            let half = max(0.5, abs(low) * 1e-12)
            (low, high) = (low - half, high + half)
        }
        // Weights, since the difference of the ends could overflow.
        let edges = (0...bins).map { place -> Double in
            let weight = Double(place) / Double(bins)
            return place == bins ? high : low * (1 - weight) + high * weight
        }
        try require(
            zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }, "bins",
            must: "be few enough to differ between \(low) and \(high)", was: bins)
        return try histogram(samples, edges: edges, height: height, label: label)
    }

    /// Adds a histogram with given bins.
    ///
    /// Bin k holds the samples in `edges[k]..<edges[k + 1]`, the last one those at its upper edge too.
    ///
    /// - Parameters:
    ///   - samples: The numbers to count, in any order, none outside the edges.
    ///   - edges: The bins' edges, ascending, at least two.
    ///   - height: What the bars' heights are.
    ///   - label: The name in the legend; none when empty.
    /// - Throws: `InvalidArgument` for no or non-finite samples, samples outside the edges, or edges that do not ascend.
    /// - Complexity: O(n log b) for n samples and b bins.
    public func histogram(
        _ samples: [Double], edges: [Double], height: HistogramHeight = .count, label: String = ""
    ) throws -> Figure {
        try requireData(samples, "samples")
        try require(edges.count >= 2, "edges", must: "be at least 2", was: edges.count)
        try requireFinite(edges, "edges")
        try requireAscending(edges, "edges")
        var counts = [Int](repeating: 0, count: edges.count - 1)
        for (index, sample) in samples.enumerated() {
            try require(
                sample >= edges[0] && sample <= edges[edges.count - 1], "samples[\(index)]",
                must: "be between the edges \(edges[0]) and \(edges[edges.count - 1])", was: sample)
            counts[min(Figure.bin(of: sample, edges), counts.count - 1)] += 1
        }
        let widths = zip(edges, edges.dropFirst()).map { $1 - $0 }
        try requireFinite(widths, "widths")
        let heights = zip(counts, widths).map { count, width in
            height == .count ? Double(count) : Double(count) / (Double(samples.count) * width)
        }
        try requireFinite(heights, "densities")
        return adding(
            Series(
                kind: .histogram, label: label, x: zip(edges, edges.dropFirst()).map { $0 / 2 + $1 / 2 }, y: heights,
                widths: widths))
    }

    /// The last bin whose lower edge is not above a sample.
    private static func bin(of sample: Double, _ edges: [Double]) -> Int {
        var (low, high) = (0, edges.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if edges[middle] <= sample { low = middle } else { high = middle }
        }
        return low
    }
}
