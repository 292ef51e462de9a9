import LHVModels

/// What a certificate proves.
public struct IsotropicProof: Sendable, Hashable, Codable {
    /// d.
    public let dimension: Int
    /// L.
    public let degree: Int
    /// The number of pairs.
    public let pairs: Int
    /// v, rounded down: −v·a·b is local for all unit vectors a, b of R^d.
    public let visibility: Double
    /// C_0…C_L of the mixture with the weights as they are: Σ_i w_i E_i(a, b) = Σ_l C_l P_l(a·b).
    public let coefficients: [Double]
    /// Σ_i w_i.
    public let totalWeight: Double
    /// ε, by which no C_l/Σw can be wrong; the visibility has paid for it.
    public let allowance: Double
    /// 1/v rounded up: K_G(d) is at most this.
    public var grothendieckBound: Double { (1 / visibility).nextUp }
}

extension IsotropicCertificate {
    /// Computes from the patterns and the weights the visibility that they prove.
    ///
    /// With C_l = Σ_i w_i c_l⁽ⁱ⁾ and W = Σ w_i, adding the local models ±ρ_l P_l(a·b) with weights |C_l|/ρ_l removes all degrees
    /// but the first, and v = (C_1 − εW)/(W + Σ_{l=3,5,…,L} (|C_l| + εW)/ρ_l). Nothing here is shared with the search.
    ///
    /// **Rounding.** Write u = 2⁻⁵³.
    /// 1. Nodes, weights, multipliers k_l, and harmonics come from recurrences in pairs of doubles (relative error 2⁻¹⁰⁰ an
    ///    operation). An error made at one step of a three-term recurrence travels as a solution of the same recurrence; it grows
    ///    by at most a polynomial factor where the solution oscillates, and no faster than the wanted, dominant solution
    ///    where it does not. Even a growth of 10⁸ leaves 10⁻²², so tables are right to one rounding, a relative u.
    /// 2. Sums over the azimuth are sums of integers, hence exact, of cosines rounded to 2⁻⁵³ each: the mean over the circle is
    ///    wrong by at most u.
    /// 3. A coefficient f_lm is a sum of N = rows + shells (nested) terms, so it is wrong by at most (N + 4)u times
    ///    the sum of the terms' moduli. That sum is at most √2 times the mean of |harmonic factor|, which Cauchy–Schwarz bounds
    ///    by 1: the means of the squares over rows and over shells are 1. For Bob's nodes the same holds with the quadrature
    ///    exact to degree L + 1 replaced by its bound N_l^{½} on the whole vector, once smoothed: ‖(k_l ĝ_lm)_m‖ ≤ 1 because |g| ≤ 1.
    /// 4. With M_l harmonics of degree l, |δf_l| ≤ √(2M_l)(N + 4)u, and likewise for g; since ‖f_l‖, ‖g_l‖ ≤ 1 and the
    ///    scalar product of M_l terms adds (M_l + 2)u, |δc_l| ≤ [√(2M_l)(N_A + N_B + 8) + M_l + 2]u to first order.
    ///
    /// The function takes ε as twice the largest of these bounds, which covers second-order terms, or as 10⁻¹¹ if that is more.
    /// For L = 201 and d = 3 the bound is 10⁻¹² and errors observed against other methods are below 10⁻¹³.
    /// - Parameter threads: How many threads work.
    /// - Complexity: O(pairs·L·signs) additions of integers and O(L²·rows) steps of recurrences in extended precision.
    /// - Throws: ``/LHVModels/InvalidCertificate`` when nothing is proven; `CancellationError` in a cancelled task.
    public func verify(threads: Int = Parallel.processorCount) throws -> IsotropicProof {
        let alice = PatternCoefficients(try ExtendedHarmonics(self, isCells: true, threads: threads))
        let bob = PatternCoefficients(try ExtendedHarmonics(self, isCells: false, threads: threads))
        let multipliers = try ExtendedKernel.multipliers(dimension: dimension, degree: degree)
        let correlations = try Parallel.map(count: pairs.count, threads: threads) { index in
            try Work.checkCancellation()
            return alice.correlations(
                alice.coefficients(of: pairs[index].cells), bob.coefficients(of: pairs[index].nodes))
        }
        var total = ExtendedNumber(0)
        var sums = [ExtendedNumber](repeating: ExtendedNumber(0), count: degree + 1)
        for (pair, correlation) in zip(pairs, correlations) {
            total = total + ExtendedNumber(pair.weight)
            for l in sums.indices {
                sums[l] = sums[l] + ExtendedNumber(correlation[l]) * ExtendedNumber(multipliers[l]) * pair.weight
            }
        }
        let allowance = roundingAllowance
        let slack = total * allowance
        var cost = total
        for (l, strength) in zip(stride(from: 3, through: degree, by: 2), pureDegreeStrengths) {
            let size = sums[l].high < 0 ? -sums[l] : sums[l]
            cost = cost + (size + slack) / strength
        }
        let visibility = ((sums[1] - slack) / cost).high
        // It is at most 1 for every file, since |C_1| ≤ W: above 1 the computation itself would be wrong.
        guard visibility > 0, visibility <= 1 else {
            throw InvalidCertificate(reason: "the mixture proves nothing: its visibility is \(visibility)")
        }
        return IsotropicProof(
            dimension: dimension, degree: degree, pairs: pairs.count, visibility: (visibility * (1 - 0x1p-50)).nextDown,
            coefficients: sums.map(\.high), totalWeight: total.high, allowance: allowance)
    }

    /// ε of ``verify(threads:)``.
    private var roundingAllowance: Double {
        let terms = Double(cells.rows + cells.shells + nodes.rows + nodes.shells + 8)
        let harmonics: Double =
            switch dimension {
            case 2: 2
            case 3: Double(2 * degree + 1)
            default: Double((degree + 1) * (degree + 2) / 2)
            }
        return max(1e-11, 2 * ((2 * harmonics).squareRoot() * terms + harmonics + 2) * 0x1p-53)
    }

    /// ρ_3, ρ_5, …, ρ_L: max(1/N_l, ½ l! Γ(d/2)/Γ(l + d/2)).
    private var pureDegreeStrengths: [ExtendedNumber] {
        // N_1 = d, N_{l+1}/N_l = (2l + d)(l + d − 2)/((2l + d − 2)(l + 1)); the other one is 1/d at l = 1, and its ratio is
        // (l + 1)/(l + d/2).
        var zonal = ExtendedNumber(1) / ExtendedNumber(dimension)
        var sectoral = zonal
        var result: [ExtendedNumber] = []
        for l in 1..<degree {
            let d = dimension
            zonal =
                zonal * ExtendedNumber((2 * l + d - 2) * (l + 1))
                / ExtendedNumber((2 * l + d) * (l + d - 2))
            sectoral = sectoral * ExtendedNumber(2 * (l + 1)) / ExtendedNumber(2 * l + d)
            if l % 2 == 0 { result.append(zonal.high > sectoral.high ? zonal : sectoral) }
        }
        return result
    }
}
