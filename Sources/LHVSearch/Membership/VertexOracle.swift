import NumericalCore

/// Finds vertices d of a local polytope with large ⟨M, d⟩: alternating best responses from many starts.
///
/// Each start is a function of the seed, the number of the call and the number of the start, so the answers do not depend
/// on the number of threads.
struct VertexOracle: Sendable {
    /// A vertex and its value ⟨M, d⟩.
    struct Vertex: Sendable {
        var words: [UInt64]
        var value: Double
    }

    let shape: VertexShape
    let starts: Int
    let seed: UInt64
    let threads: Int
    private(set) var calls: UInt64 = 0

    init(shape: VertexShape, starts: Int, seed: UInt64, threads: Int) {
        self.shape = shape
        self.starts = starts
        self.seed = seed
        self.threads = threads
    }

    /// Up to `limit` different vertices with the largest values found, the best first.
    ///
    /// - Parameters:
    ///   - tensor: M.
    ///   - limit: How many vertices to return at most.
    ///   - warm: Packed vertices to start from besides the random ones.
    ///   - starts: The number of random starts, if not the usual one.
    mutating func best(
        for tensor: [Double], limit: Int, warm: [[UInt64]] = [], starts: Int? = nil
    ) throws -> [Vertex] {
        let call = calls
        calls += 1
        let (shape, seed, starts) = (self.shape, self.seed, starts ?? self.starts)
        let total = starts + warm.count
        // A sweep costs about 4·size; several sweeps for each start. Threads pay from about a millisecond on.
        let isLong = Double(total) * Double(shape.size) * 20 > 3e6
        let chunks = try Parallel.chunks(count: total, size: isLong ? max(1, (total + 15) / 16) : total)
        let parts = try Parallel.map(count: chunks.count, threads: isLong ? threads : 1) { chunk in
            var ascent = BestResponseAscent(shape: shape)
            return tensor.withUnsafeBufferPointer { entries in
                chunks[chunk].map { start in
                    if start < warm.count {
                        ascent.start(from: warm[start])
                    } else {
                        var generator = RandomStream(seed: seed, substream: call << 24 &+ UInt64(start))
                        ascent.start(using: &generator)
                    }
                    return ascent.climb(entries.baseAddress!)
                }
            }
        }
        var seen = Set<[UInt64]>()
        var result: [Vertex] = []
        let found = Array(parts.joined())
        let order = found.indices.sorted { (found[$0].value, $1) > (found[$1].value, $0) }
        for index in order where result.count < limit && seen.insert(found[index].words).inserted {
            result.append(found[index])
        }
        return result
    }
}

/// One climb of alternating best responses, with its buffers.
struct BestResponseAscent {
    private let shape: VertexShape
    private var vectors: [[Double]]
    private var prefix: [Double]
    private var spare: [Double]
    private var suffix: [Double]
    private var suffixSpare: [Double]

    init(shape: VertexShape) {
        self.shape = shape
        vectors = shape.lengths.map { Array(repeating: 1, count: $0) }
        let largest = shape.size
        prefix = Array(repeating: 0, count: largest)
        spare = prefix
        suffix = prefix
        suffixSpare = prefix
    }

    mutating func start(from words: [UInt64]) {
        words.withUnsafeBufferPointer { words in
            for party in 0..<shape.parties {
                vectors[party].withUnsafeMutableBufferPointer {
                    shape.unpack(words.baseAddress!, party: party, into: $0.baseAddress!)
                }
            }
        }
    }

    mutating func start(using generator: inout RandomStream) {
        for party in 0..<shape.parties {
            vectors[party].withUnsafeMutableBufferPointer {
                shape.randomVector(party: party, into: $0.baseAddress!, using: &generator)
            }
        }
    }

    /// Sweeps over the parties until a full sweep does not improve.
    mutating func climb(_ tensor: UnsafePointer<Double>) -> VertexOracle.Vertex {
        var value = -Double.infinity
        for _ in 0..<1000 {
            let next = sweep(tensor)
            // A sweep never loses but by rounding; equality means a fixed point or a tie.
            guard next > value + 1e-13 * value.magnitude else {
                value = max(value, next)
                break
            }
            value = next
        }
        var words = [UInt64](repeating: 0, count: shape.words)
        words.withUnsafeMutableBufferPointer { words in
            for party in 0..<shape.parties {
                vectors[party].withUnsafeBufferPointer {
                    shape.pack($0.baseAddress!, party: party, into: words.baseAddress!)
                }
            }
        }
        return VertexOracle.Vertex(words: words, value: value)
    }

    /// Best responses of party 0, 1, … in turn; the value after the last.
    private mutating func sweep(_ tensor: UnsafePointer<Double>) -> Double {
        let lengths = shape.lengths
        let parties = lengths.count
        var value = 0.0
        var size = shape.size
        prefix.withUnsafeMutableBufferPointer { prefix in
            spare.withUnsafeMutableBufferPointer { spare in
                suffix.withUnsafeMutableBufferPointer { suffix in
                    suffixSpare.withUnsafeMutableBufferPointer { suffixSpare in
                        // M contracted with the vectors of the parties before `party`.
                        var left = tensor
                        var (leftTarget, leftOther) = (prefix.baseAddress!, spare.baseAddress!)
                        for party in 0..<parties {
                            var rest = size
                            var right = left
                            var (target, other) = (suffix.baseAddress!, suffixSpare.baseAddress!)
                            for later in stride(from: parties - 1, to: party, by: -1) {
                                let length = lengths[later]
                                rest /= length
                                vectors[later].withUnsafeBufferPointer { vector in
                                    for row in 0..<rest {
                                        target[row] = VectorKernels.dot(
                                            right + row * length, vector.baseAddress!, length)
                                    }
                                }
                                right = UnsafePointer(target)
                                swap(&target, &other)
                            }
                            vectors[party].withUnsafeMutableBufferPointer {
                                value = shape.bestResponse(to: right, party: party, into: $0.baseAddress!)
                            }
                            guard party + 1 < parties else { break }
                            size /= lengths[party]
                            leftTarget.update(repeating: 0, count: size)
                            for row in 0..<lengths[party] {
                                let factor = vectors[party][row]
                                if factor != 0 {
                                    VectorKernels.add(factor, left + row * size, to: leftTarget, size)
                                }
                            }
                            left = UnsafePointer(leftTarget)
                            swap(&leftTarget, &leftOther)
                        }
                    }
                }
            }
        }
        return value
    }
}
