import MacroscopicLocality
import Testing

/// The largest L over all states.
@Suite struct CriterionSearchTests {
    /// 100 adversarial starts for each pair of regions of up to 3 spins.
    @Test(
        "two regions",
        arguments: [([1, 1], 2), ([1, 2], 1), ([2, 1], 1), ([2, 2], 1), ([1, 3], 1), ([2, 3], 1), ([3, 3], 1)]
            as [([Int], Double)])
    func twoRegions(_ sizes: [Int], _ expected: Double) throws {
        let search = try CriterionSearch(
            regionSizes: sizes, options: AscentOptions(starts: 100, roundLimit: 400, tolerance: 1e-10, seed: 2))
        #expect(abs(search.value - expected) < 1e-8)
        #expect(search.ends.allSatisfy { $0 <= expected + 1e-9 })
        #expect(search.ends.count % 100 == 0 && search.agreeingStarts >= 1)
    }

    @Test(
        "three and four regions",
        arguments: [
            ([1, 1, 1], 4), ([1, 1, 2], 2), ([1, 1, 3], 2), ([1, 2, 2], 1), ([2, 2, 2], 1), ([1, 3, 3], 1),
            ([1, 1, 1, 1], 8), ([1, 1, 2, 2], 2), ([1, 2, 2, 2], 1),
        ] as [([Int], Double)])
    func moreRegions(_ sizes: [Int], _ expected: Double) throws {
        let search = try CriterionSearch(
            regionSizes: sizes, options: AscentOptions(starts: 3, roundLimit: 300, tolerance: 1e-9, seed: 3))
        #expect(abs(search.value - expected) < 1e-6)
        #expect(search.ends.allSatisfy { $0 <= expected + 1e-9 })
    }

    /// The blocks leave nothing out: the same see-saw in the full space of 3 spins, from operators of single spins.
    @Test func symmetricReductionLeavesNothingOut() throws {
        let graph: [(Pauli, [String])] = [
            (.x, ["XXI", "XIX"]), (.x, ["XZI", "XIZ"]), (.z, ["ZXI", "ZIX"]), (.z, ["ZZI", "ZIZ"]),
        ]
        let words = try graph.map { _, strings in
            try strings.map { try PauliString($0).matrix() }.reduce(ComplexMatrix(rows: 8, columns: 8)) {
                $0 + 0.5 * $1
            }
        }
        var stream = RandomStream(seed: 5)
        var best = 0.0
        for _ in 0..<10 {
            var u = stream.normals(4)
            for _ in 0..<60 {
                let length = euclideanNorm(u)
                var sum = ComplexMatrix(rows: 8, columns: 8)
                for (weight, word) in zip(u, words) { sum.add(Complex(weight / length), times: word) }
                let top = try StateVector(unchecked: sum.hermitianEigensystem().vectors.column(7), in: .qubits(3))
                u = try words.map { try top.expectation(of: $0).real }
            }
            best = max(best, u.reduce(0) { $0 + $1 * $1 })
        }
        #expect(abs(best - 1) < 1e-6)
    }

    @Test func correlationsAreThoseOfAState() throws {
        let search = try CriterionSearch(regionSizes: [1, 1, 1], options: AscentOptions(starts: 2))
        #expect(abs(search.correlations.reduce(0) { $0 + $1 * $1 } - search.value) < 1e-12)
        #expect(search.correlations.allSatisfy { abs($0) <= 1 + 1e-12 })
        #expect(search.twiceSpins == [1, 1, 1])
    }
}
