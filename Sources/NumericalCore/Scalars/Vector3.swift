// The operations on vectors of R³ that the targets of this package share. They are written component by component: in
// unoptimized builds that is many times faster than the generic operations on lanes, and no slower in optimized ones.

/// a·b.
@inlinable
package func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { a.x * b.x + a.y * b.y + a.z * b.z }

/// a × b.
@inlinable
package func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

/// |a|; see ``Vector3/length(_:)`` where squares may overflow or underflow.
@inlinable
package func length(_ a: SIMD3<Double>) -> Double { dot(a, a).squareRoot() }

/// Two unit vectors that complete a unit vector to a right-handed orthonormal frame.
@inlinable
package func tangentFrame(at n: SIMD3<Double>) -> (SIMD3<Double>, SIMD3<Double>) {
    let helper = abs(n.z) < 0.7 ? SIMD3<Double>(0, 0, 1) : SIMD3(1, 0, 0)
    let first = cross(helper, n)
    let scale = 1 / length(first)
    let unit = SIMD3(first.x * scale, first.y * scale, first.z * scale)
    return (unit, cross(n, unit))
}

/// The careful operations that quadrature and geometric steppers share.
enum Vector3 {
    /// |a|, without overflow or underflow of the squares.
    static func length(_ a: SIMD3<Double>) -> Double {
        let square = dot(a, a)
        if square > 1e-280 && square.isFinite { return square.squareRoot() }
        let largest = largerOrNaN(largerOrNaN(abs(a.x), abs(a.y)), abs(a.z))
        guard largest > 0, largest.isFinite else { return largest }
        let scaled = a / largest
        return largest * dot(scaled, scaled).squareRoot()
    }

    /// a/|a|.
    static func unit(_ a: SIMD3<Double>) -> SIMD3<Double> { a / length(a) }

    /// A unit vector orthogonal to the unit vector a: the coordinate axis farthest from a, made orthogonal to it.
    static func orthogonal(to a: SIMD3<Double>) -> SIMD3<Double> {
        let magnitudes = [abs(a.x), abs(a.y), abs(a.z)]
        var axis = SIMD3<Double>.zero
        axis[
            magnitudes[0] <= magnitudes[1]
                ? (magnitudes[0] <= magnitudes[2] ? 0 : 2) : (magnitudes[1] <= magnitudes[2] ? 1 : 2)] = 1
        return unit(axis - dot(axis, a) * a)
    }

    /// Throws unless the vector is finite and not zero; returns it at unit length.
    static func requireUnit(_ vector: SIMD3<Double>, _ name: String) throws -> SIMD3<Double> {
        let size = length(vector)
        try require(size > 0 && size.isFinite, name, must: "be finite and not zero", was: vector)
        // Once more, since dividing by the length leaves a last-place error.
        return unit(unit(vector))
    }
}
