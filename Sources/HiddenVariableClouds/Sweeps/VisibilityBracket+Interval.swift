import LHVModels

extension VisibilityBracket {
    /// Both ends with their evidence, which is that of searches: neither is verified.
    ///
    /// - Parameter name: The family of states.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the range that was searched is not one of visibilities in 0…1.
    public func interval(of name: String) throws -> LocalityInterval {
        let ceiling = criterion.ceiling
        return try LocalityInterval(
            of: name,
            lower: LocalityEnd(reached, .numerical("a cloud with a relative entropy of at most \(ceiling)")),
            upper: notReached.map { LocalityEnd($0, .numerical("not reached in \(criterion.attempts) attempts")) }
                ?? LocalityEnd(1, .trivial))
    }
}
