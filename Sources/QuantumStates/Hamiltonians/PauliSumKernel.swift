import NumericalCore

/// A scalar of amplitudes: `Complex`, or `Double` where operator and state are real.
protocol Amplitude: DoublePrecisionScalar {
    /// The amplitude scaled by a real number.
    func scaled(by factor: Double) -> Self
    /// The amplitude times i; asked of complex amplitudes only.
    var rotated: Self { get }
    /// The amplitude as a complex number.
    var complex: Complex { get }
    /// A random amplitude with standard normal components.
    static func normal(using generator: inout RandomStream) -> Self
}

extension Complex: Amplitude {
    @inline(__always) func scaled(by factor: Double) -> Complex { Complex(factor * real, factor * imaginary) }
    @inline(__always) var rotated: Complex { Complex(-imaginary, real) }
    var complex: Complex { self }
    static func normal(using generator: inout RandomStream) -> Complex { generator.complexNormal() }
}

extension Double: Amplitude {
    @inline(__always) func scaled(by factor: Double) -> Double { factor * self }
    @inline(__always) var rotated: Double { self }
    var complex: Complex { Complex(self) }
    static func normal(using generator: inout RandomStream) -> Double { generator.normalPair().0 }
}

/// A ``PauliSum`` prepared for repeated application to vectors.
///
/// Terms with one X mask x form a group, (Hψ)_r = Σ_x d_x(r) ψ_{r⊕x}. An index splits into a block number and a place in
/// the block (64 places): a Z mask is a sign of the block times a sign of the place, and the latter is tabulated. One pass
/// over the blocks does all groups, so each result is written once.
struct PauliSumKernel: Sendable {
    private struct Group {
        let blockFlip: Int
        let placeFlip: Int
        let isImaginary: Bool
        /// Whether d_x does not depend on the place, so that a block has one factor.
        let isConstant: Bool
        let parts: Range<Int>
    }

    let dimension: Int
    private let blockSize: Int
    private let diagonal: [Double]
    private var groups: [Group] = []
    // Part k of a group is the table of its terms with one mask on the block number.
    private var blockMasks: [Int] = []
    private var tables: [Double] = []

    /// - Throws: ``/NumericalCore/InvalidArgument`` for more than 30 qubits.
    init(_ sum: PauliSum) throws {
        dimension = try sum.space().dimension
        let bits = min(6, sum.qubits)
        blockSize = 1 << bits
        diagonal = PauliSumKernel.diagonal(of: sum, dimension: dimension)
        // Terms are sorted by X mask; each X mask gives a real and an imaginary group.
        var start = sum.terms.startIndex
        while start < sum.terms.endIndex {
            let flip = sum.terms[start].string.xMask
            var end = start
            while end < sum.terms.endIndex, sum.terms[end].string.xMask == flip { end += 1 }
            if flip != 0 {
                for isImaginary in [false, true] {
                    addGroup(flip: Int(flip), isImaginary: isImaginary, terms: sum.terms[start..<end], bits: bits)
                }
            }
            start = end
        }
    }

    private mutating func addGroup(flip: Int, isImaginary: Bool, terms: ArraySlice<PauliSum.Term>, bits: Int) {
        var parts: [Int: [Double]] = [:]
        for term in terms {
            let mask = Int(term.string.zMask)
            let yCount = (mask & flip).nonzeroBitCount
            guard (yCount & 1 == 1) == isImaginary else { continue }
            // ⟨r|P|r⊕x⟩ = (−i)^y (−1)^{|z∧r|}
            let quarter: Double = (yCount / 2) & 1 == 0 ? 1 : -1
            let factor = isImaginary ? -quarter * term.coefficient : quarter * term.coefficient
            var table = parts[mask >> bits] ?? Array(repeating: 0, count: blockSize)
            for place in 0..<blockSize { table[place] += (mask & place).nonzeroBitCount & 1 == 0 ? factor : -factor }
            parts[mask >> bits] = table
        }
        guard !parts.isEmpty else { return }
        let first = blockMasks.count
        for (mask, table) in parts.sorted(by: { $0.key < $1.key }) {
            blockMasks.append(mask)
            tables += table
        }
        groups.append(
            Group(
                blockFlip: flip >> bits, placeFlip: flip & (blockSize - 1), isImaginary: isImaginary,
                isConstant: parts.values.allSatisfy { table in table.allSatisfy { $0 == table[0] } },
                parts: first..<blockMasks.count))
    }

    /// The diagonal of the matrix, by a Walsh–Hadamard transform of the coefficients; empty when there is none.
    private static func diagonal(of sum: PauliSum, dimension: Int) -> [Double] {
        let terms = sum.terms.prefix { $0.string.xMask == 0 }
        guard !terms.isEmpty else { return [] }
        var values = [Double](repeating: 0, count: dimension)
        for term in terms { values[Int(term.string.zMask)] = term.coefficient }
        values.withUnsafeMutableBufferPointer { values in
            var half = 1
            while half < dimension {
                for start in stride(from: 0, to: dimension, by: 2 * half) {
                    for index in start..<(start + half) {
                        let (even, odd) = (values[index], values[index + half])
                        values[index] = even + odd
                        values[index + half] = even - odd
                    }
                }
                half *= 2
            }
        }
        return values
    }

    /// target = H·source; both hold 2^N amplitudes and do not overlap.
    ///
    /// Real amplitudes are for real operators only. Complexity: O(G·2^N) for G distinct X masks.
    func apply<Element: Amplitude>(_ source: UnsafePointer<Element>, to target: UnsafeMutablePointer<Element>) {
        let size = blockSize
        diagonal.withUnsafeBufferPointer { diagonal in
            groups.withUnsafeBufferPointer { groups in
                blockMasks.withUnsafeBufferPointer { blockMasks in
                    tables.withUnsafeBufferPointer { tables in
                        withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { scratch in
                            for block in 0..<(dimension / size) {
                                let result = target + block * size
                                if diagonal.isEmpty {
                                    for place in 0..<size { result[place] = .zero }
                                } else {
                                    let start = block * size
                                    for place in 0..<size {
                                        result[place] = source[start + place].scaled(by: diagonal[start + place])
                                    }
                                }
                                for group in groups {
                                    PauliSumKernel.add(
                                        group, block: block, size: size, blockMasks, tables, scratch, source, result)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func add<Element: Amplitude>(
        _ group: Group, block: Int, size: Int, _ blockMasks: UnsafeBufferPointer<Int>,
        _ tables: UnsafeBufferPointer<Double>, _ scratch: UnsafeMutableBufferPointer<Double>,
        _ source: UnsafePointer<Element>, _ result: UnsafeMutablePointer<Element>
    ) {
        let flip = group.placeFlip
        let input = source + (block ^ group.blockFlip) * size
        if group.isConstant {
            var factor = 0.0
            for part in group.parts {
                let value = tables[part * size]
                factor += (blockMasks[part] & block).nonzeroBitCount & 1 == 0 ? value : -value
            }
            // XX + YY joins antiparallel spins only: half of the blocks have nothing to do.
            if factor == 0 { return }
            if group.isImaginary {
                for place in 0..<size { result[place] += input[place ^ flip].rotated.scaled(by: factor) }
            } else if flip == 0 {
                for place in 0..<size { result[place] += input[place].scaled(by: factor) }
            } else {
                for place in 0..<size { result[place] += input[place ^ flip].scaled(by: factor) }
            }
            return
        }
        for (index, part) in group.parts.enumerated() {
            let sign: Double = (blockMasks[part] & block).nonzeroBitCount & 1 == 0 ? 1 : -1
            let table = tables.baseAddress! + part * size
            if index == 0 {
                for place in 0..<size { scratch[place] = sign * table[place] }
            } else {
                for place in 0..<size { scratch[place] += sign * table[place] }
            }
        }
        if group.isImaginary {
            for place in 0..<size { result[place] += input[place ^ flip].rotated.scaled(by: scratch[place]) }
        } else {
            for place in 0..<size { result[place] += input[place ^ flip].scaled(by: scratch[place]) }
        }
    }
}
