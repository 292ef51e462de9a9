import Foundation
import NumericalCore

extension DensityOperator {
    /// A random mixed state by the Hilbert–Schmidt measure: ρ = GG†/Tr GG† with a square complex Gaussian G.
    ///
    /// - Parameters:
    ///   - space: The parties.
    ///   - rank: The number of columns of G; D gives the Hilbert–Schmidt measure, 1 a Haar-random pure state.
    ///   - generator: The source of randomness.
    /// - Complexity: O(D²·rank).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `rank` is not in 1…D or D is too large.
    public static func randomHilbertSchmidt(
        in space: HilbertSpace, rank: Int? = nil, using generator: inout some RandomNumberGenerator
    ) throws -> DensityOperator {
        try space.requireDenseOperators()
        let rank = rank ?? space.dimension
        try require((1...space.dimension).contains(rank), "rank", must: "be in 1…\(space.dimension)", was: rank)
        let gaussian = ComplexMatrix(rows: space.dimension, columns: rank) { _, _ in generator.complexNormal() }
        return normalized(ComplexMatrix.product(gaussian, .plain, gaussian, .adjoint), in: space)
    }

    /// A random mixed state by the Bures measure: ρ ∝ (1 + U)GG†(1 + U†) with a Haar-random unitary U.
    ///
    /// Source: [AlOsipov2010].
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when D is too large.
    public static func randomBures(
        in space: HilbertSpace, using generator: inout some RandomNumberGenerator
    ) throws -> DensityOperator {
        try space.requireDenseOperators()
        let size = space.dimension
        let gaussian = ComplexMatrix(rows: size, columns: size) { _, _ in generator.complexNormal() }
        let unitary = try Haar.unitary(dimension: size, using: &generator)
        let factor = (ComplexMatrix.identity(size) + unitary) * gaussian
        return normalized(ComplexMatrix.product(factor, .plain, factor, .adjoint), in: space)
    }

    /// A random fully separable state: a mixture of Haar-random product states with weights uniform on the simplex.
    ///
    /// - Parameters:
    ///   - space: The parties.
    ///   - terms: The number of product states, at least 1; D² of them span the whole space of states.
    ///   - generator: The source of randomness.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `terms` is below 1, or D or `terms`·D is too large.
    public static func randomSeparable(
        in space: HilbertSpace, terms: Int, using generator: inout some RandomNumberGenerator
    ) throws -> DensityOperator {
        try space.requireDenseOperators()
        // All amplitudes are held at once, in at most the memory of the largest dense operator.
        let most = HilbertSpace.largestOperatorDimension * HilbertSpace.largestOperatorDimension / space.dimension
        try require((1...most).contains(terms), "terms", must: "be in 1…\(most)", was: terms)
        // A quarter of a step of the uniform numbers keeps the argument inside 0…1, so no weight is zero or infinite.
        let exponentials = (0..<terms).map { _ in -log(generator.uniform() + 0x1p-55) }
        let total = exponentials.reduce(0, +)
        let states = (0..<terms).map { _ in
            let factors = space.dimensions.map { Haar.vector(dimension: $0, using: &generator) }
            return StateVector(
                unchecked: factors.dropFirst().reduce(factors[0]) { product, factor in
                    product.flatMap { left in factor.map { left * $0 } }
                }, in: space)
        }
        return try mixture(states, weights: exponentials.map { $0 / total })
    }

    private static func normalized(_ positive: ComplexMatrix, in space: HilbertSpace) -> DensityOperator {
        DensityOperator(unchecked: (1 / positive.trace.real) * positive.hermitianPart, in: space)
    }
}
