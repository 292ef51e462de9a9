/// How to compute a bound of the hierarchy.
public struct HierarchyOptions: Sendable, Hashable, Codable {
    /// Tolerance and limits of the semidefinite program.
    public var solver: SemidefiniteOptions
    /// Whether relabellings that leave the functional as it is are looked for and used.
    public var usesSymmetry: Bool
    /// The most products of operators, the rows of the moment matrix.
    public var operatorLimit: Int
    /// The most different moments.
    public var momentLimit: Int

    /// Options, each with a default.
    ///
    /// - Parameters:
    ///   - solver: Tolerance and limits of the semidefinite program.
    ///   - usesSymmetry: Whether relabellings that leave the functional as it is are looked for and used.
    ///   - operatorLimit: The most rows of the moment matrix, in 1…10,000; a thousand take a second for each step.
    ///   - momentLimit: The most different moments, in 1…30,000; ten thousand take 1.6 GB and ten seconds for each step.
    public init(
        solver: SemidefiniteOptions = SemidefiniteOptions(), usesSymmetry: Bool = true, operatorLimit: Int = 1000,
        momentLimit: Int = 10_000
    ) {
        self.solver = solver
        self.usesSymmetry = usesSymmetry
        self.operatorLimit = operatorLimit
        self.momentLimit = momentLimit
    }

    func validate() throws {
        try solver.validate()
        try require((1...10_000).contains(operatorLimit), "operatorLimit", must: "be in 1…10000", was: operatorLimit)
        try require((1...30_000).contains(momentLimit), "momentLimit", must: "be in 1…30000", was: momentLimit)
    }
}
