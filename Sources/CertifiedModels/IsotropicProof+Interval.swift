import LHVModels

extension IsotropicProof {
    /// The visibility as the lower end for −v·a·b; the certificate says nothing from above.
    public var interval: LocalityInterval {
        LocalityInterval(
            unchecked: "−v·a·b in \(dimension) dimensions",
            LocalityEnd(visibility, .certificate(IsotropicCertificate.kind.word)), LocalityEnd(1, .trivial))
    }
}

extension GHZPlanarProof {
    /// The visibility as the lower end for v cos Σφ, and 2(2/π)^N as the upper one.
    public var interval: LocalityInterval {
        LocalityInterval(
            unchecked: "v cos Σφ of \(parties) parties",
            LocalityEnd(visibility, .certificate(GHZPlanarCertificate.kind.word)),
            LocalityEnd(ceiling, .upToRounding("2(2/π)^N, the first Fourier coefficient of signs")))
    }
}

extension GHZSphereProof {
    /// The visibility as the lower end for the GHZ state and all projective measurements; the certificate says nothing from above.
    public var interval: LocalityInterval {
        LocalityInterval(
            unchecked: "GHZ state of three parties, all projective measurements",
            LocalityEnd(visibility, .certificate(GHZSphereCertificate.kind.word)), LocalityEnd(1, .trivial))
    }
}
