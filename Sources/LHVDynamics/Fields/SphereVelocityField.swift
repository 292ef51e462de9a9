import Foundation
import LHVModels

/// A velocity field on (S²)^N: every particle's hidden variable turns, dλ_j/dt = ω_j(λ, t) × λ_j.
///
/// Any tangent field V has this form with ω_j = λ_j × V_j. A field with a flow in closed form implements
/// ``HiddenVariableFlow/move(_:from:to:)`` itself; all others are integrated by rotations with an adaptive step, which keeps
/// every |λ_j| at 1 to rounding. Source: P1, Eq. 4.
public protocol SphereVelocityField: HiddenVariableFlow where HiddenVariable == Direction {
    /// ω_j(λ, t), one vector for each particle; its part along λ_j does not matter.
    func angularVelocity(at point: [Direction], time: Double) throws -> [SIMD3<Double>]

    /// div V = Σ_j div_j V_j at a point; fields that know it in closed form ignore the step of the differences.
    func divergence(at point: [Direction], time: Double, step: Double) throws -> Double
}

extension SphereVelocityField {
    /// V_j(λ, t) = ω_j × λ_j, tangent to each sphere.
    public func velocity(at point: [Direction], time: Double) throws -> [SIMD3<Double>] {
        try zip(angularVelocity(at: point, time: time), point).map { cross($0, $1.vector) }
    }

    /// The motion by adaptive integration, with an error of about 1e-11 in each step.
    ///
    /// What happens in time for less than 1/200 of the interval may be missed; ``integrate(_:from:to:options:)`` can be told of it.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a time is not finite, ``/NumericalCore/NumericalFailure`` when the
    ///   field is not finite or the steps become too short, and what the field throws.
    public func move(_ point: [Direction], from start: Double, to end: Double) throws -> [Direction] {
        try integrate(
            point, from: start, to: end,
            options: StepOptions(relativeTolerance: 1e-11, absoluteTolerance: 1e-13, maximumSteps: 1_000_000))
    }

    /// The motion by adaptive integration with given tolerances.
    ///
    /// - Throws: As `move(_:from:to:)`.
    public func integrate(
        _ point: [Direction], from start: Double, to end: Double, options: StepOptions
    ) throws -> [Direction] {
        let (moved, _) = try SphereStepper(options).integrate(
            from: start, to: end, initial: point.map(\.vector),
            angularVelocity: { time, points in
                try angularVelocity(at: points.map { Direction(unchecked: $0) }, time: time)
            })
        return moved.map { Direction(unchecked: $0) }
    }

    /// div V at a point, Σ_j div_j V_j, by central differences of order 8 along great circles.
    ///
    /// - Parameters:
    ///   - point: λ.
    ///   - time: t.
    ///   - step: The spacing of the differences in radians; keep it well below the distance to singularities of V.
    /// - Complexity: 16·N evaluations of the field.
    /// - Throws: What the field throws.
    public func divergence(at point: [Direction], time: Double, step: Double = 0.01) throws -> Double {
        var sum = 0.0
        for party in point.indices {
            let center = point[party].vector
            let (first, second) = tangentFrame(at: center)
            for tangent in [first, second] {
                // On the arc the tangent turns with the point; its turned value is orthogonal to the arc's curvature.
                sum += try centralDifference(step: step) { arcLength in
                    let (cosine, sine) = (cos(arcLength), sin(arcLength))
                    var moved = point
                    moved[party] = arc(center, along: tangent, cosine, sine)
                    let turned = arc(tangent, along: -center, cosine, sine).vector
                    return dot(try velocity(at: moved, time: time)[party], turned)
                }
            }
        }
        return sum
    }
}

/// f′(0) by central differences of order 8.
func centralDifference(step: Double, _ function: (Double) throws -> Double) rethrows -> Double {
    var sum = 0.0
    let weights: [Double] = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280]
    for (index, weight) in weights.enumerated() {
        let s = Double(index + 1) * step
        let difference: Double = try function(s) - function(-s)
        sum += weight * difference
    }
    return sum / step
}
