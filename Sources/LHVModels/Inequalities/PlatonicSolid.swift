import QuantumStates

/// The five Platonic solids, as sets of measurement directions.
public enum PlatonicSolid: String, Sendable, Hashable, Codable, CaseIterable {
    /// Four vertices, four axes.
    case tetrahedron
    /// Eight vertices, four axes.
    case cube
    /// Six vertices, three axes: x, y, z.
    case octahedron
    /// Twenty vertices, ten axes.
    case dodecahedron
    /// Twelve vertices, six axes.
    case icosahedron

    /// One direction along each line through the centre and a vertex, its first non-zero coordinate positive.
    ///
    /// A measurement along −n is that along n with outcomes exchanged, so these are all the settings there are. The
    /// tetrahedron and the cube have the same lines.
    public var axes: [Direction] {
        let golden = (1 + 5.0.squareRoot()) / 2
        let cube: [SIMD3<Double>] = [SIMD3(1, 1, 1), SIMD3(1, 1, -1), SIMD3(1, -1, 1), SIMD3(1, -1, -1)]
        let vectors: [SIMD3<Double>] =
            switch self {
            case .tetrahedron, .cube: cube
            case .octahedron: [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
            case .dodecahedron: cube + PlatonicSolid.cyclic(1 / golden, golden)
            case .icosahedron: PlatonicSolid.cyclic(1, golden)
            }
        return vectors.map { Direction(unchecked: $0 / ($0 * $0).sum().squareRoot()) }
    }

    /// The directions of all vertices. The tetrahedron has no opposite vertices; its product of coordinates is positive.
    public var vertices: [Direction] {
        let axes = self.axes
        guard self == .tetrahedron else { return axes + axes.map { -$0 } }
        return axes.map { $0.x * $0.y * $0.z > 0 ? $0 : -$0 }
    }

    /// (0, a, ±b) and its cyclic permutations.
    private static func cyclic(_ a: Double, _ b: Double) -> [SIMD3<Double>] {
        [
            SIMD3(0, a, b), SIMD3(0, a, -b), SIMD3(a, b, 0), SIMD3(a, -b, 0), SIMD3(b, 0, a), SIMD3(b, 0, -a),
        ]
    }
}
