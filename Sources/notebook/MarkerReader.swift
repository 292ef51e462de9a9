import NotebookSupport

/// Finds the markers of one run in a stream of bytes.
struct MarkerReader {
    /// What a marker says.
    enum Marker: Equatable {
        case cell(Int)
        case end
        case kind(OutputMarkers.Kind)
        /// A seed that the script says it uses.
        case seed(UInt64)
    }

    /// What a byte turned out to be.
    enum Finding: Equatable {
        /// It may belong to a marker: the next byte decides.
        case pending
        /// These bytes are no marker.
        case bytes([UInt8])
        case marker(Marker)
    }

    private let opening: [UInt8]
    /// A marker that has begun.
    private var begun: [UInt8] = []

    /// The byte that every marker begins with.
    static let first: UInt8 = 0x1E

    init(token: String) { opening = [MarkerReader.first] + Array("\(token) ".utf8) }

    /// Whether a marker has begun.
    var isInside: Bool { !begun.isEmpty }

    /// Takes a byte: the first of a marker, or one that follows while ``isInside``.
    mutating func next(_ byte: UInt8) -> Finding {
        // U+001E in the midst of what cannot be a marker may begin one.
        if isInside, byte == MarkerReader.first, begun.count < opening.count {
            let bytes = begun
            begun = [byte]
            return .bytes(bytes)
        }
        begun.append(byte)
        if mayBecomeMarker { return .pending }
        defer { begun = [] }
        return marker.map(Finding.marker) ?? .bytes(begun)
    }

    /// Opening, at most thirty letters, digits and spaces, U+001E, and not yet the line feed.
    private var mayBecomeMarker: Bool {
        if begun.count <= opening.count { return opening.starts(with: begun) }
        let word = begun.dropFirst(opening.count)
        guard let last = word.last, word.count <= 34 else { return false }
        return word.dropLast().contains(MarkerReader.first) ? false : last != 0x0A
    }

    private var marker: Marker? {
        guard begun.starts(with: opening), begun.suffix(2) == [MarkerReader.first, 0x0A] else { return nil }
        let words = String(decoding: begun[opening.count..<(begun.count - 2)], as: UTF8.self).split(separator: " ")
        if words == ["end"] { return .end }
        if words.count == 1 { return OutputMarkers.Kind(rawValue: String(words[0])).map(Marker.kind) }
        if words.count == 2, words[0] == OutputMarkers.seedWord { return UInt64(words[1]).map(Marker.seed) }
        guard words.count == 2, words[0] == "cell", let number = Int(words[1]) else { return nil }
        return .cell(number)
    }
}
