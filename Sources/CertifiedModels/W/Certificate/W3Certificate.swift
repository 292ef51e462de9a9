import LHVModels

/// A proof object: the W state of three parties with visibility v is local for all projective measurements at once.
///
/// The state is v|W⟩⟨W| + (1 − v)·1/8 with |W⟩ = (|001⟩ + |010⟩ + |100⟩)/√3. The certificate is a mixture of lists of three sign functions on N
/// heights and n cells of azimuth, with whole numbers as weights, and a visibility v₀ at which it aims. ``verify()`` computes from the signs by
/// how much it misses, and what that costs. The theorem and its proof are in the article "Certified models of the W state".
public struct W3Certificate: Sendable, Hashable {
    /// A list of three responses with its share in the mixture.
    public typealias Term = GHZSphereCertificate.Term

    /// The largest sum of all weights: 10¹².
    public static let largestTotalWeight = 1_000_000_000_000
    /// The greatest number of terms.
    public static let largestTermCount = 20_000
    /// The greatest N³n², the number of relative places of three cells.
    public static let largestPlaceCount = 1 << 20

    /// N, the number of heights of a hemisphere.
    public let heights: Int
    /// n, the number of cells of a circle.
    public let cells: Int
    /// v₀ in units of 10⁻¹².
    public let aim: Int
    /// The mixture.
    public let terms: [Term]

    /// A certificate from its parts.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless N is in 1…16, n a multiple of 4 in 8…64, N³n² at most 2²⁰, v₀ in 1…10¹², there are 1…20,000
    ///   terms with three responses of this grid each, and the weights are not negative and have a sum in 1…10¹².
    public init(heights: Int, cells: Int, aim: Int, terms: [Term]) throws {
        try W3Certificate.check(heights: heights, cells: cells)
        try require((1...1_000_000_000_000).contains(aim), "aim", must: "be in 1…10¹²", was: aim)
        // The same list of terms, with the same limits.
        let sphere = try GHZSphereCertificate(heights: heights, cells: cells, terms: terms)
        self.heights = heights
        self.cells = cells
        self.aim = aim
        self.terms = sphere.terms
    }

    /// Throws unless a certificate can have these sizes.
    static func check(heights: Int, cells: Int) throws {
        try SphereResponse.check(heights: heights, cells: cells)
        let places = heights * heights * heights * cells * cells
        try require(
            places <= W3Certificate.largestPlaceCount, "heights³ × cells²", must: "be at most 2²⁰", was: places)
    }

    /// The sum of all weights.
    public var totalWeight: Int { terms.reduce(0) { $0 + $1.weight } }
}
