import QuantumStates

/// The real Wigner matrices: how real spherical harmonics turn, Y_l(R n) = D_l(R) Y_l(n), a block for each degree l.
///
/// Each block is orthogonal, and D_l(R₁R₂) = D_l(R₁) D_l(R₂). At l = 1 it is R itself in the order y, z, x.
/// Source: [Ivanic1996], with its correction; P1, Eqs. 22–26.
public struct HarmonicRotation: Sendable, Hashable {
    /// D_0 … D_L; block l has size 2l + 1, with rows and columns in the order m = −l…l.
    public let blocks: [RealMatrix]

    /// The largest degree l.
    public var degree: Int { blocks.count - 1 }

    /// The matrices of a rotation for all degrees up to the given one.
    ///
    /// - Parameters:
    ///   - rotation: R, a proper rotation matrix.
    ///   - degree: L, in 0…300.
    /// - Complexity: O(L⁴) with a small constant: matrix products for L ≤ 60 take a few milliseconds.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when R is not a 3 × 3 rotation within 1e-9 or the degree is out of range.
    public init(_ rotation: RealMatrix, degree: Int) throws {
        try require(
            rotation.rows == 3 && rotation.columns == 3, "rotation", must: "be 3 × 3",
            was: "\(rotation.rows) × \(rotation.columns)")
        try require(rotation.isFinite, "rotation", must: "have only finite entries", was: "not finite")
        let defect = RealMatrix.product(rotation, .transposed, rotation).distance(to: .identity(3))
        try require(defect <= 1e-9, "rotation", must: "satisfy RᵀR = 1 within 1e-9", was: "off by \(defect)")
        let determinant = try rotation.determinant()
        try require(determinant > 0, "rotation", must: "have determinant 1", was: determinant)
        try require(
            (0...RealSphericalHarmonics.largestDegree).contains(degree), "degree",
            must: "be in 0…\(RealSphericalHarmonics.largestDegree)", was: degree)

        let axes = [1, 2, 0]  // m = −1, 0, 1 are y, z, x
        let first = HarmonicRotation.orthogonalized(
            RealMatrix(rows: 3, columns: 3) { rotation[axes[$0], axes[$1]] })
        var blocks = [RealMatrix.identity(1)]
        if degree >= 1 { blocks.append(first) }
        for l in stride(from: 2, through: degree, by: 1) {
            blocks.append(HarmonicRotation.orthogonalized(HarmonicRotation.block(l, first, blocks[l - 1])))
        }
        self.blocks = blocks
    }

    /// D acting on the values of all harmonics: D Y(n) = Y(R n).
    ///
    /// - Precondition: There are (L + 1)² values.
    /// - Complexity: O(L³).
    public func applied(to values: [Double]) -> [Double] {
        requirePrecondition(
            values.count == blocks.count * blocks.count,
            "values must be \(blocks.count * blocks.count) numbers, but was \(values.count)")
        return blocks.enumerated().flatMap { l, block in block * Array(values[(l * l)..<((l + 1) * (l + 1))]) }
    }

    // A Newton step towards the nearest orthogonal matrix, ½ D (3 − DᵀD). Without it the recursion multiplies rounding by
    // about ten every twenty degrees.
    private static func orthogonalized(_ matrix: RealMatrix) -> RealMatrix {
        let correction = 3 * RealMatrix.identity(matrix.rows) - RealMatrix.product(matrix, .transposed, matrix)
        return 0.5 * (matrix * correction)
    }

    private static func block(_ l: Int, _ first: RealMatrix, _ previous: RealMatrix) -> RealMatrix {
        func r(_ i: Int, _ j: Int) -> Double { first[i + 1, j + 1] }
        func d(_ m: Int, _ n: Int) -> Double { previous[m + l - 1, n + l - 1] }
        // A product of one step and the block below, which raises the degree by one.
        func raise(_ i: Int, _ m: Int, _ n: Int) -> Double {
            if n == l { return r(i, 1) * d(m, l - 1) - r(i, -1) * d(m, 1 - l) }
            if n == -l { return r(i, 1) * d(m, 1 - l) + r(i, -1) * d(m, l - 1) }
            return r(i, 0) * d(m, n)
        }
        func combineV(_ m: Int, _ n: Int) -> Double {
            if m == 0 { return raise(1, 1, n) + raise(-1, -1, n) }
            if m == 1 { return 2.0.squareRoot() * raise(1, 0, n) }
            if m == -1 { return 2.0.squareRoot() * raise(-1, 0, n) }
            return m > 0
                ? raise(1, m - 1, n) - raise(-1, 1 - m, n)
                : raise(1, m + 1, n) + raise(-1, -m - 1, n)
        }
        func combineW(_ m: Int, _ n: Int) -> Double {
            m > 0 ? raise(1, m + 1, n) + raise(-1, -m - 1, n) : raise(1, m - 1, n) - raise(-1, 1 - m, n)
        }
        return RealMatrix(rows: 2 * l + 1, columns: 2 * l + 1) { row, column in
            let (m, n) = (row - l, column - l)
            let size = abs(m)
            let scale = abs(n) < l ? Double((l + n) * (l - n)) : Double(2 * l * (2 * l - 1))
            let u = (Double((l + m) * (l - m)) / scale).squareRoot()
            let v = 0.5 * (Double((m == 0 ? 2 : 1) * (l + size - 1) * (l + size)) / scale).squareRoot()
            let w = -0.5 * (Double((l - size - 1) * (l - size)) / scale).squareRoot()
            var entry = (m == 0 ? -v : v) * combineV(m, n)
            if size < l { entry += u * raise(0, m, n) }
            if m != 0 && size < l - 1 { entry += w * combineW(m, n) }
            return entry
        }
    }
}
