/// How the p-value of a test of counts was found; either way P(p ≤ α) ≤ α holds for any number of trials.
public enum CountTestMethod: String, Sendable, Hashable, Codable, CaseIterable {
    /// By χ² of seeded random counts of the law that the hypothesis leaves.
    case randomCounts
    /// By the exact tails of single counts and a union bound, far below one over the number of random counts.
    case singleCounts
    /// There is nothing to be tested; the p-value is 1.
    case nothingToTest
}
