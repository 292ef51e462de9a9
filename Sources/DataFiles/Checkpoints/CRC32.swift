/// The cyclic redundancy check CRC-32 of ISO 3309, as in zlib and PNG: polynomial 0xEDB88320, bits reflected.
///
/// It finds every error of up to 32 neighbouring bits. It is no protection against intent.
package struct CRC32: Sendable, Hashable {
    private var register: UInt32 = 0xFFFF_FFFF

    /// The check of no bytes.
    package init() {}

    /// The check value of the bytes so far.
    package var value: UInt32 { ~register }

    /// Takes in further bytes.
    ///
    /// - Complexity: O(n).
    package mutating func update(_ bytes: some Sequence<UInt8>) {
        var register = self.register
        CRC32.table.withUnsafeBufferPointer { table in
            for byte in bytes { register = register >> 8 ^ table[Int((register ^ UInt32(byte)) & 0xFF)] }
        }
        self.register = register
    }

    /// The check value of some bytes; that of the ASCII digits 123456789 is 0xCBF43926.
    ///
    /// - Complexity: O(n).
    package static func checksum(of bytes: some Sequence<UInt8>) -> UInt32 {
        var check = CRC32()
        check.update(bytes)
        return check.value
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { remainder, _ in remainder >> 1 ^ (remainder & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
}
