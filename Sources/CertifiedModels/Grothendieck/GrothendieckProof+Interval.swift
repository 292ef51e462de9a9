import LHVModels

extension GrothendieckProof {
    /// The visibility as the upper end for −v·a·b; the certificate says nothing from below.
    public var interval: LocalityInterval {
        LocalityInterval(
            unchecked: "−v·a·b in \(dimension) dimensions", LocalityEnd(0, .trivial),
            LocalityEnd(visibility, .certificate(GrothendieckCertificate.kind.word)))
    }
}
