import Foundation

/// An orbit of the full octahedral group, of 48 elements, on the sphere, with its free angles.
enum OctahedralOrbit: Sendable {
    /// The 6 points (1, 0, 0) ….
    case vertices
    /// The 12 points (1, 1, 0)/√2 ….
    case edges
    /// The 8 points (1, 1, 1)/√3 ….
    case faces
    /// The 24 points (s, s, c) … with c = cos β, s = sin β/√2.
    case mirrored(Double)
    /// The 24 points (sin β, cos β, 0) ….
    case equatorial(Double)
    /// The 48 points (sin β sin γ, sin β cos γ, cos β) ….
    case general(Double, Double)

    /// The free angles.
    var angles: [Double] {
        switch self {
        case .vertices, .edges, .faces: []
        case .mirrored(let beta), .equatorial(let beta): [beta]
        case .general(let beta, let gamma): [beta, gamma]
        }
    }

    /// The orbit of the same kind with its angles moved.
    func moved(by steps: ArraySlice<Double>) -> OctahedralOrbit {
        let start = steps.startIndex
        return switch self {
        case .vertices, .edges, .faces: self
        case .mirrored(let beta): .mirrored(beta + steps[start])
        case .equatorial(let beta): .equatorial(beta + steps[start])
        case .general(let beta, let gamma): .general(beta + steps[start], gamma + steps[start + 1])
        }
    }

    /// One point of the orbit.
    var representative: SIMD3<Double> {
        switch self {
        case .vertices: SIMD3(1, 0, 0)
        case .edges: SIMD3(0.5.squareRoot(), 0.5.squareRoot(), 0)
        case .faces: SIMD3(repeating: (1.0 / 3).squareRoot())
        case .mirrored(let beta):
            SIMD3(sin(beta) * 0.5.squareRoot(), sin(beta) * 0.5.squareRoot(), cos(beta))
        case .equatorial(let beta): SIMD3(sin(beta), cos(beta), 0)
        case .general(let beta, let gamma): SIMD3(sin(beta) * sin(gamma), sin(beta) * cos(gamma), cos(beta))
        }
    }

    /// The derivatives of the representative by the angles.
    var tangents: [SIMD3<Double>] {
        switch self {
        case .vertices, .edges, .faces: []
        case .mirrored(let beta):
            [SIMD3(cos(beta) * 0.5.squareRoot(), cos(beta) * 0.5.squareRoot(), -sin(beta))]
        case .equatorial(let beta): [SIMD3(cos(beta), -sin(beta), 0)]
        case .general(let beta, let gamma):
            [
                SIMD3(cos(beta) * sin(gamma), cos(beta) * cos(gamma), -sin(beta)),
                SIMD3(sin(beta) * cos(gamma), -sin(beta) * sin(gamma), 0),
            ]
        }
    }

    /// The distinct points of the orbit.
    var points: [SIMD3<Double>] { OctahedralOrbit.images(of: representative) }

    /// The distinct images of a vector under permutations and sign changes, at unit length.
    static func images(of vector: SIMD3<Double>) -> [SIMD3<Double>] {
        let v = Vector3.unit(vector)
        var permutations: [SIMD3<Double>] = []
        for image in permuted(v) where !permutations.contains(image) { permutations.append(image) }
        return permutations.flatMap(signed)
    }

    /// The six permutations, repeated ones included.
    static func permuted(_ v: SIMD3<Double>) -> [SIMD3<Double>] {
        [
            v, SIMD3(v.y, v.z, v.x), SIMD3(v.z, v.x, v.y),
            SIMD3(v.y, v.x, v.z), SIMD3(v.x, v.z, v.y), SIMD3(v.z, v.y, v.x),
        ]
    }

    /// All choices of signs for the entries that are not zero.
    static func signed(_ v: SIMD3<Double>) -> [SIMD3<Double>] {
        var images = [v]
        for axis in 0..<3 where v[axis] != 0 {
            images += images.map { image in
                var flipped = image
                flipped[axis] = -flipped[axis]
                return flipped
            }
        }
        return images
    }
}
