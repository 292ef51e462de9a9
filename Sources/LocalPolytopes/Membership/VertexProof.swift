import LHVModels

/// Proves what the heuristic oracle believes of a local polytope: that no vertex exceeds the best one found.
struct VertexProof: Sendable {
    private let shape: VertexShape
    private let threads: Int
    /// What leaves the tensors as they are.
    private let symmetries: [Relabelling]
    /// The branches that a proof may take.
    private let nodeLimit: Int
    /// The branches that a proof on the way may take: about the work of a heuristic confirmation.
    private let quickLimit: Int
    /// What proofs have learned.
    var memory = Memory()

    /// What proofs learn from one another.
    struct Memory: Sendable, Codable {
        /// What the last search learned about the order of settings.
        var rowOrder: [Int]?
        /// Whether a proof on the way turned out to be too long.
        var isLong = false
        /// How many branches all proofs looked at.
        var nodes = 0
    }

    init(shape: VertexShape, options: MembershipOptions, symmetries: [Relabelling] = []) {
        self.shape = shape
        self.symmetries = symmetries
        threads = options.threads
        nodeLimit = shape.nodes(forCost: options.exactOracleCost)
        let quick = Double(options.oracleStarts * options.confirmationFactor) * Double(shape.size) * 30
        quickLimit = min(nodeLimit, shape.nodes(forCost: quick))
    }

    /// What is known after as much work as a heuristic confirmation takes; nil when that was too little before.
    mutating func quick(_ tensor: [Double], above floor: Double, _ budget: TimeBudget) -> VertexMaximum? {
        guard !memory.isLong, nodeLimit > 0 else { return nil }
        let found = maximum(of: tensor, above: floor, budget, limit: quickLimit)
        memory.isLong = found.stop == .iterationLimit
        return found
    }

    /// What is known after as much work as the options allow.
    ///
    /// Branches that tie with the floor are cut only when something lies between them: a proof that turns out to be long begins
    /// anew above a higher number, and shows that alone.
    mutating func whole(
        _ tensor: [Double], above floor: Double, orAtLeast raised: Double = -.infinity, _ budget: TimeBudget
    ) -> VertexMaximum? {
        guard nodeLimit > 0 else { return nil }
        guard raised > floor else { return maximum(of: tensor, above: floor, budget, limit: nodeLimit) }
        let found = maximum(of: tensor, above: floor, budget, limit: nodeLimit / VertexProof.shareAtFloor)
        guard found.stop == .iterationLimit, found.words == nil else { return found }
        // A part of what lies between cuts ties in the sub-problems that bound the branches.
        let tie = (raised - floor) / 4
        return maximum(
            of: tensor, above: raised - tie, tie: tie, budget, limit: nodeLimit - min(nodeLimit, found.nodes))
    }

    /// The part of the work that a proof above the floor itself may take.
    private static var shareAtFloor: Int { 16 }

    private mutating func maximum(
        of tensor: [Double], above floor: Double, tie: Double = 0, _ budget: TimeBudget, limit: Int
    ) -> VertexMaximum {
        let found = SearchControl.run(budget: budget, threads: threads, nodeLimit: limit) { control in
            shape.maximum(
                of: tensor, above: floor, tie: tie, rowOrder: memory.rowOrder, symmetries: symmetries, control: control)
        }
        memory.nodes += found.nodes
        if found.isProven { memory.rowOrder = found.rowOrder ?? memory.rowOrder }
        return found
    }
}

extension VertexProof.Memory {
    /// Throws unless it can be that of proofs about a polytope.
    func validate(shape: VertexShape) throws {
        try require(nodes >= 0, "nodes", must: "be at least 0", was: nodes)
        if let rowOrder {
            try require(
                rowOrder.sorted() == Array(rowOrder.indices) && rowOrder.count <= shape.lengths.reduce(0, +),
                "rowOrder",
                must: "be an order of settings", was: rowOrder)
        }
    }
}
