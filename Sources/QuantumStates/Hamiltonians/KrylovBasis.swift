import NumericalCore

/// Orthonormal vectors of one length in a flat array, and a place behind the last for the next one.
///
/// Inner loops go through the vectors in pieces that stay in the first-level cache.
struct KrylovBasis<Element: Amplitude>: Sendable {
    /// The length of a vector.
    let length: Int
    /// How many vectors there is room for, the candidate included.
    let capacity: Int
    /// The number of orthonormal vectors.
    private(set) var count = 0
    private var entries: [Element]

    private static var piece: Int { 1024 }

    /// - Precondition: `length · capacity` vectors fit into memory, which the caller bounds.
    init(length: Int, capacity: Int) {
        self.length = length
        self.capacity = capacity
        self.entries = Array(repeating: .zero, count: length * capacity)
    }

    /// A copy of one vector.
    subscript(index: Int) -> [Element] { Array(entries[(index * length)..<((index + 1) * length)]) }

    /// Forgets all vectors from `count` on; the next candidate takes their place.
    mutating func truncate(to count: Int) { self.count = min(count, self.count) }

    /// Places a candidate behind the last vector.
    mutating func place(candidate: [Element]) {
        entries.withUnsafeMutableBufferPointer { entries in
            for index in 0..<length { entries[count * length + index] = candidate[index] }
        }
    }

    /// Places H·(vector) behind the last vector as the candidate.
    mutating func placeImage(of index: Int, under kernel: PauliSumKernel) {
        let (length, count) = (length, count)
        entries.withUnsafeMutableBufferPointer { entries in
            let base = entries.baseAddress!
            kernel.apply(UnsafePointer(base + index * length), to: base + count * length)
        }
    }

    /// Makes the candidate orthogonal to all vectors; returns ⟨v_j|candidate⟩ and the norm of what remains.
    ///
    /// A second sweep follows when the first cancels nine tenths of the norm: twice is enough.
    /// Source: [Parlett1998], section 6.9.
    mutating func orthogonalizeCandidate() -> (coefficients: [Element], norm: Double) {
        var coefficients = [Element](repeating: .zero, count: count)
        var before = candidateNorm
        for _ in 0..<3 {
            let sweep = projectOut()
            for index in 0..<count { coefficients[index] += sweep[index] }
            let after = candidateNorm
            if after > 0.1 * before { return (coefficients, after) }
            before = after
        }
        return (coefficients, before)
    }

    /// Scales the candidate and makes it the last vector.
    mutating func acceptCandidate(norm: Double) {
        let inverse = 1 / norm
        let start = count * length
        entries.withUnsafeMutableBufferPointer { entries in
            for index in start..<(start + length) { entries[index] = entries[index].scaled(by: inverse) }
        }
        count += 1
    }

    /// ‖candidate‖.
    var candidateNorm: Double {
        entries.withUnsafeBufferPointer { entries in
            let candidate = entries.baseAddress! + count * length
            return KrylovBasis.dot(candidate, candidate, length).realPart.squareRoot()
        }
    }

    private mutating func projectOut() -> [Element] {
        var sums = [Element](repeating: .zero, count: count)
        let (length, count) = (length, count)
        entries.withUnsafeMutableBufferPointer { entries in
            let base = entries.baseAddress!
            let candidate = base + count * length
            var start = 0
            while start < length {
                let size = min(KrylovBasis.piece, length - start)
                for index in 0..<count {
                    sums[index] += KrylovBasis.dot(base + index * length + start, candidate + start, size)
                }
                start += size
            }
            start = 0
            while start < length {
                let size = min(KrylovBasis.piece, length - start)
                for index in 0..<count {
                    let factor = sums[index]
                    let vector = base + index * length + start
                    for place in 0..<size { candidate[start + place] -= factor * vector[place] }
                }
                start += size
            }
        }
        return sums
    }

    /// Σ_j c_j v_j over vectors from `offset` on.
    func combination(_ coefficients: [Element], from offset: Int = 0) -> [Element] {
        var result = [Element](repeating: .zero, count: length)
        result.withUnsafeMutableBufferPointer { result in
            entries.withUnsafeBufferPointer { entries in
                for (index, factor) in coefficients.enumerated() {
                    let start = (offset + index) * length
                    for place in 0..<length { result[place] += factor * entries[start + place] }
                }
            }
        }
        return result
    }

    /// Replaces the vectors from `offset` on by their combinations with the columns of a matrix, and keeps the candidate.
    ///
    /// - Precondition: The matrix has a row for each vector from `offset` on and not more columns than rows.
    mutating func recombine(with matrix: Matrix<Element>, from offset: Int) {
        let (length, old) = (length, count)
        let (rows, columns) = (matrix.rows, matrix.columns)
        let factors = matrix.elements
        let piece = 128
        var images = [Element](repeating: .zero, count: piece * columns)
        entries.withUnsafeMutableBufferPointer { entries in
            let base = entries.baseAddress!
            var start = 0
            while start < length {
                let size = min(piece, length - start)
                for column in 0..<columns {
                    for place in 0..<size { images[column * piece + place] = .zero }
                    for row in 0..<rows {
                        let factor = factors[row + rows * column]
                        let vector = base + (offset + row) * length + start
                        for place in 0..<size { images[column * piece + place] += factor * vector[place] }
                    }
                }
                for column in 0..<columns {
                    let vector = base + (offset + column) * length + start
                    for place in 0..<size { vector[place] = images[column * piece + place] }
                }
                start += size
            }
            if columns < rows {
                (base + (offset + columns) * length).update(from: base + old * length, count: length)
            }
        }
        count = offset + columns
    }

    // Four partial sums: one alone would wait for the latency of each addition.
    private static func dot(_ left: UnsafePointer<Element>, _ right: UnsafePointer<Element>, _ count: Int) -> Element {
        var (first, second, third, fourth) = (Element.zero, Element.zero, Element.zero, Element.zero)
        var index = 0
        while index + 3 < count {
            first += left[index].conjugate * right[index]
            second += left[index + 1].conjugate * right[index + 1]
            third += left[index + 2].conjugate * right[index + 2]
            fourth += left[index + 3].conjugate * right[index + 3]
            index += 4
        }
        while index < count {
            first += left[index].conjugate * right[index]
            index += 1
        }
        return (first + second) + (third + fourth)
    }
}
