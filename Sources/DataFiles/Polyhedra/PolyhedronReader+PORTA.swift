extension PolyhedronReader {
    mutating func readPORTA() throws -> PolyhedronRows {
        var dimension: Int?
        var found: [[Int]] = []
        var equations: Set<Int> = []
        var kind: PolyhedronRows.Kind?
        // What the lines hold: points (1), rays (0) or inequalities (nil).
        var section: (isInequalities: Bool, denominator: Int)?
        while line < lines.count {
            let words = words(lines[line])
            let text = lines[line].filter { !$0.isWhitespace }
            switch words.first {
            case nil: break
            case .some(let word) where word.hasPrefix("DIM"):
                // A row may name few of its variables, so that this number alone says what memory it takes.
                guard let words = lines[line].split(separator: "=").last.map({ self.words($0) }), words.count == 1,
                    let value = Int(words[0]), (1...1 << 16).contains(value)
                else { throw refuse("say DIM = and a number in 1…65536", lines[line]) }
                dimension = value
            case "INEQUALITIES_SECTION":
                section = (true, 0)
                kind = .inequalities
            case "CONV_SECTION", "CONE_SECTION":
                section = (false, words.first == "CONV_SECTION" ? 1 : 0)
                kind = .generators
            case "END": section = nil
            case .some(let word)
            where word.hasSuffix("_SECTION") || word == "VALID" || word.hasSuffix("_BOUNDS")
                || word == "ELIMINATION_ORDER" || word == "strong":
                section = nil
            default:
                guard let section else { break }
                guard let dimension else { throw refuse("come after DIM =", lines[line]) }
                if section.isInequalities {
                    for (word, next) in zip(words, words.dropFirst()) where word.last?.isNumber == true {
                        guard next.first?.isNumber != true else {
                            throw refuse("be an inequality such as +x1-2x2<=1, with signs between numbers", lines[line])
                        }
                    }
                    let (row, isEquation) = try inequality(text, dimension)
                    if isEquation { equations.insert(found.count) }
                    found.append(row)
                } else {
                    let numbers = words.drop { $0.contains(where: { $0 == "(" || $0 == ")" }) }
                    // "( 12)" and "(12)" are numbers of the rows.
                    let isCut = words.first?.hasPrefix("(") == true && words.first?.hasSuffix(")") == false
                    let entries = isCut ? words.dropFirst(2) : numbers
                    let denominator: Substring = section.denominator == 1 ? "1" : "0"
                    found.append(try row([denominator] + Array(entries), count: dimension + 1))
                }
            }
            line += 1
        }
        guard let kind, let dimension else {
            throw refuse("say DIM = and have a section of inequalities or points", "without them", line: 0)
        }
        return try rows(found, kind, width: dimension + 1, equations: equations)
    }

    /// An inequality such as `(3)+x1-2x2+1/2x3<=1`, as a row (b, a).
    private mutating func inequality(_ text: String, _ dimension: Int) throws -> (row: [Int], isEquation: Bool) {
        var rest = text[...]
        if rest.first == "(" { rest = rest.drop { $0 != ")" }.dropFirst() }
        guard let sign = rest.firstIndex(where: { "<>=".contains($0) }) else {
            throw refuse("be an inequality such as +x1-2x2<=1", text)
        }
        let relation = rest[sign...].prefix { "<>=".contains($0) }
        guard ["<=", ">=", "==", "=<", "=>", "="].contains(relation) else {
            throw refuse("have one of <=, >= and ==", relation)
        }
        let isLess = !relation.contains(">")
        var words = [Substring](repeating: "0", count: dimension + 1)
        words[0] = rest[relation.endIndex...]
        if words[0].first == "+" { words[0] = words[0].dropFirst() }
        var terms = rest[..<sign]
        while !terms.isEmpty {
            let coefficient = terms.prefix { $0 != "x" && $0 != "X" }
            let digits = terms[coefficient.endIndex...].dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard let place = Int(digits), (1...dimension).contains(place), words[place] == "0" else {
                throw refuse("have each of x1…x\(dimension) at most once", terms)
            }
            var number = coefficient
            if number.last == "*" { number = number.dropLast() }
            let isSign = number.isEmpty || number == "+" || number == "-"
            words[place] = isSign ? number + "1" : number
            if words[place].first == "+" { words[place] = words[place].dropFirst() }
            terms = terms[digits.endIndex...]
        }
        let row = try row(words, count: dimension + 1)
        // a·x ≤ β is β − a·x ≥ 0, and a·x ≥ β is −β + a·x ≥ 0.
        return (
            row.enumerated().map { ($0.offset == 0) == isLess ? $0.element : -$0.element },
            relation.allSatisfy { $0 == "=" }
        )
    }
}
