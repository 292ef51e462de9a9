import Foundation
import LHVModels

/// Many pairs of hidden variables on Bell's spheres that move together, for statistics of millions of particles.
///
/// They move as with ``HeisenbergPrecession/move(_:from:to:)`` and ``AxialPrecession/move(_:from:to:)``, but by few different angles,
/// so that sines are taken once and the work is arithmetic alone.
public struct PairCloud: Sendable {
    private var pairs: UnitVectorPairs

    /// The cloud of given pairs.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is none or one does not consist of two directions.
    public init(_ points: [[Direction]]) throws {
        try require(!points.isEmpty, "points", must: "not be empty", was: "empty")
        pairs = try UnitVectorPairs(count: points.count) { index in
            try requireParticles(points[index].count, 2)
            return (points[index][0].vector, points[index][1].vector)
        }
    }

    /// Draws from a distribution of pairs.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `count` is in 1…2²⁶, which takes 3 GiB, and the distribution one of
    ///   two particles.
    public init(
        _ count: Int, from distribution: some HiddenVariableDistribution<Direction>,
        using generator: inout some RandomNumberGenerator
    ) throws {
        try require(count >= 1, "count", must: "be at least 1", was: count)
        try require(count <= 1 << 26, "count", must: "be at most 2²⁶", was: count)
        try requireParticles(distribution.parties, 2)
        pairs = UnitVectorPairs(count: count) { _ in
            let point = distribution.sample(using: &generator)
            return (point[0].vector, point[1].vector)
        }
    }

    /// The number of pairs.
    public var count: Int { pairs.count }

    /// The directions of a pair.
    ///
    /// - Precondition: The index is in 0..<``count``.
    public subscript(index: Int) -> [Direction] {
        requirePrecondition((0..<count).contains(index), "a pair's index must be in 0..<\(count), but was \(index)")
        let (one, two) = pairs[index]
        return [Direction(unchecked: one), Direction(unchecked: two)]
    }

    /// Moves all pairs with the flow, in steps of equal duration.
    ///
    /// - Complexity: O(count·steps).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an angle is not finite or exceeds 2⁴⁰, there is no step, or the field is the smooth one,
    ///   whose angles differ from pair to pair.
    public mutating func move(by field: HeisenbergPrecession, time: Double, steps: Int = 1) throws {
        try require(steps >= 1, "steps", must: "be at least 1", was: steps)
        try require(!field.isSmooth, "field", must: "precess at one rate", was: "smooth")
        let duration = time / Double(steps)
        let angle = field.frequency * duration
        try field.requireAngles(time, "time")
        guard field.commonField != .zero else {
            pairs.precess(cosine: cos(angle), sine: sin(angle), steps: steps)
            return
        }
        // Both motions commute, so the common one can wait until the end.
        pairs.precess(cosine: cos(angle), sine: sin(angle), steps: steps)
        let turn = RotationVector(field.commonField * time)
        pairs.rotate(
            turn.applied(to: SIMD3(1, 0, 0)), turn.applied(to: SIMD3(0, 1, 0)), turn.applied(to: SIMD3(0, 0, 1)))
    }

    /// Moves all pairs with the flow of Ising and XXZ interactions.
    ///
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an angle is not finite or exceeds 2⁴⁰.
    public mutating func move(by field: AxialPrecession, time: Double) throws {
        var rotations: [SIMD4<Double>] = []
        for first in [-1.0, 0, 1] {
            for second in [-1.0, 0, 1] {
                let rates = field.rates(first, second)
                let angles = (rates.0 * time, rates.1 * time)
                try PhaseLimit.require(angles.0, "all angles", "time", was: time)
                try PhaseLimit.require(angles.1, "all angles", "time", was: time)
                rotations.append(SIMD4(cos(angles.0), sin(angles.0), cos(angles.1), sin(angles.1)))
            }
        }
        pairs.turnAboutZ(rotations)
    }

    /// The shares of the joint answers ↑↑, ↑↓, ↓↑ and ↓↓ of Bell's rule along two directions, with standard errors.
    public func probabilities(_ first: Direction, _ second: Direction) -> [Estimate] {
        let n = Double(count)
        return pairs.sides(of: first.vector, second.vector).map { number in
            let share = Double(number) / n
            let error = SampleVariance.standardErrorOfMean(meanSquare: share * (1 - share), count: n)
            return Estimate(share, standardError: max(error, 1 / n))
        }
    }
}
