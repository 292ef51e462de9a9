import QuantumStates

/// Finds vertices d of a local polytope with large ⟨M, d⟩: alternating best responses from many starts.
///
/// Each start is a function of the seed, the number of the call and the number of the start, so the answers do not depend
/// on the number of threads.
package struct VertexOracle: Sendable {
    /// A vertex and its value ⟨M, d⟩.
    package struct Vertex: Sendable {
        /// The vertex, packed.
        package var words: [UInt64]
        package var value: Double

        package init(words: [UInt64], value: Double) {
            self.words = words
            self.value = value
        }
    }

    package let shape: VertexShape
    let starts: Int
    let seed: UInt64
    let threads: Int
    private(set) var calls: UInt64 = 0

    package init(shape: VertexShape, starts: Int, seed: UInt64, threads: Int) {
        self.shape = shape
        self.starts = starts
        self.seed = seed
        self.threads = threads
    }

    /// Passes over a call whose answer is known.
    package mutating func skip() { calls += 1 }

    /// Up to `limit` different vertices with the largest values found, the best first.
    ///
    /// - Parameters:
    ///   - tensor: M.
    ///   - limit: How many vertices to return at most.
    ///   - warm: Packed vertices to start from besides the random ones.
    ///   - starts: The number of random starts, if not the usual one.
    ///   - budget: When to leave out the starts that are left; the first one is made in any case.
    package mutating func best(
        for tensor: [Double], limit: Int, warm: [[UInt64]] = [], starts: Int? = nil, budget: TimeBudget = .unlimited
    ) throws -> [Vertex] {
        let call = calls
        calls += 1
        let (shape, seed, starts) = (self.shape, self.seed, starts ?? self.starts)
        let total = starts + warm.count
        // A sweep costs about 4·size; several sweeps for each start. Threads pay from about a millisecond on.
        let isLong = Double(total) * Double(shape.size) * 20 > 3e6
        let chunks = try Parallel.chunks(count: total, size: isLong ? max(1, (total + 15) / 16) : total)
        let workers = isLong ? threads : 1
        let parts = try SearchControl.run(budget: budget, threads: workers) { control in
            try Parallel.map(count: chunks.count, threads: workers) { chunk -> [Vertex] in
                var ascent = BestResponseAscent(shape: shape)
                return tensor.withUnsafeBufferPointer { entries in
                    chunks[chunk].compactMap { start -> Vertex? in
                        if isLong, start > 0, control.reasonToStop != nil { return nil }
                        if start < warm.count {
                            ascent.start(from: warm[start])
                        } else {
                            var generator = RandomStream(seed: seed, substream: call << 24 &+ UInt64(start))
                            ascent.start(using: &generator)
                        }
                        return ascent.climb(entries.baseAddress!)
                    }
                }
            }
        }
        var seen = Set<[UInt64]>()
        var result: [Vertex] = []
        let found = Array(parts.joined())
        let order = found.indices.sorted { (found[$0].value, $1) > (found[$1].value, $0) }
        for index in order where result.count < limit && seen.insert(found[index].words).inserted {
            result.append(found[index])
        }
        return result
    }
}
