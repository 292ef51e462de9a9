/// Compressed data with the two bytes before and the checksum behind that zlib gives it.
///
/// Source: [RFC1950].
package enum ZlibStream {
    /// Decompresses a whole stream.
    ///
    /// - Parameters:
    ///   - bytes: The stream and nothing else.
    ///   - limit: The largest output.
    ///   - source: What error messages call the file.
    /// - Throws: ``FileFormatError``.
    package static func inflate(
        _ bytes: UnsafeRawBufferPointer, limit: Int, source: String
    ) throws -> [UInt8] {
        guard bytes.count >= 6 else {
            throw FileFormatError(source, "zlib stream", must: "have at least 6 bytes", was: bytes.count)
        }
        let head = Int(bytes[0]) << 8 | Int(bytes[1])
        guard bytes[0] & 15 == 8, head % 31 == 0, bytes[1] & 0x20 == 0 else {
            throw FileFormatError(
                source, "zlib stream", must: "begin as deflate without a dictionary", was: String(head, radix: 16))
        }
        let body = UnsafeRawBufferPointer(rebasing: bytes[2..<(bytes.count - 4)])
        let (output, consumed) = try Inflater.inflate(body, size: nil, limit: limit, source: source)
        guard consumed == body.count else {
            throw FileFormatError(
                source, "zlib stream", must: "end with its checksum", was: "\(body.count - consumed) bytes too long")
        }
        let expected = bytes[(bytes.count - 4)...].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let found = checksum(of: output)
        guard expected == found else {
            throw FileFormatError(
                source, "zlib stream", must: "have the checksum \(String(expected, radix: 16))",
                was: String(found, radix: 16))
        }
        return output
    }

    /// Adler-32; that of the ASCII word "Wikipedia" is 0x11E60398.
    static func checksum(of bytes: [UInt8]) -> UInt32 {
        var (a, b) = (UInt32(1), UInt32(0))
        // So many bytes do not overflow 32 bits.
        for start in stride(from: 0, to: bytes.count, by: 5552) {
            for byte in bytes[start..<min(start + 5552, bytes.count)] {
                a &+= UInt32(byte)
                b &+= a
            }
            a %= 65521
            b %= 65521
        }
        return b << 16 | a
    }
}
