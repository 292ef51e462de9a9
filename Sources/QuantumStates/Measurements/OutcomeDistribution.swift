import NumericalCore

/// The joint probabilities P(a₁ … a_N) of the outcomes of N parties.
///
/// Probabilities are in the order of the outcome lists (a₁, …, a_N), the first party most significant. A distribution of
/// negative or unnormalized numbers cannot be built.
public struct OutcomeDistribution: Sendable, Hashable {
    /// K₁ … K_N, the number of outcomes of each party.
    public let outcomes: [Int]
    /// The probabilities of all outcome lists.
    public let probabilities: [Double]

    /// The largest number of outcome lists: 2²⁸, at which the probabilities take 2 GiB.
    public static let largestCount = 1 << 28

    /// How negative a probability and how far from 1 their sum may be, when nothing else is said.
    public static let defaultTolerance = 1e-8

    /// The distribution with the given probabilities.
    ///
    /// - Parameters:
    ///   - probabilities: K₁·…·K_N numbers.
    ///   - outcomes: The number of outcomes of each party, each at least 1.
    ///   - tolerance: The largest −P(a) and |ΣP(a) − 1| that is let through.
    /// - Throws: ``/NumericalCore/InvalidArgument`` that says what is wrong and where.
    public init(_ probabilities: [Double], outcomes: [Int], tolerance: Double = defaultTolerance) throws {
        let count = try MixedRadix.checkedProduct(outcomes, "outcomes", largest: OutcomeDistribution.largestCount)
        try require(tolerance >= 0 && tolerance < 1, "tolerance", must: "be in 0..<1", was: tolerance)
        try require(
            probabilities.count == count, "probabilities", must: "be \(count) numbers, one for each outcome list",
            was: probabilities.count)
        try requireProbabilities(probabilities[...], tolerance: tolerance) { "probability \($0)" }
        self.init(unchecked: probabilities, outcomes: outcomes)
    }

    init(unchecked probabilities: [Double], outcomes: [Int]) {
        self.probabilities = probabilities
        self.outcomes = outcomes
    }

    /// N, the number of parties.
    public var parties: Int { outcomes.count }

    /// P(a₁ … a_N).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one outcome in 0..<K_k for each party.
    public func probability(of outcome: [Int]) throws -> Double {
        probabilities[try MixedRadix.checkedIndex(outcome, outcomes, "outcome")]
    }

    /// The distribution of some parties, in the given order, summed over the outcomes of the others.
    ///
    /// - Complexity: O(K₁·…·K_N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, repeats a party or names one that is not there.
    public func marginal(of parties: [Int]) throws -> OutcomeDistribution {
        let space = try HilbertSpace(dimensions: outcomes)
        let kept = try space.restricted(to: parties)
        let summed = space.offsets(of: space.complement(of: parties))
        let sums = space.offsets(of: parties).map { start in
            summed.reduce(0) { $0 + probabilities[start + $1] }.withoutRounding(in: 0...1)
        }
        return OutcomeDistribution(unchecked: sums, outcomes: kept.dimensions)
    }

    /// E = Σ v₁(a₁)·…·v_N(a_N)·P(a₁ … a_N), the mean product of the parties' values.
    ///
    /// - Parameter values: A list for each party with a finite value for each of its outcomes, such as [1, −1].
    /// - Complexity: O(K₁·…·K_N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the lists do not fit the outcomes.
    public func correlator(values: [[Double]]) throws -> Double {
        try require(
            values.map(\.count) == outcomes, "values", must: "be lists of \(outcomes) numbers", was: values.map(\.count)
        )
        try require(values.allSatisfy { $0.allSatisfy(\.isFinite) }, "values", must: "be finite", was: values)
        // From the last party on: each pass contracts the least significant index.
        var sums = probabilities
        for list in values.reversed() {
            let width = list.count
            sums = (0..<(sums.count / width)).map { block in
                var sum = 0.0
                for outcome in 0..<width { sum += list[outcome] * sums[block * width + outcome] }
                return sum
            }
        }
        // The mean lies between the values' extremes, which rounding may have overstepped.
        let largest = values.reduce(1.0) { product, list in product * list.largestMagnitude() }
        return largest.isFinite ? sums[0].withoutRounding(in: -largest...largest) : sums[0]
    }
}

extension OutcomeDistribution: Codable {
    private enum CodingKeys: String, CodingKey { case outcomes, probabilities }

    /// Reads outcomes and probabilities and checks them again.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            try container.decode([Double].self, forKey: .probabilities),
            outcomes: try container.decode([Int].self, forKey: .outcomes))
    }

    /// Writes outcomes and probabilities.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(outcomes, forKey: .outcomes)
        try container.encode(probabilities, forKey: .probabilities)
    }
}

/// Throws unless the numbers are non-negative and sum to 1 within the tolerance.
func requireProbabilities(
    _ probabilities: ArraySlice<Double>, tolerance: Double, name: (_ position: Int) -> String
) throws {
    var sum = 0.0
    for (position, probability) in probabilities.enumerated() {
        try require(
            probability.isFinite && probability >= -tolerance, name(position), must: "be at least −\(tolerance)",
            was: probability)
        sum += probability
    }
    try require(
        abs(sum - 1) <= tolerance, "sum of the probabilities from \(name(0)) on", must: "be 1 within \(tolerance)",
        was: sum)
}
