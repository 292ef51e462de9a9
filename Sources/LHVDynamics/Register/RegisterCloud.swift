import LHVModels

/// Many hidden variables of ``RegisterDynamicalModel`` that move together, for statistics of millions of particles.
///
/// They are kept as vectors ψ, of which the pairs (λ₁, C | λ₂, χ) are coordinates.
public struct RegisterCloud: Sendable {
    private var vectors: [TwoQubitVector]

    /// Draws from the distribution of a state.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `count` is in 1…2²⁶, which takes 4 GiB.
    public init(
        _ count: Int, from distribution: RegisterDistribution, using generator: inout some RandomNumberGenerator
    ) throws {
        try require(count >= 1, "count", must: "be at least 1", was: count)
        try require(count <= 1 << 26, "count", must: "be at most 2²⁶", was: count)
        vectors = (0..<count).map { _ in distribution.draw(using: &generator) }
    }

    /// The number of particles' pairs.
    public var count: Int { vectors.count }

    /// The hidden variables of a pair.
    ///
    /// - Precondition: The index is in 0..<``count``.
    public subscript(index: Int) -> [RegisterVariable] {
        requirePrecondition(vectors.indices.contains(index), "an index must be in 0..<\(count), but was \(index)")
        return RegisterCoordinates.variables(of: vectors[index])
    }

    /// T_U of all pairs.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when U is not a 4 × 4 unitary.
    public mutating func transform(by unitary: ComplexMatrix) throws {
        try HilbertSpace.twoQubits.requireUnitary(unitary)
        let matrix = TwoQubitOperator(unitary)
        for index in vectors.indices { vectors[index] = matrix * vectors[index] }
    }

    /// How many pairs answer ↑↑, ↑↓, ↓↑ and ↓↓ along two directions.
    public func counts(_ first: Direction, _ second: Direction) -> [Int] {
        let (u, v) = (first.vector, second.vector)
        let reversal = RegisterCoordinates.reversal * RegisterCoordinates.reversal
        var (both, left, right) = (0, 0, 0)
        for psi in vectors {
            let (a, b) = psi.blochVectors
            // λ_j = s a/|a|: the sign of n·λ needs neither length nor phase.
            let sign: Double = psi.squaredConcurrence < reversal ? 1 : -1
            let (one, two) = (sign * dot(u, a) > 0 ? 1 : 0, sign * dot(v, b) > 0 ? 1 : 0)
            both &+= one & two
            left &+= one
            right &+= two
        }
        return [both, left - both, right - both, count - left - right + both]
    }
}
