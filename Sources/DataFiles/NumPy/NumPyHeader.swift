import Foundation
import NumericalCore

/// What the header of an `.npy` file says: number type, byte order, memory order and shape.
///
/// Source: NumPy Enhancement Proposal 1, and the description of versions 2.0 and 3.0 in NumPy's manual.
struct NumPyHeader: Hashable {
    var type: NumPyType
    var isBigEndian: Bool
    var order: NumPyOrder
    var shape: [Int]

    /// NumPy 2 allows no more dimensions than this.
    static let largestRank = 64

    private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    /// The header with its magic number, byte for byte as `numpy.save` writes it.
    func encoded(version: NumPyFormatVersion) -> Data {
        let isColumnMajor = order == .columnMajor
        let sizes = shape.map(String.init)
        let tuple = sizes.count == 1 ? "(\(sizes[0]),)" : "(\(sizes.joined(separator: ", ")))"
        var text =
            "{'descr': '\(type.descriptor)', 'fortran_order': \(isColumnMajor ? "True" : "False"), 'shape': \(tuple), }"
        // NumPy leaves room for the growing dimension to be rewritten in place with up to 21 digits.
        if let growing = isColumnMajor ? sizes.last : sizes.first {
            text += String(repeating: " ", count: max(0, 21 - growing.utf8.count))
        }
        let prefix = version == .one ? 10 : 12
        // NumPy pads a header that is already aligned by 64 more.
        let padding = 64 - (prefix + text.utf8.count + 1) % 64
        text += String(repeating: " ", count: padding) + "\n"
        let length = text.utf8.count
        var data = Data(NumPyHeader.magic + [version.rawValue, 0])
        for byte in 0..<(version == .one ? 2 : 4) { data.append(UInt8(truncatingIfNeeded: length >> (8 * byte))) }
        data.append(contentsOf: text.utf8)
        return data
    }

    /// The header at the beginning of the bytes, and the place after it.
    ///
    /// Nothing is allocated that is larger than the header, and the elements that the header promises are exactly those
    /// that follow it.
    static func read(_ bytes: UnsafeRawBufferPointer, source: String) throws -> (header: NumPyHeader, end: Int) {
        func refuse(_ part: String, _ requirement: String, _ value: Any) -> FileFormatError {
            FileFormatError(source, part, must: requirement, was: value)
        }
        guard bytes.count >= 8, bytes[..<6].elementsEqual(magic) else {
            let start = bytes.prefix(8).map { String(format: "%02x", $0) }.joined(separator: " ")
            throw refuse("magic number", "be 93 4e 55 4d 50 59 and a version", start.isEmpty ? "nothing" : start)
        }
        guard let version = NumPyFormatVersion(rawValue: bytes[6]), bytes[7] == 0 else {
            throw refuse("format version", "be 1.0, 2.0 or 3.0", "\(bytes[6]).\(bytes[7])")
        }
        let start = version == .one ? 10 : 12
        guard bytes.count >= start else { throw refuse("size", "be at least \(start) bytes", bytes.count) }
        let length = (8..<start).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
        guard length <= bytes.count - start else {
            throw refuse("header length", "be at most the \(bytes.count - start) bytes that follow", length)
        }
        let end = start + length
        var parser = NumPyHeaderParser(Array(bytes[start..<end]), source: source)
        let header = try parser.parse()
        let size = try header.byteCount(source: source)
        guard bytes.count - end == size else {
            let shape = header.shape.map(String.init).joined(separator: ", ")
            throw refuse(
                "data", "be \(size) bytes for shape (\(shape)) of \(header.type.name)", "\(bytes.count - end) bytes")
        }
        return (header, end)
    }

    /// The number of bytes of all elements, refused when it is beyond any machine.
    ///
    /// Zeros are left out of the check, as NumPy leaves them: an empty array with an impossible size is refused too.
    private func byteCount(source: String) throws -> Int {
        guard let product = MixedRadix.product([type.size] + shape.filter { $0 != 0 }) else {
            throw FileFormatError(
                source, "shape", must: "hold fewer than 2^63 bytes",
                was: "(\(shape.map(String.init).joined(separator: ", "))) of \(type.name)")
        }
        return shape.contains(0) ? 0 : product
    }
}

/// A strict parser of the Python dictionary in an `.npy` header; it has no recursion, so nesting cannot exhaust the stack.
private struct NumPyHeaderParser {
    let bytes: [UInt8]
    let source: String
    var position = 0

    init(_ bytes: [UInt8], source: String) {
        self.bytes = bytes
        self.source = source
    }

    mutating func parse() throws -> NumPyHeader {
        var descriptor: (type: NumPyType, isBigEndian: Bool)?
        var order: NumPyOrder?
        var shape: [Int]?
        try expect("{")
        while !take("}") {
            let key = try string("a key in quotes")
            try expect(":")
            switch key {
            case "descr" where descriptor == nil: descriptor = try numberType()
            case "fortran_order" where order == nil: order = try boolean() ? .columnMajor : .rowMajor
            case "shape" where shape == nil: shape = try tuple()
            default: throw refuse("have each of the keys descr, fortran_order and shape once", "the key '\(key)'")
            }
            if !take(",") {
                try expect("}")
                break
            }
        }
        skipSpaces()
        guard position == bytes.count else { throw unexpected("nothing after its dictionary") }
        guard let descriptor, let order, let shape else {
            let missing = [
                descriptor == nil ? "descr" : nil, order == nil ? "fortran_order" : nil, shape == nil ? "shape" : nil,
            ]
            throw refuse(
                "have the keys descr, fortran_order and shape",
                "without \(missing.compactMap { $0 }.joined(separator: ", "))")
        }
        return NumPyHeader(
            type: descriptor.type, isBigEndian: descriptor.isBigEndian, order: order, shape: shape)
    }

    private mutating func numberType() throws -> (type: NumPyType, isBigEndian: Bool) {
        let requirement = "describe a plain number type (bool, integer, float16/32/64 or complex64/128)"
        skipSpaces()
        guard position < bytes.count, bytes[position] != UInt8(ascii: "["), bytes[position] != UInt8(ascii: "(") else {
            throw refuse(requirement, "a structured type")
        }
        let text = try string("a type in quotes")
        guard let parsed = NumPyType.parse(text) else {
            throw refuse(requirement, NumPyType.advice(text).map { "'\(text)', \($0)" } ?? "'\(text)'")
        }
        return parsed
    }

    private mutating func boolean() throws -> Bool {
        skipSpaces()
        for (word, value) in [("True", true), ("False", false)] where bytes[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return value
        }
        throw unexpected("True or False for fortran_order")
    }

    private mutating func tuple() throws -> [Int] {
        var sizes: [Int] = []
        try expect("(")
        while !take(")") {
            sizes.append(try size())
            guard sizes.count <= NumPyHeader.largestRank else {
                throw refuse("have a shape of at most \(NumPyHeader.largestRank) dimensions", "more")
            }
            if !take(",") {
                // Without a comma, one number in parentheses is a number and not a tuple.
                guard sizes.count > 1 else { throw unexpected("a comma in the shape") }
                try expect(")")
                break
            }
        }
        return sizes
    }

    private mutating func size() throws -> Int {
        skipSpaces()
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        let digits = String(decoding: bytes[start..<position], as: UTF8.self)
        guard !digits.isEmpty else { throw unexpected("sizes of at least 0 in the shape") }
        guard let size = Int(digits) else { throw refuse("have sizes below 2^63 in the shape", shortened(digits)) }
        // Python 2 wrote long integers with this suffix.
        if position < bytes.count, bytes[position] == UInt8(ascii: "L") { position += 1 }
        return size
    }

    private mutating func string(_ what: String) throws -> String {
        skipSpaces()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "'") || bytes[position] == UInt8(ascii: "\""),
            let end = bytes[(position + 1)...].firstIndex(of: bytes[position])
        else { throw unexpected(what) }
        defer { position = end + 1 }
        return shortened(String(decoding: bytes[(position + 1)..<end], as: UTF8.self))
    }

    private mutating func skipSpaces() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        skipSpaces()
        guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: Character) throws {
        guard take(character) else { throw unexpected("'\(character)'") }
    }

    private func unexpected(_ what: String) -> FileFormatError {
        let found = shortened(String(decoding: bytes[position...].prefix(24), as: UTF8.self))
        return refuse("have \(what)", found.isEmpty ? "at its end" : found.debugDescription)
    }

    private func refuse(_ requirement: String, _ value: String) -> FileFormatError {
        FileFormatError(source, "header", must: requirement, was: value)
    }

    /// An error message does not repeat a megabyte of garbage.
    private func shortened(_ text: String) -> String {
        text.utf8.count > 40 ? String(text.prefix(24)) + "…" : text
    }
}
