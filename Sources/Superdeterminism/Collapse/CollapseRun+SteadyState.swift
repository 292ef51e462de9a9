import NumericalCore

extension CollapseRun {
    /// The state that a run with a constant Hamiltonian ends in.
    ///
    /// The null vector of the Liouvillian with trace 1. For H = 0 it is |K⟩⟨K|; with H the collapse stays incomplete,
    /// 1 − ⟨K|ρ|K⟩ ≈ C(‖H‖/κ)² for H small against κ: P2's Eqs. 8–9 need H = 0, and the text after them says that H be
    /// negligible.
    ///
    /// The state is known to about 1e-6 at worst and to rounding where H and κ are of one size: the Liouvillian's second
    /// smallest singular value must exceed 10⁶ N²·2⁻⁵² of the largest, or no single state can be told from the others.
    /// - Complexity: O(N⁶).
    /// - Throws: ``/NumericalCore/InvalidArgument`` for a Hamiltonian that depends on time, κ = 0, or N above
    ///   ``CollapseEvolutionOptions/largestDenseLevels``; ``/NumericalCore/NumericalFailure`` when the steady state
    ///   is not unique, as zeros among the signs can leave it, or cannot be told from others in double precision.
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
        let generator = CollapseLiouvillian(flow: flow, kappa: model.kappa).realGenerator(hamiltonian: hamiltonian)
        let system = try generator.singularValueDecomposition()
        let values = system.values
        let size = values.count
        // Rounding of the largest entries moves every singular value by about this much.
        let rounding = Double(size) * 0x1p-52 * values[0]
        let small = values.filter { $0 <= 1e6 * rounding }.count
        guard size == 1 || small <= 1 else {
            throw CollapseRun.notUnique(small, values[0])
        }
        // The null vector is known up to a factor; the trace of a state fixes it.
        var coordinates = (0..<size).map { system.rightAdjoint[size - 1, $0] }
        let trace = coordinates[..<levels].reduce(0, +)
        for index in coordinates.indices { coordinates[index] /= trace }
        let matrix = CollapseLiouvillian.matrix(from: coordinates, levels: levels)
        let residual = (generator * coordinates).reduce(0) { abs($1) <= $0 ? $0 : abs($1) }
        let largest = coordinates.reduce(1) { abs($1) <= $0 ? $0 : abs($1) }
        guard matrix.isFinite, residual <= 64 * rounding * largest else {
            throw NumericalFailure("steady state", "the state found still changes at a rate of \(residual)")
        }
        let least = try matrix.hermitianEigenvalues()[0]
        guard least >= -1e-6 else {
            throw NumericalFailure("steady state", "the null vector of the Liouvillian has the eigenvalue \(least)")
        }
        return matrix
    }

    private static func notUnique(_ count: Int, _ largest: Double) -> NumericalFailure {
        NumericalFailure(
            "steady state",
            "the steady state is not unique: \(count) singular values of the Liouvillian are zero to working precision,"
                + " against a largest of \(largest)")
    }
}
