import NumericalCore

/// The functions of one party's settings that enter the softmax rule, for S settings with Δ outcomes each.
///
/// The logit of outcome o at setting s is z = Σ_k λ_k f_k(o, s). For two outcomes only the difference of the two logits
/// matters, and one row for each setting holds f_k(0, s) − f_k(1, s); for more outcomes there are Δ rows for each.
package struct ResponseFeatures<Element: Scalar>: Sendable, Hashable {
    /// Δ, the number of outcomes, at least 2.
    package let outcomes: Int
    /// S, the number of settings, at least 1.
    package let settings: Int
    /// The rows of K functions: row o·S + s for more than two outcomes, row s for two.
    package let values: Matrix<Element>

    /// K, the number of functions.
    package var functions: Int { values.columns }
    /// The number of logits for each setting: 1 for two outcomes, else Δ.
    var blocks: Int { outcomes == 2 ? 1 : outcomes }

    /// Features from the matrix of their values.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are fewer than 2 outcomes, no setting, no function, the number of rows is
    ///   not S (two outcomes) or Δ·S, or a value is not finite.
    @_specialize(where Element == Float)
    @_specialize(where Element == Double)
    package init(outcomes: Int, values: Matrix<Element>) throws {
        try require((2...64).contains(outcomes), "outcomes", must: "be in 2…64", was: outcomes)
        let blocks = outcomes == 2 ? 1 : outcomes
        try require(values.columns >= 1, "features", must: "have at least one function", was: values.columns)
        try require(
            values.rows >= blocks && values.rows.isMultiple(of: blocks), "rows of the features",
            must: "be a positive multiple of \(blocks)", was: values.rows)
        try require(values.isFinite, "features", must: "be finite", was: "not finite")
        self.outcomes = outcomes
        self.settings = values.rows / blocks
        self.values = values
    }
}
