import Foundation
import Testing

@testable import DataFiles

@Suite("Compressed data")
struct InflaterTests {
    private func inflate(_ stream: Data, size: Int? = nil, limit: Int = 1 << 20) throws -> [UInt8] {
        try stream.withUnsafeBytes { bytes in
            let (output, consumed) = try Inflater.inflate(bytes, size: size, limit: limit, source: "s")
            #expect(consumed == bytes.count)
            return output
        }
    }

    private func streams() throws -> [(name: String, size: Int, crc: Int, adler: Int, stream: Data)] {
        let table = try CSVTable(contentsOf: try Fixture.path("archives/streams.csv"))
        let (names, sizes) = (try table.text("name"), try table.integers("size"))
        let (crcs, adlers) = (try table.integers("crc"), try table.integers("adler"))
        return try table.text("stream").enumerated().map { row, text in
            (names[row], sizes[row], crcs[row], adlers[row], try #require(Data(base64Encoded: text)))
        }
    }

    @Test("22.1 streams of zlib of every level and kind of block become what they were")
    func fixtures() throws {
        let streams = try streams()
        #expect(streams.count > 25)
        for (name, size, crc, adler, stream) in streams {
            let output = try inflate(stream, size: size)
            #expect(output.count == size && CRC32.checksum(of: output) == UInt32(crc), "\(name)")
            #expect(ZlibStream.checksum(of: output) == UInt32(adler), "\(name)")
            // A prefix is a prefix, and bytes behind are left alone.
            let prefix = try (stream + Data([1, 2, 3])).withUnsafeBytes {
                try Inflater.prefix($0, count: 100, source: "s")
            }
            #expect(prefix.count >= min(100, size) && output.starts(with: prefix), "\(name)")
        }
    }

    @Test("22.3 no output is larger than its limit or than what is declared, and none is smaller")
    func limits() throws {
        for (name, size, _, _, stream) in try streams() where size > 0 {
            for (declared, limit) in [(size - 1, 1 << 20), (nil, size - 1), (nil, 0)] as [(Int?, Int)] {
                let error = #expect(throws: FileFormatError.self, "\(name)") {
                    try inflate(stream, size: declared, limit: limit)
                }
                #expect(error?.requirement == "become at most \(declared ?? limit) bytes")
            }
            let error = #expect(throws: FileFormatError.self) { try inflate(stream, size: size + 1) }
            #expect(error?.requirement == "hold the \(size + 1) bytes that are declared")
            #expect(throws: FileFormatError.self) { try inflate(stream, size: 2, limit: 1) }
        }
    }

    @Test("22.3 a stream that is cut off anywhere, or changed in any bit, is refused or is other data")
    func damage() throws {
        for (name, size, _, _, stream) in try streams() where stream.count < 400 && size < 2000 {
            for count in 0..<stream.count {
                #expect(throws: FileFormatError.self, "\(name) \(count)") {
                    try inflate(stream.prefix(count), size: size)
                }
            }
            for place in 0..<stream.count {
                for bit in 0..<8 {
                    var damaged = stream
                    damaged[place] ^= 1 << UInt8(bit)
                    do {
                        let output = try damaged.withUnsafeBytes {
                            try Inflater.inflate($0, size: nil, limit: 100_000, source: "s").output
                        }
                        #expect(output.count <= 100_000)
                    } catch {
                        #expect(error is FileFormatError)
                    }
                }
            }
        }
    }

    @Test(
        "22.3 what is wrong is said",
        arguments: [
            ([], "be complete"), ([7], "have blocks of kind 0, 1 or 2"), ([1, 1, 0, 0, 0], "repeat the length"),
            // Fixed codes: a distance of 1 before any output, and the unused lengths 286 and 287.
            ([0x03 | 0x04 << 3, 2, 0], "refer back"), ([0b0001_1011, 3, 0], "use lengths"),
            // 287 lengths of codes.
            ([0b1111_0101, 0, 0], "have at most 286 lengths"),
        ] as [([UInt8], String)])
    func words(bytes: [UInt8], requirement: String) {
        let error = #expect(throws: FileFormatError.self) {
            try Data(bytes).withUnsafeBytes { try Inflater.inflate($0, size: nil, limit: 100, source: "s") }
        }
        #expect(error?.requirement.hasPrefix(requirement) == true, "\(String(describing: error))")
    }

    @Test("22.3 the frame of zlib is checked")
    func zlib() throws {
        // The word "a", as zlib writes it.
        let good: [UInt8] = [0x78, 0x9C, 0x4B, 4, 0, 0, 0x62, 0, 0x62]
        func inflate(_ bytes: [UInt8]) throws -> [UInt8] {
            try bytes.withUnsafeBytes { try ZlibStream.inflate($0, limit: 10, source: "s") }
        }
        #expect(try inflate(good) == [0x61])
        for place in good.indices {
            var damaged = good
            damaged[place] ^= 1
            #expect(throws: FileFormatError.self, "\(place)") { try inflate(damaged) }
        }
        #expect(throws: FileFormatError.self) { try inflate(Array(good.dropLast())) }
        #expect(throws: FileFormatError.self) { try inflate(Array(good[..<5]) + [0] + good[5...]) }
        #expect(ZlibStream.checksum(of: Array("Wikipedia".utf8)) == 0x11E6_0398)
        #expect(ZlibStream.checksum(of: Array(repeating: 255, count: 100_000)) == 0x149A_302C)
    }
}
