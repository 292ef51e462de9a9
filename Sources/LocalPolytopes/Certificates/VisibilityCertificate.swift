import LHVModels

/// A proof object for the local visibility of correlators: v·E + (1 − v)·(white noise) is local up to ``lower`` and not
/// beyond ``upper``.
///
/// It holds everything that ``verify()`` needs: strategies and weights of a local model, an inequality in integers with its
/// local bound, and, for all projective measurements, the state and the polyhedra. Verification shares no code with the
/// searches that made it, and checks every number that it holds.
public struct VisibilityCertificate: Sendable, Hashable {
    /// The inequality behind the upper end.
    public struct UpperEnd: Sendable, Hashable, Codable {
        /// M, one integer for each entry of the correlators.
        public var coefficients: [Int64]
        /// max ⟨M, d⟩ over all vertices d.
        public var localBound: Int64
        /// The visibility that local correlators cannot exceed.
        public var visibility: Double
    }

    /// What carries the lower end over to all projective measurements.
    public struct ProjectiveEnd: Sendable, Hashable, Codable {
        /// The state in Bloch form, 4^N coefficients.
        public var blochCoefficients: [Double]
        /// A polyhedron for each party.
        public var polyhedra: [MeasurementPolyhedron]
        /// The visibility up to which the state is local for all projective measurements.
        public var visibility: Double
    }

    /// The version of the format: 1.
    public static let formatVersion = 1

    /// What is certified, in words; may be empty.
    public var name: String
    /// E.
    public var correlators: CorrelatorTensor
    /// The visibility at which ``model`` is a local point near the noisy correlators.
    public var modelVisibility: Double
    /// The local model.
    public var model: LocalDecomposition
    /// The visibility up to which the noisy correlators are local.
    public var lower: Double
    /// The upper end, if there is one.
    public var upperEnd: UpperEnd?
    /// The upper end that was found and could not be certified, with the reason and what it would cost.
    public var unprovenEnd: UnprovenEnd?
    /// The lower end for all projective measurements, if that is certified.
    public var projectiveEnd: ProjectiveEnd?

    /// The visibility that local correlators cannot exceed, 1 when no inequality is given.
    public var upper: Double { upperEnd?.visibility ?? 1 }

    /// A certificate of a threshold that a search found.
    ///
    /// The inequality is rounded to integers of at most `bits` bits, and its local bound found by branch and bound. Where that,
    /// or the verification, which goes through all strategies, takes more than the options allow, ``unprovenEnd`` says so.
    /// - Parameters:
    ///   - threshold: What the search found.
    ///   - correlators: The correlators that were searched.
    ///   - name: What is certified, in words.
    ///   - bits: The length of the largest coefficient, in 1…50.
    ///   - options: Threads, and up to what cost to prove and to verify.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the threshold is of other correlators, as its lower end shows; ``/LHVModels/InvalidCertificate`` when
    ///   what was found does not stand up to verification.
    public init(
        _ threshold: CorrelatorThreshold, of correlators: CorrelatorTensor, name: String = "", bits: Int = 30,
        options: MembershipOptions = MembershipOptions()
    ) throws {
        try self.init(threshold, correlators, nil, name, bits, options)
    }

    /// A certificate for all projective measurements, of a threshold of a ``ProjectiveTarget``'s correlators.
    ///
    /// - Throws: As ``init(_:of:name:bits:options:)-(_,CorrelatorTensor,_,_,_)``.
    public init(
        _ threshold: CorrelatorThreshold, of target: ProjectiveTarget, name: String = "", bits: Int = 30,
        options: MembershipOptions = MembershipOptions()
    ) throws {
        let end = ProjectiveEnd(
            blochCoefficients: target.state.coefficients, polyhedra: target.polyhedra, visibility: 0)
        try self.init(threshold, target.correlators, end, name, bits, options)
    }

    private init(
        _ threshold: CorrelatorThreshold, _ correlators: CorrelatorTensor, _ projectiveEnd: ProjectiveEnd?,
        _ name: String, _ bits: Int, _ options: MembershipOptions
    ) throws {
        try require((1...50).contains(bits), "bits", must: "be in 1…50", was: bits)
        try options.validate()
        self.name = name
        // What was searched: a constant entry that is 1 up to rounding is 1.
        self.correlators = correlators.withExactConstant
        modelVisibility = threshold.modelVisibility
        model = threshold.model
        lower = 0
        (upperEnd, unprovenEnd) = (nil, nil)
        self.projectiveEnd = projectiveEnd
        if let inequality = threshold.inequality {
            (upperEnd, unprovenEnd) = try VisibilityCertificate.rounded(
                inequality.coefficients, correlators, threshold.upper, bits, options)
        }
        unprovenEnd = unprovenEnd ?? (upperEnd == nil ? threshold.unprovenEnd : nil)
        // The ends are what verification finds, so that they hold with rounding included.
        let found = try CertificateCheck(self).ends()
        try CertificateRules.checkTarget(threshold.lower, found: found.lower)
        lower = found.lower
        upperEnd?.visibility = found.upper
        self.projectiveEnd?.visibility = found.projective ?? 0
    }

    private static func rounded(
        _ coefficients: CorrelatorTensor, _ correlators: CorrelatorTensor, _ visibility: Double, _ bits: Int,
        _ options: MembershipOptions
    ) throws -> (end: UpperEnd?, unproven: UnprovenEnd?) {
        try require(
            coefficients.settings == correlators.settings
                && coefficients.includesMarginals == correlators.includesMarginals,
            "threshold", must: "be of correlators for settings \(correlators.settings)", was: coefficients.settings)
        return try UpperEnd.rounded(
            coefficients.elements, in: PolytopeGeometry(correlators), visibility: visibility, bits: bits,
            options, tensor: { $0 })
    }
}

extension VisibilityCertificate: Codable {
    private enum CodingKeys: String, CodingKey {
        case correlators, projectiveEnd
    }

    /// Reads a certificate of this version; its numbers are checked by ``verify()`` only.
    public init(from decoder: any Decoder) throws {
        let record = try CertificateRecord(from: decoder, version: VisibilityCertificate.formatVersion)
        name = record.name
        modelVisibility = record.modelVisibility
        model = record.model
        lower = record.lower
        upperEnd = record.upperEnd
        unprovenEnd = record.unprovenEnd
        let container = try decoder.container(keyedBy: CodingKeys.self)
        correlators = try container.decode(CorrelatorTensor.self, forKey: .correlators)
        projectiveEnd = try container.decodeIfPresent(ProjectiveEnd.self, forKey: .projectiveEnd)
    }

    /// Writes everything with the format version.
    public func encode(to encoder: any Encoder) throws {
        try CertificateRecord(
            version: VisibilityCertificate.formatVersion, name: name, modelVisibility: modelVisibility, model: model,
            lower: lower, upperEnd: upperEnd, unprovenEnd: unprovenEnd
        ).encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(correlators, forKey: .correlators)
        try container.encodeIfPresent(projectiveEnd, forKey: .projectiveEnd)
    }
}
