import Foundation
import Testing

@testable import DataFiles

@Suite("Checkpoints")
struct CheckpointTests {
    private struct SearchState: Codable, Equatable, Sendable {
        var step: Int
        var residual: Double
        var stream: RandomStream
        var label: String
        @Packed var weights: [Double]
        @Packed var amplitudes: [Complex]
    }

    private static let state = SearchState(
        step: 12, residual: 0.1, stream: RandomStream(seed: .max, substream: 3), label: "ψ \"q\" / \\",
        weights: [0.1, -0.0, .infinity, 5], amplitudes: [Complex(1, -2)])

    @Test(
        "CRC-32 has its published values",
        arguments: [
            ("", 0), ("a", 0xE8B7_BE43), ("123456789", 0xCBF4_3926),
            ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
        ] as [(String, UInt32)])
    func publishedChecks(text: String, check: UInt32) {
        #expect(CRC32.checksum(of: text.utf8) == check)
    }

    @Test("CRC-32 is zlib's, in one piece or several")
    func zlibChecks() throws {
        let table = try CSVTable(contentsOf: try Fixture.path("crc32.csv"))
        #expect(table.rowCount == 17)
        for (text, expected) in zip(try table.text("bytes"), try table.integers("crc")) {
            let digits = Array(text.utf8)
            let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
                UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)
            }
            #expect(CRC32.checksum(of: bytes) == UInt32(expected))
            var check = CRC32()
            check.update(bytes.prefix(bytes.count / 3))
            check.update(bytes.dropFirst(bytes.count / 3))
            #expect(check.value == UInt32(expected))
        }
    }

    @Test("A state comes back from a file, and its random stream goes on as if nothing had happened")
    func roundTrip() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/state.checkpoint"
            var saved = Self.state
            _ = (saved.stream.next(), saved.stream.next())
            try Checkpoint(kind: "search 1", state: saved).write(to: path)
            var read = try Checkpoint<SearchState>(contentsOf: path, kind: "search 1").state
            #expect(read == saved)
            #expect(read.weights.map(\.bitPattern) == saved.weights.map(\.bitPattern))
            #expect(read.stream.next() == saved.stream.next())
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["state.checkpoint"])
        }
    }

    @Test("Every double comes back exactly: as digits when it is a number, as bits when packed")
    func exactNumbers() throws {
        var generator = RandomStream(seed: 31)
        var values = (0..<5000).map { _ in Double(bitPattern: generator.next()) }
        values += [
            0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e15, 1e22, 0.1,
        ]
        values += [Double(bitPattern: 0x7FF8_0000_0000_1234), Double(1 << 53), 123456789012345680]
        let packed = Packed(wrappedValue: values)
        let bits = try Checkpoint<Packed<Double>>(data: Checkpoint(kind: "k", state: packed).encoded(), kind: "k")
        #expect(bits.state.wrappedValue.map(\.bitPattern) == values.map(\.bitPattern))
        let digits = try Checkpoint<[Double]>(data: Checkpoint(kind: "k", state: values).encoded(), kind: "k").state
        #expect(digits.count == values.count)
        for (read, value) in zip(digits, values) {
            #expect(value.isNaN ? read.isNaN : read.bitPattern == value.bitPattern)
        }
        let singles = values.map { Float($0) } + [0.1, .leastNonzeroMagnitude]
        let read = try Checkpoint<[Float]>(data: Checkpoint(kind: "k", state: singles).encoded(), kind: "k").state
        #expect(zip(read, singles).allSatisfy { $1.isNaN ? $0.isNaN : $0.bitPattern == $1.bitPattern })
    }

    @Test("Equal states give equal files, and a matrix comes back")
    func determinism() throws {
        let state = ["b": RealMatrix.identity(2), "a": RealMatrix(rows: 1, columns: 3, repeating: 1 / 3)]
        let data = try Checkpoint(kind: "matrices", state: state).encoded()
        #expect(try data == Checkpoint(kind: "matrices", state: ["a": state["a"], "b": state["b"]]).encoded())
        #expect(try Checkpoint<[String: RealMatrix]>(data: data, kind: "matrices").state == state)
    }

    @Test("The layout is the documented one")
    func layout() throws {
        let data = try Checkpoint(kind: "k", state: [1]).encoded()
        let body: [UInt8] =
            [0x89, 0x43, 0x4B, 0x50, 0x54, 0x0D, 0x0A, 0x1A, 1, 0, 0, 0, 1, 0, 0, 0, 0x6B, 3, 0, 0, 0, 0, 0, 0, 0]
            + Array("[1]".utf8)
        let check = CRC32.checksum(of: body)
        #expect(Array(data) == body + (0..<4).map { UInt8(truncatingIfNeeded: check >> (8 * $0)) })
    }

    @Test("A checkpoint cut off at any byte or continued is refused")
    func truncation() throws {
        let data = try Checkpoint(kind: "search 1", state: Self.state).encoded()
        for count in 0..<data.count {
            #expect(throws: FileFormatError.self, "\(count) bytes") {
                try Checkpoint<SearchState>(data: data.prefix(count), kind: "search 1")
            }
        }
        #expect(throws: FileFormatError.self) { try Checkpoint<SearchState>(data: data + [0], kind: "search 1") }
        #expect(try Checkpoint<SearchState>(data: ([7] + data).dropFirst(), kind: "search 1").state == Self.state)
    }

    @Test("Any flipped bit is found")
    func flippedBits() throws {
        let data = try Checkpoint(kind: "search 1", state: Self.state).encoded()
        for index in data.indices {
            for bit in 0..<8 {
                var damaged = data
                damaged[index] ^= 1 << UInt8(bit)
                #expect(throws: FileFormatError.self, "bit \(bit) of byte \(index)") {
                    try Checkpoint<SearchState>(data: damaged, kind: "search 1")
                }
            }
        }
    }

    @Test("What is wrong with a checkpoint is said")
    func messages() throws {
        let data = try Checkpoint(kind: "search 1", state: [1.5]).encoded()
        func message(_ data: Data, kind: String = "search 1") -> String? {
            #expect(throws: FileFormatError.self) {
                try Checkpoint<[Double]>(data: data, kind: kind, name: "s.ckpt")
            }?.description
        }
        #expect(message(data, kind: "search 2") == "s.ckpt: kind must be 'search 2', but was 'search 1'")
        var newer = data
        newer[8] = 2
        #expect(message(newer) == "s.ckpt: format version must be 1, the newest this program knows, but was 2")
        #expect(
            message(Data("text file".utf8))
                == "s.ckpt: magic number must be that of a checkpoint (89 43 4b 50 54 0d 0a 1a), "
                + "but was 74 65 78 74 20 66 69 6c")
        #expect(
            message(data.dropLast())
                == "s.ckpt: payload must be the 4 bytes before the check sum, but was 5 bytes by its own account")
        var damaged = data
        damaged[data.count - 6] ^= 1
        #expect(message(damaged)?.hasPrefix("s.ckpt: check sum must be ") == true)
        let foreign = try Checkpoint(kind: "search 1", state: ["x": 1]).encoded()
        #expect(message(foreign)?.hasPrefix("s.ckpt: payload must be a Array<Double>, but was ") == true)
        #expect(throws: InvalidArgument("kind", must: "be 1…255 bytes long", was: 0)) {
            try Checkpoint(kind: "", state: 1)
        }
        #expect(throws: InvalidArgument("kind", must: "be 1…255 bytes long", was: 256)) {
            try Checkpoint(kind: String(repeating: "k", count: 256), state: 1)
        }
    }

    @Test("Lengths that lie are refused without allocating", arguments: [12, 17])
    func lyingLengths(offset: Int) throws {
        for byte in 0..<(offset == 12 ? 4 : 8) {
            var data = try Checkpoint(kind: "k", state: 1).encoded()
            data[offset + byte] = 0xFF
            let check = CRC32.checksum(of: data.dropLast(4))
            data.replaceSubrange(
                (data.count - 4)..., with: (0..<4).map { UInt8(truncatingIfNeeded: check >> (8 * $0)) })
            #expect(throws: FileFormatError.self) { try Checkpoint<Int>(data: data, kind: "k") }
        }
    }

    @Test(
        "Packed numbers of another type or in part are refused",
        arguments: [
            #"{"type":"<f4","base64":""}"#, #"{"type":"<f8","base64":"AAAA"}"#, #"{"type":"<f8","base64":"*"}"#,
            #"{"type":"<f8"}"#, "[]",
        ])
    func wrongPacks(text: String) {
        let data = CheckpointFrame.wrap(Data(text.utf8), kind: "k")
        let error = #expect(throws: FileFormatError.self) { try Checkpoint<Packed<Double>>(data: data, kind: "k") }
        #expect(error?.part == "payload")
    }

    @Test("A checkpoint that cannot be written leaves the old one")
    func failedWrite() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/a"
            try Checkpoint(kind: "k", state: 1).write(to: path)
            #expect(throws: FileAccessError.self) { try Checkpoint(kind: "k", state: 2).write(to: "\(path)/b") }
            #expect(throws: EncodingError.self) { try Checkpoint(kind: "k", state: Refusing()).write(to: path) }
            #expect(try Checkpoint<Int>(contentsOf: path, kind: "k").state == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
        }
    }

    private struct Refusing: Codable {
        init() {}
        init(from decoder: any Decoder) throws {}
        func encode(to encoder: any Encoder) throws {
            throw EncodingError.invalidValue(self, .init(codingPath: [], debugDescription: "refused"))
        }
    }
}
