import QuantumStates

/// How the vertices of a local polytope are built: products ⊗_k u_k of one vector per party.
///
/// A party's vector is either a list of signs (±1, perhaps with a first entry fixed to 1, for marginals), or the
/// indicator of one outcome for each setting. A vertex is stored as bits: 1 for a sign −1, or for the outcome chosen.
package struct VertexShape: Sendable, Hashable {
    /// The vectors one party may contribute.
    package enum Factor: Sendable, Hashable {
        /// `count` signs, the first of which is 1 when `leadsWithOne`.
        case signs(count: Int, leadsWithOne: Bool)
        /// One outcome among `outcomes[x]` for each setting x.
        case outcomes([Int])

        @inlinable package var length: Int {
            switch self {
            case .signs(let count, _): count
            case .outcomes(let outcomes): outcomes.reduce(0, +)
            }
        }
    }

    package let factors: [Factor]
    /// The number of entries of each party's vector.
    package let lengths: [Int]
    /// Where each party's words start, and their number at the end.
    package let wordStarts: [Int]
    /// The number of entries of the tensor.
    package let size: Int

    package init(factors: [Factor]) {
        self.factors = factors
        lengths = factors.map(\.length)
        wordStarts = lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + ($1 + 63) / 64) }
        size = lengths.reduce(1, *)
    }

    @inlinable package var parties: Int { factors.count }
    @inlinable package var words: Int { wordStarts[wordStarts.count - 1] }

    /// Whether the negative of every vertex is a vertex.
    package var isSymmetricUnderSign: Bool {
        factors.contains { if case .signs(_, false) = $0 { true } else { false } }
    }

    /// ⟨u_j, v_k⟩ of the factors of two packed vertices; the factors must be of one kind and length.
    @inlinable @inline(__always)
    package func innerProduct(
        _ a: UnsafePointer<UInt64>, party j: Int, _ b: UnsafePointer<UInt64>, party k: Int
    ) -> Double {
        let (firstA, firstB) = (wordStarts[j], wordStarts[k])
        let count = wordStarts[j + 1] - firstA
        var bits = 0
        if case .signs(let length, _) = factors[j] {
            for word in 0..<count { bits &+= (a[firstA &+ word] ^ b[firstB &+ word]).nonzeroBitCount }
            return Double(length &- 2 &* bits)
        }
        for word in 0..<count { bits &+= (a[firstA &+ word] & b[firstB &+ word]).nonzeroBitCount }
        return Double(bits)
    }

    /// ⟨a, b⟩ of two packed vertices: the product over the parties.
    @inlinable package func innerProduct(_ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>) -> Double {
        var product = 1.0
        for party in 0..<parties { product *= innerProduct(a, party: party, b, party: party) }
        return product
    }

    /// The mean of ⟨a, π(b)⟩ over all permutations π of the parties, which must be alike.
    ///
    /// This is the permanent of the matrix of inner products divided by N!.
    @inlinable package func symmetrizedInnerProduct(_ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>) -> Double {
        let n = parties
        var entries = [Double](repeating: 0, count: n * n)
        for j in 0..<n { for k in 0..<n { entries[j * n + k] = innerProduct(a, party: j, b, party: k) } }
        // Subset sums over the columns used so far, row by row.
        var permanents = [Double](repeating: 0, count: 1 << n)
        permanents[0] = 1
        for set in 1..<(1 << n) {
            let row = set.nonzeroBitCount - 1
            var sum = 0.0
            for column in 0..<n where set >> column & 1 == 1 {
                sum += entries[row * n + column] * permanents[set & ~(1 << column)]
            }
            permanents[set] = sum
        }
        let factorial = (1...n).reduce(1.0) { $0 * Double($1) }
        return permanents[(1 << n) - 1] / factorial
    }

    /// The vector of one party of a packed vertex.
    @inlinable package func unpack(
        _ words: UnsafePointer<UInt64>, party: Int, into vector: UnsafeMutablePointer<Double>
    ) {
        let first = wordStarts[party]
        if case .signs = factors[party] {
            for index in 0..<lengths[party] {
                vector[index] = words[first + index / 64] >> UInt64(index % 64) & 1 == 1 ? -1 : 1
            }
        } else {
            for index in 0..<lengths[party] {
                vector[index] = words[first + index / 64] >> UInt64(index % 64) & 1 == 1 ? 1 : 0
            }
        }
    }

    /// The bits of one party's vector.
    func pack(_ vector: UnsafePointer<Double>, party: Int, into words: UnsafeMutablePointer<UInt64>) {
        let first = wordStarts[party]
        for word in first..<wordStarts[party + 1] { words[word] = 0 }
        var isSigns = false
        if case .signs = factors[party] { isSigns = true }
        for index in 0..<lengths[party] where isSigns ? vector[index] < 0 : vector[index] > 0 {
            words[first + index / 64] |= 1 << UInt64(index % 64)
        }
    }

    /// The vector of a party that is best against coefficients g, and ⟨g, u⟩; ties take the sign + or the first outcome.
    @inline(__always)
    func bestResponse(
        to g: UnsafePointer<Double>, party: Int, into vector: UnsafeMutablePointer<Double>
    ) -> Double {
        var value = 0.0
        switch factors[party] {
        case .signs(let count, let leadsWithOne):
            var start = 0
            if leadsWithOne {
                vector[0] = 1
                value = g[0]
                start = 1
            }
            for index in start..<count {
                vector[index] = g[index] < 0 ? -1 : 1
                value += g[index].magnitude
            }
        case .outcomes(let outcomes):
            var first = 0
            for number in outcomes {
                var best = first
                for index in first..<(first + number) {
                    vector[index] = 0
                    if g[index] > g[best] { best = index }
                }
                vector[best] = 1
                value += g[best]
                first += number
            }
        }
        return value
    }

    /// The value ⟨g, u⟩ of a party's best response u.
    @inline(__always)
    func bestValue(of g: UnsafePointer<Double>, party: Int) -> Double {
        switch factors[party] {
        case .signs(let count, let leadsWithOne):
            var value = leadsWithOne ? g[0] - g[0].magnitude : 0
            var sum = SIMD4<Double>.zero
            var index = 0
            while index + 4 <= count {
                let four = UnsafeRawPointer(g + index).loadUnaligned(as: SIMD4<Double>.self)
                sum += four.replacing(with: -four, where: four .< 0)
                index += 4
            }
            value += sum.sum()
            while index < count {
                value += g[index].magnitude
                index += 1
            }
            return value
        case .outcomes(let outcomes):
            var (value, first) = (0.0, 0)
            for number in outcomes {
                var most = g[first]
                for index in (first + 1)..<max(first + 1, first + number) { most = max(most, g[index]) }
                value += most
                first += number
            }
            return value
        }
    }

    /// All changes of one answer of a party: the row that loses, and the row that gains, or the same row for a sign.
    @inline(__always)
    func forSingleChanges(of vector: [Double], party: Int, _ body: (Int, Int) -> Void) {
        switch factors[party] {
        case .signs(let count, let leadsWithOne):
            for row in (leadsWithOne ? 1 : 0)..<count { body(row, row) }
        case .outcomes(let outcomes):
            var first = 0
            for number in outcomes {
                for row in first..<(first + number) where vector[row] > 0 {
                    for other in first..<(first + number) where other != row { body(row, other) }
                }
                first += number
            }
        }
    }

    /// A vector of a party drawn at random.
    func randomVector(
        party: Int, into vector: UnsafeMutablePointer<Double>, using generator: inout RandomStream
    ) {
        switch factors[party] {
        case .signs(let count, let leadsWithOne):
            var bits: UInt64 = 0
            for index in 0..<count {
                if index % 64 == 0 { bits = generator.next() }
                vector[index] = bits >> UInt64(index % 64) & 1 == 1 ? -1 : 1
            }
            if leadsWithOne { vector[0] = 1 }
        case .outcomes(let outcomes):
            var first = 0
            for number in outcomes {
                for index in first..<(first + number) { vector[index] = 0 }
                vector[first + Int.random(in: 0..<number, using: &generator)] = 1
                first += number
            }
        }
    }
}
