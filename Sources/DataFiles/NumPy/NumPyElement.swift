import NumericalCore

/// A Swift number that can be an element of a ``NumPyArray``: `Float`, `Double`, ``/NumericalCore/Complex``, `Int`, `Int32` or `Bool`.
///
/// Each is written as one NumPy type, and read from every type whose values it can hold exactly.
public protocol NumPyElement: PackedNumber {
    /// The type in which the elements are written.
    static var numPyType: NumPyType { get }
    /// Reads all elements of a file, in the order of the file.
    ///
    /// - Throws: ``FileFormatError`` when a value is not exactly representable.
    static func elements(in block: NumPyBlock) throws -> [Self]
}

/// The bytes of the elements of a file, whose number is known to be right.
public struct NumPyBlock {
    let bytes: UnsafeRawBufferPointer
    let type: NumPyType
    let isBigEndian: Bool
    let source: String

    /// The number of elements.
    var count: Int { bytes.count / type.size }

    /// Every element as an integer of the given width, turned into a Swift number.
    func map<Raw: FixedWidthInteger, Element>(
        _ raw: Raw.Type, _ transform: (Raw, _ index: Int) throws -> Element
    ) rethrows -> [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(bytes.count / MemoryLayout<Raw>.size)
        for index in 0..<(bytes.count / MemoryLayout<Raw>.size) {
            let word = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Raw>.size, as: Raw.self)
            elements.append(try transform(isBigEndian ? Raw(bigEndian: word) : Raw(littleEndian: word), index))
        }
        return elements
    }

    /// Every element of an integer type or a truth value, turned into a Swift number that must hold it exactly.
    ///
    /// Returns nil when the elements are not integers.
    func integers<Element>(as transform: IntegerTransform<Element>) throws -> [Element]? {
        func convert<Raw: FixedWidthInteger>(_ raw: Raw.Type) throws -> [Element] {
            try map(raw) { word, index in
                let element = Int(exactly: word).map(transform.convert) ?? transform.convertLarge(UInt64(word))
                guard let element else {
                    throw FileFormatError(
                        source, "element \(index)", must: "be exactly representable as \(Element.self)", was: word)
                }
                return element
            }
        }
        switch type {
        case .bool: return try bits().compactMap { transform.convert($0 ? 1 : 0) }
        case .int8: return try convert(Int8.self)
        case .int16: return try convert(Int16.self)
        case .int32: return try convert(Int32.self)
        case .int64: return try convert(Int64.self)
        case .uint8: return try convert(UInt8.self)
        case .uint16: return try convert(UInt16.self)
        case .uint32: return try convert(UInt32.self)
        case .uint64: return try convert(UInt64.self)
        case .float16, .float32, .float64, .complex64, .complex128: return nil
        }
    }

    /// The elements of type `bool`, each of which must be 0 or 1.
    func bits() throws -> [Bool] {
        try map(UInt8.self) { byte, index in
            guard byte <= 1 else {
                throw FileFormatError(source, "element \(index)", must: "be 0 or 1 as a bool", was: byte)
            }
            return byte == 1
        }
    }

    /// The refusal of a type that the Swift number cannot hold.
    func refusal<Element>(_ element: Element.Type, _ accepted: String) -> FileFormatError {
        FileFormatError(source, "type", must: "be \(accepted) to be read as \(Element.self)", was: type.name)
    }
}

/// How an integer becomes a Swift number, or nil when it does not fit.
struct IntegerTransform<Element> {
    let convert: (Int) -> Element?
    /// The same for integers of 2⁶³ and more.
    var convertLarge: (UInt64) -> Element? = { _ in nil }
}

extension NumPyBlock {
    /// The elements of type `float16`, each of which single precision holds exactly.
    func halves() -> [Float] { map(UInt16.self) { word, _ in NumPyBlock.single(half: word) } }

    /// The number with the bits of IEEE 754 binary16, which not every processor that Swift runs on knows.
    static func single(half word: UInt16) -> Float {
        let (exponent, fraction) = (Int(word >> 10 & 31), Float(word & 1023))
        let magnitude: Float =
            switch exponent {
            case 0: fraction * 0x1p-24
            case 31: fraction == 0 ? .infinity : .nan
            default: (1024 + fraction) * Float(sign: .plus, exponent: exponent - 25, significand: 1)
            }
        return word >> 15 == 1 ? -magnitude : magnitude
    }
}

extension Double: NumPyElement {
    /// `float64`.
    public static var numPyType: NumPyType { .float64 }
    /// Reads `float64`, `float32`, `float16`, truth values, and integers that a `Double` holds exactly.
    public static func elements(in block: NumPyBlock) throws -> [Double] {
        if block.type == .float64 { return block.map(UInt64.self) { word, _ in Double(bitPattern: word) } }
        if block.type == .float32 { return block.map(UInt32.self) { word, _ in Double(Float(bitPattern: word)) } }
        if block.type == .float16 { return block.halves().map { Double($0) } }
        let transform = IntegerTransform(convert: { Double(exactly: $0) }, convertLarge: { Double(exactly: $0) })
        if let integers = try block.integers(as: transform) { return integers }
        throw block.refusal(Double.self, "a real type")
    }
}

extension Float: NumPyElement {
    /// `float32`.
    public static var numPyType: NumPyType { .float32 }
    /// Reads `float32`, `float16`, truth values, and integers that a `Float` holds exactly; `float64` would lose digits.
    public static func elements(in block: NumPyBlock) throws -> [Float] {
        if block.type == .float32 { return block.map(UInt32.self) { word, _ in Float(bitPattern: word) } }
        if block.type == .float16 { return block.halves() }
        let transform = IntegerTransform(convert: { Float(exactly: $0) }, convertLarge: { Float(exactly: $0) })
        if let integers = try block.integers(as: transform) { return integers }
        throw block.refusal(Float.self, "float32, float16 or an integer type")
    }
}

extension Complex: NumPyElement {
    /// `complex128`.
    public static var numPyType: NumPyType { .complex128 }
    /// Reads `complex128`, `complex64`, and everything that a `Double` is read from.
    public static func elements(in block: NumPyBlock) throws -> [Complex] {
        switch block.type {
        case .complex128:
            let parts = block.map(UInt64.self) { word, _ in Double(bitPattern: word) }
            return (0..<block.count).map { Complex(parts[2 * $0], parts[2 * $0 + 1]) }
        case .complex64:
            let parts = block.map(UInt32.self) { word, _ in Double(Float(bitPattern: word)) }
            return (0..<block.count).map { Complex(parts[2 * $0], parts[2 * $0 + 1]) }
        default:
            return try Double.elements(in: block).map { Complex($0) }
        }
    }
}

extension Int: NumPyElement {
    /// `int64`.
    public static var numPyType: NumPyType { .int64 }
    /// Reads every integer type and truth values.
    public static func elements(in block: NumPyBlock) throws -> [Int] {
        if let integers = try block.integers(as: IntegerTransform(convert: { $0 })) { return integers }
        throw block.refusal(Int.self, "an integer type")
    }
}

extension Int32: NumPyElement {
    /// `int32`.
    public static var numPyType: NumPyType { .int32 }
    /// Reads every integer type whose values fit, and truth values.
    public static func elements(in block: NumPyBlock) throws -> [Int32] {
        if let integers = try block.integers(as: IntegerTransform(convert: { Int32(exactly: $0) })) { return integers }
        throw block.refusal(Int32.self, "an integer type")
    }
}

extension Bool: NumPyElement {
    /// `bool`.
    public static var numPyType: NumPyType { .bool }
    /// Reads truth values.
    public static func elements(in block: NumPyBlock) throws -> [Bool] {
        guard block.type == .bool else { throw block.refusal(Bool.self, "bool") }
        return try block.bits()
    }
}
