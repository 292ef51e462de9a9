/// Undoes the compression "deflate" of zip archives, `.npz` and MATLAB files.
///
/// Nothing is trusted: the output never grows beyond the given limit, and what is not a whole stream is refused.
/// Source: [RFC1951].
struct Inflater {
    /// The most that one byte of input can become: 258 bytes for two bits, rounded up.
    static let largestRatio = 1032

    private let bytes: UnsafeRawBufferPointer
    private let source: String
    private let limit: Int
    private var position = 0
    private var bits: UInt64 = 0
    private var bitCount = 0
    private var output: [UInt8] = []
    /// How much output is enough, where the rest does not matter.
    private var wanted = Int.max

    private struct Enough: Error {}

    /// Decompresses a stream that begins with the first byte.
    ///
    /// - Parameters:
    ///   - bytes: The stream; bytes may follow it.
    ///   - size: The size of the output when it is known, else nil.
    ///   - limit: The largest output.
    ///   - source: What error messages call the file.
    /// - Returns: The output, and how many bytes of input it took.
    /// - Throws: ``FileFormatError``.
    static func inflate(
        _ bytes: UnsafeRawBufferPointer, size: Int?, limit: Int, source: String
    ) throws -> (output: [UInt8], consumed: Int) {
        if let size, size > limit {
            throw FileFormatError(source, "declared size", must: "be at most \(limit) bytes", was: size)
        }
        var inflater = Inflater(bytes: bytes, limit: size ?? limit, source: source)
        // A size that is only claimed takes no memory before there is input for it.
        let possible = bytes.count.multipliedReportingOverflow(by: largestRatio)
        inflater.output.reserveCapacity(possible.overflow ? size ?? 0 : min(size ?? 0, possible.partialValue))
        try inflater.run()
        if let size, inflater.output.count != size {
            throw inflater.refuse("hold the \(size) bytes that are declared", "\(inflater.output.count) bytes")
        }
        return (inflater.output, inflater.position - inflater.bitCount / 8)
    }

    /// The first bytes of what a stream becomes, at least so many unless it ends before.
    ///
    /// - Throws: ``FileFormatError`` when the stream is wrong before there are as many.
    static func prefix(_ bytes: UnsafeRawBufferPointer, count: Int, source: String) throws -> [UInt8] {
        // Room for one stored block more than what is wanted.
        var inflater = Inflater(bytes: bytes, limit: count + 0x10000, source: source)
        inflater.wanted = count
        do { try inflater.run() } catch is Enough {}
        return inflater.output
    }

    private init(bytes: UnsafeRawBufferPointer, limit: Int, source: String) {
        self.bytes = bytes
        self.limit = limit
        self.source = source
    }

    private func refuse(_ requirement: String, _ value: Any) -> FileFormatError {
        FileFormatError(source, "compressed data", must: requirement, was: value)
    }

    private mutating func run() throws {
        while true {
            let isLast = try take(1) == 1
            switch try take(2) {
            case 0: try copyStored()
            case 1: try decode(Inflater.fixedLiterals, Inflater.fixedDistances)
            case 2:
                let (literals, distances) = try readCodes()
                try decode(literals, distances)
            default: throw refuse("have blocks of kind 0, 1 or 2", 3)
            }
            if isLast { return }
        }
    }

    // MARK: Bits

    /// The next bits, the first one lowest.
    private mutating func take(_ count: Int) throws -> Int {
        while bitCount < count { try fill() }
        defer {
            bits >>= UInt64(count)
            bitCount -= count
        }
        return Int(bits & ((1 << UInt64(count)) - 1))
    }

    private mutating func fill() throws {
        guard position < bytes.count else { throw refuse("be complete", "cut off after \(bytes.count) bytes") }
        bits |= UInt64(bytes[position]) << UInt64(bitCount)
        position += 1
        bitCount += 8
    }

    /// The next symbol of a code.
    private mutating func symbol(_ code: PrefixCode) throws -> Int {
        var (value, first, index) = (0, 0, 0)
        for length in 1...PrefixCode.longest {
            if bitCount == 0 { try fill() }
            value |= Int(bits & 1)
            bits >>= 1
            bitCount -= 1
            let count = code.counts[length]
            if value - first < count { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        throw refuse("use the words of its codes only", "an unknown word")
    }

    // MARK: Blocks

    private mutating func copyStored() throws {
        let rest = bitCount % 8
        bits >>= UInt64(rest)
        bitCount -= rest
        let (length, complement) = (try take(16), try take(16))
        guard length ^ complement == 0xFFFF else {
            throw refuse("repeat the length of a stored block as its complement", "\(length) and \(complement)")
        }
        // After the lengths no bits are left over: they were read as whole bytes.
        position -= bitCount / 8
        (bits, bitCount) = (0, 0)
        guard length <= bytes.count - position else { throw refuse("be complete", "cut off in a stored block") }
        try requireRoom(length)
        output.append(contentsOf: bytes[position..<(position + length)])
        position += length
    }

    private func requireRoom(_ count: Int) throws {
        guard output.count < wanted else { throw Enough() }
        guard count <= limit - output.count else { throw refuse("become at most \(limit) bytes", "more") }
    }

    private mutating func decode(_ literals: PrefixCode, _ distances: PrefixCode) throws {
        while true {
            let symbol = try symbol(literals)
            if symbol < 256 {
                try requireRoom(1)
                output.append(UInt8(symbol))
                continue
            }
            if symbol == 256 { return }
            guard symbol - 257 < Inflater.lengths.count else { throw refuse("use lengths 257…285", symbol) }
            let (base, extra) = Inflater.lengths[symbol - 257]
            let length = base + (try take(extra))
            let place = try self.symbol(distances)
            guard place < Inflater.distances.count else { throw refuse("use distances 0…29", place) }
            let (start, more) = Inflater.distances[place]
            let distance = start + (try take(more))
            guard distance <= output.count else {
                throw refuse("refer back to its own output", "\(distance) bytes back after \(output.count)")
            }
            try requireRoom(length)
            // The piece may overlap what it makes: byte by byte.
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
    }

    private mutating func readCodes() throws -> (PrefixCode, PrefixCode) {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let codeCount = try take(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else {
            throw refuse("have at most 286 lengths and 30 distances", "\(literalCount) and \(distanceCount)")
        }
        var lengths = [Int](repeating: 0, count: 19)
        for place in Inflater.order.prefix(codeCount) { lengths[place] = try take(3) }
        let code = try prefixCode(lengths, mayBeIncomplete: false)
        var all: [Int] = []
        while all.count < literalCount + distanceCount {
            let (value, count): (Int, Int)
            switch try symbol(code) {
            case 16:
                guard let last = all.last else { throw refuse("have a length to repeat", "none") }
                (value, count) = (last, 3 + (try take(2)))
            case 17: (value, count) = (0, 3 + (try take(3)))
            case 18: (value, count) = (0, 11 + (try take(7)))
            case let length: (value, count) = (length, 1)
            }
            guard count <= literalCount + distanceCount - all.count else {
                throw refuse("have \(literalCount + distanceCount) lengths of codes", "more")
            }
            all.append(contentsOf: repeatElement(value, count: count))
        }
        guard all[256] != 0 else { throw refuse("have a word for the end of a block", "none") }
        return (
            try prefixCode(Array(all[..<literalCount]), mayBeIncomplete: true),
            try prefixCode(Array(all[literalCount...]), mayBeIncomplete: true)
        )
    }

    private func prefixCode(_ lengths: [Int], mayBeIncomplete: Bool) throws -> PrefixCode {
        guard let code = PrefixCode(lengths: lengths, mayBeIncomplete: mayBeIncomplete) else {
            throw refuse("have codes whose words fit together", "lengths \(lengths.prefix(8))…")
        }
        return code
    }

    // MARK: Tables of RFC 1951

    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private static let lengths: [(base: Int, extra: Int)] = {
        // Four lengths for each number of extra bits; the last one, 258, has none.
        var table: [(base: Int, extra: Int)] = []
        var base = 3
        for place in 0..<28 {
            let extra = place < 8 ? 0 : place / 4 - 1
            table.append((base, extra))
            base += 1 << extra
        }
        return table + [(258, 0)]
    }()

    private static let distances: [(base: Int, extra: Int)] = {
        var base = 1
        return (0..<30).map { place in
            let extra = place < 4 ? 0 : place / 2 - 1
            defer { base += 1 << extra }
            return (base, extra)
        }
    }()

    private static let fixedLiterals = PrefixCode(
        unchecked: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    private static let fixedDistances = PrefixCode(unchecked: Array(repeating: 5, count: 30))
}

/// A code whose words are ordered by length and then by symbol, as deflate uses.
private struct PrefixCode {
    static let longest = 15

    /// How many words have each length.
    let counts: [Int]
    /// The symbols in the order of their words.
    let symbols: [Int]

    init(unchecked lengths: [Int]) {
        var counts = [Int](repeating: 0, count: PrefixCode.longest + 1)
        for length in lengths where length > 0 { counts[length] += 1 }
        self.counts = counts
        symbols = (1...PrefixCode.longest).flatMap { length in lengths.indices.filter { lengths[$0] == length } }
    }

    /// The code, or nil when its words are too many, or too few without being a single one.
    init?(lengths: [Int], mayBeIncomplete: Bool) {
        self.init(unchecked: lengths)
        var left = 1
        for length in 1...PrefixCode.longest {
            left = left << 1 - counts[length]
            guard left >= 0 else { return nil }
        }
        guard left == 0 || (mayBeIncomplete && symbols.count <= 1) else { return nil }
    }
}
