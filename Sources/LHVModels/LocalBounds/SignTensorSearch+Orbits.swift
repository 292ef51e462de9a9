import QuantumStates

extension SignTensorSearch {
    /// One choice of the outer party's signs for each orbit under relabellings that leave the coefficients as they are.
    ///
    /// Only relabellings that keep the outer party in its place are used. Nil when there is other than one outer party, none
    /// of them helps, or there are too many choices to be listed.
    func outerRepresentatives(under symmetries: [Relabelling]) -> [Int]? {
        guard outerSettings.count == 1, outerBits <= 22 else { return nil }
        let (party, settings) = (order[0], outerSettings[0])
        let moves = symmetries.filter { $0.parties[party] == party }.map { move in
            (settings: move.settings[party], turns: move.outcomes[party].map { $0 == [1, 0] })
        }
        guard !moves.isEmpty else { return nil }
        var isKnown = [Bool](repeating: false, count: 1 << outerBits)
        var representatives: [Int] = []
        for choice in isKnown.indices where !isKnown[choice] {
            representatives.append(choice)
            isKnown[choice] = true
            var open = [choice]
            while let next = open.popLast() {
                let signs = outerSigns(next)[0]
                for move in moves {
                    var image = (0..<settings).map {
                        move.turns[$0] ? -signs[move.settings[$0]] : signs[move.settings[$0]]
                    }
                    // Without marginals a choice stands for its negative, and the first sign is kept at +1.
                    if outerBits < settings, image[0] < 0 { for place in image.indices { image[place].negate() } }
                    let bits = image[(settings - outerBits)...]
                    let number = bits.reversed().reduce(0) { $0 << 1 | ($1 < 0 ? 1 : 0) }
                    if !isKnown[number] {
                        isKnown[number] = true
                        open.append(number)
                    }
                }
            }
        }
        return representatives
    }
}
