import LHVModels

extension VisibilityThreshold {
    /// Both ends with their evidence.
    ///
    /// - Parameter name: What was searched.
    public func interval(of name: String) -> LocalityInterval {
        let above: LocalityEvidence =
            if inequality == nil, upper == 1 {
                .trivial
            } else if isUpperProven {
                .upToRounding("an inequality, its local bound by branch and bound")
            } else {
                .numerical(unprovenEnd?.description ?? "an inequality whose local bound may be larger")
            }
        return LocalityInterval(
            unchecked: name,
            LocalityEnd(lower, lower == 0 ? .trivial : .upToRounding("a local model and its residual")),
            LocalityEnd(upper, above))
    }
}

extension NoiseRobustness {
    /// The visibility 1/(1 + r) from both sides, by the primal and the dual solution of the linear program.
    ///
    /// - Parameter name: What was looked at; the kind of noise is added to it.
    public func interval(of name: String) -> LocalityInterval {
        // A program that was stopped has no prices, and says nothing from above.
        let isSolved = stopReason == .converged && visibility < 1
        return LocalityInterval(
            unchecked: "\(name) with \(noise.rawValue) noise",
            LocalityEnd(visibility, .upToRounding("a local mixture")),
            isSolved
                ? LocalityEnd(visibility, .upToRounding("the prices of the linear program"))
                : LocalityEnd(1, .trivial))
    }
}

extension VisibilityCertificate {
    /// Both ends with their evidence, which is that this certificate was verified now.
    ///
    /// - Throws: As ``verify()``.
    public func interval() throws -> LocalityInterval {
        try verify().interval(by: VisibilityCertificate.kind)
    }
}

extension BehaviourCertificate {
    /// Both ends with their evidence, which is that this certificate was verified now.
    ///
    /// - Throws: As ``verify()``.
    public func interval() throws -> LocalityInterval { try verify().interval(by: BehaviourCertificate.kind) }
}

extension ExactCertificate {
    /// Both ends with their evidence, which is that this certificate was verified now.
    ///
    /// - Throws: As ``verify()``.
    public func interval() throws -> LocalityInterval {
        let proof = try verify()
        return LocalityInterval(
            unchecked: proof.name, LocalityEnd(proof.lower, .certificate(ExactCertificate.kind.word)),
            LocalityEnd(proof.upper, upperEnd == nil ? .trivial : .certificate(ExactCertificate.kind.word)))
    }
}

extension VisibilityProof {
    fileprivate func interval(by kind: CertificateKind) -> LocalityInterval {
        LocalityInterval(
            unchecked: name, LocalityEnd(lower, .certificate(kind.word)),
            LocalityEnd(upper, upper == 1 ? .trivial : .certificate(kind.word)))
    }
}
