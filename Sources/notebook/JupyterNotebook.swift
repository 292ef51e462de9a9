import Foundation
import NotebookSupport

/// A page as a Jupyter notebook, in version 4.5 of its format.
///
/// Prose becomes cells in Markdown; code becomes code cells with what they printed, figures as SVG and where it can be had as
/// PNG, and tables in Markdown. Jupyter needs a Swift kernel to run the cells again, and none to show them.
struct JupyterNotebook: Encodable {
    struct Cell: Encodable, Equatable {
        var cell_type: String
        var id: String
        var metadata: CellMetadata
        var source: [String]
        // Code cells have these two, the first also when it is null.
        var execution_count: Int?
        var outputs: [Output]?

        private enum Key: String, CodingKey { case cell_type, id, metadata, source, execution_count, outputs }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(cell_type, forKey: .cell_type)
            try container.encode(id, forKey: .id)
            try container.encode(metadata, forKey: .metadata)
            try container.encode(source, forKey: .source)
            guard let outputs else { return }
            try container.encode(execution_count, forKey: .execution_count)
            try container.encode(outputs, forKey: .outputs)
        }
    }

    struct CellMetadata: Encodable, Equatable {
        /// JupyterLab folds the code of such a cell away.
        struct Jupyter: Encodable, Equatable { var source_hidden = true }

        var jupyter: Jupyter?
        /// nbconvert, Jupyter Book and others go by this.
        var tags: [String]?
    }

    struct Output: Encodable, Equatable {
        var output_type: String
        var name: String?
        var text: [String]?
        var data: [String: [String]]?
        var metadata: [String: String]?
        var ename: String?
        var evalue: String?
        var traceback: [String]?

        static func stream(_ text: String) -> Output {
            Output(output_type: "stream", name: "stdout", text: lines(of: text))
        }

        static func display(_ data: [String: String]) -> Output {
            Output(output_type: "display_data", data: data.mapValues(lines), metadata: [:])
        }

        static func error(_ words: String, messages: String) -> Output {
            Output(
                output_type: "error", ename: "Stopped", evalue: words,
                traceback: messages.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
        }
    }

    struct Metadata: Encodable {
        var kernelspec = ["name": "swift", "display_name": "Swift", "language": "swift"]
        var language_info = ["name": "swift", "file_extension": ".swift", "mimetype": "text/x-swift"]
    }

    private(set) var cells: [Cell] = []
    private let metadata = Metadata()
    private let nbformat = 4
    private let nbformat_minor = 5

    /// A figure's files.
    struct Picture: Equatable {
        var svg: String
        /// In base 64.
        var png: String?
    }

    /// - Parameters:
    ///   - pieces: The page.
    ///   - picture: Reads a figure's files by the path on the page; nil when there are none.
    init(_ pieces: [Weaver.Piece], picture: (String) -> Picture?) {
        var proseCount = 0
        for piece in pieces {
            switch piece {
            case .words(let text):
                proseCount += 1
                cells.append(
                    Cell(
                        cell_type: "markdown", id: "prose-\(proseCount)", metadata: CellMetadata(),
                        source: JupyterNotebook.lines(of: text)))
            case .code(let cell):
                let isHidden = cell.hiddenTitle != nil
                let hidden = CellMetadata(jupyter: CellMetadata.Jupyter(), tags: ["hide-input"])
                cells.append(
                    Cell(
                        cell_type: "code", id: "cell-\(cell.number)", metadata: isHidden ? hidden : CellMetadata(),
                        source: JupyterNotebook.lines(of: cell.code), execution_count: nil, outputs: []))
            case .time: break
            case .output(let parts):
                // The pieces hold what cells printed for those alone that ran.
                if let last = cells.indices.last { cells[last].execution_count = cells.count { $0.outputs != nil } }
                add(parts.flatMap { JupyterNotebook.outputs(for: $0, picture: picture) })
            case .failure(let words, let messages):
                add([.error(words.filter { !"*`".contains($0) }, messages: messages)])
            }
        }
    }

    private mutating func add(_ outputs: [Output]) {
        guard let last = cells.indices.last else { return }
        cells[last].outputs? += outputs
    }

    private static func outputs(for part: CellOutput.Part, picture: (String) -> Picture?) -> [Output] {
        switch part {
        case .text(let text):
            let shown = Weaver.trimmed(text)
            return shown.map { [.stream($0 + "\n")] } ?? []
        case .markup(.figure, let markdown):
            guard let figure = FigureReference(markdown), let picture = picture(figure.path) else {
                return [.display(["text/markdown": markdown, "text/plain": markdown])]
            }
            var data = ["image/svg+xml": picture.svg, "text/plain": figure.caption]
            data["image/png"] = picture.png
            return [.display(data), .display(["text/markdown": figure.caption, "text/plain": figure.caption])]
        case .markup(_, let markdown):
            // Pandoc's mark of a caption says nothing to Jupyter.
            let table = markdown.replacing(#/\n\nTable: (.*)$/#) { "\n\n\($0.1)" }
            return [.display(["text/markdown": table, "text/plain": markdown])]
        }
    }

    /// The notebook's text.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// Lines with their ends, as the format keeps text.
    static func lines(of text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for index in lines.indices.dropLast() { lines[index] += "\n" }
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
