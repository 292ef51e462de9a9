import Foundation
import NotebookSupport

/// The calls of pandoc that make a page.
struct Pandoc {
    /// Pandoc's path.
    let program: String
    /// The folder of the page and its figures.
    let folder: String
    /// The title for the browser's tab.
    let title: String
    /// An existing folder for files on the way.
    let scratch: String

    /// The HTML that was made.
    var output: String { "\(scratch)/page.html" }

    /// The dialect of the page.
    ///
    /// As on GitHub, a heading or a list needs no blank line before it; a rule is no metadata. Words in backticks are
    /// words, whatever follows them, and a backslash is a backslash.
    static let markdown =
        "markdown-blank_before_header-blank_before_blockquote-yaml_metadata_block-raw_attribute-raw_tex"
        + "+lists_without_preceding_blankline"

    /// Writes the style sheet and the piece of a page that holds it.
    func writeStyle() throws {
        try TextFile.write(PageStyle.css, to: "\(scratch)/style.css")
        try TextFile.write("<style>\n\(PageStyle.css)</style>\n", to: "\(scratch)/style.html")
    }

    /// Makes the page.
    ///
    /// - Parameters:
    ///   - source: The document.
    ///   - format: Its format.
    ///   - isSelfContained: Whether the page holds its pictures itself.
    /// - Throws: `Page.Failure` with pandoc's words.
    func makeHTML(from source: String, _ format: String, isSelfContained: Bool = true) throws {
        let style =
            isSelfContained
            ? ["--self-contained", "--css", "\(scratch)/style.css"] : ["--include-in-header", "\(scratch)/style.html"]
        let words = try run(
            ["--from", format, "--to", "html5", "--standalone", "--mathml"] + style + [
                "--no-highlight", "--toc", "--toc-depth", "3", "--metadata", "pagetitle=\(title)", "--metadata",
                "lang=en",
                "--output", output, source,
            ]
        ).error
        if !words.isEmpty { Console.say(words) }
    }

    /// The tree of a document in Markdown, in JSON.
    ///
    /// - Throws: `Page.Failure` with pandoc's words.
    func document(from source: String) throws -> Data {
        Data(try run(["--from", Pandoc.markdown, "--to", "json", source]).output.utf8)
    }

    private func run(_ arguments: [String]) throws -> (output: String, error: String) {
        let result = try ChildProcess(program, arguments, in: folder).collect()
        let words = result.error.trimmingCharacters(in: .whitespacesAndNewlines)
        guard result.ending.isSuccess else {
            throw Page.Failure(description: "pandoc could not make the page: \(words)")
        }
        return (result.output, words)
    }
}
