import LHVModels

/// A Bell inequality for N parties in a plane with n angles each, whose coefficients depend on the sum of the angles only.
///
/// Party p chooses j_p in 0..<n and measures at j_pπ/n, the first one at (j_1 + δ)π/n with δ = 0 or ½. With outcomes s_p(j) = ±1,
///
/// Σ_{j_1 … j_N} M(j_1 + … + j_N) s_1(j_1)⋯s_N(j_N) ≤ L for every local model,
///
/// where M(m + n) = −M(m). For the correlation v cos Σφ the left-hand side is v n^{N−1} Σ_{m<n} M(m) cos((m + δ)π/n), and so
/// the inequality bounds v from above: ``visibilityBound()``. Prices of the search for few angles are such coefficients.
public struct GHZPlanarInequality: Sendable, Hashable {
    /// N.
    public let parties: Int
    /// M(0), …, M(n − 1).
    public let coefficients: [Int]
    /// Whether δ = ½.
    public let isOffset: Bool

    /// An inequality from its coefficients.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless N is in 2…8, and there are 2…24 coefficients of at most 10⁶ in modulus.
    public init(parties: Int, coefficients: [Int], isOffset: Bool = false) throws {
        try GHZPlanarCertificate.check(parties: parties)
        try require(
            (2...24).contains(coefficients.count), "coefficients", must: "be 2…24", was: coefficients.count)
        for (index, coefficient) in coefficients.enumerated() {
            try require(
                (-1_000_000...1_000_000).contains(coefficient), "coefficients[\(index)]", must: "be in −10⁶…10⁶",
                was: coefficient)
        }
        self.init(unchecked: coefficients, parties: parties, isOffset: isOffset)
    }

    /// The caller guarantees that the numbers are in range.
    private init(unchecked coefficients: [Int], parties: Int, isOffset: Bool) {
        self.parties = parties
        self.coefficients = coefficients
        self.isOffset = isOffset
    }

    /// L, the greatest value of the left-hand side over all signs, exactly.
    ///
    /// The best signs of the last party are those of R = M ⋆ s_1 ⋆ … ⋆ s_{N−1}, so L is the greatest Σ_m |R(m)|. A shift of one
    /// party's signs along the 2n angles of the circle shifts R, and parties commute: it is enough to look at lists of N − 1 orbits in
    /// ascending order.
    /// - Complexity: O(n²) for each list, of which there are about (2ⁿ/2n)^{N−1}/(N − 1)!.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are more than 10⁸ lists.
    public func localBound() throws -> Int {
        let orbits = SignOrbits(count: coefficients.count).representatives
        // The number of lists, by multiplication and division that stay whole numbers.
        var lists = 1
        for party in 1..<parties {
            lists = lists * (orbits.count + party - 1) / party
            try require(
                lists <= 100_000_000, "coefficients", must: "leave at most 10⁸ cases for \(parties) parties",
                was: coefficients.count)
        }
        return largest(coefficients, orbits[...], left: parties - 1)
    }

    // The greatest Σ|R| over lists of so many more orbits.
    private func largest(_ table: [Int], _ orbits: ArraySlice<[Int]>, left: Int) -> Int {
        var best = 0
        for index in orbits.indices {
            let value =
                left == 1
                ? GHZPlanarInequality.convolutionNorm(table, orbits[index])
                : largest(GHZPlanarInequality.convolution(table, orbits[index]), orbits[index...], left: left - 1)
            best = max(best, value)
        }
        return best
    }

    // R(m) = Σ_j M(j + m) s(j), with M(m + n) = −M(m).
    private static func convolution(_ table: [Int], _ signs: [Int]) -> [Int] {
        let n = table.count
        return (0..<n).map { m in
            var sum = 0
            for j in 0..<n { sum += j + m < n ? table[j + m] * signs[j] : -table[j + m - n] * signs[j] }
            return sum
        }
    }

    private static func convolutionNorm(_ table: [Int], _ signs: [Int]) -> Int {
        let n = table.count
        var norm = 0
        table.withUnsafeBufferPointer { table in
            signs.withUnsafeBufferPointer { signs in
                for m in 0..<n {
                    var sum = 0
                    for j in 0..<(n - m) { sum &+= table[j + m] &* signs[j] }
                    for j in (n - m)..<n { sum &-= table[j + m - n] &* signs[j] }
                    norm += abs(sum)
                }
            }
        }
        return norm
    }

    /// A number that no local visibility exceeds: L/(n^{N−1} Σ_m M(m) cos((m + δ)π/n)), rounded up.
    ///
    /// The sum of cosines is enclosed in whole numbers, as in ``GHZPlanarCertificate/verify()``.
    /// - Complexity: As ``localBound()``.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are too many cases or the bound is not below 1.
    public func visibilityBound() throws -> Double {
        let n = coefficients.count
        let bound = try localBound()
        // Steps of π/2n.
        let fourier = ExactFourier(cells: n)
        var sum = DyadicInterval.zero
        for (m, coefficient) in coefficients.enumerated() {
            sum = sum + fourier.sine(2 * m + (isOffset ? 1 : 0) + n) * coefficient
        }
        let scale = (1..<parties).reduce(1) { product, _ in product * n }
        // The denominator rounded down to 40 bits after the point, the quotient rounded up to 53.
        let denominator = sum.lower >> 20
        try require(denominator > 0, "coefficients", must: "have a positive sum with the cosines", was: sum.middle)
        let numerator = ((Int128(bound) << 60) / Int128(scale) + 1) << 33
        let units = numerator / denominator + 1
        try require(units < Int128(1) << 53, "coefficients", must: "bound the visibility below 1", was: coefficients)
        return Double(units) * 0x1p-53
    }
}

extension GHZPlanarInequality {
    /// Three parties, eight angles: v ≤ 0.493170.
    public static let eightAngles = GHZPlanarInequality(
        unchecked: [100_000, 40_876, 66_667, -87_591, 0, 87_591, -66_667, -40_876], parties: 3, isOffset: false)
    /// Three parties, twelve angles: v ≤ 0.492208.
    public static let twelveAngles = GHZPlanarInequality(
        unchecked: [
            59_325, 27_778, 51_910, 4_733, 29_663, -100_000, 0, 100_000, -29_663, -4_733, -51_910, -27_778,
        ], parties: 3, isOffset: false)
    /// Three parties, sixteen angles: v ≤ 0.491607.
    public static let sixteenAngles = GHZPlanarInequality(
        unchecked: [
            61_661, 77_567, -54_010, 100_000, 41_108, -35_369, -25_205, -74_314, 0, 74_314, 25_205, 35_369, -41_108,
            -100_000, 54_010, -77_567,
        ], parties: 3, isOffset: false)
    /// Four parties, twelve angles: v ≤ 0.324721.
    public static let twelveAnglesOfFour = GHZPlanarInequality(
        unchecked: [
            -56_929, 100_000, 24_390, 56_929, 5_657, 24_390, -24_390, -5_657, -56_929, -24_390, -100_000, 56_929,
        ], parties: 4, isOffset: true)
}
