import NumericalCore
import QuantumStates

/// What macroscopic measurements on k regions can see of a state: the mean of its reduced states with one spin per region.
///
/// ρ_eff = (N₁·…·N_k)⁻¹ Σ_{i₁∈1} … Σ_{i_k∈k} ρ_{i₁…i_k}. All correlations of magnetizations follow from it, however many spins
/// there are: region sizes are numbers of any magnitude, 10²³ included. Correlations per spin are kept to about 1e-16. For observables of M bodies, M spins are taken from
/// each region instead of one. Source: P4, Eqs. 3–4; App. A.
public struct EffectiveState: Sendable, Hashable {
    /// ρ_eff, a state of k parties of dimension D^M.
    public let state: DensityOperator
    /// N₁ … N_k, the number of spins in each region.
    public let regionSizes: [Double]
    /// M, the number of spins of each region that an observable acts on at a time; 1 for magnetizations.
    public let bodies: Int

    /// An effective state that is known as such.
    ///
    /// - Parameters:
    ///   - state: ρ_eff, one party for each region.
    ///   - regionSizes: N₁ … N_k, whole numbers of any size.
    ///   - bodies: M.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when sizes are not one for each party, not whole, or less than M.
    public init(_ state: DensityOperator, regionSizes: [Double], bodies: Int = 1) throws {
        try EffectiveState.requireSizes(regionSizes, count: state.parties, bodies: bodies)
        self.init(unchecked: state, regionSizes: regionSizes, bodies: bodies)
    }

    init(unchecked state: DensityOperator, regionSizes: [Double], bodies: Int = 1) {
        self.state = state
        self.regionSizes = regionSizes
        self.bodies = bodies
    }

    static func requireSizes(_ sizes: [Double], count: Int?, bodies: Int = 1) throws {
        try require((1...30).contains(bodies), "bodies", must: "be in 1…30", was: bodies)
        if let count {
            try require(sizes.count == count, "region sizes", must: "be one for each of \(count) regions", was: sizes)
        }
        try require(!sizes.isEmpty, "region sizes", must: "be at least one", was: "none")
        for (region, size) in sizes.enumerated() {
            try require(
                size.isFinite && size >= Double(bodies) && size.rounded() == size, "size of region \(region)",
                must: "be a whole number of at least \(bodies)", was: size)
        }
    }

    /// k, the number of regions.
    public var regions: Int { regionSizes.count }

    /// The correlation tensor T of k qubits: the means of σ_{i₁}⊗…⊗σ_{i_k} in ρ_eff.
    ///
    /// Source: P4, Eqs. 7 and A3.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spins are not qubits or M is not 1.
    public func pauliTensor() throws -> PauliTensor {
        try require(bodies == 1, "bodies", must: "be 1 for correlations of magnetizations", was: bodies)
        return try PauliTensor(state)
    }

    /// The correlation of the magnetizations per spin, Tr[ρ_eff n₁·σ⊗…⊗n_k·σ], in −1…1.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spins are not qubits, M is not 1, or directions are missing.
    public func correlation(along directions: [Direction]) throws -> Double {
        try require(bodies == 1, "bodies", must: "be 1 for correlations of magnetizations", was: bodies)
        return try state.correlator(along: directions)
    }

    /// E = N₁·…·N_k Tr[ρ_eff n₁·σ⊗…⊗n_k·σ], the correlation ⟨M_{n₁}⊗…⊗M_{n_k}⟩ of the magnetizations in units of ħ/2.
    ///
    /// Source: P4, Eqs. 3 and A1.
    /// - Throws: As ``correlation(along:)``.
    public func magnetizationCorrelation(along directions: [Direction]) throws -> Double {
        try regionSizes.reduce(1, *) * correlation(along: directions)
    }

    /// The correlations per spin of every choice of one direction from each region's list.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spins are not qubits, M is not 1, or lists do not fit.
    public func correlators(along directions: [[Direction]]) throws -> CorrelatorTensor {
        try CorrelatorTensor(of: try pauliTensor(), along: directions)
    }

    /// The macroscopic Bell parameter Σ α(n₁, …, n_k)·E(n₁, …, n_k)/(N₁·…·N_k).
    ///
    /// - Parameters:
    ///   - coefficients: α without marginals.
    ///   - directions: The settings of each region.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the coefficients do not fit the directions, and as
    ///   ``correlators(along:)``.
    public func bellParameter(_ coefficients: CorrelatorTensor, along directions: [[Direction]]) throws -> Double {
        try require(
            !coefficients.includesMarginals && coefficients.settings == directions.map(\.count), "coefficients",
            must: "be one for each list of settings of \(directions.map(\.count)), without marginals",
            was: coefficients.settings)
        return try CompensatedSum.dot(coefficients.elements, correlators(along: directions).elements)
    }
}

extension EffectiveState: Codable {
    private enum CodingKeys: String, CodingKey { case state, regionSizes, bodies }

    /// Reads state, sizes and bodies and checks them again.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            try container.decode(DensityOperator.self, forKey: .state),
            regionSizes: try container.decode([Double].self, forKey: .regionSizes),
            bodies: try container.decode(Int.self, forKey: .bodies))
    }
}
