import Foundation

/// The results of one run, as written by `--json`.
struct Report: Codable {
    /// One timed operation.
    struct Row: Codable {
        let name: String
        /// Seconds for one operation.
        let time: Statistics
        /// Operations or bytes per second, where the benchmark says what it does.
        var rate: Double?
        /// The unit of ``rate``.
        var unit: String?
        /// ``rate`` as a fraction of the machine's limit.
        var share: Double?
    }

    /// One comparison with a peer.
    struct PeerRow: Codable {
        let name: String
        let peer: String
        /// Nil when the peer ran; else why not.
        var absence: String?
        /// Seconds of ours for one operation, over all rounds.
        var ours: Statistics?
        /// Seconds of the peer's, over all rounds.
        var theirs: Statistics?
        /// Their median over our median: above one, ours is faster.
        var ratio: Double?
        /// The largest absolute difference between the two results.
        var difference: Double?
    }

    var date = ISO8601DateFormatter().string(from: Date())
    var processors = ProcessInfo.processInfo.activeProcessorCount
    var clock: Stopwatch.Clock
    var peerThreads: Int
    var limits: MachineLimits?
    var rows: [Row] = []
    var comparisons: [PeerRow] = []

    /// Writes the report as JSON.
    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}

/// Lines of columns: the first to the left, the others to the right.
struct Table {
    private let widths: [Int]

    init(_ widths: [Int]) { self.widths = widths }

    /// One line, with each text padded to its column.
    func line(_ cells: [String]) -> String {
        zip(cells, widths).enumerated().map { index, cell in
            let padding = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
            return index == 0 ? cell.0 + padding : padding + cell.0
        }.joined(separator: "  ")
    }
}

/// Numbers for people.
enum Text {
    /// Three significant digits in a fitting unit of time.
    static func time(_ seconds: Double) -> String {
        for (scale, unit) in [(1.0, "s"), (1e-3, "ms"), (1e-6, "µs")] where seconds >= scale {
            return "\(digits(seconds / scale)) \(unit)"
        }
        return "\(digits(seconds * 1e9)) ns"
    }

    /// Three significant digits in units of 10⁹.
    static func giga(_ number: Double, _ unit: String) -> String { "\(digits(number * 1e-9)) G\(unit)" }

    static func percent(_ fraction: Double) -> String { "\(digits(100 * fraction)) %" }

    /// Three significant digits.
    static func digits(_ number: Double) -> String {
        let places = number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2
        return String(format: "%.\(places)f", number)
    }
}
