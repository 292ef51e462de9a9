import NumericalCore

extension LinearInversion: CustomStringConvertible {
    /// The space, whether the matrix is a state, and the misfit.
    public var description: String {
        let least = ShortNumber.text(eigenvalues.first ?? .nan)
        return "linear inversion in \(space) from \(ShortNumber.text(trials, digits: 10)) trials: "
            + (isPhysical ? "a state" : "no state")
            + ", least eigenvalue \(least), misfit \(ShortNumber.text(residualNorm, digits: 3)), condition "
            + ShortNumber.text(conditionNumber, digits: 3)
    }
}
