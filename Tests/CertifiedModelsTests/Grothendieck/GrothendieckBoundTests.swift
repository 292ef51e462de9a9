import Testing

@testable import CertifiedModels

@Suite("Bounds of signs by branch and bound with symmetries")
struct GrothendieckBoundTests {
    @Test("21.5 bounds and tails are those of all signs, with symmetries that turn lines over or not", arguments: 1...9)
    func bruteForce(size: Int) throws {
        var random = RandomStream(seed: UInt64(size))
        for isTurned in [false, true] {
            let (matrix, symmetry) = try GrothendieckSamples.cyclic(size: size, isTurned: isTurned, using: &random)
            guard matrix.joined().contains(where: { $0 != 0 }) else { continue }
            let lines = (0..<size).map { [1, $0] }
            for symmetries in [[], [symmetry]] {
                let inequality = try GrothendieckCertificate(
                    dimension: 2, alice: lines, bob: lines, matrix: matrix, symmetries: symmetries, localBound: 0,
                    tails: [])
                var prover = try GrothendieckProver(inequality, .init(threads: 1))
                while try !prover.round(checking: {}) {}
                let certificate = try #require(try prover.certificate())
                #expect(certificate.localBound == GrothendieckSamples.largest(matrix))
                // Without symmetries every prefix is kept, and there is nothing behind it.
                #expect(certificate.tails.isEmpty)
            }
        }
    }

    @Test("21.5 the tails of rows behind the longest prefix, of which bounds are proven first")
    func tails() throws {
        var random = RandomStream(seed: 77)
        let rows = (0..<4).map { _ in (0..<5).map { _ in Int(random.next() % 41) - 20 } }
        // The first three rows go round, the next two and two change places: they are alike.
        let kept = [0, 0, 0, 1, 1, 2, 2, 3].map { rows[$0] }
        let symmetry = try SignedPermutation(
            images: [1, 2, 0, 4, 3, 6, 5, 7], isNegative: Array(repeating: false, count: 8))
        let branches = SignBranches(kept)
        var tails = [Int](repeating: 0, count: 8)
        for first in (0..<8).reversed() {
            let found = try branches.search(from: first, beginningWith: [1], tails: tails, bound: 0, raises: true)
            tails[first] = found.excess ?? 0
            #expect(tails[first] == GrothendieckSamples.largest(kept, from: first))
        }
        // The whole is the largest of what the prefixes lead to.
        let orbits = PrefixOrbits(rows: 8, [symmetry], longest: 4)
        // Of three signs that go round, up to a common one: none or one turned.
        #expect(orbits.count == 3 && orbits.representatives == [0, 1])
        let found = try orbits.representatives.indices.compactMap {
            try branches.search(from: 0, beginningWith: orbits.signs($0), tails: tails, bound: 0, raises: true).excess
        }
        #expect(found.max() == GrothendieckSamples.largest(kept))
        #expect(try branches.search(from: 0, beginningWith: [], tails: tails, bound: tails[0]).excess == nil)
        #expect(try branches.search(from: 0, beginningWith: [], tails: tails, bound: tails[0] - 1).excess != nil)
    }

    @Test("21.5 signs of six axes up to the icosahedron's rotations: as many orbits as Burnside counts")
    func prefixOrbits() throws {
        let group = LineGroup.icosahedral
        let golden = (1 + 5.0.squareRoot()) / 2
        let lines = try group.lines(through: [[0, 1, golden], [1, 1, 1]])
        let generators = try group.permutations(of: lines)
        let orbits = PrefixOrbits(rows: lines.count, generators)
        #expect(lines.count == 16 && orbits.count == 16)
        // The group of permutations of 2¹⁶ signs with ± is of order 120; each orbit has at most so many.
        #expect(orbits.representatives.count >= (1 << 16) / 120)
        #expect(orbits.representatives.count < 2 * (1 << 16) / 120)
        let axes = PrefixOrbits(rows: 6, try group.permutations(of: Array(lines.prefix(6))))
        // Fixed points of the elements, counted one by one.
        var elements: Set<SignedPermutation> = [
            SignedPermutation(unchecked: Array(0..<6), Array(repeating: false, count: 6))
        ]
        let six = try group.permutations(of: Array(lines.prefix(6)))
        var waiting = Array(elements)
        while let element = waiting.popLast() {
            for generator in six {
                let product = SignedPermutation(
                    unchecked: element.images.map { generator.images[$0] },
                    zip(element.images, element.isNegative).map { $1 != generator.isNegative[$0] })
                if elements.insert(product).inserted { waiting.append(product) }
            }
        }
        #expect(elements.count == 60)
        var fixed = 0
        for element in elements {
            for signs in 0..<64 {
                var image = 0
                for place in 0..<6 where (signs >> place & 1 == 1) != element.isNegative[place] {
                    image |= 1 << element.images[place]
                }
                fixed += (image == signs ? 1 : 0) + (image == signs ^ 63 ? 1 : 0)
            }
        }
        #expect(axes.representatives.count == fixed / 120)
    }
}
