import NumericalCore

/// The fast transform between a Hermitian matrix of size 2^N and its 4^N Pauli coefficients.
///
/// With P = i^k Xˣ Zᶻ, k = |x∧z|, the coefficient is Tr(AP) = (−i)^k W_z, where W is the Walsh–Hadamard transform of
/// v_c = A_{c⊕x, c}. Because v_{c⊕x} = v_c*, W_z is real for even k and imaginary for odd k: the real vector Re v + Im v
/// has the transform Re W + Im W, of which one part vanishes, so one real transform for each x is enough.
///
/// Masks x are taken eight at a time, one in each lane of a vector, so that the transform needs no shuffles; and four
/// such vectors one after the other, so that a visit to a column of the matrix uses 512 bytes of it. With less, the long
/// strides from column to column cost more than the arithmetic.
enum PauliTransform {
    private typealias Lanes = SIMD8<Double>

    // Masks x that are gathered together: four vectors of lanes.
    private static let largestGroup = 32

    static func forward(_ matrix: ComplexMatrix, qubits: Int) -> [Double] {
        let size = 1 << qubits
        let entries = matrix.elements
        return [Double](unsafeUninitializedCapacity: size * size) { result, initialized in
            entries.withUnsafeBufferPointer { entries in
                // The width is written out so that the loops over lanes are unrolled.
                if size >= 8 {
                    forward(entries.baseAddress!, size, width: 8, into: result.baseAddress!)
                } else {
                    forward(entries.baseAddress!, size, width: size, into: result.baseAddress!)
                }
            }
            initialized = size * size
        }
    }

    @inline(__always)
    private static func forward(
        _ entries: UnsafePointer<Complex>, _ size: Int, width: Int, into result: UnsafeMutablePointer<Double>
    ) {
        let group = min(largestGroup, size)
        let signs = SignTable(size)
        let spread = spreadBits(size)
        var rows = [Lanes](repeating: .zero, count: size * group / width)
        rows.withUnsafeMutableBufferPointer { rows in
            for groupStart in stride(from: 0, to: size, by: group) {
                for column in 0..<size {
                    let low = column & (width - 1)
                    for first in stride(from: 0, to: group, by: width) {
                        let source = entries + (column * size + (column ^ (groupStart + first)) - low)
                        let target = UnsafeMutableRawPointer(rows.baseAddress! + (column + size * (first / width)))
                            .assumingMemoryBound(to: Double.self)
                        for lane in 0..<width {
                            let entry = source[low ^ lane]
                            target[lane] = entry.real + entry.imaginary
                        }
                    }
                }
                for first in stride(from: 0, to: group, by: width) {
                    let block = UnsafeMutableBufferPointer(rebasing: rows[(size * (first / width))...].prefix(size))
                    walshHadamard(block)
                    for z in 0..<size {
                        let lanes = block[z] * signs[groupStart + first, z]
                        // The high bits of z and z ⊕ x give a block of width² places, the low bits the place in it.
                        let low = z & (width - 1)
                        let high = z - low
                        let place = result + ((spread[z] << 1) | spread[high ^ (groupStart + first)])
                        for lane in 0..<width { place[lowSpread(low ^ lane)] = lanes[lane] }
                    }
                }
            }
        }
    }

    static func backward(_ coefficients: [Double], qubits: Int) -> ComplexMatrix {
        let size = 1 << qubits
        let elements = [Complex](unsafeUninitializedCapacity: size * size) { entries, initialized in
            coefficients.withUnsafeBufferPointer { coefficients in
                if size >= 8 {
                    backward(coefficients.baseAddress!, size, width: 8, into: entries.baseAddress!)
                } else {
                    backward(coefficients.baseAddress!, size, width: size, into: entries.baseAddress!)
                }
            }
            initialized = size * size
        }
        return ComplexMatrix(unchecked: elements, rows: size, columns: size)
    }

    @inline(__always)
    private static func backward(
        _ coefficients: UnsafePointer<Double>, _ size: Int, width: Int, into entries: UnsafeMutablePointer<Complex>
    ) {
        let group = min(largestGroup, size)
        let signs = SignTable(size)
        let spread = spreadBits(size)
        let scale = 0.5 / Double(size)
        var rows = [Lanes](repeating: .zero, count: size * group / width)
        rows.withUnsafeMutableBufferPointer { rows in
            for groupStart in stride(from: 0, to: size, by: group) {
                for first in stride(from: 0, to: group, by: width) {
                    let block = UnsafeMutableBufferPointer(rebasing: rows[(size * (first / width))...].prefix(size))
                    for z in 0..<size {
                        let low = z & (width - 1)
                        let place = coefficients + ((spread[z] << 1) | spread[(z - low) ^ (groupStart + first)])
                        var lanes = Lanes.zero
                        for lane in 0..<width { lanes[lane] = place[lowSpread(low ^ lane)] }
                        block[z] = lanes * signs[groupStart + first, z]
                    }
                    walshHadamard(block)
                }
                for column in 0..<size {
                    let low = column & (width - 1)
                    for first in stride(from: 0, to: group, by: width) {
                        let start = column ^ (groupStart + first) - low
                        let block = UnsafeRawPointer(rows.baseAddress! + size * (first / width))
                            .assumingMemoryBound(to: Double.self)
                        let target = entries + (column * size + start)
                        for lane in 0..<width {
                            let row = low ^ lane
                            let own = block[8 * column + lane]
                            let partner = block[8 * (start + row) + lane]
                            target[row] = Complex(scale * (own + partner), scale * (own - partner))
                        }
                    }
                }
            }
        }
    }

    // Three bits at places 0, 2 and 4.
    @inline(__always)
    private static func lowSpread(_ bits: Int) -> Int { (bits & 1) | (bits & 2) << 1 | (bits & 4) << 2 }

    /// (−1)^{⌊k/2⌋} with k = |x∧z|, which remains of (−i)^k beside the real or imaginary part of W, for eight x at once.
    private struct SignTable {
        private let bits: [UInt8]
        private let signs: [Lanes]

        init(_ size: Int) {
            bits = (0..<size).map { UInt8($0.nonzeroBitCount & 3) }
            signs = SignTable.patterns
        }

        // For |high bits| mod 4 and each value of the low three bits of z.
        private static let patterns: [Lanes] = (0..<32).map { index in
            let (high, low) = (index >> 3, index & 7)
            var lanes = Lanes.zero
            for lane in 0..<8 { lanes[lane] = (high + (lane & low).nonzeroBitCount) & 2 == 0 ? 1 : -1 }
            return lanes
        }

        /// The signs of x = first, …, first + 7, where eight divides `first`.
        @inline(__always)
        subscript(first: Int, z: Int) -> Lanes { signs[Int(bits[first & z]) << 3 | z & 7] }
    }

    // Bit k of the argument at bit 2k: digits in base 4 are made of the bits of z and of z ⊕ x.
    private static func spreadBits(_ size: Int) -> [Int] {
        var spread = [0]
        var place = 1
        while spread.count < size {
            spread += spread.map { $0 | place }
            place <<= 2
        }
        return spread
    }

    // Two levels of butterflies in one pass over the rows, which halves the memory traffic.
    private static func walshHadamard(_ rows: UnsafeMutableBufferPointer<Lanes>) {
        var step = 1
        while 4 * step <= rows.count {
            for start in stride(from: 0, to: rows.count, by: 4 * step) {
                for index in start..<(start + step) {
                    let (a, b) = (rows[index], rows[index + step])
                    let (c, d) = (rows[index + 2 * step], rows[index + 3 * step])
                    let (sumAB, sumCD, differenceAB, differenceCD) = (a + b, c + d, a - b, c - d)
                    rows[index] = sumAB + sumCD
                    rows[index + step] = differenceAB + differenceCD
                    rows[index + 2 * step] = sumAB - sumCD
                    rows[index + 3 * step] = differenceAB - differenceCD
                }
            }
            step *= 4
        }
        if step < rows.count {
            for index in 0..<step {
                let (a, b) = (rows[index], rows[index + step])
                rows[index] = a + b
                rows[index + step] = a - b
            }
        }
    }
}
