import NumericalCore

extension CollapseModel {
    /// The averaged populations in the order of the outcomes, averaged also over all N! orders of the basis.
    ///
    /// P2 (end of Sec. 2.2) mentions this sum as a way to make the model independent of the order. It does that, but the
    /// averaged populations are still not |α|² at finite times.
    /// - Complexity: O(N!·N) for H = 0.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when N is above 8, and as ``averagePopulations(at:)``.
    public func averageOverAllOrderings(at time: Double) throws -> [Double] {
        try require(levels <= 8, "levels", must: "be at most 8 to run over all orders", was: levels)
        var sums = [Double](repeating: 0, count: levels)
        var count = 0.0
        for permutation in Permutations.all(of: levels) {
            let model = try reordered(permutation)
            let populations = try model.basis.inOutcomeOrder(model.averagePopulations(at: time))
            for index in sums.indices { sums[index] += populations[index] }
            count += 1
        }
        return sums.map { $0 / count }
    }

    /// The same over randomly drawn orders, each number with the standard error of the drawing.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` for fewer than two orders, and as ``averagePopulations(at:)``.
    public func averageOverOrderings(
        at time: Double, orderings: Int, using generator: inout some RandomNumberGenerator
    ) throws -> [SampledValue] {
        try require(orderings >= 2, "orderings", must: "be at least 2", was: orderings)
        var sums = [Double](repeating: 0, count: levels)
        var squares = sums
        for _ in 0..<orderings {
            try Work.checkCancellation()
            let model = try reordered(Array(0..<levels).shuffled(using: &generator))
            let populations = try model.basis.inOutcomeOrder(model.averagePopulations(at: time))
            for index in sums.indices {
                sums[index] += populations[index]
                squares[index] += populations[index] * populations[index]
            }
        }
        let count = Double(orderings)
        return zip(sums, squares).map { sum, square in
            let mean = sum / count
            return SampledValue(
                mean,
                standardError: SampleVariance.standardErrorOfMean(
                    meanSquare: square / count - mean * mean, count: count))
        }
    }
}
