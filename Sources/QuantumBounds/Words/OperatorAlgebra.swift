/// A product of letters in normal form: letters of different parties commute and stand in the order of parties.
typealias Word = [UInt16]

/// The letters of a scenario and how their products simplify.
struct OperatorAlgebra: Sendable {
    let scenario: Scenario
    /// All letters, in the order of parties and settings.
    let letters: [OperatorLetter]
    /// The letters of each party.
    let ranges: [Range<Int>]
    private let parties: [Int]
    /// The number of the (party, setting) of each letter, and whether it has two outcomes.
    private let measurements: [Int]
    private let isBinary: [Bool]

    init(_ scenario: Scenario) throws {
        self.scenario = scenario
        let count = scenario.outcomes.reduce(0) { $0 + $1.reduce(0) { $0 + ($1 == 2 ? 1 : $1 - 1) } }
        try require(count <= Int(UInt16.max), "scenario", must: "have at most 65535 operators", was: count)
        var letters: [OperatorLetter] = []
        var ranges: [Range<Int>] = []
        var (measurements, isBinary, measurement) = ([Int](), [Bool](), 0)
        for (party, list) in scenario.outcomes.enumerated() {
            let start = letters.count
            for (setting, outcomes) in list.enumerated() {
                for outcome in 0..<(outcomes - 1) {
                    letters.append(OperatorLetter(party: party, setting: setting, outcome: outcome))
                    measurements.append(measurement)
                    isBinary.append(outcomes == 2)
                }
                measurement += 1
            }
            ranges.append(start..<letters.count)
        }
        self.letters = letters
        self.ranges = ranges
        self.measurements = measurements
        self.isBinary = isBinary
        parties = letters.map(\.party)
    }

    func party(_ letter: UInt16) -> Int { parties[Int(letter)] }
    func measurement(_ letter: UInt16) -> Int { measurements[Int(letter)] }
    func isObservable(_ letter: UInt16) -> Bool { isBinary[Int(letter)] }

    /// Multiplies one party's word by a letter; false when the product is zero.
    func append(_ letter: UInt16, to word: inout Word, from start: Int) -> Bool {
        guard word.count > start, let last = word.last, measurement(last) == measurement(letter) else {
            word.append(letter)
            return true
        }
        if isObservable(letter) {
            word.removeLast()
            return true
        }
        return last == letter
    }

    /// u†·v in normal form, or nil when it is zero.
    func product(adjointOf u: Word, _ v: Word) -> Word? {
        var result: Word = []
        result.reserveCapacity(u.count + v.count)
        var (i, j) = (0, 0)
        while i < u.count || j < v.count {
            // The next party that has letters in either word.
            let party: Int
            if i < u.count, j < v.count {
                party = min(parties[Int(u[i])], parties[Int(v[j])])
            } else {
                party = parties[Int(i < u.count ? u[i] : v[j])]
            }
            var end = i
            while end < u.count, parties[Int(u[end])] == party { end += 1 }
            let start = result.count
            for place in stride(from: end - 1, through: i, by: -1) {
                guard append(u[place], to: &result, from: start) else { return nil }
            }
            i = end
            while j < v.count, parties[Int(v[j])] == party {
                guard append(v[j], to: &result, from: start) else { return nil }
                j += 1
            }
        }
        return result
    }

    /// The smaller of a word and its adjoint, which have one expectation value in a real moment matrix.
    func representative(_ word: Word) -> Word {
        guard let adjoint = product(adjointOf: word, []) else { return word }
        return adjoint.lexicographicallyPrecedes(word) ? adjoint : word
    }

    /// The product of letters as text.
    func text(_ word: Word) -> String {
        word.isEmpty ? "1" : word.map { "\(letters[Int($0)])" }.joined(separator: "·")
    }
}
