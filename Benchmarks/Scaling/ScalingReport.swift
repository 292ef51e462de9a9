import Foundation
import NotebookSupport

/// Times kernels against their size, and writes a page of tables and pictures.
enum ScalingReport {
    /// What was measured of one case.
    struct Result {
        let work: ScalingCase
        let sizes: [Int]
        /// Median seconds for one operation, for each size.
        let times: [Double]
        /// The largest spread of the samples at one size.
        let spread: Double
    }

    /// Measures all topics that the options select and writes `Scaling.md` and `Scaling/TOPIC.svg` to a folder.
    ///
    /// - Throws: What a kernel throws, and `InvalidArgument`, `MissingProgram` or `NumericalFailure` when no picture can be
    ///   drawn.
    static func write(to folder: String, _ options: Options, say: (String) -> Void) throws {
        let topics = ScalingTopic.all.filter { options.selects($0.name) }
        guard !topics.isEmpty else {
            let names = ScalingTopic.all.map(\.name).joined(separator: ", ")
            throw UsageError("--filter must match one of \(names), but was \(options.filter ?? "")")
        }
        let pictures = folder + "/Scaling"
        try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
        var parts = [introduction(options)]
        for topic in topics {
            let results = try topic.cases.map { try measure($0, topic, options, say: say) }
            try figure(topic, results).svg(named: topic.name)
                .write(toFile: "\(pictures)/\(topic.name).svg", atomically: true, encoding: .utf8)
            parts.append(section(topic, results))
        }
        try (parts.joined(separator: "\n\n") + "\n")
            .write(toFile: folder + "/Scaling.md", atomically: true, encoding: .utf8)
        say("wrote \(folder)/Scaling.md and \(topics.count) pictures in \(pictures)")
    }

    private static func measure(
        _ work: ScalingCase, _ topic: ScalingTopic, _ options: Options, say: (String) -> Void
    ) throws -> Result {
        // A quick run leaves out the largest sizes, which take most of the time.
        let sizes = options.quick ? Array(work.sizes.dropLast(2)) : work.sizes
        var watch = options.stopwatch
        watch.samples = min(watch.samples, 7)
        var (times, spread) = ([Double](), 0.0)
        for size in sizes {
            let time = try watch.measure(try work.prepare(size))
            times.append(time.median)
            spread = max(spread, time.spread)
        }
        let fit = work.expected.fitted(to: times, at: sizes)
        say(
            "\(work.name): \(Text.time(times[0])) at \(topic.variable) = \(sizes[0]) … "
                + "\(Text.time(times[times.count - 1])) at \(sizes[sizes.count - 1]), grows as "
                + "\(fit.law.text(of: topic.variable, error: fit.error)), expected "
                + "\(work.expected.text(of: topic.variable))")
        return Result(work: work, sizes: sizes, times: times, spread: spread)
    }

    private static func introduction(_ options: Options) -> String {
        """
        # How cost grows

        Written by `\(options.scalingCommand)`; nothing here is typed by hand. Times are medians of seven samples for one \
        operation on one thread; exponents and bases are fitted to the upper half of the sizes, with the standard error of \
        the fit. Broken lines in the pictures grow as expected and end at the last point. The kernels of a picture do \
        different work: their slopes are to be compared with the broken lines, not their heights with one another.

        \(Report.machine), \(ProcessInfo.processInfo.activeProcessorCount) processors, \
        \(ISO8601DateFormatter().string(from: Date()).prefix(10)). Time is \
        \(options.clock == .wall ? "wall time" : "what one thread computes").
        """
    }

    private static func section(_ topic: ScalingTopic, _ results: [Result]) -> String {
        var lines = [
            "## \(topic.title)", "", "![Time against \(topic.quantity)](Scaling/\(topic.name).svg)", "",
            "| work | \(topic.variable) from…to | time from…to | grows as | expected | why | largest spread |",
            "| --- | ---: | ---: | ---: | ---: | --- | ---: |",
        ]
        for result in results {
            let (sizes, times) = (result.sizes, result.times)
            let fit = result.work.expected.fitted(to: times, at: sizes)
            lines.append(
                "| \(result.work.name) | \(sizes[0])…\(sizes[sizes.count - 1]) | "
                    + "\(Text.time(times[0]))…\(Text.time(times[times.count - 1])) | "
                    + "\(fit.law.text(of: topic.variable, error: fit.error)) | "
                    + "\(result.work.expected.text(of: topic.variable)) | \(result.work.reason) | "
                    + "\(Text.percent(result.spread)) |")
        }
        return lines.joined(separator: "\n")
    }

    /// Times on a logarithmic axis; the size too, unless exponential growth is expected of most kernels.
    private static func figure(_ topic: ScalingTopic, _ results: [Result]) throws -> Figure {
        let exponential = results.count {
            if case .exponential = $0.work.expected { true } else { false }
        }
        var figure = Figure("Time against \(topic.quantity)", x: topic.quantity, y: "seconds")
            .logarithmic(x: 2 * exponential < results.count, y: true)
        for result in results {
            let x = result.sizes.map(Double.init)
            figure = try figure.scatter(x, result.times, label: result.work.name)
                .line(
                    x, result.work.expected.curve(through: result.times, at: result.sizes), dashed: true,
                    sharesColour: true)
        }
        return figure
    }
}
