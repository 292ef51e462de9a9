import Foundation
import LHVModels

/// How the settings of a batch are spread.
public enum SettingPoints: String, Sendable, Hashable, Codable, CaseIterable {
    /// Independent and uniform.
    case random
    /// A spiral of nearly equal areas (in a plane: equal angles), turned at random: low discrepancy.
    case spiral
    /// Icosahedra turned at random: a spherical design of degree 5 whatever their number.
    case icosahedra

    /// Directions on the sphere, or on one half of it, where opposite ones are the same setting.
    func directions(_ count: Int, halved: Bool, using generator: inout RandomStream) throws -> [Direction] {
        switch self {
        case .random: return (0..<count).map { _ in Direction.random(using: &generator) }
        case .spiral:
            let rotation = Haar.rotation(using: &generator)
            let golden = Double.pi * (3 - 5.0.squareRoot())
            return (0..<count).map { index in
                let height = (Double(index) + 0.5) / Double(count)
                let z = halved ? height : 2 * height - 1
                let radius = max(0, 1 - z * z).squareRoot()
                let angle = golden * Double(index)
                return Direction(unchecked: rotation.applied([radius * cos(angle), radius * sin(angle), z]))
            }
        case .icosahedra:
            let corners = PlatonicSolid.icosahedron.vertices.filter { halved ? isUpper($0) : true }
            try require(
                count.isMultiple(of: corners.count), "settings",
                must: "be a multiple of \(corners.count) for icosahedra", was: count)
            return (0..<(count / corners.count)).flatMap { _ in
                let rotation = Haar.rotation(using: &generator)
                return corners.map { Direction(unchecked: rotation.applied($0)) }
            }
        }
    }

    /// Angles on the circle, or on one half of it.
    func angles(_ count: Int, halved: Bool, using generator: inout RandomStream) -> [Double] {
        let circle = halved ? Double.pi : 2 * Double.pi
        guard self != .random else { return (0..<count).map { _ in 2 * Double.pi * generator.uniform() } }
        let start = generator.uniform()
        return (0..<count).map { circle * (Double($0) + start) / Double(count) }
    }

    /// One of every two opposite points.
    private func isUpper(_ point: SIMD3<Double>) -> Bool {
        let tiny = 1e-9
        if abs(point.z) > tiny { return point.z > 0 }
        return abs(point.y) > tiny ? point.y > 0 : point.x > 0
    }
}

extension RealMatrix {
    /// M·v for a 3 × 3 matrix, brought back to length one.
    fileprivate func applied(_ vector: SIMD3<Double>) -> SIMD3<Double> {
        let image = SIMD3(
            self[0, 0] * vector.x + self[0, 1] * vector.y + self[0, 2] * vector.z,
            self[1, 0] * vector.x + self[1, 1] * vector.y + self[1, 2] * vector.z,
            self[2, 0] * vector.x + self[2, 1] * vector.y + self[2, 2] * vector.z)
        return image / (image * image).sum().squareRoot()
    }
}
