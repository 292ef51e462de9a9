import LHVModels

/// A closed group of unitaries on N qudits of D levels, by its dimension as a Lie group modulo phases.
public enum UnitaryGroup: Sendable, Hashable {
    /// All unitaries: D^(2N) − 1.
    case all
    /// Products of single-particle unitaries: N(D² − 1).
    case products
    /// Orthogonal matrices: D^N(D^N − 1)/2.
    case orthogonal
    /// Unitary symplectic matrices, for even D^N: D^N(D^N + 1)/2.
    case symplectic
    /// Matchgates, the free fermions of N qubits: SO(2N), N(2N − 1).
    case matchgates
    /// Cliffords, a finite group: 0.
    case cliffords

    /// The dimension of the group.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when D or N is out of range, D^N exceeds 2³¹, or the group needs
    ///   qubits or an even dimension that is not there.
    public func dimension(levels: Int, parties: Int) throws -> Int {
        try require((2...1_000_000).contains(levels), "levels", must: "be in 2…1000000", was: levels)
        try require((1...1_000_000).contains(parties), "parties", must: "be in 1…1000000", was: parties)
        func size() throws -> Int {
            let power = MixedRadix.product(repeatElement(levels, count: parties)) ?? .max
            try require(power <= 1 << 31, "dimension D^N", must: "be at most 2³¹", was: "\(levels)^\(parties)")
            return power
        }
        switch self {
        case .all:
            let n = try size()
            return n * n - 1
        case .products: return parties * (levels * levels - 1)
        case .orthogonal:
            let n = try size()
            return n * (n - 1) / 2
        case .symplectic:
            let n = try size()
            try require(n % 2 == 0, "dimension D^N", must: "be even for symplectic matrices", was: n)
            return n * (n + 1) / 2
        case .matchgates:
            try require(levels == 2, "levels", must: "be 2 for matchgates", was: levels)
            return parties * (2 * parties - 1)
        case .cliffords: return 0
        }
    }
}

/// P1's necessary condition for smooth, deterministic and microscopic LHV dynamics of a group of unitaries.
///
/// dim G − dim ker T ≤ Nd(Nd + 1)/2 for all projective measurements, states that contain a ball S_v, and single-particle spaces
/// of dimension d. It excludes; it never promises. Source: P1, Theorem 2 and Corollary 1, Eqs. 15–18.
///
/// - Note: The right-hand side bounds the isometries of a connected manifold; a space of several components could have more
///   (P1 does not say so; for the simple group of all unitaries it makes no difference).
public struct DimensionBound: Sendable, Hashable, Codable {
    /// dim G − dim ker T.
    public let group: Int
    /// Nd(Nd + 1)/2.
    public let isometries: Int
    /// Whether the bound leaves LHV dynamics possible.
    public var isSatisfied: Bool { group <= isometries }

    /// The bound for N particles of D levels whose hidden variables have dimension d.
    ///
    /// - Parameters:
    ///   - levels: D, at least 2.
    ///   - hiddenDimension: d, at least 0.
    ///   - parties: N, at least 1.
    ///   - group: The unitaries that are to have LHV dynamics.
    ///   - kernel: dim ker T, for measurements or states that do not see all of the group.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range or a dimension overflows.
    public init(
        levels: Int, hiddenDimension: Int, parties: Int, group: UnitaryGroup = .all, kernel: Int = 0
    ) throws {
        let dimension = try group.dimension(levels: levels, parties: parties)
        try require(
            (0...100_000).contains(hiddenDimension), "hiddenDimension", must: "be in 0…100000", was: hiddenDimension)
        try require((0...dimension).contains(kernel), "kernel", must: "be in 0…\(dimension)", was: kernel)
        let total = parties * hiddenDimension
        try require(total <= 1 << 31, "N·d", must: "be at most 2³¹", was: total)
        self.group = dimension - kernel
        self.isometries = total * (total + 1) / 2
    }

    /// The least number N₀ of particles for which the bound excludes LHV dynamics of all unitaries, from where on it always does.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when D is below 2 or above 1000, or d is out of range.
    public static func criticalNumber(levels: Int, hiddenDimension: Int) throws -> Int {
        try leastNumber(levels: levels) {
            try !DimensionBound(levels: levels, hiddenDimension: hiddenDimension, parties: $0).isSatisfied
        }
    }

    /// The least single-particle dimension d that the bound allows for all unitaries.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range or more than 100000 dimensions are needed.
    public static func leastHiddenDimension(levels: Int, parties: Int) throws -> Int {
        let group = try UnitaryGroup.all.dimension(levels: levels, parties: parties)
        // Nd(Nd + 1)/2 ≥ dim G, from below to be safe against rounding.
        var least = max(0, Int(((8 * Double(group) + 1).squareRoot() - 1) / 2 / Double(parties)) - 1)
        while try !DimensionBound(levels: levels, hiddenDimension: least, parties: parties).isSatisfied { least += 1 }
        return least
    }

    /// Both sides of the bound for each number of particles up to N.
    ///
    /// These are the curves of P1's Fig. 4(b).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range or a dimension overflows.
    public static func table(levels: Int, hiddenDimension: Int, upTo parties: Int) throws -> [DimensionBound] {
        try require(parties >= 1, "parties", must: "be at least 1", was: parties)
        // Both sides grow with N, so that the last row is the first to overflow: nothing is kept before it is known to fit.
        _ = try DimensionBound(levels: levels, hiddenDimension: hiddenDimension, parties: parties)
        return try (1...parties).map {
            try DimensionBound(levels: levels, hiddenDimension: hiddenDimension, parties: $0)
        }
    }
}

extension DimensionBound: CustomStringConvertible {
    /// Both dimensions, and what follows.
    public var description: String {
        "group of dimension \(group), at most \(isometries) isometries: dynamics \(isSatisfied ? "not excluded" : "excluded")"
    }
}

extension OrbitDimensionBound: CustomStringConvertible {
    /// Both dimensions, and what follows.
    public var description: String {
        "orbits of dimension \(orbit) or more in a space of dimension \(space): dynamics \(isSatisfied ? "not excluded" : "excluded")"
    }
}

/// A sharper necessary condition for microscopic LHV dynamics of all unitaries, which needs continuity only.
///
/// A nontrivial orbit of PU(n) has dimension at least 2(n − 1), and at least 5 for n = 4, so Nd must not be smaller for n = D^N.
/// Neither a metric, nor smoothness, nor a connected space is assumed.
///
/// - Important: This lemma is ours: the article "Dynamics" states it. It rests on the classification of the maximal subgroups of
///   SU(n) (Dynkin; Mann 1966), cited here without an independent check, and is not part of P1.
public struct OrbitDimensionBound: Sendable, Hashable, Codable {
    /// The least dimension of a nontrivial orbit: 2(D^N − 1), or 5 when D^N = 4.
    public let orbit: Int
    /// Nd.
    public let space: Int
    /// Whether the bound leaves LHV dynamics possible.
    public var isSatisfied: Bool { orbit <= space }

    /// The bound for N particles of D levels whose hidden variables have dimension d.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range or a dimension overflows.
    public init(levels: Int, hiddenDimension: Int, parties: Int) throws {
        let group = try UnitaryGroup.all.dimension(levels: levels, parties: parties)
        try require(
            (0...100_000).contains(hiddenDimension), "hiddenDimension", must: "be in 0…100000", was: hiddenDimension)
        let size = Int((Double(group) + 1).squareRoot().rounded())
        orbit = size == 4 ? 5 : 2 * (size - 1)
        space = parties * hiddenDimension
    }

    /// The least N that the bound excludes, beyond which it excludes every larger N.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when D is below 2 or above 1000, or d is out of range.
    public static func criticalNumber(levels: Int, hiddenDimension: Int) throws -> Int {
        try leastNumber(levels: levels) {
            try !OrbitDimensionBound(levels: levels, hiddenDimension: hiddenDimension, parties: $0).isSatisfied
        }
    }
}

/// The least number of particles of D levels for which something holds that does so sooner or later.
private func leastNumber(levels: Int, _ condition: (Int) throws -> Bool) throws -> Int {
    try require((2...1000).contains(levels), "levels", must: "be in 2…1000", was: levels)
    var parties = 1
    while try !condition(parties) { parties += 1 }
    return parties
}
