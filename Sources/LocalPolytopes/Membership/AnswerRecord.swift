import LHVModels

/// What the oracle and the proofs of a search answered, in order: all else that a search does follows from it.
///
/// A search that resumes is given the same answers, and so comes to where it was, weights and rounding included, in the time that the
/// weights take. Answers that the limit of time cut short are not kept.
struct AnswerRecord: Sendable, Codable {
    /// Vertices of the oracle, one after the other, each of so many words.
    struct Vertices: Sendable, Codable {
        @Packed var words: [Int]
        @Packed var values: [Double]
    }

    /// What a proof said, and what it has learned.
    struct Proof: Sendable, Codable {
        var maximum: VertexMaximum?
        var memory: VertexProof.Memory
    }

    enum Answer: Sendable, Codable {
        case vertices(Vertices)
        case proof(Proof)
    }

    var answers: [Answer] = []
}

extension AnswerRecord {
    /// Throws unless these can be answers about a polytope.
    func validate(shape: VertexShape) throws {
        func requireVertex(_ words: some Collection<UInt64>) throws {
            try require(shape.isVertex(Array(words)), "answers", must: "be vertices of the polytope", was: "other bits")
        }
        for answer in answers {
            switch answer {
            case .vertices(let found):
                try require(
                    !found.values.isEmpty && found.words.count == found.values.count * shape.words, "answers",
                    must: "have \(shape.words) words for each vertex", was: found.words.count)
                for start in stride(from: 0, to: found.words.count, by: shape.words) {
                    try requireVertex(found.words[start..<(start + shape.words)].map { UInt64(bitPattern: Int64($0)) })
                }
            case .proof(let proof):
                if let words = proof.maximum?.words { try requireVertex(words) }
                try proof.memory.validate(shape: shape)
            }
        }
    }
}

extension AnswerRecord.Vertices {
    init(_ found: [VertexOracle.Vertex]) {
        self.init(
            words: found.flatMap { $0.words.map { Int(Int64(bitPattern: $0)) } }, values: found.map(\.value))
    }

    /// The vertices, of so many words each.
    func vertices(words size: Int) -> [VertexOracle.Vertex] {
        values.indices.map { index in
            VertexOracle.Vertex(
                words: words[(index * size)..<((index + 1) * size)].map { UInt64(bitPattern: Int64($0)) },
                value: values[index])
        }
    }
}
