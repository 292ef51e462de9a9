import Foundation

/// A rotation of R³ as a vector: its direction is the axis, its length the angle in radians.
package struct RotationVector: Sendable, Hashable, Codable {
    /// The vector ω = angle · axis.
    package var vector: SIMD3<Double>

    /// The rotation with the given vector.
    package init(_ vector: SIMD3<Double>) { self.vector = vector }

    /// The rotation by an angle about an axis, right-handed.
    ///
    /// - Parameters:
    ///   - axis: The axis, of any length other than zero.
    ///   - angle: The angle in radians.
    /// - Throws: ``InvalidArgument`` when the axis is zero or not finite, or the angle is not finite.
    package init(axis: SIMD3<Double>, angle: Double) throws {
        try require(angle.isFinite, "angle", must: "be finite", was: angle)
        self.init(try Vector3.requireUnit(axis, "axis") * angle)
    }

    /// The angle in radians, at least 0.
    package var angle: Double { Vector3.length(vector) }

    /// The inverse rotation.
    package var inverse: RotationVector { RotationVector(-vector) }

    /// The turned vector, by Rodrigues' formula v + (sin θ/θ) ω × v + ½(sin(θ/2)/(θ/2))² ω × (ω × v).
    ///
    /// No term cancels for small angles, so the change v → Rv is accurate relative to its size.
    package func applied(to v: SIMD3<Double>) -> SIMD3<Double> {
        let theta = angle
        guard theta != 0 else { return v }  // NaN is no rest
        let half = sin(theta / 2) / (theta / 2)
        let turned = cross(vector, v)
        return v + (sin(theta) / theta) * turned + (half * half / 2) * cross(vector, turned)
    }

    /// The 3 × 3 matrix of the rotation.
    package var matrix: RealMatrix {
        let columns = [SIMD3<Double>(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)].map(applied)
        return RealMatrix(rows: 3, columns: 3) { columns[$1][$0] }
    }
}
