/// Signs ±1 as bits, in which they take little room in a checkpoint.
struct SignWords: Sendable, Hashable, Codable {
    /// Sign i is −1 where bit i mod 64 of word i/64 is set.
    let words: [UInt64]

    init(_ signs: [Double]) {
        var words = [UInt64](repeating: 0, count: (signs.count + 63) / 64)
        for (place, sign) in signs.enumerated() where sign < 0 { words[place / 64] |= 1 << UInt64(place % 64) }
        self.words = words
    }

    /// The signs, of which there are so many.
    func signs(_ count: Int) -> [Double] { (0..<count).map { words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 ? -1 : 1 } }

    /// Throws unless these are so many signs.
    func require(count: Int, _ name: String) throws {
        let spare = UInt64(words.count * 64 - count)
        let isSound =
            words.count == (count + 63) / 64 && (spare == 0 || words.last.map { $0 >> (64 - spare) == 0 } == true)
        try LHVModels.require(isSound, name, must: "be \(count) signs", was: "\(words.count) words")
    }
}
