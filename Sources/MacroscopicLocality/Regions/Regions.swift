import QuantumStates

/// Disjoint regions A, B, … of a sample: for each region, the parties of the state that lie in it.
///
/// Regions may differ in size, and parties may lie in none of them. A region is never empty, and no party is in two.
/// Source: P4, Sec. II and App. A.
public struct Regions: Sendable, Hashable {
    /// The parties of each region.
    public let members: [[Int]]

    /// The regions with the given parties.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no region, a region is empty, a party is negative or is
    ///   named twice.
    public init(_ members: [[Int]]) throws {
        try require(!members.isEmpty, "regions", must: "be at least one", was: "none")
        var seen: Set<Int> = []
        for (region, list) in members.enumerated() {
            try require(!list.isEmpty, "region \(region)", must: "hold at least one party", was: "none")
            for party in list {
                try require(party >= 0, "party of region \(region)", must: "be at least 0", was: party)
                try require(
                    seen.insert(party).inserted, "party of region \(region)", must: "lie in one region, once",
                    was: party)
            }
        }
        self.members = members
    }

    /// Neighbouring blocks: the first region holds the first n₁ parties, the second the next n₂, and so on.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no size, a size is less than 1, or there are more than
    ///   2²⁰ parties in all.
    public static func blocks(_ sizes: [Int]) throws -> Regions {
        var start = 0
        let members = try sizes.enumerated().map { region, size in
            try require(
                size >= 1 && size <= (1 << 20) - start, "size of region \(region)",
                must: "be in 1…\((1 << 20) - start)",
                was: size)
            defer { start += size }
            return Array(start..<(start + size))
        }
        return try Regions(members)
    }

    /// All 2^{N−1} − 1 ways to divide parties 0 … N − 1 into two regions, the first of which holds party 0.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless N is in 2…20.
    public static func bipartitions(of parties: Int) throws -> [Regions] {
        try require((2...20).contains(parties), "parties", must: "be in 2…20", was: parties)
        return try (1..<(1 << (parties - 1))).map { mask in
            try Regions([
                (0..<parties).filter { $0 == 0 || mask >> ($0 - 1) & 1 == 0 },
                (1..<parties).filter { mask >> ($0 - 1) & 1 == 1 },
            ])
        }
    }

    /// k, the number of regions.
    public var count: Int { members.count }

    /// N₁ … N_k, the number of parties in each region.
    public var sizes: [Int] { members.map(\.count) }

    /// Throws unless all parties are there and the parties of a region are of one dimension.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument``.
    public func requireFit(_ space: HilbertSpace) throws {
        for (region, list) in members.enumerated() {
            for party in list {
                try require(
                    party < space.parties, "party of region \(region)", must: "be in 0..<\(space.parties)", was: party)
                try require(
                    space.dimensions[party] == space.dimensions[list[0]], "dimension of party \(party)",
                    must: "be \(space.dimensions[list[0]]) as elsewhere in region \(region)",
                    was: space.dimensions[party])
            }
        }
    }

    /// Throws unless the regions fit the space and all its parties are qubits.
    func requireQubits(_ space: HilbertSpace) throws {
        try require(space.isQubits, "state", must: "be of qubits", was: "of \(space)")
        try requireFit(space)
    }
}

extension Regions: Codable {
    /// Reads the lists of parties and checks them.
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode([[Int]].self))
    }

    /// Writes the lists of parties.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(members)
    }
}
