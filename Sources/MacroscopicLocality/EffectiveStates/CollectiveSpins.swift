import NumericalCore

/// The collective spin operators S_α = Σ_{i∈region} σ_α^i of several regions, acting on the amplitudes of N qubits.
///
/// Amplitudes are taken 64 at a time. For a tile, S_x and S_y are sums over the region's spins of flipped tiles, where a flip
/// of a high bit is another tile and a flip of a low bit a permutation inside; S_z is a count of bits. Everything that two
/// regions need is made from one tile of each and used at once, so two regions cost one pass and no memory.
struct CollectiveSpins: Sendable {
    private typealias Lanes = SIMD8<Double>

    private let qubits: Int
    /// For each region, the bits of its spins in a basis index.
    private let masks: [Int]
    private let sizes: [Double]
    private let tileBits: Int
    /// The number of vectors of four amplitudes in a tile.
    private let width: Int

    /// - Precondition: There are at least 2 qubits, and the regions fit them.
    init(qubits: Int, regions: Regions) {
        requirePrecondition(qubits >= 2, "qubits must be at least 2, but was \(qubits)")
        self.qubits = qubits
        masks = regions.members.map { $0.reduce(0) { $0 | 1 << (qubits - 1 - $1) } }
        sizes = regions.sizes.map(Double.init)
        tileBits = min(6, qubits)
        width = 1 << (tileBits - 2)
    }

    /// ⟨ψ|s_{α₁}⊗…⊗s_{α_k}|ψ⟩ with s = S/N_r for α = x, y, z and s = 1 for α = 0, the first region most significant.
    func moments(of amplitudes: [Complex], threads: Int) throws -> [Double] {
        try moments(from: 0, amplitudes, amplitudes, threads: threads)
    }

    private func moments(from region: Int, _ bra: [Complex], _ ket: [Complex], threads: Int) throws -> [Double] {
        let remaining = masks.count - region
        if remaining <= 2 {
            let second = remaining == 2 ? masks[region + 1] : 0
            let sums = try pass(bra, ket, masks[region], second, threads: threads)
            var moments: [Double] = []
            for axis in 0..<4 {
                let scale = axis == 0 ? 1 : 1 / sizes[region]
                for other in 0..<(remaining == 2 ? 4 : 1) {
                    let otherScale = other == 0 ? 1 : 1 / sizes[region + 1]
                    moments.append(sums[4 * axis + other] * scale * otherScale)
                }
            }
            return moments
        }
        return try (0..<4).flatMap { axis in
            let moved = axis == 0 ? ket : try applied(axis, masks[region], 1 / sizes[region], ket, threads: threads)
            return try moments(from: region + 1, bra, moved, threads: threads)
        }
    }

    /// Re⟨S_α bra|S_β ket⟩ for all α of the first region and β of the second.
    private func pass(
        _ bra: [Complex], _ ket: [Complex], _ first: Int, _ second: Int, threads: Int
    ) throws -> [Double] {
        let tiles = 1 << (qubits - tileBits)
        // The cuts are fixed, so the sums have the same bits for any number of threads.
        let chunks = try Parallel.chunks(count: tiles, size: max(1, tiles / 64))
        let parts = try Parallel.map(count: chunks.count, threads: threads) { chunk in
            bra.withUnsafeBytes { bra in
                ket.withUnsafeBytes { ket in
                    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 10 * width) { buffer in
                        let left = buffer.baseAddress!
                        let right = left + 4 * width
                        let (lowFirst, lowSecond) = (left + 8 * width, left + 9 * width)
                        countLowBits(first, into: lowFirst)
                        countLowBits(second, into: lowSecond)
                        var sums = [Lanes](repeating: .zero, count: 16)
                        for tile in chunks[chunk] {
                            fill(left, bra.baseAddress!, first, lowFirst, tile)
                            fill(right, ket.baseAddress!, second, lowSecond, tile)
                            for pair in 0..<16 {
                                let (u, v) = (left + pair / 4 * width, right + pair % 4 * width)
                                var sum = sums[pair]
                                for place in 0..<width { sum += u[place] * v[place] }
                                sums[pair] = sum
                            }
                        }
                        return sums.map { $0.sum() }
                    }
                }
            }
        }
        return parts.reduce(into: [Double](repeating: 0, count: 16)) { total, part in
            for pair in 0..<16 { total[pair] += part[pair] }
        }
    }

    /// scale·S_axis|v⟩.
    private func applied(
        _ axis: Int, _ mask: Int, _ scale: Double, _ vector: [Complex], threads: Int
    ) throws -> [Complex] {
        let tiles = 1 << (qubits - tileBits)
        let chunks = try Parallel.chunks(count: tiles, size: max(1, tiles / 64))
        let parts = try Parallel.map(count: chunks.count, threads: threads) { chunk in
            vector.withUnsafeBytes { source in
                withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 5 * width) { buffer in
                    let start = buffer.baseAddress!
                    let low = start + 4 * width
                    countLowBits(mask, into: low)
                    var result: [Complex] = []
                    result.reserveCapacity(chunks[chunk].count << tileBits)
                    for tile in chunks[chunk] {
                        fill(start, source.baseAddress!, mask, low, tile)
                        for place in 0..<width {
                            let lanes = scale * start[axis * width + place]
                            for pair in 0..<4 { result.append(Complex(lanes[2 * pair], lanes[2 * pair + 1])) }
                        }
                    }
                    return result
                }
            }
        }
        return Array(parts.joined())
    }

    /// Writes one tile of v, S_x v, S_y v and S_z v, one behind the other.
    @inline(__always)
    private func fill(
        _ target: UnsafeMutablePointer<Lanes>, _ source: UnsafeRawPointer, _ mask: Int,
        _ low: UnsafeMutablePointer<Lanes>, _ tile: Int
    ) {
        let (sumX, sumY, sumZ) = (target + width, target + 2 * width, target + 3 * width)
        let base = tile << tileBits
        for place in 0..<width {
            target[place] = CollectiveSpins.load(source, base, place)
            sumX[place] = .zero
            sumY[place] = .zero
        }
        // S_y v = i D with D = Σ ±flipped; D is gathered in sumY and turned at the end.
        var rest = mask
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            rest &= rest - 1
            if bit >= tileBits {
                let partner = base ^ (1 << bit)
                let sign: Double = base >> bit & 1 == 1 ? 1 : -1
                for place in 0..<width {
                    let flipped = CollectiveSpins.load(source, partner, place)
                    sumX[place] += flipped
                    sumY[place] += sign * flipped
                }
            } else if bit >= 2 {
                for place in 0..<width {
                    let flipped = target[place ^ 1 << (bit - 2)]
                    sumX[place] += flipped
                    sumY[place] += Double(2 * (place >> (bit - 2) & 1) - 1) * flipped
                }
            } else {
                for place in 0..<width {
                    let lanes = target[place]
                    let flipped = bit == 1 ? CollectiveSpins.exchangedHalves(lanes) : CollectiveSpins.exchanged(lanes)
                    sumX[place] += flipped
                    sumY[place] += (bit == 1 ? CollectiveSpins.signs1 : CollectiveSpins.signs0) * flipped
                }
            }
        }
        let high = Double(mask.nonzeroBitCount - 2 * (base & mask).nonzeroBitCount)
        for place in 0..<width {
            sumZ[place] = (high - low[place]) * target[place]
            sumY[place] = CollectiveSpins.timesI(sumY[place])
        }
    }

    /// Twice the number of the region's bits that are set in each place of a tile.
    private func countLowBits(_ mask: Int, into target: UnsafeMutablePointer<Lanes>) {
        for place in 0..<width {
            var counts = Lanes.zero
            for pair in 0..<4 {
                let count = Double(2 * ((place << 2 | pair) & mask).nonzeroBitCount)
                counts[2 * pair] = count
                counts[2 * pair + 1] = count
            }
            target[place] = counts
        }
    }

    @inline(__always)
    private static func load(_ source: UnsafeRawPointer, _ base: Int, _ place: Int) -> Lanes {
        source.loadUnaligned(fromByteOffset: base << 4 + place << 6, as: Lanes.self)
    }

    private static let signs0 = Lanes(-1, -1, 1, 1, -1, -1, 1, 1)
    private static let signs1 = Lanes(-1, -1, -1, -1, 1, 1, 1, 1)

    @inline(__always)
    private static func exchangedHalves(_ v: Lanes) -> Lanes { Lanes(lowHalf: v.highHalf, highHalf: v.lowHalf) }

    @inline(__always)
    private static func exchanged(_ v: Lanes) -> Lanes { Lanes(v[2], v[3], v[0], v[1], v[6], v[7], v[4], v[5]) }

    @inline(__always)
    private static func timesI(_ v: Lanes) -> Lanes { Lanes(-v[1], v[0], -v[3], v[2], -v[5], v[4], -v[7], v[6]) }
}
