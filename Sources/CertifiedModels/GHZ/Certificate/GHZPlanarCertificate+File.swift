import Foundation
import LHVModels

/// The file: lines of ASCII text, each ended by a line feed.
///
///     LHVGHZ 1
///     parties 3
///     cells 4
///     weight 2
///     ++--
///     ++++
///     +++-
///     end
///
/// The first line names the kind and the version. For each term there is a line with its weight and one with the signs of
/// each party. Numbers are decimal without sign and leading zeros.
extension GHZPlanarCertificate: TextCertificate {
    /// What the file begins with.
    public static let kind = CertificateKind(
        "LHVGHZ", "v cos(φ₁ + … + φ_N) is local for all angles")

    /// The contents of the certificate's file.
    ///
    /// - Complexity: O(n).
    public func encoded() -> Data {
        var lines = [GHZPlanarCertificate.kind.firstLine, "parties \(parties)", "cells \(cells)"]
        for term in terms { lines += ["weight \(term.weight)"] + term.responses.map(\.description) }
        return CertificateLines.encoded(lines)
    }

    /// Reads the contents of a certificate's file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - name: What error messages call it.
    /// - Complexity: O(n).
    /// - Throws: `FileFormatError` when it is not a certificate of this version or is truncated;
    ///   ``/NumericalCore/InvalidArgument`` when its parts do not make a certificate.
    public init(data: Data, name: String = "data") throws {
        let lines = try CertificateLines(data, magic: GHZPlanarCertificate.kind.firstLine, digits: 10, named: name)
        let parties = try lines.number(1, "parties")
        let cells = try lines.number(2, "cells")
        // Before anything is divided by it or made of its size.
        try GHZPlanarCertificate.check(parties: parties)
        let terms = try lines.terms(parties: parties) { weight, responses in
            Term(weight: weight, responses: try responses.map { try OddResponse($0) })
        }
        try self.init(parties: parties, cells: cells, terms: terms)
    }
}
