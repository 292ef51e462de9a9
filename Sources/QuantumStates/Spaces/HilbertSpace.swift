import NumericalCore

/// The Hilbert space of N parties, C^{D₁} ⊗ … ⊗ C^{D_N}.
///
/// The first tensor factor is the most significant: basis vector |i₁ i₂ … i_N⟩ has index ((i₁·D₂ + i₂)·D₃ + …) + i_N.
public struct HilbertSpace: Sendable, Hashable {
    /// D₁ … D_N, the local dimension of each party.
    public let dimensions: [Int]
    /// D = D₁·…·D_N.
    public let dimension: Int

    /// The largest dimension of a space: 2³⁰, at which a state vector takes 16 GiB.
    public static let largestDimension = 1 << 30

    /// The space of parties with the given local dimensions.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, a dimension is below 1, or the product exceeds
    ///   ``largestDimension``.
    public init(dimensions: [Int]) throws {
        dimension = try MixedRadix.checkedProduct(
            dimensions, "dimensions", size: "dimension", largest: HilbertSpace.largestDimension, "2³⁰")
        self.dimensions = dimensions
    }

    private init(unchecked dimensions: [Int]) {
        self.dimensions = dimensions
        self.dimension = dimensions.reduce(1, *)
    }

    /// The space of N qubits.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `count` is in 1…30.
    public static func qubits(_ count: Int) throws -> HilbertSpace {
        try require((1...30).contains(count), "number of qubits", must: "be in 1…30", was: count)
        return HilbertSpace(unchecked: Array(repeating: 2, count: count))
    }

    /// The space of N parties of one local dimension D.
    ///
    /// - Throws: As ``init(dimensions:)``.
    public static func qudits(_ count: Int, dimension: Int) throws -> HilbertSpace {
        try require((1...30).contains(count), "number of qudits", must: "be in 1…30", was: count)
        return try HilbertSpace(dimensions: Array(repeating: dimension, count: count))
    }

    /// The space of one qubit.
    public static let qubit = HilbertSpace(unchecked: [2])
    /// The space of two qubits.
    public static let twoQubits = HilbertSpace(unchecked: [2, 2])

    /// N, the number of parties.
    public var parties: Int { dimensions.count }
    /// Whether every party is a qubit.
    public var isQubits: Bool { dimensions.allSatisfy { $0 == 2 } }

    /// The space with the parties of another behind its own.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the product is too large.
    public func tensor(_ other: HilbertSpace) throws -> HilbertSpace {
        try HilbertSpace(dimensions: dimensions + other.dimensions)
    }

    /// The step in the basis index when the digit of one party grows by one, for every party.
    public var strides: [Int] {
        var strides = Array(repeating: 1, count: parties)
        for party in stride(from: parties - 2, through: 0, by: -1) {
            strides[party] = strides[party + 1] * dimensions[party + 1]
        }
        return strides
    }

    /// The index of the basis vector |i₁ … i_N⟩.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one digit in 0..<D_k for each party.
    public func index(of digits: [Int]) throws -> Int {
        try MixedRadix.checkedIndex(digits, dimensions, "digits", digit: "digit")
    }

    /// The digits i₁ … i_N of a basis vector.
    ///
    /// - Precondition: `index` is in 0..<D.
    public func digits(of index: Int) -> [Int] {
        requirePrecondition(
            index >= 0 && index < dimension, "basis index must be in 0..<\(dimension), but was \(index)")
        return MixedRadix.digits(index, dimensions)
    }

    /// The space of some of the parties, in the given order.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, repeats a party or names one that is not there.
    public func restricted(to parties: [Int]) throws -> HilbertSpace {
        try requireParties(parties)
        return HilbertSpace(unchecked: parties.map { dimensions[$0] })
    }

    /// Throws unless the list names at least one party, each of them once and present.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument``.
    public func requireParties(_ list: [Int]) throws { try Parties.require(list, of: parties) }

    /// The parties that a list leaves out, in ascending order.
    func complement(of list: [Int]) -> [Int] {
        let named = Set(list)
        return (0..<parties).filter { !named.contains($0) }
    }

    /// The contribution to the basis index of every combination of digits of the given parties, first most significant.
    func offsets(of parties: [Int]) -> [Int] {
        let strides = self.strides
        var offsets = [0]
        for party in parties {
            let (dimension, step) = (dimensions[party], strides[party])
            var finer: [Int] = []
            finer.reserveCapacity(offsets.count * dimension)
            for offset in offsets {
                for digit in 0..<dimension { finer.append(offset + digit * step) }
            }
            offsets = finer
        }
        return offsets
    }
}

extension HilbertSpace: CustomStringConvertible {
    /// The local dimensions, as `2 ⊗ 2`.
    public var description: String { dimensions.map(String.init).joined(separator: " ⊗ ") }
}

extension HilbertSpace: Codable {
    /// Reads the local dimensions and checks them.
    public init(from decoder: any Decoder) throws {
        try self.init(dimensions: try decoder.singleValueContainer().decode([Int].self))
    }

    /// Writes the local dimensions.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(dimensions)
    }
}
