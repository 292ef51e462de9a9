/// Colours code: words, numbers and strings get the classes of what they are.
///
/// It knows no more than the text does: a word that begins with a capital letter is a type, a word before a parenthesis is
/// called, and a keyword behind a full stop or as an argument's label is none.
struct SwiftHighlighter {
    /// What a piece of code is; the raw value is its class on the page.
    enum Kind: String {
        case plain = ""
        case keyword = "kw"
        case type = "ty"
        case call = "fn"
        case number = "nu"
        case string = "st"
        case interpolation = "ip"
        case regularExpression = "re"
        case comment = "co"
        case attribute = "at"
    }

    struct Token: Equatable {
        var kind: Kind
        var text: String
    }

    private var tokens: [Token] = []
    /// The last scalar of code that was no white space.
    private var previous: Unicode.Scalar = "\n"
    /// The last word.
    private var lastWord = ""
    /// Whether a statement whose brace begins a body has begun: `if`, `for` and others.
    private var awaitsBody = false

    /// The code in pieces, which joined are the code.
    static func tokens(of code: String) -> [Token] {
        let (bytes, spans) = SwiftScanner.spans(of: code)
        var highlighter = SwiftHighlighter()
        var position = 0
        for span in spans {
            highlighter.addCode(bytes[position..<span.range.lowerBound])
            highlighter.add(kind(of: span.kind), String(decoding: bytes[span.range], as: UTF8.self))
            if span.kind != .comment { highlighter.previous = "\"" }
            position = span.range.upperBound
        }
        highlighter.addCode(bytes[position...])
        return highlighter.tokens
    }

    /// The code in HTML.
    static func html(of code: String) -> String {
        tokens(of: code).map { token in
            let text = token.text.escapedForHTML
            return token.kind == .plain ? text : "<span class=\"\(token.kind.rawValue)\">\(text)</span>"
        }.joined()
    }

    private static func kind(of span: SwiftScanner.Span.Kind) -> Kind {
        switch span {
        case .comment: .comment
        case .string: .string
        case .interpolation: .interpolation
        case .regularExpression: .regularExpression
        }
    }

    private mutating func add(_ kind: Kind, _ text: some StringProtocol) {
        guard !text.isEmpty else { return }
        if tokens.last?.kind == kind {
            tokens[tokens.count - 1].text += text
        } else {
            tokens.append(Token(kind: kind, text: String(text)))
        }
    }

    private mutating func addCode(_ bytes: ArraySlice<UInt8>) {
        var rest = Substring(decoding: bytes, as: UTF8.self).unicodeScalars[...]
        while let first = rest.first {
            if isWordStart(first) {
                addWord(from: &rest)
            } else if SwiftHighlighter.isDigit(first) {
                addNumber(from: &rest)
            } else if (first == "@" || first == "#"), let next = rest.dropFirst().first, isWordStart(next) {
                let word = rest.dropFirst().prefix(while: isWordPart)
                add(.attribute, String(first) + String(word))
                rest = rest[word.endIndex...]
                previous = "@"
            } else {
                if first == "{" { awaitsBody = false }
                if !first.properties.isWhitespace { previous = first }
                add(.plain, String(first))
                rest = rest.dropFirst()
            }
        }
    }

    private mutating func addWord(from rest: inout Substring.UnicodeScalarView.SubSequence) {
        let scalars = rest.prefix(while: isWordPart)
        let word = String(scalars)
        rest = rest[scalars.endIndex...]
        let kind = kind(of: word, before: rest)
        if kind == .keyword, SwiftHighlighter.beginsBody.contains(word) { awaitsBody = true }
        add(kind, word)
        lastWord = word
        previous = scalars.last ?? previous
    }

    private func kind(of word: String, before rest: Substring.UnicodeScalarView.SubSequence) -> Kind {
        let next = rest.first ?? "\n"
        let isMember = previous == "."
        if !isMember {
            let isLabel =
                next == ":" && !SwiftHighlighter.mayStandBeforeColons.contains(word)
                || (previous == "(" || previous == ",") && SwiftHighlighter.labels.contains(word)
            if !isLabel, SwiftHighlighter.keywords.contains(word) { return .keyword }
            if !isLabel, SwiftHighlighter.contextualKeywords.contains(word), next == " ",
                let following = rest.dropFirst().first, isWordStart(following) || following == "@"
            {
                return .keyword
            }
        }
        if next == "(" || lastWord == "func" && previous == "c" { return word.startsWithCapital ? .type : .call }
        if isMember, next == " ", rest.dropFirst().first == "{", !awaitsBody { return .call }
        return word.startsWithCapital ? .type : .plain
    }

    private mutating func addNumber(from rest: inout Substring.UnicodeScalarView.SubSequence) {
        // The number of a member of a tuple has no point of its own.
        let isMember = previous == "." && tokens.last?.text.last == "."
        var end = rest.startIndex
        var last: Unicode.Scalar = " "
        while end < rest.endIndex {
            let scalar = rest[end]
            let following = rest.index(after: end) < rest.endIndex ? rest[rest.index(after: end)] : " "
            let isSign =
                (scalar == "+" || scalar == "-") && (last == "e" || last == "E")
                && !rest.starts(with: "0x".unicodeScalars)
            let isPoint = scalar == "." && SwiftHighlighter.isDigit(following) && !isMember
            guard scalar.isASCII, isWordPart(scalar) || isSign || isPoint else { break }
            last = scalar
            end = rest.index(after: end)
        }
        add(isMember ? .plain : .number, String(rest[..<end]))
        rest = rest[end...]
        previous = "0"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private func isWordStart(_ scalar: Unicode.Scalar) -> Bool {
        isWordPart(scalar) && !SwiftHighlighter.isDigit(scalar)
    }

    /// Letters, digits, subscripts and signs such as ⟩ that Swift takes for operators not.
    private func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "_" || scalar == "$" || scalar == "`" { return true }
        return scalar.properties.isXIDContinue || scalar.properties.generalCategory == .otherNumber
    }

    private static let keywords: Set<String> = [
        "import", "let", "var", "func", "struct", "enum", "class", "protocol", "extension", "typealias",
        "associatedtype",
        "init", "deinit", "subscript", "static", "public", "private", "fileprivate", "internal", "if", "else", "guard",
        "switch", "case", "default", "for", "in", "while", "repeat", "do", "catch", "throw", "throws", "rethrows",
        "return",
        "break", "continue", "fallthrough", "defer", "where", "as", "is", "try", "await", "async", "nil", "true",
        "false",
        "self", "Self", "super", "inout", "Any",
    ]
    /// Words that are keywords in front of another word only.
    private static let contextualKeywords: Set<String> = [
        "some", "any", "actor", "package", "open", "final", "lazy", "weak", "unowned", "mutating", "nonmutating",
        "override",
        "convenience", "required", "indirect", "isolated", "nonisolated", "borrowing", "consuming", "sending",
        "operator",
        "prefix", "postfix", "infix",
    ]
    private static let mayStandBeforeColons: Set<String> = ["default", "true", "false", "nil", "self"]
    private static let labels: Set<String> = ["for", "in", "where", "while", "do", "as", "is", "default"]
    private static let beginsBody: Set<String> = ["if", "guard", "for", "while", "switch"]
}

extension String {
    /// The text with the characters that HTML takes for its own written out.
    var escapedForHTML: String {
        // By scalars: a mark may combine with a bracket into one character.
        String(
            unicodeScalars.reduce(into: String.UnicodeScalarView()) { text, scalar in
                switch scalar {
                case "&": text += "&amp;".unicodeScalars
                case "<": text += "&lt;".unicodeScalars
                case ">": text += "&gt;".unicodeScalars
                case "\"": text += "&quot;".unicodeScalars
                default: text.append(scalar)
                }
            })
    }

    fileprivate var startsWithCapital: Bool { unicodeScalars.first?.properties.isUppercase ?? false }
}
