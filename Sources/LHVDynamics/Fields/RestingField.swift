import LHVModels

/// Hidden variables that do not move.
public struct RestingField: SphereVelocityField {
    /// The field V = 0.
    public init() {}

    /// Zero for every particle.
    public func angularVelocity(at point: [Direction], time: Double) -> [SIMD3<Double>] {
        Array(repeating: .zero, count: point.count)
    }

    /// The same point.
    public func move(_ point: [Direction], from start: Double, to end: Double) -> [Direction] { point }

    /// 0.
    public func divergence(at point: [Direction], time: Double, step: Double) -> Double { 0 }
}
