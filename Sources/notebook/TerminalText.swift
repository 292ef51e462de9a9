/// What a terminal would show at the end of a text that was printed on it.
///
/// A carriage return begins a line anew, so what is then overwritten or erased is gone; other escape sequences and control
/// characters are left out, since neither HTML nor a reader can use them.
func terminalText(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    var line = String.UnicodeScalarView()
    var isAtStart = false
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.popFirst() {
        switch scalar {
        case "\n":
            shown += line
            shown.append("\n")
            line.removeAll()
            isAtStart = false
        case "\r": isAtStart = true
        case "\u{1B}":
            guard rest.first == "[" else { continue }
            rest = rest.dropFirst().drop { $0 == ";" || $0 == "?" || ("0"..."9").contains($0) }
            if rest.popFirst() == "K" && isAtStart { line.removeAll() }
        case _ where scalar == "\t" || scalar.properties.generalCategory != .control:
            if isAtStart { line.removeAll() }
            isAtStart = false
            line.append(scalar)
        default: break
        }
    }
    return String(shown + line)
}
