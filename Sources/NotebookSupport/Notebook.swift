import Foundation

/// What a script knows about the notebook run it is part of.
///
/// The runner passes these values through the environment; a script that is compiled and run by hand gets the
/// defaults: a full run whose figures go to the current directory.
public enum Notebook {
    /// Whether the run is a short one (`notebook FILE.swift --short`), which should draw fewer samples.
    public static var isShort: Bool { environment("NOTEBOOK_SHORT") == "1" }

    /// What the user wrote behind `--`: `notebook FILE.swift -- werner(0.9)` gives `["werner(0.9)"]`.
    public static var arguments: [String] { Array(CommandLine.arguments.dropFirst()) }

    /// The directory that figures and their data are written to.
    public static var outputFolder: String { environment("NOTEBOOK_OUTPUT") ?? "." }

    /// One of two values: the first in a full run, the second in a short one.
    ///
    /// `let samples = Notebook.choose(1_000_000, short: 10_000)`
    public static func choose<Value>(_ full: Value, short: Value) -> Value { isShort ? short : full }

    /// A seed, which the foot of the page then tells.
    ///
    /// `var stream = RandomStream(seed: Notebook.seed(7))`. The page tells seeds that stand in the script's text as
    /// `seed: 7` by itself; this is for those that are computed, or come from ``arguments``.
    ///
    /// - Parameter value: The seed.
    /// - Returns: The same seed.
    @discardableResult
    public static func seed(_ value: UInt64) -> UInt64 {
        OutputMarkers.tell(seed: value)
        return value
    }

    /// The path of a file that lies beside the script, wherever the script is run from.
    ///
    /// - Parameters:
    ///   - name: The file's name or path, relative to the script's own folder; an absolute path stays as it is.
    ///   - script: The script, which is the file that calls.
    public static func data(_ name: String, script: String = #filePath) -> String {
        guard !name.hasPrefix("/"), let slash = script.lastIndex(of: "/") else { return name }
        return script[...slash] + name
    }

    /// Whether progress should be drawn: standard error is a terminal, or the runner says that its own is one.
    static var showsProgress: Bool { environment("NOTEBOOK_PROGRESS") == "1" || isatty(STDERR_FILENO) == 1 }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
