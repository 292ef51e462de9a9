extension CanonicalInequality: CustomStringConvertible {
    /// The size of the representative, its bound, and whether its coefficients are exact.
    public var description: String {
        "representative of an inequality in \(form.scenario), bound \(InequalityDescription.number(form.bound)), "
            + (isWhole ? "whole coefficients" : "coefficients rounded to the tolerance")
    }
}
