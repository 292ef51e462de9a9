/// Determinants and cross products of integer vectors in 128 bits.
///
/// Coordinates of at most 41 bits, and their differences, cannot overflow: a determinant of differences has at most 126.
enum ExactGeometry {
    static func cross(_ a: SIMD3<Int64>, _ b: SIMD3<Int64>) -> [Int128] {
        func minor(_ i: Int, _ j: Int) -> Int128 { Int128(a[i]) * Int128(b[j]) - Int128(a[j]) * Int128(b[i]) }
        return [minor(1, 2), minor(2, 0), minor(0, 1)]
    }

    /// det(a, b, c).
    static func determinant(_ a: SIMD3<Int64>, _ b: SIMD3<Int64>, _ c: SIMD3<Int64>) -> Int128 {
        let normal = cross(a, b)
        return normal[0] * Int128(c.x) + normal[1] * Int128(c.y) + normal[2] * Int128(c.z)
    }
}

/// The convex hull of points of Z³ as triangles, oriented outwards, by exact arithmetic.
///
/// Points are added one by one; the triangles that see a new point make way for those that join it to their border.
struct ConvexHull3 {
    private(set) var triangles: [SIMD3<Int>] = []

    init(points: [SIMD3<Int64>]) throws {
        // The first four that span the space.
        let first = 0
        guard let second = points.indices.first(where: { points[$0] != points[first] }),
            let third = points.indices.first(where: { index in
                ExactGeometry.cross(points[second] &- points[first], points[index] &- points[first]).contains {
                    $0 != 0
                }
            }),
            let fourth = points.indices.first(where: { index in
                ConvexHull3.side(points, SIMD3(first, second, third), index) != 0
            })
        else {
            throw InvalidArgument("directions", must: "span the space", was: "\(points.count / 2) in a plane")
        }
        let base = [first, second, third, fourth]
        for face in [SIMD3(0, 1, 2), SIMD3(0, 1, 3), SIMD3(0, 2, 3), SIMD3(1, 2, 3)] {
            let triangle = SIMD3(base[face.x], base[face.y], base[face.z])
            let opposite = base[6 - face.x - face.y - face.z]
            triangles.append(
                ConvexHull3.side(points, triangle, opposite) < 0
                    ? triangle : SIMD3(triangle.x, triangle.z, triangle.y))
        }
        for index in points.indices where !base.contains(index) { add(index, points) }
    }

    /// Positive when a point is on the outer side of a triangle.
    private static func side(_ points: [SIMD3<Int64>], _ triangle: SIMD3<Int>, _ index: Int) -> Int128 {
        let origin = points[triangle.x]
        return ExactGeometry.determinant(
            points[triangle.y] &- origin, points[triangle.z] &- origin, points[index] &- origin)
    }

    private mutating func add(_ index: Int, _ points: [SIMD3<Int64>]) {
        var kept: [SIMD3<Int>] = []
        var edges: Set<SIMD2<Int>> = []
        for triangle in triangles {
            if ConvexHull3.side(points, triangle, index) > 0 {
                for place in 0..<3 { edges.insert(SIMD2(triangle[place], triangle[(place + 1) % 3])) }
            } else {
                kept.append(triangle)
            }
        }
        guard !edges.isEmpty else { return }
        let border = edges.filter { !edges.contains(SIMD2($0.y, $0.x)) }.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        triangles = kept + border.map { SIMD3($0.x, $0.y, index) }
    }
}
