/// The end of a long stream: the last bytes of it, at a cost that does not depend on how it comes in pieces.
struct LastBytes {
    /// The bytes that are kept, at most.
    let limit: Int
    private var stored: [UInt8] = []
    /// How often kept bytes were moved: at most once in ``limit`` bytes.
    private(set) var moves = 0

    init(limit: Int) { self.limit = limit }

    /// Takes the next piece.
    mutating func append(_ bytes: ArraySlice<UInt8>) {
        stored += bytes.suffix(limit)
        if stored.count > 2 * limit {
            stored.removeFirst(stored.count - limit)
            moves += 1
        }
    }

    /// The end of what came.
    var bytes: ArraySlice<UInt8> { stored.suffix(limit) }
}
