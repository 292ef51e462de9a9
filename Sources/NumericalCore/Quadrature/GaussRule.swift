/// Nodes and weights of a quadrature on an interval: Σ w_i f(x_i), exact for polynomials of degree 2n − 1 when Gaussian.
package struct GaussRule: Sendable, Hashable, Codable {
    /// The nodes in ascending order.
    package let nodes: [Double]
    /// The positive weights, one for each node.
    package let weights: [Double]

    init(unchecked nodes: [Double], weights: [Double]) {
        self.nodes = nodes
        self.weights = weights
    }

    /// A rule from its nodes and weights.
    ///
    /// - Throws: ``InvalidArgument`` unless there are as many weights as nodes, at least one, all of them finite, the nodes
    ///   strictly ascending and the weights positive.
    package init(nodes: [Double], weights: [Double]) throws {
        try require(!nodes.isEmpty, "nodes", must: "not be empty", was: "empty")
        try require(
            weights.count == nodes.count, "weights", must: "be \(nodes.count), one for each node", was: weights.count)
        for index in nodes.indices {
            try require(nodes[index].isFinite, "nodes[\(index)]", must: "be finite", was: nodes[index])
            try require(
                index == 0 || nodes[index - 1] < nodes[index], "nodes[\(index)]", must: "exceed the node before it",
                was: nodes[index])
            try require(
                weights[index].isFinite && weights[index] > 0, "weights[\(index)]", must: "be finite and positive",
                was: weights[index])
        }
        self.init(unchecked: nodes, weights: weights)
    }

    /// Σ w_i f(x_i), summed with compensation in the order of the nodes.
    ///
    /// - Complexity: n evaluations.
    /// - Throws: What `function` throws.
    package func integrate(_ function: (Double) throws -> Double) rethrows -> Double {
        var sum = CompensatedSum()
        for (node, weight) in zip(nodes, weights) { sum.add(weight * (try function(node))) }
        return sum.value
    }

    /// The rule carried from −1…1 to another interval: x → (a + b)/2 + x·(b − a)/2, the weights scaled by (b − a)/2.
    ///
    /// - Throws: ``InvalidArgument`` unless a < b and both are finite.
    package func mapped(from lower: Double, to upper: Double) throws -> GaussRule {
        try require(
            lower.isFinite && upper.isFinite && lower < upper, "interval", must: "have finite ends in ascending order",
            was: "\(lower)…\(upper)")
        return onInterval(lower, upper)
    }

    func onInterval(_ lower: Double, _ upper: Double) -> GaussRule {
        let (center, half) = (lower / 2 + upper / 2, upper / 2 - lower / 2)
        return GaussRule(unchecked: nodes.map { center + half * $0 }, weights: weights.map { half * $0 })
    }

    private enum CodingKeys: String, CodingKey { case nodes, weights }

    /// Reads nodes and weights and checks them again.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            nodes: container.decode([Double].self, forKey: .nodes),
            weights: container.decode([Double].self, forKey: .weights))
    }
}
