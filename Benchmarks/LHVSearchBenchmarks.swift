import HiddenVariables

/// The searches of `LHVSearch`.
var lhvSearchBenchmarks: [Benchmark] {
    [
        Benchmark("lhv-search/threshold/icosahedron-1e-6") {
            let target = try singletCorrelators(.platonic(.icosahedron))
            return { try target.localVisibility(tolerance: 1e-6) }
        },
        Benchmark("lhv-search/threshold/random-10x10-1e-9") {
            let target = try randomCorrelators(10)
            return { try target.localVisibility(tolerance: 1e-9) }
        },
        Benchmark("lhv-search/nearest-point/33-well-spread-0.71-1e-6") {
            var stream = RandomStream(seed: 60)
            let target = try singletCorrelators(.wellSpread(count: 33, using: &stream))
            return { try target.nearestLocalPoint(visibility: 0.71, options: MembershipOptions(gap: 1e-6)) }
        },
        Benchmark("lhv-search/inradius/geodesic-81-lines") {
            let polyhedron = try MeasurementPolyhedron.geodesic(frequency: 4)
            return { try polyhedron.squaredInradiusLowerBound() }
        },
        isotropicPricing(degree: 61),
        isotropicPricing(degree: 121),
        isotropicPricing(degree: 201),
        Benchmark("lhv-search/isotropic/verify-L31") {
            let certificate = try IsotropicCertificate.shipped(.wernerSmall)
            return { try certificate.verify(threads: 1) }
        },
    ]
}

/// Two sweeps of sixteen pairs in the search for isotropic models; what its share of the peak leaves is folding, taking signs
/// and short products.
private func isotropicPricing(degree: Int) -> Benchmark {
    // The operations of the matrix products are known before anything is prepared.
    let operations = (try? IsotropicPricing(degree: degree, patterns: 16).operations) ?? 0
    return Benchmark("lhv-search/isotropic/pricing-L\(degree)", work: .flops(2 * operations, .single)) {
        let pricing = try IsotropicPricing(degree: degree, patterns: 16)
        return { pricing.improve(sweeps: 2) }
    }
}

/// −a·b for all pairs of directions.
func singletCorrelators(_ polyhedron: MeasurementPolyhedron) throws -> CorrelatorTensor {
    let directions = polyhedron.directions
    return try CorrelatorTensor(settings: [directions.count, directions.count]) {
        -directions[$0[0]].dot(directions[$0[1]])
    }
}

/// Correlators uniform in −1…1.
func randomCorrelators(_ settings: Int) throws -> CorrelatorTensor {
    var stream = RandomStream(seed: 61)
    return try CorrelatorTensor(
        (0..<(settings * settings)).map { _ in 2 * stream.uniform() - 1 }, settings: [settings, settings])
}
