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

extension ColumnGenerationEngine {
    /// Leaves out all columns but those at some places, and their values, as many for each; their order stays.
    static func keep<Column>(_ places: some Sequence<Int>, of columns: inout [Column], _ values: inout [Double]) {
        let (kept, size) = (places.sorted(), values.count / columns.count)
        values = kept.flatMap { values[($0 * size)..<(($0 + 1) * size)] }
        columns = kept.map { columns[$0] }
    }
}

extension TimeBudget {
    /// Throws `CancellationError` when the task is cancelled or the time is over: a round in which it does is thrown away.
    func requireTime() throws {
        if reasonToStop != nil { throw CancellationError() }
    }
}
