import NumericalCore

/// The correlators E(x₁ … x_N) of N parties with outcomes ±1, or the coefficients of a Bell functional on them.
///
/// Without marginals, entry (x₁, …, x_N) belongs to setting x_k of each party k. With marginals, index 0 of a party means
/// "not measured", which counts as outcome +1, and index x + 1 means setting x: entry (0, …, 0) of a tensor of correlators
/// is 1, and of a tensor of coefficients it is the constant term. The first party is most significant.
public struct CorrelatorTensor: Sendable, Hashable {
    /// m₁ … m_N, the number of settings of each party.
    public let settings: [Int]
    /// Whether index 0 of each party means "not measured".
    public let includesMarginals: Bool
    /// The entries, the first party most significant.
    public let elements: [Double]

    /// The largest number of entries: 2²⁷, which take 1 GiB.
    public static let largestCount = 1 << 27

    /// The tensor with the given entries.
    ///
    /// - Parameters:
    ///   - elements: One finite number for each list of indices, the first party most significant.
    ///   - settings: The number of settings of each party.
    ///   - includesMarginals: Whether index 0 of each party means "not measured".
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no party, a party has no setting, the tensor is too large,
    ///   or the entries are not as many as they must be or not finite.
    public init(_ elements: [Double], settings: [Int], includesMarginals: Bool = false) throws {
        let count = try CorrelatorTensor.count(settings: settings, includesMarginals: includesMarginals)
        try require(elements.count == count, "elements", must: "be \(count) numbers", was: elements.count)
        if let place = elements.firstIndex(where: { !$0.isFinite }) {
            throw InvalidArgument("element \(place)", must: "be finite", was: elements[place])
        }
        self.init(unchecked: elements, settings: settings, includesMarginals: includesMarginals)
    }

    /// The tensor with entries that the caller knows to be finite and as many as they must be.
    package init(unchecked elements: [Double], settings: [Int], includesMarginals: Bool) {
        self.elements = elements
        self.settings = settings
        self.includesMarginals = includesMarginals
        assert(elements.count == shape.reduce(1, *))
    }

    /// The tensor of two parties without marginals: a row for each setting of the first, a column for each of the second.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix is empty or not finite.
    public init(_ matrix: RealMatrix) throws {
        try self.init(matrix.transpose.elements, settings: [matrix.rows, matrix.columns])
    }

    /// The tensor whose entries a function of their indices gives.
    ///
    /// - Complexity: O(count) calls.
    /// - Throws: As ``init(_:settings:includesMarginals:)``, and what the function throws.
    public init(settings: [Int], includesMarginals: Bool = false, _ element: ([Int]) throws -> Double) throws {
        _ = try CorrelatorTensor.count(settings: settings, includesMarginals: includesMarginals)
        let shape = CorrelatorTensor.shape(settings, includesMarginals)
        try self.init(
            try MixedRadix(sizes: shape).map(element), settings: settings, includesMarginals: includesMarginals)
    }

    /// N, the number of parties.
    public var parties: Int { settings.count }
    /// The number of entries.
    public var count: Int { elements.count }
    /// The number of indices of each party: m_k, or m_k + 1 with marginals.
    public var shape: [Int] { CorrelatorTensor.shape(settings, includesMarginals) }

    /// The place of an entry among ``elements``.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one index in range for each party.
    public func place(of indices: [Int]) throws -> Int {
        try require(
            indices.count == parties, "indices", must: "be one for each of \(parties) parties", was: indices.count)
        for (party, size) in shape.enumerated() {
            try require(
                (0..<size).contains(indices[party]), "index of party \(party)", must: "be in 0..<\(size)",
                was: indices[party])
        }
        return MixedRadix.index(indices, shape)
    }

    /// The entry with the given indices.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one index in range for each party.
    public func element(_ indices: [Int]) throws -> Double { elements[try place(of: indices)] }

    /// The entries as a matrix of the first party's indices against the second's; nil unless there are two parties.
    public var matrix: RealMatrix? {
        guard parties == 2 else { return nil }
        let (rows, columns) = (shape[0], shape[1])
        return RealMatrix(rows: rows, columns: columns) { elements[$0 * columns + $1] }
    }

    package static func shape(_ settings: [Int], _ includesMarginals: Bool) -> [Int] {
        includesMarginals ? settings.map { $0 + 1 } : settings
    }

    /// The place of the list of settings that an entry belongs to, setting 0 for parties that are not measured, and the bits of
    /// the parties that are measured, the first party's most significant.
    package static func measured(
        _ digits: [Int], _ settings: [Int], _ includesMarginals: Bool
    ) -> (list: Int, mask: Int) {
        guard includesMarginals else { return (MixedRadix.index(digits, settings), (1 << digits.count) - 1) }
        return (
            MixedRadix.index(digits.lazy.map { max(0, $0 - 1) }, settings),
            digits.reduce(0) { $0 << 1 | ($1 > 0 ? 1 : 0) }
        )
    }

    /// The place of the entry with marginals that measures some of the parties at these settings; the inverse of
    /// ``measured(_:_:_:)``.
    package static func place(_ settings: [Int], measuredBy mask: Int, _ shape: [Int]) -> Int {
        let last = settings.count - 1
        return MixedRadix.index(
            settings.indices.lazy.map { mask >> (last - $0) & 1 == 1 ? settings[$0] + 1 : 0 }, shape)
    }

    /// The number of entries, if the settings are valid.
    package static func count(settings: [Int], includesMarginals: Bool) throws -> Int {
        try require(!settings.isEmpty, "parties", must: "be at least one", was: "none")
        for (party, number) in settings.enumerated() {
            try require(
                (1...largestCount).contains(number), "settings of party \(party)", must: "be in 1…2²⁷", was: number)
        }
        let count = MixedRadix.product(shape(settings, includesMarginals)) ?? .max
        try require(
            count <= largestCount, "correlators", must: "be at most 2²⁷ numbers", was: "more, for settings \(settings)")
        return count
    }
}

extension CorrelatorTensor {
    /// ⟨M, E⟩ = Σ M(x)·E(x) over all entries, with compensated summation.
    ///
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the tensors differ in shape.
    public func dot(_ other: CorrelatorTensor) throws -> Double {
        try requireShape(of: other)
        return try CompensatedSum.dot(elements, other.elements)
    }

    /// The 2-norm of the entries, the constant entry of a tensor with marginals included.
    public var euclideanNorm: Double { NumericalCore.euclideanNorm(elements) }

    /// Every entry multiplied by a number.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a product is not finite.
    public func scaled(by factor: Double) throws -> CorrelatorTensor {
        try CorrelatorTensor(elements.map { factor * $0 }, settings: settings, includesMarginals: includesMarginals)
    }

    /// E + factor·F.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the tensors differ in shape or a sum is not finite.
    public func adding(_ other: CorrelatorTensor, times factor: Double = 1) throws -> CorrelatorTensor {
        try requireShape(of: other)
        return try CorrelatorTensor(
            zip(elements, other.elements).map { $0 + factor * $1 }, settings: settings,
            includesMarginals: includesMarginals)
    }

    /// v·E + (1 − v)·(white noise); white noise has no correlations, so all entries shrink but the constant one.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless v is in 0…1.
    public func withWhiteNoise(visibility: Double) throws -> CorrelatorTensor {
        try require(visibility >= 0 && visibility <= 1, "visibility", must: "be in 0…1", was: visibility)
        var noisy = elements.map { visibility * $0 }
        if includesMarginals { noisy[0] = elements[0] }
        return CorrelatorTensor(unchecked: noisy, settings: settings, includesMarginals: includesMarginals)
    }

    /// The entries in which every party is measured.
    public var withoutMarginals: CorrelatorTensor {
        guard includesMarginals else { return self }
        let kept = MixedRadix(sizes: settings).map { elements[MixedRadix.index($0.map { $0 + 1 }, shape)] }
        return CorrelatorTensor(unchecked: kept, settings: settings, includesMarginals: false)
    }

    /// The tensor with marginals that vanish and the given constant entry; a tensor with marginals is returned as it is.
    ///
    /// - Parameter constant: Entry (0, …, 0): 1 for correlators, 0 for coefficients.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the tensor would be too large or the constant is not finite.
    public func withVanishingMarginals(constant: Double) throws -> CorrelatorTensor {
        guard !includesMarginals else { return self }
        let count = try CorrelatorTensor.count(settings: settings, includesMarginals: true)
        let shape = CorrelatorTensor.shape(settings, true)
        var extended = [Double](repeating: 0, count: count)
        for (digits, element) in zip(MixedRadix(sizes: settings), elements) {
            extended[MixedRadix.index(digits.map { $0 + 1 }, shape)] = element
        }
        extended[0] = constant
        return try CorrelatorTensor(extended, settings: settings, includesMarginals: true)
    }

    /// How far from 1 the constant entry of correlators may be, and how far beyond ±1 the others: as probabilities may be.
    package static let defaultTolerance = Behaviour.defaultTolerance

    /// The tensor with a constant entry of exactly 1 where it is 1 up to rounding, as that of correlators is.
    package var withExactConstant: CorrelatorTensor {
        guard includesMarginals, elements[0] != 1, abs(elements[0] - 1) <= CorrelatorTensor.defaultTolerance else {
            return self
        }
        var exact = elements
        exact[0] = 1
        return CorrelatorTensor(unchecked: exact, settings: settings, includesMarginals: true)
    }

    package func requireShape(of other: CorrelatorTensor, _ name: String = "other tensor") throws {
        try require(
            other.settings == settings && other.includesMarginals == includesMarginals, name,
            must: "have settings \(settings) \(includesMarginals ? "with" : "without") marginals",
            was: "\(other.settings) \(other.includesMarginals ? "with" : "without") marginals")
    }
}

extension CorrelatorTensor: Codable {
    private enum CodingKeys: String, CodingKey { case settings, includesMarginals, elements }

    /// Reads the entries and checks them again.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            try container.decode([Double].self, forKey: .elements),
            settings: try container.decode([Int].self, forKey: .settings),
            includesMarginals: try container.decode(Bool.self, forKey: .includesMarginals))
    }

    /// Writes settings and entries.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(settings, forKey: .settings)
        try container.encode(includesMarginals, forKey: .includesMarginals)
        try container.encode(elements, forKey: .elements)
    }
}
