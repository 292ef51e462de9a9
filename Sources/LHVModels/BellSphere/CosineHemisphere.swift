import Foundation
import QuantumStates

/// The density R(n·λ)/π on the sphere, R(x) = max(x, 0): the building block of P1's explicit distributions.
enum CosineHemisphere {
    /// An exact draw: the cosine to the axis is the root of a uniform number.
    static func sample(about axis: SIMD3<Double>, using generator: inout some RandomNumberGenerator) -> Direction {
        let cosine = generator.uniform().squareRoot()
        let sine = max(0, 1 - cosine * cosine).squareRoot()
        let azimuth = 2 * Double.pi * generator.uniform()
        let (first, second) = orthonormalPair(to: axis)
        return Direction(
            unchecked: axis * cosine + first * (sine * cos(azimuth)) + second * (sine * sin(azimuth)))
    }

    private static func orthonormalPair(to axis: SIMD3<Double>) -> (SIMD3<Double>, SIMD3<Double>) {
        // The coordinate axis farthest from the given one keeps the cross product long.
        let helper: SIMD3<Double> = abs(axis.z) < 0.7 ? SIMD3(0, 0, 1) : SIMD3(1, 0, 0)
        let side = cross(helper, axis)
        let first = side / length(side)
        return (first, cross(axis, first))
    }
}

/// R(x) = max(x, 0).
@inlinable
func ramp(_ x: Double) -> Double { x <= 0 ? 0 : x }
