import DataFiles
import LHVModels

/// What a checkpoint of a nearest point or a threshold holds: what is asked, and the answers so far.
struct MembershipState: Sendable, Codable {
    /// What is asked, by which a file is known to be of this search.
    struct Question: Sendable, Codable, Equatable {
        /// The numbers of entries of the parties' vectors.
        var lengths: [Int]
        @Packed var target: [Double]
        /// The tolerance and the beginning of a threshold; nil for a nearest point.
        var tolerance: Double?
        var start: Double?
        var options: MembershipOptions

        // Limits of time and the number of threads may differ.
        static func == (left: Question, right: Question) -> Bool {
            func comparable(_ options: MembershipOptions) -> MembershipOptions {
                var options = options
                (options.timeLimit, options.threads) = (nil, 1)
                return options
            }
            return left.lengths == right.lengths && left.target.map(\.bitPattern) == right.target.map(\.bitPattern)
                && left.tolerance == right.tolerance && left.start == right.start
                && comparable(left.options) == comparable(right.options)
        }
    }

    var question: Question
    var record = AnswerRecord()
}

/// A checkpoint of a search for a nearest point or a threshold, written when it is worth it and at the end.
final class MembershipCheckpoint {
    static let kind = "local polytope search 1"

    private let file: CheckpointFile<MembershipState>?
    private(set) var state: MembershipState
    private var written: (end: ContinuousClock.Instant, duration: Duration)?

    /// The checkpoint in a file, which is read if it is there; without a file nothing is kept.
    init(_ path: String?, of question: MembershipState.Question, shape: VertexShape) throws {
        file = CheckpointFile(path, kind: MembershipCheckpoint.kind)
        state = MembershipState(question: question)
        guard let file else { return }
        if let found = try file.state({ try $0.record.validate(shape: shape) }) {
            try file.requireOwn(found.question == question, "the target and options of this search")
            state.record = found.record
        }
        try file.prepare()
    }

    /// Takes each new record; nil where nothing is kept.
    var keep: ((AnswerRecord) throws -> Void)? {
        guard file != nil else { return nil }
        return { [self] record in
            state.record = record
            // Files grow with the answers: writing takes a tenth of the time at most.
            if let written, written.end.duration(to: .now) < written.duration * 10 { return }
            try write()
        }
    }

    /// Writes what there is.
    func write() throws {
        guard let file else { return }
        let start = ContinuousClock.now
        try file.write(state)
        written = (.now, start.duration(to: .now))
    }
}
