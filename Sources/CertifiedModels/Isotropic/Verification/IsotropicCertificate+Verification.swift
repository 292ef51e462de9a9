import LHVModels

/// What a certificate proves.
public struct IsotropicProof: CertificateProof, Codable {
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
    /// What is proven, with the visibility.
    public var statement: String {
        "−v·a·b is local for all unit vectors in \(dimension) dimensions up to v = \(visibility)"
    }
    /// The visibility.
    public var provenValue: Double { visibility }
    /// 1/v rounded up: K_G(d) is at most this.
    public var grothendieckBound: Double { (1 / visibility).nextUp }
}

extension IsotropicCertificate {
    /// The same as ``verify(threads:)`` on all processors.
    ///
    /// - Throws: As there.
    @discardableResult public func verify() throws -> IsotropicProof {
        try verify(threads: Parallel.processorCount)
    }

    /// Computes from the patterns and the weights the visibility that they prove.
    ///
    /// With C_l = Σ_i w_i c_l⁽ⁱ⁾ and W = Σ w_i, adding the local models ±ρ_l P_l(a·b) with weights |C_l|/ρ_l removes all degrees
    /// but the first, and v = (C_1 − εW)/(W + Σ_{l=3,5,…,L} (|C_l| + εW)/ρ_l). Nothing here is shared with the search.
    ///
    /// **Rounding.** Write u = 2⁻⁵³, M for the number of harmonics of degree l that responses can have, N for a party's rows
    /// plus shells, A for the largest sum of its |table entries| over all places, and E for that of the errors which they have
    /// before they are rounded to doubles. Then
    ///
    /// ε = 2 max_l [√M (A_A(N_A + 8) + A_B(N_B + 10)) u + √M (E_A + E_B) + (M + 3)u], or 10⁻¹¹ if that is more.
    ///
    /// A and E are computed with the tables, E from proven bounds on the errors of recurrences. The article "A certified local
    /// model" has the proof. For L = 201 and d = 3 the bound is 10⁻¹² and errors observed against other methods are below 10⁻¹³.
    /// - Parameter threads: How many threads work.
    /// - Complexity: O(pairs·L·signs) additions of integers and O(L²·rows) steps of recurrences in extended precision.
    /// - Throws: ``/LHVModels/InvalidCertificate`` when nothing is proven; `CancellationError` in a cancelled task.
    @discardableResult public func verify(threads: Int = Parallel.processorCount) throws -> IsotropicProof {
        let cellTables = try ExtendedHarmonics(self, isCells: true, threads: threads)
        let nodeTables = try ExtendedHarmonics(self, isCells: false, threads: threads)
        let (alice, bob) = (PatternCoefficients(cellTables), PatternCoefficients(nodeTables))
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
        let allowance = roundingAllowance(cellTables, nodeTables)
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
    private func roundingAllowance(_ alice: ExtendedHarmonics, _ bob: ExtendedHarmonics) -> Double {
        let harmonics: Double =
            switch dimension {
            case 2: 2
            case 3: Double(2 * degree + 1)
            default: Double((degree + 1) * (degree + 2) / 2)
            }
        let unit = 0x1p-53
        let sums =
            alice.absoluteSum * Double(cells.rows + cells.shells + 8)
            + bob.absoluteSum * Double(nodes.rows + nodes.shells + 10)
        let coefficients = sums * unit + alice.errorSum + bob.errorSum
        return largerOrNaN(1e-11, 2 * (harmonics.squareRoot() * coefficients + (harmonics + 3) * unit))
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
