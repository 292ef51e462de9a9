import TestSupport

@testable import CertifiedModels

/// Small certificates for tests.
enum GrothendieckSamples {
    /// CHSH in the plane, with the symmetry that exchanges Alice's lines.
    static func chsh(localBound: Int = 2, tails: [Int] = []) throws -> GrothendieckCertificate {
        try GrothendieckCertificate(
            name: "CHSH", dimension: 2, alice: [[1, 0], [0, 1]], bob: [[1, 1], [1, -1]], matrix: [[1, 1], [1, -1]],
            symmetries: [
                .init(
                    rows: SignedPermutation(images: [1, 0], isNegative: [false, false]),
                    columns: SignedPermutation(images: [0, 1], isNegative: [false, true]))
            ], localBound: localBound, tails: tails)
    }

    /// A matrix with random entries that a cyclic shift of rows and columns keeps; every second one turns lines over too.
    static func cyclic(
        size: Int, isTurned: Bool, using random: inout RandomStream
    ) throws -> (matrix: [[Int]], symmetry: GrothendieckCertificate.Symmetry) {
        let entries = (0..<size).map { _ in Int(random.next() % 41) - 20 }
        let shift = try SignedPermutation(
            images: (0..<size).map { ($0 + 1) % size }, isNegative: (0..<size).map { isTurned && $0 == size - 1 })
        // M_{i+1, j+1} = M_ij, with the sign of what is turned over.
        let matrix = (0..<size).map { i in
            (0..<size).map { j in
                let difference = j - i
                return difference >= 0 ? entries[difference] : (isTurned ? -1 : 1) * entries[difference + size]
            }
        }
        return (matrix, .init(rows: shift, columns: shift))
    }

    /// max Σ_j |Σ_i M_ij s_i| over the rows from one on, by looking at all signs.
    static func largest(_ matrix: [[Int]], from first: Int = 0) -> Int {
        let rows = matrix.count - first
        return (0..<(1 << rows)).map { signs in
            matrix[0].indices.reduce(0) { sum, column in
                sum
                    + abs(
                        (0..<rows).reduce(0) {
                            $0 + (signs >> $1 & 1 == 1 ? -1 : 1) * matrix[first + $1][column]
                        })
            }
        }.reduce(0, max)
    }
}
