import LHVModels

/// A proof object: v cos(φ₁ + … + φ_N) is a local correlation for all measurement angles in a plane at once.
///
/// These are the correlations of N parties who measure the GHZ state of visibility v along directions of the XY plane, and
/// all correlations of fewer parties vanish. The certificate is a mixture of lists of odd sign functions, one function for
/// each party, with whole numbers as weights: a page of text. It does not hold v: ``verify()`` computes from the signs, in
/// exact arithmetic, what they prove. The theorem and its proof are in the article "Certified models of GHZ states in a plane".
public struct GHZPlanarCertificate: Sendable, Hashable {
    /// A list of responses with its share in the mixture.
    public struct Term: Sendable, Hashable {
        /// The weight, not negative; the share is this over the sum of all weights.
        public let weight: Int
        /// The sign function of each party.
        public let responses: [OddResponse]

        /// A term from its parts.
        public init(weight: Int, responses: [OddResponse]) {
            self.weight = weight
            self.responses = responses
        }
    }

    /// The numbers of parties that a certificate can have.
    public static let partyCounts = 2...8
    /// The largest weight.
    public static let largestWeight = 1_000_000_000
    /// The greatest number of terms.
    public static let largestTermCount = 200

    /// N, the number of parties.
    public let parties: Int
    /// n, the number of cells of a half circle.
    public let cells: Int
    /// The mixture.
    public let terms: [Term]

    /// A certificate from its parts.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless N is in 2…8, n even and in 2…512, there are 1…200 terms with N
    ///   responses of n cells each, and the weights are in 0…10⁹ and not all zero.
    public init(parties: Int, cells: Int, terms: [Term]) throws {
        try GHZPlanarCertificate.check(parties: parties)
        try OddResponse.check(cells: cells)
        try require(
            (1...GHZPlanarCertificate.largestTermCount).contains(terms.count), "terms",
            must: "be 1…\(GHZPlanarCertificate.largestTermCount)", was: terms.count)
        for (index, term) in terms.enumerated() {
            try require(
                (0...GHZPlanarCertificate.largestWeight).contains(term.weight), "terms[\(index)].weight",
                must: "be in 0…10⁹", was: term.weight)
            try require(
                term.responses.count == parties, "terms[\(index)].responses",
                must: "be one for each of \(parties) parties",
                was: term.responses.count)
            for (party, response) in term.responses.enumerated() {
                try require(
                    response.cells == cells, "terms[\(index)].responses[\(party)]", must: "have \(cells) cells",
                    was: response.cells)
            }
        }
        try require(terms.contains { $0.weight > 0 }, "weights", must: "not all be zero", was: "all zero")
        self.parties = parties
        self.cells = cells
        self.terms = terms
    }

    /// Σ_i w_i.
    public var totalWeight: Int { terms.reduce(0) { $0 + $1.weight } }

    static func check(parties: Int) throws {
        try require(
            partyCounts.contains(parties), "parties",
            must: "be in \(partyCounts.lowerBound)…\(partyCounts.upperBound)", was: parties)
    }
}
