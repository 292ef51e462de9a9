import LHVModels

/// By how much the mixture of a certificate misses v₀ times the state's correlations, enclosed in intervals.
///
/// The point of height k < N and cell j is u = (x_k cos(2πj/n)/σ, x_k sin(2πj/n)/σ, z_k) with x_k = sin θ_k/r, z_k = cos θ_k/r = x_{N−1−k},
/// r = cos(π/4N), σ = (n/π)² sin²(π/n).
struct W3Residuals {
    /// R(i, j, k, d, e) for each place.
    let threeBody: [DyadicInterval]
    /// R(i, j, d).
    let twoBody: [DyadicInterval]
    /// R(i).
    let oneBody: [DyadicInterval]
    /// Σ_{l ≠ 0} |1 + nl|⁻⁴, rounded up.
    let aliases: DyadicInterval
    /// v₀.
    let aim: DyadicInterval
    private let heights: Int
    private let cells: Int

    init(_ certificate: W3Certificate) {
        let (heights, n) = (certificate.heights, certificate.cells)
        let counts = W3Counts(certificate)
        let aim = DyadicInterval(certificate.aim) / 1_000_000_000_000
        let weight = certificate.totalWeight
        let polar = DyadicInterval.sines(quarterSteps: 2 * heights)
        let scale = polar[2 * heights - 1].reciprocal
        let x = (0..<heights).map { polar[2 * $0 + 1] * scale }
        let z = Array(x.reversed())
        // 1/σ² = ((π/n)/sin(π/n))⁴, between 1 and 2 for n ≥ 8.
        let sine: DyadicInterval = DyadicInterval.cosine(halfTurns: n - 2, over: 2 * n)
        let quotient: DyadicInterval = (DyadicInterval.pi / 4) * (sine * (n / 4)).reciprocal
        let inverse = quotient * quotient * quotient * quotient
        let cosines = (0..<n).map { DyadicInterval.cosine(halfTurns: 2 * $0, over: n) * inverse }
        // (2/3) x x′ cos, and z.
        let lateral = (0..<heights).map { i in
            (0..<heights).map { j -> [DyadicInterval] in
                let product: DyadicInterval = x[i] * x[j] * 2 / 3
                return cosines.map { product * $0 }
            }
        }
        let places = W3Places(heights: heights, cells: n)
        threeBody = counts.threeBody.enumerated().map { place, count in
            let (i, j, k, d, e) = places.parts(place)
            let first: DyadicInterval = z[i] * lateral[j][k][(e - d + n) % n]
            let second: DyadicInterval = z[j] * lateral[i][k][e]
            let third: DyadicInterval = z[k] * lateral[i][j][d]
            let axial: DyadicInterval = z[i] * z[j] * z[k]
            let target: DyadicInterval = first + second + third - axial
            return aim * target - W3Residuals.mean(count, 12 * n, weight)
        }
        twoBody = counts.twoBody.enumerated().map { place, count in
            let (pair, d) = place.quotientAndRemainder(dividingBy: n)
            let (i, j) = pair.quotientAndRemainder(dividingBy: heights)
            return aim * (lateral[i][j][d] - z[i] * z[j] / 3) - W3Residuals.mean(count, 12 * n, weight)
        }
        oneBody = counts.oneBody.enumerated().map { i, count in
            aim * z[i] / 3 - W3Residuals.mean(count, 3 * n, weight)
        }
        aliases = AliasSum.upperBound(order: 1, cells: n / 2, parties: 4) - DyadicInterval.one
        self.aim = aim
        self.heights = heights
        cells = n
    }

    // A count over factor × weight; the count is below 2⁴⁰·768 in modulus.
    private static func mean(_ count: Int, _ factor: Int, _ weight: Int) -> DyadicInterval {
        DyadicInterval(count) / weight / factor
    }

    /// K, the weight of all that corrects a mixture of weight 1: K₃ + K₂ + K₁ + 8v₀ Σ_{l ≠ 0} |1 + nl|⁻⁴.
    var pureWeight: DyadicInterval { threeBodyWeight + twoBodyWeight + oneBodyWeight + aliases * aim * 8 }

    /// K₃ = max_i Σ_{j, k, d, e} |R(i, j, k, d, e)|.
    var threeBodyWeight: DyadicInterval { W3Residuals.largestSum(threeBody, parts: heights) }

    /// K₂ = 3 max_i Σ_{j, d} |R(i, j, d)|.
    var twoBodyWeight: DyadicInterval { W3Residuals.largestSum(twoBody, parts: heights) * 3 }

    /// K₁ = 3 max_i |R(i)|.
    var oneBodyWeight: DyadicInterval { W3Residuals.largestSum(oneBody, parts: heights) * 3 }

    private static func largestSum(_ residuals: [DyadicInterval], parts: Int) -> DyadicInterval {
        let size = residuals.count / parts
        let sums = (0..<parts).map { part in
            residuals[(part * size)..<((part + 1) * size)].reduce(DyadicInterval.zero) { $0 + $1.magnitude }
        }
        return sums.reduce(DyadicInterval.zero) { $1.upper > $0.upper ? $1 : $0 }
    }
}
