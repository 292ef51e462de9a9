import QuantumStates

/// A set of real spherical harmonics, made of whole degrees: the functions B(x) of the softmax rule for qubits.
///
/// Whole degrees are closed under rotations, which is what the group action needs (P1, Appendix B).
public struct HarmonicBasis: Sendable, Hashable {
    /// The degrees l in ascending order.
    public let degrees: [Int]
    /// K = Σ (2l + 1), the number of functions.
    public let count: Int

    private let harmonics: RealSphericalHarmonics

    /// The harmonics of the given degrees.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, repeats a degree or leaves 0…300.
    public init(degrees: [Int]) throws {
        try require(!degrees.isEmpty, "degrees", must: "not be empty", was: "empty")
        try require(Set(degrees).count == degrees.count, "degrees", must: "be named once each", was: degrees)
        try require(degrees.allSatisfy { $0 >= 0 }, "degrees", must: "be at least 0", was: degrees)
        self.degrees = degrees.sorted()
        self.harmonics = try RealSphericalHarmonics(degree: self.degrees[self.degrees.count - 1])
        self.count = degrees.reduce(0) { $0 + 2 * $1 + 1 }
    }

    /// All degrees 0…L: K = (L + 1)² functions.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless L is in 0…300.
    public static func full(degree: Int) throws -> HarmonicBasis {
        try require((0...300).contains(degree), "degree", must: "be in 0…300", was: degree)
        return try HarmonicBasis(degrees: Array(0...degree))
    }

    /// The odd degrees 1, 3, …, L: with two outcomes they make q(↑|−n, λ) = q(↓|n, λ) hold by itself.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless L is odd and in 1…299.
    public static func odd(degree: Int) throws -> HarmonicBasis {
        try require((1...299).contains(degree) && degree % 2 == 1, "degree", must: "be odd and in 1…299", was: degree)
        return try HarmonicBasis(degrees: Array(stride(from: 1, through: degree, by: 2)))
    }

    /// B(n), the K values at a direction, degree by degree.
    public func values(at direction: Direction) -> [Double] { select(harmonics.values(at: direction)) }

    /// The values at many directions, a row for each direction.
    public func values(at directions: [Direction]) -> RealMatrix {
        let all = harmonics.values(at: directions)
        let columns = select(Array(0..<harmonics.count))
        return RealMatrix(rows: directions.count, columns: count) { all[$0, columns[$1]] }
    }

    /// d(R), block diagonal in l, with B(R n) = d(R) B(n).
    ///
    /// Source: P1, Eqs. 22 and 26.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when R is not a rotation.
    public func rotationMatrix(_ rotation: RealMatrix) throws -> RealMatrix {
        let blocks = try HarmonicRotation(rotation, degree: harmonics.degree).blocks
        var matrix = RealMatrix(rows: count, columns: count)
        var start = 0
        for l in degrees {
            for column in 0..<(2 * l + 1) {
                for row in 0..<(2 * l + 1) { matrix[start + row, start + column] = blocks[l][row, column] }
            }
            start += 2 * l + 1
        }
        return matrix
    }

    private func select<Value>(_ all: [Value]) -> [Value] { degrees.flatMap { all[($0 * $0)..<(($0 + 1) * ($0 + 1))] } }
}
