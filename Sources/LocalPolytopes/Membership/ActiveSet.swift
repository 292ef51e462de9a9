import NumericalCore

/// Vertices met by a search, their Gram matrix, and a point of their hull given by weights.
///
/// With party symmetry a vertex stands for the mean over all permutations of the parties, and inner products, the point and
/// the target are those of the symmetric means. The same holds for any group whose orbits of entries are given; a vertex is
/// then kept by the coordinates of its mean too.
final class ActiveSet {
    let shape: VertexShape
    let usesPartySymmetry: Bool
    /// The group that the target is symmetric under; nil for none but, perhaps, exchange of the parties.
    let symmetry: TargetSymmetry?
    /// y, the point to approach.
    private(set) var target: [Double]
    private(set) var count = 0
    /// w_i ≥ 0 with Σ w_i = 1, once there is a vertex.
    var weights: [Double] = []
    /// ⟨a_i, y⟩.
    private(set) var targetProducts: [Double] = []
    /// ⟨a_i, x⟩ for the current point x, kept by the method that moves the weights.
    var pointProducts: [Double] = []
    /// ‖y‖².
    private(set) var targetNorm: Double

    private var words: [UInt64] = []
    private(set) var gram: [Double] = []
    private(set) var capacity = 0
    private var known: Set<[UInt64]> = []
    /// The coordinates of the means of the vertices, one vertex after the other, when there is a group.
    private var coordinates: [Double] = []
    private var targetCoordinates: [Double] = []

    init(shape: VertexShape, target: [Double], usesPartySymmetry: Bool, symmetry: TargetSymmetry? = nil) {
        self.shape = shape
        self.target = target
        self.usesPartySymmetry = usesPartySymmetry
        self.symmetry = symmetry
        if let symmetry { targetCoordinates = symmetry.orbits.coordinates(of: target) }
        targetNorm = target.withUnsafeBufferPointer {
            VectorKernels.dot($0.baseAddress!, $0.baseAddress!, $0.count)
        }
    }

    /// The packed words of a vertex.
    func vertex(_ index: Int) -> [UInt64] { Array(words[(index * shape.words)..<((index + 1) * shape.words)]) }

    /// ⟨a_i, a_j⟩.
    @inline(__always)
    func gram(_ i: Int, _ j: Int) -> Double { gram[i &* capacity &+ j] }

    /// Moves the target; vertices and weights stay.
    func retarget(_ target: [Double]) {
        self.target = target
        targetNorm = target.withUnsafeBufferPointer { VectorKernels.dot($0.baseAddress!, $0.baseAddress!, $0.count) }
        guard let orbits = symmetry?.orbits else {
            for index in 0..<count { targetProducts[index] = product(of: target, with: vertex(index)) }
            return
        }
        targetCoordinates = orbits.coordinates(of: target)
        for index in 0..<count { targetProducts[index] = meanProduct(index, targetCoordinates) }
    }

    /// Adds a vertex with weight 0, or returns nil when it is there already.
    func add(_ vertex: [UInt64]) -> Int? {
        if let symmetry { return add(vertex, symmetry.orbits) }
        let vertex = canonical(vertex)
        guard known.insert(vertex).inserted else { return nil }
        if count == capacity { grow(to: max(64, capacity * 2)) }
        words += vertex
        words.withUnsafeBufferPointer { words in
            let new = words.baseAddress! + count * shape.words
            for index in 0...count {
                let old = words.baseAddress! + index * shape.words
                let value =
                    usesPartySymmetry ? shape.symmetrizedInnerProduct(new, old) : shape.innerProduct(new, old)
                gram[count * capacity + index] = value
                gram[index * capacity + count] = value
            }
        }
        return finish(product(of: target, with: vertex))
    }

    /// Adds a vertex by the mean of its images.
    private func add(_ vertex: [UInt64], _ orbits: EntryOrbits) -> Int? {
        let mean = orbits.coordinates(of: tensor(of: vertex))
        guard known.insert(orbits.key(mean)).inserted else { return nil }
        if count == capacity { grow(to: max(64, capacity * 2)) }
        words += vertex
        coordinates += mean
        for index in 0...count {
            let value = meanProduct(index, mean)
            gram[count * capacity + index] = value
            gram[index * capacity + count] = value
        }
        return finish(meanProduct(count, targetCoordinates))
    }

    private func finish(_ targetProduct: Double) -> Int {
        weights.append(0)
        targetProducts.append(targetProduct)
        pointProducts.append(0)
        for index in 0..<count where weights[index] != 0 {
            pointProducts[count] += weights[index] * gram[count * capacity + index]
        }
        count += 1
        return count - 1
    }

    /// Keeps the vertices with the given indices, in this order.
    func keep(_ indices: [Int]) {
        var newWords: [UInt64] = []
        newWords.reserveCapacity(indices.count * shape.words)
        for index in indices { newWords += vertex(index) }
        for (row, old) in indices.enumerated() {
            // Rows move up only, since the indices increase.
            for (column, oldColumn) in indices.enumerated() {
                gram[row * capacity + column] = gram[old * capacity + oldColumn]
            }
        }
        if let orbits = symmetry?.orbits {
            coordinates = indices.flatMap { coordinates[($0 * orbits.count)..<(($0 + 1) * orbits.count)] }
        }
        words = newWords
        weights = indices.map { weights[$0] }
        targetProducts = indices.map { targetProducts[$0] }
        pointProducts = indices.map { pointProducts[$0] }
        count = indices.count
        if let orbits = symmetry?.orbits {
            known = Set(
                (0..<count).map {
                    orbits.key(Array(coordinates[($0 * orbits.count)..<(($0 + 1) * orbits.count)]))
                })
        } else {
            known = Set((0..<count).map(vertex))
        }
    }

    private func grow(to newCapacity: Int) {
        var grown = [Double](repeating: 0, count: newCapacity * newCapacity)
        for row in 0..<count {
            for column in 0..<count { grown[row * newCapacity + column] = gram[row * capacity + column] }
        }
        gram = grown
        capacity = newCapacity
    }

    /// One packed form for all forms of the same (symmetrized) vertex.
    private func canonical(_ vertex: [UInt64]) -> [UInt64] {
        var vertex = vertex
        var free: [Int] = []
        for (party, factor) in shape.factors.enumerated() {
            if case .signs(_, false) = factor { free.append(party) }
        }
        var isFlipped = false
        for party in free where vertex[shape.wordStarts[party]] & 1 == 1 {
            flip(&vertex, party)
            isFlipped.toggle()
        }
        if usesPartySymmetry {
            let parts = (0..<shape.parties).map {
                Array(vertex[shape.wordStarts[$0]..<shape.wordStarts[$0 + 1]])
            }
            vertex = Array(parts.sorted { $0.lexicographicallyPrecedes($1) }.joined())
        }
        if isFlipped, let last = free.last { flip(&vertex, last) }
        return vertex
    }

    private func flip(_ vertex: inout [UInt64], _ party: Int) {
        var length = shape.lengths[party]
        for word in shape.wordStarts[party]..<shape.wordStarts[party + 1] {
            vertex[word] ^= length >= 64 ? .max : (1 << UInt64(length)) - 1
            length -= 64
        }
    }

    /// ⟨a_i, T⟩ for the means of a vertex and of a tensor.
    private func meanProduct(_ index: Int, _ other: [Double]) -> Double {
        coordinates.withUnsafeBufferPointer { all in
            other.withUnsafeBufferPointer { other in
                guard let first = all.baseAddress, let second = other.baseAddress else { return 0 }
                return VectorKernels.dot(first + index * other.count, second, other.count)
            }
        }
    }

    /// All entries of a vertex.
    private func tensor(of vertex: [UInt64]) -> [Double] {
        var entries = [1.0]
        for party in 0..<shape.parties {
            let vector = unpacked(vertex, party)
            entries = entries.flatMap { factor in vector.map { factor * $0 } }
        }
        return entries
    }

    /// ⟨T, a⟩ for a tensor and a vertex.
    private func product(of tensor: [Double], with vertex: [UInt64]) -> Double {
        var rest = tensor
        for party in stride(from: shape.parties - 1, through: 0, by: -1) {
            let length = shape.lengths[party]
            let vector = unpacked(vertex, party)
            rest = rest.withUnsafeBufferPointer { entries in
                (0..<(entries.count / length)).map {
                    VectorKernels.dot(entries.baseAddress! + $0 * length, vector, length)
                }
            }
        }
        return rest[0]
    }

    private func unpacked(_ vertex: [UInt64], _ party: Int) -> [Double] {
        var vector = [Double](repeating: 0, count: shape.lengths[party])
        vertex.withUnsafeBufferPointer { words in
            vector.withUnsafeMutableBufferPointer {
                shape.unpack(words.baseAddress!, party: party, into: $0.baseAddress!)
            }
        }
        return vector
    }

    /// x = Σ w_i a_i.
    func point() -> [Double] {
        if let orbits = symmetry?.orbits {
            var sum = [Double](repeating: 0, count: orbits.count)
            for index in 0..<count where weights[index] > 0 {
                for place in 0..<orbits.count {
                    sum[place] += weights[index] * coordinates[index * orbits.count + place]
                }
            }
            return orbits.tensor(sum)
        }
        var x = [Double](repeating: 0, count: shape.size)
        let last = shape.parties - 1
        let length = shape.lengths[last]
        for index in 0..<count where weights[index] > 0 {
            let vertex = vertex(index)
            var front = [weights[index]]
            for party in 0..<last {
                let vector = unpacked(vertex, party)
                front = front.flatMap { factor in vector.map { factor * $0 } }
            }
            let vector = unpacked(vertex, last)
            x.withUnsafeMutableBufferPointer { x in
                for (row, factor) in front.enumerated() where factor != 0 {
                    VectorKernels.add(factor, vector, to: x.baseAddress! + row * length, length)
                }
            }
        }
        return usesPartySymmetry ? PartySymmetry.symmetrized(x, parties: shape.parties, length: length) : x
    }

    /// ⟨a_i, x⟩ for the point that the weights of some vertices make.
    func product(_ index: Int, with others: [Int]) -> Double {
        gram.withUnsafeBufferPointer { gram in
            weights.withUnsafeBufferPointer { weights in
                let row = index &* capacity
                var sum = 0.0
                for other in others { sum += weights[other] * gram[row &+ other] }
                return sum
            }
        }
    }

    /// Recomputes ⟨a_i, x⟩ for all vertices from the Gram matrix.
    func refreshPointProducts() {
        for index in 0..<count { pointProducts[index] = 0 }
        let (count, capacity) = (self.count, self.capacity)
        let active = (0..<count).filter { weights[$0] != 0 }
        gram.withUnsafeBufferPointer { gram in
            pointProducts.withUnsafeMutableBufferPointer { products in
                guard let gram = gram.baseAddress, let products = products.baseAddress else { return }
                // Four rows at a time: the products are read and written a quarter as often.
                var place = 0
                while place + 4 <= active.count {
                    let four = (0..<4).map { active[place + $0] }
                    VectorKernels.add(
                        SIMD4(weights[four[0]], weights[four[1]], weights[four[2]], weights[four[3]]),
                        gram + four[0] * capacity, gram + four[1] * capacity, gram + four[2] * capacity,
                        gram + four[3] * capacity, to: products, count)
                    place += 4
                }
                for index in active[place...] {
                    VectorKernels.add(weights[index], gram + index * capacity, to: products, count)
                }
            }
        }
    }
}
