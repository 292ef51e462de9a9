import Foundation
import LHVModels

/// A rotation by a vector, prepared for several applications.
struct Turn {
    private let axis: SIMD3<Double>
    private let sine: Double
    private let versine: Double

    init(_ vector: SIMD3<Double>) {
        let angle = length(vector)
        guard angle != 0 else {
            (axis, sine, versine) = (.zero, 0, 0)
            return
        }
        let half = sin(angle / 2)
        axis = SIMD3(vector.x / angle, vector.y / angle, vector.z / angle)
        sine = sin(angle)
        versine = 2 * half * half
    }

    /// v + sin θ n × v + (1 − cos θ) n × (n × v).
    func applied(to v: SIMD3<Double>) -> SIMD3<Double> {
        let once = cross(axis, v)
        let twice = cross(axis, once)
        return SIMD3(
            v.x + sine * once.x + versine * twice.x, v.y + sine * once.y + versine * twice.y,
            v.z + sine * once.z + versine * twice.z)
    }
}
