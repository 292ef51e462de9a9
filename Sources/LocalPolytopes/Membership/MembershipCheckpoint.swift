import DataFiles
import LHVModels

/// The checkpoint of one run: it gives the answers of earlier runs again, in order, and takes new ones, written when it is worth it and
/// at the end.
final class MembershipCheckpoint {
    static let kind = "local polytope search 1"

    private let file: CheckpointFile<MembershipState>
    private var state: MembershipState
    /// How many answers were given again or taken.
    private var place = 0
    private var written: (end: ContinuousClock.Instant, duration: Duration)?

    /// The checkpoint in a file, which is read if it is there; nil without a file.
    init?(_ path: String?, of question: MembershipState.Question, shape: VertexShape) throws {
        guard let file = CheckpointFile<MembershipState>(path, kind: MembershipCheckpoint.kind) else { return nil }
        self.file = file
        state = MembershipState(question: question)
        if let found = try file.state({ try $0.record.validate(shape: shape) }) {
            try file.requireOwn(found.question == question, "the target and options of this search")
            state.record = found.record
        }
        try file.prepare()
    }

    /// Whether there are answers of earlier runs that were not given again yet.
    var isReplaying: Bool { place < state.record.answers.count }

    /// The next answer of earlier runs, nil when there are no more.
    func next() -> AnswerRecord.Answer? {
        guard isReplaying else { return nil }
        place += 1
        return state.record.answers[place - 1]
    }

    /// Takes a new answer.
    func note(_ answer: AnswerRecord.Answer) throws {
        state.record.answers.append(answer)
        place += 1
        // Files grow with the answers: writing takes a tenth of the time at most.
        if let written, written.end.duration(to: .now) < written.duration * 10 { return }
        try write()
    }

    /// Writes what there is.
    func write() throws {
        let start = ContinuousClock.now
        try file.write(state)
        written = (.now, start.duration(to: .now))
    }
}
