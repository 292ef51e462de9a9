import LHVModels

/// Where a gradient search stands: all that the steps to come depend on.
package struct SearchState: Sendable, Hashable, Codable {
    /// The problem, so that a checkpoint is not continued with another one.
    let problem: CloudProblem
    /// What of the options the steps depend on.
    let phases: [SearchPhase]
    let seed: UInt64
    /// The check value of the cloud at the beginning; nil in files that were written without one.
    let origin: UInt64?
    /// The phase, and how many of its steps are done.
    package internal(set) var phase: Int
    /// How many steps of the phase are done.
    package internal(set) var stepInPhase: Int
    /// The cloud.
    package internal(set) var cloud: HiddenVariableCloud
    /// The last loss.
    package internal(set) var loss: Double?
    var adam: Adam<Float>?
    var quasiNewton: LBFGS<Float>?

    /// The kind of its checkpoints.
    package static let checkpointKind = "cloud search 1"

    /// The number of steps done in all phases.
    package var steps: Int { phases[..<phase].reduce(0) { $0 + $1.steps } + stepInPhase }
}

extension SearchState {
    /// A search that has done nothing yet.
    init(_ problem: CloudProblem, phases: [SearchPhase], seed: UInt64, from cloud: HiddenVariableCloud) {
        self.problem = problem
        self.phases = phases
        self.seed = seed
        self.cloud = cloud
        // The numbers one after the other, by the rule of Fowler, Noll and Vo: it costs less than drawing them.
        func check(_ sum: UInt64, _ bits: UInt64) -> UInt64 { (sum ^ bits) &* 0x100_0000_01B3 }
        let parameters = cloud.parameters.reduce(0xCBF2_9CE4_8422_2325) { check($0, UInt64($1.bitPattern)) }
        origin = cloud.weights.reduce(parameters) { check($0, $1.bitPattern) }
        phase = 0
        stepInPhase = 0
    }

    /// Whether a search that began like this one may have come to another state; limits may differ.
    func isBeginning(of other: SearchState) -> Bool {
        other.problem == problem && other.phases == phases && other.seed == seed
            && (other.origin.map { $0 == origin } ?? (other.cloud.count == cloud.count))
    }

    private enum CodingKeys: String, CodingKey {
        case problem, phases, seed, origin, phase, stepInPhase, cloud, loss, adam, quasiNewton
    }

    /// Reads the state and checks that it stands at one of its phases.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        problem = try container.decode(CloudProblem.self, forKey: .problem)
        phases = try container.decode([SearchPhase].self, forKey: .phases)
        seed = try container.decode(UInt64.self, forKey: .seed)
        origin = try container.decodeIfPresent(UInt64.self, forKey: .origin)
        phase = try container.decode(Int.self, forKey: .phase)
        stepInPhase = try container.decode(Int.self, forKey: .stepInPhase)
        cloud = try container.decode(HiddenVariableCloud.self, forKey: .cloud)
        loss = try container.decodeIfPresent(Double.self, forKey: .loss)
        adam = try container.decodeIfPresent(Adam<Float>.self, forKey: .adam)
        quasiNewton = try container.decodeIfPresent(LBFGS<Float>.self, forKey: .quasiNewton)
        try require(
            (0...phases.count).contains(phase) && (0...SearchPhase.stepCounts.upperBound).contains(stepInPhase),
            "search state",
            must: "stand at one of its \(phases.count) phases", was: "phase \(phase), step \(stepInPhase)")
        try require(
            phases.allSatisfy { SearchPhase.stepCounts.contains($0.steps) }, "steps of the phases", must: "be in 1…10⁸",
            was: phases.map(\.steps))
    }
}
