import LHVModels

/// A proof object in whole numbers: v·E + (1 − v)·(white noise) is local up to ``lower`` and not beyond ``upper``, for correlators E that
/// are known exactly.
///
/// Weights and the inequality are whole numbers, visibilities multiples of 10⁻¹², and E lies between multiples of 2⁻⁶⁰ whose distance both ends
/// pay for: verification rounds nothing that it does not bound, here and in `Documentation/Certificates/verify.py`. Compare
/// ``VisibilityCertificate``, which is of the doubles near E.
public struct ExactCertificate: Sendable, Hashable {
    /// The inequality behind the upper end.
    public struct UpperEnd: Sendable, Hashable {
        /// M, one whole number for each correlator.
        public var coefficients: [Int64]
        /// max ⟨M, d⟩ over all vertices d.
        public var localBound: Int64
        /// The visibility that local correlators cannot exceed, in units of 10⁻¹².
        public var visibility: Int
    }

    /// A strategy with its share in the model.
    public struct Term: Sendable, Hashable {
        /// The weight; the share is this over the sum of all weights.
        public var weight: Int
        /// The answers of all parties.
        public var strategy: DeterministicStrategy
    }

    /// The number of units in a visibility of 1.
    public static let unit = 1_000_000_000_000
    /// The greatest sum of all weights.
    public static let largestWeight = 1 << 50

    /// E.
    public var target: ExactTarget
    /// The visibility at which the model is a local point near the noisy correlators, in units of 10⁻¹².
    public var modelVisibility: Int
    /// The local model.
    public var terms: [Term]
    /// The visibility up to which the noisy correlators are local, in units of 10⁻¹².
    public var lower: Int
    /// The upper end, if there is one.
    public var upperEnd: UpperEnd?
    /// The upper end that was found and could not be certified, with the reason and what it would cost.
    public var unprovenEnd: UnprovenEnd?

    /// The visibility that local correlators cannot exceed in units of 10⁻¹², that of 1 when no inequality is given.
    public var upper: Int { upperEnd?.visibility ?? ExactCertificate.unit }

    /// A certificate of a threshold that a search found for ``ExactTarget/correlators()``.
    ///
    /// - Parameters:
    ///   - threshold: What the search found.
    ///   - target: What was searched.
    ///   - bits: The length of the largest coefficient, in 1…50.
    ///   - options: Threads, and up to what cost to prove and to verify; beyond it ``unprovenEnd`` says so.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the threshold is of other correlators; ``/LHVModels/InvalidCertificate`` when what
    ///   was found does not stand up to verification.
    public init(
        _ threshold: CorrelatorThreshold, of target: ExactTarget, bits: Int = 30,
        options: MembershipOptions = MembershipOptions()
    ) throws {
        try require((1...50).contains(bits), "bits", must: "be in 1…50", was: bits)
        try options.validate()
        let correlators = try target.correlators()
        self.target = target
        modelVisibility = Int((threshold.modelVisibility * Double(ExactCertificate.unit)).rounded(.down))
        terms = zip(threshold.model.weights, threshold.model.strategies).compactMap { weight, strategy in
            let units = Int((weight * 0x1p48).rounded())
            return units > 0 ? Term(weight: units, strategy: strategy) : nil
        }
        (lower, upperEnd, unprovenEnd) = (0, nil, nil)
        if let inequality = threshold.inequality {
            try correlators.requireShape(of: inequality.coefficients, "threshold")
            let rounded = try VisibilityCertificate.UpperEnd.rounded(
                inequality.coefficients.elements, in: PolytopeGeometry(correlators), visibility: threshold.upper,
                bits: bits, options, tensor: { $0 })
            unprovenEnd = rounded.unproven
            upperEnd = rounded.end.map {
                UpperEnd(coefficients: $0.coefficients, localBound: $0.localBound, visibility: 0)
            }
        }
        unprovenEnd = unprovenEnd ?? (upperEnd == nil ? threshold.unprovenEnd : nil)
        let check = ExactCheck(self)
        lower = try check.lowerEnd()
        try CertificateRules.checkTarget(threshold.lower, found: Double(lower) / Double(ExactCertificate.unit))
        upperEnd?.visibility = try check.upperEnd()
    }
}
