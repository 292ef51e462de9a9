import LHVModels

/// What the files of certificates of correlators and of behaviours hold alike.
enum CertificateText {
    /// Writes both ends and what is known of an end without proof; the coefficients in rows of one length.
    static func writeEnds(
        _ lower: Double, _ upper: VisibilityCertificate.UpperEnd?, _ unproven: UnprovenEnd?, row: Int,
        to writer: inout CertificateWriter
    ) throws {
        let rows = Array(repeating: row, count: (upper?.coefficients.count ?? 0) / row)
        try writeEnds(lower, upper, unproven, rows: rows, to: &writer)
    }

    /// Writes both ends and what is known of an end without proof; the coefficients in rows of the given lengths.
    static func writeEnds(
        _ lower: Double, _ upper: VisibilityCertificate.UpperEnd?, _ unproven: UnprovenEnd?, rows: [Int],
        to writer: inout CertificateWriter
    ) throws {
        try writer.dyadics("lower", [lower])
        if let upper {
            writer.line("upper", [try CertificateWriter.dyadic(upper.visibility, "upper"), "\(upper.localBound)"])
            try require(
                upper.coefficients.count == rows.reduce(0, +), "coefficients",
                must: "be as many as the target has entries",
                was: upper.coefficients.count)
            var start = 0
            for row in rows {
                writer.line("m", upper.coefficients[start..<(start + row)])
                start += row
            }
        } else {
            writer.line("upper", ["none"])
        }
        try write(unproven, to: &writer)
    }

    /// Writes what is known of an end without proof.
    static func write(_ unproven: UnprovenEnd?, to writer: inout CertificateWriter) throws {
        guard let unproven else { return writer.line("unproven", ["none"]) }
        writer.line(
            "unproven",
            [
                unproven.reason.rawValue, try CertificateWriter.dyadic(unproven.visibility, "visibility"),
                unproven.cost == .infinity ? "inf" : try CertificateWriter.dyadic(unproven.cost, "cost"),
                "\(unproven.nodes)",
            ])
    }

    /// The answers of each party as signs.
    static func signs(of strategy: DeterministicStrategy) throws -> [String] {
        try strategy.outcomes.map { outcomes in
            try outcomes.map { outcome in
                try require(outcome <= 1, "outcome", must: "be 0 or 1 in correlators", was: outcome)
                return outcome == 0 ? "+" : "-"
            }.joined()
        }
    }

    /// A strategy from the signs of each party.
    static func strategy(
        _ words: some Collection<Substring>, settings: [Int], _ source: String
    ) throws -> DeterministicStrategy {
        try require(
            words.count == settings.count, "\(source): strategy", must: "have answers of each party", was: words)
        return try DeterministicStrategy(
            outcomes: zip(words, settings).map { word, count in
                try require(
                    word.utf8.count == count && word.allSatisfy { $0 == "+" || $0 == "-" }, "\(source): answers",
                    must: "be \(count) signs", was: word)
                return word.map { $0 == "+" ? 0 : 1 }
            })
    }

    /// Reads whether there are marginals.
    static func readMarginals(_ reader: inout CertificateReader, _ source: String) throws -> Bool {
        let word = try reader.words("marginals", count: 1)[0]
        try require(["yes", "no"].contains(word), "\(source): marginals", must: "be yes or no", was: word)
        return word == "yes"
    }

    /// Reads the strategies with their weights; how a strategy is written is for the caller to say.
    static func readModel(
        _ reader: inout CertificateReader, _ source: String, _ strategy: ([Substring]) throws -> DeterministicStrategy
    ) throws -> LocalDecomposition {
        let count = try reader.count("strategies")
        var (strategies, weights) = ([DeterministicStrategy](), [Double]())
        for _ in 0..<count {
            let words = try reader.words("w")
            try require(words.count >= 2, "\(source): strategy", must: "have a weight and answers", was: words)
            weights.append(try reader.dyadic(words[0]))
            strategies.append(try strategy(Array(words.dropFirst())))
        }
        return try LocalDecomposition(strategies: strategies, weights: weights)
    }

    /// Reads both ends and what is known of an end without proof.
    static func readEnds(
        _ reader: inout CertificateReader, _ source: String, rows: [Int]
    ) throws -> (lower: Double, upper: VisibilityCertificate.UpperEnd?, unproven: UnprovenEnd?) {
        let lower = try reader.dyadic("lower")
        var upper: VisibilityCertificate.UpperEnd?
        if let (word, bound) = try readUpper(&reader, source) {
            let visibility = try reader.dyadic(word)
            var coefficients: [Int64] = []
            for row in rows { coefficients += try reader.wholes("m", count: row, in: Int64.min...Int64.max) }
            upper = VisibilityCertificate.UpperEnd(
                coefficients: coefficients, localBound: bound, visibility: visibility)
        }
        return (lower, upper, try readUnproven(&reader, source))
    }

    /// Reads the word of an upper end and its local bound; nil when there is no such end.
    static func readUpper(
        _ reader: inout CertificateReader, _ source: String
    ) throws -> (visibility: Substring, bound: Int64)? {
        let words = try reader.words("upper")
        if words == ["none"] { return nil }
        guard words.count == 2, let bound = Int64(words[1]), words[1] == "\(bound)" else {
            throw FileFormatError(source, "upper end", must: "be 'none', or a visibility and a bound", was: words)
        }
        return (words[0], bound)
    }

    /// Reads what is known of an end without proof.
    static func readUnproven(_ reader: inout CertificateReader, _ source: String) throws -> UnprovenEnd? {
        let parts = try reader.words("unproven")
        if parts == ["none"] { return nil }
        guard parts.count == 4, let reason = UnprovenEnd.Reason(rawValue: String(parts[0])),
            let nodes = Int(parts[3]), nodes >= 0
        else {
            throw FileFormatError(
                source, "unproven end", must: "be 'none', or reason, visibility, cost and nodes", was: parts)
        }
        return UnprovenEnd(
            reason, visibility: try reader.dyadic(parts[1]),
            cost: parts[2] == "inf" ? .infinity : try reader.dyadic(parts[2]), nodes: nodes)
    }
}
