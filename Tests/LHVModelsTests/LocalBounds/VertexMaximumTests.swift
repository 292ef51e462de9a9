import Testing

@testable import LHVModels

/// The engine behind local bounds, thresholds and certificates: max ⟨M, d⟩ over the vertices of a local polytope.
@Suite struct VertexMaximumTests {
    static let shapes: [VertexShape] = [
        VertexShape(factors: Array(repeating: .signs(count: 13, leadsWithOne: false), count: 2)),
        VertexShape(factors: Array(repeating: .signs(count: 13, leadsWithOne: true), count: 2)),
        VertexShape(factors: Array(repeating: .signs(count: 4, leadsWithOne: false), count: 3)),
        VertexShape(factors: Array(repeating: .outcomes([2, 2, 2, 2]), count: 2)),
        VertexShape(factors: Array(repeating: .outcomes([2, 3, 2]), count: 2)),
        VertexShape(factors: [.outcomes([2, 2]), .outcomes([3]), .outcomes([2, 3])]),
    ]

    static func tensor(_ shape: VertexShape, _ seed: UInt64) -> [Double] {
        var stream = RandomStream(seed: 180, substream: seed)
        return (0..<shape.size).map { _ in 2 * stream.uniform() - 1 }
    }

    static func maximum(
        _ shape: VertexShape, _ tensor: [Double], above floor: Double = -.infinity, threads: Int = 1,
        nodeLimit: Int = .max, rowOrder: [Int]? = nil
    ) -> VertexMaximum {
        SearchControl.run(budget: .unlimited, threads: threads, nodeLimit: nodeLimit) {
            shape.maximum(of: tensor, above: floor, rowOrder: rowOrder, control: $0)
        }
    }

    @Test("18.1 a floor below the maximum changes nothing, and one at it is proven", arguments: shapes.indices)
    func floors(_ index: Int) throws {
        let shape = Self.shapes[index]
        for seed in 0..<4 as Range<UInt64> {
            let tensor = Self.tensor(shape, seed)
            let whole = Self.maximum(shape, tensor)
            let words = try #require(whole.words)
            #expect(whole.isProven && whole.upper >= whole.value && whole.upper - whole.value < 1e-10)
            #expect(abs(shape.value(of: words, in: tensor) - whole.value) < 1e-12)
            let above = Self.maximum(shape, tensor, above: whole.value - 0.1)
            #expect(above.isProven && abs(above.value - whole.value) < 1e-12 && above.words != nil)
            let none = Self.maximum(shape, tensor, above: whole.value + 0.1)
            #expect(none.isProven && none.words == nil && none.value == whole.value + 0.1)
            #expect(none.nodes <= whole.nodes + shape.lengths[0])
        }
    }

    /// Rows of a matrix of few different numbers, on which very many strategies tie.
    @Test("18.2 a tie shortens the search, and the maximum stays between the value and the upper bound")
    func ties() throws {
        let inequality = try CorrelatorInequality.fishburnReeds(dimension: 5)
        let shape = VertexShape(factors: Array(repeating: .signs(count: 20, leadsWithOne: false), count: 2))
        let tensor = inequality.coefficients.elements.map { $0 / 7 }
        let expected = inequality.bound / 7
        func maximum(_ floor: Double, tie: Double) -> VertexMaximum {
            SearchControl.run(budget: .unlimited, threads: 1) {
                shape.maximum(of: tensor, above: floor, tie: tie, control: $0)
            }
        }
        // Without a floor there is no allowance for rounding: ties are gone through.
        let whole = maximum(-.infinity, tie: 0)
        #expect(abs(whole.value - expected) < 1e-12 && whole.isProven)
        for tie in [1e-10, 0.01, 1] {
            let found = maximum(-.infinity, tie: tie)
            #expect(found.isProven && found.nodes < whole.nodes)
            #expect(found.value >= expected - tie && found.upper >= expected - 1e-12)
            #expect(found.upper <= found.value + tie + 1e-9)
            // A floor at the maximum is not exceeded, and one below the maximum by more than the tie is.
            let none = maximum(expected, tie: tie)
            #expect(none.isProven && none.words == nil && none.upper <= expected + tie + 1e-9)
            let above = maximum(expected - 2 * tie - 1e-9, tie: tie)
            #expect(above.isProven && above.words != nil && above.value >= expected - tie - 1e-9)
        }
    }

    @Test("18.2 with a tie or a floor the upper bound holds, against an enumeration of all signs", arguments: 0..<4)
    func tiesAgainstEnumeration(_ index: Int) throws {
        let (settings, marginals) = (index < 2 ? [12, 12] : [2, 12, 12], index % 2 == 1)
        var stream = RandomStream(seed: 181, substream: UInt64(index))
        let factors = settings.map { count -> VertexShape.Factor in
            .signs(count: count + (marginals ? 1 : 0), leadsWithOne: marginals)
        }
        let shape = VertexShape(factors: factors)
        // Small whole numbers, on which many strategies tie, and zeros alone.
        for range in [1.0, 0] {
            let tensor = (0..<shape.size).map { _ in ((2 * stream.uniform() - 1) * range).rounded() }
            let most = SearchControl.run(budget: .unlimited, threads: 1) {
                SignTensorSearch(tensor, settings: settings, includesMarginals: marginals)
                    .maximum(method: .enumeration, control: $0).best
            }
            for (floor, tie) in [(-1000.0, 2.5), (most - 3, 9), (most, 1)] {
                func found(nodeLimit: Int) -> VertexMaximum {
                    SearchControl.run(budget: .unlimited, threads: 1, nodeLimit: nodeLimit) {
                        shape.maximum(of: tensor, above: floor, tie: tie, control: $0)
                    }
                }
                let whole = found(nodeLimit: .max)
                #expect(whole.isProven && whole.upper >= most - 1e-12)
                #expect(whole.value >= max(floor, most - tie - 1e-9) && whole.value <= max(most, floor) + 1e-9)
                if let words = whole.words { #expect(shape.value(of: words, in: tensor) == whole.value) }
                #expect(found(nodeLimit: 40).upper >= most - 1e-12)
            }
        }
    }

    @Test("18.1 the engine agrees with an enumeration of all strategies", arguments: shapes.indices)
    func enumeration(_ index: Int) throws {
        let shape = Self.shapes[index]
        guard shape.enumerationCost < 1e4 else { return }
        let tensor = Self.tensor(shape, 9)
        // One party's vectors after the other, contracted from the first.
        func best(_ rest: [Double], _ party: Int) -> Double {
            guard party < shape.parties else { return rest[0] }
            let inner = rest.count / shape.lengths[party]
            var most = -Double.infinity
            for vector in Self.vectors(shape.factors[party]) {
                var sums = [Double](repeating: 0, count: inner)
                for (row, factor) in vector.enumerated() where factor != 0 {
                    for place in 0..<inner { sums[place] += factor * rest[row * inner + place] }
                }
                most = max(most, best(sums, party + 1))
            }
            return most
        }
        #expect(abs(best(tensor, 0) - Self.maximum(shape, tensor).value) < 1e-12)
    }

    static func vectors(_ factor: VertexShape.Factor) -> [[Double]] {
        switch factor {
        case .signs(let count, let leadsWithOne):
            (0..<(1 << count)).filter { !leadsWithOne || $0 & 1 == 0 }.map { (bits: Int) -> [Double] in
                (0..<count).map { (place: Int) -> Double in (bits >> place) & 1 == 0 ? 1 : -1 }
            }
        case .outcomes(let outcomes):
            MixedRadix(sizes: outcomes).map { (digits: [Int]) -> [Double] in
                zip(outcomes, digits).flatMap { (number: Int, digit: Int) -> [Double] in
                    (0..<number).map { $0 == digit ? 1 : 0 }
                }
            }
        }
    }

    @Test("18.1 threads and a known order of settings do not change the maximum")
    func determinism() throws {
        let shape = VertexShape(factors: Array(repeating: .signs(count: 28, leadsWithOne: false), count: 2))
        // A matrix near those of thresholds: of low rank, with noise.
        var stream = RandomStream(seed: 181)
        var vectors: [SIMD3<Double>] = []
        for _ in 0..<56 {
            let (x, y) = stream.normalPair()
            vectors.append(SIMD3(x, y, stream.normalPair().0))
        }
        var tensor: [Double] = []
        for row in 0..<28 {
            for column in 0..<28 {
                let product: SIMD3<Double> = vectors[row] * vectors[28 + column]
                tensor.append(product.sum())
            }
        }
        let one = Self.maximum(shape, tensor)
        let two = Self.maximum(shape, tensor, threads: 2)
        #expect(one.isProven && one.value == two.value && one.words == two.words && one.nodes == two.nodes)
        let order = try #require(one.rowOrder)
        let again = Self.maximum(shape, tensor, above: one.value - 1e-9, rowOrder: order)
        #expect(again.rowOrder == order && abs(again.value - one.value) < 1e-9)
    }

    @Test("18.1 a limit of branches is kept, and the bounds hold", arguments: shapes.indices)
    func limits(_ index: Int) {
        let shape = Self.shapes[index]
        let tensor = Self.tensor(shape, 5)
        let whole = Self.maximum(shape, tensor)
        let none = Self.maximum(shape, tensor, nodeLimit: 0)
        #expect(none.upper >= whole.value - 1e-12)
        #expect(none.words == nil || none.value <= whole.value + 1e-12)
    }

    @Test("18.1 what a proof costs at worst is a number, infinite at the end of the range, and never a trap")
    func costs() {
        let small = VertexShape(factors: Array(repeating: .signs(count: 12, leadsWithOne: false), count: 2))
        #expect(small.enumerationCost == 0x1p11 * 12)
        let large = VertexShape(factors: Array(repeating: .signs(count: 1200, leadsWithOne: true), count: 2))
        #expect(large.enumerationCost == .infinity)
        #expect(large.nodes(forCost: .infinity) == .max && small.nodes(forCost: 0) == 0)
    }

    @Test("16.4 all probabilities at 18 settings take no more branches than a quarter of a million")
    func noCliff() {
        let shape = VertexShape(factors: Array(repeating: .outcomes(Array(repeating: 2, count: 18)), count: 2))
        let found = Self.maximum(shape, Self.tensor(shape, 18), nodeLimit: 1 << 18)
        // All strategies of a party are as many.
        #expect(found.isProven && found.nodes < 1 << 18)
    }

    @Test("16.3 a bound that reaches the sum of all magnitudes is found without a search")
    func reachedAtOnce() throws {
        var stream = RandomStream(seed: 182)
        let signs: [Double] = (0..<120).map { _ in stream.next() & 1 == 0 ? 1 : -1 }
        let tensor = try CorrelatorTensor(settings: [60, 60]) { signs[$0[0]] * signs[60 + $0[1]] }
        let bound = try tensor.localBound()
        #expect(bound.isProven && bound.lower == 3600 && bound.upper == 3600 && bound.nodes == 0)
        // A third party multiplies the choices that would have to be gone through.
        let three = try CorrelatorTensor(settings: [5, 20, 20]) {
            signs[$0[0]] * signs[40 + $0[1]] * signs[80 + $0[2]]
        }
        let found = try three.localBound()
        #expect(found.isProven && found.lower == 2000 && found.upper == 2000)
        #expect(try found.strategy == three.localBound(LocalBoundOptions(threads: 1)).strategy)
        // All maximizers are still listed.
        let small = try CorrelatorTensor(settings: [30, 30]) { signs[$0[0]] * signs[60 + $0[1]] }
        let listed = try small.localBound(LocalBoundOptions(maximizerLimit: 10))
        #expect(listed.maximizers.count == 2 && !listed.isTruncated)
    }

    @Test("16.3 the enumeration of facets keeps its limit of time and sees cancellation")
    func facets() async throws {
        let four = try LocalPolytope(Scenario(outcomes: Array(repeating: [2, 2, 2, 2], count: 2)))
        #expect(throws: NumericalFailure.self) { _ = try four.facets(timeLimit: 0) }
        #expect(throws: NumericalFailure.self) {
            _ = try CorrelatorInequality.facets(settings: [4, 4], includesMarginals: true, timeLimit: 0)
        }
        #expect(throws: InvalidArgument.self) { _ = try four.facets(timeLimit: -1) }
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try CorrelatorInequality.facets(settings: [4, 4], includesMarginals: true)
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        // A limit that is not reached changes nothing.
        #expect(try CorrelatorInequality.facets(settings: [2, 2], timeLimit: 1e6).count == 16)
    }
}
