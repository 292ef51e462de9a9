import LHVModels

/// Where a gradient search stands: all that the steps to come depend on.
public struct SearchState: Sendable, Hashable, Codable {
    /// The problem, so that a checkpoint is not continued with another one.
    let problem: CloudProblem
    /// What of the options the steps depend on.
    let phases: [SearchPhase]
    let seed: UInt64
    /// The phase, and how many of its steps are done.
    public internal(set) var phase: Int
    /// How many steps of the phase are done.
    public internal(set) var stepInPhase: Int
    /// The cloud.
    public internal(set) var cloud: HiddenVariableCloud
    /// The last loss.
    public internal(set) var loss: Double?
    var adam: Adam<Float>?
    var quasiNewton: LBFGS<Float>?

    /// The kind of its checkpoints.
    public static let checkpointKind = "cloud search 1"

    /// The number of steps done in all phases.
    public var steps: Int { phases[..<phase].reduce(0) { $0 + $1.steps } + stepInPhase }
}
