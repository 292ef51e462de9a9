import Foundation
import NumericalCore

/// The entries of a zip archive, stored or compressed with deflate.
///
/// Only what is asked for is decompressed, and only up to a limit; encrypted entries and those of several disks are refused.
/// Source: PKWARE, APPNOTE.TXT 6.3.10, .ZIP File Format Specification.
struct ZipArchive {
    /// An entry as the list at the end of the archive describes it.
    struct Entry: Hashable {
        var name: String
        var method: Int
        var isEncrypted: Bool
        var checksum: UInt32
        var compressedSize: Int
        var size: Int
        var offset: Int
    }

    /// The entries in the order of the list.
    let entries: [Entry]
    private let data: Data
    /// What error messages call the archive.
    let source: String

    /// Reads the list of an archive.
    ///
    /// - Throws: ``FileFormatError`` when there is none, or it contradicts itself.
    init(data: Data, name source: String) throws {
        self.data = data
        self.source = source
        entries = try data.withUnsafeBytes { try ZipDirectory(bytes: $0, source: source).entries() }
    }

    /// The contents of an entry.
    ///
    /// - Parameters:
    ///   - entry: One of the entries.
    ///   - limit: The largest size.
    /// - Complexity: O(n).
    /// - Throws: ``FileFormatError`` when it is damaged or larger.
    func contents(of entry: Entry, limit: Int) throws -> Data {
        let title = "\(source): \(entry.name)"
        func refuse(_ part: String, _ requirement: String, _ value: Any) -> FileFormatError {
            FileFormatError(title, part, must: requirement, was: value)
        }
        guard !entry.isEncrypted else { throw refuse("entry", "not be encrypted", "encrypted") }
        guard entry.method == 0 || entry.method == 8 else {
            throw refuse("compression", "be none or deflate (0 or 8)", entry.method)
        }
        guard entry.size <= limit else { throw refuse("size", "be at most \(limit) bytes", entry.size) }
        // No stream of deflate grows by more: a larger size is a lie, and no memory is taken for it.
        let largest = entry.method == 0 ? 1 : Inflater.largestRatio
        guard entry.size / largest <= entry.compressedSize else {
            throw refuse("size", "be possible for \(entry.compressedSize) bytes in the archive", entry.size)
        }
        return try data.withUnsafeBytes { bytes in
            let header = ZipBytes(bytes: bytes, source: title)
            guard try header.integer(entry.offset, 4) == 0x0403_4B50 else {
                throw refuse("local header", "begin with 50 4b 03 04", "other bytes")
            }
            let start =
                entry.offset + 30 + (try header.integer(entry.offset + 26, 2))
                + (try header.integer(entry.offset + 28, 2))
            let block = try header.slice(start, entry.compressedSize)
            let contents: [UInt8]
            if entry.method == 0 {
                guard entry.size == entry.compressedSize else {
                    throw refuse("size", "be \(entry.compressedSize), as it is stored", entry.size)
                }
                contents = Array(block)
            } else {
                let (output, consumed) = try Inflater.inflate(block, size: entry.size, limit: limit, source: title)
                guard consumed == block.count else {
                    throw refuse("compressed data", "fill \(block.count) bytes", consumed)
                }
                contents = output
            }
            let found = CRC32.checksum(of: contents)
            guard found == entry.checksum else {
                throw refuse(
                    "checksum", "be \(String(entry.checksum, radix: 16))", String(found, radix: 16))
            }
            return Data(contents)
        }
    }

    /// An archive of entries that are stored as they are, with the date 1 January 1980, so that the same entries give the same bytes.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the archive would reach 2³² bytes or 2¹⁶ entries, or a name is empty, used
    ///   twice or too long.
    static func encoded(_ entries: [(name: String, contents: Data)]) throws -> Data {
        try require(entries.count < 0xFFFF, "entries", must: "be fewer than 65535", was: entries.count)
        try require(
            Set(entries.map(\.name)).count == entries.count, "names of entries", must: "differ",
            was: entries.map(\.name))
        var (archive, list) = (Data(), Data())
        for (name, contents) in entries {
            let bytes = Array(name.utf8)
            try require(
                (1..<0xFFFF).contains(bytes.count), "name of an entry", must: "have 1…65534 bytes", was: bytes.count)
            try require(
                archive.count + contents.count < 0xFFFF_0000 - 65_535, "archive", must: "be smaller than 4 GiB",
                was: "larger")
            let isASCII = bytes.allSatisfy { $0 < 0x80 }
            // Version 2.0, flags (bit 11 for names in UTF-8), method 0, time 0, 1 January 1980.
            var common = Data()
            common.appendLittleEndian([(20, 2), (isASCII ? 0 : 0x800, 2), (0, 2), (0, 2), (0x21, 2)])
            common.appendLittleEndian([
                (Int(CRC32.checksum(of: contents)), 4), (contents.count, 4), (contents.count, 4), (bytes.count, 2),
                (0, 2),
            ])
            list.appendLittleEndian([(0x0201_4B50, 4), (20, 2)])
            list.append(common)
            list.appendLittleEndian([(0, 2), (0, 2), (0, 2), (0, 4), (archive.count, 4)])
            list.append(contentsOf: bytes)
            archive.appendLittleEndian([(0x0403_4B50, 4)])
            archive.append(common)
            archive.append(contentsOf: bytes)
            archive.append(contents)
        }
        let start = archive.count
        archive.append(list)
        archive.appendLittleEndian([
            (0x0605_4B50, 4), (0, 2), (0, 2), (entries.count, 2), (entries.count, 2), (list.count, 4), (start, 4),
            (0, 2),
        ])
        return archive
    }
}

extension Data {
    /// Appends integers, each with so many bytes, lowest first.
    fileprivate mutating func appendLittleEndian(_ fields: [(value: Int, size: Int)]) {
        for (value, size) in fields {
            for byte in 0..<size { append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
        }
    }
}
