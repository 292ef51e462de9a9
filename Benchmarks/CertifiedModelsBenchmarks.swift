import HiddenVariables

/// The search for certified models of `CertifiedModels` and their verification.
var certifiedModelsBenchmarks: [Benchmark] {
    [
        isotropicPricing(degree: 61),
        isotropicPricing(degree: 121),
        isotropicPricing(degree: 201),
        Benchmark("certified-models/isotropic/verify-L31") {
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
    return Benchmark("certified-models/isotropic/pricing-L\(degree)", work: .flops(2 * operations, .single)) {
        let pricing = try IsotropicPricing(degree: degree, patterns: 16)
        return { pricing.improve(sweeps: 2) }
    }
}
