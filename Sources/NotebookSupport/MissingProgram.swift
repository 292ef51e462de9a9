import Foundation

/// A program that must be installed and is not, with the Debian package that brings it.
public struct MissingProgram: Error, Equatable, Sendable, CustomStringConvertible {
    /// The program's name, for example `gnuplot`.
    public let program: String
    /// How to install it, for example `apt-get install gnuplot-nox`.
    public let remedy: String

    /// The error as a sentence.
    public var description: String { "\(program) is not installed: \(remedy)" }

    /// The error for gnuplot, which draws the figures.
    package static let gnuplot = MissingProgram(program: "gnuplot", remedy: "apt-get install gnuplot-nox")
    /// The error for pandoc, which makes the HTML page.
    package static let pandoc = MissingProgram(program: "pandoc", remedy: "apt-get install pandoc")
    /// The error for the compiler.
    package static let swiftc = MissingProgram(
        program: "swiftc", remedy: "install a Swift toolchain and put its bin folder in PATH")

    /// The path of the program, looked for in `PATH`.
    ///
    /// - Throws: This error when no folder of `PATH` has the program.
    package func located() throws -> String {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        for folder in path.split(separator: ":") {
            let candidate = "\(folder)/\(program)"
            if access(candidate, X_OK) == 0 { return candidate }
        }
        throw self
    }
}
