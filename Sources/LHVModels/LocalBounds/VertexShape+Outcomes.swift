import QuantumStates

extension VertexShape {
    /// The numbers of outcomes of the settings of each party.
    var choices: [[Int]] {
        factors.map { factor in
            switch factor {
            case .signs(let count, let leadsWithOne): Array(repeating: 2, count: count - (leadsWithOne ? 1 : 0))
            case .outcomes(let outcomes): outcomes
            }
        }
    }

    /// The packed vertex of outcomes for each setting of each party, where 1 stands for the sign −1.
    func packed(_ outcomes: [[Int]]) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: self.words)
        for (party, factor) in factors.enumerated() {
            func set(_ bit: Int) { words[wordStarts[party] + bit / 64] |= 1 << UInt64(bit % 64) }
            switch factor {
            case .signs(_, let leadsWithOne):
                for (setting, outcome) in outcomes[party].enumerated() where outcome == 1 {
                    set(setting + (leadsWithOne ? 1 : 0))
                }
            case .outcomes(let numbers):
                var first = 0
                for (number, outcome) in zip(numbers, outcomes[party]) {
                    set(first + outcome)
                    first += number
                }
            }
        }
        return words
    }

    /// The outcomes of a packed vertex for each setting of each party.
    package func outcomes(of words: [UInt64]) -> [[Int]] {
        factors.enumerated().map { party, factor in
            func bit(_ index: Int) -> Int { Int(words[wordStarts[party] + index / 64] >> UInt64(index % 64) & 1) }
            switch factor {
            case .signs(let count, let leadsWithOne):
                return ((leadsWithOne ? 1 : 0)..<count).map(bit)
            case .outcomes(let outcomes):
                var first = 0
                return outcomes.map { number in
                    defer { first += number }
                    return (0..<number).first { bit(first + $0) == 1 } ?? 0
                }
            }
        }
    }

    /// Whether these are the bits of a vertex.
    package func isVertex(_ words: [UInt64]) -> Bool {
        words.count == self.words && packed(outcomes(of: words)) == words
    }

    /// ⟨M, d⟩ of a packed vertex; exact where the entries are integers with Σ|M| below 2⁵³.
    package func value(of words: [UInt64], in tensor: [Double]) -> Double {
        var rest = tensor
        words.withUnsafeBufferPointer { words in
            guard let words = words.baseAddress else { return }
            for party in factors.indices.reversed() {
                let length = lengths[party]
                let vector = [Double](unsafeUninitializedCapacity: length) { vector, count in
                    if let first = vector.baseAddress { unpack(words, party: party, into: first) }
                    count = length
                }
                rest = (0..<(rest.count / length)).map { row in
                    var sum = 0.0
                    for place in 0..<length { sum += rest[row * length + place] * vector[place] }
                    return sum
                }
            }
        }
        return rest[0]
    }
}
