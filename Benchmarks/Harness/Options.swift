import Foundation

/// What the command line asks for.
struct Options {
    /// Names must contain a match of this pattern; nil takes all.
    var filter: String?
    /// Where the results are also written as JSON.
    var json: String?
    /// Where the results are also written as a page in Markdown.
    var markdown: String?
    /// The folder to which the growth of times with sizes is written; nil measures benchmarks instead.
    var scaling: String?
    /// Whether to print the names only.
    var list = false
    /// Whether to measure few and short samples.
    var quick = false
    /// What counts as time.
    var clock = Stopwatch.Clock.wall
    /// Whether to run the peers side by side.
    var peers = false
    /// The Python interpreter that runs the peers.
    var python = ProcessInfo.processInfo.environment["HV_PYTHON"] ?? "python3"
    /// The threads that a peer may use; this package's own kernels use one.
    var peerThreads = 1
    /// How often the two sides of a comparison take turns.
    var rounds = 3
    /// Whether to print the help.
    var help = false

    static let help = """
        usage: swift run -c release benchmark [options]

          --filter PATTERN    run only what has a match of this regular expression in its name
          --json FILE         also write the results as JSON
          --markdown FILE     also write the results as a page, such as Documentation/Performance.md
          --scaling FOLDER    time kernels against their sizes instead, and write FOLDER/Scaling.md and FOLDER/Scaling/*.svg;
                              --filter then selects parties, settings, grids, cloud, degree or levels
          --list              print the names and stop
          --quick             few and short samples: shows that all runs, not how fast
          --clock wall|cpu    count time that passes (default), or what one thread computes, for a busy machine
          --peers             run the comparisons with what other software does on the same input
          --python PATH       the Python that runs the peers (default: $HV_PYTHON, or python3);
                              Benchmarks/Peers/requirements.txt says what it needs
          --peer-threads N    threads a peer may use, 1…1024 (default 1, as many as this package uses)
          --rounds N          how often the two sides take turns, 1…100 (default 3)
          --help              print this
        """

    /// Reads the arguments behind the program's name.
    ///
    /// - Throws: ``UsageError`` for an unknown option, a missing value or a value out of range.
    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        func value(of option: String) throws -> String {
            guard let value = rest.popFirst(), !value.isEmpty else { throw UsageError("\(option) needs a value") }
            return value
        }
        func number(of option: String, in range: ClosedRange<Int>) throws -> Int {
            let text = try value(of: option)
            guard let number = Int(text), range.contains(number) else {
                throw UsageError(
                    "\(option) must be a whole number in \(range.lowerBound)…\(range.upperBound), but was \(text)")
            }
            return number
        }
        while let option = rest.popFirst() {
            switch option {
            case "--filter": filter = try value(of: option)
            case "--json": json = try value(of: option)
            case "--markdown": markdown = try value(of: option)
            case "--scaling": scaling = try value(of: option)
            case "--list": list = true
            case "--quick": quick = true
            case "--clock":
                let text = try value(of: option)
                guard let choice = Stopwatch.Clock(rawValue: text) else {
                    throw UsageError("--clock must be wall or cpu, but was \(text)")
                }
                clock = choice
            case "--peers": peers = true
            case "--python": python = try value(of: option)
            case "--peer-threads": peerThreads = try number(of: option, in: 1...1024)
            case "--rounds": rounds = try number(of: option, in: 1...100)
            case "--help", "-h": help = true
            default: throw UsageError("there is no option \(option)")
            }
        }
        guard clock == .wall || peerThreads == 1 else {
            throw UsageError("--peer-threads must be 1 with --clock cpu, but was \(peerThreads)")
        }
        guard scaling == nil || (!peers && json == nil && markdown == nil) else {
            throw UsageError("--scaling must be without --peers, --json and --markdown")
        }
        if let filter, (try? Regex(filter)) == nil {
            throw UsageError("--filter must be a regular expression, but was \(filter)")
        }
    }

    /// Whether a name is selected.
    func selects(_ name: String) -> Bool {
        guard let filter else { return true }
        // The pattern was compiled once in `init`; a match that fails counts as none.
        return (try? Regex(filter).firstMatch(in: name)) != nil
    }

    /// How long and how often to measure.
    var stopwatch: Stopwatch {
        quick ? Stopwatch(sampleSeconds: 0.004, samples: 5, clock: clock) : Stopwatch(clock: clock)
    }
}

/// A command line that cannot be followed.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
