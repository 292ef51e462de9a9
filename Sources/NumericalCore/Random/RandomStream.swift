/// A seeded random stream with numbered substreams: the counter-based generator Philox 4×64-10.
///
/// The stream is a function of (seed, substream, position), so substream k needs no state from substream k − 1, and
/// parallel work that takes one substream per chunk gives the same bits on any number of threads. Raw integers equal
/// those of NumPy's `Philox(key=[seed, substream])` on every machine.
///
/// Source: [Salmon2011].
public struct RandomStream: RandomNumberGenerator, Sendable, Hashable, Codable {
    /// The seed, the first half of the key.
    public let seed: UInt64
    /// The number of the substream, the second half of the key.
    public let substream: UInt64
    /// How many 64-bit integers have been drawn, modulo 2⁶⁴.
    public private(set) var position: UInt64

    private var block: SIMD4<UInt64>

    /// The beginning of a substream.
    ///
    /// - Parameters:
    ///   - seed: Any number; equal seeds give equal streams.
    ///   - substream: Any number; different substreams of a seed are independent.
    public init(seed: UInt64, substream: UInt64 = 0) {
        self.seed = seed
        self.substream = substream
        self.position = 0
        self.block = .zero
    }

    /// The beginning of another substream of the same seed.
    public func substream(_ number: UInt64) -> RandomStream { RandomStream(seed: seed, substream: number) }

    /// The next 64 random bits.
    ///
    /// - Complexity: O(1), about 3 ns.
    @inline(__always)
    public mutating func next() -> UInt64 {
        let lane = Int(position & 3)
        if lane == 0 { block = RandomStream.block(position / 4 + 1, seed, substream) }
        position &+= 1
        return block[lane]
    }

    /// Moves to a position, as if so many integers had been drawn.
    public mutating func seek(to position: UInt64) {
        self.position = position
        if position & 3 != 0 { block = RandomStream.block(position / 4 + 1, seed, substream) }
    }

    private static func block(_ counter: UInt64, _ seed: UInt64, _ substream: UInt64) -> SIMD4<UInt64> {
        var (c0, c1, c2, c3) = (counter, UInt64(0), UInt64(0), UInt64(0))
        var (k0, k1) = (seed, substream)
        for _ in 0..<10 {
            let first = c0.multipliedFullWidth(by: 0xD2E7_470E_E14C_6C93)
            let second = c2.multipliedFullWidth(by: 0xCA5A_8263_9512_1157)
            (c0, c1, c2, c3) = (second.high ^ c1 ^ k0, second.low, first.high ^ c3 ^ k1, first.low)
            k0 &+= 0x9E37_79B9_7F4A_7C15
            k1 &+= 0xBB67_AE85_84CA_A73B
        }
        return SIMD4(c0, c1, c2, c3)
    }

    private enum CodingKeys: String, CodingKey { case seed, substream, position }

    /// Reads seed, substream and position, and continues exactly there.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            seed: try container.decode(UInt64.self, forKey: .seed),
            substream: try container.decode(UInt64.self, forKey: .substream))
        seek(to: try container.decode(UInt64.self, forKey: .position))
    }

    /// Writes seed, substream and position.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(seed, forKey: .seed)
        try container.encode(substream, forKey: .substream)
        try container.encode(position, forKey: .position)
    }

    /// Whether two streams will produce the same numbers from here on.
    public static func == (left: RandomStream, right: RandomStream) -> Bool {
        left.seed == right.seed && left.substream == right.substream && left.position == right.position
    }

    /// Hashes seed, substream and position.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(seed)
        hasher.combine(substream)
        hasher.combine(position)
    }
}
