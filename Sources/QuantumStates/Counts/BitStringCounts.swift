import NumericalCore

/// How often each string of bits was seen, as programs for quantum circuits count them: one bit for each party.
///
/// Bit 0 is the outcome with eigenvalue +1. Only strings that were seen take room, so that many parties fit.
public struct BitStringCounts: Sendable, Hashable {
    /// What the keys of a dictionary of counts are.
    public enum Keys: Sendable, Hashable {
        /// Strings of 0 and 1, all of one length; blanks between registers do not count. Qiskit's `get_counts()`.
        case bitStrings
        /// Numbers such as `0x1f` for so many bits. The `to_dict()` of Qiskit's results.
        case hexadecimal(bits: Int)
        /// Decimal numbers for so many bits. Cirq's histograms, and Qiskit's quasi-distributions.
        case integers(bits: Int)
    }

    /// The number of bits, one for each party.
    public let bits: Int
    /// The counts above zero; the key has the bit of party 0 as its highest of ``bits``.
    private let counts: [Int: Double]

    /// The most bits.
    public static let largestBitCount = 62
    /// The largest count: 2⁵⁰.
    public static let largestCount = 0x1p50

    /// The counts of a dictionary.
    ///
    /// - Parameters:
    ///   - dictionary: The counts by key.
    ///   - keys: What the keys are.
    ///   - order: Which bit is party 0: the first, or the last as in Qiskit. It cannot be found out from the counts.
    ///   - source: What error messages call the dictionary.
    /// - Complexity: O(keys × bits).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no key, a key is not of the kind that is stated, is there twice
    ///   in two spellings, keys differ in length, or a count is not a number in 0…2⁵⁰.
    public init(
        _ dictionary: [String: Double], keys: Keys = .bitStrings, order: PartyOrder, named source: String = "counts"
    ) throws {
        var found: [Int: Double] = [:]
        var seen: Set<Int> = []
        var length: Int?
        // In the order of the keys, so that of several errors the same is found each time.
        for (key, count) in dictionary.sorted(by: { $0.key < $1.key }) {
            let string = try BitStringCounts.string(key, keys, source)
            try require(
                string.count == length ?? string.count, "key \"\(key.prefix(70))\" of \(source)",
                must: "have \(length ?? 0) bits like the others", was: string.count)
            length = string.count
            try require(
                count >= 0 && count <= BitStringCounts.largestCount, "count of \"\(key.prefix(70))\" in \(source)",
                must: "be in 0…2⁵⁰", was: count)
            let value = order.fromFirst(string).reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
            try require(
                seen.insert(value).inserted, "key \"\(key.prefix(70))\" of \(source)", must: "be there once",
                was: "there in two spellings")
            if count > 0 { found[value] = count }
        }
        guard let length else { throw InvalidArgument(source, must: "have at least one key", was: "empty") }
        bits = length
        counts = found
    }

    private init(bits: Int, counts: [Int: Double]) {
        self.bits = bits
        self.counts = counts
    }

    /// The bits of a key, as they are written.
    private static func string(_ key: String, _ keys: Keys, _ source: String) throws -> [Bool] {
        func refuse(_ requirement: String) -> InvalidArgument {
            InvalidArgument("key of \(source)", must: requirement, was: "\"\(key.prefix(70))\"")
        }
        func bits(_ value: UInt64?, _ count: Int, _ kind: String) throws -> [Bool] {
            try require(
                (1...largestBitCount).contains(count), "bits", must: "be in 1…\(largestBitCount)", was: count)
            guard let value, value >> UInt64(count) == 0 else { throw refuse("be \(kind) of \(count) bits") }
            return (0..<count).map { value >> UInt64(count - 1 - $0) & 1 == 1 }
        }
        switch keys {
        case .hexadecimal(let count):
            let isMarked = key.hasPrefix("0x") || key.hasPrefix("0X")
            let digits = key.dropFirst(2)
            let isPlain = digits.utf8.first.map { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") } ?? false
            return try bits(
                isMarked && isPlain ? UInt64(digits, radix: 16) : nil, count, "a hexadecimal number such as 0x1f")
        case .integers(let count):
            let isPlain = !key.isEmpty && key.utf8.allSatisfy { (0x30...0x39).contains($0) }
            return try bits(isPlain ? UInt64(key) : nil, count, "a decimal number")
        case .bitStrings:
            let plain = key.utf8.filter { $0 != 0x20 }
            guard !plain.isEmpty, plain.allSatisfy({ $0 == 0x30 || $0 == 0x31 }) else {
                let advice =
                    key.hasPrefix("0x") || key.hasPrefix("0X")
                    ? " (for hexadecimal numbers, state keys: .hexadecimal(bits:))"
                    : !plain.isEmpty && plain.allSatisfy { (0x30...0x39).contains($0) }
                        ? " (for whole numbers, state keys: .integers(bits:))" : ""
                throw refuse("be a string of 0 and 1\(advice)")
            }
            guard plain.count <= largestBitCount else { throw refuse("have at most \(largestBitCount) bits") }
            return plain.map { $0 == 0x31 }
        }
    }

    private static func key(_ outcome: some Sequence<Int>) -> Int { outcome.reduce(0) { $0 << 1 | $1 } }

    /// How often a list of outcomes was seen.
    ///
    /// - Parameter outcome: 0 or 1 for each party, party 0 first.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one outcome for each party.
    public func count(of outcome: [Int]) throws -> Double {
        try require(
            outcome.count == bits && outcome.allSatisfy { $0 == 0 || $0 == 1 }, "outcome",
            must: "be 0 or 1 for each of \(bits) parties", was: outcome)
        return counts[BitStringCounts.key(outcome)] ?? 0
    }

    /// The sum of all counts.
    public var total: Double { counts.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } }

    /// All counts in counting order, party 0 most significant.
    ///
    /// - Complexity: O(2^bits).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are more than 20 bits.
    public func allCounts() throws -> [Double] {
        try require(bits <= 20, "bits", must: "be at most 20 (take a marginal of the parties that matter)", was: bits)
        return (0..<(1 << bits)).map { counts[$0] ?? 0 }
    }

    /// The counts of some parties, whatever the others' outcomes were.
    ///
    /// - Parameter parties: The parties kept; they become party 0, 1, ….
    /// - Complexity: O(strings seen × parties).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, repeats a party or names one that is not there.
    public func marginal(of parties: [Int]) throws -> BitStringCounts {
        try require(
            !parties.isEmpty && Set(parties).count == parties.count && parties.allSatisfy((0..<bits).contains),
            "parties", must: "name parties in 0..<\(bits), each once", was: parties)
        var sums: [Int: Double] = [:]
        for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
            sums[BitStringCounts.key(parties.map { key >> (bits - 1 - $0) & 1 }), default: 0] += count
        }
        return BitStringCounts(bits: parties.count, counts: sums)
    }
}
