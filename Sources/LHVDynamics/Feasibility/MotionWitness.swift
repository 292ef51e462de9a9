import LHVModels

/// A function W of the hidden variables that bounds the visibility of every gauge for given motions.
///
/// W = Σ β_r f_r with the functions f_r of ``MotionConstraints``. Every distribution that is right after all motions for the
/// state vρ + (1 − v)1/4 has ⟨W⟩ = v·w with w = Σ β_r ⟨f_r⟩_ρ, while ⟨W⟩ ≤ max W; so v ≤ max W/w. It is Farkas' certificate that
/// no distribution does better, as far as max W is known: exactly on a finite set of pairs, on the spheres as the largest value that
/// ``maxima(starts:refined:using:)`` finds.
public struct MotionWitness: Sendable {
    /// The functions.
    public let constraints: MotionConstraints
    /// β.
    public let coefficients: [Double]

    /// The function with the given coefficients.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there is a finite coefficient for each constraint.
    public init(_ constraints: MotionConstraints, coefficients: [Double]) throws {
        try require(
            coefficients.count == constraints.count && coefficients.allSatisfy(\.isFinite), "coefficients",
            must: "be \(constraints.count) finite numbers", was: coefficients.count)
        self.constraints = constraints
        self.coefficients = coefficients
    }

    /// W(λ₁, λ₂), by a compensated sum.
    ///
    /// - Throws: ``/NumericalCore/NumericalFailure`` when it is not finite, and what the motions throw.
    public func value(at pair: [Direction]) throws -> Double {
        let value = try CompensatedSum.dot(coefficients, constraints.values(at: pair))
        // A maximum over pairs would pass over it.
        guard value.isFinite else { throw NumericalFailure("motion witness", "its value at a pair is \(value)") }
        return value
    }

    /// w, the mean that W must have for a state, by a compensated sum.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits.
    public func mean(for state: DensityOperator) throws -> Double {
        try CompensatedSum.dot(coefficients, constraints.means(for: state))
    }

    /// The largest W over given pairs of directions: the exact bound for hidden variables on that grid.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no pair, and what the motions throw.
    public func largestValue(on pairs: [[Direction]]) throws -> Double {
        try require(!pairs.isEmpty, "pairs", must: "not be empty", was: "empty")
        return try pairs.reduce(-Double.infinity) { largerOrNaN($0, try value(at: $1)) }
    }

    /// The largest values of W over all pairs of directions that a search from random pairs finds, best first.
    ///
    /// - Parameters:
    ///   - starts: The number of random pairs, in 1…10⁷.
    ///   - refined: How many of the best of them are improved by a local search.
    ///   - generator: The source of randomness.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `starts` is out of range or `refined` below 1; `CancellationError` in a
    ///   cancelled task, and what the motions throw.
    public func maxima(
        starts: Int, refined: Int, using generator: inout some RandomNumberGenerator
    ) throws -> [(value: Double, pair: [Direction])] {
        try MotionWitness.requireStarts(starts)
        try require(refined >= 1, "refined", must: "be at least 1", was: refined)
        var found = try (0..<starts).map { start in
            if start & 255 == 0 { try Work.checkCancellation() }
            let pair = [Direction.random(using: &generator), .random(using: &generator)]
            return (value: try value(at: pair), pair: pair)
        }
        found.sort { $0.value > $1.value }
        var best = Array(found.prefix(refined))
        for index in best.indices {
            try Work.checkCancellation()
            var reach = 0.2
            while reach > 1e-5 {
                let trial = best[index].pair.map { direction in
                    renormalized(direction.vector + reach * Direction.random(using: &generator).vector)
                }
                let value = try value(at: trial)
                if value > best[index].value { best[index] = (value, trial) } else { reach *= 0.85 }
            }
        }
        return best.sorted { $0.value > $1.value }
    }

    /// Throws unless a number of random pairs can be kept until they are sorted.
    static func requireStarts(_ starts: Int) throws {
        try require(starts >= 1, "starts", must: "be at least 1", was: starts)
        try require(starts <= 10_000_000, "starts", must: "be at most 10⁷", was: starts)
    }
}
