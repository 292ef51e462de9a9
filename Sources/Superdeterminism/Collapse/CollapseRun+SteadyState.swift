import NumericalCore

extension CollapseRun {
    /// The state that a run with a constant Hamiltonian ends in.
    ///
    /// The null vector of the Liouvillian with trace 1. For H = 0 it is |K⟩⟨K|; with H the collapse stays incomplete,
    /// 1 − ⟨K|ρ|K⟩ ≈ C(‖H‖/κ)² for H small against κ: P2's Eqs. 8–9 need H = 0, and the text after them says that H be
    /// negligible.
    /// - Complexity: O(N⁶).
    /// - Throws: ``/NumericalCore/InvalidArgument`` for a Hamiltonian that depends on time, κ = 0, or N above
    ///   ``CollapseEvolutionOptions/largestDenseLevels``; ``/NumericalCore/NumericalFailure`` when zeros among the signs
    ///   leave more than one steady state.
    public func steadyState() throws -> ComplexMatrix {
        try require(model.kappa > 0, "kappa", must: "be above 0 for a steady state", was: model.kappa)
        let levels = model.levels
        try require(
            levels <= CollapseEvolutionOptions.largestDenseLevels, "levels",
            must: "be at most \(CollapseEvolutionOptions.largestDenseLevels) for a steady state", was: levels)
        let hamiltonian: ComplexMatrix
        switch model.hamiltonian {
        case .none: hamiltonian = ComplexMatrix(rows: levels, columns: levels)
        case .constant:
            hamiltonian = model.detectorHamiltonian ?? ComplexMatrix(rows: levels, columns: levels)
        case .timeDependent:
            throw InvalidArgument("Hamiltonian", must: "be constant for a steady state", was: "dependent on time")
        }
        var generator = CollapseLiouvillian(flow: flow, kappa: model.kappa).realGenerator(hamiltonian: hamiltonian)
        // The rows of the populations sum to zero: the last of them gives way to Tr ρ = 1.
        let replaced = levels - 1
        for column in 0..<generator.columns { generator[replaced, column] = column < levels ? model.kappa : 0 }
        var right = [Double](repeating: 0, count: generator.rows)
        right[replaced] = model.kappa
        return CollapseLiouvillian.matrix(from: try generator.solve(right), levels: levels)
    }
}
