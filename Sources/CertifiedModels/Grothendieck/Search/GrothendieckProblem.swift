import LHVModels

/// What a search is asked: symmetries, and points of the orbits of lines.
struct GrothendieckProblem: Sendable, Hashable, Codable {
    /// What the certificate is called.
    let name: String
    let dimension: Int
    /// Generators of the group and of its part that the certificate has.
    let generators: [[Double]]
    let proofGenerators: [[Double]]
    /// One point of each orbit of either party's lines.
    let alice: [[Double]]
    let bob: [[Double]]

    /// The problem.
    ///
    /// - Throws: `InvalidArgument` unless there can be a certificate for these lines, and both groups keep them.
    init(
        name: String, group: LineGroup, proofGroup: LineGroup, alice: [[Double]], bob: [[Double]]
    ) throws {
        self.name = name
        dimension = group.dimension
        generators = group.generators
        proofGenerators = proofGroup.generators
        self.alice = alice
        self.bob = bob
        try require(
            proofGroup.dimension == group.dimension, "proofGroup", must: "be of dimension \(group.dimension)",
            was: proofGroup.dimension)
        try validate()
    }

    func validate() throws { try requireLines(alice: alice, bob: bob) }

    /// The lines through some points with their pairs; throws unless there can be a certificate for them.
    @discardableResult
    func requireLines(alice: [[Double]], bob: [[Double]]) throws -> (lines: GrothendieckLines, pairs: LinePairs) {
        let lines = try GrothendieckLines(group, alice: alice, bob: bob)
        try GrothendieckCertificate.check(dimension: dimension, rows: lines.alice.count, columns: lines.bob.count)
        for party in [lines.alice, lines.bob] { _ = try proofGroup.permutations(of: party) }
        let pairs = LinePairs(lines.symmetries, alice: lines.alice, bob: lines.bob)
        // Otherwise no matrix has a value for the vectors.
        try require(
            pairs.target.largestMagnitude() > 1e-9, "bob", must: "have lines that are not orthogonal to all of Alice's",
            was: "none")
        return (lines, pairs)
    }

    var group: LineGroup { get throws { try LineGroup(dimension: dimension, generators: generators) } }
    var proofGroup: LineGroup { get throws { try LineGroup(dimension: dimension, generators: proofGenerators) } }
}
