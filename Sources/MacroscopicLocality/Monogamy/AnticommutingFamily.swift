import NumericalCore
import QuantumStates

/// 2^k products σ_{i₁}^{(l₁)}⊗…⊗σ_{i_k}^{(l_k)}, one for each word i ∈ {x, y}^k, that should anticommute in pairs.
///
/// Word w has the letter y in region r when bit k − 1 − r of w is set; the product takes one spin l_r of each region. Two
/// products anticommute when the number of regions in which they take one spin with different letters is odd. The means
/// of pairwise anticommuting observables with squares 1 are a vector of length at most 1, in every state: that is the
/// complementarity behind the criterion. Source: P4, App. A.
public struct AnticommutingFamily: Sendable, Hashable, Codable {
    /// The spin that each word takes in each region: 2^k lists of k numbers.
    public let sites: [[Int]]
    /// n₁ … n_k, the number of spins that the family numbers in each region.
    public let spins: [Int]

    /// The largest number of regions.
    public static let largestRegionCount = 16

    /// A family of products, which need not anticommute; see ``firstCommutingPair()``.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are 1…16 regions, 2^k words, and each takes a spin that is
    ///   there in each region.
    public init(sites: [[Int]], spins: [Int]) throws {
        let count = spins.count
        try require(
            (1...AnticommutingFamily.largestRegionCount).contains(count), "regions",
            must: "be in 1…\(AnticommutingFamily.largestRegionCount)", was: count)
        try require(
            sites.count == 1 << count, "sites", must: "be \(1 << count) lists, one for each word", was: sites.count)
        for (region, number) in spins.enumerated() {
            try require(number >= 1, "spins of region \(region)", must: "be at least 1", was: number)
        }
        for (word, list) in sites.enumerated() {
            try require(list.count == count, "sites of word \(word)", must: "be \(count) numbers", was: list.count)
            for (region, site) in list.enumerated() {
                try require(
                    (0..<spins[region]).contains(site), "site of word \(word) in region \(region)",
                    must: "be in 0..<\(spins[region])", was: site)
            }
        }
        self.init(unchecked: sites, spins: spins)
    }

    init(unchecked sites: [[Int]], spins: [Int]) {
        self.sites = sites
        self.spins = spins
    }

    private enum CodingKeys: String, CodingKey { case sites, spins }

    /// Reads the spins and checks them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            sites: try container.decode([[Int]].self, forKey: .sites),
            spins: try container.decode([Int].self, forKey: .spins))
    }

    /// k, the number of regions.
    public var regions: Int { spins.count }

    /// Two words whose products commute, or nil when all pairs anticommute.
    ///
    /// - Complexity: O(k·4^k).
    public func firstCommutingPair() -> (Int, Int)? {
        for second in sites.indices {
            for first in 0..<second {
                var clashes = 0
                for region in 0..<regions where sites[first][region] == sites[second][region] {
                    clashes += (first ^ second) >> (regions - 1 - region) & 1
                }
                if clashes & 1 == 0 { return (first, second) }
            }
        }
        return nil
    }

    /// Whether all pairs of products anticommute.
    ///
    /// - Complexity: O(k·4^k).
    public var isAnticommuting: Bool { firstCommutingPair() == nil }

    /// The products as Pauli strings on n₁ + … + n_k qubits, the regions one behind the other.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` for more than 62 qubits.
    public func pauliStrings() throws -> [PauliString] {
        let starts = spins.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        return try sites.enumerated().map { word, list in
            try PauliString(
                list.enumerated().map { region, site in
                    (starts[region] + site, word >> (regions - 1 - region) & 1 == 0 ? Pauli.x : Pauli.y)
                }, of: starts[regions])
        }
    }

    /// The same family in regions of other, at least equal, sizes: the additional spins are not used.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when sizes are not one for each region or too small.
    public func embedded(in sizes: [Int]) throws -> AnticommutingFamily {
        try require(sizes.count == regions, "sizes", must: "be one for each of \(regions) regions", was: sizes)
        for (region, size) in sizes.enumerated() {
            try require(
                size >= spins[region], "size of region \(region)", must: "be at least \(spins[region])", was: size)
        }
        return AnticommutingFamily(unchecked: sites, spins: sizes)
    }

    /// The family after l_r → l_r + 1 modulo n_r in one region, the first move of P4's appendix.
    ///
    /// Which pairs of words take one spin does not change, so anticommutation does not either.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such region.
    public func shifted(region: Int, by steps: Int = 1) throws -> AnticommutingFamily {
        try requireRegion(region)
        let size = spins[region]
        let step = (steps % size + size) % size
        return AnticommutingFamily(
            unchecked: sites.map { list in
                var list = list
                list[region] = (list[region] + step) % size
                return list
            }, spins: spins)
    }

    /// The family after x ↔ y in one region, the second move of P4's appendix.
    ///
    /// Letters that differ still differ, so anticommutation is kept.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such region.
    public func flipped(region: Int) throws -> AnticommutingFamily {
        try requireRegion(region)
        let bit = 1 << (regions - 1 - region)
        return AnticommutingFamily(unchecked: sites.indices.map { sites[$0 ^ bit] }, spins: spins)
    }

    /// The n₁·…·n_k families that the shifts make of this one.
    ///
    /// Each word meets each choice of one spin per region exactly once, so the mean of all these vectors is the vector of the
    /// effective state's correlations.
    /// - Complexity: O(n₁·…·n_k·k·2^k).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there would be more than 10⁶.
    public func allShifts() throws -> [AnticommutingFamily] {
        try require(
            (MixedRadix.product(spins) ?? .max) <= 1_000_000, "shifted families", must: "be at most 10⁶",
            was: "more, for \(spins)")
        return Choices(spins.map { Array(0..<$0) }).map { steps in
            AnticommutingFamily(
                unchecked: sites.map { list in
                    list.indices.map { (list[$0] + steps[$0]) % spins[$0] }
                }, spins: spins)
        }
    }

    private func requireRegion(_ region: Int) throws {
        try require((0..<regions).contains(region), "region", must: "be in 0..<\(regions)", was: region)
    }
}
