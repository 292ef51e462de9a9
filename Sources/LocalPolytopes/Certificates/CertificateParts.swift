import LHVModels

/// What the certificates of correlators and of behaviours hold alike, as it stands in their files.
struct CertificateRecord: Codable {
    var formatVersion: Int
    var name: String
    var modelVisibility: Double
    var model: LocalDecomposition
    var lower: Double
    var upperEnd: VisibilityCertificate.UpperEnd?
    var unprovenEnd: UnprovenEnd?

    /// Reads the parts and checks the version; the numbers are checked when the certificate is verified.
    init(from decoder: any Decoder, version: Int) throws {
        self = try CertificateRecord(from: decoder)
        try require(
            formatVersion == version, "certificate's format version", must: "be \(version)", was: formatVersion)
    }

    init(
        version: Int, name: String, modelVisibility: Double, model: LocalDecomposition, lower: Double,
        upperEnd: VisibilityCertificate.UpperEnd?, unprovenEnd: UnprovenEnd?
    ) {
        formatVersion = version
        self.name = name
        self.modelVisibility = modelVisibility
        self.model = model
        self.lower = lower
        self.upperEnd = upperEnd
        self.unprovenEnd = unprovenEnd
    }
}

extension VisibilityCertificate.UpperEnd {
    /// An inequality rounded to integers of at most `bits` bits, with its local bound by branch and bound.
    ///
    /// - Parameters:
    ///   - coefficients: In the order of the certificate.
    ///   - visibility: The end that is looked for.
    ///   - tensor: From that order to the geometry's.
    /// - Returns: Neither when all coefficients are 0, so that nothing is excluded.
    static func rounded(
        _ coefficients: [Double], in geometry: PolytopeGeometry, visibility: Double, bits: Int,
        _ options: MembershipOptions, tensor: ([Double]) -> [Double]
    ) throws -> (end: VisibilityCertificate.UpperEnd?, unproven: UnprovenEnd?) {
        let largest = coefficients.largestMagnitude()
        let sum = coefficients.reduce(0) { $0 + abs($1) }
        guard largest > 0 else { return (nil, nil) }
        // Sums of all coefficients stay below 2⁵², where doubles count exactly.
        let factor = min(Double(1 << bits) / largest, 0x1p51 / sum)
        let integers = coefficients.map { ($0 * factor).rounded() }
        let cost = geometry.shape.enumerationCost
        func unproven(_ reason: UnprovenEnd.Reason, nodes: Int) -> (VisibilityCertificate.UpperEnd?, UnprovenEnd?) {
            (nil, UnprovenEnd(reason, visibility: visibility, cost: cost, nodes: nodes))
        }
        // The verifier goes through all strategies; it does not take part in what the search knows.
        let longest = Double(geometry.shape.lengths.max() ?? 1)
        let allowed = max(options.exactOracleCost, 64)
        guard cost <= allowed, cost <= 0x1p36 * longest else {
            return unproven(.verificationCost, nodes: 0)
        }
        var proof = VertexProof(shape: geometry.shape, options: options)
        guard let found = proof.whole(tensor(integers), above: -.infinity, options.budget), let words = found.words
        else { return unproven(.costLimit, nodes: 0) }
        guard found.isProven else { return unproven(UnprovenEnd.reason(found.stop), nodes: found.nodes) }
        let bound = geometry.shape.value(of: words, in: tensor(integers))
        guard found.upper < bound + 1 else { return unproven(.rounding, nodes: found.nodes) }
        let end = VisibilityCertificate.UpperEnd(
            coefficients: integers.map { Int64($0) }, localBound: Int64(bound), visibility: 1)
        return (end, nil)
    }
}

/// The rules by which numbers in a certificate are accepted.
enum CertificateRules {
    /// What a claim may be weaker by than what is recomputed; more shows that a number was changed.
    static let slack = 1e-10

    /// Throws unless the lower end that a threshold has is that of its model and the target: the model of another target
    /// has another residual.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when they differ by more than rounding and the deviation of a state explain.
    static func checkTarget(_ lower: Double, found: Double) throws {
        try require(
            abs(lower - found) <= 1e-9, "threshold", must: "be of the target, where its model is local up to \(found)",
            was: "local up to \(lower)")
    }

    static func check(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
        guard condition else { throw InvalidCertificate(reason: reason()) }
    }

    /// Throws unless a visibility that is claimed to be local is not above what was found.
    static func check(lower claim: Double, _ name: String, found: Double) throws {
        try check(claim <= found && claim >= found - slack, "\(name) is \(found) and not \(claim)")
    }

    /// Throws unless a visibility that nothing local is claimed to exceed is not below what was found.
    static func check(upper claim: Double, _ name: String, found: Double) throws {
        try check(claim >= found && claim <= found + slack, "\(name) is \(found) and not \(claim)")
    }

    /// Throws unless a model can be one: a visibility, and as many weights as strategies.
    static func check(_ model: LocalDecomposition, visibility: Double) throws {
        try check(visibility >= 0 && visibility <= 1, "the model's visibility is \(visibility)")
        try check(
            model.count > 0 && model.weights.count == model.strategies.count, "weights and strategies differ in number")
    }

    /// Adds the weights up while `body` takes each strategy apart; throws unless they are weights with sum 1.
    static func sum(
        over model: LocalDecomposition, settings: [Int], _ body: (DeterministicStrategy, Double) throws -> Void
    ) throws -> Double {
        var total = CompensatedSum()
        for (strategy, weight) in zip(model.strategies, model.weights) {
            try check(weight >= 0 && weight.isFinite, "a weight is \(weight)")
            try check(strategy.settings == settings, "a strategy is for settings \(strategy.settings)")
            total.add(weight)
            try body(strategy, weight)
        }
        let sum = total.value
        try check(abs(sum - 1) <= 1e-9, "the weights have sum \(sum)")
        return sum
    }

    /// Throws unless Σ|M| is below 2⁶², so that no partial sum of the integers M can overflow.
    static func checkSums(of coefficients: [Int64]) throws {
        var sum: UInt64 = 0
        for coefficient in coefficients {
            let (next, overflow) = sum.addingReportingOverflow(coefficient.magnitude)
            try check(!overflow && next < 1 << 62, "the coefficients are too large for 64-bit sums")
            sum = next
        }
    }
}
