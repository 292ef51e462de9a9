import Foundation

/// The program: reads the options, runs what they select, prints tables and writes JSON.
enum BenchmarkProgram {
    /// Every micro-benchmark, one file for each library target.
    static var benchmarks: [Benchmark] {
        numericalCoreBenchmarks + dataFilesBenchmarks + quantumStatesBenchmarks + lhvModelsBenchmarks
            + localPolytopesBenchmarks + hiddenVariableCloudsBenchmarks + certifiedModelsBenchmarks
            + certifiedModelsGHZBenchmarks + quantumBoundsBenchmarks + lhvDynamicsBenchmarks
            + macroscopicLocalityBenchmarks + superdeterminismBenchmarks
    }

    /// Every comparison with a peer.
    static var comparisons: [Comparison] {
        numericalCoreComparisons + quantumStatesComparisons + lhvModelsComparisons + localPolytopesComparisons
            + hiddenVariableCloudsComparisons + quantumBoundsComparisons + macroscopicLocalityComparisons
            + superdeterminismComparisons
    }

    /// Runs the program and returns its exit status: 0 when all went well, 1 for a failure, 2 for a wrong command line.
    static func run(_ arguments: [String]) -> Int32 {
        do {
            let options = try Options(arguments)
            if options.help {
                print(Options.help)
                return 0
            }
            return try run(options)
        } catch let error as UsageError {
            complain("\(error)\n\n\(Options.help)")
            return 2
        } catch {
            complain("\(error)")
            return 1
        }
    }

    private static func run(_ options: Options) throws -> Int32 {
        if let folder = options.scaling {
            warnOfDebugBuild()
            try ScalingReport.write(to: folder, options, say: say)
            return 0
        }
        let selected = benchmarks.filter { options.selects($0.name) }
        let compared = options.peers || options.list ? comparisons.filter { options.selects($0.name) } : []
        if options.list {
            for benchmark in selected { print(benchmark.name) }
            for comparison in compared { print("\(comparison.name)  (--peers: \(comparison.peer))") }
            return 0
        }
        guard !selected.isEmpty || !compared.isEmpty else {
            throw UsageError("--filter must match a name, but was \(options.filter ?? ""); see --list")
        }
        warnOfDebugBuild()
        var report = Report(clock: options.clock, peerThreads: options.peerThreads)
        if !selected.isEmpty { try runBenchmarks(selected, options, &report) }
        if !compared.isEmpty { try runComparisons(compared, options, &report) }
        if let path = options.json { try report.write(to: path) }
        if let path = options.markdown {
            try report.markdown(options).write(toFile: path, atomically: true, encoding: .utf8)
        }
        return 0
    }

    private static func runBenchmarks(_ selected: [Benchmark], _ options: Options, _ report: inout Report) throws {
        if selected.contains(where: { $0.work != nil }) {
            let limits = try MachineLimits.measured(options)
            report.limits = limits
            say(
                "one thread at best: sgemm \(Text.giga(limits.single, "flop/s")), dgemm "
                    + "\(Text.giga(limits.double, "flop/s")), zgemm \(Text.giga(limits.complex, "flop/s")), triad "
                    + "\(Text.giga(limits.bandwidth, "B/s"))\n")
        }
        let table = Table([44, 10, 10, 8, 13, 9])
        say(table.line(["benchmark", "median", "minimum", "spread", "rate", "of limit"]))
        for benchmark in selected {
            let time = try options.stopwatch.measure(try benchmark.prepare())
            var row = Report.Row(name: benchmark.name, time: time)
            if let work = benchmark.work, let limits = report.limits {
                let amount =
                    switch work {
                    case .flops(let amount, _): amount
                    case .bytes(let amount): amount
                    }
                let unit = if case .bytes = work { "B/s" } else { "flop/s" }
                row.rate = amount / time.median
                row.unit = unit
                row.share = amount / time.median / limits.limit(for: work)
            }
            report.rows.append(row)
            say(
                table.line([
                    row.name, Text.time(time.median), Text.time(time.minimum), Text.percent(time.spread),
                    row.rate.map { Text.giga($0, row.unit ?? "") } ?? "", row.share.map(Text.percent) ?? "",
                ]))
        }
    }

    private static func runComparisons(_ compared: [Comparison], _ options: Options, _ report: inout Report) throws {
        say(
            "\npeers with \(options.peerThreads) thread(s), ours with one (gradient steps with all), \(options.rounds) rounds in turn"
        )
        let table = Table([44, 20, 10, 10, 8, 10])
        say(table.line(["comparison", "peer", "ours", "peer's", "ratio", "max diff"]))
        for comparison in compared {
            let row = try comparison.run(options)
            report.comparisons.append(row)
            guard let ours = row.ours, let theirs = row.theirs else {
                say(table.line([row.name, row.peer, row.absence ?? "did not run"]))
                continue
            }
            say(
                table.line([
                    row.name, row.peer, Text.time(ours.median), Text.time(theirs.median),
                    row.ratio.map { "\(Text.digits($0))×" } ?? "",
                    row.difference.map { String(format: "%.1e", $0) } ?? "",
                ]))
        }
    }

    private static func warnOfDebugBuild() {
        #if DEBUG
            complain("warning: a debug build; for times that mean something: swift run -c release benchmark")
        #endif
    }

    // Lines appear as they are measured, also through a pipe.
    private static func say(_ line: String) {
        print(line)
        fflush(nil)
    }

    private static func complain(_ message: String) {
        FileHandle.standardError.write(Data("benchmark: \(message)\n".utf8))
    }
}
