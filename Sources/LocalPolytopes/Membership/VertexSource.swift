import LHVModels

/// The oracle and the proofs that a search asks for vertices, and the checkpoint that keeps what they answer.
///
/// It repeats the answers of the checkpoint as far as they go, in which time does not count, and answers from then on by itself.
struct VertexSource {
    private var oracle: VertexOracle
    private var proof: VertexProof
    private let timeLimit: Double?
    private var clock: TimeBudget
    private let checkpoint: MembershipCheckpoint?

    init(oracle: VertexOracle, proof: VertexProof, timeLimit: Double?, checkpoint: MembershipCheckpoint?) {
        self.oracle = oracle
        self.proof = proof
        self.timeLimit = timeLimit
        self.checkpoint = checkpoint
        clock = TimeBudget(timeLimit: timeLimit)
    }

    /// How many branches the proofs looked at.
    var nodes: Int { proof.memory.nodes }

    /// Whether it repeats what it answered before.
    var isReplaying: Bool { checkpoint?.isReplaying ?? false }

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

    /// The next answer of the checkpoint; after the last one the clock begins.
    private mutating func repeated() -> AnswerRecord.Answer? {
        guard let answer = checkpoint?.next() else { return nil }
        if !isReplaying { clock = TimeBudget(timeLimit: timeLimit) }
        return answer
    }

    // What was cut short would be another answer in a search that goes on.
    private func note(_ answer: AnswerRecord.Answer) throws {
        if let checkpoint, clock.reasonToStop == nil { try checkpoint.note(answer) }
    }
}
