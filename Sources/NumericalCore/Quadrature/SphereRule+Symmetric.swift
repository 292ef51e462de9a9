/// A Platonic solid, whose vertices make a spherical design.
public enum PlatonicSolid: String, Sendable, CaseIterable, Codable {
    /// Four vertices, degree 2.
    case tetrahedron
    /// Six vertices ±x, ±y, ±z, degree 3.
    case octahedron
    /// Eight vertices, degree 3.
    case cube
    /// Twelve vertices, degree 5.
    case icosahedron
    /// Twenty vertices, degree 5.
    case dodecahedron

    /// The unit vectors to the vertices, in a fixed orientation with the coordinate axes as twofold or fourfold axes.
    public var vertices: [SIMD3<Double>] {
        let golden = (1 + 5.0.squareRoot()) / 2
        switch self {
        case .tetrahedron:
            return OctahedralOrbit.images(of: SIMD3(1, 1, 1)).filter { $0.x * $0.y * $0.z > 0 }
        case .octahedron: return OctahedralOrbit.images(of: SIMD3(1, 0, 0))
        case .cube: return OctahedralOrbit.images(of: SIMD3(1, 1, 1))
        case .icosahedron: return PlatonicSolid.cyclic(SIMD3(0, 1, golden))
        case .dodecahedron:
            return OctahedralOrbit.images(of: SIMD3(1, 1, 1)) + PlatonicSolid.cyclic(SIMD3(1 / golden, 0, golden))
        }
    }

    /// The degree of the spherical design that the vertices are.
    public var designDegree: Int {
        switch self {
        case .tetrahedron: 2
        case .octahedron, .cube: 3
        case .icosahedron, .dodecahedron: 5
        }
    }

    // Cyclic permutations with all signs of the entries that are not zero.
    static func cyclic(_ vector: SIMD3<Double>) -> [SIMD3<Double>] {
        var images: [SIMD3<Double>] = []
        for turned in [
            vector, SIMD3(vector.y, vector.z, vector.x), SIMD3(vector.z, vector.x, vector.y),
        ] {
            images += OctahedralOrbit.signed(Vector3.unit(turned))
        }
        return images
    }
}

extension SphereRule {
    /// The vertices of a Platonic solid with equal weights, exact up to degree 2, 3, 3, 5 or 5.
    public static func platonic(_ solid: PlatonicSolid) -> SphereRule {
        let vertices = solid.vertices
        return SphereRule(
            unchecked: vertices, weights: Array(repeating: 4 * .pi / Double(vertices.count), count: vertices.count),
            degree: solid.designDegree)
    }

    /// Icosahedrally symmetric rules: 32 points exact to degree 9, or 62 points exact to degree 11.
    ///
    /// The points are the vertices and face centres, and for 62 also the edge midpoints, of the icosahedron. Icosahedral
    /// invariants first appear at degrees 6, 10 and 12, so the weights solve two or three linear moment equations.
    /// - Parameter degree: 9 or 11.
    /// - Throws: ``InvalidArgument`` for another degree; ``NumericalFailure`` when the equations cannot be solved, which
    ///   should not happen.
    public static func icosahedral(degree: Int) throws -> SphereRule {
        try require(degree == 9 || degree == 11, "degree", must: "be 9 or 11", was: degree)
        let golden = (1 + 5.0.squareRoot()) / 2
        var orbits = [PlatonicSolid.icosahedron.vertices, PlatonicSolid.dodecahedron.vertices]
        var degrees = [0, 6]
        if degree == 11 {
            orbits.append(
                OctahedralOrbit.images(of: SIMD3(1, 0, 0)) + PlatonicSolid.cyclic(SIMD3(golden, 1, golden * golden)))
            degrees.append(10)
        }
        // Averages of P_l(x·u) over an orbit, u a vertex; only l = 0 has one over the sphere that is not zero.
        let pole = orbits[0][0]
        let moments = RealMatrix(rows: orbits.count, columns: orbits.count) { row, column in
            orbits[column].reduce(0) { $0 + legendrePolynomial(degrees[row], at: dot($1, pole)).value }
        }
        let weights = try moments.solve([4 * .pi] + Array(repeating: 0, count: orbits.count - 1))
        return SphereRule(
            unchecked: orbits.flatMap { $0 },
            weights: zip(orbits, weights).flatMap { Array(repeating: $1, count: $0.count) }, degree: degree)
    }
}

/// P_l(x) and its derivative, by the three-term recurrence.
func legendrePolynomial(_ degree: Int, at x: Double) -> (value: Double, slope: Double) {
    guard degree > 0 else { return (1, 0) }
    var (previous, current) = (1.0, x)
    var (previousSlope, slope) = (0.0, 1.0)
    for l in 1..<max(1, degree) {
        let k = Double(l)
        let next = ((2 * k + 1) * x * current - k * previous) / (k + 1)
        let nextSlope = previousSlope + (2 * k + 1) * current
        (previous, current) = (current, next)
        (previousSlope, slope) = (slope, nextSlope)
    }
    return (current, slope)
}
