import LHVModels

/// The correlators of a state on polyhedra, prepared so that a local model for them gives one for all projective measurements.
public struct ProjectiveTarget: Sendable {
    /// The state in Bloch form.
    public let state: PauliTensor
    /// A polyhedron for each party.
    public let polyhedra: [MeasurementPolyhedron]
    /// A lower bound on the inradius of each party's polyhedron.
    public let inradii: [Double]
    /// The correlators, with those of a set S of parties multiplied by the inradii of the parties outside S.
    ///
    /// When these are local at visibility v, so is the state at v·Πη for all projective measurements: replacing every n by
    /// η·n multiplies the correlators of S by the inradii inside S, which makes the factor Πη for all of them.
    public let correlators: CorrelatorTensor

    /// The target of a state of qubits on a polyhedron for each party.
    ///
    /// Marginals are included only when the state has correlations of fewer parties than all.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than 2…6 qubits, or a polyhedron for each of them is
    ///   missing.
    public init(_ state: PauliTensor, on polyhedra: [MeasurementPolyhedron]) throws {
        try require((2...6).contains(state.count), "qubits", must: "be in 2…6", was: state.count)
        try require(
            polyhedra.count == state.count, "polyhedra", must: "be one for each of \(state.count) qubits",
            was: polyhedra.count)
        self.state = state
        self.polyhedra = polyhedra
        inradii = try polyhedra.map { try $0.inradiusLowerBound() }
        let hasMarginals = state.coefficients.enumerated().contains { place, coefficient in
            let factors = (0..<state.count).map { place >> (2 * $0) & 3 }
            return place > 0 && factors.contains(0) && abs(coefficient) > 1e-14
        }
        let plain = try CorrelatorTensor(
            of: state, along: polyhedra.map(\.directions), includesMarginals: hasMarginals)
        guard hasMarginals else {
            correlators = plain
            return
        }
        let shape = plain.shape
        let inradii = self.inradii
        correlators = try CorrelatorTensor(
            plain.elements.enumerated().map { place, element in
                guard place > 0 else { return 1 }
                // From the last party to the first: the products' order is their rounding.
                let factors = zip(MixedRadix.digits(place, shape), inradii).reversed()
                return element * factors.reduce(1) { $1.0 == 0 ? $0 * $1.1 : $0 }
            }, settings: plain.settings, includesMarginals: true)
    }

    /// Π η_k, by which a local visibility on the polyhedra is multiplied.
    public var shrinking: Double { inradii.reduce(1) { ($0 * $1).nextDown } }
}
