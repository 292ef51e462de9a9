import NumericalCore

/// A pure state |ψ⟩ of N parties: a unit vector of a ``HilbertSpace``.
///
/// Amplitudes are in the order of the basis |i₁ … i_N⟩, the first party most significant. A state vector refuses to be of
/// any length but one: scale a vector with ``init(normalizing:in:)``.
public struct StateVector: Sendable, Hashable {
    /// The space of the parties.
    public let space: HilbertSpace
    /// The amplitudes ⟨i₁ … i_N|ψ⟩.
    public let amplitudes: [Complex]

    /// How far from 1 the norm of a state vector may be.
    public static let normTolerance = 1e-9

    /// The state with the given amplitudes, of unit norm.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the number of amplitudes is not the dimension of the space, one is
    ///   not finite, or the norm is not 1 within ``normTolerance``.
    public init(_ amplitudes: [Complex], in space: HilbertSpace) throws {
        try StateVector.requireAmplitudes(amplitudes, in: space)
        let norm = euclideanNorm(amplitudes)
        try require(
            abs(norm - 1) <= StateVector.normTolerance, "amplitudes",
            must: "have norm 1 within \(StateVector.normTolerance)", was: "of norm \(norm)")
        self.init(unchecked: amplitudes, in: space)
    }

    /// The state along a vector that need not be of unit norm.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the number of amplitudes is not the dimension of the space, one is
    ///   not finite, or all vanish.
    public init(normalizing amplitudes: [Complex], in space: HilbertSpace) throws {
        try StateVector.requireAmplitudes(amplitudes, in: space)
        let largest = amplitudes.reduce(0) { largerOrNaN($0, largerOrNaN(abs($1.real), abs($1.imaginary))) }
        try require(largest > 0, "amplitudes", must: "not all vanish", was: "zero")
        let scaled = amplitudes.map { $0 / largest }  // neither overflows nor vanishes when squared
        let norm = euclideanNorm(scaled)
        self.init(unchecked: scaled.map { $0 / norm }, in: space)
    }

    /// The state with amplitudes that the caller knows to be of the right number and unit norm.
    package init(unchecked amplitudes: [Complex], in space: HilbertSpace) {
        assert(amplitudes.count == space.dimension)
        self.amplitudes = amplitudes
        self.space = space
    }

    private static func requireAmplitudes(_ amplitudes: [Complex], in space: HilbertSpace) throws {
        try require(
            amplitudes.count == space.dimension, "amplitudes",
            must: "be \(space.dimension) numbers, one for each basis vector of \(space)", was: amplitudes.count)
        try require(amplitudes.allSatisfy(\.isFinite), "amplitudes", must: "be finite", was: "not finite")
    }

    /// N, the number of parties.
    public var parties: Int { space.parties }

    /// |ψ⟩⟨ψ|.
    ///
    /// - Precondition: D is at most ``HilbertSpace/largestOperatorDimension``.
    /// - Complexity: O(D²).
    public var densityOperator: DensityOperator {
        requirePrecondition(
            space.dimension <= HilbertSpace.largestOperatorDimension,
            "dimension must be at most 2¹⁴ for a dense operator, but was \(space.dimension)")
        return DensityOperator(
            unchecked: ComplexMatrix(rows: amplitudes.count, columns: amplitudes.count) {
                amplitudes[$0] * amplitudes[$1].conjugate
            }, in: space)
    }

    /// ⟨ψ|φ⟩, conjugate-linear in this state, of modulus at most 1.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spaces differ.
    public func overlap(with other: StateVector) throws -> Complex {
        try require(other.space == space, "other state", must: "live in \(space)", was: other.space)
        let product = innerProduct(amplitudes, other.amplitudes)
        let modulus = product.modulus
        // A step below 1, since the quotient may round to the next number above it.
        return modulus > 1 && modulus <= 1 + Double.roundingMargin
            ? ((1 - Double.ulpOfOne) / modulus) * product : product
    }

    /// ⟨ψ|A|ψ⟩.
    ///
    /// - Complexity: O(D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when A is not a D × D matrix of finite numbers.
    public func expectation(of observable: ComplexMatrix) throws -> Complex {
        try space.requireOperator(observable, "observable")
        return innerProduct(amplitudes, observable * amplitudes)
    }

    /// |ψ⟩ ⊗ |φ⟩.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the product space is too large.
    public func tensor(_ other: StateVector) throws -> StateVector {
        let product = try space.tensor(other.space)
        var amplitudes: [Complex] = []
        amplitudes.reserveCapacity(product.dimension)
        for left in self.amplitudes {
            for right in other.amplitudes { amplitudes.append(left * right) }
        }
        return StateVector(unchecked: amplitudes, in: product)
    }

    /// U|ψ⟩ for a D × D unitary.
    ///
    /// - Complexity: O(D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when U is not a unitary on the space.
    public func applying(_ unitary: ComplexMatrix) throws -> StateVector {
        try space.requireUnitary(unitary)
        return StateVector(unchecked: unitary * amplitudes, in: space)
    }

    /// U acting on one party.
    ///
    /// - Complexity: O(D·D_k).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such party or U is not a unitary on it.
    public func applying(_ unitary: ComplexMatrix, to party: Int) throws -> StateVector {
        try space.restricted(to: [party]).requireUnitary(unitary)
        let stride = space.strides[party]
        let local = space.dimensions[party]
        var result = amplitudes
        for base in space.offsets(of: space.complement(of: [party])) {
            for row in 0..<local {
                var sum = Complex.zero
                for column in 0..<local { sum += unitary[row, column] * amplitudes[base + column * stride] }
                result[base + row * stride] = sum
            }
        }
        return StateVector(unchecked: result, in: space)
    }

    /// The state of some parties, in the given order, the others traced out.
    ///
    /// - Complexity: O(D·K) for the dimension K of the kept parties; no D × D matrix is built.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, repeats a party, names one that is not there, or
    ///   keeps a dimension above ``HilbertSpace/largestOperatorDimension``.
    public func reduced(to parties: [Int]) throws -> DensityOperator {
        let kept = try space.restricted(to: parties)
        try kept.requireDenseOperators()
        let keptOffsets = space.offsets(of: parties)
        let tracedOffsets = space.offsets(of: space.complement(of: parties))
        let reshaped = ComplexMatrix(rows: keptOffsets.count, columns: tracedOffsets.count) {
            amplitudes[keptOffsets[$0] + tracedOffsets[$1]]
        }
        return DensityOperator(
            unchecked: ComplexMatrix.product(reshaped, .plain, reshaped, .adjoint).hermitianPart, in: kept)
    }

    /// The state with its parties in another order: party k of the result is party `order[k]` of this state.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `order` names every party once.
    public func permutingParties(_ order: [Int]) throws -> StateVector {
        let permuted = try space.permuted(order)
        return StateVector(unchecked: space.offsets(of: order).map { amplitudes[$0] }, in: permuted)
    }
}

extension StateVector: Codable {
    private enum CodingKeys: String, CodingKey { case dimensions, amplitudes }

    /// Reads dimensions and amplitudes and checks them again.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            try container.decode([Complex].self, forKey: .amplitudes),
            in: try container.decode(HilbertSpace.self, forKey: .dimensions))
    }

    /// Writes dimensions and amplitudes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(space, forKey: .dimensions)
        try container.encode(amplitudes, forKey: .amplitudes)
    }
}
