import LHVModels

/// Hidden variables that do not move.
package struct RestingField: SphereVelocityField {
    /// The field V = 0.
    package init() {}

    /// Zero for every particle.
    package func angularVelocity(at point: [Direction], time: Double) -> [SIMD3<Double>] {
        Array(repeating: .zero, count: point.count)
    }

    /// The same point.
    package func move(_ point: [Direction], from start: Double, to end: Double) -> [Direction] { point }

    /// 0.
    package func divergence(at point: [Direction], time: Double, step: Double) -> Double { 0 }
}
