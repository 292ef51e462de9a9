import QuantumStates

extension CorrelatorTensor {
    /// A good deterministic strategy for ⟨M, E⟩, where M is this tensor, by alternating best answers from random starts.
    ///
    /// All parties answer in turn until a whole round brings no improvement. The value is reached, so it is a lower bound of
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
        let chunks = try Parallel.chunks(count: starts, size: 16)
        let found = try Parallel.map(count: chunks.count) { chunk in
            var best: (value: Double, signs: [[Double]]) = (-.infinity, [])
            for start in chunks[chunk] {
                try Work.checkCancellation()
                var stream = RandomStream(seed: seed, substream: UInt64(start))
                var signs = settings.map { count in (0..<count).map { _ in stream.next() & 1 == 0 ? 1.0 : -1 } }
                let value = climb(&signs)
                if value > best.value { best = (value, signs) }
            }
            return best
        }
        var best = found[0]
        for next in found where next.value > best.value { best = next }
        let strategy = try DeterministicStrategy(signs: best.signs.map { $0.map { $0 > 0 ? 1 : -1 } })
        return (try dot(CorrelatorTensor(strategy, includesMarginals: includesMarginals)), strategy)
    }

    private func climb(_ signs: inout [[Double]]) -> Double {
        var value = -Double.infinity
        while true {
            var next = -Double.infinity
            for party in 0..<parties {
                let answers = answers(to: signs, of: party)
                // What does not matter stays as it is, so that rounds cannot go in circles.
                next = includesMarginals ? answers[0] : 0
                for (setting, sum) in answers.dropFirst(includesMarginals ? 1 : 0).enumerated() {
                    if sum != 0 { signs[party][setting] = sum > 0 ? 1 : -1 }
                    next += abs(sum)
                }
            }
            guard next > value + 0x1p-45 * abs(next) else { return max(value, next) }
            value = next
        }
    }

    /// Σ M·(signs of the other parties), for each index of one party.
    private func answers(to signs: [[Double]], of party: Int) -> [Double] {
        var current = elements
        let shape = self.shape
        for (other, list) in signs.enumerated().reversed() where other > party {
            // The last axis is summed away.
            let weights = (includesMarginals ? [1] : []) + list
            let size = shape[other]
            current = (0..<(current.count / size)).map { place in
                var sum = 0.0
                for index in 0..<size { sum += weights[index] * current[place * size + index] }
                return sum
            }
        }
        for (other, list) in signs.enumerated() where other < party {
            let weights = (includesMarginals ? [1] : []) + list
            let rest = current.count / shape[other]
            var sums = [Double](repeating: 0, count: rest)
            for (index, weight) in weights.enumerated() {
                for place in 0..<rest { sums[place] += weight * current[index * rest + place] }
            }
            current = sums
        }
        return current
    }
}
