import Foundation
import LHVModels

/// The file: lines of text, all numbers exact.
///
///     LHVEXA 1
///     name CHSH
///     settings 2 2
///     marginals no
///     source values              or state, and then:
///     e sqrt(1/2) …              one line for all entries with the same first indices
///     state 3                    the number of products that follow
///     t XX -1
///     d cos(1/8) sin(1/8) 0      for each setting of the first party, then of the next
///     model 0.707106781186       decimal fractions of twelve digits
///     strategies 4
///     w 70368744177664 ++ +-     a weight, and the answers of each party
///     lower 0.707106781185
///     upper 0.707106781188 20    the end and the local bound, or none
///     m …
///     unproven none
///     checksum 1a2b3c4d
///     end
///
/// Numbers of the source are those of ``ExactNumber``.
extension ExactCertificate: TargetedCertificate, TextCertificate {
    /// What the file begins with.
    public static let kind = CertificateKind(
        "LHVEXA", "correlators known exactly are with white noise local up to v and not beyond v′, in whole numbers")

    /// A visibility as a decimal fraction of twelve digits.
    static func decimal(_ units: Int) -> String {
        let digits = String(units % unit)
        return "\(units / unit)." + String(repeating: "0", count: 12 - digits.count) + digits
    }

    /// The contents of the certificate's file.
    ///
    /// - Complexity: O(n).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a visibility is not in 0…1 or an answer not one of two.
    public func encoded() throws -> Data {
        for number in [modelVisibility, lower, upper] {
            try require((0...ExactCertificate.unit).contains(number), "visibility", must: "be in 0…10¹²", was: number)
        }
        var writer = CertificateWriter(ExactCertificate.kind)
        writer.text("name", target.name)
        writer.line("settings", target.settings)
        writer.line("marginals", [target.includesMarginals ? "yes" : "no"])
        let row = (target.settings.last ?? 1) + (target.includesMarginals ? 1 : 0)
        switch target.source {
        case .values(let values):
            writer.line("source", ["values"])
            for start in stride(from: 0, to: values.count, by: row) {
                writer.line("e", values[start..<(start + row)].map(\.description))
            }
        case .state(let terms, let directions):
            writer.line("source", ["state"])
            writer.line("state", [terms.count])
            for term in terms { writer.line("t", [term.product, term.value.description]) }
            for direction in directions.joined() { writer.line("d", direction.map(\.description)) }
        }
        writer.line("model", [ExactCertificate.decimal(modelVisibility)])
        writer.line("strategies", [terms.count])
        for term in terms {
            writer.line("w", ["\(term.weight)"] + (try CertificateText.signs(of: term.strategy)))
        }
        writer.line("lower", [ExactCertificate.decimal(lower)])
        if let upperEnd {
            writer.line("upper", [ExactCertificate.decimal(upperEnd.visibility), "\(upperEnd.localBound)"])
            for start in stride(from: 0, to: upperEnd.coefficients.count, by: row) {
                writer.line("m", upperEnd.coefficients[start..<min(start + row, upperEnd.coefficients.count)])
            }
        } else {
            writer.line("upper", ["none"])
        }
        try CertificateText.write(unprovenEnd, to: &writer)
        return writer.encoded()
    }

    /// Reads the contents of a certificate's file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - source: What error messages call it.
    /// - Complexity: O(n).
    /// - Throws: ``/DataFiles/FileFormatError`` when it is not a certificate of this version, is truncated, or its check sum does not
    ///   fit; ``/NumericalCore/InvalidArgument`` when its parts do not make a certificate.
    public init(data: Data, name source: String = "data") throws {
        var reader = try CertificateReader(data, kind: ExactCertificate.kind, named: source)
        func visibility(_ word: Substring) throws -> Int {
            let parts = word.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[1].utf8.count == 12, let whole = Int(parts[0]), let rest = Int(parts[1]),
                rest >= 0, whole >= 0, whole <= 1, whole * ExactCertificate.unit + rest <= ExactCertificate.unit,
                ExactCertificate.decimal(whole * ExactCertificate.unit + rest) == word
            else {
                throw FileFormatError(source, "visibility", must: "be a fraction of twelve digits in 0…1", was: word)
            }
            return whole * ExactCertificate.unit + rest
        }
        let name = try reader.text("name")
        let settings: [Int] = try reader.wholes("settings", in: 1...(1 << 20))
        let includesMarginals = try CertificateText.readMarginals(&reader, source)
        let shape = settings.map { $0 + (includesMarginals ? 1 : 0) }
        let rows = MixedRadix.product(Array(shape.dropLast())) ?? .max
        let row = shape.last ?? 0
        let kind = try reader.words("source", count: 1)[0]
        if kind == "values" {
            // Before anything is made of their size: each row is a line of the file.
            try require(rows <= reader.remaining, "\(source): values", must: "have a line for each row", was: rows)
            let values = try (0..<rows).flatMap { _ in
                try reader.words("e", count: row).map { try ExactNumber(String($0)) }
            }
            target = try ExactTarget(
                values: values, settings: settings, includesMarginals: includesMarginals, name: name)
        } else {
            try require(kind == "state", "\(source): source", must: "be values or state", was: kind)
            let terms = try (0..<reader.count("state")).map { _ in
                let words = try reader.words("t", count: 2)
                return ExactTarget.PauliTerm(String(words[0]), try ExactNumber(String(words[1])))
            }
            try require(
                settings.allSatisfy { $0 <= reader.remaining }, "\(source): directions",
                must: "have a line for each setting", was: settings)
            let directions = try settings.map { count in
                try (0..<count).map { _ in try reader.words("d", count: 3).map { try ExactNumber(String($0)) } }
            }
            target = try ExactTarget(
                state: terms, directions: directions, includesMarginals: includesMarginals, name: name)
        }
        modelVisibility = try visibility(reader.words("model", count: 1)[0])
        terms = try (0..<reader.count("strategies")).map { _ in
            let words = try reader.words("w", count: settings.count + 1)
            guard let weight = Int(words[0]), words[0] == "\(weight)",
                (0...ExactCertificate.largestWeight).contains(weight)
            else { throw FileFormatError(source, "weight", must: "be a whole number in 0…2⁵⁰", was: words[0]) }
            return Term(
                weight: weight, strategy: try CertificateText.strategy(words.dropFirst(), settings: settings, source))
        }
        lower = try visibility(reader.words("lower", count: 1)[0])
        if let (word, bound) = try CertificateText.readUpper(&reader, source) {
            let coefficients: [Int64] = try (0..<rows).flatMap { _ in
                try reader.wholes("m", count: row, in: Int64.min...Int64.max)
            }
            upperEnd = UpperEnd(
                coefficients: coefficients, localBound: bound, visibility: try visibility(word))
        }
        unprovenEnd = try CertificateText.readUnproven(&reader, source)
        try reader.finish()
    }

    /// Whether the certificate is of this target: all that it is made of is compared, its name is not.
    public func isOf(_ other: ExactTarget) -> Bool {
        target.source == other.source && target.settings == other.settings
            && target.includesMarginals == other.includesMarginals
    }
}
