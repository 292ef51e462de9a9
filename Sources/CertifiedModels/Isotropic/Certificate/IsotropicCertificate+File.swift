import Foundation
import LHVModels

/// The file: integers and doubles lowest byte first.
///
/// | bytes | content |
/// | --- | --- |
/// | 8 | `LHVISO\r\n` |
/// | 4 × 3 | format version 1, d, L |
/// | 4 × 3 | Alice's shells, rows, azimuths |
/// | 4 × 3 | Bob's shells, rows, azimuths |
/// | 4 | the number of pairs |
/// | for each pair | weight (8), Alice's signs, Bob's signs, each padded to whole bytes |
/// | 4 | CRC-32 of everything before |
extension IsotropicCertificate: Certificate {
    /// What the file begins with.
    public static let kind = CertificateKind(
        "LHVISO", version: formatVersion, "−v·a·b is local for all directions in d dimensions")
    private static let magic = Array("LHVISO\r\n".utf8)

    /// The contents of the certificate's file.
    ///
    /// - Complexity: O(n).
    public func encoded() -> Data {
        var bytes = IsotropicCertificate.magic
        func append(_ number: Int) {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).littleEndian) { bytes += $0 }
        }
        for number in [IsotropicCertificate.formatVersion, dimension, degree] { append(number) }
        for grid in [cells, nodes] { for number in [grid.shells, grid.rows, grid.azimuths] { append(number) } }
        append(pairs.count)
        for pair in pairs {
            withUnsafeBytes(of: pair.weight.bitPattern.littleEndian) { bytes += $0 }
            bytes += pair.cells.bytes
            bytes += pair.nodes.bytes
        }
        append(Int(CRC32.checksum(of: bytes)))
        return Data(bytes)
    }

    /// Reads the contents of a certificate's file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - name: What error messages call it.
    /// - Complexity: O(n).
    /// - Throws: ``/DataFiles/FileFormatError`` when it is not a certificate of this version, is truncated, or its check
    ///   sum does not fit; ``/NumericalCore/InvalidArgument`` when its parts do not make a certificate.
    public init(data: Data, name: String = "data") throws {
        let bytes = [UInt8](data)
        func check(_ condition: Bool, _ part: String, _ requirement: String, _ value: Any) throws {
            guard condition else { throw FileFormatError(name, part, must: requirement, was: value) }
        }
        let header = 8 + 4 * 10
        try check(bytes.count >= header + 4, "size", "be at least \(header + 4) bytes", bytes.count)
        try check(
            Array(bytes[0..<8]) == IsotropicCertificate.magic, "magic number", "be that of an isotropic certificate",
            bytes[0..<8].map { String($0, radix: 16) }.joined(separator: " "))
        func number(at offset: Int, size: Int = 4) -> UInt64 {
            (0..<size).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
        }
        let end = bytes.count - 4
        let sum = UInt64(CRC32.checksum(of: bytes[..<end]))
        let fields = (0..<10).map { Int(number(at: 8 + 4 * $0)) }
        try check(
            fields[0] == IsotropicCertificate.formatVersion, "format version",
            "be \(IsotropicCertificate.formatVersion)", fields[0])
        try check(
            number(at: end) == sum, "check sum", "be \(String(sum, radix: 16)) as computed from the contents",
            String(number(at: end), radix: 16))
        let cells = try ResponseGrid(shells: fields[3], rows: fields[4], azimuths: fields[5])
        let nodes = try ResponseGrid(shells: fields[6], rows: fields[7], azimuths: fields[8])
        let (cellBytes, nodeBytes) = ((cells.count + 7) / 8, (nodes.count + 7) / 8)
        let size = 8 + cellBytes + nodeBytes
        try check(
            end - header == size * fields[9], "size",
            "be \(header + 4 + size * fields[9]) bytes for \(fields[9]) pairs",
            bytes.count)
        let pairs = try (0..<fields[9]).map { index in
            let start = header + size * index
            let middle = start + 8 + cellBytes
            return Pair(
                weight: Double(bitPattern: number(at: start, size: 8)),
                cells: try SignPattern(count: cells.count, bytes: Array(bytes[(start + 8)..<middle])),
                nodes: try SignPattern(count: nodes.count, bytes: Array(bytes[middle..<(start + size)])))
        }
        try self.init(dimension: fields[1], degree: fields[2], cells: cells, nodes: nodes, pairs: pairs)
    }
}

extension IsotropicCertificate: Codable {
    /// Reads the contents of a certificate's file, check sum included.
    public init(from decoder: any Decoder) throws {
        try self.init(data: try decoder.singleValueContainer().decode(Data.self), name: "certificate")
    }

    /// Writes the contents of the certificate's file as data.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(encoded())
    }
}
