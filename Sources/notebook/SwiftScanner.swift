/// Just enough of Swift's lexical rules to know which lines begin at the top level of a script, and what is no plain code.
///
/// It follows braces, strings (raw, of several lines, with interpolations), nested comments and regular expressions.
struct SwiftScanner {
    /// A stretch of the text, in bytes, that is no plain code.
    struct Span: Equatable {
        enum Kind {
            case comment, string, regularExpression
            /// The backslash and the parentheses around what is put into a string.
            case interpolation
        }

        var kind: Kind
        var range: Range<Int>
    }

    private let characters: [UInt8]
    private var spans: [Span] = []
    private var position = 0
    private var line = 0
    private var depth = 0
    private var isTopLevel: [Bool]
    /// The last byte of code that was not white space, which tells a regular expression from a division.
    private var previous: UInt8 = 0

    /// The lines of a text, without their ends; `\r\n` counts as one end.
    static func lines(of source: String) -> [Substring] {
        source.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
            // "\r\n" is one Character, so Windows lines are not split above.
            $0.split(separator: "\r\n", omittingEmptySubsequences: false)
        }
    }

    /// For each line whether it begins outside of braces, strings and comments.
    ///
    /// Where the brackets do not balance the script cannot compile; then every line outside of strings and comments
    /// counts, so that the page still shows prose as prose.
    static func topLevelLines(of lines: [Substring]) -> [Bool] {
        var scanner = SwiftScanner(lines)
        scanner.scanCode(untilParenthesis: false)
        if scanner.depth == 0 { return scanner.isTopLevel }
        var tolerant = SwiftScanner(lines)
        tolerant.ignoresDepth = true
        tolerant.scanCode(untilParenthesis: false)
        return tolerant.isTopLevel
    }

    /// The bytes of a piece of code, with `\n` between its lines, and what in them is no plain code, in order.
    static func spans(of code: String) -> (bytes: [UInt8], spans: [Span]) {
        var scanner = SwiftScanner(lines(of: code))
        scanner.scanCode(untilParenthesis: false)
        return (scanner.characters, scanner.spans)
    }

    private mutating func endSpan(_ kind: Span.Kind, from start: Int) {
        if position > start { spans.append(Span(kind: kind, range: start..<position)) }
    }

    private var ignoresDepth = false
    private var interpolations = 0
    /// The depth from which interpolations are not followed any more: the compiler refuses scripts long before, and each
    /// takes room on the stack.
    private static let deepestInterpolation = 256

    private init(_ lines: [Substring]) {
        characters = Array(lines.joined(separator: "\n").utf8)
        isTopLevel = Array(repeating: false, count: lines.count)
        isTopLevel[0] = true
    }

    private func peek(_ offset: Int = 0) -> UInt8 {
        position + offset < characters.count ? characters[position + offset] : 0
    }

    private func sees(_ text: StaticString) -> Bool {
        guard position + text.utf8CodeUnitCount <= characters.count else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy { characters[position + $0] == text.utf8Start[$0] }
    }

    /// Takes bytes; a line that begins among them is marked as given.
    private mutating func advance(_ count: Int = 1, topLevel: Bool = false) {
        for _ in 0..<count where position < characters.count {
            if characters[position] == UInt8(ascii: "\n") {
                line += 1
                isTopLevel[line] = topLevel
            }
            position += 1
        }
    }

    /// Scans code to its end, or to the parenthesis that closes an interpolation.
    private mutating func scanCode(untilParenthesis: Bool) {
        var parentheses = 0
        while position < characters.count {
            let byte = peek()
            let start = position
            if sees("//") {
                while position < characters.count && peek() != UInt8(ascii: "\n") { advance() }
                endSpan(.comment, from: start)
                continue
            }
            if sees("/*") {
                skipComment()
                endSpan(.comment, from: start)
                continue
            }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "#") {
                let hashes = countHashes()
                if peek(hashes) == UInt8(ascii: "\"") {
                    skipString(hashes: hashes)
                    previous = UInt8(ascii: "\"")
                    continue
                }
                if hashes > 0 && peek(hashes) == UInt8(ascii: "/") {
                    skipExtendedRegex(hashes: hashes)
                    endSpan(.regularExpression, from: start)
                    previous = UInt8(ascii: "/")
                    continue
                }
                // The rest of a run of # begins nothing either, and is not counted again.
                if hashes > 1 { advance(hashes - 1) }
            }
            if byte == UInt8(ascii: "/"), let length = regexLength() {
                advance(length)
                endSpan(.regularExpression, from: start)
                previous = UInt8(ascii: "/")
                continue
            }
            switch byte {
            case UInt8(ascii: "("):
                parentheses += 1
                depth += 1
            case UInt8(ascii: ")"):
                if untilParenthesis && parentheses == 0 { return }
                parentheses -= 1
                depth -= 1
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            if byte > 32 { previous = byte }
            advance(topLevel: interpolations == 0 && (depth == 0 || ignoresDepth))
        }
    }

    private func countHashes() -> Int {
        var count = 0
        while peek(count) == UInt8(ascii: "#") { count += 1 }
        return count
    }

    private mutating func skipComment() {
        var level = 0
        repeat {
            if sees("/*") {
                level += 1
                advance(2)
            } else if sees("*/") {
                level -= 1
                advance(2)
            } else {
                advance()
            }
        } while level > 0 && position < characters.count
    }

    private mutating func skipString(hashes: Int) {
        var start = position
        defer { endSpan(.string, from: start) }
        advance(hashes)
        let isMultiline = sees("\"\"\"")
        let quotes = isMultiline ? 3 : 1
        advance(quotes)
        while position < characters.count {
            if peek() == UInt8(ascii: "\\"), (0..<hashes).allSatisfy({ peek(1 + $0) == UInt8(ascii: "#") }) {
                guard peek(1 + hashes) == UInt8(ascii: "("), interpolations < SwiftScanner.deepestInterpolation else {
                    advance(2 + hashes)
                    continue
                }
                endSpan(.string, from: start)
                start = position
                advance(2 + hashes)
                endSpan(.interpolation, from: start)
                interpolations += 1
                scanCode(untilParenthesis: true)
                interpolations -= 1
                start = position
                advance()
                endSpan(.interpolation, from: start)
                start = position
            } else if isMultiline ? sees("\"\"\"") : peek() == UInt8(ascii: "\"") {
                if (0..<hashes).allSatisfy({ peek(quotes + $0) == UInt8(ascii: "#") }) {
                    advance(quotes + hashes)
                    return
                }
                advance()
            } else if !isMultiline && peek() == UInt8(ascii: "\n") {
                return  // A string that was never closed: the compiler will say so.
            } else {
                advance()
            }
        }
    }

    private mutating func skipExtendedRegex(hashes: Int) {
        advance(hashes + 1)
        while position < characters.count {
            if peek() == UInt8(ascii: "\\") {
                advance(2)
            } else if peek() == UInt8(ascii: "/"), (0..<hashes).allSatisfy({ peek(1 + $0) == UInt8(ascii: "#") }) {
                advance(1 + hashes)
                return
            } else {
                advance()
            }
        }
    }

    /// The length of a regular expression between plain slashes that begins here, or nil for a division.
    private func regexLength() -> Int? {
        let canPrecede = previous == 0 || "(,=:[{!&|?;".utf8.contains(previous)
        let next = peek(1)
        guard canPrecede, next != UInt8(ascii: " "), next != UInt8(ascii: "\t"), next != UInt8(ascii: "\n") else {
            return nil
        }
        var length = 1
        while position + length < characters.count, peek(length) != UInt8(ascii: "\n") {
            if peek(length) == UInt8(ascii: "\\") {
                length += 2
            } else if peek(length) == UInt8(ascii: "/") {
                return length + 1
            } else {
                length += 1
            }
        }
        return nil
    }
}
