import QuantumStates

/// A local-hidden-state model of a two-qubit state for all projective measurements of the first party.
public struct ProjectiveHiddenStates: Sendable, Hashable, Codable {
    /// v·ρ + (1 − v)·(½·1 ⊗ ρ_B) has a local-hidden-state model for every projective measurement, up to this v at least; proven.
    ///
    /// Above 1 for states that have one with room to spare.
    public let visibility: Double
    /// The same for measurements along the axes of the polyhedron only.
    public let axesVisibility: Double
    /// A number that the inradius of the polyhedron is not below.
    public let inradius: Double
    /// The number of axes.
    public let axes: Int
    /// The strategies λ, the outcome for each axis: 0 along it, 1 against it.
    public let strategies: [[Int]]
    /// G_λ, whose sums are the assemblage of the axes at a visibility just above ``axesVisibility``.
    public let model: [ComplexMatrix]
    /// Why the last semidefinite program stopped; the visibilities are proven in any case.
    public let stopReason: StopReason
}

extension DensityOperator {
    /// How much of a two-qubit state has a local-hidden-state model when the first party makes any projective measurement.
    ///
    /// First a model for the axes ±n_k of a polyhedron: a semidefinite program over the outcome lists that a hidden pure state
    /// can prefer, to which further lists are added while they help. A measurement along any direction n, depolarized by the
    /// polyhedron's inradius η, has η·n in the hull of the axes and is a mixture of their measurements; measuring η·n on ρ
    /// is measuring n on η·ρ + (1 − η)·(½·1 ⊗ ρ_B). So a model for the axes at v is one for all directions at η·v.
    ///
    /// What is proven: every G_λ is made positive by as much as ``/NumericalCore/PositivityProof`` asks, and the difference r
    /// between the sums and the assemblage is covered by ε·(½·1 ⊗ ρ_B), with a model of its own once ε·λ_min(ρ_B) is
    /// at least the sum over the axes of what r needs; v is divided by 1 + ε. For Werner's states the greatest v is ½.
    /// Source: [Cavalcanti2016]; [Hirsch2016].
    /// - Parameters:
    ///   - polyhedron: The axes; at most 91 of them.
    ///   - options: Tolerance and limits of each semidefinite program.
    ///   - rounds: How often lists are added, in 0…20.
    /// - Complexity: about n² blocks and 4n + 4 constraints for n axes.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the state is one of two qubits whose second one has a state of full rank, or
    ///   when there are more axes, or they lie in a plane.
    public func hiddenStatesForAllProjective(
        axes polyhedron: MeasurementPolyhedron, _ options: SemidefiniteOptions = SemidefiniteOptions(), rounds: Int = 4
    ) throws -> ProjectiveHiddenStates {
        try require(space.dimensions == [2, 2], "state", must: "have dimensions [2, 2]", was: space.dimensions)
        try require(polyhedron.count <= 91, "axes", must: "be at most 91", was: polyhedron.count)
        try require((0...20).contains(rounds), "rounds", must: "be in 0…20", was: rounds)
        let inradius = try polyhedron.inradiusLowerBound()
        let assemblage = try Assemblage(of: self, measurements: polyhedron.directions.map { .along($0) })
        let least = try PositivityProof.leastEigenvalueBound(of: assemblage.sum)
        try require(least > 1e-6, "least eigenvalue of the second party's state", must: "be above 1e-6", was: least)
        let half = Complex(0.5) * assemblage.sum
        let noise = try Assemblage(Array(repeating: [half, half], count: polyhedron.count))
        let distance = assemblage.operators.reduce(0) { largerOrNaN($0, $1[0].distance(to: half)) }
        try require(
            distance > 1e-9, "state",
            must: "change what the second party sees, or have a largest visibility below infinity",
            was: "one whose first party's outcomes are random and tell nothing")
        var program = HiddenStateProgram(
            own: assemblage, noise: noise, strategies: assemblage.likelyStrategies(axes: polyhedron.directions))
        var found = try program.solve(options)
        var before = -Double.infinity
        for _ in 0..<rounds {
            let known = Set(program.strategies)
            let lists = BlochFunctional.signLists(found.witness.map { BlochFunctional($0[1] - $0[0]) })
            // A strategy with a negative eigenvalue makes the model better.
            let better = try lists.filter { list in
                guard !known.contains(list) else { return false }
                return try HiddenStateProgram.sum(of: found.witness, over: list).hermitianEigenvalues()[0] < -1e-7
            }
            guard !better.isEmpty else { break }
            // What carries nothing is left out, unless the last lists have not helped yet: they may with others.
            if found.visibility > before + 1e-9 {
                program.strategies = zip(program.strategies, found.model).filter { $1.trace.real > 1e-9 }.map(\.0)
            }
            program.strategies += better
            before = found.visibility
            found = try program.solve(options)
        }
        let proof = try HiddenStateProof(
            program, model: found.model, visibility: found.visibility, leastEigenvalue: least)
        return ProjectiveHiddenStates(
            visibility: max(0, (proof.visibility * inradius).nextDown), axesVisibility: proof.visibility,
            inradius: inradius, axes: polyhedron.count, strategies: program.strategies, model: proof.model,
            stopReason: found.stopReason)
    }
}

extension Assemblage {
    /// The lists of outcomes that a pure state can prefer when a qubit is measured along axes, and others where these are too few.
    ///
    /// If the first party has a state of its own, one outcome may be preferred in all pure states, and if an axis tells the second party
    /// nothing, none is. Then outcomes are also compared with their means, and the lists of hidden vectors that answer by the side
    /// on which an axis lies are added: mixtures of them have the means of every state of a qubit, and of noise.
    fileprivate func likelyStrategies(axes: [Direction]) -> [[Int]] {
        let total = sum.trace.real
        let differences = operators.map { $0[0] - $0[1] }
        var lists = BlochFunctional.signLists(differences.map { BlochFunctional($0) })
        let centred = differences.map { BlochFunctional($0 - Complex($0.trace.real / total) * sum) }
        let scale = centred.reduce(0) { largerOrNaN($0, length($1.gradient)) }
        let isSpecial =
            differences.contains { abs($0.trace.real) > 1e-12 * total }
            || centred.contains { length($0.gradient) <= 1e-9 * scale }
        guard isSpecial else { return lists }
        var known = Set(lists)
        for functionals in [centred, axes.map { BlochFunctional(constant: 0, gradient: $0.vector) }] {
            lists += BlochFunctional.signLists(functionals).filter { known.insert($0).inserted }
        }
        return lists
    }
}
