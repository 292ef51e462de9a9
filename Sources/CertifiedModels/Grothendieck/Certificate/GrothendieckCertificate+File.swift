import Foundation
import LHVModels

/// The file: lines of text.
///
///     LHVKG 1
///     name CHSH
///     dimension 2
///     settings 2 2
///     a 1 0
///     a 0 1
///     b 1 1
///     b 1 -1
///     m 1 1
///     m 1 -1
///     symmetries 1
///     rows 2 1                   line 1 goes to line 2, and line 2 to line 1; -2 would be line 2 turned over
///     columns 1 -2
///     tails 2 2
///     bound 2
///     checksum 1a2b3c4d
///     end
extension GrothendieckCertificate: TextCertificate {
    /// What the file begins with.
    public static let kind = CertificateKind("LHVKG", "−v a·b in d dimensions is not local beyond v, and K_G(d) ≥ 1/v")

    /// The contents of the certificate's file.
    ///
    /// - Complexity: O(n).
    public func encoded() -> Data {
        var writer = CertificateWriter(GrothendieckCertificate.kind)
        writer.text("name", name)
        writer.line("dimension", [dimension])
        writer.line("settings", [alice.count, bob.count])
        for vector in alice { writer.line("a", vector) }
        for vector in bob { writer.line("b", vector) }
        for row in matrix { writer.line("m", row) }
        writer.line("symmetries", [symmetries.count])
        for symmetry in symmetries {
            for (key, permutation) in [("rows", symmetry.rows), ("columns", symmetry.columns)] {
                writer.line(
                    key, zip(permutation.images, permutation.isNegative).map { $1 ? -($0 + 1) : $0 + 1 })
            }
        }
        writer.line("tails", tails)
        writer.line("bound", [localBound])
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
        var reader = try CertificateReader(data, kind: GrothendieckCertificate.kind, named: source)
        let name = try reader.text("name")
        let dimension: Int = try reader.whole("dimension", in: 2...16)
        let settings: [Int] = try reader.wholes("settings", count: 2, in: 1...4096)
        let (rows, columns) = (settings[0], settings[1])
        try GrothendieckCertificate.check(dimension: dimension, rows: rows, columns: columns)
        let coordinates = -GrothendieckCertificate.largestCoordinate...GrothendieckCertificate.largestCoordinate
        let alice = try (0..<rows).map { _ in try reader.wholes("a", count: dimension, in: coordinates) }
        let bob = try (0..<columns).map { _ in try reader.wholes("b", count: dimension, in: coordinates) }
        let sums = GrothendieckCertificate.largestSum
        let matrix = try (0..<rows).map { _ in try reader.wholes("m", count: columns, in: -sums...sums) }
        func permutation(_ key: String, _ count: Int) throws -> SignedPermutation {
            let numbers = try reader.wholes(key, count: count, in: -count...count)
            return try SignedPermutation(
                images: numbers.map { Int($0.magnitude) - 1 }, isNegative: numbers.map { $0 < 0 })
        }
        let symmetries = try (0..<reader.count("symmetries")).map { _ in
            Symmetry(rows: try permutation("rows", rows), columns: try permutation("columns", columns))
        }
        let tails = try reader.wholes("tails", in: 0...sums)
        let localBound = try reader.whole("bound", in: 0...sums)
        try reader.finish()
        try self.init(
            name: name, dimension: dimension, alice: alice, bob: bob, matrix: matrix, symmetries: symmetries,
            localBound: localBound, tails: tails)
    }
}
