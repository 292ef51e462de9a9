import Foundation
import LHVModels

/// Four amplitudes in place: the arithmetic of millions of vectors without arrays.
struct TwoQubitVector: Sendable {
    var amplitudes: (Complex, Complex, Complex, Complex)

    init(_ a: Complex, _ b: Complex, _ c: Complex, _ d: Complex) { amplitudes = (a, b, c, d) }

    /// - Precondition: There are four amplitudes.
    init(_ psi: [Complex]) {
        requirePrecondition(psi.count == 4, "a two-qubit vector must have 4 amplitudes, but had \(psi.count)")
        amplitudes = (psi[0], psi[1], psi[2], psi[3])
    }

    var array: [Complex] { [amplitudes.0, amplitudes.1, amplitudes.2, amplitudes.3] }

    /// The product of directions' vectors, in the phases of ``/QuantumStates/Direction/stateVector``.
    init(_ m: Direction, _ n: Direction) {
        let (u, v) = (TwoQubitVector.spinor(m), TwoQubitVector.spinor(n))
        amplitudes = (u.0 * v.0, u.0 * v.1, u.1 * v.0, u.1 * v.1)
    }

    private static func spinor(_ n: Direction) -> (Complex, Complex) {
        let larger = ((1 + abs(n.z)) / 2).squareRoot()
        if n.z >= 0 { return (Complex(larger), Complex(n.x / (2 * larger), n.y / (2 * larger))) }
        let transverse = (n.x * n.x + n.y * n.y).squareRoot()
        let phase = transverse > 0 ? Complex(n.x / transverse, n.y / transverse) : .one
        return (Complex(transverse / (2 * larger)), larger * phase)
    }

    /// ⟨self|psi⟩.
    func overlap(_ psi: TwoQubitVector) -> Complex {
        let (p, q) = (amplitudes, psi.amplitudes)
        return p.0.conjugate * q.0 + p.1.conjugate * q.1 + p.2.conjugate * q.2 + p.3.conjugate * q.3
    }

    static func * (factor: Complex, psi: TwoQubitVector) -> TwoQubitVector {
        let p = psi.amplitudes
        return TwoQubitVector(factor * p.0, factor * p.1, factor * p.2, factor * p.3)
    }

    static func + (one: TwoQubitVector, two: TwoQubitVector) -> TwoQubitVector {
        let (p, q) = (one.amplitudes, two.amplitudes)
        return TwoQubitVector(p.0 + q.0, p.1 + q.1, p.2 + q.2, p.3 + q.3)
    }

    /// The Bloch vectors of the two reduced states.
    var blochVectors: (SIMD3<Double>, SIMD3<Double>) {
        let p = amplitudes
        let first = p.0 * p.2.conjugate + p.1 * p.3.conjugate  // ⟨0|ρ_A|1⟩
        let second = p.0 * p.1.conjugate + p.2 * p.3.conjugate
        let (a, b, c, d) = (
            p.0.squaredMagnitude, p.1.squaredMagnitude, p.2.squaredMagnitude, p.3.squaredMagnitude
        )
        return (
            SIMD3(2 * first.real, -2 * first.imaginary, a + b - c - d),
            SIMD3(2 * second.real, -2 * second.imaginary, a - b + c - d)
        )
    }

    /// C².
    var squaredConcurrence: Double {
        let p = amplitudes
        return 4 * (p.0 * p.3 - p.1 * p.2).squaredMagnitude
    }
}

/// A 4 × 4 matrix in place, column by column.
struct TwoQubitOperator: Sendable {
    private let columns: (TwoQubitVector, TwoQubitVector, TwoQubitVector, TwoQubitVector)

    /// - Precondition: The matrix is 4 × 4.
    init(_ matrix: ComplexMatrix) {
        requirePrecondition(
            matrix.rows == 4 && matrix.columns == 4,
            "a two-qubit operator must be 4 × 4, but was \(matrix.rows) × \(matrix.columns)")
        let e = matrix.elements
        func column(_ start: Int) -> TwoQubitVector {
            TwoQubitVector(e[start], e[start + 1], e[start + 2], e[start + 3])
        }
        columns = (column(0), column(4), column(8), column(12))
    }

    static func * (matrix: TwoQubitOperator, psi: TwoQubitVector) -> TwoQubitVector {
        let (c, p) = (matrix.columns, psi.amplitudes)
        return (p.0 * c.0 + p.1 * c.1) + (p.2 * c.2 + p.3 * c.3)
    }
}
