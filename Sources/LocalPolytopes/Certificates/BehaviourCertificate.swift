import LHVModels

/// A proof object for the local visibility of a behaviour with any number of outcomes: v·P + (1 − v)·(white noise) is local up
/// to ``lower`` and not beyond ``upper``.
///
/// It holds strategies and weights of a local model, and an inequality in integers with its local bound. What it says is said
/// of the part P′ of P that does not signal, which is P itself when P does not; where P is further from it than 10⁻⁸, which is
/// more than rounding, the certificate is refused. The article "The local polytope" derives P′ and what its distance from P
/// costs each end. Verification shares no code with the searches. For two outcomes and all projective measurements see
/// ``VisibilityCertificate``.
public struct BehaviourCertificate: Sendable, Hashable {
    /// The inequality behind the upper end.
    public typealias UpperEnd = VisibilityCertificate.UpperEnd

    /// The version of the format: 1.
    public static let formatVersion = 1

    /// What is certified, in words; may be empty.
    public var name: String
    /// P.
    public var behaviour: Behaviour
    /// The visibility at which ``model`` is a local point near the noisy behaviour.
    public var modelVisibility: Double
    /// The local model.
    public var model: LocalDecomposition
    /// The visibility up to which the noisy behaviour is local.
    public var lower: Double
    /// The upper end, if there is one; one coefficient for each probability, in the order of the scenario.
    public var upperEnd: UpperEnd?
    /// The upper end that was found and could not be certified, with the reason and what it would cost.
    public var unprovenEnd: UnprovenEnd?

    /// The visibility that a local behaviour cannot exceed, 1 when no inequality is given.
    public var upper: Double { upperEnd?.visibility ?? 1 }

    /// A certificate of a threshold that a search found.
    ///
    /// - Parameters:
    ///   - threshold: What the search found.
    ///   - behaviour: The behaviour that was searched.
    ///   - name: What is certified, in words.
    ///   - bits: The length of the largest coefficient, in 1…50.
    ///   - options: Threads, and up to what cost to prove and to verify; beyond it ``unprovenEnd`` says so.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the threshold is of another behaviour, as its lower end shows; ``/LHVModels/InvalidCertificate`` when
    ///   what was found does not stand up to verification.
    public init(
        _ threshold: BehaviourThreshold, of behaviour: Behaviour, name: String = "", bits: Int = 30,
        options: MembershipOptions = MembershipOptions()
    ) throws {
        try require((1...50).contains(bits), "bits", must: "be in 1…50", was: bits)
        try options.validate()
        self.name = name
        self.behaviour = behaviour
        modelVisibility = threshold.modelVisibility
        model = threshold.model
        lower = 0
        (upperEnd, unprovenEnd) = (nil, nil)
        if let inequality = threshold.inequality {
            (upperEnd, unprovenEnd) = try BehaviourCertificate.rounded(
                inequality, behaviour.scenario, threshold.upper, bits, options)
        }
        unprovenEnd = unprovenEnd ?? (upperEnd == nil ? threshold.unprovenEnd : nil)
        let found = try BehaviourCertificateCheck(self).ends()
        try CertificateRules.checkTarget(threshold.lower, found: found.lower)
        lower = found.lower
        upperEnd?.visibility = found.upper
    }

    private static func rounded(
        _ inequality: BellInequality, _ scenario: Scenario, _ visibility: Double, _ bits: Int,
        _ options: MembershipOptions
    ) throws -> (end: UpperEnd?, unproven: UnprovenEnd?) {
        try require(
            inequality.scenario == scenario, "threshold", must: "be of a behaviour for \(scenario)",
            was: inequality.scenario)
        let geometry = PolytopeGeometry(scenario)
        return try UpperEnd.rounded(
            inequality.coefficients, in: geometry, visibility: visibility, bits: bits, options
        ) {
            geometry.tensor(of: Behaviour(unchecked: $0, in: scenario))
        }
    }

    /// Recomputes everything that the certificate says from the numbers in it.
    ///
    /// P is split into what signals and what does not. Lower end: weights and strategies are re-summed with compensation, and
    /// the residual is split into parts, one for each set of parties, that do not signal and that white noise makes local. Upper
    /// end: the local bound is enumerated in 64-bit integers, and the inequality pays for what P signals.
    /// - Complexity: O(strategies × lists of settings + 3ᴺ·count); the strategies of all parties but one for the local bound.
    /// - Throws: ``/LHVModels/InvalidCertificate`` when P signals by more than 10⁻⁸, a claim is stronger than what is recomputed, or weaker by
    ///   more than 10⁻¹⁰, or when the recomputation would take more than 2³⁶ steps.
    @discardableResult public func verify() throws -> VisibilityProof {
        let ends = try BehaviourCertificateCheck(self).ends()
        try CertificateRules.check(lower: lower, "the lower end", found: ends.lower)
        if let upperEnd {
            try CertificateRules.check(upper: upperEnd.visibility, "the upper end", found: ends.upper)
        }
        return VisibilityProof(name: name, lower: lower, upper: upper, projective: nil)
    }
}

extension BehaviourCertificate: Codable {
    private enum CodingKeys: String, CodingKey {
        case behaviour
    }

    /// Reads a certificate of this version; its numbers are checked by ``verify()`` only.
    public init(from decoder: any Decoder) throws {
        let record = try CertificateRecord(from: decoder, version: BehaviourCertificate.formatVersion)
        name = record.name
        modelVisibility = record.modelVisibility
        model = record.model
        lower = record.lower
        upperEnd = record.upperEnd
        unprovenEnd = record.unprovenEnd
        behaviour = try decoder.container(keyedBy: CodingKeys.self).decode(Behaviour.self, forKey: .behaviour)
    }

    /// Writes everything with the format version.
    public func encode(to encoder: any Encoder) throws {
        try CertificateRecord(
            version: BehaviourCertificate.formatVersion, name: name, modelVisibility: modelVisibility, model: model,
            lower: lower, upperEnd: upperEnd, unprovenEnd: unprovenEnd
        ).encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(behaviour, forKey: .behaviour)
    }
}
