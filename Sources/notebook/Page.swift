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
    var jupyterPath: String { "\(folder)/\(name).ipynb" }

    /// Writes the Markdown file.
    ///
    /// - Throws: `SystemError` when it cannot be written.
    func write(markdown: String) throws { try TextFile.write(markdown, to: markdownPath) }

    /// Makes the HTML file from the Markdown file; when that fails, an older one stays as it is.
    ///
    /// Words stand for pictures that are not there. When pandoc cannot put all others into the page, it refers to their files.
    ///
    /// - Parameters:
    ///   - title: The title for the browser's tab.
    ///   - scratch: An existing folder for the style sheet.
    /// - Returns: What is missing on the page, in words; empty when all is there.
    /// - Throws: `MissingProgram` without pandoc, ``Failure`` with pandoc's words when it fails.
    @discardableResult
    func makeHTML(title: String, scratch: String) throws -> [String] {
        let pandoc = Pandoc(
            program: try MissingProgram.pandoc.located(), folder: folder, title: title, scratch: scratch)
        try pandoc.writeStyle()
        var problems: [String] = []
        do {
            try pandoc.makeHTML(from: markdownPath, Pandoc.markdown)
        } catch let failure as Failure {
            var pictures = MissingPictures(in: folder)
            do {
                let document = try pictures.replace(in: pandoc.document(from: markdownPath))
                let path = "\(scratch)/page.json"
                try TextFile.write(String(decoding: document, as: UTF8.self), to: path)
                try pandoc.makeHTML(from: path, "json")
                problems = pictures.paths.map { "the picture \($0) is missing" }
            } catch {
                try pandoc.makeHTML(from: markdownPath, Pandoc.markdown, isSelfContained: false)
                problems = ["the page refers to its pictures and does not hold them: \(failure)"]
            }
        }
        try TextFile.write(PageMarkup.finished(TextFile.read(pandoc.output)), to: htmlPath)
        return problems
    }

    /// Pandoc's failure in its own words.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The title without the marks of Markdown and TeX, for the browser's tab.
    static func plainTitle(_ title: String) -> String { title.filter { !"$*`_\\".contains($0) } }
}
