import NumericalCore

extension AnticommutingTree {
    /// The simple tree: level j belongs to region j, which takes 2^{j−1} spins, j = 1 … k.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless k is in 1…16. Source: P4, App. A and Fig. 2, left.
    public static func simple(regions: Int) throws -> AnticommutingTree {
        try requireRegions(regions, least: 1)
        return try AnticommutingTree(
            nodeRegions: (1..<(1 << regions)).map { Int.bitWidth - 1 - $0.leadingZeroBitCount })
    }

    /// The folded tree: the words are cut into blocks of m, m, 2m, 4m, …, and each block's leaf moves one region to the left.
    ///
    /// m is the least power of 2 that is at least 2^{k−1}/(k − 1) and at least 4, which for k = 4 gives the 4 + 4 + 8 of the paper's
    /// figure. The printed formula for m cannot be read reliably in all copies; the balanced tree is never larger.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless k is in 2…16. Source: P4, App. A and Fig. 2, right.
    public static func folded(regions: Int) throws -> AnticommutingTree {
        try requireRegions(regions, least: 2)
        var blockBits = min(2, regions)
        while (regions - 1) << blockBits < 1 << (regions - 1) { blockBits += 1 }
        // Nodes on the path x…x, above the first block, belong to region = level. Block j ≥ 2 hangs at its branch y.
        var nodes = Array(repeating: 0, count: (1 << regions) - 1)
        func fill(_ node: Int, _ order: ArraySlice<Int>) {
            guard let region = order.first else { return }
            nodes[node] = region
            fill(2 * node + 1, order.dropFirst())
            fill(2 * node + 2, order.dropFirst())
        }
        let prefix = regions - blockBits
        var node = 0
        for level in 0..<prefix {
            nodes[node] = level
            // The block at branch y of this node has 2^{k−1−level} words; the last such level is the second block.
            let block = prefix - level + 1
            let leaf = regions - block
            let rest = (level + 1..<regions).filter { $0 != leaf } + [leaf]
            fill(2 * node + 2, rest[...])
            node = 2 * node + 1
        }
        fill(node, Array(prefix..<regions)[...])
        return try AnticommutingTree(nodeRegions: nodes)
    }

    /// The balanced tree: one spin in the first region, and the others as even as can be, at most ⌈(2^k − 2)/(k − 1)⌉.
    ///
    /// - Complexity: O(k²·2^k).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless k is in 2…16.
    public static func balanced(regions: Int) throws -> AnticommutingTree {
        try requireRegions(regions, least: 2)
        let (nodes, others) = ((1 << regions) - 2, regions - 1)
        let sizes = (0..<others).map { nodes / others + ($0 >= others - nodes % others ? 1 : 0) }
        return try AnticommutingTree(counts: [1] + sizes)
    }

    /// A tree for regions of given sizes, or nil when there is none.
    ///
    /// The root is the only node of its region, and the smallest region is the best for it. There is a tree exactly when, with
    /// the smallest region counted as one spin, the j smallest hold 2^j − 1 spins or more, for every j = 1 … k.
    /// - Parameters:
    ///   - sizes: N₁ … N_k.
    ///   - bodies: M: for M-body observables, each node is M spins.
    /// - Complexity: O(k²·2^k).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are 1…16 sizes of at least 1 and `bodies` is at least 1.
    public static func fitting(_ sizes: [Double], bodies: Int = 1) throws -> AnticommutingTree? {
        try requireRegions(sizes.count, least: 1)
        try require(bodies >= 1, "bodies", must: "be at least 1", was: bodies)
        let total = (1 << sizes.count) - 1
        for (region, size) in sizes.enumerated() {
            try require(
                size >= 1 && size.isFinite, "size of region \(region)", must: "be at least 1 and finite", was: size)
        }
        let capacities = sizes.map { Int(min(Double(total), ($0 / Double(bodies)).rounded(.down))) }
        let order = capacities.indices.sorted { capacities[$0] < capacities[$1] }
        // What the root's region has beyond one spin is of no use.
        var counts = capacities
        counts[order[0]] = min(1, capacities[order[0]])
        var sum = 0
        for (place, region) in order.enumerated() {
            sum += counts[region]
            guard sum >= (1 << (place + 1)) - 1 else { return nil }
        }
        // What is too much is taken from the largest, which keeps the partial sums of the smallest.
        var excess = counts.reduce(0, +) - total
        while excess > 0 {
            let largest = counts.max() ?? 0
            let tops = counts.indices.filter { counts[$0] == largest }
            let next = counts.filter { $0 < largest }.max() ?? 0
            let step = min(largest - next, max(1, excess / tops.count))
            for top in tops where excess > 0 {
                let taken = min(step, excess)
                counts[top] -= taken
                excess -= taken
            }
        }
        guard excess == 0 else { return nil }
        return try AnticommutingTree(counts: counts)
    }

    /// The tree that takes exactly the given number of spins in each region.
    ///
    /// From the root down, the counts of a subtree are divided between its two children: the rarest region goes to both of them when
    /// that uses it up, else the two rarest go to one child each, and all others are halved so that both sums come out.
    /// Source: [Dau2022], the colour-splitting algorithm.
    private init(counts: [Int]) throws {
        let depth = counts.count
        var nodes = Array(repeating: 0, count: (1 << depth) - 1)
        func split(_ node: Int, _ counts: [(region: Int, count: Int)]) throws {
            guard !counts.isEmpty else { return }
            let sorted = counts.sorted { ($0.count, $0.region) < ($1.count, $1.region) }
            var (left, right) = ([(region: Int, count: Int)](), [(region: Int, count: Int)]())
            var rest = sorted.dropFirst()
            nodes[2 * node + 1] = sorted[0].region
            if sorted[0].count == 2 {
                nodes[2 * node + 2] = sorted[0].region
            } else {
                guard let second = rest.popFirst() else {
                    throw NumericalFailure("colouring a tree", "counts \(counts) cannot be divided")
                }
                nodes[2 * node + 2] = second.region
                left.append((second.region, second.count - 1))
                right.append((sorted[0].region, sorted[0].count - 1))
            }
            var lead = left.reduce(0) { $0 + $1.count } - right.reduce(0) { $0 + $1.count }
            var isLevel = sorted[0].count == 2
            for (region, count) in rest {
                // The first part makes up for the two rarest; halves, the larger one to the smaller sum, keep the sums even.
                let part = isLevel ? (lead < 0 ? count - count / 2 : count / 2) : (count - lead + 1) / 2
                isLevel = true
                left.append((region, part))
                right.append((region, count - part))
                lead += 2 * part - count
            }
            try split(2 * node + 1, left)
            try split(2 * node + 2, right)
        }
        let root = counts.firstIndex(of: 1) ?? 0
        nodes[0] = root
        try split(0, counts.indices.filter { $0 != root }.map { ($0, counts[$0]) })
        try self.init(nodeRegions: nodes)
        guard spinsPerRegion == counts else {
            throw NumericalFailure("colouring a tree", "counts \(spinsPerRegion) came out in place of \(counts)")
        }
    }

    private static func requireRegions(_ regions: Int, least: Int) throws {
        try require(
            (least...AnticommutingFamily.largestRegionCount).contains(regions), "regions",
            must: "be in \(least)…\(AnticommutingFamily.largestRegionCount)", was: regions)
    }
}
