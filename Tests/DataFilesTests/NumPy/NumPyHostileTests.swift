import Foundation
import Testing

@testable import DataFiles

@Suite("Damaged and hostile NumPy files")
struct NumPyHostileTests {
    private static let plain =
        "header must describe a plain number type (bool, integer, float16/32/64 or complex64/128)"
    private static let good = NumPyArray([1.0, 2.0, 3.0]).encoded()

    /// A file with any header text, declared with its true length or another.
    private static func file(_ header: String, length: Int? = nil, version: UInt8 = 1, data: Int = 0) -> Data {
        let count = length ?? header.utf8.count
        var bytes = Data([0x93] + Array("NUMPY".utf8) + [version, 0])
        for index in 0..<(version == 1 ? 2 : 4) { bytes.append(UInt8(truncatingIfNeeded: count >> (8 * index))) }
        return bytes + Data(header.utf8) + Data(count: data)
    }

    private static func dictionary(_ shape: String, _ descriptor: String = "'<f8'", order: String = "False") -> String {
        "{'descr': \(descriptor), 'fortran_order': \(order), 'shape': \(shape), }\n"
    }

    @Test("A file cut off at any byte, or continued by any, is refused")
    func lengths() throws {
        for count in 0..<Self.good.count {
            #expect(throws: FileFormatError.self, "\(count) bytes") {
                try NumPyArray<Double>(data: Self.good.prefix(count))
            }
        }
        for extra in [1, 7, 8, 100] {
            #expect(
                throws: FileFormatError(
                    "data", "data", must: "be 24 bytes for shape (3) of float64", was: "\(24 + extra) bytes")
            ) { try NumPyArray<Double>(data: Self.good + Data(count: extra)) }
        }
    }

    @Test("Any byte may be anything: it is read as numbers or refused")
    func damagedBytes() {
        // A changed element is another number, so only the outcome is checked: an array of three or an error.
        for index in 0..<Self.good.count {
            for bit in 0..<8 {
                var damaged = Self.good
                damaged[index] ^= 1 << UInt8(bit)
                do {
                    let array = try NumPyArray<Double>(data: damaged)
                    #expect(array.elements.count == 3)
                } catch {
                    #expect(error is FileFormatError)
                }
            }
        }
    }

    @Test("Random bytes after a good beginning are refused")
    func garbage() {
        var generator = RandomStream(seed: 13)
        for _ in 0..<2000 {
            let start = Int.random(in: 0...60, using: &generator)
            var bytes = Self.good.prefix(start)
            for _ in 0..<Int.random(in: 0...80, using: &generator) {
                bytes.append(UInt8.random(in: 0...255, using: &generator))
            }
            #expect(throws: FileFormatError.self) { try NumPyArray<Double>(data: bytes) }
        }
    }

    @Test(
        "A header says what is wrong with it",
        arguments: [
            ("", "header must have '{', but was at its end"),
            ("{", "header must have a key in quotes, but was at its end"),
            ("garbage", "header must have '{', but was \"garbage\""),
            (
                "{}",
                "header must have the keys descr, fortran_order and shape, but was without descr, fortran_order, shape"
            ),
            (
                "{'descr': '<f8', 'descr': '<f8'}",
                "header must have each of the keys descr, fortran_order and shape once, but was the key 'descr'"
            ),
            (
                "{'colour': 1}",
                "header must have each of the keys descr, fortran_order and shape once, but was the key 'colour'"
            ),
            ("{'fortran_order': 1}", "header must have True or False for fortran_order, but was \"1}\""),
            (dictionary("3"), "header must have '(', but was \"3, }\\n\""),
            (dictionary("(3)"), "header must have a comma in the shape, but was \"), }\\n\""),
            (dictionary("(-3,)"), "header must have sizes of at least 0 in the shape, but was \"-3,), }\\n\""),
            (dictionary("(3.5,)"), "header must have a comma in the shape, but was \".5,), }\\n\""),
            (dictionary("(,)"), "header must have sizes of at least 0 in the shape, but was \",), }\\n\""),
            (dictionary("(3,)") + "x", "header must have nothing after its dictionary, but was \"x\""),
            (
                dictionary("(99999999999999999999,)"),
                "header must have sizes below 2^63 in the shape, but was 99999999999999999999"
            ),
            (
                dictionary("(3,)", "[('a', '<f8')]"),
                "\(plain), but was a structured type"
            ),
            (
                dictionary("(3,)", "'|O'"),
                "\(plain), but was '|O', Python objects (write numbers, as array.astype('complex128'))"
            ),
            (
                dictionary("(3,)", "'<U2'"),
                "\(plain), but was '<U2', text (write numbers, as array.astype('float64'))"
            ),
            (
                dictionary("(3,)", "'=f8'"),
                "\(plain), but was '=f8'"
            ),
        ])
    func headers(header: String, message: String) {
        #expect(throws: FileFormatError.self) { try NumPyArray<Double>(data: Self.file(header, data: 24)) }
        do {
            _ = try NumPyArray<Double>(data: Self.file(header, data: 24), name: "a.npy")
        } catch {
            #expect("\(error)" == "a.npy: \(message)")
        }
    }

    @Test(
        "A shape larger than the file is refused before anything is allocated",
        arguments: [
            ("(1000000000000000000,)", "data"), ("(4611686018427387904,)", "shape"),
            ("(4294967296, 4294967296, 4294967296)", "shape"), ("(0, 4611686018427387904, 4)", "shape"),
            ("(1000000, 1000000)", "data"), ("(" + String(repeating: "2, ", count: 64) + ")", "shape"),
            ("(" + String(repeating: "1, ", count: 65) + ")", "header"),
        ])
    func hugeShapes(shape: String, part: String) {
        let error = #expect(throws: FileFormatError.self) {
            try NumPyArray<Double>(data: Self.file(Self.dictionary(shape), data: 24))
        }
        #expect(error?.part == part)
    }

    @Test("A header longer than the file is refused")
    func longHeaders() {
        let text = Self.dictionary("(3,)")
        for (version, length) in [(UInt8(1), 65535), (2, 0xFFFF_FFFF), (3, 0x7FFF_FFFF), (2, 200)] {
            #expect(
                throws: FileFormatError(
                    "data", "header length", must: "be at most the \(text.utf8.count) bytes that follow", was: length)
            ) { try NumPyArray<Double>(data: Self.file(text, length: length, version: version)) }
        }
    }

    @Test("Deep nesting and endless tokens end in an error, quickly")
    func nesting() {
        for token in ["{", "[", "(", "'", " ", "((((", "9", "'a':{"] {
            let text = String(repeating: token, count: 100_000)
            for header in [
                text, "{'descr': " + text, "{'shape': " + text, "{'shape': (" + text, "{'fortran_order': " + text,
            ] {
                let error = #expect(throws: FileFormatError.self) {
                    try NumPyArray<Double>(data: Self.file(header, version: 2))
                }
                #expect((error?.description.utf8.count ?? 0) < 250)
            }
        }
    }

    @Test("The magic number and the version are checked")
    func beginnings() {
        #expect(throws: FileFormatError("data", "format version", must: "be 1.0, 2.0 or 3.0", was: "4.0")) {
            try NumPyArray<Double>(data: Self.file("", version: 4))
        }
        #expect(
            throws: FileFormatError("x", "magic number", must: "be 93 4e 55 4d 50 59 and a version", was: "50 4b 03 04")
        ) { try NumPyArray<Double>(data: Data([0x50, 0x4B, 3, 4]), name: "x") }
        #expect(
            throws: FileFormatError("data", "magic number", must: "be 93 4e 55 4d 50 59 and a version", was: "nothing")
        ) { try NumPyArray<Double>(data: Data()) }
    }

    @Test("A truth value is 0 or 1")
    func truthValues() {
        var data = NumPyArray([true, false]).encoded()
        data[data.count - 1] = 2
        #expect(throws: FileFormatError("data", "element 1", must: "be 0 or 1 as a bool", was: 2)) {
            try NumPyArray<Bool>(data: data)
        }
    }

    @Test("NumPy's own files of other types are refused", arguments: ["object", "structured", "unicode"])
    func otherTypes(name: String) throws {
        let path = try Fixture.path("npy/refused-\(name).npy")
        let error = #expect(throws: FileFormatError.self) { try NumPyArray<Double>(contentsOf: path) }
        #expect(error?.source == path && error?.part == "header")
    }
}
