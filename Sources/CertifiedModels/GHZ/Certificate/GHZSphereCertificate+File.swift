import Foundation
import LHVModels

/// The file: lines of ASCII text, each ended by a line feed.
///
///     LHVGHZ3 1
///     heights 2
///     cells 8
///     weight 2
///     0f 3c
///     0f 3c
///     f0 c3
///     end
///
/// The first line names the kind and the version. For each term there is a line with its weight and one with the digits of
/// each party's ``SphereResponse``. Numbers are decimal without sign and leading zeros.
extension GHZSphereCertificate: TextCertificate {
    /// What the file begins with.
    public static let kind = CertificateKind(
        "LHVGHZ3", "the GHZ state of three parties is local for all projective measurements")

    /// The contents of the certificate's file.
    ///
    /// - Complexity: O(size).
    public func encoded() -> Data {
        var lines = [GHZSphereCertificate.kind.firstLine, "heights \(heights)", "cells \(cells)"]
        for term in terms { lines += ["weight \(term.weight)"] + term.responses.map(\.description) }
        return CertificateLines.encoded(lines)
    }

    /// Reads the contents of a certificate's file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - name: What error messages call it.
    /// - Complexity: O(size).
    /// - Throws: `FileFormatError` when it is not a certificate of this version or is truncated;
    ///   ``/NumericalCore/InvalidArgument`` when its parts do not make a certificate.
    public init(data: Data, name: String = "data") throws {
        let lines = try CertificateLines(data, magic: GHZSphereCertificate.kind.firstLine, digits: 13, named: name)
        let heights = try lines.number(1, "heights")
        let cells = try lines.number(2, "cells")
        // Before anything is made of its size.
        try SphereResponse.check(heights: heights, cells: cells)
        let terms = try lines.terms(parties: 3) { weight, responses in
            Term(
                weight: weight,
                responses: try responses.map { try SphereResponse($0, heights: heights, cells: cells) })
        }
        try self.init(heights: heights, cells: cells, terms: terms)
    }
}
