import QuantumStates

extension CorrelatorTensor {
    /// A good deterministic strategy for ⟨M, E⟩, where M is this tensor, by alternating best answers from random starts.
    ///
    /// All parties answer in turn until neither a whole round nor the change of one answer brings an improvement. The value is reached, so it is a lower bound of
    /// the local bound; nothing is proven about an upper one. Start k draws from substream k of the seed.
    /// - Parameters:
    ///   - starts: The number of starts, in 1…2²⁴.
    ///   - seed: The seed of the random starts.
    /// - Complexity: O(starts × rounds × N·count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `starts` is out of range; `CancellationError` in a cancelled task.
    public func heuristicLocalBound(
        starts: Int = 100, seed: UInt64
    ) throws -> (value: Double, strategy: DeterministicStrategy) {
        try require((1...1 << 24).contains(starts), "starts", must: "be in 1…2²⁴", was: starts)
        let vertices = VertexShape(factors: shape.map { .signs(count: $0, leadsWithOne: includesMarginals) })
        let chunks = try Parallel.chunks(count: starts, size: 16)
        let found = try Parallel.map(count: chunks.count) { chunk in
            var ascent = BestResponseAscent(shape: vertices)
            var best = VertexOracle.Vertex(words: [], value: -.infinity)
            for start in chunks[chunk] {
                try Work.checkCancellation()
                var stream = RandomStream(seed: seed, substream: UInt64(start))
                ascent.start(using: &stream)
                let next = ascent.climb(elements)
                if next.value > best.value { best = next }
            }
            return best
        }
        var best = found[0]
        for next in found where next.value > best.value { best = next }
        let strategy = try DeterministicStrategy(outcomes: vertices.outcomes(of: best.words))
        return (try dot(CorrelatorTensor(strategy, includesMarginals: includesMarginals)), strategy)
    }
}
