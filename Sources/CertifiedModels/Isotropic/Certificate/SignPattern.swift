import LHVModels

/// Signs ±1 on the places of a ``ResponseGrid``, one bit each, azimuth fastest, then row, then shell; a set bit is −1.
public struct SignPattern: Sendable, Hashable {
    /// The number of signs.
    public let count: Int
    /// The bits, lowest first, 8 to a byte; bits beyond the count are zero.
    public let bytes: [UInt8]

    /// A pattern of signs.
    ///
    /// - Parameters:
    ///   - count: The number of signs.
    ///   - isNegative: Whether the sign with a given number is −1.
    /// - Precondition: The number is in 0…2⁴⁰.
    public init(count: Int, isNegative: (Int) -> Bool) {
        requirePrecondition((0...1 << 40).contains(count), "count must be in 0…2⁴⁰, but was \(count)")
        var bytes = [UInt8](repeating: 0, count: (count + 7) / 8)
        for index in 0..<count where isNegative(index) { bytes[index >> 3] |= 1 << UInt8(index & 7) }
        self.count = count
        self.bytes = bytes
    }

    /// A pattern from its bytes.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are too many or too few bytes, or a bit beyond the count is set.
    public init(count: Int, bytes: [UInt8]) throws {
        try require(count >= 0, "count", must: "be at least 0", was: count)
        // Without count + 7, which the largest counts do not have room for.
        let needed = count / 8 + (count.isMultiple(of: 8) ? 0 : 1)
        try require(bytes.count == needed, "bytes", must: "be \(needed) for \(count) signs", was: bytes.count)
        if count % 8 != 0, let last = bytes.last {
            try require(last >> UInt8(count % 8) == 0, "bytes", must: "be zero beyond the last sign", was: last)
        }
        self.count = count
        self.bytes = bytes
    }

    /// Whether the sign with a given number is −1.
    ///
    /// - Precondition: There is such a sign.
    @inlinable
    public func isNegative(_ index: Int) -> Bool {
        requirePrecondition(index >= 0 && index < count, "a sign must be in 0..<\(count), but was \(index)")
        return bytes[index >> 3] >> UInt8(truncatingIfNeeded: index & 7) & 1 == 1
    }
}
