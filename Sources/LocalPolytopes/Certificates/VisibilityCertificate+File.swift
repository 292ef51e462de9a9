import Foundation
import LHVModels

/// The file: lines of text, numbers as what they are (`-5p-3` is −5·2⁻³).
///
///     LHVVIS 1
///     name CHSH
///     settings 2 2
///     marginals no
///     e …                one line for all entries with the same first indices
///     model 5p-3         the model's visibility
///     strategies 4
///     w 1p-2 ++ +-       a weight, and the answers of each party
///     lower 1p-1
///     upper 3p-2 20      the end and the local bound, or none
///     m …                the coefficients, as the entries
///     unproven none      or reason, visibility, cost and nodes
///     projective none    or the visibility, and:
///     state …            4ᴺ numbers
///     polyhedron 6       for each party
///     d 0 …              three whole numbers in units of 2⁻⁴⁰
///     checksum 1a2b3c4d
///     end
extension VisibilityCertificate: TargetedCertificate {
    /// What the file begins with.
    public static let kind = CertificateKind(
        "LHVVIS", version: formatVersion, "correlators with white noise are local up to v and not beyond v′")

    /// The contents of the certificate's file.
    ///
    /// - Complexity: O(n).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is not finite or an answer not one of two.
    public func encoded() throws -> Data {
        var writer = CertificateWriter(VisibilityCertificate.kind)
        writer.text("name", name)
        writer.line("settings", correlators.settings)
        writer.line("marginals", [correlators.includesMarginals ? "yes" : "no"])
        let row = correlators.shape.last ?? 1
        for start in stride(from: 0, to: correlators.count, by: row) {
            try writer.dyadics("e", correlators.elements[start..<(start + row)])
        }
        try writer.dyadics("model", [modelVisibility])
        writer.line("strategies", [model.count])
        for (strategy, weight) in zip(model.strategies, model.weights) {
            try writer.line(
                "w", [CertificateWriter.dyadic(weight, "weight")] + CertificateText.signs(of: strategy))
        }
        try CertificateText.writeEnds(lower, upperEnd, unprovenEnd, row: row, to: &writer)
        if let projectiveEnd {
            try writer.dyadics("projective", [projectiveEnd.visibility])
            try writer.dyadics("state", projectiveEnd.blochCoefficients)
            for polyhedron in projectiveEnd.polyhedra {
                writer.line("polyhedron", [polyhedron.count])
                for vector in polyhedron.vectors { writer.line("d", [vector.x, vector.y, vector.z]) }
            }
        } else {
            writer.line("projective", ["none"])
        }
        return writer.encoded()
    }

    /// Reads the contents of a certificate's file, or JSON as it was written before there were files.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - source: What error messages call it.
    /// - Complexity: O(n).
    /// - Throws: ``/DataFiles/FileFormatError`` when it is not a certificate of this version, is truncated, or its check sum does not
    ///   fit; ``/NumericalCore/InvalidArgument`` when its parts do not make a certificate.
    public init(data: Data, name source: String = "data") throws {
        if data.first == UInt8(ascii: "{") {
            self = try JSONDecoder().decode(VisibilityCertificate.self, from: data)
            return
        }
        var reader = try CertificateReader(data, kind: VisibilityCertificate.kind, named: source)
        let name = try reader.text("name")
        let settings: [Int] = try reader.wholes("settings", in: 1...CorrelatorTensor.largestCount)
        try require((2...6).contains(settings.count), "\(source): settings", must: "be of 2…6 parties", was: settings)
        let includesMarginals = try CertificateText.readMarginals(&reader, source)
        let shape = settings.map { $0 + (includesMarginals ? 1 : 0) }
        // Before anything is made of their size: each row is a line of the file.
        let rows = MixedRadix.product(Array(shape.dropLast())) ?? .max
        try require(rows <= reader.remaining, "\(source): correlators", must: "have a line for each row", was: rows)
        let row = shape[shape.count - 1]
        var elements: [Double] = []
        for _ in 0..<rows { elements += try reader.dyadics("e", count: row) }
        let modelVisibility = try reader.dyadic("model")
        let model = try CertificateText.readModel(&reader, source) {
            try CertificateText.strategy($0, settings: settings, source)
        }
        let ends = try CertificateText.readEnds(&reader, source, rows: Array(repeating: row, count: rows))
        var projective: ProjectiveEnd?
        let words = try reader.words("projective", count: 1)
        if words[0] != "none" {
            let visibility = try reader.dyadic(words[0])
            let state = try reader.dyadics("state", count: 1 << (2 * settings.count))
            let polyhedra = try settings.map { _ in
                let count = try reader.count("polyhedron")
                return try MeasurementPolyhedron(
                    vectors: (0..<count).map { _ in
                        let numbers: [Int64] = try reader.wholes("d", count: 3, in: (-1 << 41)...(1 << 41))
                        return SIMD3(numbers[0], numbers[1], numbers[2])
                    })
            }
            projective = ProjectiveEnd(blochCoefficients: state, polyhedra: polyhedra, visibility: visibility)
        }
        try reader.finish()
        self.name = name
        correlators = try CorrelatorTensor(elements, settings: settings, includesMarginals: includesMarginals)
        self.modelVisibility = modelVisibility
        self.model = model
        (lower, upperEnd, unprovenEnd) = ends
        projectiveEnd = projective
    }

    /// Whether the certificate is of these correlators: all numbers are compared.
    public func isOf(_ target: CorrelatorTensor) -> Bool { correlators == target.withExactConstant }
}
