import NotebookSupport

/// The Markdown page while its script runs: it ends with the cell that is running.
///
/// When a cell begins, only what is new is woven and added to the file, so the work is in proportion to the output however
/// many cells there are. A program that is killed leaves a page that does not look whole.
struct LivePage {
    private let weaver: Weaver
    private let path: String
    private var nextBlock = 0
    private var shownCell: Int?
    /// The bytes that were written, for tests.
    private(set) var bytesWritten = 0

    init(_ weaver: Weaver, at path: String) {
        self.weaver = weaver
        self.path = path
    }

    /// Adds what the cells before this one printed, and the script up to the end of this one's code.
    ///
    /// - Parameters:
    ///   - cell: The cell that begins.
    ///   - output: What a cell printed; asked once for each.
    /// - Throws: What prevents the file from being written.
    mutating func advance(to cell: Int, output: (Int) -> [CellOutput.Part]) throws {
        let isFirst = nextBlock == 0
        var parts = isFirst ? weaver.opening : []
        while nextBlock < weaver.script.blocks.count {
            if let shown = shownCell {
                guard shown < cell else { break }
                parts += Weaver.parts(of: output(shown))
                shownCell = nil
            }
            switch weaver.script.blocks[nextBlock] {
            case .prose(let text): parts.append(text)
            case .code(let next):
                parts += Weaver.code(of: next)
                shownCell = next.number
            }
            nextBlock += 1
        }
        let text = parts.joined(separator: "\n\n") + "\n"
        if isFirst { try TextFile.write(text, to: path) } else { try TextFile.append("\n" + text, to: path) }
        bytesWritten += text.utf8.count
    }
}
