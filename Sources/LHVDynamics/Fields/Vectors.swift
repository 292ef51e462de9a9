import QuantumStates

/// The direction of a vector that is of unit length up to rounding.
@inlinable
func renormalized(_ a: SIMD3<Double>) -> Direction {
    let scale = 1 / length(a)
    return Direction(unchecked: SIMD3(a.x * scale, a.y * scale, a.z * scale))
}

/// The part of a vector that is orthogonal to a unit vector.
func tangential(_ a: SIMD3<Double>, at n: SIMD3<Double>) -> SIMD3<Double> {
    let along = dot(a, n)
    return SIMD3(a.x - along * n.x, a.y - along * n.y, a.z - along * n.z)
}

/// The points of the great circles through λ along unit tangents, at an arc length of s.
func arc(_ n: SIMD3<Double>, along tangent: SIMD3<Double>, _ cosine: Double, _ sine: Double) -> Direction {
    Direction(
        unchecked: SIMD3(
            cosine * n.x + sine * tangent.x, cosine * n.y + sine * tangent.y, cosine * n.z + sine * tangent.z))
}
