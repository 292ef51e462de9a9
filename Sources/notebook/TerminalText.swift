/// What a terminal would show at the end of a text that was printed on it.
///
/// A carriage return begins a line anew, so what is then overwritten or erased is gone; other escape sequences and control
/// characters are left out, since neither HTML nor a reader can use them.
///
/// - Complexity: O(n) for n bytes: it goes by bytes, since views of characters copy what they are appended to.
func terminalText(_ text: String) -> String {
    var shown: [UInt8] = []
    var line: [UInt8] = []
    var isAtStart = false
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        switch byte {
        case UInt8(ascii: "\n"):
            shown += line
            shown.append(byte)
            line.removeAll(keepingCapacity: true)
            isAtStart = false
        case UInt8(ascii: "\r"): isAtStart = true
        case 0x1B:
            guard rest.first == UInt8(ascii: "[") else { continue }
            rest = rest.dropFirst().drop {
                $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "?")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
            let isErased = rest.first == UInt8(ascii: "K")
            // A character of several bytes ends a sequence as a whole.
            rest = rest.dropFirst().drop { $0 & 0xC0 == 0x80 }
            if isErased && isAtStart { line.removeAll(keepingCapacity: true) }
        case 0xC2 where rest.first.map { $0 < 0xA0 } ?? false:
            // U+0080 … U+009F are control characters, too.
            rest = rest.dropFirst()
        case _ where byte == UInt8(ascii: "\t") || byte >= 0x20 && byte != 0x7F:
            if isAtStart { line.removeAll(keepingCapacity: true) }
            isAtStart = false
            line.append(byte)
        default: break
        }
    }
    return String(decoding: shown + line, as: UTF8.self)
}
