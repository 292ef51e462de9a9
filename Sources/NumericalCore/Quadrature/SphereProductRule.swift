/// A quadrature on S² × S²: ∫∫ f(λ₁, λ₂) dΩ₁dΩ₂ ≈ Σ w_i v_j f(λ_i, μ_j), whose total measure is 16π².
package struct SphereProductRule: Sendable, Hashable, Codable {
    /// The rule for λ₁.
    package let first: SphereRule
    /// The rule for λ₂.
    package let second: SphereRule

    /// The product of two rules.
    package init(_ first: SphereRule, _ second: SphereRule) {
        self.first = first
        self.second = second
    }

    /// The number of pairs of points.
    package var count: Int { first.count * second.count }

    /// Σ w_i v_j f(λ_i, μ_j), summed with compensation, the second index fastest.
    ///
    /// - Complexity: One evaluation for each pair.
    /// - Throws: What `function` throws.
    package func integrate(_ function: (SIMD3<Double>, SIMD3<Double>) throws -> Double) rethrows -> Double {
        try first.integrate { left in try second.integrate { right in try function(left, right) } }
    }
}
