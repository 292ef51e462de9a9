import NumericalCore

/// The replicas of a bootstrap so far, and what they depend on.
struct BootstrapState: Sendable, Codable {
    static let checkpointKind = "bootstrap 1"

    let seed: UInt64
    let source: BootstrapOptions.Source
    let likelihood: MaximumLikelihoodOptions
    let counts: [Double]
    let means: [Double]
    // The quantities at the estimate, by which they are known, and at further states: many are 0 for all separable ones. The latter are
    // nil in files that were written without them.
    let values: [Double]
    let probes: [[Double]]?
    /// The quantities of each replica, in their order.
    var samples: [[Double]] = []

    init(options: BootstrapOptions, counts: [Double], means: [Double], values: [Double], probes: [[Double]]) {
        seed = options.seed
        source = options.source
        likelihood = options.likelihood
        self.counts = counts
        self.means = means
        self.values = values
        self.probes = probes
    }

    /// Whether the replicas are those of a bootstrap with this beginning; their number may differ.
    func isContinuation(of other: BootstrapState) -> Bool {
        seed == other.seed && source == other.source && likelihood == other.likelihood && counts == other.counts
            && means == other.means && values == other.values && (probes == nil || probes == other.probes)
    }

    /// Throws unless every replica has a number for each quantity.
    func validate() throws {
        for (index, sample) in samples.enumerated() {
            try require(
                sample.count == values.count && !sample.contains(where: \.isNaN), "replica \(index)",
                must: "be \(values.count) numbers", was: sample)
        }
    }
}
