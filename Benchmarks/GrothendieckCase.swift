import HiddenVariables

/// The lines on which a certificate of the library was found.
struct GrothendieckCase {
    let search: GrothendieckSearch

    init(_ name: GrothendieckCertificate.Shipped) throws {
        switch name {
        case .dimension3: search = try GrothendieckCase.icosahedral(name)
        case .dimension3Small: search = try GrothendieckCase.icosahedral(name)
        case .dimension4:
            search = try GrothendieckSearch(
                name: name.rawValue, group: .icositetrachoric, alice: [[1, 0, 0, 0], [1, 1, 0, 0]],
                bob: [[1, 0, 0, 0], [1, 1, 0, 0], [2, 1, 0, 0], [2, 1, 1, 0], [3, 1, 0, 0], [3, 2, 1, 0]],
                options: .init(moves: 2))
        case .dimension5:
            search = try GrothendieckSearch(
                name: name.rawValue, group: .hyperoctahedral(dimension: 5),
                alice: [[1, 1, 0, 0, 0], [1, 1, 1, 1, 1], [1, 0, 0, 0, 0]],
                bob: [
                    [1, 0, 0, 0, 0], [1, 1, 0, 0, 0], [1, 1, 1, 0, 0], [1, 1, 1, 1, 0], [1, 1, 1, 1, 1],
                    [2, 1, 1, 0, 0], [3, 1, 1, 1, 1],
                ], options: .init(moves: 1))
        }
    }

    /// Vertices, faces and edges of the icosahedron for the small one, 30 lines between edges and vertices instead of those of edges for the
    /// other; Bob has in addition lines on the mirror planes between them and, for the other, some in no plane.
    private static func icosahedral(_ name: GrothendieckCertificate.Shipped) throws -> GrothendieckSearch {
        let isSmall = name == .dimension3Small
        let golden = (1 + 5.0.squareRoot()) / 2
        func unit(_ v: [Double]) -> [Double] {
            let length = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return v.map { $0 / length }
        }
        let (edge, vertex, face) = ([0.0, 0, 1], unit([0, 1, golden]), unit([1 / golden, 0, golden]))
        func between(_ e: Double, _ v: Double, _ f: Double) -> [Double] {
            (0..<3).map { e * edge[$0] + v * vertex[$0] + f * face[$0] }
        }
        var bob = [vertex, face, edge]
        bob += [0.33, 0.67].map { between(1 - $0, $0, 0) } + [0.25, 0.5, 0.75].map { between(0, 1 - $0, $0) }
        bob.append(between(0.5, 0, 0.5))
        if !isSmall {
            bob += [(0.2, 0.3), (0.2, 0.6), (0.6, 0.2), (0.33, 0.33)].map { between($0.0, $0.1, 1 - $0.0 - $0.1) }
        }
        return try GrothendieckSearch(
            name: name.rawValue, group: .icosahedral,
            alice: isSmall ? [vertex, face, edge] : [vertex, face, between(0.5, 0.5, 0)],
            bob: bob, options: .init(moves: isSmall ? 2 : 0))
    }
}
