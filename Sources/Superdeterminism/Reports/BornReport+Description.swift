import NumericalCore

extension BornReport: CustomStringConvertible {
    /// How far populations are from Born's rule at most, and in the limit.
    public var description: String {
        "Born's rule for \(bornWeights.count) positions: off by at most "
            + "\(ShortNumber.text(totalVariation.reduce(0) { largerOrNaN($0, $1) }, digits: 3)) at \(times.count) times, by "
            + "\(ShortNumber.text(limitTotalVariation, digits: 3)) as κt → ∞"
    }
}
