import Foundation

extension Report {
    /// The report as a page: machine, limits, peers, and every micro-benchmark, with the command that makes it.
    func markdown(_ options: Options) -> String {
        var parts = [
            """
            # Performance

            Written by `\(options.command)`; nothing here is typed by hand. Times are medians for one operation; the \
            spread is (third quartile − first quartile)/median.

            \(Report.machine), \(processors) processors, \(date.prefix(10)). Time is \
            \(clock == .wall ? "wall time" : "what one thread computes").
            """
        ]
        if let limits {
            parts.append(
                """
                Limits of this machine, one thread: sgemm \(Text.giga(limits.single, "flop/s")), dgemm \
                \(Text.giga(limits.double, "flop/s")), zgemm \(Text.giga(limits.complex, "flop/s")), memory \
                \(Text.giga(limits.bandwidth, "B/s")) (triad, arrays beyond every cache; work within a cache may exceed it).
                """)
        }
        if !comparisons.isEmpty { parts.append(peerTable) }
        if !rows.isEmpty { parts.append(benchmarkTable) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var peerTable: String {
        var lines = [
            "## Beside the peers", "",
            "Both sides do the same work on the same input in turn; a ratio above 1 means that ours is faster. Peers use "
                + "\(peerThreads) thread\(peerThreads == 1 ? "" : "s"), ours one, and "
                + "all processors for the steps of the gradient search. The last column is the largest difference "
                + "between the two results.",
            "", "| work | peer | ours | peer's | ratio | results differ by |",
            "| --- | --- | ---: | ---: | ---: | ---: |",
        ]
        for row in comparisons {
            guard let ours = row.ours, let theirs = row.theirs else {
                lines.append("| `\(row.name)` | \(row.peer) | \(row.absence ?? "did not run") | | | |")
                continue
            }
            let ratio = row.ratio.map { "\(Text.digits($0))×" } ?? ""
            let difference = row.difference.map { String(format: "%.1e", $0) } ?? ""
            lines.append(
                "| `\(row.name)` | \(row.peer) | \(Text.time(ours.median)) | \(Text.time(theirs.median)) | \(ratio) | "
                    + "\(difference) |")
        }
        return lines.joined(separator: "\n")
    }

    private var benchmarkTable: String {
        var lines = [
            "## Micro-benchmarks", "", "| work | median | spread | rate | of the limit |",
            "| --- | ---: | ---: | ---: | ---: |",
        ]
        for row in rows {
            let rate = row.rate.map { Text.giga($0, row.unit ?? "") } ?? ""
            lines.append(
                "| `\(row.name)` | \(Text.time(row.time.median)) | \(Text.percent(row.time.spread)) | \(rate) | "
                    + "\(row.share.map(Text.percent) ?? "") |")
        }
        return lines.joined(separator: "\n")
    }

    /// The processor's name as Linux knows it.
    static var machine: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
        return name ?? "An unknown processor"
    }
}

extension Options {
    /// The command line that gives these options, without files of this machine.
    fileprivate var command: String {
        var words = commonWords
        if peers { words.append("--peers --rounds \(rounds)") }
        if peerThreads != 1 { words.append("--peer-threads \(peerThreads)") }
        return (words + ["--markdown Documentation/Performance.md"]).joined(separator: " ")
    }
    /// The same for the page about scaling.
    var scalingCommand: String { (commonWords + ["--scaling Documentation"]).joined(separator: " ") }

    private var commonWords: [String] {
        var words = ["swift run -c release benchmark"]
        if let filter { words.append("--filter '\(filter)'") }
        if quick { words.append("--quick") }
        if clock != .wall { words.append("--clock \(clock.rawValue)") }
        return words
    }
}
