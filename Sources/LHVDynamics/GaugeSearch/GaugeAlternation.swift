import LHVModels

/// A gauge and the two halves of a turn: the best gauge for a field, and the best field for a gauge.
protocol GaugeAlternation {
    /// The free coordinates of the gauge.
    var gauge: [Double] { get set }
    /// Improves the gauge for a field, then the field, and gives J.
    mutating func turn(_ field: inout [Double]) throws -> Double
    /// The smallest eigenvalue of (1 − v) f₀ + v F over the nodes.
    func leastEigenvalue() throws -> Double
}

extension CovariantAlternation: GaugeAlternation {
    mutating func turn(_ field: inout [Double]) throws -> Double {
        try improveGauge(field)
        field = try improvedField(from: field)
        return residual(field)
    }
}

extension HarmonicAlternation: GaugeAlternation {
    mutating func turn(_ field: inout [Double]) throws -> Double {
        try improveGauge(VelocityFit(degree: degree, coefficients: field))
        let best = try bestField()
        field = best.coefficients
        return residual(best)
    }
}
