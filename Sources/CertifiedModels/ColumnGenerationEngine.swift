import LHVModels

/// What does the rounds of a search by column generation, one stage after the other.
protocol ColumnGenerationEngine: Sendable {
    associatedtype State: ColumnGenerationState

    var state: State { get set }
    /// v of the current mixture.
    var visibility: Double { get }
    /// What a report calls the current stage.
    var stageName: String { get }
    /// Whether there is no stage after this one.
    var isAtLastStage: Bool { get }

    /// Does one round, and returns whether the stage has come to its end.
    ///
    /// - Throws: `CancellationError` when it is cut off because the task is cancelled or the time is over.
    mutating func round(within budget: TimeBudget) throws -> Bool
    /// Goes on to the next stage.
    mutating func advance() throws
}
