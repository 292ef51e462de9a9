import Foundation
import LHVModels

/// The symmetric hull of ± measurement directions, and the radius of the largest ball in it.
///
/// A local model for the directions is one for all projective measurements of a qubit after shrinking by η, since every
/// η·n lies in the hull: η·n = Σ c_i u_i with Σ|c_i| ≤ 1, and responses mix accordingly.
///
/// The directions are snapped to multiples of 2⁻⁴⁰, so they are of length 1 within 10⁻¹² only, but all that is said about
/// the hull is said about these very vectors, exactly.
///
/// Source: [Hirsch2017].
public struct MeasurementPolyhedron: Sendable, Hashable, Codable {
    /// 2⁴⁰, the unit in which coordinates are integers.
    static let scale = 1_099_511_627_776.0

    /// One integer vector for each line, in units of 2⁻⁴⁰.
    public let vectors: [SIMD3<Int64>]

    /// The hull of ± the given directions.
    ///
    /// - Parameter directions: At least three, which span the space; no two of them along one line.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are fewer than 3 or more than 4096, two are along one line, or
    ///   all lie in a plane.
    public init(_ directions: [Direction]) throws {
        try self.init(
            vectors: directions.map {
                SIMD3(
                    Int64(($0.x * MeasurementPolyhedron.scale).rounded()),
                    Int64(($0.y * MeasurementPolyhedron.scale).rounded()),
                    Int64(($0.z * MeasurementPolyhedron.scale).rounded()))
            })
    }

    /// The hull of ± the vectors with the given coordinates in units of 2⁻⁴⁰.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` as ``init(_:)``, and when a vector is not of length 1 within 10⁻⁹.
    public init(vectors: [SIMD3<Int64>]) throws {
        try require((3...4096).contains(vectors.count), "directions", must: "be 3…4096", was: vectors.count)
        for (index, vector) in vectors.enumerated() {
            let bound = Int64(MeasurementPolyhedron.scale) + 2048
            let isSmall = (0..<3).allSatisfy { vector[$0] >= -bound && vector[$0] <= bound }
            let length =
                isSmall ? MeasurementPolyhedron.direction(vector).dot(MeasurementPolyhedron.direction(vector)) : 0
            try require(
                isSmall && abs(length - 1) < 1e-9, "direction \(index)", must: "be of length 1 within 1e-9", was: vector
            )
        }
        for first in vectors.indices {
            for second in (first + 1)..<vectors.count {
                let cosine = MeasurementPolyhedron.direction(vectors[first])
                    .dot(MeasurementPolyhedron.direction(vectors[second]))
                try require(
                    abs(cosine) < 1 - 1e-12, "directions \(first) and \(second)", must: "not be along one line",
                    was: "so to 1e-6")
            }
        }
        self.vectors = vectors
        _ = try ConvexHull3(points: points)
    }

    private static func direction(_ vector: SIMD3<Int64>) -> Direction {
        Direction(unchecked: SIMD3(Double(vector.x), Double(vector.y), Double(vector.z)) / scale)
    }

    /// One direction along each line, with the exact coordinates that the hull is made of.
    public var directions: [Direction] { vectors.map(MeasurementPolyhedron.direction) }

    /// The number of lines.
    public var count: Int { vectors.count }

    /// ± all vectors.
    var points: [SIMD3<Int64>] { vectors + vectors.map { SIMD3(-$0.x, -$0.y, -$0.z) } }

    /// The triangles of the surface of the hull, as indices into the vectors followed by their negatives.
    ///
    /// - Complexity: O(m²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when all vectors lie in a plane.
    public func triangles() throws -> [SIMD3<Int>] { try ConvexHull3(points: points).triangles }

    /// A number that the squared inradius η² of the hull is not below, and exceeds by a factor of at most 1 + 10⁻¹⁴.
    ///
    /// η² is the least over triangles (a, b, c) of det(a, b, c)²/|(b − a) × (c − a)|², with determinant and cross product
    /// exact in 128-bit integers and the division rounded down.
    /// - Complexity: O(m²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when all vectors lie in a plane.
    public func squaredInradiusLowerBound() throws -> Double {
        let points = self.points
        var least = Double.infinity
        for triangle in try triangles() {
            let (a, b, c) = (points[triangle.x], points[triangle.y], points[triangle.z])
            let determinant = Double(ExactGeometry.determinant(a, b, c)) / MeasurementPolyhedron.scale
            let normal = ExactGeometry.cross(b &- a, c &- a)
            let area = normal.map { Double($0) * Double($0) }.reduce(0, +)
            // Seven roundings, each of at most 2⁻⁵³.
            least = smallerOrNaN(least, determinant * determinant / area * (1 - 0x1p-49))
        }
        return least
    }

    /// A number that the inradius η is not below.
    ///
    /// - Throws: As ``squaredInradiusLowerBound()``.
    public func inradiusLowerBound() throws -> Double { try squaredInradiusLowerBound().squareRoot().nextDown }

    private enum CodingKeys: String, CodingKey { case vectors }

    /// Reads the integer vectors and checks them.
    public init(from decoder: any Decoder) throws {
        try self.init(
            vectors: try decoder.container(keyedBy: CodingKeys.self).decode([SIMD3<Int64>].self, forKey: .vectors))
    }

    /// Writes the integer vectors.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(vectors, forKey: .vectors)
    }
}
