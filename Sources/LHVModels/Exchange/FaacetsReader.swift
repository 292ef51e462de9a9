import DataFiles
import Foundation
import QuantumStates

/// The keys of a listing of Faacets: as much of YAML as its files use, in flow and in block style.
struct FaacetsReader {
    private let lines: [Substring]
    private let source: String

    init(_ text: String, source: String) throws {
        self.source = source
        guard text.utf8.count <= FaacetsListing.largestFile else {
            throw FileFormatError(source, "listing", must: "have at most 16 MiB", was: "\(text.utf8.count) bytes")
        }
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    private func refuse(_ part: String, _ requirement: String, _ value: some StringProtocol) -> FileFormatError {
        FileFormatError(source, part, must: requirement, was: value.isEmpty ? "empty" : "\"\(value.prefix(60))\"")
    }

    func listing() throws -> FaacetsListing {
        if let type = value("type").map(plain), !["BellExpression", "Inequality"].contains(type) {
            throw refuse("type", "be BellExpression (write the expression out where the file derives it)", type)
        }
        let scenario = try scenario()
        guard let word = value("representation").map(plain) else {
            throw refuse("representation", "be there", "")
        }
        guard let representation = FaacetsListing.Representation(rawValue: word) else {
            let known = FaacetsListing.Representation.allCases.map(\.rawValue).joined(separator: ", ")
            throw refuse("representation", "be one of \(known)", word)
        }
        guard representation != .correlators || scenario.isBinary else {
            throw refuse(
                "representation", "be Non-signaling Collins-Gisin where settings have other than two outcomes", word)
        }
        let coefficients = try coefficients()
        var listing = FaacetsListing(
            scenario: scenario, representation: representation, coefficients: coefficients, localBound: localBound())
        let count = listing.count
        guard coefficients.count == count else {
            throw refuse("coefficients", "be \(count) for \(scenario)", "\(coefficients.count) numbers")
        }
        listing.name = plain(value("shortName") ?? "")
        return listing
    }

    // MARK: Keys

    private func indent(_ line: Int) -> Int { lines[line].prefix { $0 == " " }.count }

    /// The lines with a key, and what stands behind it.
    private func places(_ key: String) -> [(line: Int, indent: Int, rest: Substring)] {
        lines.indices.compactMap { line in
            let text = lines[line].drop { $0 == " " }
            guard text.hasPrefix(key), text.dropFirst(key.count).first == ":" else { return nil }
            return (line, indent(line), text.dropFirst(key.count + 1))
        }
    }

    /// The first of the outermost lines with a key: further in, files tell how an expression follows from another one.
    private func place(_ key: String) -> (line: Int, indent: Int, rest: Substring)? {
        places(key).min { ($0.indent, $0.line) < ($1.indent, $1.line) }
    }

    private func value(_ key: String) -> Substring? { place(key)?.rest }

    /// A scalar without blanks around it, a comment behind it, or quotes.
    private func plain(_ text: Substring) -> String {
        var word = text.drop { $0.isWhitespace }
        while word.last?.isWhitespace == true { word = word.dropLast() }
        for quote in ["'", "\""] where word.count >= 2 && word.hasPrefix(quote) {
            guard let end = word.dropFirst().lastIndex(of: Character(quote)) else { break }
            let inner = String(word[word.index(after: word.startIndex)..<end])
            return quote == "'" ? inner.replacing("''", with: "'") : inner
        }
        if let comment = word.firstRange(of: " #") { word = word[..<comment.lowerBound] }
        return String(word)
    }

    // MARK: Scenario

    /// Parties in parentheses or square brackets, all of them in other ones: `[(2 2) (2 2)]`, `{[2 2] [2 2]}`.
    private func scenario() throws -> Scenario {
        guard let word = value("scenario").map(plain) else { throw refuse("scenario", "be there", "") }
        let form = "be such as [(2 2) (2 2)], a number of outcomes for each setting of each party"
        var text = word[...]
        guard let first = text.popFirst(), let last = text.popLast(), "[{".contains(first), "]}".contains(last) else {
            throw refuse("scenario", form, word)
        }
        var outcomes: [[Int]] = []
        while let open = text.popFirst() {
            if open.isWhitespace { continue }
            guard "([".contains(open), let end = text.firstIndex(where: { ")]".contains($0) }) else {
                throw refuse("scenario", form, word)
            }
            let numbers = text[..<end].split(separator: " ").map { Int($0) }
            guard !numbers.isEmpty, numbers.allSatisfy({ $0.map { $0 >= 1 } ?? false }) else {
                throw refuse("scenario", form, word)
            }
            outcomes.append(numbers.compactMap(\.self))
            text = text[text.index(after: end)...]
        }
        do { return try Scenario(outcomes: outcomes) } catch let error as InvalidArgument {
            throw FileFormatError(source, error)
        }
    }

    // MARK: Coefficients

    private func coefficients() throws -> [Double] {
        guard let found = place("coefficients") else { throw refuse("coefficients", "be there", "") }
        guard places("coefficients").count(where: { $0.indent == found.indent }) == 1 else {
            throw refuse("coefficients", "be there once", "there twice")
        }
        // All that belongs to the key: the rest of its line, and lines further in or of a list.
        var text = found.rest[...]
        var block = String(text)
        for line in lines[(found.line + 1)...] {
            let body = line.drop { $0 == " " }
            let isWithin = line.count - body.count > found.indent || body.hasPrefix("-") || body.hasPrefix("]")
            guard isWithin || body.isEmpty else { break }
            block += "\n" + line
        }
        text = block[...]
        var denominator = 1.0
        if let key = text.firstRange(of: "numerator:") {
            guard let other = text.firstRange(of: "denominator:") else {
                throw refuse("coefficients", "have a denominator with their numerator", "without one")
            }
            let word = text[other.upperBound...].drop { $0.isWhitespace }.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(word), number >= 1 else {
                throw refuse("denominator", "be a whole number above 0", word)
            }
            denominator = Double(number)
            text = text[key.upperBound...]
        }
        let numbers = try text.firstIndex(of: "[").map { try flow(text[text.index(after: $0)...]) } ?? items(text)
        return numbers.map { $0 / denominator }
    }

    /// `1, 2, …]`.
    private func flow(_ text: Substring) throws -> [Double] {
        guard let end = text.firstIndex(of: "]") else { throw refuse("coefficients", "end with ]", "cut off") }
        let inner = text[..<end]
        if inner.allSatisfy(\.isWhitespace) { return [] }
        return try inner.split(separator: ",", omittingEmptySubsequences: false).map(number)
    }

    /// `- 1` on lines of its own.
    private func items(_ text: Substring) throws -> [Double] {
        try text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }.map { line in
            let item = line.drop { $0.isWhitespace }
            guard item.first == "-" else {
                throw refuse("coefficients", "be a list such as [1, -1] or of \"- 1\"", item)
            }
            return try number(item.dropFirst())
        }
    }

    /// A whole number, a fraction such as 1/4, or a decimal one.
    private func number(_ text: Substring) throws -> Double {
        let word = plain(text)
        let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = parts.map { Double($0) ?? .nan }
        let value = numbers.count == 2 ? numbers[0] / numbers[1] : numbers[0]
        guard value.isFinite, !word.contains("x"), !word.contains("p") else {
            throw refuse("coefficients", "hold numbers such as 3, -1/2 or 0.25", word)
        }
        return value
    }

    // MARK: Bounds

    /// What stands under `upper` as the local bound, or in older files under `bounds` as `x <= 2`; nil where it is no plain number.
    private func localBound() -> Double? {
        let start = place("upper")?.line ?? (place("lower") == nil ? place("bounds")?.line : nil)
        guard let start else { return nil }
        let outer = indent(start)
        var block = String(lines[start])
        for line in lines.indices[(start + 1)...] {
            guard indent(line) > outer || lines[line].allSatisfy(\.isWhitespace) else { break }
            block += "\n" + lines[line]
        }
        var rest = block[...]
        while let key = rest.firstRange(of: "local:") {
            let before = block[..<key.lowerBound].last ?? " "
            rest = rest[key.upperBound...]
            // A key of its own, and not the end of another one.
            guard before.isWhitespace || before == "{" || before == "," else { continue }
            var word = plain(rest.prefix { !",}".contains($0) && !$0.isNewline })[...]
            if word.hasPrefix("x <= ") { word = word.dropFirst(5) }
            return try? number(word)
        }
        return nil
    }
}
