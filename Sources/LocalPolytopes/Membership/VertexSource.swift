import LHVModels

/// The oracle and the proofs that a search asks for vertices, and the record of what they answered.
///
/// It answers from the record as far as that goes, in which time does not count, and from then on by itself.
struct VertexSource {
    private var oracle: VertexOracle
    private var proof: VertexProof
    private let timeLimit: Double?
    private var clock: TimeBudget
    private var record: AnswerRecord
    /// How many answers of the record have been given.
    private var place = 0
    /// Takes the record after each new answer; nil where none is kept.
    private let keep: ((AnswerRecord) throws -> Void)?

    init(
        oracle: VertexOracle, proof: VertexProof, timeLimit: Double?, record: AnswerRecord = AnswerRecord(),
        keep: ((AnswerRecord) throws -> Void)? = nil
    ) {
        self.oracle = oracle
        self.proof = proof
        self.timeLimit = timeLimit
        self.record = record
        self.keep = keep
        clock = TimeBudget(timeLimit: timeLimit)
    }

    /// How many branches the proofs looked at.
    var nodes: Int { proof.memory.nodes }

    /// Whether it repeats what it answered before.
    var isReplaying: Bool { place < record.answers.count }

    /// The time that is left, without limit while it repeats answers.
    var budget: TimeBudget { isReplaying ? .unlimited : clock }

    /// As ``VertexOracle/best(for:limit:warm:starts:budget:)``.
    mutating func best(
        for tensor: [Double], limit: Int, warm: [[UInt64]] = [], starts: Int? = nil
    ) throws -> [VertexOracle.Vertex] {
        if case .vertices(let found)? = repeated() {
            oracle.skip()
            return found.vertices(words: oracle.shape.words)
        }
        let found = try oracle.best(for: tensor, limit: limit, warm: warm, starts: starts, budget: clock)
        try note(.vertices(AnswerRecord.Vertices(found)))
        return found
    }

    /// As ``VertexProof/quick(_:above:_:)``.
    mutating func quick(_ tensor: [Double], above floor: Double) throws -> VertexMaximum? {
        try proven { $0.quick(tensor, above: floor, $1) }
    }

    /// As ``VertexProof/whole(_:above:orAtLeast:_:)``.
    mutating func whole(
        _ tensor: [Double], above floor: Double, orAtLeast raised: Double
    ) throws -> VertexMaximum? {
        try proven { $0.whole(tensor, above: floor, orAtLeast: raised, $1) }
    }

    private mutating func proven(
        _ ask: (inout VertexProof, TimeBudget) -> VertexMaximum?
    ) throws -> VertexMaximum? {
        if case .proof(let found)? = repeated() {
            proof.memory = found.memory
            return found.maximum
        }
        let found = ask(&proof, clock)
        try note(.proof(AnswerRecord.Proof(maximum: found, memory: proof.memory)))
        return found
    }

    /// The next answer of the record; after the last one the clock begins.
    private mutating func repeated() -> AnswerRecord.Answer? {
        guard isReplaying else { return nil }
        place += 1
        if !isReplaying { clock = TimeBudget(timeLimit: timeLimit) }
        return record.answers[place - 1]
    }

    // What was cut short would be another answer in a search that goes on.
    private mutating func note(_ answer: AnswerRecord.Answer) throws {
        guard let keep, clock.reasonToStop == nil else { return }
        record.answers.append(answer)
        place += 1
        try keep(record)
    }
}
