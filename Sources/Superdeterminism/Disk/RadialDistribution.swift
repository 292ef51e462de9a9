import NumericalCore

/// How |λ|² of a hidden variable on the unit disk is distributed.
///
/// P2 takes λ uniform on the disk, which is |λ|² uniform on 0…1; σ depends on λ through |λ|² only, so every deviation
/// from Born's rule (P2, Sec. 4.4 and 6) is a deviation of this distribution from ``uniform``.
public enum RadialDistribution: Sendable, Hashable, Codable {
    /// Uniform on the disk: P(|λ|² > x) = 1 − x.
    case uniform
    /// Uniform on a ring: |λ|² uniform between two numbers 0 ≤ inner < outer ≤ 1.
    case annulus(inner: Double, outer: Double)
    /// |λ|² = u^γ for uniform u and an exponent γ > 0: P(|λ|² > x) = 1 − x^{1/γ}; γ > 1 crowds the centre.
    case power(Double)
    /// |λ|² with a density that is constant on each of n equal parts of 0…1, in proportion to n weights.
    case histogram([Double])
    /// |λ|² equal to one of the given numbers in 0…1, each as probable: a sample space that is not large enough.
    case points([Double])

    /// Throws unless the numbers of the distribution make sense.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument``.
    public func validate() throws {
        switch self {
        case .uniform: break
        case .annulus(let inner, let outer):
            try require(inner >= 0 && inner < 1, "inner |λ|²", must: "be in 0..<1", was: inner)
            try require(outer > inner && outer <= 1, "outer |λ|²", must: "be above \(inner) and at most 1", was: outer)
        case .power(let exponent):
            try require(
                exponent > 0 && exponent.isFinite, "exponent of |λ|²", must: "be positive and finite", was: exponent)
        case .histogram(let weights):
            try require(!weights.isEmpty, "weights of |λ|²", must: "be at least one", was: "none")
            for (index, weight) in weights.enumerated() {
                try require(
                    weight >= 0 && weight.isFinite, "weight \(index) of |λ|²", must: "be finite and at least 0",
                    was: weight)
            }
            let sum = weights.reduce(0, +)
            try require(sum > 0 && sum.isFinite, "weights of |λ|²", must: "have a finite sum above 0", was: sum)
        case .points(let points):
            try require(!points.isEmpty, "values of |λ|²", must: "be at least one", was: "none")
            for point in points { try require(point >= 0 && point <= 1, "|λ|²", must: "be in 0…1", was: point) }
        }
    }

    /// P(|λ|² > x).
    ///
    /// - Complexity: O(1), or O(n) for n weights or points.
    public func probability(above x: Double) -> Double {
        switch self {
        case .uniform: return 1 - x.clamped(to: 0...1)
        case .annulus(let inner, let outer): return ((outer - x) / (outer - inner)).clamped(to: 0...1)
        case .power(let exponent): return x <= 0 ? 1 : x >= 1 ? 0 : 1 - Double.raise(x, to: 1 / exponent)
        case .histogram(let weights):
            let count = Double(weights.count)
            let place = x.clamped(to: 0...1) * count
            var above = 0.0
            for (index, weight) in weights.enumerated() {
                above += weight * (Double(index + 1) - place).clamped(to: 0...1)
            }
            return (above / weights.reduce(0, +)).withoutRounding(in: 0...1)
        case .points(let points):
            return Double(points.reduce(0) { $1 > x ? $0 + 1 : $0 }) / Double(points.count)
        }
    }

    /// P(|λ|² = x), which is not zero for ``points(_:)`` only.
    public func probability(at x: Double) -> Double {
        guard case .points(let points) = self else { return 0 }
        return Double(points.reduce(0) { $1 == x ? $0 + 1 : $0 }) / Double(points.count)
    }

    /// The number x with P(|λ|² ≤ x) = u for u in 0..<1: uniform u give |λ|² with this distribution.
    ///
    /// - Precondition: The distribution is valid; u is in 0…1.
    @inlinable
    public func quantile(_ u: Double) -> Double {
        if case .uniform = self, u >= 0 && u <= 1 { return u }
        return generalQuantile(u)
    }

    @usableFromInline
    func generalQuantile(_ u: Double) -> Double {
        requirePrecondition(u >= 0 && u <= 1, "u must be in 0…1, but was \(u)")
        switch self {
        case .uniform: return u
        case .annulus(let inner, let outer): return inner + u * (outer - inner)
        case .power(let exponent): return Double.raise(u, to: exponent)
        case .histogram(let weights):
            var rest = u * weights.reduce(0, +)
            for (index, weight) in weights.enumerated() where weight > 0 {
                if rest < weight { return (Double(index) + rest / weight) / Double(weights.count) }
                rest -= weight
            }
            requirePrecondition(!weights.isEmpty, "weights of |λ|² must be at least one, but was none")
            // Rounding can leave a rest beyond the last part that has any weight.
            let last = weights.lastIndex { $0 > 0 } ?? weights.count - 1
            return Double(last + 1) / Double(weights.count)
        case .points(let points):
            requirePrecondition(!points.isEmpty, "values of |λ|² must be at least one, but was none")
            return points[min(points.count - 1, Int(u * Double(points.count)))]
        }
    }
}
