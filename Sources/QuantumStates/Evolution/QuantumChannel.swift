import NumericalCore

/// A quantum channel Φ(ρ) = Σ_k K_k ρ K_k†: completely positive by its form, trace preserving because it is checked.
///
/// The Kraus operators are d_out × d_in matrices with Σ K_k†K_k = 1. A channel refuses operators that lose or gain trace.
public struct QuantumChannel: Sendable, Hashable {
    /// The space on which the channel acts.
    public let input: HilbertSpace
    /// The space of its results.
    public let output: HilbertSpace
    /// K_k, each of d_out × d_in.
    public let krausOperators: [ComplexMatrix]

    /// The largest dimension of input and output.
    public static let largestDimension = 1 << 10

    /// The channel with the given Kraus operators between spaces of several parties.
    ///
    /// - Parameters:
    ///   - krausOperators: K_k.
    ///   - input: The space of dimension d_in.
    ///   - output: The space of dimension d_out; the input when nil.
    ///   - tolerance: The largest entry of Σ K†K − 1 that is let through.
    /// - Complexity: O(n·d_out·d_in²) for n operators.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no operator, one is not a finite d_out × d_in matrix, a
    ///   dimension is above 2¹⁰, or the trace is not preserved.
    public init(
        krausOperators: [ComplexMatrix], from input: HilbertSpace, to output: HilbertSpace? = nil,
        tolerance: Double = 1e-9
    ) throws {
        let output = output ?? input
        try require(tolerance >= 0 && tolerance < 1, "tolerance", must: "be in 0..<1", was: tolerance)
        try require(!krausOperators.isEmpty, "Kraus operators", must: "be at least one", was: "none")
        try require(
            max(input.dimension, output.dimension) <= QuantumChannel.largestDimension, "dimension of the channel",
            must: "be at most \(QuantumChannel.largestDimension)", was: max(input.dimension, output.dimension))
        var sum = ComplexMatrix(rows: input.dimension, columns: input.dimension)
        for (index, kraus) in krausOperators.enumerated() {
            try require(
                kraus.rows == output.dimension && kraus.columns == input.dimension, "Kraus operator \(index)",
                must: "be \(output.dimension) × \(input.dimension)", was: "\(kraus.rows) × \(kraus.columns)")
            try require(kraus.isFinite, "Kraus operator \(index)", must: "have only finite entries", was: "not finite")
            sum += ComplexMatrix.product(kraus, .adjoint, kraus)
        }
        let defect = sum.distance(to: .identity(input.dimension))
        try require(
            defect <= tolerance, "Kraus operators", must: "satisfy Σ K†K = 1 within \(tolerance)",
            was: "off by \(defect)")
        self.init(unchecked: krausOperators, from: input, to: output)
    }

    /// The channel with the given Kraus operators on one party, whose dimensions are those of the matrices.
    ///
    /// - Throws: As ``init(krausOperators:from:to:tolerance:)``.
    public init(krausOperators: [ComplexMatrix], tolerance: Double = 1e-9) throws {
        try require(!krausOperators.isEmpty, "Kraus operators", must: "be at least one", was: "none")
        try self.init(
            krausOperators: krausOperators, from: HilbertSpace(dimensions: [krausOperators[0].columns]),
            to: HilbertSpace(dimensions: [krausOperators[0].rows]), tolerance: tolerance)
    }

    init(unchecked krausOperators: [ComplexMatrix], from input: HilbertSpace, to output: HilbertSpace) {
        self.krausOperators = krausOperators
        self.input = input
        self.output = output
    }

    /// The channel with a given Choi matrix J = Σ_ij |i⟩⟨j| ⊗ Φ(|i⟩⟨j|), input factor first; at most d_in·d_out operators.
    ///
    /// - Parameters:
    ///   - choi: J, positive, with Tr_out J = 1.
    ///   - input: The space of dimension d_in.
    ///   - output: The space of dimension d_out; the input when nil.
    ///   - tolerance: How far J may be from Hermitian, positive, and trace preserving.
    /// - Complexity: O((d_in·d_out)³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` that says which law the matrix breaks and by how much.
    public init(
        choi: ComplexMatrix, from input: HilbertSpace, to output: HilbertSpace? = nil, tolerance: Double = 1e-9
    ) throws {
        let output = output ?? input
        let space = try input.tensor(output)
        try require(tolerance >= 0 && tolerance < 1, "tolerance", must: "be in 0..<1", was: tolerance)
        try QuantumChannel.requireChoiSize(space)
        try space.requireHermitian(choi, "Choi matrix", tolerance: tolerance)
        let system = try choi.hermitianPart.hermitianEigensystem()
        try require(
            system.values[0] >= -tolerance, "smallest eigenvalue of the Choi matrix", must: "be at least −\(tolerance)",
            was: system.values[0])
        // K_{ai} = √λ · vector_{ia}: eigenvectors of weight below rounding are dropped.
        let cutoff = 1e-14 * max(1, system.values[system.values.count - 1])
        let kraus = system.values.indices.filter { system.values[$0] > cutoff }.map { index in
            ComplexMatrix(rows: output.dimension, columns: input.dimension) { row, column in
                system.values[index].squareRoot() * system.vectors[column * output.dimension + row, index]
            }
        }
        // A dropped or negative weight within the tolerance shifts the sum by no more than d_out times as much.
        try self.init(
            krausOperators: kraus, from: input, to: output, tolerance: min(0.5, tolerance * Double(space.dimension)))
    }

    static func requireChoiSize(_ space: HilbertSpace) throws {
        try require(
            space.dimension <= 1 << 12, "dimension of the Choi matrix", must: "be at most 2¹²", was: space.dimension)
    }

    /// J = Σ_ij |i⟩⟨j| ⊗ Φ(|i⟩⟨j|), the Choi matrix: positive, of trace d_in, input factor first.
    ///
    /// - Complexity: O(n·(d_in·d_out)²) for n operators.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when d_in·d_out is above 2¹².
    public func choiMatrix() throws -> ComplexMatrix {
        let space = try input.tensor(output)
        try QuantumChannel.requireChoiSize(space)
        let size = space.dimension
        var choi = ComplexMatrix(rows: size, columns: size)
        choi.withMutableElements { entries in
            for kraus in krausOperators {
                // Column-major K is the vector with entries K_{ai} at i·d_out + a.
                let vector = kraus.elements
                for column in 0..<size {
                    let factor = vector[column].conjugate
                    for row in 0..<size { entries[row + size * column] += vector[row] * factor }
                }
            }
        }
        return choi
    }

    /// The same channel with the least number of Kraus operators, which are orthogonal in the trace product.
    ///
    /// - Complexity: O((d_in·d_out)³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when d_in·d_out is above 2¹².
    public func canonical() throws -> QuantumChannel {
        try QuantumChannel(choi: choiMatrix(), from: input, to: output)
    }

    /// max |Φ(1/d_in) − 1/d_out|_ij, zero for a unital channel.
    public var unitalityDefect: Double {
        var image = ComplexMatrix(rows: output.dimension, columns: output.dimension)
        for kraus in krausOperators { image += ComplexMatrix.product(kraus, .plain, kraus, .adjoint) }
        let mixed = (1 / Double(output.dimension)) * ComplexMatrix.identity(output.dimension)
        return ((1 / Double(input.dimension)) * image).distance(to: mixed)
    }

    /// Whether the channel takes the maximally mixed state to the maximally mixed state, within a tolerance.
    public func isUnital(tolerance: Double = 1e-9) -> Bool { unitalityDefect <= tolerance }

    /// This channel after another: ρ ↦ Φ(Ψ(ρ)).
    ///
    /// More than d_in·d_out products are brought to the canonical form, so repeated composition does not grow.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the output of the other is not this channel's input, or the products
    ///   have more than 2²⁷ entries.
    public func after(_ other: QuantumChannel) throws -> QuantumChannel {
        try require(other.output == input, "other channel", must: "end in \(input)", was: other.output)
        try requireProducts(other, entries: other.input.dimension * output.dimension)
        let products = krausOperators.flatMap { left in other.krausOperators.map { left * $0 } }
        let channel = QuantumChannel(unchecked: products, from: other.input, to: output)
        let size = channel.input.dimension * channel.output.dimension
        return products.count > size && size <= 1 << 8 ? try channel.canonical() : channel
    }

    /// Φ ⊗ Ψ.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a dimension exceeds 2¹⁰, or the products have more than 2²⁷ entries.
    public func tensor(_ other: QuantumChannel) throws -> QuantumChannel {
        let (from, to) = (try input.tensor(other.input), try output.tensor(other.output))
        try require(
            max(from.dimension, to.dimension) <= QuantumChannel.largestDimension, "dimension of the channel",
            must: "be at most \(QuantumChannel.largestDimension)", was: max(from.dimension, to.dimension))
        try requireProducts(other, entries: from.dimension * to.dimension)
        return QuantumChannel(
            unchecked: krausOperators.flatMap { left in other.krausOperators.map { left.kronecker($0) } }, from: from,
            to: to)
    }

    /// Throws unless the products of this channel's operators with another's, of so many entries each, fit into 2 GiB.
    private func requireProducts(_ other: QuantumChannel, entries: Int) throws {
        let all = Double(krausOperators.count) * Double(other.krausOperators.count) * Double(entries)
        try require(all <= 0x1p27, "products of the Kraus operators", must: "have at most 2²⁷ entries", was: all)
    }
}

extension QuantumChannel: Codable {
    private enum CodingKeys: String, CodingKey { case input, output, krausOperators }

    /// Reads spaces and operators and checks them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            krausOperators: try container.decode([ComplexMatrix].self, forKey: .krausOperators),
            from: try container.decode(HilbertSpace.self, forKey: .input),
            to: try container.decode(HilbertSpace.self, forKey: .output))
    }

    /// Writes spaces and operators.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(input, forKey: .input)
        try container.encode(output, forKey: .output)
        try container.encode(krausOperators, forKey: .krausOperators)
    }
}
