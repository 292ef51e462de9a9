import NumericalCore

extension PlatonicSolid {
    /// One direction along each line through the centre and a vertex, its first non-zero coordinate positive.
    ///
    /// A measurement along −n is that along n with outcomes exchanged, so these are all the settings there are: 4, 3, 4, 6
    /// and 10 of them. The tetrahedron and the cube have the same lines.
    public var axes: [Direction] {
        // The cube has both ends of every line of the tetrahedron.
        let corners = self == .tetrahedron ? PlatonicSolid.cube.vertices : vertices
        return corners.filter { corner in
            let first = [corner.x, corner.y, corner.z].first { abs($0) > 1e-9 }
            return (first ?? 0) > 0
        }.map { Direction(unchecked: $0) }
    }
}
