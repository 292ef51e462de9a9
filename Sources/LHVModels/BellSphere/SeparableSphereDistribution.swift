import QuantumStates

/// The hidden-variable distribution of a separable N-qubit state ρ = Σ w_i ρ_{i1} ⊗ … ⊗ ρ_{iN} on N Bell spheres.
///
/// p(λ) = Σ w_i Π_k p_{r_ik}(λ_k) with the one-qubit distribution of ``QubitSphereDensity``; it reproduces all projective
/// measurements of every separable state. Source: P1, Theorem 1 and Appendix C.
public struct SeparableSphereDistribution: HiddenVariableDistribution {
    private let mixture: WeightedCloud<BlochVector>

    /// The distribution of a decomposition into product states.
    ///
    /// - Parameters:
    ///   - terms: For each product state the Bloch vector of every qubit.
    ///   - weights: The weights w_i, which are divided by their sum.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no term, terms have different numbers of qubits, counts
    ///   differ, or the weights are not those of a distribution.
    public init(terms: [[BlochVector]], weights: [Double]) throws {
        mixture = try WeightedCloud(points: terms, weights: weights)
    }

    /// N, the number of qubits.
    public var parties: Int { mixture.parties }
    /// The Bloch vectors r_ik of the product states.
    public var terms: [[BlochVector]] { mixture.points }
    /// The weights w_i, with sum 1.
    public var weights: [Double] { mixture.weights }

    /// The state Σ w_i ρ_{i1} ⊗ … ⊗ ρ_{iN}.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are too many qubits for a dense matrix.
    public func densityOperator() throws -> DensityOperator {
        let space = try HilbertSpace.qubits(parties)
        try space.requireDenseOperators()
        var sum = ComplexMatrix(rows: space.dimension, columns: space.dimension)
        for (term, weight) in zip(terms, weights) {
            let product = term.dropFirst().reduce(term[0].densityOperator.matrix) {
                $0.kronecker($1.densityOperator.matrix)
            }
            sum.add(Complex(weight), times: product)
        }
        return DensityOperator(unchecked: sum, in: space)
    }

    /// p(λ₁, …, λ_N).
    ///
    /// - Precondition: There are N directions.
    public func density(at hidden: [Direction]) -> Double {
        requirePrecondition(hidden.count == parties, "there must be \(parties) directions, but was \(hidden.count)")
        var sum = 0.0
        for (term, weight) in zip(terms, weights) {
            var product = weight
            for (bloch, direction) in zip(term, hidden) { product *= QubitSphereDensity(bloch).density(at: direction) }
            sum += product
        }
        return sum
    }

    /// An exact draw: a term by weight, then each qubit by itself.
    public func sample(using generator: inout some RandomNumberGenerator) -> [Direction] {
        mixture.sample(using: &generator).map { QubitSphereDensity($0).sample(using: &generator)[0] }
    }
}
