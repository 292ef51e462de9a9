/// A p-value from random repetitions that is valid for any number of them, joined with a bound for the far tail.
///
/// Repetitions alone cannot go below one over their number. A union bound over single counts can, and by
/// p = min(p₁/(1 − w), p₂/w), w = 1/100, either may be small without the chance of an error exceeding p.
package enum RandomCountTest {
    /// The most repetitions.
    package static let repetitions = 9999
    /// How many repetitions at least as extreme as the data end the drawing.
    private static let enough = 50
    private static let shareOfUnionBound = 0.01

    /// The p-value, and how many repetitions were drawn; 0 when the union bound needs none.
    ///
    /// With h repetitions as extreme as the data after l it is h/l, otherwise (1 + their number)/(1 + repetitions). Under the
    /// hypothesis the data are one more repetition, so that P(p ≤ α) ≤ α. Source: [Besag1991].
    /// - Parameters:
    ///   - observed: The statistic of the data.
    ///   - unionBound: A bound on the probability of so extreme a single count, times the number of counts looked at.
    ///   - repetitions: The most repetitions.
    ///   - draw: The statistic of a repetition, computed as that of the data was.
    package static func pValue(
        observed: Double, unionBound: Double, repetitions: Int = repetitions, draw: () throws -> Double
    ) rethrows -> (pValue: Double, drawn: Int) {
        let single = unionBound / shareOfUnionBound
        if single * Double(repetitions + 1) <= 1 { return (TailProbability.rounded(single), 0) }
        // Equal statistics that rounding separates count as equal.
        let threshold = observed * (1 - 1e-9)
        var (asExtreme, drawn) = (0, 0)
        while drawn < repetitions, asExtreme < enough {
            drawn += 1
            if try draw() >= threshold { asExtreme += 1 }
        }
        let sampled =
            asExtreme == enough
            ? Double(enough) / Double(drawn) : Double(asExtreme + 1) / Double(drawn + 1)
        return (TailProbability.rounded(min(sampled / (1 - shareOfUnionBound), single)), drawn)
    }
}
