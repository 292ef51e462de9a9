import LHVModels
import Testing

/// All maximizing strategies against all strategies, one by one.
@Suite struct MaximizerTests {
    /// A shape of a functional on correlators, and which of its coefficients do not vanish.
    struct Shape: CustomTestStringConvertible, Sendable {
        let settings: [Int]
        let marginals: Bool
        var testDescription: String { "\(settings)\(marginals ? " with marginals" : "")" }
    }

    /// What is kept of a random tensor.
    ///
    /// Problems that remain when some parties' signs are chosen are then often even, though the tensor has marginals.
    enum Pattern: CaseIterable {
        case all, half, few, oneParty, evenParties, oddParties, pairOnly, halves

        func keeps(_ digits: [Int], using stream: inout RandomStream) -> Bool {
            let measured = digits.indices.filter { digits[$0] > 0 }
            switch self {
            case .all: return true
            case .half, .halves: return stream.next() % 2 == 0
            case .few: return stream.next() % 6 == 0
            case .oneParty: return measured == [0]
            case .evenParties: return measured.count % 2 == 0
            case .oddParties: return measured.count % 2 == 1
            case .pairOnly: return measured.count == 2 && measured[0] == 0
            }
        }
    }

    static let shapes: [Shape] = [
        [1], [3], [1, 1], [2, 2], [3, 2], [1, 3], [2, 2, 1], [2, 2, 2], [1, 1, 1], [3, 1, 2], [1, 2, 1, 2],
        [2, 2, 2, 1],
        [1, 1, 1, 1, 1], [1, 2, 1, 1, 2],
    ].flatMap { [Shape(settings: $0, marginals: false), Shape(settings: $0, marginals: true)] }

    /// Strategies as numbers: bit k is the sign of setting k, the settings of all parties in one list.
    private static func bruteForce(_ tensor: CorrelatorTensor) -> (best: Int, maximizers: Set<[UInt8]>) {
        let total = tensor.settings.reduce(0, +)
        var (best, maximizers): (Int, Set<[UInt8]>) = (.min, [])
        for bits in 0..<(1 << total) {
            let outcomes = (0..<total).map { UInt8(bits >> $0 & 1) }
            var products = [1]
            var first = 0
            for count in tensor.settings {
                let signs =
                    (tensor.includesMarginals ? [1] : []) + (0..<count).map { outcomes[first + $0] == 0 ? 1 : -1 }
                products = products.flatMap { product in signs.map { product * $0 } }
                first += count
            }
            let value = zip(products, tensor.elements).reduce(0) { $0 + $1.0 * Int($1.1) }
            if value > best { (best, maximizers) = (value, []) }
            if value == best { maximizers.insert(outcomes) }
        }
        return (best, maximizers)
    }

    @Test("15.6 all maximizers of random integer tensors are found", arguments: shapes)
    func ofTensors(shape: Shape) throws {
        var stream = RandomStream(seed: 156)
        for pattern in Pattern.allCases {
            for _ in 0..<4 {
                let full = try InequalityInput.integers(
                    shape.settings, includesMarginals: shape.marginals, using: &stream)
                let tensor = try CorrelatorTensor(settings: shape.settings, includesMarginals: shape.marginals) {
                    digits in
                    let measured = shape.marginals ? digits : digits.map { $0 + 1 }
                    return pattern.keeps(measured, using: &stream) ? try full.element(digits) : 0
                }
                let (best, expected) = Self.bruteForce(tensor)
                for method in LocalBoundOptions.Method.allCases {
                    let found = try tensor.localBound(LocalBoundOptions(method: method, maximizerLimit: 1 << 12))
                    #expect(found.lower == Double(best) && found.upper == Double(best) && !found.isTruncated)
                    #expect(found.maximizers.count == expected.count, "\(pattern) \(tensor.elements)")
                    #expect(Set(found.maximizers.map(\.packed)) == expected, "\(pattern) \(tensor.elements)")
                    #expect(
                        zip(found.maximizers, found.maximizers.dropFirst()).allSatisfy {
                            $0.packed.lexicographicallyPrecedes($1.packed)
                        })
                }
                // Tenths are not exact in double precision: ties hold up to rounding, whatever tolerance was asked for.
                let tenths = try tensor.scaled(by: 0.1)
                for tolerance in [0, 1e-12] {
                    let found = try tenths.localBound(
                        LocalBoundOptions(maximizerLimit: 1 << 12, tieTolerance: tolerance))
                    #expect(Set(found.maximizers.map(\.packed)) == expected, "\(pattern) \(tenths.elements)")
                    #expect(found.upper >= Double(best) / 10 - 1e-15 && found.maximizers.contains(found.strategy))
                }
                // A limit below their number leaves maximizers only, and says so.
                let limit = max(1, expected.count / 2)
                let some = try tensor.localBound(LocalBoundOptions(maximizerLimit: limit))
                #expect(some.maximizers.count == limit && some.isTruncated == (limit < expected.count))
                #expect(Set(some.maximizers.map(\.packed)).isSubset(of: expected))
            }
        }
    }

    private static let scenarios: [[[Int]]] = [
        [[2]], [[3, 2]], [[2, 2], [2]], [[3], [3]], [[3, 3], [2, 3]], [[2, 2], [2, 2], [2]], [[3], [2, 2], [2, 3]],
        [[2], [2], [2], [2, 2]], [[2], [3], [2], [3]], [[2], [2], [2], [2], [2, 2]], [[1, 2], [3, 1]],
    ]

    @Test("15.6 all maximizers of random integer functionals of two and three outcomes are found", arguments: scenarios)
    func ofBehaviours(outcomes: [[Int]]) throws {
        var stream = RandomStream(seed: 157)
        let scenario = try Scenario(outcomes: outcomes)
        let vertices = try LocalPolytope(scenario).vertices()
        for density in [UInt64(1), 2, 5, 20] {
            for _ in 0..<5 {
                let list = (0..<scenario.count).map { _ in
                    stream.next() % density == 0 ? Double(Int(stream.next() % 7) - 3) : 0
                }
                let inequality = try BellInequality(list, in: scenario, bound: 0)
                let values = try vertices.map { try inequality.value(of: $0) }
                let best = values.max() ?? 0
                let expected = zip(vertices, values).filter { $0.1 == best }.map(\.0)
                for tolerance in [0, 1e-12] {
                    let options = LocalBoundOptions(maximizerLimit: 1 << 12, tieTolerance: tolerance)
                    let found = try inequality.localBound(options)
                    #expect(found.maximizers == expected && !found.isTruncated, "\(list)")
                    #expect(found.lower == best && found.upper == best)
                    #expect(try inequality.scaled(by: 0.1).localBound(options).maximizers == expected, "\(list)")
                }
                let limit = max(1, expected.count - 1)
                let some = try inequality.localBound(LocalBoundOptions(maximizerLimit: limit))
                #expect(some.maximizers.count == limit && some.isTruncated == (limit < expected.count))
                #expect(some.maximizers.allSatisfy { expected.contains($0) })
            }
        }
    }

    /// The tolerance is a part of Σ|c| for integers as it is for other numbers.
    @Test("15.6 a tolerance for ties holds for integers too") func toleranceForIntegers() throws {
        // 4001 at best, 3999 with one sign turned, and an answer that does not matter.
        let tensor = try CorrelatorTensor([4000, 1, 0, 0], settings: [2, 2])
        for factor in [1, 0.3] {
            let scaled = try tensor.scaled(by: factor)
            let counts = try [0, 1e-12, 1e-4, 1e-3].map { tolerance in
                try scaled.localBound(LocalBoundOptions(maximizerLimit: 64, tieTolerance: tolerance)).maximizers.count
            }
            #expect(counts == [4, 4, 4, 8])
        }
    }

    /// One setting for each party: 2^(N−1) maximizers, of which no more are made than are wanted.
    @Test("16.1 parties with one setting have as many maximizers as were wanted", arguments: [28, 40, 63, 64, 65, 200])
    func manyPartiesWithOneSetting(parties: Int) throws {
        let tensor = try CorrelatorTensor([1], settings: Array(repeating: 1, count: parties))
        let inequality = try CorrelatorInequality(tensor, bound: 1)
        let found = try inequality.localBound(LocalBoundOptions(maximizerLimit: 10))
        #expect(found.lower == 1 && found.upper == 1 && found.isProven)
        #expect(found.maximizers.count == 10 && Set(found.maximizers).count == 10 && found.isTruncated)
        for maximizer in found.maximizers { #expect(maximizer.packed.count { $0 == 1 } % 2 == 0) }
        let report = try inequality.facetReport(limit: 100)
        #expect(report.isFacet && report.rank == 1 && report.saturatingStrategies == 100 && report.isTruncated)
    }

    /// Zeros: every strategy is a maximizer, 2²⁴ of them or 2⁴⁰.
    @Test("16.3 the time limit holds within a leaf of the search", arguments: [[12, 12], [20, 20], [24], [8, 8, 8]])
    func timeLimitWithinALeaf(settings: [Int]) throws {
        let zero = try CorrelatorTensor(settings: settings) { _ in 0 }
        let found = try zero.localBound(LocalBoundOptions(maximizerLimit: 1 << 24, timeLimit: 0.01))
        #expect(found.stopReason == .timeLimit && !found.isProven)
        #expect(found.lower == 0 && found.upper == 0 && found.maximizers.count < 1 << 24)
        let general = try BellInequality(
            Array(repeating: 0, count: 9 * 64), in: Scenario(parties: 2, settings: 8, outcomes: 3), bound: 0
        ).localBound(LocalBoundOptions(maximizerLimit: 1 << 24, timeLimit: 0.01))
        #expect(general.stopReason == .timeLimit && general.maximizers.count < 1 << 24)
    }
}
