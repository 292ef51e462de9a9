/// h(k₀) = Σ_{j ∈ Z} |k₀/(k₀ + 2nj)|^N, the cost of a frequency k₀ < n with all its aliases.
enum AliasSum {
    static let termsOnEachSide = 64

    /// A number that exceeds h.
    ///
    /// Beyond j = J = 64 the terms are values of convex functions g of j, and each is at most the mean of g from j − ½ to j + ½. So
    /// the rest on each side is at most ∫_{J+½}^∞ (k₀/(2nx ± k₀))^N dx = (k₀/x_J)^{N−1} k₀/(2n(N − 1)) with x_J = (2J + 1)n ± k₀.
    static func upperBound(order k: Int, cells n: Int, parties: Int) -> DyadicInterval {
        func ratio(_ frequency: Int) -> DyadicInterval { DyadicInterval(k) / frequency }
        var sum = DyadicInterval.one
        for j in 1...termsOnEachSide {
            sum = sum + ratio(2 * n * j + k).power(parties) + ratio(2 * n * j - k).power(parties)
        }
        let reach = (2 * termsOnEachSide + 1) * n
        let rest = (ratio(reach + k).power(parties - 1) + ratio(reach - k).power(parties - 1)) * k
        let end = (sum + rest / (2 * n * (parties - 1))).upper
        return DyadicInterval(lower: end, upper: end)
    }
}
