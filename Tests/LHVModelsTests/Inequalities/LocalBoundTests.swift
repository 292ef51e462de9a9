import LHVModels
import Testing

@Suite struct LocalBoundTests {
    private struct Shape: CustomTestStringConvertible {
        let settings: [Int]
        let marginals: Bool
        var testDescription: String { "\(settings)\(marginals ? " with marginals" : "")" }
    }
    private static let shapes = [[1], [4], [1, 1], [2, 2], [3, 5], [5, 3], [2, 2, 2], [3, 2, 3], [2, 2, 2, 2]].flatMap {
        [Shape(settings: $0, marginals: false), Shape(settings: $0, marginals: true)]
    }

    /// Both methods against all vertices one by one; the bound is reached by the strategy that comes with it.
    @Test(arguments: shapes) private func agreesWithAllVertices(shape: Shape) throws {
        var stream = RandomStream(seed: 7)
        let scenario = try Scenario(outcomes: shape.settings.map { Array(repeating: 2, count: $0) })
        for isInteger in [true, false] {
            let tensor =
                isInteger
                ? try InequalityInput.integers(shape.settings, includesMarginals: shape.marginals, using: &stream)
                : try InequalityInput.tensor(shape.settings, includesMarginals: shape.marginals, using: &stream)
            let inequality = try CorrelatorInequality(tensor, bound: 0)
            let values = try LocalPolytope(scenario).vertices().map { try inequality.value(of: $0) }
            let best = values.max() ?? 0
            for method in LocalBoundOptions.Method.allCases {
                let found = try inequality.localBound(LocalBoundOptions(method: method, maximizerLimit: 1 << 16))
                #expect(found.isProven && !found.isTruncated)
                #expect(abs(found.lower - best) <= 1e-12 * max(1, abs(best)))
                #expect(found.upper >= best && found.upper - found.lower < 1e-11)
                #expect(try inequality.value(of: found.strategy) == found.lower)
                #expect(!isInteger || found.upper == found.lower)
                #expect(found.maximizers.count == values.count { $0 >= best - 1e-10 })
                #expect(Set(found.maximizers).count == found.maximizers.count)
                #expect(found.maximizers.contains(found.strategy))
                for maximizer in found.maximizers {
                    #expect(abs(try inequality.value(of: maximizer) - best) < 1e-10)
                }
            }
        }
    }

    private static let scenarios: [[[Int]]] = [
        [[3]], [[3, 2]], [[3, 3], [3, 3]], [[2, 3, 1], [4, 2]], [[2, 2], [2, 3], [3, 2]], [[2], [3], [2, 2], [2]],
    ]

    @Test(arguments: scenarios) func anyNumberOfOutcomes(outcomes: [[Int]]) throws {
        var stream = RandomStream(seed: 8)
        let scenario = try Scenario(outcomes: outcomes)
        for isInteger in [true, false] {
            let inequality =
                isInteger
                ? try InequalityInput.inequality(scenario, using: &stream)
                : try BellInequality(stream.normals(scenario.count), in: scenario, bound: 0)
            let values = try LocalPolytope(scenario).vertices().map { try inequality.value(of: $0) }
            let best = values.max() ?? 0
            let found = try inequality.localBound(LocalBoundOptions(maximizerLimit: 1 << 16))
            #expect(abs(found.lower - best) <= 1e-12 * max(1, abs(best)))
            #expect(found.upper >= best && found.upper - found.lower < 1e-11)
            #expect(!isInteger || found.upper == found.lower)
            #expect(try inequality.value(of: found.strategy) == found.lower)
            #expect(found.maximizers.count == values.count { $0 >= best - 1e-10 })
            #expect(Set(found.maximizers).count == found.maximizers.count)
        }
    }

    /// Branch and bound with its ordering, frontier and narrow integers against plain enumeration, beyond brute force.
    @Test(arguments: [UInt64(1), 2, 3]) func methodsAgree(seed: UInt64) throws {
        var stream = RandomStream(seed: seed)
        for tensor in [
            try InequalityInput.integers([13, 14], using: &stream),
            try InequalityInput.tensor([13, 13], using: &stream),
            try InequalityInput.integers([12, 13], includesMarginals: true, using: &stream).scaled(by: 1e4),
        ] {
            let tree = try tensor.localBound()
            let all = try tensor.localBound(LocalBoundOptions(method: .enumeration))
            #expect(abs(tree.lower - all.lower) <= 1e-12 * abs(all.lower))
            #expect(try tensor.heuristicLocalBound(starts: 20, seed: seed).value <= tree.upper)
        }
    }

    /// The heuristic value is reached by its strategy, never above the bound, and the same for the same seed.
    @Test(arguments: [[6, 6], [3, 4, 3], [2, 2, 2, 2]]) func heuristic(settings: [Int]) throws {
        var stream = RandomStream(seed: 9)
        for marginals in [false, true] {
            let tensor = try InequalityInput.tensor(settings, includesMarginals: marginals, using: &stream)
            let exact = try tensor.localBound()
            let one = try tensor.heuristicLocalBound(starts: 1, seed: 3)
            let many = try tensor.heuristicLocalBound(starts: 64, seed: 3)
            #expect(one.value <= many.value && many.value <= exact.upper)
            #expect(abs(many.value - exact.lower) < 1e-9, "64 starts find the optimum of so small a problem")
            #expect(try many.strategy == tensor.heuristicLocalBound(starts: 64, seed: 3).strategy)
            let value = try tensor.dot(CorrelatorTensor(many.strategy, includesMarginals: marginals))
            #expect(value == many.value)
        }
    }

    @Test func threadsDoNotChangeTheResult() throws {
        var stream = RandomStream(seed: 10)
        let tensor = try InequalityInput.tensor([6, 6, 6], using: &stream)
        let one = try tensor.localBound(LocalBoundOptions(maximizerLimit: 8, threads: 1))
        #expect(try tensor.localBound(LocalBoundOptions(maximizerLimit: 8, threads: 2)) == one)
        #expect(one.maximizers.count == 4)
    }

    @Test func truncatedMaximizersSaySo() throws {
        let zero = try CorrelatorTensor(Array(repeating: 0, count: 9), settings: [3, 3])
        let some = try zero.localBound(LocalBoundOptions(maximizerLimit: 10))
        #expect(some.maximizers.count == 10 && some.isTruncated && some.lower == 0)
        let all = try zero.localBound(LocalBoundOptions(maximizerLimit: 64))
        #expect(all.maximizers.count == 64 && !all.isTruncated)
        let chsh = try CorrelatorInequality.chsh.localBound(LocalBoundOptions(maximizerLimit: 8))
        #expect(chsh.maximizers.count == 8 && !chsh.isTruncated)
        let seven = try CorrelatorInequality.chsh.localBound(LocalBoundOptions(maximizerLimit: 7))
        #expect(seven.maximizers.count == 7 && seven.isTruncated)
    }

    /// 64-bit integers whose sums double precision would round.
    @Test func integersBeyondDoublePrecision() throws {
        let large: Int64 = 1 << 58
        let elements = [large + 1, large, large, -large + 1]
        for method in LocalBoundOptions.Method.allCases {
            let found = try CorrelatorTensor.integerLocalBound(elements, settings: [2, 2], method: method)
            #expect(found.bound == 2 * large + 2)
        }
        #expect(throws: InvalidArgument.self) {
            try CorrelatorTensor.integerLocalBound([.max, 1, 1, 1], settings: [2, 2])
        }
        #expect(throws: InvalidArgument.self) {
            try CorrelatorTensor.integerLocalBound([.min, 0, 0, 0], settings: [2, 2])
        }
        var stream = RandomStream(seed: 11)
        let tensor = try InequalityInput.integers([4, 5], includesMarginals: true, using: &stream)
        let integers = try CorrelatorTensor.integerLocalBound(
            tensor.elements.map { Int64($0) }, settings: [4, 5], includesMarginals: true)
        #expect(Double(integers.bound) == (try tensor.localBound().lower))
    }

    /// A search without time still gives valid bounds and says why it stopped.
    @Test func stoppedSearchesHaveValidBounds() throws {
        var stream = RandomStream(seed: 12)
        let tensor = try InequalityInput.tensor([60, 60], using: &stream)
        let sum = tensor.elements.reduce(0) { $0 + abs($1) }
        let found = try tensor.localBound(LocalBoundOptions(timeLimit: 0.05))
        #expect(found.stopReason == .timeLimit && !found.isProven)
        #expect(found.lower < found.upper && found.upper <= sum * (1 + 1e-12))
        #expect(try CorrelatorInequality(tensor, bound: 0).value(of: found.strategy) == found.lower)
        #expect(found.lower > 0.5 * sum / 60.0.squareRoot())
        // A smaller problem with a known answer, stopped at once.
        let small = try CorrelatorInequality.fishburnReeds(dimension: 6)
        let stopped = try small.localBound(LocalBoundOptions(timeLimit: 0))
        #expect(stopped.lower <= 540 && stopped.upper >= 540)
        let many = try InequalityInput.tensor([9, 9, 9], using: &stream)
        let outer = try many.localBound(LocalBoundOptions(timeLimit: 0))
        #expect(outer.stopReason == .timeLimit && outer.upper >= outer.lower)
        let scenario = try Scenario(parties: 3, settings: 4, outcomes: 3)
        let full = try BellInequality(stream.normals(scenario.count), in: scenario, bound: 0)
        let general = try full.localBound(LocalBoundOptions(timeLimit: 0))
        #expect(general.stopReason == .timeLimit && general.upper >= general.lower)
    }

    @Test func theCallerCanStop() throws {
        var stream = RandomStream(seed: 13)
        let tensor = try InequalityInput.tensor([10, 10, 10], using: &stream)
        let found = try tensor.localBound { progress in progress.step < 64 }
        #expect(found.stopReason == .stoppedByCaller)
        let exact = try tensor.localBound { $0.step <= $0.total ?? 0 }
        #expect(exact.isProven && found.lower <= exact.upper && found.upper >= exact.lower)
    }

    @Test func cancellationStopsTheSearch() async throws {
        var stream = RandomStream(seed: 14)
        let tensor = try InequalityInput.tensor([60, 60], using: &stream)
        let task = Task { try tensor.localBound() }
        task.cancel()
        let found = try await task.value
        #expect(found.stopReason == .cancelled && found.lower <= found.upper)
    }
}
