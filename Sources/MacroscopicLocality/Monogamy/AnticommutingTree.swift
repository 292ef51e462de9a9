import NumericalCore

/// A full binary tree of depth k from which 2^k anticommuting products of k spins are read.
///
/// Each inner node belongs to a region and is a spin of its own there; its two branches are the letters x and y of that spin. A
/// path from the root to a leaf meets every region once and is a product. Two paths part at one node, where they have one spin
/// with different letters, and share no spin below: they anticommute. Source: P4, App. A and Fig. 2.
public struct AnticommutingTree: Sendable, Hashable {
    /// The region of each of the 2^k − 1 nodes: the root first, then the children of node m at 2m + 1 (x) and 2m + 2 (y).
    public let nodeRegions: [Int]
    /// k, the number of regions and the depth.
    public let regions: Int

    /// The tree with the given regions of its nodes.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are 2^k − 1 nodes, k in 1…16, and every path from the root
    ///   meets each region once.
    public init(nodeRegions: [Int]) throws {
        let depth = (nodeRegions.count + 1).trailingZeroBitCount
        try require(
            nodeRegions.count + 1 == 1 << depth && (1...AnticommutingFamily.largestRegionCount).contains(depth),
            "nodes",
            must: "be 2^k − 1 of them with k in 1…\(AnticommutingFamily.largestRegionCount)", was: nodeRegions.count)
        for (node, region) in nodeRegions.enumerated() {
            try require((0..<depth).contains(region), "region of node \(node)", must: "be in 0..<\(depth)", was: region)
            var ancestor = node
            while ancestor > 0 {
                ancestor = (ancestor - 1) / 2
                try require(
                    nodeRegions[ancestor] != region, "region of node \(node)",
                    must: "not be that of a node above it, \(ancestor)", was: region)
            }
        }
        self.nodeRegions = nodeRegions
        self.regions = depth
    }

    /// The number of spins that the tree takes in each region.
    public var spinsPerRegion: [Int] {
        nodeRegions.reduce(into: Array(repeating: 0, count: regions)) { $0[$1] += 1 }
    }

    /// The 2^k products.
    ///
    /// - Complexity: O(k·2^k).
    public var family: AnticommutingFamily {
        var counts = Array(repeating: 0, count: regions)
        let sites = nodeRegions.map { region in
            defer { counts[region] += 1 }
            return counts[region]
        }
        var words = Array(repeating: Array(repeating: 0, count: regions), count: 1 << regions)
        for path in 0..<(1 << regions) {
            var (node, word) = (0, 0)
            var list = Array(repeating: 0, count: regions)
            for level in 0..<regions {
                let region = nodeRegions[node]
                let branch = path >> (regions - 1 - level) & 1
                list[region] = sites[node]
                word |= branch << (regions - 1 - region)
                node = 2 * node + 1 + branch
            }
            words[word] = list
        }
        return AnticommutingFamily(unchecked: words, spins: counts)
    }

    /// Whether regions of these sizes hold the tree, in the order in which both are sorted by size.
    ///
    /// - Parameters:
    ///   - sizes: N₁ … N_k, numbers of any magnitude.
    ///   - bodies: M: for M-body observables, each node is M spins.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the sizes are not one for each region, or `bodies` is less than 1.
    public func fits(_ sizes: [Double], bodies: Int = 1) throws -> Bool {
        try require(sizes.count == regions, "sizes", must: "be one for each of \(regions) regions", was: sizes)
        try require(bodies >= 1, "bodies", must: "be at least 1", was: bodies)
        return zip(sizes.sorted(), spinsPerRegion.sorted()).allSatisfy { $0 >= Double(bodies) * Double($1) }
    }

    /// ⌈(2^k − 2)/(k − 1)⌉, the least number of spins per region with which a tree of k ≥ 2 equal regions gets by: 2, 3, 5, 8, 13.
    ///
    /// The root is one spin, and 2^k − 2 nodes are left for k − 1 regions. P4's printed 2^{k−2}/(k − 1) is not that.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless k is in 2…60. Source: P4, App. A.
    public static func leastSpins(regions: Int) throws -> Int {
        try require((2...60).contains(regions), "regions", must: "be in 2…60", was: regions)
        return ((1 << regions) - 2 + regions - 2) / (regions - 1)
    }

    /// The largest number of equal regions into which N spins can be divided such that the balanced tree fits, at most 60.
    ///
    /// P4 says k ≤ log₂N. That does not follow from the tree: at k = 4 and N = 16, regions have 4 spins and the tree needs 5.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when N is less than 1 or not a number.
    public static func largestRegionCount(spins: Double) throws -> Int {
        try require(spins >= 1 && spins < 0x1p1000, "spins", must: "be at least 1 and finite", was: spins)
        var count = 1
        while count < 60, (spins / Double(count + 1)).rounded(.down) >= Double(try leastSpins(regions: count + 1)) {
            count += 1
        }
        return count
    }
}
