import Foundation

/// Takes a certificate's file of text apart, line by line; see ``CertificateWriter`` for what it looks like.
package struct CertificateReader {
    /// All lines between the first and the check sum.
    private let lines: [Substring]
    private var next = 0
    /// What error messages call the file.
    private let source: String

    /// - Throws: ``/DataFiles/FileFormatError`` when the file is of another kind or version, is truncated, or its check sum does not fit.
    package init(_ data: Data, kind: CertificateKind, named source: String) throws {
        func check(_ condition: Bool, _ part: String, _ requirement: String, _ value: @autoclosure () -> Any) throws {
            guard condition else { throw FileFormatError(source, part, must: requirement, was: value()) }
        }
        let first = Data((kind.firstLine + "\n").utf8)
        try check(
            data.starts(with: first), "first line", "be '\(kind.firstLine)'",
            String(decoding: data.prefix { $0 != UInt8(ascii: "\n") }.prefix(40), as: UTF8.self))
        // "checksum ", eight digits, and "end", each with its line feed.
        let trailer = 9 + 8 + 1 + 4
        try check(
            data.count >= first.count + trailer && data.suffix(5) == Data("\nend\n".utf8), "last line", "be 'end'",
            String(decoding: data.suffix(8), as: UTF8.self))
        let body = data.dropLast(trailer)
        let sum = String(decoding: data.dropLast(5).suffix(17), as: UTF8.self)
        let expected = CertificateWriter.sumLine(of: body)
        try check(sum == expected && body.last == UInt8(ascii: "\n"), "check sum", "be '\(expected)'", sum)
        let text = String(decoding: body.dropFirst(first.count), as: UTF8.self)
        // An encoding error would have become another character.
        try check(text.utf8.elementsEqual(body.dropFirst(first.count)), "text", "be UTF-8", "something else")
        // By bytes: a carriage return and a line feed are one character, which would hide the end of a line.
        lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
            .map { Substring($0) }
        self.source = source
    }

    private func fail(_ requirement: String, line: Int) -> FileFormatError {
        let text = lines.indices.contains(line) ? String(lines[line].prefix(60)) : "the end of the file"
        return FileFormatError(source, "line \(line + 2)", must: requirement, was: "'\(text)'")
    }

    /// How many lines are left.
    package var remaining: Int { lines.count - next }

    /// Whether the next line has this key.
    package func isNext(_ key: String) -> Bool {
        // By bytes: a blank and what follows it may look like one character.
        next < lines.count && (lines[next] == key || lines[next].utf8.starts(with: (key + " ").utf8))
    }

    /// The words behind the key of the next line.
    package mutating func words(_ key: String) throws -> [Substring] {
        guard isNext(key) else { throw fail("begin with '\(key)'", line: next) }
        let words = lines[next].split(separator: " ", omittingEmptySubsequences: false).dropFirst()
        next += 1
        return Array(words)
    }

    /// The words behind the key of the next line, which must be so many.
    package mutating func words(_ key: String, count: Int) throws -> [Substring] {
        let words = try words(key)
        guard words.count == count else { throw fail("have \(count) words behind '\(key)'", line: next - 1) }
        return words
    }

    /// The text behind the key of the next line.
    package mutating func text(_ key: String) throws -> String {
        guard isNext(key), lines[next].utf8.count > key.utf8.count else {
            throw fail("be '\(key)' and a text", line: next)
        }
        var (text, isEscaped) = ("".unicodeScalars, false)
        for scalar in lines[next].unicodeScalars.dropFirst(key.unicodeScalars.count + 1) {
            if isEscaped {
                text.append(scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                text.append(scalar)
            }
        }
        next += 1
        return String(text)
    }

    /// The whole numbers behind the key of the next line, as many as are asked for.
    package mutating func wholes<Number: FixedWidthInteger>(
        _ key: String, count: Int? = nil, in range: ClosedRange<Number>
    ) throws -> [Number] {
        let found = if let count { try words(key, count: count) } else { try words(key) }
        return try found.map { word in
            guard let number = Number(word), word == "\(number)", range.contains(number) else {
                throw fail("be '\(key)' and whole numbers in \(range.lowerBound)…\(range.upperBound)", line: next - 1)
            }
            return number
        }
    }

    /// The whole number behind the key of the next line.
    package mutating func whole<Number: FixedWidthInteger>(
        _ key: String, in range: ClosedRange<Number>
    ) throws -> Number { try wholes(key, count: 1, in: range)[0] }

    /// How many lines with one entry each follow, at most as many as are left: nothing is made of a size that the file has not.
    package mutating func count(_ key: String) throws -> Int {
        let number: Int = try whole(key, in: 0...Int.max)
        guard number <= remaining else { throw fail("count lines that follow, \(remaining) at most", line: next - 1) }
        return number
    }

    /// The doubles behind the key of the next line.
    package mutating func dyadics(_ key: String, count: Int) throws -> [Double] {
        try words(key, count: count).map { try dyadic($0) }
    }

    /// The double behind the key of the next line.
    package mutating func dyadic(_ key: String) throws -> Double { try dyadics(key, count: 1)[0] }

    /// The double that a word of the line before is.
    package func dyadic(_ word: Substring) throws -> Double {
        let parts = word.split(separator: "p", maxSplits: 1, omittingEmptySubsequences: false)
        guard let fraction = Int64(parts[0]), parts[0] == "\(fraction)", fraction.magnitude <= 1 << 53 else {
            throw fail("hold numbers such as 3, -5p-3 or 1p9", line: next - 1)
        }
        guard parts.count == 2 else { return Double(fraction) }
        guard let power = Int(parts[1]), parts[1] == "\(power)", (-1074...1023).contains(power) else {
            throw fail("hold powers of two in −1074…1023", line: next - 1)
        }
        // Exact: a multiple of 2⁻¹⁰⁷⁴ of at most 53 bits.
        let value = Double(sign: .plus, exponent: power, significand: Double(fraction))
        guard value.isFinite else { throw fail("hold numbers that are doubles", line: next - 1) }
        return value
    }

    /// Throws unless all lines were read.
    package func finish() throws {
        guard next == lines.count else { throw fail("be the check sum", line: next) }
    }
}
