import Foundation

/// The lines of a file of a program for polyhedra.
struct PolyhedronReader {
    let lines: [Substring]
    let source: String
    var line = 0
    private var numbers = 0

    init(_ data: Data, source: String) {
        lines = String(decoding: data, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        self.source = source
    }

    func refuse(_ requirement: String, _ value: some StringProtocol, line: Int? = nil) -> FileFormatError {
        FileFormatError(
            source, "line \((line ?? self.line) + 1)", must: requirement,
            was: value.isEmpty ? "empty" : "\"\(value.prefix(40))\"")
    }

    func words(_ text: Substring) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }

    mutating func count(_ more: Int) throws {
        numbers += more
        guard numbers <= PolyhedronRows.largestCount else { throw refuse("be among at most 2^26 numbers", "more") }
    }

    /// A row of numbers in a line, as integers with a common factor.
    mutating func row(_ words: some Collection<Substring>, count expected: Int) throws -> [Int] {
        guard words.count == expected else { throw refuse("have \(expected) numbers", "\(words.count) numbers") }
        try count(expected)
        let numbers = try words.map { word in
            guard let number = ExactNumber(word) else {
                throw refuse("hold numbers such as 3, -1/2 or 0.25 that fit 64 bits", word)
            }
            return number
        }
        guard let integers = ExactNumber.integers(numbers) else {
            throw refuse("have a common denominator that fits 64 bits", "larger")
        }
        return integers
    }

    func rows(
        _ rows: [[Int]], _ kind: PolyhedronRows.Kind, width: Int, equations: Set<Int> = []
    ) throws -> PolyhedronRows {
        do {
            return try PolyhedronRows(rows, kind: kind, dimension: width - 1, equations: equations)
        } catch let error as InvalidArgument {
            throw FileFormatError(source, error)
        }
    }

    // MARK: lrs and cdd

    mutating func readCDD() throws -> PolyhedronRows {
        // Without a word, it is inequalities for both programs.
        var kind = PolyhedronRows.Kind.inequalities
        var equations: Set<Int> = []
        var width: (rows: Int?, columns: Int)?
        var found: [[Int]] = []
        search: while line < lines.count {
            let words = words(lines[line])
            switch words.first {
            case "H-representation": kind = .inequalities
            case "V-representation": kind = .generators
            case "begin":
                line += 1
                width = try readSize()
                break search
            default: try readOption(words, &equations)
            }
            line += 1
        }
        guard let width else {
            throw refuse(
                "have a line \"begin\" before its numbers (around plain rows write begin, \"24 9 rational\" and end)",
                "without one", line: 0)
        }
        line += 1
        while line < lines.count {
            let words = words(lines[line])
            if words.first == "end" { break }
            if let first = words.first, !first.hasPrefix("*") { found.append(try row(words, count: width.columns)) }
            line += 1
        }
        guard line < lines.count else { throw refuse("have a line \"end\" after its numbers", "cut off") }
        // cdd takes its options on either side of the rows.
        let last = line
        for rest in (last + 1)..<max(last + 1, lines.count) {
            line = rest
            try readOption(words(lines[line]), &equations)
        }
        line = last
        if let rows = width.rows, rows != found.count {
            throw refuse("follow \(rows) rows", "\(found.count) rows")
        }
        return try rows(found, kind, width: width.columns, equations: equations)
    }

    /// Takes an option that says which rows are equations, refuses one that would make it another polyhedron, and passes over all others:
    /// names, comments, and what a program is to do.
    private func readOption(_ words: [Substring], _ equations: inout Set<Int>) throws {
        switch words.first {
        case "linearity", "equality":
            let places = words.dropFirst().compactMap { Int($0) }
            guard let number = places.first, places.count == words.count - 1, number == places.count - 1 else {
                throw refuse("say how many rows are equations, and which", lines[line])
            }
            guard places.dropFirst().allSatisfy({ $0 >= 1 }) else { throw refuse("count rows from 1", lines[line]) }
            equations.formUnion(places.dropFirst().map { $0 - 1 })
        case "nonnegative":
            throw refuse("write each x ≥ 0 as a row", lines[line])
        case "strict_inequality":
            throw refuse("have inequalities that are not strict", lines[line])
        default: break
        }
    }

    /// The numbers of rows and columns; lrs writes asterisks for rows that it does not know yet.
    private func readSize() throws -> (rows: Int?, columns: Int) {
        let words = line < lines.count ? words(lines[line]) : []
        guard words.count == 3, let columns = Int(words[1]), (2...PolyhedronRows.largestCount).contains(columns),
            words[0].allSatisfy({ $0 == "*" }) || Int(words[0]).map({ $0 >= 0 }) == true,
            ["integer", "rational", "real"].contains(words[2])
        else {
            throw refuse(
                "have rows, columns (at least 2) and integer, rational or real", line < lines.count ? lines[line] : "")
        }
        return (Int(words[0]), columns)
    }

    // MARK: normaliz

    mutating func readNormaliz(_ kind: PolyhedronRows.Kind?) throws -> PolyhedronRows {
        while line < lines.count {
            let words = words(lines[line])
            if words.first == "amb_space" { return try readNormalizInput(words) }
            if words.count >= 3, lines[line].hasSuffix(":"), Int(words[0]) != nil {
                return try readNormalizOutput(kind)
            }
            line += 1
        }
        throw refuse("begin with amb_space, or hold lists of normaliz's output", "without them", line: 0)
    }

    /// Lists such as "24 support hyperplanes:", in which the constant stands last.
    private mutating func readNormalizOutput(_ kind: PolyhedronRows.Kind?) throws -> PolyhedronRows {
        var lists: [(title: String, rows: [[Int]])] = []
        while line < lines.count {
            let words = words(lines[line])
            guard lines[line].hasSuffix(":"), let number = words.first.flatMap({ Int($0) }), number >= 0 else {
                line += 1
                continue
            }
            let title = words.dropFirst().joined(separator: " ").dropLast()
            var found: [[Int]] = []
            line += 1
            while found.count < number {
                guard line < lines.count else { throw refuse("belong to \(number) \(title)", "cut off") }
                let words = self.words(lines[line])
                guard !words.isEmpty else { throw refuse("belong to \(number) \(title)", "cut off") }
                found.append(try row(words, count: words.count))
                line += 1
            }
            lists.append((String(title), found))
        }
        func list(_ beginnings: [String]) -> [[Int]]? {
            lists.first { list in beginnings.contains { list.title.hasPrefix($0) } }?.rows
        }
        let inequalities = list(["support hyperplanes"])
        let vertices = list(["vertices of polyhedron"]) ?? list(["extreme rays", "extreme points"])
        let wanted = kind ?? (inequalities != nil ? .inequalities : .generators)
        if wanted == .inequalities, let inequalities {
            let all = inequalities + (list(["equations"]) ?? [])
            return try turned(all, .inequalities, equations: Set(inequalities.count..<all.count))
        }
        guard wanted == .generators, let vertices else {
            throw refuse(
                "belong to a file with \(wanted == .inequalities ? "support hyperplanes" : "vertices")", "the end")
        }
        let isPolyhedron = list(["vertices of polyhedron"]) != nil
        return try turned(
            vertices + (isPolyhedron ? list(["extreme rays of recession cone"]) ?? [] : []), .generators, equations: [])
    }

    /// Rows whose last entry comes first in ours.
    private func turned(
        _ found: [[Int]], _ kind: PolyhedronRows.Kind, equations: Set<Int>
    ) throws -> PolyhedronRows {
        guard let width = found.first?.count, width >= 2 else {
            throw refuse("belong to a file with rows of at least 2 numbers", "the end")
        }
        return try rows(
            found.map { row in row.suffix(1) + row.dropLast() }, kind, width: width, equations: equations)
    }

    private mutating func readNormalizInput(_ size: [Substring]) throws -> PolyhedronRows {
        guard size.count == 2, let space = Int(size[1]), (1...PolyhedronRows.largestCount).contains(space) else {
            throw refuse("say amb_space and a number above 0", lines[line])
        }
        // Kinds of the space itself have one number less than those with a constant or a denominator.
        let kinds: [Substring: (kind: PolyhedronRows.Kind, isHomogeneous: Bool, isEquation: Bool)] = [
            "inequalities": (.inequalities, true, false), "equations": (.inequalities, true, true),
            "inhom_inequalities": (.inequalities, false, false), "inhom_equations": (.inequalities, false, true),
            "vertices": (.generators, false, false), "cone": (.generators, true, false),
        ]
        var found: [[Int]] = []
        var equations: Set<Int> = []
        var kind: PolyhedronRows.Kind?
        var hasConstants = false
        line += 1
        while line < lines.count {
            let words = words(lines[line])
            guard let keyword = words.first, let entry = kinds[keyword] else {
                // Goals of the computation, such as SupportHyperplanes, are words of their own.
                guard words.count <= 1 || words.first?.hasPrefix("/*") == true else {
                    throw refuse("be one of \(kinds.keys.sorted().joined(separator: ", ")) with a number", lines[line])
                }
                line += 1
                continue
            }
            guard words.count == 2, let number = Int(words[1]), number >= 0 else {
                throw refuse("say \(keyword) and a number of rows", lines[line])
            }
            guard kind == nil || kind == entry.kind else {
                throw refuse("be of the kind of the rows before", keyword)
            }
            kind = entry.kind
            if !entry.isHomogeneous { hasConstants = true }
            line += 1
            var read = 0
            while read < number {
                guard line < lines.count else { throw refuse("belong to \(number) rows", "cut off") }
                let words = self.words(lines[line])
                if !words.isEmpty {
                    found.append(try row(words, count: entry.isHomogeneous ? space : space + 1))
                    if entry.isEquation { equations.insert(found.count - 1) }
                    read += 1
                }
                line += 1
            }
        }
        // Where one kind has a constant, the others have 0; where none has, it is the last coordinate of the space.
        return try turned(
            found.map { hasConstants && $0.count == space ? $0 + [0] : $0 }, kind ?? .inequalities, equations: equations
        )
    }
}
