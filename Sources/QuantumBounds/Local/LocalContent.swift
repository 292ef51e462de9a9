import QuantumStates

/// The greatest weight of a local behaviour in a behaviour, and the inequality that shows that there is no more.
///
/// P = p·L + (1 − p)·N with L local and N any behaviour; 1 − p is the nonlocal, or contextual, fraction.
/// Source: [Elitzur1992]; [Abramsky2017].
public struct LocalContent: Sendable, Hashable {
    /// p, as the linear program found it.
    public let weight: Double
    /// A number that p is proven not to exceed, from ``inequality``.
    public let provenWeight: Double
    /// −Σ y·P ≤ −1 for all local behaviours, with y ≥ 0: the local content of P is at most Σ y·P.
    public let inequality: BellInequality
    /// The strategies that take part in the local behaviour, with their weights, which sum to p.
    public let strategies: [(strategy: DeterministicStrategy, weight: Double)]

    /// 1 − p: 0 for a local behaviour, 1 for the box of Popescu and Rohrlich.
    public var nonlocalFraction: Double { 1 - weight }

    /// Whether two results are the same.
    public static func == (left: LocalContent, right: LocalContent) -> Bool {
        left.weight == right.weight && left.inequality == right.inequality
            && left.strategies.elementsEqual(right.strategies) { $0.strategy == $1.strategy && $0.weight == $1.weight }
    }

    /// Hashes the weight and the inequality.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(weight)
        hasher.combine(inequality)
    }
}

extension LocalContent: Codable {
    private enum CodingKeys: String, CodingKey { case weight, provenWeight, inequality, strategies, weights }

    /// Reads the parts and checks that there is a weight for each strategy.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let strategies = try container.decode([DeterministicStrategy].self, forKey: .strategies)
        let weights = try container.decode([Double].self, forKey: .weights)
        try require(weights.count == strategies.count, "weights", must: "be \(strategies.count)", was: weights.count)
        self.init(
            weight: try container.decode(Double.self, forKey: .weight),
            provenWeight: try container.decode(Double.self, forKey: .provenWeight),
            inequality: try container.decode(BellInequality.self, forKey: .inequality),
            strategies: zip(strategies, weights).map { (strategy: $0, weight: $1) })
    }

    /// Writes the parts, the strategies and their weights as two lists.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(weight, forKey: .weight)
        try container.encode(provenWeight, forKey: .provenWeight)
        try container.encode(inequality, forKey: .inequality)
        try container.encode(strategies.map(\.strategy), forKey: .strategies)
        try container.encode(strategies.map(\.weight), forKey: .weights)
    }
}

extension LocalContent: CustomStringConvertible {
    /// The weight that was found, and what is proven.
    public var description: String {
        "local content \(ShortNumber.text(weight, digits: 8)) by \(strategies.count) strategies, proven to be at most "
            + ShortNumber.atMost(provenWeight, digits: 8)
    }
}

extension Behaviour {
    /// The most deterministic strategies of ``localContent(options:)``: 2¹⁴.
    public static let largestLocalContentStrategyCount = 1 << 14

    /// The greatest weight of a local behaviour, by a linear program over all deterministic strategies.
    ///
    /// - Parameter options: Of the linear program, with its limits.
    /// - Complexity: That of a dense linear program with a row for each probability and a column for each strategy.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are more than 2¹⁴ strategies or 4096 probabilities;
    ///   ``/NumericalCore/NumericalFailure`` when the program is not solved.
    public func localContent(options: SimplexOptions = SimplexOptions()) throws -> LocalContent {
        let count = scenario.outcomes.reduce(1.0) { $0 * $1.reduce(1.0) { $0 * Double($1) } }
        try require(
            count <= Double(Self.largestLocalContentStrategyCount), "strategies",
            must: "be at most \(Self.largestLocalContentStrategyCount)",
            was: count.asCount)
        try require(scenario.count <= 4096, "scenario", must: "have at most 4096 probabilities", was: scenario.count)
        let vertices = Array(try LocalPolytope(scenario).vertices())
        var matrix = RealMatrix(rows: scenario.count, columns: vertices.count)
        let starts = (0..<scenario.settingLists).map { scenario.range(ofList: $0).lowerBound }
        for (column, vertex) in vertices.enumerated() {
            for list in 0..<scenario.settingLists {
                var place = 0
                for (party, setting) in scenario.settings(ofList: list).enumerated() {
                    place =
                        place * scenario.outcomes[party][setting] + vertex.outcome(party: party, setting: setting)
                }
                matrix[starts[list] + place, column] = 1
            }
        }
        let program = try LinearProgram(
            .maximize, Array(repeating: 1, count: vertices.count), subjectTo: matrix,
            probabilities.map { .atMost(max(0, $0)) })
        let solution = try program.solve(options: options)
        guard solution.isOptimal else {
            throw NumericalFailure("local content", "the linear program ended as \(solution.status)")
        }
        let prices = solution.dual.map { max(0, $0) }
        let inequality = try BellInequality(prices.map { 0 - $0 }, in: scenario, bound: -1, name: "local content")
        // Every strategy costs at least `least` by exact search; prices in this unit prove the bound.
        let least = -(try inequality.localBound().upper)
        let value = -inequality.bounds(of: self).lower
        return LocalContent(
            weight: solution.objective.withoutRounding(in: 0...1),
            provenWeight: least > 0 ? min(1, (value / least).nextUp) : 1, inequality: inequality,
            strategies: zip(vertices, solution.primal).filter { $0.1 > 0 }.map { (strategy: $0, weight: $1) })
    }
}
