import LHVModels

/// What a gradient search found: the cloud, how good it is, and why the search stopped.
public struct CloudSearchResult: Sendable, Hashable, Codable {
    /// What was looked for.
    public let problem: CloudProblem
    /// How.
    public let options: SearchOptions
    /// The cloud.
    public let cloud: HiddenVariableCloud
    /// Its error on fresh settings.
    public let error: CloudError
    /// The number of steps.
    public let steps: Int
    /// The loss of the last batch.
    public let loss: Double?
    /// Why the search stopped.
    public let stopReason: StopReason
    /// The time it took, in seconds; of a search that was resumed, since then.
    public let seconds: Double
}
