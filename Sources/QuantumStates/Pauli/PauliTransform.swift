import NumericalCore

/// The fast transform between a Hermitian matrix of size 2^N and its 4^N Pauli coefficients.
///
/// With P = i^k Xˣ Zᶻ, k = |x∧z|, the coefficient is Tr(AP) = (−i)^k W_z, where W is the Walsh–Hadamard transform of
/// v_c = A_{c⊕x, c}. Because v_{c⊕x} = v_c*, W_z is real for even k and imaginary for odd k: the real vector Re v + Im v
/// has the transform Re W + Im W, of which one part vanishes, so one real transform for each x is enough.
enum PauliTransform {
    // Masks x are taken eight at a time, one in each lane: the eight entries of a column then lie in two cache lines, the
    // transform needs no shuffles, and the coefficients of eight neighbouring z fill whole cache lines.
    private typealias Lanes = SIMD8<Double>

    static func forward(_ matrix: ComplexMatrix, qubits: Int) -> [Double] {
        let size = 1 << qubits
        let width = min(Lanes.scalarCount, size)
        let spread = spreadBits(size)
        let entries = matrix.elements
        return [Double](unsafeUninitializedCapacity: size * size) { result, initialized in
            entries.withUnsafeBufferPointer { entries in
                var rows = [Lanes](repeating: .zero, count: size)
                rows.withUnsafeMutableBufferPointer { rows in
                    for first in stride(from: 0, to: size, by: width) {
                        for column in 0..<size {
                            let start = column * size + ((column ^ first) & ~(width - 1))
                            let low = column & (width - 1)
                            var lanes = Lanes.zero
                            for lane in 0..<width {
                                let entry = entries[start + (low ^ lane)]
                                lanes[lane] = entry.real + entry.imaginary
                            }
                            rows[column] = lanes
                        }
                        walshHadamard(rows)
                        for z in 0..<size {
                            let lanes = rows[z]
                            let high = spread[z] << 1
                            for lane in 0..<width {
                                let x = first + lane
                                result[high | spread[z ^ x]] = isNegative(x, z) ? -lanes[lane] : lanes[lane]
                            }
                        }
                    }
                }
            }
            initialized = size * size
        }
    }

    static func backward(_ coefficients: [Double], qubits: Int) -> ComplexMatrix {
        let size = 1 << qubits
        let width = min(Lanes.scalarCount, size)
        let spread = spreadBits(size)
        let scale = 0.5 / Double(size)
        var matrix = ComplexMatrix(rows: size, columns: size)
        matrix.withMutableElements { entries in
            coefficients.withUnsafeBufferPointer { coefficients in
                var rows = [Lanes](repeating: .zero, count: size)
                rows.withUnsafeMutableBufferPointer { rows in
                    for first in stride(from: 0, to: size, by: width) {
                        for z in 0..<size {
                            let high = spread[z] << 1
                            var lanes = Lanes.zero
                            for lane in 0..<width {
                                let x = first + lane
                                let coefficient = coefficients[high | spread[z ^ x]]
                                lanes[lane] = isNegative(x, z) ? -coefficient : coefficient
                            }
                            rows[z] = lanes
                        }
                        walshHadamard(rows)
                        for column in 0..<size {
                            let lanes = rows[column]
                            for lane in 0..<width {
                                let row = column ^ (first + lane)
                                let partner = rows[row][lane]
                                entries[column * size + row] = Complex(
                                    scale * (lanes[lane] + partner), scale * (lanes[lane] - partner))
                            }
                        }
                    }
                }
            }
        }
        return matrix
    }

    // (−1)^{⌊k/2⌋} with k = |x∧z|: what remains of (−i)^k beside the real or imaginary part of W.
    @inline(__always)
    private static func isNegative(_ x: Int, _ z: Int) -> Bool { (x & z).nonzeroBitCount & 2 != 0 }

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

    private static func walshHadamard(_ rows: UnsafeMutableBufferPointer<Lanes>) {
        var half = 1
        while half < rows.count {
            for start in stride(from: 0, to: rows.count, by: 2 * half) {
                for index in start..<(start + half) {
                    let (upper, lower) = (rows[index], rows[index + half])
                    rows[index] = upper + lower
                    rows[index + half] = upper - lower
                }
            }
            half *= 2
        }
    }
}
