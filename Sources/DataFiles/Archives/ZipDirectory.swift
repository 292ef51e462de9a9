import Foundation

/// Reading within the bytes of an archive, whose places are not trusted.
struct ZipBytes {
    let bytes: UnsafeRawBufferPointer
    let source: String

    /// So many bytes at a place.
    func slice(_ place: Int, _ count: Int) throws -> UnsafeRawBufferPointer {
        guard place >= 0, count >= 0, place <= bytes.count, count <= bytes.count - place else {
            throw FileFormatError(
                source, "archive", must: "hold what its lists name", was: "cut off after \(bytes.count) bytes")
        }
        return UnsafeRawBufferPointer(rebasing: bytes[place..<(place + count)])
    }

    /// The integer of up to eight bytes at a place, lowest byte first; refused when it is 2⁶³ or more.
    func integer(_ place: Int, _ count: Int) throws -> Int {
        let value = try slice(place, count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let integer = Int(exactly: value) else {
            throw FileFormatError(source, "archive", must: "hold sizes below 2^63", was: value)
        }
        return integer
    }
}

/// The list of entries at the end of a zip archive, also in its 64-bit form.
struct ZipDirectory {
    private let file: ZipBytes
    private let source: String

    init(bytes: UnsafeRawBufferPointer, source: String) {
        file = ZipBytes(bytes: bytes, source: source)
        self.source = source
    }

    private func refuse(_ part: String, _ requirement: String, _ value: Any) -> FileFormatError {
        FileFormatError(source, part, must: requirement, was: value)
    }

    func entries() throws -> [ZipArchive.Entry] {
        let end = try endRecord()
        var (count, size, start) = (
            try file.integer(end + 10, 2), try file.integer(end + 12, 4), try file.integer(end + 16, 4)
        )
        guard try file.integer(end + 4, 2) == (try file.integer(end + 6, 2)) else {
            throw refuse("archive", "be on one disk", "on several")
        }
        var last = end
        if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF, end >= 20,
            try file.integer(end - 20, 4) == 0x0706_4B50
        {
            last = try file.integer(end - 12, 8)
            guard try file.integer(last, 4) == 0x0606_4B50 else {
                throw refuse("64-bit end of the archive", "begin with 50 4b 06 06", "other bytes")
            }
            (count, size, start) = (
                try file.integer(last + 32, 8), try file.integer(last + 40, 8), try file.integer(last + 48, 8)
            )
        }
        guard start <= last, size <= last - start, count <= size / 46 else {
            throw refuse("list of entries", "lie before the end of the archive", "\(count) entries, \(size) bytes")
        }
        var place = start
        var entries: [ZipArchive.Entry] = []
        for _ in 0..<count {
            let (entry, next) = try entry(at: place, end: start + size)
            entries.append(entry)
            place = next
        }
        return entries
    }

    /// The place of the last record; a comment of up to 65 535 bytes may follow it.
    private func endRecord() throws -> Int {
        let bytes = file.bytes
        guard bytes.count >= 22 else { throw refuse("archive", "have at least 22 bytes", bytes.count) }
        for place in stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 65_535), by: -1)
        where bytes[place] == 0x50 {
            guard try file.integer(place, 4) == 0x0605_4B50 else { continue }
            if try file.integer(place + 20, 2) == bytes.count - place - 22 { return place }
        }
        throw refuse("archive", "end with a list of its entries", "without one, or cut off")
    }

    private func entry(at place: Int, end: Int) throws -> (ZipArchive.Entry, next: Int) {
        guard place <= end - 46, try file.integer(place, 4) == 0x0201_4B50 else {
            throw refuse("list of entries", "have 50 4b 01 02 before each", "other bytes")
        }
        let flags = try file.integer(place + 8, 2)
        let lengths = (
            name: try file.integer(place + 28, 2), extra: try file.integer(place + 30, 2),
            comment: try file.integer(place + 32, 2)
        )
        let name = String(decoding: try file.slice(place + 46, lengths.name), as: UTF8.self)
        var entry = ZipArchive.Entry(
            name: name, method: try file.integer(place + 10, 2), isEncrypted: flags & 1 == 1,
            checksum: UInt32(try file.integer(place + 16, 4)), compressedSize: try file.integer(place + 20, 4),
            size: try file.integer(place + 24, 4), offset: try file.integer(place + 42, 4))
        try widen(&entry, extra: place + 46 + lengths.name, count: lengths.extra)
        return (entry, place + 46 + lengths.name + lengths.extra + lengths.comment)
    }

    /// Takes sizes that do not fit 32 bits from the further field with number 1.
    private func widen(_ entry: inout ZipArchive.Entry, extra: Int, count: Int) throws {
        var place = extra
        while place + 4 <= extra + count {
            let (kind, size) = (try file.integer(place, 2), try file.integer(place + 2, 2))
            guard place + 4 + size <= extra + count else { return }
            if kind == 1 {
                var field = place + 4
                func next(_ value: inout Int) throws {
                    guard value == 0xFFFF_FFFF, field + 8 <= place + 4 + size else { return }
                    value = try file.integer(field, 8)
                    field += 8
                }
                try next(&entry.size)
                try next(&entry.compressedSize)
                try next(&entry.offset)
            }
            place += 4 + size
        }
    }
}
