import NumericalCore

extension Scenario {
    /// Numbers in this scenario's order as a matrix: a row for every list of settings, a column for every list of outcomes.
    package func namedMatrix(
        of numbers: [Double]
    ) throws -> (values: RealMatrix, rows: [String], columns: [String]) {
        let counts = try outcomes.enumerated().map { party, list -> Int in
            try require(
                list.allSatisfy { $0 == list[0] }, "settings of party \(party)",
                must: "have the same number of outcomes for a matrix", was: list)
            return list[0]
        }
        let (inputs, outputs) = (Scenario.lists(settings), Scenario.lists(counts))
        let values = try RealMatrix(rows: inputs.count, columns: outputs.count) { row, column in
            numbers[try index(of: outputs[column], given: inputs[row])]
        }
        let rows = inputs.map { list in
            list.enumerated().map { Scenario.name(of: $0.offset, $0.element) }.joined(separator: " ")
        }
        // From ten on, an outcome has two digits.
        let separator = counts.contains { $0 > 10 } ? "," : ""
        return (values, rows, outputs.map { $0.map(String.init).joined(separator: separator) })
    }

    /// All lists with a number below each limit, the last one running fastest.
    private static func lists(_ limits: [Int]) -> [[Int]] {
        limits.reduce([[]]) { lists, limit in lists.flatMap { list in (0..<limit).map { list + [$0] } } }
    }

    /// A party's letter and its setting: `A0`; from the 27th party on a number stands for the letter.
    private static func name(of party: Int, _ setting: Int) -> String {
        guard party < 26, let letter = Unicode.Scalar(65 + UInt32(party)) else { return "party\(party):\(setting)" }
        return "\(Character(letter))\(setting)"
    }
}

extension Behaviour {
    /// The probabilities as a matrix with names, to be shown as a table or a heat map.
    ///
    /// P(a₁ … a_N|x₁ … x_N): a row for every list of settings, named as `A0 B1`, a column for every list of outcomes, named as
    /// `01`; the last party's runs fastest.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` where the settings of a party differ in their numbers of outcomes.
    /// - Complexity: O(numbers · parties).
    public func namedMatrix() throws -> (values: RealMatrix, rows: [String], columns: [String]) {
        try scenario.namedMatrix(of: probabilities)
    }
}
