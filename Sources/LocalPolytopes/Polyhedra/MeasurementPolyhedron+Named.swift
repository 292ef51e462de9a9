import Foundation
import LHVModels

extension MeasurementPolyhedron {
    /// One direction along each line through the centre and a vertex of a Platonic solid.
    ///
    /// The lines of the tetrahedron are those of the cube.
    public static func platonic(_ solid: PlatonicSolid) throws -> MeasurementPolyhedron {
        try MeasurementPolyhedron(lines(through: solid.vertices))
    }

    /// The vertices of an icosahedron whose triangles are cut into n², pushed out to the sphere: 5n² + 1 lines.
    ///
    /// - Parameter frequency: n in 1…28; 1 is the icosahedron itself.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when n is out of range.
    public static func geodesic(frequency: Int) throws -> MeasurementPolyhedron {
        try require((1...28).contains(frequency), "frequency", must: "be in 1…28", was: frequency)
        let corners = PlatonicSolid.icosahedron.vertices
        let side = 4 / (10 + 2 * 5.0.squareRoot()).squareRoot()
        var points: [SIMD3<Double>] = []
        func isEdge(_ i: Int, _ j: Int) -> Bool {
            let difference = corners[i] - corners[j]
            return abs((difference * difference).sum().squareRoot() - side) < 1e-6
        }
        for i in corners.indices {
            for j in (i + 1)..<corners.count where isEdge(i, j) {
                for k in (j + 1)..<corners.count where isEdge(i, k) && isEdge(j, k) {
                    for a in 0...frequency {
                        for b in 0...(frequency - a) {
                            let c = frequency - a - b
                            points.append(Double(a) * corners[i] + Double(b) * corners[j] + Double(c) * corners[k])
                        }
                    }
                }
            }
        }
        return try MeasurementPolyhedron(lines(through: points))
    }

    /// H(n) = {(cos α cos β, sin α cos β, sin β)}, α, β ∈ {0, π/n, …, (n − 1)π/n}; for even n without β = π/2, but with
    /// (0, 0, 1).
    ///
    /// - Parameter n: In 2…60.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when n is out of range.
    public static func angularGrid(_ n: Int) throws -> MeasurementPolyhedron {
        try require((2...60).contains(n), "n", must: "be in 2…60", was: n)
        var directions: [Direction] = []
        for i in 0..<n {
            for j in 0..<n where 2 * j != n {
                let (alpha, beta) = (Double.pi * Double(i) / Double(n), Double.pi * Double(j) / Double(n))
                directions.append(try Direction(cos(alpha) * cos(beta), sin(alpha) * cos(beta), sin(beta)))
            }
        }
        if n % 2 == 0 { directions.append(.z) }
        return try MeasurementPolyhedron(directions)
    }

    /// Lines that repel one another as charges at ± each direction: well spread over the sphere.
    ///
    /// Random directions go down the energy Σ_{i<j} 1/|n_i − n_j| + 1/|n_i + n_j| by gradient steps of shrinking length.
    /// - Parameters:
    ///   - count: The number of lines, in 3…1024.
    ///   - steps: The number of gradient steps, in 0…10⁶.
    ///   - generator: Where the first directions come from.
    /// - Complexity: O(steps·count²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is out of range.
    public static func wellSpread(
        count: Int, steps: Int = 2000, using generator: inout some RandomNumberGenerator
    ) throws -> MeasurementPolyhedron {
        try require((3...1024).contains(count), "count", must: "be in 3…1024", was: count)
        try require((0...1_000_000).contains(steps), "steps", must: "be in 0…10⁶", was: steps)
        var points = (0..<count).map { _ in Direction.random(using: &generator).vector }
        // A typical distance of neighbours; a step moves by a part of it at most.
        let spacing = (2 * Double.pi / Double(count)).squareRoot()
        for step in 0..<steps {
            var forces = [SIMD3<Double>](repeating: .zero, count: count)
            for i in 0..<count {
                for j in 0..<i {
                    let (minus, plus) = (points[i] - points[j], points[i] + points[j])
                    let (near, far) = (max((minus * minus).sum(), 1e-9), max((plus * plus).sum(), 1e-9))
                    let (push, pull) = (minus / (near * near.squareRoot()), plus / (far * far.squareRoot()))
                    forces[i] += push + pull
                    forces[j] += pull - push
                }
            }
            let tangential = zip(forces, points).map { $0 - ($0 * $1).sum() * $1 }
            let largest = tangential.reduce(1e-300) { largerOrNaN($0, ($1 * $1).sum().squareRoot()) }
            let length = 0.2 * spacing * (1 - Double(step) / Double(steps))
            for index in points.indices {
                let moved = points[index] + length / largest * tangential[index]
                points[index] = moved / (moved * moved).sum().squareRoot()
            }
        }
        return try MeasurementPolyhedron(try points.map { try Direction(normalizing: $0) })
    }

    /// One direction for each line on which points lie, the last coordinate that is not zero positive.
    private static func lines(through points: [SIMD3<Double>]) throws -> [Direction] {
        var found: [Direction] = []
        for point in points {
            var direction = try Direction(normalizing: point)
            let last = [direction.z, direction.y, direction.x].first { abs($0) > 1e-9 } ?? 1
            if last < 0 { direction = -direction }
            if !found.contains(where: { abs($0.dot(direction)) > 1 - 1e-9 }) { found.append(direction) }
        }
        return found
    }
}
