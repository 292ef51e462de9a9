import QuantumStates

/// What a search for max ⟨M, d⟩ over all vertices d of a local polytope found, and what it proved.
package struct VertexMaximum: Sendable, Codable {
    /// A vertex with ``value``, packed; nil when nothing above the floor was found.
    package let words: [UInt64]?
    /// ⟨M, d⟩ of that vertex, or the floor.
    package let value: Double
    /// No vertex exceeds this; includes what rounding may hide.
    package let upper: Double
    /// Why the search stopped before its end, if it did.
    package let stop: StopReason?
    /// How many branches were looked at.
    package let nodes: Int
    /// An order of the settings that served, for tensors like this one.
    package let rowOrder: [Int]?

    /// Whether the search ran to its end.
    package var isProven: Bool { stop == nil }
}

extension VertexShape {
    /// max ⟨M, d⟩ over all vertices d, by branch and bound.
    ///
    /// Two outcomes per setting are searched as signs with marginals, since a 0 or 1 is (1 ± s)/2.
    /// - Parameters:
    ///   - tensor: M, finite.
    ///   - floor: A value at or below which no interest lies; one that is nearly reached makes the search short.
    ///   - tie: How far the best value may stay below the maximum, for a shorter search, where each setting has two outcomes;
    ///     what rounding may hide is admitted in any case when there is a floor. The upper bound includes it.
    ///   - rowOrder: What an earlier search of a tensor like this one found.
    ///   - symmetries: Relabellings that leave M as it is, exactly.
    ///   - control: Limits of nodes and time, and threads; the result does not depend on the threads.
    package func maximum(
        of tensor: [Double], above floor: Double = -.infinity, tie: Double = 0, rowOrder: [Int]? = nil,
        symmetries: [Relabelling] = [], control: SearchControl
    ) -> VertexMaximum {
        guard let signs = SignTensor(tensor, in: self) else {
            let search = OutcomeTensorSearch(tensor: tensor, outcomes: choices)
            let found = search.maximum(above: floor, control: control)
            let upper = found.stop == nil ? found.best + search.rounding : max(found.best, search.trivialBound)
            return VertexMaximum(
                words: found.outcomes.map(packed), value: found.best, upper: upper, stop: found.stop,
                nodes: found.nodes, rowOrder: nil)
        }
        let search = SignTensorSearch(
            signs.elements, settings: signs.settings, includesMarginals: signs.includesMarginals)
        let found = search.maximum(
            method: .branchAndBound, above: floor.isFinite ? floor : nil,
            tie: floor.isFinite ? max(tie, search.leastTie) : tie, rowOrder: rowOrder,
            choices: search.outerRepresentatives(under: symmetries), control: control)
        let isBetter = found.best > floor && !(found.stop != nil && found.nodes == 0)
        return VertexMaximum(
            words: isBetter ? packed(found.signs.map { $0.map { $0 < 0 ? 1 : 0 } }) : nil, value: found.best,
            upper: max(found.best, found.upper + signs.rounding), stop: found.stop, nodes: found.nodes,
            rowOrder: found.rowOrder)
    }
}
