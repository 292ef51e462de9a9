/// What a terminal would show at the end of a text that was printed on it.
///
/// A carriage return begins a line anew, so what it overwrites is gone; escape sequences and other control characters are
/// left out, since neither HTML nor a reader can use them.
func terminalText(_ text: String) -> String {
    let plain = text.replacing("\r\n", with: "\n")
        .replacing(#/\u{1B}\[[0-9;?]*[A-Za-z]/#, with: "")
    let lines = plain.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.split(separator: "\r", omittingEmptySubsequences: false).last ?? ""
    }
    let shown = lines.joined(separator: "\n").unicodeScalars.filter { scalar in
        scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
    }
    return String(String.UnicodeScalarView(shown))
}
