import MacroscopicLocality
import Testing

/// Anticommuting families, trees, and the vectors that prove L ≤ 1.
@Suite struct ComplementarityTests {
    static let kinds = ["simple", "balanced", "folded"]

    static func tree(_ kind: String, _ regions: Int) throws -> AnticommutingTree {
        switch kind {
        case "simple": try .simple(regions: regions)
        case "balanced": try .balanced(regions: regions)
        default: try .folded(regions: regions)
        }
    }

    @Test("every pair of products anticommutes", arguments: kinds, 2...6)
    func treesAnticommute(_ kind: String, _ regions: Int) throws {
        let tree = try ComplementarityTests.tree(kind, regions)
        let family = tree.family
        #expect(family.sites.count == 1 << regions)
        #expect(family.isAnticommuting)
        #expect(family.spins == tree.spinsPerRegion)
        let total: Int = tree.spinsPerRegion.reduce(0, +)
        #expect(total == (1 << regions) - 1)
        // The same from the algebra of Pauli strings, where they are short enough.
        guard family.spins.reduce(0, +) <= 62 else { return }
        let strings = try family.pauliStrings()
        for second in strings.indices {
            for first in 0..<second { #expect(!strings[first].commutes(with: strings[second])) }
        }
        #expect(strings.allSatisfy { $0.weight == regions })
    }

    @Test func sizesOfTrees() throws {
        #expect(try (2...6).map { try AnticommutingTree.leastSpins(regions: $0) } == [2, 3, 5, 8, 13])
        for regions in 2...10 {
            let balanced = try AnticommutingTree.balanced(regions: regions).spinsPerRegion
            #expect(balanced.max() == (try AnticommutingTree.leastSpins(regions: regions)))
            #expect(balanced.filter { $0 == 1 }.count >= 1)
            #expect(try AnticommutingTree.simple(regions: regions).spinsPerRegion == (0..<regions).map { 1 << $0 })
            let folded = try AnticommutingTree.folded(regions: regions).spinsPerRegion
            #expect(folded.max() ?? 0 >= balanced.max() ?? 0)
        }
        // Blocks of 4 + 4 + 8 words.
        #expect(try AnticommutingTree.folded(regions: 4).spinsPerRegion == [1, 5, 4, 5])
        #expect(try AnticommutingTree.folded(regions: 3).spinsPerRegion == [1, 3, 3])
    }

    /// G3 and G8: 16 spins in four regions do not hold the tree, so k ≤ log₂N does not follow from it.
    @Test func fourRegionsOfFourSpinsDoNotHoldTheTree() throws {
        #expect(try !AnticommutingTree.balanced(regions: 4).fits([4, 4, 4, 4]))
        #expect(try AnticommutingTree.fitting([4, 4, 4, 4]) == nil)
        #expect(try AnticommutingTree.balanced(regions: 4).fits([5, 5, 5, 5]))
        #expect(try AnticommutingTree.largestRegionCount(spins: 16) == 3)
        #expect(try AnticommutingTree.largestRegionCount(spins: 20) == 4)
        #expect(try AnticommutingTree.largestRegionCount(spins: 2) == 1)
        #expect(try AnticommutingTree.largestRegionCount(spins: 4) == 2)
        // A mole of spins: 75 regions would be log₂N, the tree needs k·⌈(2^k − 2)/(k − 1)⌉ ≤ N.
        #expect(try AnticommutingTree.largestRegionCount(spins: 1e17) == 56)
    }

    /// Every choice of sizes for three and four regions, and one for five that needs the two rarest levelled at once.
    @Test func treesForAllSizes() throws {
        func check(_ sizes: [Int]) throws {
            let isLargeEnough = Cases.holdTree(sizes.map(Double.init))
            let tree = try AnticommutingTree.fitting(sizes.map(Double.init))
            #expect((tree != nil) == isLargeEnough, "\(sizes)")
            if let tree {
                let fits = zip(tree.spinsPerRegion, sizes).allSatisfy { $0 <= $1 }
                #expect(fits, "\(sizes)")
                let total: Int = tree.spinsPerRegion.reduce(0, +)
                #expect(total == (1 << sizes.count) - 1, "\(sizes)")
            }
        }
        for a in 1...7 {
            for b in a...8 {
                for c in b...9 {
                    try check([c, a, b])
                    for d in c...12 { try check([b, d, a, c]) }
                }
            }
        }
        try check([9, 1, 9, 3, 9])
    }

    @Test func treesForUnequalRegions() throws {
        let sizes: [[Double]] = [
            [1, 2], [7, 1], [1, 2, 4], [1, 3, 3], [5, 1, 2], [1, 2, 4, 8], [1, 5, 5, 5], [3, 4, 4, 1e23],
            [1e23, 1e23, 1e23, 1e23, 1],
            [1, 2, 6, 6], [1, 2, 100, 4, 1e23],
        ]
        for list in sizes {
            let tree = try #require(try AnticommutingTree.fitting(list), "\(list)")
            #expect(zip(tree.spinsPerRegion, list).allSatisfy { Double($0) <= $1 })
            #expect(tree.family.isAnticommuting)
        }
        for list: [Double] in [[1, 1], [1, 2, 3], [2, 2, 2], [1, 1, 1e23], [1, 2, 3, 1e23], [4, 4, 4, 4]] {
            #expect(try AnticommutingTree.fitting(list) == nil, "\(list)")
        }
        #expect(try AnticommutingTree.fitting([2, 4], bodies: 2) != nil)
        #expect(try AnticommutingTree.fitting([2, 3], bodies: 2) == nil)
        #expect(try AnticommutingTree.balanced(regions: 2).fits([1e7, 2e7], bodies: 10_000_000))
    }

    /// All families, not only those of trees: three regions of two spins have one, though the balanced tree takes three.
    @Test(
        "exhaustive search",
        arguments: [
            ([1, 1], false), ([1, 2], true), ([2, 2], true), ([1, 1, 4], false), ([1, 2, 3], false), ([1, 3, 3], true),
            ([1, 2, 4], true), ([1, 2, 2], false), ([2, 2, 2], true), ([2, 2, 2, 2], false), ([3, 3, 3, 3], true),
            ([1, 3, 3, 3], false),
        ])
    func exhaustiveSearch(_ spins: [Int], _ exists: Bool) throws {
        let result = try AnticommutingFamily.search(spins: spins)
        #expect(result.isComplete)
        #expect((result.family != nil) == exists)
        if let family = result.family {
            #expect(family.isAnticommuting)
            #expect(family.spins == spins)
        }
    }

    @Test func anUnfinishedSearchSaysSo() throws {
        let result = try AnticommutingFamily.search(spins: [2, 2, 2, 2], stepLimit: 5)
        #expect(!result.isComplete && result.family == nil && result.steps == 5)
    }

    @Test("shifts and flips keep anticommutation", arguments: [[1, 2], [2, 3], [1, 3, 3], [2, 4, 3]])
    func moves(_ sizes: [Int]) throws {
        let tree = try #require(try AnticommutingTree.fitting(sizes.map(Double.init)))
        let family = try tree.family.embedded(in: sizes)
        for region in sizes.indices {
            #expect(try family.shifted(region: region).isAnticommuting)
            #expect(try family.flipped(region: region).isAnticommuting)
            #expect(try family.flipped(region: region).flipped(region: region) == family)
            #expect(try family.shifted(region: region, by: sizes[region]) == family)
            #expect(try family.shifted(region: region, by: -1).shifted(region: region) == family)
        }
        // From one family all n₁⋯n_k: each word then has each choice of one spin per region once.
        let all = try family.allShifts()
        #expect(all.count == sizes.reduce(1, *))
        for word in family.sites.indices { #expect(Set(all.map { $0.sites[word] }).count == all.count) }
        #expect(all.allSatisfy { $0.isAnticommuting })
    }

    /// Q is P after a flip in A, so P and Q are the vectors that both moves make.
    @Test func flipsMakeQFromP() throws {
        let tree = try AnticommutingTree(nodeRegions: [0, 1, 1])
        #expect(tree.family.sites == [[0, 0], [0, 0], [0, 1], [0, 1]])
        #expect(try tree.family.flipped(region: 0).sites == [[0, 1], [0, 1], [0, 0], [0, 0]])
    }

    @Test("no vector is longer than 1", arguments: [[1, 2], [2, 2], [1, 3], [2, 3]])
    func monogamyVectors(_ sizes: [Int]) throws {
        let regions = try Regions.blocks(sizes)
        for seed in 1...5 {
            let state = try Cases.pure(sizes.reduce(0, +), seed: UInt64(seed))
            let planes = Cases.planes(2, seed: UInt64(seed))
            let vectors = try MonogamyVectors(of: state, regions: regions, planes: planes)
            let criterion = try EffectiveState(of: state, regions: regions).criterion(planes: planes)
            #expect(vectors.p.count == sizes[0] * sizes[1] && vectors.q.count == vectors.p.count)
            #expect(vectors.longest <= 1 + 1e-12)
            // Eq. 9 with its factor ½ (G1) is L.
            #expect(abs(vectors.criterion - criterion) < 1e-12)
            let tree = try #require(try AnticommutingTree.fitting(sizes.map(Double.init)))
            let general = try ComplementarityVectors(of: state, regions: regions, planes: planes, family: tree.family)
            #expect(abs(general.criterion - criterion) < 1e-12)
            #expect(general.criterion <= general.longest * general.longest + 1e-12 && general.longest <= 1 + 1e-12)
        }
    }

    /// The bound of the vectors is reached: a singlet of the first spin with one of B, and P = (−1, 0, 0, 0).
    @Test func unitVectorsExist() throws {
        let state = try StateVector.singlet.tensor(try .computational([0], in: .qubit))
        let vectors = try MonogamyVectors(of: state, regions: .blocks([1, 2]))
        #expect(abs(vectors.longest - 1) < 1e-12)
        #expect(vectors.p.contains { abs($0[0] + 1) < 1e-12 && abs($0[1]) + abs($0[2]) + abs($0[3]) < 1e-12 })
    }

    @Test("the proof for k regions", arguments: [[1, 3, 3], [2, 2, 2], [3, 1, 4]])
    func proofForThreeRegions(_ sizes: [Int]) throws {
        let regions = try Regions.blocks(sizes)
        let family = try #require(
            try AnticommutingTree.fitting(sizes.map(Double.init))?.family
                ?? AnticommutingFamily.search(spins: sizes).family)
        let count = sizes.reduce(0, +)
        for state in [try Cases.pure(count), try StateVector.ghz(parties: count)] {
            let vectors = try ComplementarityVectors(of: state, regions: regions, family: family)
            let effective = try EffectiveState(of: state, regions: regions)
            #expect(vectors.vectors.count == sizes.reduce(1, *))
            #expect(vectors.longest <= 1 + 1e-12)
            #expect(abs(vectors.criterion - (try effective.criterion(planes: [.xy, .xy, .xy]))) < 1e-12)
        }
        let mixed = try Cases.mixed(count)
        let vectors = try ComplementarityVectors(of: mixed, regions: regions, family: family)
        #expect(vectors.longest <= 1 + 1e-12)
    }
}
