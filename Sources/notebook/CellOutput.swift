import NotebookSupport

/// Sorts what the script prints by the cell that prints it, and by whether it is text or a figure or table of the library's.
struct CellOutput {
    /// A piece of what a cell printed.
    enum Part: Equatable {
        /// Words that stand as they were printed.
        case text(String)
        /// What `show` printed, in Markdown.
        case markup(OutputMarkers.Kind, String)
    }

    /// The bytes of one cell that are kept for the page, at most.
    static let limit = 1 << 20

    /// The cell that is running; nil before the first.
    private(set) var current: Int?
    /// Whether the script came to its end.
    private(set) var hasReachedEnd = false
    /// The seeds that the script told by `Notebook.seed`, each once.
    private(set) var seeds: [UInt64] = []
    /// So many seeds are kept, at most.
    static let seedLimit = 50

    private var cells: [Int: Kept] = [:]
    private var markers: MarkerReader
    private var kind = OutputMarkers.Kind.text
    /// A figure or table that has begun, and the bytes of it that came.
    private var markup: (bytes: [UInt8], count: Int) = ([], 0)

    fileprivate struct Kept {
        var parts: [(kind: OutputMarkers.Kind, bytes: [UInt8])] = []
        var room = CellOutput.limit
        var dropped = 0
    }

    /// - Parameter token: The run's token, without which nothing is a marker.
    init(token: String) { markers = MarkerReader(token: token) }

    /// Takes a piece of output.
    ///
    /// - Parameters:
    ///   - bytes: The piece.
    ///   - onCell: Called with a cell's number when it begins; what the cells before it printed is complete.
    ///   - onText: Called with what the script printed, and with the Markdown of figures and tables.
    mutating func take(_ bytes: ArraySlice<UInt8>, onCell: (Int) -> Void, onText: (ArraySlice<UInt8>) -> Void) {
        var text: [UInt8] = []
        func flush(_ output: inout CellOutput) {
            guard !text.isEmpty else { return }
            output.keep(text[...])
            onText(text[...])
            text = []
        }
        var rest = bytes
        while !rest.isEmpty {
            if !markers.isInside {
                let plain = rest.prefix { $0 != MarkerReader.first }
                text += plain
                rest = rest[plain.endIndex...]
            }
            guard let byte = rest.popFirst() else { break }
            switch markers.next(byte) {
            case .pending: break
            case .bytes(let read): text += read
            case .marker(let marker):
                flush(&self)
                endMarkup()
                switch marker {
                case .cell(let number):
                    current = number
                    onCell(number)
                case .end: hasReachedEnd = true
                case .kind(let new): kind = new
                case .seed(let seed):
                    if seeds.count < CellOutput.seedLimit, !seeds.contains(seed) { seeds.append(seed) }
                }
            }
        }
        flush(&self)
    }

    /// What a cell printed; a note stands for what was too much.
    func parts(of cell: Int) -> [Part] {
        let kept = cells[cell] ?? Kept()
        var parts = kept.parts.map { part in
            let words = String(decoding: part.bytes, as: UTF8.self)
            return part.kind == .text ? Part.text(words) : .markup(part.kind, words.trimmingLineBreaks)
        }
        // What began and never ended is no figure.
        if cell == current ?? 0, !markup.bytes.isEmpty {
            parts.append(.text(String(decoding: markup.bytes, as: UTF8.self)))
        }
        if kept.dropped > 0 { parts.append(.text("\n… and \(kept.dropped) bytes more, which are not shown\n")) }
        return parts
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        guard kind == .text else {
            markup.bytes += bytes.prefix(CellOutput.limit - markup.bytes.count)
            markup.count += bytes.count
            return
        }
        cells[current ?? 0, default: Kept()].append(bytes)
    }

    /// Keeps the figure or table that has begun, whole or not at all.
    private mutating func endMarkup() {
        if markup.count > 0 {
            cells[current ?? 0, default: Kept()].append(whole: markup.bytes, of: markup.count, as: kind)
        }
        markup = ([], 0)
        kind = .text
    }
}

extension CellOutput.Kept {
    mutating func append(_ bytes: ArraySlice<UInt8>) {
        let fitting = bytes.prefix(room)
        if parts.last?.kind != .text { parts.append((.text, [])) }
        parts[parts.count - 1].bytes += fitting
        room -= fitting.count
        dropped += bytes.count - fitting.count
    }

    mutating func append(whole bytes: [UInt8], of count: Int, as kind: OutputMarkers.Kind) {
        guard count <= room else {
            dropped += count
            return
        }
        parts.append((kind, bytes))
        room -= count
    }
}

extension String {
    /// The text without line breaks at its ends.
    fileprivate var trimmingLineBreaks: String {
        let lines = split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.firstIndex(where: { !$0.isEmpty }), let last = lines.lastIndex(where: { !$0.isEmpty })
        else { return "" }
        return lines[first...last].joined(separator: "\n")
    }
}
