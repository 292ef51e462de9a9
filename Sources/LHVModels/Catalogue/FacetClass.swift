import QuantumStates

/// A class of facets of a local polytope that renumbering parties, settings and outcomes turns into one another.
public struct FacetClass: Sendable, Hashable, Codable {
    /// The representative that ``CanonicalInequality`` has for all members.
    public let representative: CollinsGisinForm
    /// How many facets are in the class.
    public let count: Int
    /// How many deterministic strategies reach the bound of each.
    public let strategies: Int
}

extension LocalPolytope {
    /// All facets up to renumbering, found from facet to facet.
    ///
    /// Around one facet of each class all neighbours are found: they meet it in its own facets, which are found in the same way
    /// with the renumberings that keep it, or by the double description where it is nearly a simplex. All arithmetic is of exact,
    /// overflow-checked integers, and every facet has been met when no class is left to look around at: the facets of a polytope
    /// are connected, and stay so without any set of fewer of them than the polytope has dimensions.
    ///
    /// Three parties with two settings of two outcomes have 53,856 facets in the 46 classes of [Sliwa2003]. Source: [Bremner2009].
    /// - Parameters:
    ///   - limit: How many facets of all classes, and rays on the way to neighbours, may be held.
    ///   - timeLimit: The time in seconds after which to give up, or nil.
    /// - Returns: The classes, those that most strategies reach first, then those with small bounds.
    /// - Complexity: Grows very fast; some 90 s of one processor for three parties with two settings.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are more than 1024 strategies, more than 65,536 renumberings, or the
    ///   time limit is not in 0…10⁹ s; ``/NumericalCore/NumericalFailure`` when a limit or the integers do not suffice;
    ///   `CancellationError` when the current task is cancelled.
    public func facetClasses(limit: Int = 1 << 20, timeLimit: Double? = nil) throws -> [FacetClass] {
        let budget = try timeLimit.map { try TimeBudget(seconds: $0) } ?? .unlimited
        let vertices = try verticesForFacets()
        // A polytope that is one point has no facets.
        guard vertices.count > 1 else { return [] }
        let renumberings = Relabelling.count(in: scenario)
        try require(
            renumberings <= 65_536, "scenario", must: "have at most 65536 renumberings for facets to be sorted by them",
            was: "\(scenario) with \(renumberings)")
        let points = vertices.map { CollinsGisinForm.point(of: $0, in: scenario) }
        let group = try PermutationGroup(
            generators: Relabelling.exchanges(in: scenario).map { step in
                try vertices.map { try index(of: $0.relabelled(by: step)) }
            }, of: vertices.count, limit: 65_536)
        let search = AdjacencyDecomposition(points: points, group: group, limit: limit, budget: budget)
        let classes: [FacetClass] = try search.orbits().map { orbit in
            let form = try CollinsGisinForm(
                [0] + orbit.functional.dropFirst().map { 0 - Double($0) }, in: scenario,
                bound: Double(orbit.functional[0]))
            return FacetClass(
                representative: try form.inequality().canonical().form, count: orbit.count,
                strategies: orbit.touched.count)
        }
        return classes.sorted { left, right in
            if left.strategies != right.strategies { return left.strategies > right.strategies }
            let (first, second) = (left.representative, right.representative)
            if first.bound != second.bound { return first.bound < second.bound }
            if left.count != right.count { return left.count < right.count }
            return first.coefficients.lexicographicallyPrecedes(second.coefficients)
        }
    }
}
