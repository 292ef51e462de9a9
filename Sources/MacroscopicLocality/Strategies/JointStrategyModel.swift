import LHVModels
import NumericalCore
import QuantumStates

/// The local model of macroscopic measurements with at most as many settings as there are spins in each region.
///
/// Every setting of a region is measured on a spin of its own, in thought: p(m_A, m_B, …) = Tr[ρ′ (E_{1,m_A1} ⊗ … ⊗ E_{S,m_AS}) ⊗ …]
/// is the probability that the regions share the strategies m_A, m_B, …, where m_X names an outcome for each setting. It gives the
/// quantum probabilities Tr[ρ_eff E ⊗ E ⊗ …] of all settings. Fewer settings than spins leave spins out; M-body observables take M
/// spins each. Any local dimension and any POVMs. Source: P4, Sec. IV, Eq. 10.
public struct JointStrategyModel: Sendable {
    /// The joint distribution: one party for each setting of each region, the regions one behind the other.
    public let jointDistribution: OutcomeDistribution
    /// The local polytope of the regions, the model's responses.
    public let polytope: LocalPolytope
    /// The distribution of strategies: a finite hidden-variable model.
    public let distribution: WeightedCloud<DeterministicStrategy>
    /// ρ_eff, whose quantum probabilities the model reproduces.
    public let effectiveState: EffectiveState
    /// The measurements of each region.
    public let measurements: [[POVM]]

    /// The largest number of strategies.
    public static let largestStrategyCount = 1 << 20

    /// The model of a mixed state.
    ///
    /// - Parameters:
    ///   - state: A state of any number of parties.
    ///   - regions: The regions.
    ///   - measurements: For each region a list of at most ⌊N_X/M⌋ POVMs of dimension D^M.
    ///   - bodies: M.
    /// - Complexity: O(Π N_X!/(N_X − S_X M)!) reductions, and a sum over all strategies.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are more settings than spins for them, the measurements do not fit, or the
    ///   system is too large.
    public init(of state: DensityOperator, regions: Regions, measurements: [[POVM]], bodies: Int = 1) throws {
        try self.init(
            state.space, regions, measurements, bodies, EffectiveState(of: state, regions: regions, bodies: bodies)
        ) { try state.reduced(to: $0) }
    }

    /// The model of a pure state.
    ///
    /// - Throws: As ``init(of:regions:measurements:bodies:)-(DensityOperator,_,_,_)``.
    public init(of state: StateVector, regions: Regions, measurements: [[POVM]], bodies: Int = 1) throws {
        try self.init(
            state.space, regions, measurements, bodies, EffectiveState(of: state, regions: regions, bodies: bodies)
        ) { try state.reduced(to: $0) }
    }

    private init(
        _ space: HilbertSpace, _ regions: Regions, _ measurements: [[POVM]], _ bodies: Int, _ effective: EffectiveState,
        _ reduced: ([Int]) throws -> DensityOperator
    ) throws {
        try require(
            measurements.count == regions.count, "measurements", must: "be a list for each of \(regions.count) regions",
            was: measurements.count)
        let scenario = try Scenario(outcomes: measurements.map { $0.map(\.outcomes) })
        let polytope = try LocalPolytope(scenario)
        let strategies = scenario.outcomes.joined().reduce(1) {
            min($0 * $1, JointStrategyModel.largestStrategyCount + 1)
        }
        try require(
            strategies <= JointStrategyModel.largestStrategyCount, "strategies",
            must: "be at most 2²⁰", was: "more, for \(scenario)")
        var total = 1
        for (region, list) in measurements.enumerated() {
            let bound = regions.sizes[region] / bodies
            try require(
                list.count <= bound, "settings of region \(region)", must: "be at most ⌊N/M⌋ = \(bound)",
                was: list.count)
            let limit = EffectiveState.largestReductionCount
            let ways = fallingFactorial(regions.sizes[region], list.count * bodies, limit: limit) ?? limit + 1
            total = min(total * ways, limit + 1)
            try require(total <= limit, "reduced states", must: "be at most \(limit)", was: "more")
            let dimension = effective.state.space.dimensions[region]
            for (setting, povm) in list.enumerated() {
                try require(
                    povm.dimension == dimension, "dimension of setting \(setting) of region \(region)",
                    must: "be \(dimension)", was: povm.dimension)
            }
        }
        // ρ′ of the spins that are measured, each setting's M spins as one party.
        let parties = try HilbertSpace(
            dimensions: zip(measurements, effective.state.space.dimensions).flatMap { list, dimension in
                list.map { _ in dimension }
            })
        try parties.requireDenseOperators()
        var mean = ComplexMatrix(rows: parties.dimension, columns: parties.dimension)
        let choices = zip(regions.members, measurements).map { orderedChoices($0, $1.count * bodies) }
        for choice in Choices(choices) { mean += try reduced(choice.flatMap { $0 }).matrix }
        let permuted = DensityOperator(unchecked: Complex(1 / Double(total)) * mean, in: parties)
        let joint = try permuted.outcomeDistribution(of: measurements.flatMap { $0 })
        let lists = try Choices(joint.outcomes.map { Array(0..<$0) }).map { outcomes in
            var rest = outcomes[...]
            return try DeterministicStrategy(
                outcomes: measurements.map { list in
                    defer { rest = rest.dropFirst(list.count) }
                    return Array(rest.prefix(list.count))
                })
        }
        jointDistribution = joint
        self.polytope = polytope
        distribution = try polytope.distribution(lists, weights: joint.probabilities)
        effectiveState = effective
        self.measurements = measurements
    }

    /// The behaviour of the model, from its strategies and weights.
    ///
    /// - Complexity: O(strategies × lists of settings).
    /// - Throws: What building the behaviour throws.
    public func behaviour() throws -> Behaviour {
        try polytope.behaviour(distribution.points.map { $0[0] }, weights: distribution.weights)
    }

    /// The quantum probabilities Tr[ρ_eff E ⊗ E ⊗ …] of all settings and outcomes.
    ///
    /// - Throws: What building the behaviour throws.
    public func prediction() throws -> Behaviour { try Behaviour(of: effectiveState.state, measurements: measurements) }

    /// The largest difference between the probabilities of the model and of quantum mechanics.
    ///
    /// - Throws: What building the behaviours throws.
    public func defect() throws -> Double { try behaviour().distance(to: prediction()) }
}
