import LHVModels

/// Recomputes what a certificate claims, with rounding bounded, from its numbers alone.
///
/// Nothing here is shared with the searches: weights are re-summed with compensation, the inequality is bounded in integers
/// that cannot overflow unnoticed, and hulls are checked as closed surfaces around the origin.
struct CertificateCheck {
    private let certificate: VisibilityCertificate
    private let correlators: CorrelatorTensor
    private let entries: CertificateEntries

    init(_ certificate: VisibilityCertificate) {
        self.certificate = certificate
        correlators = certificate.correlators
        entries = CertificateEntries(
            settings: correlators.settings, includesMarginals: correlators.includesMarginals)
    }

    struct Ends {
        var lower: Double
        var upper: Double
        var projective: Double?
    }

    func ends() throws -> Ends {
        try check((2...6).contains(correlators.parties), "it is of \(correlators.parties) parties and not 2…6")
        try check(!correlators.includesMarginals || correlators.elements[0] == 1, "the constant entry is not 1")
        let lower = try lowerEnd(deviation: try deviationFromState())
        let projective = try certificate.projectiveEnd.map { end in
            try end.polyhedra.reduce(lower) { ($0 * (try inradius(of: $1))).nextDown }
        }
        return Ends(lower: lower, upper: try upperEnd(), projective: projective)
    }

    private func check(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
        try CertificateRules.check(condition, reason())
    }

    // MARK: Lower end

    /// v/(1 + g), g the sum over the sets S of parties of the 2-norms of the residual's parts.
    private func lowerEnd(deviation: Double) throws -> Double {
        let model = certificate.model
        let visibility = certificate.modelVisibility
        try CertificateRules.check(model, visibility: visibility)
        var sums = [CompensatedSum](repeating: CompensatedSum(), count: correlators.count)
        let sum = try CertificateRules.sum(over: model, settings: correlators.settings) { strategy, weight in
            let minus = try entries.minusSigns(of: strategy)
            for place in minus.indices { sums[place].add(minus[place] ? -weight : weight) }
        }
        var squares = [Double](repeating: 0, count: 1 << correlators.parties)
        var counts = [Double](repeating: 0, count: 1 << correlators.parties)
        for place in 0..<correlators.count {
            let set = entries.measuredParties(place)
            guard set != 0 else { continue }
            let entry = visibility * correlators.elements[place] - sums[place].value / sum
            squares[set] += entry * entry
            counts[set] += 1
        }
        // Compensated sums and two more roundings are off by less than 2⁻⁵⁰ per entry; E may be off by the deviation.
        let slack = 0x1p-50 + deviation
        var noise = 0.0
        for set in squares.indices {
            noise += (squares[set].squareRoot() + slack * counts[set].squareRoot()) * (1 + 0x1p-40)
        }
        return visibility / (1 + noise) * (1 - 0x1p-50)
    }

    // MARK: Upper end

    /// (β − M₀)/(⟨M, E⟩ − M₀), rounded up, with β found anew.
    private func upperEnd() throws -> Double {
        guard let end = certificate.upperEnd else { return 1 }
        let bound = try entries.recomputedBound(of: end.coefficients, claimed: end.localBound)
        let constant = correlators.includesMarginals ? end.coefficients[0] : 0
        var value = CompensatedSum(-Double(constant))
        var magnitude = Double(constant.magnitude)
        for (coefficient, element) in zip(end.coefficients, correlators.elements) {
            value.addProduct(Double(coefficient), element)
            magnitude += Double(coefficient.magnitude) * abs(element)
        }
        let denominator = value.value - magnitude * 0x1p-50
        try check(denominator > 0, "the correlators do not exceed the noise in the inequality")
        let numerator = Double(bound) - Double(constant)
        return smallerOrNaN(1, numerator / denominator * (1 + 0x1p-50))
    }

    // MARK: All projective measurements

    /// How far the correlators may be from those of the state on the polyhedra.
    private func deviationFromState() throws -> Double {
        guard let end = certificate.projectiveEnd else { return 0 }
        let parties = correlators.parties
        try check(
            end.polyhedra.count == parties && end.blochCoefficients.count == 1 << (2 * parties),
            "state and polyhedra are not of \(parties) parties")
        try check(
            end.polyhedra.map(\.count) == correlators.settings, "the polyhedra do not have the correlators' settings")
        try check(abs(end.blochCoefficients[0] - 1) <= 1e-12, "the state has trace \(end.blochCoefficients[0])")
        let radii = try end.polyhedra.map(inradius)
        let lists = end.polyhedra.map { polyhedron in
            (correlators.includesMarginals ? [SIMD4<Double>(1, 0, 0, 0)] : [])
                + polyhedron.vectors.map {
                    SIMD4(0, Double($0.x) * 0x1p-40, Double($0.y) * 0x1p-40, Double($0.z) * 0x1p-40)
                }
        }
        if !correlators.includesMarginals {
            // Correlations of some of the parties only are then not modelled.
            for (place, coefficient) in end.blochCoefficients.enumerated() where place > 0 {
                let isPartial = (0..<parties).contains { place >> (2 * $0) & 3 == 0 }
                try check(!isPartial || abs(coefficient) <= 1e-14, "the state has marginals that are left out")
            }
        }
        let magnitude = end.blochCoefficients.reduce(0) { $0 + abs($1) }
        var largest = 0.0
        for place in 0..<correlators.count where place > 0 || !correlators.includesMarginals {
            let indices = MixedRadix.digits(place, entries.shape)
            var factor = 1.0
            for party in (0..<parties).reversed() where correlators.includesMarginals && indices[party] == 0 {
                factor *= radii[party]
            }
            var value = CompensatedSum()
            for (label, coefficient) in end.blochCoefficients.enumerated() where coefficient != 0 {
                var product = coefficient
                for party in 0..<parties {
                    product *= lists[party][indices[party]][label >> (2 * (parties - 1 - party)) & 3]
                }
                value.add(product)
            }
            largest = largerOrNaN(largest, abs(value.value * factor - correlators.elements[place]))
        }
        try check(largest <= 1e-12 * (1 + magnitude), "the correlators are not those of the state, by \(largest)")
        // The roundings above, and marginals of at most 10⁻¹⁴ that were left out.
        return largest + 0x1p-46 * (1 + magnitude)
    }

    /// A number that the inradius of a hull is not below.
    ///
    /// The triangles given must form a closed surface, each edge used once in each direction, that turns the same way about
    /// the origin everywhere. Then every ray from the origin meets it, at a distance not below that of the nearest plane,
    /// and since the surface lies in the hull, so does that ball; whether it is the surface of the hull does not matter.
    private func inradius(of polyhedron: MeasurementPolyhedron) throws -> Double {
        try CertificateCheck.inradius(
            of: polyhedron.vectors + polyhedron.vectors.map { SIMD3(-$0.x, -$0.y, -$0.z) },
            triangles: try polyhedron.triangles())
    }

    /// The same for points and triangles however they were found.
    ///
    /// A file has no triangles, so its numbers alone cannot fail these checks: they are what makes the proof independent of
    /// the algorithm that finds the hull.
    static func inradius(of points: [SIMD3<Int64>], triangles: [SIMD3<Int>]) throws -> Double {
        func check(_ condition: Bool, _ reason: String) throws { try CertificateRules.check(condition, reason) }
        var edges: Set<SIMD2<Int>> = []
        var least = Double.infinity
        func minor(_ a: SIMD3<Int64>, _ b: SIMD3<Int64>, _ i: Int, _ j: Int) -> Int128 {
            Int128(a[i]) * Int128(b[j]) - Int128(a[j]) * Int128(b[i])
        }
        for triangle in triangles {
            let corners = (0..<3).map { points[triangle[$0]] }
            for corner in 0..<3 {
                let edge = SIMD2(triangle[corner], triangle[(corner + 1) % 3])
                try check(edges.insert(edge).inserted, "an edge of a polyhedron belongs to more than two triangles")
            }
            let (first, second) = (corners[1] &- corners[0], corners[2] &- corners[0])
            let normal = [minor(first, second, 1, 2), minor(first, second, 2, 0), minor(first, second, 0, 1)]
            // a·((b − a) × (c − a)) = det(a, b, c), exact.
            let volume = (0..<3).reduce(Int128(0)) { $0 + normal[$1] * Int128(corners[0][$1]) }
            try check(volume > 0, "the origin is not inside a polyhedron")
            let area = normal.reduce(0.0) { $0 + Double($1) * Double($1) }
            let distance = Double(volume) * 0x1p-40
            least = smallerOrNaN(least, distance * distance / area * (1 - 0x1p-49))
        }
        for edge in edges {
            try check(edges.contains(SIMD2(edge.y, edge.x)), "the surface of a polyhedron is not closed")
        }
        try check(least.isFinite, "a polyhedron has no surface")
        return least.squareRoot().nextDown
    }
}
