import Foundation
import NumericalCore

/// The bytes of a MATLAB file, or of a matrix in it, element by element.
struct MATLABReader {
    private let bytes: UnsafeRawBufferPointer
    private let isBigEndian: Bool
    private let source: String
    private var position = 0

    /// An element: its type and where its bytes are.
    private struct Element {
        var type: Int
        var range: Range<Int>
    }

    private init(bytes: UnsafeRawBufferPointer, isBigEndian: Bool, source: String) {
        self.bytes = bytes
        self.isBigEndian = isBigEndian
        self.source = source
    }

    private static let matrix = 14
    private static let compressed = 15

    // MARK: The file

    /// The variables of a file, of which only the beginnings are looked at.
    static func variables(of bytes: UnsafeRawBufferPointer, source: String) throws -> [MATLABVariable] {
        let isBigEndian = try byteOrder(of: bytes, source: source)
        var file = MATLABReader(bytes: bytes, isBigEndian: isBigEndian, source: source)
        file.position = 128
        var variables: [MATLABVariable] = []
        while file.position < bytes.count {
            let element = try file.element()
            let block = UnsafeRawBufferPointer(rebasing: bytes[element.range])
            switch element.type {
            case matrix:
                var reader = MATLABReader(bytes: block, isBigEndian: isBigEndian, source: source)
                variables.append(try reader.heading(block: element.range, isCompressed: false))
            case compressed:
                guard block.count >= 6 else {
                    throw FileFormatError(
                        source, "compressed variable", must: "have at least 6 bytes", was: block.count)
                }
                // Names have at most 63 letters and few arrays many dimensions: this holds the whole heading.
                let body = UnsafeRawBufferPointer(rebasing: block[2...])
                let prefix = try Inflater.prefix(body, count: 1024, source: source)
                try prefix.withUnsafeBytes { bytes in
                    var outer = MATLABReader(bytes: bytes, isBigEndian: isBigEndian, source: source)
                    try outer.skipMatrixTag()
                    var reader = MATLABReader(
                        bytes: UnsafeRawBufferPointer(rebasing: bytes[outer.position...]), isBigEndian: isBigEndian,
                        source: source)
                    variables.append(try reader.heading(block: element.range, isCompressed: true))
                }
            default: break
            }
        }
        return variables
    }

    /// Whether the highest bytes come first, from the header of a file that is of a version that is read.
    private static func byteOrder(of bytes: UnsafeRawBufferPointer, source: String) throws -> Bool {
        func refuse(_ value: String) -> FileFormatError {
            FileFormatError(source, "file", must: "be a MATLAB file of version 5 to 7 (write save -v7)", was: value)
        }
        let start = String(decoding: bytes.prefix(40), as: UTF8.self)
        if start.hasPrefix("MATLAB 7.3") || bytes.prefix(4).elementsEqual([0x89, 0x48, 0x44, 0x46]) {
            throw refuse("of version 7.3, which is HDF5")
        }
        if start.hasPrefix("# Created by Octave") { throw refuse("text of Octave") }
        guard bytes.count >= 128 else { throw refuse("\(bytes.count) bytes, cut off or of version 4") }
        let version = (Int(bytes[124]), Int(bytes[125]))
        switch (bytes[126], bytes[127]) {
        case (UInt8(ascii: "I"), UInt8(ascii: "M")) where version == (0, 1): return false
        case (UInt8(ascii: "M"), UInt8(ascii: "I")) where version == (1, 0): return true
        case (UInt8(ascii: "I"), UInt8(ascii: "M")), (UInt8(ascii: "M"), UInt8(ascii: "I")):
            throw refuse("of another version, \(version)")
        default: throw refuse("without its mark MI or IM")
        }
    }

    /// Gives the matrix of a variable to a function, decompressed where it must be.
    static func withContents<Output>(
        of variable: MATLABVariable, in bytes: UnsafeRawBufferPointer, limit: Int, source: String,
        _ body: (inout MATLABReader) throws -> Output
    ) throws -> Output {
        let block = UnsafeRawBufferPointer(rebasing: bytes[variable.block])
        func requireSize(_ size: Int) throws {
            guard size <= limit else {
                throw FileFormatError(source, "size", must: "be at most \(limit) bytes", was: size)
            }
        }
        guard variable.isCompressed else {
            try requireSize(block.count)
            var reader = MATLABReader(bytes: block, isBigEndian: variable.isBigEndian, source: source)
            return try body(&reader)
        }
        // The matrix says its own size first; nothing larger is made.
        let first = try Inflater.prefix(UnsafeRawBufferPointer(rebasing: block[2...]), count: 8, source: source)
        let size = try first.withUnsafeBytes { bytes in
            var outer = MATLABReader(bytes: bytes, isBigEndian: variable.isBigEndian, source: source)
            return try outer.skipMatrixTag() + outer.position
        }
        try requireSize(size)
        guard size / Inflater.largestRatio <= block.count else {
            throw FileFormatError(source, "size", must: "be possible for \(block.count) compressed bytes", was: size)
        }
        let contents = try ZlibStream.inflate(block, limit: size, source: source)
        return try contents.withUnsafeBytes { bytes in
            var outer = MATLABReader(bytes: bytes, isBigEndian: variable.isBigEndian, source: source)
            let count = try outer.skipMatrixTag()
            guard count == bytes.count - outer.position else { throw outer.cutOff() }
            var reader = MATLABReader(
                bytes: UnsafeRawBufferPointer(rebasing: bytes[outer.position...]), isBigEndian: variable.isBigEndian,
                source: source)
            return try body(&reader)
        }
    }

    // MARK: Elements

    private func cutOff() -> FileFormatError {
        FileFormatError(source, "element", must: "lie within the \(bytes.count) bytes around it", was: "cut off")
    }

    private func word(_ place: Int) throws -> Int {
        guard place >= 0, place <= bytes.count - 4 else { throw cutOff() }
        let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
        return Int(isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word))
    }

    /// The next element; the position moves behind it.
    private mutating func element() throws -> Element {
        let first = try word(position)
        if first >> 16 != 0 {
            // A small element has its size in the tag and its bytes in place of the size.
            let size = first >> 16
            guard size <= 4, position <= bytes.count - 8 else { throw cutOff() }
            defer { position += 8 }
            return Element(type: first & 0xFFFF, range: (position + 4)..<(position + 4 + size))
        }
        let size = try word(position + 4)
        let start = position + 8
        guard size <= bytes.count - start else { throw cutOff() }
        // Elements are filled up to eight bytes, compressed ones are not; the last one may lack the filling.
        let filled = first == MATLABReader.compressed ? size : (size + 7) / 8 * 8
        position = min(bytes.count, start + filled)
        return Element(type: first, range: start..<(start + size))
    }

    /// Reads the tag of a matrix and returns the number of bytes that follow.
    @discardableResult
    private mutating func skipMatrixTag() throws -> Int {
        guard try word(position) == MATLABReader.matrix else {
            throw FileFormatError(
                source, "compressed variable", must: "be a matrix", was: "of type \(try word(position))")
        }
        defer { position += 8 }
        return try word(position + 4)
    }

    // MARK: A matrix

    /// What stands before the numbers of a matrix.
    private mutating func heading(block: Range<Int>, isCompressed: Bool) throws -> MATLABVariable {
        func refuse(_ part: String, _ requirement: String, _ value: Any) -> FileFormatError {
            FileFormatError(source, part, must: requirement, was: value)
        }
        let flags = try element()
        guard flags.type == 6, flags.range.count == 8 else {
            throw refuse("flags of a variable", "be 8 bytes", flags.range.count)
        }
        let word = try word(flags.range.lowerBound)
        let isOpaque = word & 0xFF == 17
        let sizes = isOpaque ? nil : try element()
        var shape: [Int] = []
        if let sizes {
            guard sizes.type == 5, sizes.range.count % 4 == 0, sizes.range.count <= 4 * NumPyHeader.largestRank else {
                throw refuse("sizes of a variable", "be at most 64 integers", "\(sizes.range.count) bytes")
            }
            for place in stride(from: sizes.range.lowerBound, to: sizes.range.upperBound, by: 4) {
                let size = try self.word(place)
                guard size < 1 << 31 else { throw refuse("sizes of a variable", "be at least 0", "negative") }
                shape.append(size)
            }
        }
        let name = try element()
        let text = String(decoding: bytes[name.range], as: UTF8.self)
        return MATLABVariable(
            name: text, classNumber: word & 0xFF, isComplex: word & 0x800 != 0, isLogical: word & 0x200 != 0,
            shape: shape, block: block, isCompressed: isCompressed, isBigEndian: isBigEndian, start: position)
    }

    /// The numbers of a matrix, as an array whose last index runs fastest.
    mutating func array<Number: NumPyElement>(
        _ variable: MATLABVariable, kind: NumPyType, of type: Number.Type
    ) throws -> NumPyArray<Number> {
        position = variable.start
        var count = 1
        for size in variable.shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            guard !overflow, product <= bytes.count else {
                throw FileFormatError(
                    source, "shape", must: "fit the \(bytes.count) bytes of the variable", was: variable.shape)
            }
            count = product
        }
        let real = try block(count, variable, kind)
        let elements: [Number]
        if variable.isComplex {
            let imaginary = try block(count, variable, kind)
            let parts = zip(try Double.elements(in: real), try Double.elements(in: imaginary))
            let joined = Complex.littleEndianBytes(of: parts.map { Complex($0, $1) })
            elements = try joined.withUnsafeBytes {
                try Number.elements(in: NumPyBlock(bytes: $0, type: .complex128, isBigEndian: false, source: source))
            }
        } else {
            elements = try Number.elements(in: real)
        }
        return try NumPyArray(
            shape: variable.shape, elements: NumPyArray.rowMajor(elements, shape: variable.shape))
    }

    /// The next part of the numbers; integers may stand for numbers of any class where they take less room.
    private mutating func block(_ count: Int, _ variable: MATLABVariable, _ kind: NumPyType) throws -> NumPyBlock {
        let element = try element()
        let kinds: [Int: NumPyType] = [
            1: .int8, 2: .uint8, 3: .int16, 4: .uint16, 5: .int32, 6: .uint32, 7: .float32, 9: .float64, 12: .int64,
            13: .uint64,
        ]
        guard let stored = kinds[element.type] else {
            throw FileFormatError(source, "numbers", must: "be of a type of numbers", was: "of type \(element.type)")
        }
        guard element.range.count == count * stored.size else {
            throw FileFormatError(
                source, "numbers", must: "be \(count) of \(stored.name)", was: "\(element.range.count) bytes")
        }
        return NumPyBlock(
            bytes: UnsafeRawBufferPointer(rebasing: bytes[element.range]),
            type: kind == .bool && stored == .uint8 ? .bool : stored, isBigEndian: isBigEndian, source: source)
    }
}
