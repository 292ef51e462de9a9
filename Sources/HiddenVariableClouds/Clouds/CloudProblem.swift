import LHVModels

/// What a gradient search looks for: hidden variables that reproduce a state's statistics for families of measurements.
public struct CloudProblem: Sendable, Hashable {
    /// The state ρ of N parties.
    public let state: DensityOperator
    /// The measurements of each party.
    public let families: [MeasurementFamily]
    /// How each party answers.
    public let rules: [ResponseRule]
    /// What is made small.
    public let loss: CloudLoss

    /// A problem with a family and a rule for each party.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are not 1…6 parties, a family or a rule does not fit its party,
    ///   or there are more than 4096 joint outcomes.
    public init(
        state: DensityOperator, families: [MeasurementFamily], rules: [ResponseRule], loss: CloudLoss = .divergence
    ) throws {
        let dimensions = state.space.dimensions
        try require((1...6).contains(dimensions.count), "parties", must: "be 1…6", was: dimensions.count)
        try require(
            families.count == dimensions.count && rules.count == dimensions.count, "families and rules",
            must: "be one for each of \(dimensions.count) parties", was: "\(families.count) and \(rules.count)")
        for (party, dimension) in dimensions.enumerated() {
            try families[party].validate()
            try require(
                families[party].dimension == dimension, "dimension of the family of party \(party)",
                must: "be \(dimension)", was: families[party].dimension)
            switch (rules[party].functions, families[party]) {
            case (.harmonics, .directions), (.harmonics, .plane): break
            case (.harmonics, _):
                throw InvalidArgument(
                    "rule of party \(party)", must: "be one of effects for measurements other than along directions",
                    was: "harmonics")
            case (.effects(let basis), _):
                try require(
                    basis.dimension == dimension, "dimension of the rule of party \(party)", must: "be \(dimension)",
                    was: basis.dimension)
            }
        }
        try loss.validate()
        let outcomes = families.reduce(1.0) { $0 * Double($1.outcomes) }
        try require(outcomes <= 4096, "joint outcomes", must: "be at most 4096", was: outcomes)
        self.state = state
        self.families = families
        self.rules = rules
        self.loss = loss
    }

    /// Qubits with all projective measurements, answered by odd harmonics up to a degree.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a party is not a qubit or the degree is not odd and in 1…299.
    public init(qubits state: DensityOperator, degree: Int = 5, loss: CloudLoss = .divergence) throws {
        let rule = try ResponseRule.odd(degree: degree)
        try self.init(
            state: state, families: Array(repeating: .directions, count: state.parties),
            rules: Array(repeating: rule, count: state.parties), loss: loss)
    }

    /// N, the number of parties.
    public var parties: Int { families.count }

    /// The same search for another state of the same parties.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the parties differ.
    public func with(state: DensityOperator) throws -> CloudProblem {
        try CloudProblem(state: state, families: families, rules: rules, loss: loss)
    }
}

extension CloudProblem: Codable {
    private enum CodingKeys: String, CodingKey { case state, families, rules, loss }

    /// Reads the parts and checks that they fit.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            state: container.decode(DensityOperator.self, forKey: .state),
            families: container.decode([MeasurementFamily].self, forKey: .families),
            rules: container.decode([ResponseRule].self, forKey: .rules),
            loss: container.decode(CloudLoss.self, forKey: .loss))
    }
}
