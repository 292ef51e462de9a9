import NumericalCore

extension Behaviour {
    /// E(x) = Σ a₁·…·a_N P(a|x) for two outcomes a_k = ±1, outcome 0 counting +1.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a setting does not exist or has other than two outcomes.
    public func correlator(given settings: [Int]) throws -> Double {
        let distribution = try outcomeDistribution(given: settings)
        for (party, number) in distribution.outcomes.enumerated() {
            try require(
                number == 2, "outcomes of setting \(settings[party]) of party \(party)",
                must: "be two for a correlator of ±1", was: number)
        }
        return try distribution.correlator(values: Array(repeating: [1, -1], count: scenario.parties))
    }

    /// E(x) for all lists of settings, the first party most significant.
    ///
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a setting has other than two outcomes.
    public func correlators() throws -> [Double] {
        try (0..<scenario.settingLists).map { try correlator(given: scenario.settings(ofList: $0)) }
    }

    /// The matrix E_xy of a behaviour of two parties.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than two parties, or a setting has other than two
    ///   outcomes.
    public func correlationMatrix() throws -> RealMatrix {
        try require(scenario.parties == 2, "parties", must: "be two for a correlation matrix", was: scenario.parties)
        let entries = try correlators()
        let (rows, columns) = (scenario.settings[0], scenario.settings[1])
        return RealMatrix(rows: rows, columns: columns) { entries[$0 * columns + $1] }
    }

    /// The behaviour P(ab|xy) = ¼ (1 + a·A_x + b·B_y + ab·E_xy) of two parties with outcomes a, b = ±1.
    ///
    /// - Parameters:
    ///   - correlations: E, a row for each setting of the first party and a column for each of the second.
    ///   - first: The mean outcomes A_x.
    ///   - second: The mean outcomes B_y.
    ///   - tolerance: How negative a probability may be.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the sizes do not fit or the probabilities are not valid.
    public init(
        correlations: RealMatrix, first: [Double], second: [Double], tolerance: Double = defaultTolerance
    ) throws {
        try require(
            first.count == correlations.rows, "mean outcomes of the first party",
            must: "be \(correlations.rows) numbers",
            was: first.count)
        try require(
            second.count == correlations.columns, "mean outcomes of the second party",
            must: "be \(correlations.columns) numbers", was: second.count)
        let scenario = try Scenario(
            outcomes: [Array(repeating: 2, count: first.count), Array(repeating: 2, count: second.count)])
        var probabilities: [Double] = []
        probabilities.reserveCapacity(scenario.count)
        for x in first.indices {
            for y in second.indices {
                for (a, b) in [(1.0, 1.0), (1, -1), (-1, 1), (-1, -1)] {
                    probabilities.append((1 + a * first[x] + b * second[y] + a * b * correlations[x, y]) / 4)
                }
            }
        }
        try self.init(probabilities, in: scenario, tolerance: tolerance)
    }
}
