import Foundation
import NumericalCore

/// The cases that Fixtures/make-fixtures.py computed with NumPy, SciPy and QuTiP.
struct ReferenceCases: Decodable {
    /// A matrix in row-major order, real and imaginary parts interleaved.
    struct Entries: Decodable {
        let rows: Int
        let columns: Int
        let entries: [Double]

        var matrix: ComplexMatrix {
            ComplexMatrix(rows: rows, columns: columns) { row, column in
                let place = 2 * (row * columns + column)
                return Complex(entries[place], entries[place + 1])
            }
        }
    }

    struct TwoQubits: Decodable {
        let kind: String
        let state: Entries
        let other: Entries
        let pauliTensor: [Double]
        let concurrence: Double
        let negativity: Double
        let entropy: Double
        let fidelity: Double?
        let traceDistance: Double
        let purity: Double
        let chshMaximum: Double
        let eigenvalues: [Double]
    }

    struct Parties: Decodable {
        let dimensions: [Int]
        let state: Entries
        let kept: [Int]
        let reduced: Entries
        let reducedEntropy: Double
        let transposed: [Int]
        let partialTranspose: Entries
        let negativity: Double
    }

    struct Permutation: Decodable {
        let dimensions: [Int]
        let state: Entries
        let order: [Int]
        let permuted: Entries
    }

    struct Function: Decodable {
        let matrix: Entries
        let result: Entries
    }

    struct Evolution: Decodable {
        let hamiltonian: Entries
        let time: Double
        let unitary: Entries
        let state: [Double]
        let evolved: [Double]
        let eigenvalues: [Double]
    }

    struct Named: Decodable {
        let name: String
        let arguments: [Int]
        let amplitudes: [Double]
    }

    struct GellMann: Decodable {
        let dimension: Int
        let matrices: [Entries]
    }

    let twoQubits: [TwoQubits]
    let parties: [Parties]
    let permutations: [Permutation]
    let exponentials: [Function]
    let logarithms: [Function]
    let evolutions: [Evolution]
    let named: [Named]
    let gellMann: [GellMann]

    static func load() throws -> ReferenceCases {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/reference-cases.json")
        return try JSONDecoder().decode(ReferenceCases.self, from: Data(contentsOf: file))
    }

    static func amplitudes(_ parts: [Double]) -> [Complex] {
        stride(from: 0, to: parts.count, by: 2).map { Complex(parts[$0], parts[$0 + 1]) }
    }
}
