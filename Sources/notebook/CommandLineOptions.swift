import Foundation

/// What the user asks for on the command line.
struct CommandLineOptions: Equatable {
    /// The script's path as it was given.
    var script: String
    /// The folder for the page, the figures and their data.
    var output: String
    /// Whether the script should draw fewer samples.
    var isShort = false
    /// What the script finds in `Notebook.arguments`.
    var arguments: [String] = []

    /// The script's file name without `.swift`.
    var name: String { CommandLineOptions.name(of: script) }

    private static func name(of script: String) -> String {
        String((script.split(separator: "/").last ?? "").dropLast(".swift".count))
    }

    static let usage = """
        usage: notebook FILE.swift [-o DIR] [--short] [-- ARGUMENT…]

        Compiles FILE.swift against this package, runs it, and weaves its literate comments (lines that begin
        with //: and blocks /*: … */), its code and its output into DIR/FILE.md and DIR/FILE.html.

          -o DIR    the folder to write to; Results/FILE under the current folder if not given
          --short   a short run: Notebook.isShort is true in the script
          --help    this text
          --        what follows is for the script, as Notebook.arguments
        """

    /// A command line that asks for nothing sensible, in words.
    struct Mistake: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    /// Reads the arguments after the program's name; nil when help is asked for.
    ///
    /// - Throws: ``Mistake`` for an unknown option, a missing or second script, or a script that is no `.swift` file.
    static func parse(_ arguments: [String]) throws -> CommandLineOptions? {
        var script: String?
        var output: String?
        var isShort = false
        var scriptArguments: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "-h", "--help": return nil
            case "--short": isShort = true
            case "--":
                scriptArguments = Array(rest)
                rest = []
            case "-o", "--output":
                guard let folder = rest.popFirst(), !folder.isEmpty else {
                    throw Mistake(description: "\(argument) needs a folder")
                }
                output = folder
            case _ where argument.hasPrefix("-"): throw Mistake(description: "unknown option \(argument)")
            default:
                if let script { throw Mistake(description: "one script at a time, but got \(script) and \(argument)") }
                script = argument
            }
        }
        guard let script else { throw Mistake(description: "no script given") }
        guard script.hasSuffix(".swift"), !name(of: script).isEmpty else {
            throw Mistake(description: "\(script) is not a .swift file")
        }
        return CommandLineOptions(
            script: script, output: output ?? "Results/\(name(of: script))", isShort: isShort,
            arguments: scriptArguments)
    }
}
