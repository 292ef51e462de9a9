/// Sorts what the script prints by the cell that prints it.
struct CellOutput {
    /// The bytes of one cell that are kept for the page, at most.
    static let limit = 1 << 20

    /// The cell that is running; nil before the first.
    private(set) var current: Int?
    private var texts: [Int: [UInt8]] = [:]
    private var dropped: [Int: Int] = [:]
    /// A marker that has begun: U+001E, `cell`, its number, U+001E, line feed.
    private var marker: [UInt8] = []

    /// Takes a piece of output.
    ///
    /// - Parameters:
    ///   - bytes: The piece.
    ///   - onCell: Called with a cell's number when it begins.
    ///   - onText: Called with what the script itself printed.
    mutating func take(_ bytes: ArraySlice<UInt8>, onCell: (Int) -> Void, onText: (ArraySlice<UInt8>) -> Void) {
        var text: [UInt8] = []
        func flush(_ output: inout CellOutput) {
            guard !text.isEmpty else { return }
            output.keep(text[...])
            onText(text[...])
            text = []
        }
        for byte in bytes {
            if marker.isEmpty {
                if byte == 0x1E { marker = [byte] } else { text.append(byte) }
                continue
            }
            marker.append(byte)
            if let number = CellOutput.number(in: marker) {
                flush(&self)
                current = number
                marker = []
                onCell(number)
            } else if !CellOutput.mayBecomeMarker(marker) {
                // The script's own U+001E.
                text += marker
                marker = []
            }
        }
        flush(&self)
    }

    /// What a cell printed; a note stands for what was too much.
    func text(of cell: Int) -> String {
        let kept = String(decoding: texts[cell] ?? [], as: UTF8.self)
        guard let count = dropped[cell] else { return kept }
        return kept + "\n… and \(count) bytes more, which are not shown\n"
    }

    private mutating func keep(_ text: ArraySlice<UInt8>) {
        let cell = current ?? 0
        let room = max(0, CellOutput.limit - (texts[cell]?.count ?? 0))
        texts[cell, default: []] += text.prefix(room)
        if text.count > room { dropped[cell, default: 0] += text.count - room }
    }

    private static let opening = Array("\u{1E}cell ".utf8)

    private static func number(in marker: [UInt8]) -> Int? {
        guard marker.starts(with: opening), marker.suffix(2) == [0x1E, 0x0A] else { return nil }
        return Int(String(decoding: marker[opening.count..<(marker.count - 2)], as: UTF8.self))
    }

    private static func mayBecomeMarker(_ bytes: [UInt8]) -> Bool {
        if bytes.count <= opening.count { return opening.starts(with: bytes) }
        guard bytes.starts(with: opening), bytes.count < 24 else { return false }
        let rest = bytes.dropFirst(opening.count)
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        let tail = rest.dropFirst(digits.count)
        return tail.isEmpty || (tail.elementsEqual([0x1E]) && !digits.isEmpty)
    }
}
