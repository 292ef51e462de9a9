import QuantumStates

extension FacetReport: CustomStringConvertible {
    /// What the inequality is, and the numbers that show it.
    public var description: String {
        let words =
            switch kind {
            case .facet: "facet"
            case .lowerFace: "face of lower dimension"
            case .equality: "equality for all strategies"
            case .notValid: "not valid: a strategy exceeds the bound"
            case .notReached: "not tight: no strategy reaches the bound"
            case .undecided: "undecided: too few strategies were looked at"
            }
        return "\(words); local bound \(ShortNumber.text(localBound, digits: 10)) of \(saturatingStrategies)"
            + (isTruncated ? " strategies and more" : " strategies") + ", rank \(rank) in dimension \(dimension)"
    }
}
