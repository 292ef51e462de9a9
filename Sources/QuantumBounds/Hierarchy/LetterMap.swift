/// A relabelling of parties, settings and signs of outcomes, as a map of letters to ± letters.
struct LetterMap: Sendable {
    /// The image of each letter.
    var images: [UInt16]
    /// Whether it changes its sign.
    var flips: [Bool]

    /// The image of a word in normal form, and whether its sign changes.
    func image(of word: Word, _ algebra: OperatorAlgebra) -> (word: Word, flips: Bool) {
        var flip = false
        var mapped: Word = []
        for letter in word {
            if flips[Int(letter)] { flip.toggle() }
            mapped.append(images[Int(letter)])
        }
        // Letters of one party keep their order, as a stable sort by insertion leaves it.
        for place in mapped.indices.dropFirst() {
            var at = place
            while at > 0, algebra.party(mapped[at - 1]) > algebra.party(mapped[at]) {
                mapped.swapAt(at - 1, at)
                at -= 1
            }
        }
        return (mapped, flip)
    }
}
