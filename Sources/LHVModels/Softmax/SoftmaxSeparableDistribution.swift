import QuantumStates

/// The softmax representation of a separable N-qubit state with degree l = 1 alone: exact for Bloch vectors up to r_max(k).
///
/// ρ = Σ w_i ρ_{i1} ⊗ … ⊗ ρ_{iN} draws a term i and, for each qubit, the Bell-like hidden variable of sharpness k about a
/// direction from the one-qubit density at r_ik/r_max(k). Every projective measurement is then reproduced exactly, if no Bloch
/// vector is longer than r_max(k) = ``SoftmaxHarmonicModel/longestBlochVector(sharpness:)``. Pure product states are the limit
/// k → ∞ and are never reached: P1 says "all separable states", but strictly positive responses make every probability
/// strictly positive. Source: P1, Appendix A.
public struct SoftmaxSeparableDistribution: HiddenVariableDistribution {
    /// The rule that answers: degree 1 alone.
    public let model: SoftmaxHarmonicModel
    /// k.
    public let sharpness: Double
    private let stretched: SeparableSphereDistribution

    /// The representation of a decomposition into product states.
    ///
    /// - Parameters:
    ///   - terms: For each product state the Bloch vector of every qubit, none longer than r_max(k).
    ///   - weights: The weights w_i, which are divided by their sum.
    ///   - sharpness: k, finite and above 0.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a Bloch vector is too long, or terms and weights do not fit.
    public init(terms: [[BlochVector]], weights: [Double], sharpness: Double) throws {
        let longest = try SoftmaxHarmonicModel.longestBlochVector(sharpness: sharpness)
        let stretchedTerms = try terms.enumerated().map { term, list in
            try list.enumerated().map { qubit, bloch in
                try require(
                    bloch.length <= longest, "length of the Bloch vector of qubit \(qubit) in term \(term)",
                    must: "be at most \(longest), which sharpness \(sharpness) represents", was: bloch.length)
                let vector = bloch.vector / longest
                return try BlochVector(vector.x, vector.y, vector.z)
            }
        }
        model = SoftmaxHarmonicModel(basis: try .odd(degree: 1))
        self.sharpness = sharpness
        stretched = try SeparableSphereDistribution(terms: stretchedTerms, weights: weights)
    }

    /// N, the number of qubits.
    public var parties: Int { stretched.parties }

    /// One draw: a 2 × 3 matrix λ for each qubit.
    public func sample(using generator: inout some RandomNumberGenerator) -> [RealMatrix] {
        stretched.sample(using: &generator).map { hiddenVariable($0) }
    }

    /// λ B(n) = (k n·direction, 0).
    private func hiddenVariable(_ direction: Direction) -> RealMatrix {
        let scale = sharpness / (3 / (4 * Double.pi)).squareRoot()
        let row = [direction.y, direction.z, direction.x]
        return RealMatrix(rows: 2, columns: 3) { $0 == 0 ? scale * row[$1] : 0 }
    }
}
