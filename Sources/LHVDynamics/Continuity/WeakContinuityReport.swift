import LHVModels

/// The weak form of the continuity equation, tested with products of spherical harmonics, at several resolutions.
///
/// For every test function f the residual is d/dt⟨f⟩_p − ⟨V·∇f⟩_p. Being integrated, it needs no derivative of the density,
/// which may have kinks. Source: P1, Eq. 7.
public struct WeakContinuityReport: Sendable, Hashable, Codable {
    /// The degree of the quadrature on each sphere.
    public let degree: Int
    /// The root mean square residual over the test functions.
    public let residual: Double
    /// The root mean square of d/dt⟨f⟩.
    public let rate: Double
    /// The largest residual.
    public let largest: Double
    /// The indices of the harmonics of the first and second particle for which the residual is largest.
    public let worst: [Int]

    /// residual/rate.
    public var relative: Double { residual == 0 ? 0 : residual / rate }
}

extension SphereVelocityField {
    /// Weak residuals at several degrees of the quadrature: where they settle, the quadrature has converged.
    ///
    /// - Parameters:
    ///   - family: p(λ, t).
    ///   - time: t.
    ///   - harmonics: The largest degree of the harmonics whose products are the test functions, in 0…6.
    ///   - degrees: The degrees of the quadratures, at least one, each in 1…60.
    ///   - kinks: Where density and field are not smooth: the quadrature over the second particle adapts to it.
    /// - Returns: A report for each degree.
    /// - Complexity: O(degree⁴) jets of the density for each degree.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range, and what family and field throw.
    public func weakResiduals(
        of family: DensityFamily, time: Double, harmonics: Int, degrees: [Int], kinks: PairKinks = .opposite
    ) throws -> [WeakContinuityReport] {
        try require((0...6).contains(harmonics), "harmonics", must: "be in 0…6", was: harmonics)
        try require(!degrees.isEmpty, "degrees", must: "not be empty", was: "empty")
        try require(
            degrees.allSatisfy { (1...60).contains($0) }, "degrees", must: "be in 1…60", was: degrees)
        let basis = try RealSphericalHarmonics(degree: harmonics)
        return try degrees.map { degree in
            let rule: SphereRule
            switch kinks {
            case .opposite, .angles: rule = try SphereRule.product(degree: degree)
            case .equator(let pole): rule = try SphereRule.hemispheres(pole: pole.vector, degree: degree)
            }
            let inner = try InnerRule(kinks, degree: degree)
            let count = basis.count
            var rates = [Double](repeating: 0, count: count * count)
            var transports = rates
            for (point, weightOne) in zip(rule.points, rule.weights) {
                let one = Direction(unchecked: point)
                let testOne = basis.valuesAndGradients(at: one)
                try inner.forEach(about: one) { two, weightTwo in
                    let testTwo = basis.valuesAndGradients(at: two)
                    let jet = try family.jet(at: one, two, time: time)
                    let velocity = try velocity(at: [one, two], time: time)
                    let weight = weightOne * weightTwo
                    for k in 0..<count {
                        let slope = dot(velocity[0], testOne.gradients[k])
                        for l in 0..<count {
                            rates[k * count + l] += weight * jet.rate * testOne.values[k] * testTwo.values[l]
                            transports[k * count + l] +=
                                weight * jet.value
                                * (slope * testTwo.values[l]
                                    + testOne.values[k] * dot(velocity[1], testTwo.gradients[l]))
                        }
                    }
                }
            }
            let defects = zip(rates, transports).map { abs($0 - $1) }
            // NaN is the worst of all.
            let worst =
                defects.firstIndex { $0.isNaN } ?? defects.indices.max { defects[$0] < defects[$1] } ?? 0
            let n = Double(defects.count)
            return WeakContinuityReport(
                degree: degree, residual: euclideanNorm(defects) / n.squareRoot(),
                rate: euclideanNorm(rates) / n.squareRoot(), largest: defects[worst],
                worst: [worst / count, worst % count])
        }
    }
}
