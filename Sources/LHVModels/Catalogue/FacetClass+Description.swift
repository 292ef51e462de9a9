extension FacetClass: CustomStringConvertible {
    /// How many facets are alike, and how many strategies are on each.
    public var description: String {
        "class of \(count) facets in \(representative.scenario), each with \(strategies) strategies, bound "
            + InequalityDescription.number(representative.bound)
    }
}
