import Foundation
import NumericalCore

/// e^A of a real matrix by scaling and squaring with the Taylor polynomial of degree 16: matrix products only.
///
/// The Liouvillian in real coordinates costs a quarter of the complex one, and without a linear system to solve nearly all
/// the work is in BLAS. For ‖A‖₁ ≤ 0.78 the polynomial is exact to rounding.
/// Source: M. S. Paterson, L. J. Stockmeyer, SIAM J. Comput. 2, 60 (1973), for six products.
/// - Complexity: O(n³ log ‖A‖).
func realExponential(_ matrix: RealMatrix) throws -> RealMatrix {
    let size = matrix.rows
    let entries = matrix.elements
    var norm = 0.0
    for column in 0..<size {
        var sum = 0.0
        for row in 0..<size { sum += abs(entries[row + size * column]) }
        norm = max(norm, sum)
    }
    guard norm.isFinite else { throw NumericalFailure("matrix exponential", "the Liouvillian overflows") }
    let squarings = norm > 0.78 ? Int(log2(norm / 0.78).rounded(.up)) : 0
    let scale = exp2(-Double(squarings))
    let first = entries.map { scale * $0 }
    func product(_ left: [Double], _ right: [Double]) -> [Double] {
        RealMatrix.product(
            RealMatrix(unchecked: left, rows: size, columns: size), .plain,
            RealMatrix(unchecked: right, rows: size, columns: size)
        ).elements
    }
    let second = product(first, first)
    let third = product(second, first)
    let fourth = product(second, second)
    var inverse = [1.0]
    for k in 1...16 { inverse.append(inverse[k - 1] / Double(k)) }
    // Σ_k A^k/k! in groups of four, from the highest down: ((c₁₆A⁴ + g₃)A⁴ + g₂)A⁴ …
    var result = fourth.map { inverse[16] * $0 }
    for group in [12, 8, 4, 0] {
        if group < 12 { result = product(result, fourth) }
        let (c1, c2, c3) = (inverse[group + 1], inverse[group + 2], inverse[group + 3])
        result.withUnsafeMutableBufferPointer { result in
            for index in result.indices { result[index] += c1 * first[index] + c2 * second[index] + c3 * third[index] }
            for index in 0..<size { result[index * (size + 1)] += inverse[group] }
        }
    }
    for _ in 0..<squarings { result = product(result, result) }
    guard result.allSatisfy(\.isFinite) else {
        throw NumericalFailure("matrix exponential", "the propagator overflows")
    }
    return RealMatrix(unchecked: result, rows: size, columns: size)
}
