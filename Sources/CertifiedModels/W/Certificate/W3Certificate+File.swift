import Foundation
import LHVModels

/// The file: lines of text.
///
///     LHVW3 1
///     heights 2
///     cells 8
///     aim 300000000000           v₀ in units of 10⁻¹²
///     terms 1
///     weight 3
///     r 3c 3c                    the signs of each party: a word for each height, as of GHZ certificates for the sphere
///     r 3c 3c
///     r 3c 3c
///     checksum 1a2b3c4d
///     end
extension W3Certificate: TextCertificate {
    /// What the file begins with.
    public static let kind = CertificateKind(
        "LHVW3", "the W state of three parties is local for all projective measurements")

    /// The contents of the certificate's file.
    ///
    /// - Complexity: O(n).
    public func encoded() -> Data {
        var writer = CertificateWriter(W3Certificate.kind)
        writer.line("heights", [heights])
        writer.line("cells", [cells])
        writer.line("aim", [aim])
        writer.line("terms", [terms.count])
        for term in terms {
            writer.line("weight", [term.weight])
            for response in term.responses { writer.line("r", [response.description]) }
        }
        return writer.encoded()
    }

    /// Reads the contents of a certificate's file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - name: What error messages call it.
    /// - Complexity: O(n).
    /// - Throws: ``/DataFiles/FileFormatError`` when it is not a certificate of this version, is truncated, or its check sum does not
    ///   fit; ``/NumericalCore/InvalidArgument`` when its parts do not make a certificate.
    public init(data: Data, name: String = "data") throws {
        var reader = try CertificateReader(data, kind: W3Certificate.kind, named: name)
        let heights: Int = try reader.whole("heights", in: SphereResponse.heightCounts)
        let cells: Int = try reader.whole("cells", in: SphereResponse.cellCounts)
        try W3Certificate.check(heights: heights, cells: cells)
        let aim: Int = try reader.whole("aim", in: 1...1_000_000_000_000)
        let terms = try (0..<reader.count("terms")).map { _ in
            let weight: Int = try reader.whole("weight", in: 0...W3Certificate.largestTotalWeight)
            let responses = try (0..<3).map { _ in
                try SphereResponse(
                    try reader.words("r", count: heights).joined(separator: " "), heights: heights, cells: cells)
            }
            return Term(weight: weight, responses: responses)
        }
        try reader.finish()
        try self.init(heights: heights, cells: cells, aim: aim, terms: terms)
    }
}
