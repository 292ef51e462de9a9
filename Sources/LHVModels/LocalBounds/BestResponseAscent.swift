import QuantumStates

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

    /// Climbs until neither a sweep of best responses nor a change of one answer, answered best, improves.
    mutating func climb(_ tensor: UnsafePointer<Double>) -> VertexOracle.Vertex {
        var value = -Double.infinity
        for _ in 0..<1000 {
            let next = sweep(tensor)
            // A sweep never loses but by rounding; equality means a fixed point or a tie.
            let isFixed = !(next > value + 1e-13 * value.magnitude)
            value = max(value, next)
            if isFixed, !changesOneAnswer(tensor, above: value + 1e-12 * (1 + value.magnitude)) { break }
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

    /// Changes the one answer of a party but the last that, answered best by the last party, raises the value most.
    ///
    /// - Returns: Whether there is one that raises it above `value`.
    private mutating func changesOneAnswer(_ tensor: UnsafePointer<Double>, above value: Double) -> Bool {
        let lengths = shape.lengths
        let last = lengths.count - 1
        guard last > 0 else { return false }
        let columns = lengths[last]
        var best = (value: value, party: -1, row: 0, other: 0)
        for party in 0..<last {
            let rows = lengths[party]
            contract(tensor, except: party)
            let vector = vectors[party]
            suffix.withUnsafeBufferPointer { matrix in
                spare.withUnsafeMutableBufferPointer { g in
                    suffixSpare.withUnsafeMutableBufferPointer { trial in
                        let (matrix, g, trial) = (matrix.baseAddress!, g.baseAddress!, trial.baseAddress!)
                        g.update(repeating: 0, count: columns)
                        for row in 0..<rows where vector[row] != 0 {
                            VectorKernels.add(vector[row], matrix + row * columns, to: g, columns)
                        }
                        shape.forSingleChanges(of: vector, party: party) { row, other in
                            let factor = other == row ? -2 * vector[row] : -1
                            for index in 0..<columns {
                                trial[index] = g[index] + factor * matrix[row * columns + index]
                            }
                            if other != row { VectorKernels.add(1, matrix + other * columns, to: trial, columns) }
                            let found = shape.bestValue(of: trial, party: last)
                            if found > best.value { best = (found, party, row, other) }
                        }
                    }
                }
            }
        }
        guard best.party >= 0 else { return false }
        if best.other == best.row {
            vectors[best.party][best.row] *= -1
        } else {
            vectors[best.party][best.row] = 0
            vectors[best.party][best.other] = 1
        }
        // The sweep that follows starts with party 0 and needs the last party's answer to the change.
        contract(tensor, except: best.party)
        let vector = vectors[best.party]
        suffix.withUnsafeBufferPointer { matrix in
            spare.withUnsafeMutableBufferPointer { g in
                g.baseAddress!.update(repeating: 0, count: columns)
                for row in vector.indices where vector[row] != 0 {
                    VectorKernels.add(vector[row], matrix.baseAddress! + row * columns, to: g.baseAddress!, columns)
                }
                vectors[last].withUnsafeMutableBufferPointer {
                    _ = shape.bestResponse(to: g.baseAddress!, party: last, into: $0.baseAddress!)
                }
            }
        }
        return true
    }

    /// M contracted with the vectors of all parties but one and the last, as a matrix in `suffix`.
    private mutating func contract(_ tensor: UnsafePointer<Double>, except party: Int) {
        let lengths = shape.lengths
        let columns = lengths[lengths.count - 1]
        let (vectors, count) = (self.vectors, lengths[party] * columns)
        suffix.withUnsafeMutableBufferPointer { target in
            let target = target.baseAddress!
            if lengths.count == 2 {
                target.update(from: tensor, count: count)
                return
            }
            target.update(repeating: 0, count: count)
            // All lists of indices of the other parties, with the product of their factors.
            func add(_ level: Int, _ offset: Int, _ factor: Double, _ row: Int) {
                if factor == 0 { return }
                if level == lengths.count - 1 {
                    VectorKernels.add(factor, tensor + offset * columns, to: target + row * columns, columns)
                    return
                }
                for index in 0..<lengths[level] {
                    let next = offset * lengths[level] + index
                    if level == party {
                        add(level + 1, next, factor, index)
                    } else {
                        add(level + 1, next, factor * vectors[level][index], row)
                    }
                }
            }
            add(0, 0, 1, 0)
        }
    }
}
