/// What the mixture of a certificate gives after all averages, enclosed in intervals.
///
/// T^m_ijk = (16/(6n³W)) sinc³(m/n) Σ_{d < h} A_ijk[d] cos(mπ(2d + 3)/n) for odd m < h = n/2, and S_ij = B_ij/(6n²W), with the whole
/// numbers A and B of ``SphereCorrelations``. The targets at v = 1 are x_i x_j x_k for m = 1, 0 for other m, and z_i z_j, with
/// x_i = sin θ_i/cos(π/4N) and z_i = cos θ_i/cos(π/4N) = x_{N−1−i}.
struct SphereMoments {
    let heights: Int
    /// m = 1, 3, … below n/2.
    let orders: [Int]
    let triples: [(Int, Int, Int)]
    let pairs: [(Int, Int)]
    /// T^m − v₀ x x x δ_{m1}, for each order and triple.
    let threeBody: [[DyadicInterval]]
    /// S − v₀ z z for each pair.
    let twoBody: [DyadicInterval]
    /// v₀, a number that the mixture comes near to: T¹ at the three highest heights, where x x x = 1.
    let aim: DyadicInterval
    /// Numbers above h(m) = Σ_{l ∈ Z} |m/(m + nl)|³.
    let aliasSums: [DyadicInterval]

    init(_ certificate: GHZSphereCertificate) {
        let (heights, cells, half) = (certificate.heights, certificate.cells, certificate.cells / 2)
        let sums = SphereCorrelations(certificate)
        let weight = certificate.totalWeight
        let triples = (0..<heights).flatMap { k in (0...k).flatMap { j in (0...j).map { ($0, j, k) } } }
        let pairs = (0..<heights).flatMap { j in (0...j).map { ($0, j) } }
        let orders = Array(stride(from: 1, to: half, by: 2))
        // sin(qπ/n) for any q ≥ 0.
        let quarter = DyadicInterval.sines(quarterSteps: half)
        func sine(_ q: Int) -> DyadicInterval {
            let place = q % (2 * cells)
            let inHalf = place % cells
            let value = quarter[min(inHalf, cells - inHalf)]
            return place < cells ? value : -value
        }
        let inversePi = DyadicInterval.pi.reciprocal
        var threeBody = orders.map { order -> [DyadicInterval] in
            let sinc = sine(order) * cells / order * inversePi
            let cube = sinc * sinc * sinc
            let cosines = (0..<half).map { sine(order * (2 * $0 + 3) + half) }
            return triples.indices.map { triple in
                var sum = DyadicInterval.zero
                for place in 0..<half { sum = sum + cosines[place] * sums.threeBody[triple * half + place] }
                return sum * 16 / (6 * cells * cells * cells * weight) * cube
            }
        }
        // sin θ_i = sin((2i + 1)π/4N), and cos(π/4N) = sin((2N − 1)π/4N).
        let polar = DyadicInterval.sines(quarterSteps: 2 * heights)
        let scale = polar[2 * heights - 1].reciprocal
        let x = (0..<heights).map { polar[2 * $0 + 1] * scale }
        let lowest = threeBody[0][triples.count - 1].lower
        let aim = DyadicInterval(lower: lowest, upper: lowest)
        for (index, (i, j, k)) in triples.enumerated() {
            threeBody[0][index] = threeBody[0][index] - aim * x[i] * x[j] * x[k]
        }
        self.heights = heights
        self.orders = orders
        self.triples = triples
        self.pairs = pairs
        self.aim = aim
        self.threeBody = threeBody
        twoBody = pairs.enumerated().map { index, pair in
            DyadicInterval(sums.twoBody[index]) / (6 * cells * cells * weight)
                - aim * x[heights - 1 - pair.0] * x[heights - 1 - pair.1]
        }
        aliasSums = orders.map { AliasSum.upperBound(order: $0, cells: half, parties: 3) }
    }

    /// In how many orders three heights can be given to three parties.
    static func copies(_ i: Int, _ j: Int, _ k: Int) -> Int { i == j && j == k ? 1 : i == j || j == k ? 3 : 6 }

    /// K, the weight of all pure models beside a mixture of weight 1.
    ///
    /// K = (π²/4)(v₀(h(1) − 1) + Σ_m h(m) Σ copies |T^m − v₀ …|) + 3 Σ copies |S − v₀ …|.
    var pureWeight: DyadicInterval {
        var sum = aim * (aliasSums[0] - DyadicInterval.one)
        for (residuals, aliases) in zip(threeBody, aliasSums) {
            var part = DyadicInterval.zero
            for (residual, (i, j, k)) in zip(residuals, triples) {
                part = part + residual.magnitude * SphereMoments.copies(i, j, k)
            }
            // Beyond this nothing is proven, and the products here are for small numbers.
            guard part.upper < Int128(8) << 60 else { return part }
            sum = sum + part * aliases
        }
        guard sum.upper < Int128(8) << 60 else { return sum }
        let pi = DyadicInterval.pi
        var result = sum * pi / 4 * pi
        for (residual, (i, j)) in zip(twoBody, pairs) { result = result + residual.magnitude * (i == j ? 3 : 6) }
        return result
    }
}
