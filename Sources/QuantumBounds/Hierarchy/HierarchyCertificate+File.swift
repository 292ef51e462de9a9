import Foundation
import LHVModels

/// The file: lines of text, numbers as what they are (`-5p-3` is −5·2⁻³).
///
///     LHVQNT 1
///     parties 2
///     outcomes 2 2       for each party, the number of outcomes of each setting
///     c …                the coefficients for one list of settings after another
///     words 5
///     word 0 3           the letters of a product; none for 1
///     symmetries 1
///     images 1 0 …       for each letter its image
///     flips +-…          and whether its sign changes
///     blocks 1
///     rows 0 1 …
///     s …                one line for each row of the lower triangle of S
///     shift 3p-50
///     upper 5p-1
///     checksum 1a2b3c4d
///     end
extension HierarchyCertificate: TargetedCertificate {
    /// What the file begins with.
    public static let kind = CertificateKind("LHVQNT", "no quantum state gives an inequality a value above β")

    /// The contents of the certificate's file.
    ///
    /// - Complexity: O(n).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is not finite, as after a solver that was stopped at once, or lists do not
    ///   fit together, as they may in what was decoded from JSON.
    public func encoded() throws -> Data {
        try requireSizes("certificate")
        var writer = CertificateWriter(HierarchyCertificate.kind)
        let scenario = try Scenario(outcomes: outcomes)
        writer.line("parties", [outcomes.count])
        for list in outcomes { writer.line("outcomes", list) }
        for list in 0..<scenario.settingLists {
            try writer.dyadics("c", coefficients[try scenario.range(of: scenario.settings(ofList: list))])
        }
        writer.line("words", [words.count])
        for word in words { writer.line("word", word) }
        writer.line("symmetries", [symmetries.count])
        for symmetry in symmetries {
            writer.line("images", symmetry.images)
            writer.line("flips", [symmetry.flips.map { $0 ? "-" : "+" }.joined()])
        }
        writer.line("blocks", [blocks.count])
        for (place, rows) in blocks.enumerated() {
            writer.line("rows", rows)
            var start = 0
            for row in rows.indices {
                try writer.dyadics("s", sumOfSquares[place][start...(start + row)])
                start += row + 1
            }
            try writer.dyadics("shift", [shifts[place]])
        }
        try writer.dyadics("upper", [upper])
        return writer.encoded()
    }

    /// Reads the contents of a certificate's file, or JSON as it was written before.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - source: What error messages call it.
    /// - Complexity: O(n).
    /// - Throws: ``/DataFiles/FileFormatError`` when it is not a certificate of this version, is truncated, or its check sum does not
    ///   fit; ``/NumericalCore/InvalidArgument`` when its parts do not make a certificate.
    public init(data: Data, name source: String = "data") throws {
        if data.first == UInt8(ascii: "{") {
            let found = try JSONDecoder().decode(HierarchyCertificate.self, from: data)
            try found.requireSizes(source)
            self = found
            return
        }
        var reader = try CertificateReader(data, kind: HierarchyCertificate.kind, named: source)
        let parties: Int = try reader.whole("parties", in: 1...28)
        outcomes = try (0..<parties).map { _ in try reader.wholes("outcomes", in: 1...65536) }
        let scenario = try Scenario(outcomes: outcomes)
        try require(
            scenario.settingLists <= reader.remaining, "\(source): coefficients",
            must: "have a line for each list of settings", was: scenario)
        coefficients = try (0..<scenario.settingLists).flatMap { list in
            let count = try scenario.range(of: scenario.settings(ofList: list)).count
            return try reader.dyadics("c", count: count)
        }
        let letters = 0...Int(UInt16.max)
        words = try (0..<reader.count("words")).map { _ in try reader.wholes("word", in: letters) }
        symmetries = try (0..<reader.count("symmetries")).map { _ in
            let images: [Int] = try reader.wholes("images", in: letters)
            let flips = try reader.words("flips", count: 1)[0]
            try require(
                flips.utf8.count == images.count && flips.allSatisfy { $0 == "+" || $0 == "-" }, "\(source): flips",
                must: "be a sign for each letter", was: flips.prefix(40))
            return Symmetry(images: images, flips: flips.map { $0 == "-" })
        }
        var (blocks, entries, shifts) = ([[Int]](), [[Double]](), [Double]())
        for _ in 0..<(try reader.count("blocks")) {
            let rows: [Int] = try reader.wholes("rows", in: letters)
            blocks.append(rows)
            entries.append(try rows.indices.flatMap { try reader.dyadics("s", count: $0 + 1) })
            shifts.append(try reader.dyadic("shift"))
        }
        (self.blocks, sumOfSquares, self.shifts) = (blocks, entries, shifts)
        upper = try reader.dyadic("upper")
        try reader.finish()
        try requireSizes(source)
    }

    /// Throws unless all lists have the lengths that the others ask for.
    func requireSizes(_ source: String) throws {
        let scenario = try Scenario(outcomes: outcomes)
        try require(
            coefficients.count == scenario.count && coefficients.allSatisfy(\.isFinite), "\(source): coefficients",
            must: "be \(scenario.count) finite numbers", was: coefficients.count)
        try require(
            blocks.count == sumOfSquares.count && blocks.count == shifts.count
                && zip(blocks, sumOfSquares).allSatisfy { $1.count == $0.count * ($0.count + 1) / 2 },
            "\(source): blocks", must: "have their lower triangles and shifts", was: "others")
        try require(
            sumOfSquares.allSatisfy { $0.allSatisfy(\.isFinite) } && shifts.allSatisfy(\.isFinite) && upper.isFinite,
            "\(source): numbers", must: "be finite", was: "others")
    }

    /// Whether the certificate is of this inequality: outcomes and all coefficients are compared.
    public func isOf(_ target: BellInequality) -> Bool {
        outcomes == target.scenario.outcomes && coefficients == target.coefficients
    }
}
