import LHVModels

/// Recomputes in whole numbers what an exact certificate claims.
///
/// Nothing here is shared with the searches, and there is no floating point in it.
struct ExactCheck {
    private let certificate: ExactCertificate
    private let target: ExactTarget
    private let entries: CertificateEntries

    init(_ certificate: ExactCertificate) {
        self.certificate = certificate
        target = certificate.target
        entries = CertificateEntries(settings: target.settings, includesMarginals: target.includesMarginals)
    }

    private func check(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
        try CertificateRules.check(condition, reason())
    }

    /// The greatest multiple of 10⁻¹² that v/(1 + g) is proven not to be below, g the sum over the sets of parties of the 2-norms of the
    /// residual's parts.
    func lowerEnd() throws -> Int {
        let visibility = certificate.modelVisibility
        try check((0...ExactCertificate.unit).contains(visibility), "the model's visibility is \(visibility)")
        let (sums, total) = try model()
        let residuals = target.enclosures.enumerated().map { place, entry in
            let local = DyadicInterval.exactly(Int128(sums[place]) << 60) / total
            return UInt128((entry * visibility / ExactCertificate.unit - local).magnitude.upper)
        }
        // Numbers are brought below 2⁵² units, rounded up: 2²⁰ squares of them stay below 2¹²⁴.
        let length = 128 - (residuals.max() ?? 0).leadingZeroBitCount
        let shift = UInt128(length > 52 ? length - 52 : 0)
        var squares = [UInt128](repeating: 0, count: 1 << target.settings.count)
        for (place, residual) in residuals.enumerated() {
            let set = entries.measuredParties(place)
            guard set != 0 else { continue }
            let short = (residual + (1 << shift) - 1) >> shift
            squares[set] += short * short
        }
        var noise = UInt128(0)
        for square in squares where square > 0 {
            let root = DyadicInterval.wholeRoot(square)
            noise += (root * root == square ? root : root + 1) << shift
        }
        return Int((UInt128(visibility) << 60) / ((UInt128(1) << 60) + noise))
    }

    /// Σ w d for each correlator, and Σ w.
    private func model() throws -> (sums: [Int], total: Int) {
        try check(!certificate.terms.isEmpty, "there are no strategies")
        var (sums, total) = ([Int](repeating: 0, count: target.enclosures.count), 0)
        for term in certificate.terms {
            try check(
                (0...ExactCertificate.largestWeight).contains(term.weight), "a weight is \(term.weight)")
            total += term.weight
            try check(total <= ExactCertificate.largestWeight, "the weights have a sum above 2^50")
            try check(
                term.strategy.settings == target.settings, "a strategy is for settings \(term.strategy.settings)")
            let minus = try entries.minusSigns(of: term.strategy)
            for place in minus.indices { sums[place] += minus[place] ? -term.weight : term.weight }
        }
        try check(total > 0, "all weights are 0")
        return (sums, total)
    }

    /// The least multiple of 10⁻¹² that (β − M₀)/(⟨M, E⟩ − M₀) is proven not to exceed, with β found anew; one unit more at most.
    func upperEnd() throws -> Int {
        guard let end = certificate.upperEnd else { return ExactCertificate.unit }
        let bound = try entries.recomputedBound(of: end.coefficients, claimed: end.localBound)
        let constant = target.includesMarginals ? Int128(end.coefficients[0]) : 0
        // Σ|M| is below 2⁶², and correlators are below 2⁶¹ units.
        var value = -(constant << 60)
        for (coefficient, entry) in zip(end.coefficients, target.enclosures) {
            value += Int128(coefficient) * (coefficient >= 0 ? entry.lower : entry.upper)
        }
        try check(value > 0, "the correlators do not exceed the noise in the inequality")
        let numerator = (Int128(bound) - constant) << 60
        try check(numerator >= 0, "the local bound is below the noise")
        guard numerator < value else { return ExactCertificate.unit }
        // One decimal digit after the other, so that no product is too long.
        var (digits, rest) = (0, numerator)
        for _ in 0..<12 {
            let (quotient, remainder) = (rest * 10).quotientAndRemainder(dividingBy: value)
            (digits, rest) = (digits * 10 + Int(quotient), remainder)
        }
        return rest == 0 ? digits : digits + 1
    }
}
