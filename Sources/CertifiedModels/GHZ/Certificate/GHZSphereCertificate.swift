import LHVModels

/// A proof object: the GHZ state of three parties with visibility v is local for all projective measurements at once.
///
/// The state is v|GHZ⟩⟨GHZ| + (1 − v)·1/8 with |GHZ⟩ = (|000⟩ + |111⟩)/√2. For directions with polar angles θ_p and azimuths φ_p its
/// correlations are v sin θ₁ sin θ₂ sin θ₃ cos(φ₁ + φ₂ + φ₃) of three parties, v cos θ_p cos θ_q of two, and none of one. The certificate is a
/// mixture of lists of three sign functions on N heights and n cells of azimuth, with whole numbers as weights. It does not
/// hold v: ``verify()`` computes from the signs what they prove. The theorem and its proof are in the article "Certified models of
/// the GHZ state for all projective measurements".
public struct GHZSphereCertificate: Sendable, Hashable {
    /// A list of three responses with its share in the mixture.
    public struct Term: Sendable, Hashable {
        /// The weight, not negative; the share is this over the sum of all weights.
        public let weight: Int
        /// The response of each party.
        public let responses: [SphereResponse]

        /// A term from its parts.
        public init(weight: Int, responses: [SphereResponse]) {
            self.weight = weight
            self.responses = responses
        }
    }

    /// The largest sum of all weights: 10¹².
    public static let largestTotalWeight = 1_000_000_000_000
    /// The greatest number of terms.
    public static let largestTermCount = 20_000

    /// N, the number of heights of a hemisphere.
    public let heights: Int
    /// n, the number of cells of a circle.
    public let cells: Int
    /// The mixture.
    public let terms: [Term]

    /// A certificate from its parts.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless N is in 1…16, n a multiple of 4 in 8…64, there are 1…20,000 terms with three
    ///   responses of this grid each, and the weights are not negative and have a sum in 1…10¹².
    public init(heights: Int, cells: Int, terms: [Term]) throws {
        try SphereResponse.check(heights: heights, cells: cells)
        try require(
            (1...GHZSphereCertificate.largestTermCount).contains(terms.count), "terms",
            must: "be 1…\(GHZSphereCertificate.largestTermCount)", was: terms.count)
        var total = 0
        for (index, term) in terms.enumerated() {
            try require(
                (0...GHZSphereCertificate.largestTotalWeight).contains(term.weight), "terms[\(index)].weight",
                must: "be in 0…10¹²", was: term.weight)
            total += term.weight
            try require(
                term.responses.count == 3, "terms[\(index)].responses", must: "be 3", was: term.responses.count)
            for (party, response) in term.responses.enumerated() {
                try require(
                    response.heights == heights && response.cells == cells, "terms[\(index)].responses[\(party)]",
                    must: "have \(heights) heights of \(cells) cells",
                    was: "\(response.heights) of \(response.cells)")
            }
        }
        try require(
            (1...GHZSphereCertificate.largestTotalWeight).contains(total), "weights", must: "have a sum in 1…10¹²",
            was: total)
        self.heights = heights
        self.cells = cells
        self.terms = terms
    }

    /// The sum of all weights.
    public var totalWeight: Int { terms.reduce(0) { $0 + $1.weight } }
}
