import QuantumStates

/// A distribution on finitely many points: Σ_i w_i δ(λ − λ_i).
///
/// Sums over a cloud are exact, so a cloud is both a finite hidden-variable model and a numerical stand-in for a continuous
/// one.
public struct WeightedCloud<HiddenVariable: Sendable>: HiddenVariableDistribution {
    /// The points, each a hidden variable for every party.
    public let points: [[HiddenVariable]]
    /// The weights, none negative, with sum 1.
    public let weights: [Double]
    /// N, the number of parties.
    public let parties: Int

    private let cumulative: [Double]

    /// The cloud with the given points and weights, which are divided by their sum.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no point, points have different numbers of parties, counts
    ///   differ, a weight is negative or not finite, or all weights vanish.
    public init(points: [[HiddenVariable]], weights: [Double]) throws {
        guard let first = points.first else { throw InvalidArgument("points", must: "not be empty", was: "empty") }
        try require(!first.isEmpty, "points", must: "have at least one party", was: "none")
        for (index, point) in points.enumerated() {
            try require(
                point.count == first.count, "point \(index)", must: "have \(first.count) parties like point 0",
                was: point.count)
        }
        try require(weights.count == points.count, "weights", must: "be \(points.count) numbers", was: weights.count)
        try require(
            weights.allSatisfy { $0 >= 0 && $0.isFinite }, "weights", must: "be finite and not negative",
            was: weights.first { !($0 >= 0 && $0.isFinite) } ?? 0)
        let sum = weights.reduce(0, +)
        try require(sum > 0 && sum.isFinite, "weights", must: "have a finite sum above 0", was: sum)
        self.points = points
        self.weights = weights.map { $0 / sum }
        self.parties = first.count
        var running = 0.0
        self.cumulative = self.weights.map {
            running += $0
            return running
        }
    }

    /// The cloud of equally weighted points.
    ///
    /// - Throws: As ``init(points:weights:)``.
    public init(points: [[HiddenVariable]]) throws {
        try self.init(points: points, weights: Array(repeating: 1, count: points.count))
    }

    /// The cloud of `count` draws from a distribution, equally weighted.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `count` is in 1…2²⁵.
    public init(
        sampling distribution: some HiddenVariableDistribution<HiddenVariable>, count: Int,
        using generator: inout some RandomNumberGenerator
    ) throws {
        try require(count >= 1, "count", must: "be at least 1", was: count)
        try require(count <= 1 << 25, "count", must: "be at most 2²⁵", was: count)
        try self.init(points: (0..<count).map { _ in distribution.sample(using: &generator) })
    }

    /// One of the points, drawn by weight.
    ///
    /// - Complexity: O(log n).
    public func sample(using generator: inout some RandomNumberGenerator) -> [HiddenVariable] {
        let target = generator.uniform() * (cumulative.last ?? 1)
        var (low, high) = (0, cumulative.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] > target { high = middle } else { low = middle + 1 }
        }
        return points[low]
    }

    /// The push-forward T_* p: every point moved by a map, the weights kept.
    ///
    /// Source: P1, Eq. 6.
    public func pushedForward<Image: Sendable>(
        by map: ([HiddenVariable]) throws -> [Image]
    ) throws -> WeightedCloud<Image> {
        try WeightedCloud<Image>(points: points.map(map), weights: weights)
    }
}
