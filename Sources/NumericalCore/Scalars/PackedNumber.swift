/// A number of fixed size that is written as its exact bits: `Float`, `Double`, ``Complex``, `Int`, `Int32` or `Bool`.
public protocol PackedNumber: Sendable, Hashable {
    /// What the bytes are, as NumPy names it: `<f8` for `Double`.
    static var layout: String { get }
    /// The number of bytes.
    static var byteCount: Int { get }
    /// The number with these bytes, lowest first, of which there are ``byteCount``; nil when there is none.
    init?(littleEndianBytes bytes: UnsafeRawBufferPointer)
    /// Appends the bytes of the number, lowest first.
    func appendLittleEndian(to bytes: inout [UInt8])
}

extension PackedNumber {
    /// The bytes of numbers one after the other, each with its lowest byte first.
    package static func littleEndianBytes(of numbers: [Self]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(numbers.count * byteCount)
        for number in numbers { number.appendLittleEndian(to: &bytes) }
        return bytes
    }
}

extension FixedWidthInteger {
    /// Appends the bytes, lowest first.
    @inlinable @inline(__always)
    package func appendBytes(to bytes: inout [UInt8]) {
        withUnsafeBytes(of: littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// The integer with these bytes, lowest first.
    fileprivate init(littleEndianBytes bytes: UnsafeRawBufferPointer) {
        self.init(littleEndian: bytes.loadUnaligned(as: Self.self))
    }
}

extension Double: PackedNumber {
    /// `<f8`.
    public static var layout: String { "<f8" }
    /// 8.
    public static var byteCount: Int { 8 }
    /// The number with these bits.
    public init(littleEndianBytes bytes: UnsafeRawBufferPointer) {
        self.init(bitPattern: UInt64(littleEndianBytes: bytes))
    }
    /// The eight bytes of the number, lowest first.
    public func appendLittleEndian(to bytes: inout [UInt8]) { bitPattern.appendBytes(to: &bytes) }
}

extension Float: PackedNumber {
    /// `<f4`.
    public static var layout: String { "<f4" }
    /// 4.
    public static var byteCount: Int { 4 }
    /// The number with these bits.
    public init(littleEndianBytes bytes: UnsafeRawBufferPointer) {
        self.init(bitPattern: UInt32(littleEndianBytes: bytes))
    }
    /// The four bytes of the number, lowest first.
    public func appendLittleEndian(to bytes: inout [UInt8]) { bitPattern.appendBytes(to: &bytes) }
}

extension Complex: PackedNumber {
    /// `<c16`.
    public static var layout: String { "<c16" }
    /// 16.
    public static var byteCount: Int { 16 }
    /// The number whose real and imaginary parts have these bits.
    public init(littleEndianBytes bytes: UnsafeRawBufferPointer) {
        self.init(
            Double(littleEndianBytes: UnsafeRawBufferPointer(rebasing: bytes.prefix(8))),
            Double(littleEndianBytes: UnsafeRawBufferPointer(rebasing: bytes.dropFirst(8))))
    }
    /// The eight bytes of the real part and then those of the imaginary part.
    public func appendLittleEndian(to bytes: inout [UInt8]) {
        real.appendLittleEndian(to: &bytes)
        imaginary.appendLittleEndian(to: &bytes)
    }
}

extension Int: PackedNumber {
    /// `<i8`.
    public static var layout: String { "<i8" }
    /// 8.
    public static var byteCount: Int { 8 }
    /// The number with these bits, or nil when an `Int` of this machine cannot hold it.
    public init?(littleEndianBytes bytes: UnsafeRawBufferPointer) {
        self.init(exactly: Int64(littleEndianBytes: bytes))
    }
    /// The eight bytes of the number, lowest first.
    public func appendLittleEndian(to bytes: inout [UInt8]) { Int64(self).appendBytes(to: &bytes) }
}

extension Int32: PackedNumber {
    /// `<i4`.
    public static var layout: String { "<i4" }
    /// 4.
    public static var byteCount: Int { 4 }
    /// The number with these bits.
    public init(littleEndianBytes bytes: UnsafeRawBufferPointer) {
        self.init(littleEndian: bytes.loadUnaligned(as: Int32.self))
    }
    /// The four bytes of the number, lowest first.
    public func appendLittleEndian(to bytes: inout [UInt8]) { appendBytes(to: &bytes) }
}

extension Bool: PackedNumber {
    /// `|b1`.
    public static var layout: String { "|b1" }
    /// 1.
    public static var byteCount: Int { 1 }
    /// False for 0 and true for 1, nil for another byte.
    public init?(littleEndianBytes bytes: UnsafeRawBufferPointer) {
        guard bytes[0] <= 1 else { return nil }
        self = bytes[0] == 1
    }
    /// One byte, 0 or 1.
    public func appendLittleEndian(to bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
}
