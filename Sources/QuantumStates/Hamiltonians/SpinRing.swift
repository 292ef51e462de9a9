import NumericalCore

/// A translation-invariant ring of spins ½ and the states of its small parts: the inputs of maps of locality.
///
/// H = Σ_j (J_x S^x_j S^x_{j+1} + J_y S^y_j S^y_{j+1} + J_z S^z_j S^z_{j+1} + h·S_j) on n sites with site n + 1 = 1. A field of
/// another strength on every site may be added as disorder. Source: AutoLHVs (P3) asks for these states.
public struct SpinRing: Sendable, Hashable, Codable {
    /// n, the number of sites.
    public let sites: Int
    /// (J_x, J_y, J_z), angular frequencies.
    public let couplings: SIMD3<Double>
    /// h, an angular frequency along each axis.
    public let field: SIMD3<Double>
    /// Fields along z of each site, added to h; empty for a clean ring.
    public let disorder: [Double]

    /// A ring.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are 3…12 sites, all numbers are finite, and there is no
    ///   disorder or one number for each site.
    public init(
        sites: Int, couplings: SIMD3<Double>, field: SIMD3<Double> = .zero, disorder: [Double] = []
    ) throws {
        try require((3...12).contains(sites), "sites", must: "be in 3…12", was: sites)
        for axis in 0..<3 {
            try require(couplings[axis].isFinite, "couplings", must: "be finite", was: couplings)
            try require(field[axis].isFinite, "field", must: "be finite", was: field)
        }
        try require(
            disorder.isEmpty || disorder.count == sites, "disorder", must: "be \(sites) numbers or none",
            was: disorder.count)
        try require(disorder.allSatisfy(\.isFinite), "disorder", must: "be finite", was: disorder)
        self.sites = sites
        self.couplings = couplings
        self.field = field
        self.disorder = disorder
    }

    /// J(S^x S^x + S^y S^y + Δ S^z S^z) between neighbours; Δ = 1 is the Heisenberg model.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` as the initializer.
    public static func xxz(sites: Int, coupling: Double = 1, anisotropy: Double) throws -> SpinRing {
        try SpinRing(sites: sites, couplings: SIMD3(coupling, coupling, coupling * anisotropy))
    }

    /// J S^z S^z between neighbours and h S^x on every site; critical at |h| = |J|/2.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` as the initializer.
    public static func transverseFieldIsing(sites: Int, coupling: Double = 1, field: Double) throws -> SpinRing {
        try SpinRing(sites: sites, couplings: SIMD3(0, 0, coupling), field: SIMD3(field, 0, 0))
    }

    /// The same ring with fields along z uniform in −W…W.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless W is finite and not negative.
    public func disordered(strength: Double, using generator: inout some RandomNumberGenerator) throws -> SpinRing {
        try require(
            strength >= 0 && strength.isFinite, "strength", must: "be finite and not negative", was: strength)
        return try SpinRing(
            sites: sites, couplings: couplings, field: field,
            disorder: (0..<sites).map { _ in strength * (2 * generator.uniform() - 1) })
    }

    /// H.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` never, for a ring that could be made.
    public func hamiltonian() throws -> PauliSum {
        let graph = try InteractionGraph.chain(sites, boundary: .periodic)
        var sum = try PauliSum.xyz(couplings: couplings, on: graph)
        for (direction, strength) in [(Direction.x, field.x), (.y, field.y), (.z, field.z)] where strength != 0 {
            sum = try sum + .uniformField(strength, along: direction, qubits: sites)
        }
        guard !disorder.isEmpty else { return sum }
        return try sum
            + .fields(strengths: disorder, along: Array(repeating: .z, count: sites))
    }

    /// The state of the first k neighbours in the ground state; the equal mixture where there are several ground states, so
    /// that it is the limit β → ∞ of ``gibbsState(spins:beta:)``.
    ///
    /// - Complexity: O(8ⁿ).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless k is in 1…n.
    public func groundState(spins: Int) throws -> DensityOperator {
        try requireSpins(spins)
        let spectrum = try HamiltonianSpectrum(hamiltonian())
        let degeneracy = try spectrum.groundDegeneracy()
        let top = spectrum.energies[degeneracy - 1]
        let projector = spectrum.applying { $0 <= top ? Complex(1 / Double(degeneracy)) : .zero }
        return try DensityOperator(unchecked: projector.hermitianPart, in: spectrum.space)
            .reduced(to: Array(0..<spins))
    }

    /// The state of the first k neighbours at inverse temperature β.
    ///
    /// - Complexity: O(8ⁿ).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless k is in 1…n and β is finite.
    public func gibbsState(spins: Int, beta: Double) throws -> DensityOperator {
        try requireSpins(spins)
        return try GibbsState(of: hamiltonian(), beta: beta).state.reduced(to: Array(0..<spins))
    }

    /// The states of the first k neighbours at some times after a quench: the ring begins in a state and evolves under H.
    ///
    /// - Parameters:
    ///   - initial: A state of all sites, for example a product state or another ring's ground state.
    ///   - spins: k.
    ///   - times: The times.
    /// - Complexity: O(8ⁿ) once and O(4ⁿ) for each time.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless k is in 1…n, the state is of n qubits and times are finite.
    public func quench(from initial: StateVector, spins: Int, times: [Double]) throws -> [DensityOperator] {
        try requireSpins(spins)
        try require(
            initial.space.isQubits && initial.parties == sites, "initial state", must: "be of \(sites) qubits",
            was: "of \(initial.space)")
        let evolution = try UnitaryEvolution(under: hamiltonian())
        return try times.map { time in
            try require(time.isFinite, "time", must: "be finite", was: time)
            return try evolution.evolve(initial, time: time).reduced(to: Array(0..<spins))
        }
    }

    private func requireSpins(_ spins: Int) throws {
        try require((1...sites).contains(spins), "spins", must: "be in 1…\(sites)", was: spins)
    }

    private enum CodingKeys: String, CodingKey { case sites, couplings, field, disorder }

    /// Reads the ring and checks it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            sites: container.decode(Int.self, forKey: .sites),
            couplings: container.decode(SIMD3<Double>.self, forKey: .couplings),
            field: container.decode(SIMD3<Double>.self, forKey: .field),
            disorder: container.decode([Double].self, forKey: .disorder))
    }
}
