import LHVModels

/// What a search by column generation writes to a checkpoint after a round.
protocol ColumnGenerationState: Sendable, Codable {
    associatedtype Options: ColumnGenerationOptions

    /// What the checkpoints of this search are called.
    static var checkpointKind: String { get }

    var options: Options { get set }
    /// The index of the stage.
    var stage: Int { get }
    /// The number of rounds done in this stage, and in all stages.
    var round: Int { get }
    var totalRounds: Int { get }
    /// Whether there is nothing left to do.
    var isFinished: Bool { get set }

    /// Throws unless the state is one that a search can be in.
    func validate() throws
    /// Whether the state is of the search that begins with another one, of which options are compared besides.
    func belongs(to initial: Self) -> Bool
}

extension ColumnGenerationState {
    func belongs(to initial: Self) -> Bool { true }

    /// The state of a checkpoint, with what may differ from run to run set anew.
    init(resuming path: String, timeLimit: Double?, threads: Int) throws {
        guard let file = CheckpointFile<Self>(path, kind: Self.checkpointKind),
            var state = try file.state({ try $0.validate() })
        else {
            throw FileAccessError("read", path, "it does not exist")
        }
        state.options.timeLimit = timeLimit
        state.options.threads = threads
        try state.validate()
        self = state
    }

    /// The state in a file of the search that begins with a state, but for what may differ from run to run; nil without a file.
    static func resumed(from file: CheckpointFile<Self>, _ initial: Self) throws -> Self? {
        guard var state = try file.state({ try $0.validate() }) else { return nil }
        var other = state.options
        other.timeLimit = initial.options.timeLimit
        other.threads = initial.options.threads
        try file.requireOwn(
            other == initial.options && state.belongs(to: initial), "the options of this search")
        state.options = initial.options
        return state
    }

    /// Throws unless the stage is one of so many and the numbers of rounds fit each other.
    func requireProgress(stages: Int) throws {
        try require((0..<stages).contains(stage), "stage", must: "be in 0..<\(stages)", was: stage)
        try require((0...1_000_000_000).contains(totalRounds), "totalRounds", must: "be in 0…10⁹", was: totalRounds)
        try require(round >= 0 && totalRounds >= round, "round", must: "be in 0…\(totalRounds)", was: round)
    }

    /// Throws unless there is a weight for each column, none negative, and a positive one if there are any.
    func requireWeights(_ weights: [Double], columns: Int, each name: String) throws {
        try require(weights.count == columns, "weights", must: "be one for each \(name)", was: weights.count)
        try require(
            weights.allSatisfy { $0 >= 0 && $0.isFinite } && (columns == 0 || weights.contains { $0 > 0 }), "weights",
            must: "be finite and not negative, one of them positive", was: "not so")
    }

    /// Throws unless these are so many finite numbers.
    func requireNumbers(_ numbers: [Double], count: Int, _ name: String) throws {
        try require(
            numbers.count == count && numbers.allSatisfy(\.isFinite), name, must: "be \(count) finite numbers",
            was: numbers.count)
    }

    /// Throws unless the basis, if there is one, is that of a program with so many variables.
    func requireBasis(_ basis: LinearProgramBasis?, variables: Int) throws {
        guard let basis else { return }
        try require(
            basis.variables.count == variables, "basis", must: "have places for \(variables) variables",
            was: basis.variables.count)
    }
}
