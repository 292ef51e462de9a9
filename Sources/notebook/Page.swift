import Foundation
import NotebookSupport

/// The page's files: Markdown, and one HTML file that holds its figures and style itself.
struct Page {
    /// The folder of the page and its figures.
    let folder: String
    /// The files' name without extension.
    let name: String

    var markdownPath: String { "\(folder)/\(name).md" }
    var htmlPath: String { "\(folder)/\(name).html" }

    /// Writes the Markdown file.
    ///
    /// - Throws: `SystemError` when it cannot be written.
    func write(markdown: String) throws { try TextFile.write(markdown, to: markdownPath) }

    /// Makes the HTML file from the Markdown file; when that fails, an older one stays as it is.
    ///
    /// - Parameters:
    ///   - title: The title for the browser's tab.
    ///   - scratch: An existing folder for the style sheet.
    /// - Throws: `MissingProgram` without pandoc, ``Failure`` with pandoc's words when it fails.
    func makeHTML(title: String, scratch: String) throws {
        let pandoc = try MissingProgram.pandoc.located()
        try TextFile.write(PageStyle.css, to: "\(scratch)/style.css")
        let arguments = [
            // As on GitHub, a heading or a list needs no blank line before it; a rule is no metadata.
            "--from",
            "markdown-blank_before_header-blank_before_blockquote-yaml_metadata_block"
                + "+lists_without_preceding_blankline",
            "--to", "html5", "--standalone", "--mathml", "--self-contained", "--css", "\(scratch)/style.css",
            "--highlight-style", "pygments",
            "--metadata", "pagetitle=\(title)", "--metadata", "lang=en", "--output", "\(scratch)/page.html",
            markdownPath,
        ]
        let result = try ChildProcess(pandoc, arguments, in: folder).collect()
        let words = result.error.trimmingCharacters(in: .whitespacesAndNewlines)
        guard result.ending.isSuccess else { throw Failure(description: "pandoc could not make the page: \(words)") }
        if !words.isEmpty { Console.say(words) }
        try TextFile.write(Page.withPlainBrackets(TextFile.read("\(scratch)/page.html")), to: htmlPath)
    }

    /// The page with brackets of their natural size around simple things such as f(x).
    ///
    /// Pandoc makes every bracket stretchy, and browsers without a mathematical font enlarge those even around one letter.
    static func withPlainBrackets(_ html: String) -> String {
        let simple =
            #/<mo stretchy="true" form="prefix">([^<]*)</mo>((?:<m[ino][^>]*>[^<]*</m[ino]>)*?)<mo stretchy="true" form="postfix">([^<]*)</mo>/#
        return html.replacing(simple) { match in
            "<mo stretchy=\"false\" form=\"prefix\">\(match.1)</mo>\(match.2)"
                + "<mo stretchy=\"false\" form=\"postfix\">\(match.3)</mo>"
        }
    }

    /// Pandoc's failure in its own words.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The title without the marks of Markdown and TeX, for the browser's tab.
    static func plainTitle(_ title: String) -> String { title.filter { !"$*`_\\".contains($0) } }
}
