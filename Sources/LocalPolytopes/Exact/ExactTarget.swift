import LHVModels

/// Correlators that are known exactly: roots and cosines by what they are, measured numbers as the fractions that their doubles are.
///
/// Entries are in the order of ``/QuantumStates/CorrelatorTensor``. A search works on ``correlators()``, which are near; a certificate is of the
/// exact ones, which lie between two multiples of 2⁻⁶⁰ each.
public struct ExactTarget: Sendable, Hashable {
    /// Where the correlators come from.
    public enum Source: Sendable, Hashable {
        /// The entries themselves.
        case values([ExactNumber])
        /// ⟨P⟩ for products P of Pauli matrices, such as `XZI`, those that are not listed being 0, and for each party the coordinates of each
        /// direction: E = Σ_P ⟨P⟩ Π_k n_k(P_k). ⟨I…I⟩ is 1 and is not listed.
        case state([PauliTerm], directions: [[[ExactNumber]]])
    }

    /// An expectation value of a product of Pauli matrices.
    public struct PauliTerm: Sendable, Hashable, Codable {
        /// One of I, X, Y, Z for each party.
        public let product: String
        /// The expectation value.
        public let value: ExactNumber

        /// A term from its parts.
        public init(_ product: String, _ value: ExactNumber) {
            self.product = product
            self.value = value
        }
    }

    /// What is looked at, in words; may be empty.
    public let name: String
    /// The number of settings of each party.
    public let settings: [Int]
    /// Whether correlators of fewer parties than all are included.
    public let includesMarginals: Bool
    /// Where the correlators come from.
    public let source: Source
    /// The correlators, each between two numbers.
    package let enclosures: [DyadicInterval]

    /// Correlators given one by one.
    ///
    /// - Parameters:
    ///   - values: In the order of ``/QuantumStates/CorrelatorTensor``.
    ///   - settings: The number of settings of each party.
    ///   - includesMarginals: Whether the first entry of each party's list stands for no measurement.
    ///   - name: What is looked at.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when their number does not fit, one is not in −1…1, or the constant is not 1.
    public init(
        values: [ExactNumber], settings: [Int], includesMarginals: Bool = false, name: String = ""
    ) throws {
        try ExactTarget.requireSize(settings, includesMarginals)
        let count = try CorrelatorTensor.count(settings: settings, includesMarginals: includesMarginals)
        try require(values.count == count, "values", must: "be \(count) numbers", was: values.count)
        try self.init(name, settings, includesMarginals, .values(values), values.map(\.enclosure))
    }

    /// The fractions that the doubles of correlators are, as for measured ones.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when one is not in −1…1.
    public init(_ correlators: CorrelatorTensor, name: String = "") throws {
        try self.init(
            values: correlators.withExactConstant.elements.map { try ExactNumber($0) }, settings: correlators.settings,
            includesMarginals: correlators.includesMarginals, name: name)
    }

    /// The correlators of a state of qubits along directions.
    ///
    /// - Parameters:
    ///   - state: The expectation values that are not 0.
    ///   - directions: For each party a list of directions, with three coordinates each.
    ///   - includesMarginals: Whether correlators of fewer parties than all are included.
    ///   - name: What is looked at.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than 2…6 parties, a product is repeated or no product of as many
    ///   Pauli matrices, the expectation values are those of no state, a direction is not of length 1 within 10⁻⁹, a correlator is not in −1…1, or products times correlators are more than 2²⁷.
    public init(
        state: [PauliTerm], directions: [[[ExactNumber]]], includesMarginals: Bool = false, name: String = ""
    ) throws {
        let settings = directions.map(\.count)
        try ExactTarget.requireSize(settings, includesMarginals)
        let count = try CorrelatorTensor.count(settings: settings, includesMarginals: includesMarginals)
        // A file of some kilobytes could ask for hours.
        try require(
            state.count <= (1 << 27) / count, "products times correlators", must: "be at most 2²⁷",
            was: "\(state.count) × \(count)")
        try require(
            Set(state.map(\.product)).count == state.count, "state", must: "have each product once",
            was: state.map(\.product))
        let terms = try state.map { term in
            let axes = term.product.compactMap { "IXYZ".firstIndex(of: $0)?.utf16Offset(in: "IXYZ") }
            try require(
                axes.count == settings.count && term.product.count == axes.count && axes.contains { $0 > 0 },
                "product", must: "be one of I, X, Y, Z for each of \(settings.count) parties, and not all I",
                was: term.product)
            try require(
                term.value.enclosure.magnitude.lower <= DyadicInterval.one.upper,
                "expectation value of \(term.product)",
                must: "be in −1…1", was: term.value)
            return (axes: axes, value: term.value.enclosure)
        }
        try ExactTarget.requireState(terms, parties: settings.count)
        for (party, list) in directions.enumerated() {
            for (setting, direction) in list.enumerated() {
                try require(
                    direction.count == 3, "direction \(setting) of party \(party)", must: "have three coordinates",
                    was: direction.count)
                try require(
                    direction.allSatisfy { $0.enclosure.magnitude.upper <= (Int128(1) << 60) + (1 << 31) },
                    "direction \(setting) of party \(party)", must: "have coordinates in −1…1", was: direction)
                let square = direction.reduce(DyadicInterval.zero) { $0 + $1.enclosure * $1.enclosure }
                try require(
                    abs(square.middle - 1) <= 1e-9, "direction \(setting) of party \(party)",
                    must: "be of length 1 within 1e-9", was: direction)
            }
        }
        let lists = directions.map { list in
            (includesMarginals ? [[DyadicInterval.one, .zero, .zero, .zero]] : [])
                + list.map { [DyadicInterval.zero] + $0.map(\.enclosure) }
        }
        let shape = CorrelatorTensor.shape(settings, includesMarginals)
        let enclosures = MixedRadix(sizes: shape).map { place -> DyadicInterval in
            if place.allSatisfy({ $0 == 0 }), includesMarginals { return .one }
            var sum = DyadicInterval.zero
            for (axes, value) in terms {
                let factors = zip(zip(lists, place), axes).map { $0.0[$0.1][$1] }
                if factors.contains(.zero) { continue }
                sum = sum + factors.reduce(value) { $0 * $1 }
            }
            return sum
        }
        try self.init(name, settings, includesMarginals, .state(state, directions: directions), enclosures)
    }

    private init(
        _ name: String, _ settings: [Int], _ includesMarginals: Bool, _ source: Source, _ enclosures: [DyadicInterval]
    ) throws {
        for (place, entry) in enclosures.enumerated() {
            try require(
                // Rounding, and lengths that are not quite 1.
                entry.magnitude.upper <= (Int128(1) << 60) + (1 << 34), "correlator \(place)", must: "be in −1…1",
                was: entry.middle)
        }
        try require(
            !includesMarginals || enclosures[0] == .one, "constant entry", must: "be 1", was: enclosures[0].middle)
        self.name = name
        self.settings = settings
        self.includesMarginals = includesMarginals
        self.source = source
        self.enclosures = enclosures
    }

    /// The sizes that a certificate can have: all that is done with them stays small.
    private static func requireSize(_ settings: [Int], _ includesMarginals: Bool) throws {
        try require((2...6).contains(settings.count), "parties", must: "be 2…6", was: settings.count)
        let count = try CorrelatorTensor.count(settings: settings, includesMarginals: includesMarginals)
        try require(count <= 1 << 20, "correlators", must: "be at most 2²⁰ for an exact target", was: count)
    }

    /// The correlators as doubles, for searches.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` never for a target that was made.
    public func correlators() throws -> CorrelatorTensor {
        try CorrelatorTensor(
            enclosures.map { $0.middle.clamped(to: -1...1) }, settings: settings, includesMarginals: includesMarginals)
    }

    /// The largest distance between the two numbers around a correlator.
    public var width: Double {
        Double(enclosures.map { $0.upper - $0.lower }.max() ?? 0) * 0x1p-60
    }
}

extension ExactTarget: CustomStringConvertible {
    /// The name, or else where the correlators come from, with the number of settings.
    public var description: String {
        let what =
            switch source {
            case .values: "correlators"
            case .state: "a state"
            }
        return "\(name.isEmpty ? what : name), \(settings.map(\.description).joined(separator: " × ")) settings"
    }
}
