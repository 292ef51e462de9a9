import Foundation

/// What the user asks for on the command line.
struct CommandLineOptions: Equatable {
    /// The scripts' paths as they were given, or one folder of scripts.
    var paths: [String]
    /// The folder to write to, when it was given.
    var output: String?
    /// Whether the script should draw fewer samples.
    var isShort = false
    /// Whether a Jupyter notebook is written too.
    var writesJupyter = false
    /// Whether the pages leave out what differs from run to run: date, commit and times.
    var isUndated = false
    /// What the script finds in `Notebook.arguments`.
    var arguments: [String] = []

    /// A script's file name without `.swift`.
    static func name(of script: String) -> String {
        String((script.split(separator: "/").last ?? "").dropLast(".swift".count))
    }

    static let usage = """
        usage: notebook FILE.swift [-o DIR] [--short] [--ipynb] [--undated] [-- ARGUMENT…]
               notebook FOLDER | FILE.swift FILE.swift … [-o DIR] [--short] [--ipynb] [--undated] [-- ARGUMENT…]

        Compiles FILE.swift against this package, runs it, and weaves its literate comments (lines that begin
        with //: and blocks /*: … */), its code and its output into DIR/FILE.md and DIR/FILE.html.
        Of a folder or several files it makes a gallery: DIR/FILE/FILE.html for each, and DIR/index.html.

          -o DIR    the folder to write to; if not given, Results/FILE for one script and Results for a gallery
          --short   a short run: Notebook.isShort is true in the script
          --ipynb   a Jupyter notebook too, DIR/FILE.ipynb, with all figures and output
          --undated no date, commit and times on the pages, so that equal runs make equal pages
          --help    this text
          --        what follows is for the script, as Notebook.arguments
        """

    /// A command line that asks for nothing sensible, in words.
    struct Mistake: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    /// Reads the arguments after the program's name; nil when help is asked for.
    ///
    /// - Throws: ``Mistake`` for an unknown option, a missing script, or a script that is no `.swift` file.
    static func parse(_ arguments: [String]) throws -> CommandLineOptions? {
        var paths: [String] = []
        var output: String?
        var (isShort, writesJupyter, isUndated) = (false, false, false)
        var scriptArguments: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "-h", "--help": return nil
            case "--short": isShort = true
            case "--ipynb": writesJupyter = true
            case "--undated": isUndated = true
            case "--":
                scriptArguments = Array(rest)
                rest = []
            case "-o", "--output":
                guard let folder = rest.popFirst(), !folder.isEmpty else {
                    throw Mistake(description: "\(argument) needs a folder")
                }
                output = folder
            case _ where argument.hasPrefix("-"): throw Mistake(description: "unknown option \(argument)")
            default: paths.append(argument)
            }
        }
        guard !paths.isEmpty else { throw Mistake(description: "no script given") }
        for path in paths where !isScript(path) && (paths.count > 1 || !isFolder(path)) {
            throw Mistake(description: "\(path) is not a .swift file\(paths.count == 1 ? " or a folder" : "")")
        }
        return CommandLineOptions(
            paths: paths, output: output, isShort: isShort, writesJupyter: writesJupyter, isUndated: isUndated,
            arguments: scriptArguments)
    }

    private static func isScript(_ path: String) -> Bool { path.hasSuffix(".swift") && !name(of: path).isEmpty }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    /// The one script, or nil for a gallery.
    var onlyScript: String? { paths.count == 1 && CommandLineOptions.isScript(paths[0]) ? paths[0] : nil }

    /// The scripts in their order; those of a folder by name.
    ///
    /// - Throws: ``Mistake`` for a folder without scripts and for two scripts of one name; what prevents the folder from
    ///   being read.
    func scripts() throws -> [String] {
        var scripts = paths
        if paths.count == 1, !CommandLineOptions.isScript(paths[0]) {
            let folder = paths[0].hasSuffix("/") ? String(paths[0].dropLast()) : paths[0]
            scripts = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                .map { "\(folder)/\($0)" }.filter(CommandLineOptions.isScript)
            guard !scripts.isEmpty else { throw Mistake(description: "there is no .swift file in \(folder)") }
        }
        var seen: Set<String> = []
        for script in scripts where !seen.insert(CommandLineOptions.name(of: script)).inserted {
            throw Mistake(description: "two scripts are called \(CommandLineOptions.name(of: script))")
        }
        return scripts
    }
}
