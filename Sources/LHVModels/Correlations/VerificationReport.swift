/// How well a model reproduces its predictions, and where it does so worst.
public struct VerificationReport: Sendable, Hashable, Codable {
    /// Which comparison: indices into the lists of states, times and settings, and the number of the joint outcome.
    public struct Place: Sendable, Hashable, Codable {
        /// The index of the state.
        public let state: Int
        /// The index of the time, or of the sequence of unitaries; nil for a model without dynamics.
        public let time: Int?
        /// The index of the joint setting.
        public let setting: Int
        /// The number of the joint outcome, the first party's outcome most significant.
        public let outcome: Int

        package init(state: Int, time: Int? = nil, setting: Int, outcome: Int) {
            self.state = state
            self.time = time
            self.setting = setting
            self.outcome = outcome
        }
    }

    /// The number of probabilities that were compared.
    public private(set) var comparisons = 0
    /// The largest |model − prediction|.
    public private(set) var largestDifference = 0.0
    /// The largest |model − prediction| in standard errors, 0 for quadratures; of n comparisons one expects about √(2 ln n).
    public private(set) var worstDeviation = 0.0
    /// Where the largest deviation is: in standard errors where there are any.
    public private(set) var worstPlace: Place?
    /// The mean of the squared deviations in standard errors, about 1 for a correct model and 0 for quadratures.
    public var meanSquaredDeviation: Double { comparisons > 0 ? sumOfSquares / Double(comparisons) : 0 }

    private var sumOfSquares = 0.0

    package init() {}

    /// Adds a comparison; the standard error is nil for a value without scatter, such as that of a quadrature.
    package mutating func include(difference: Double, standardError: Double?, place: Place) {
        comparisons += 1
        // A value that is not a number must not pass for a small one.
        let size = difference.isNaN ? Double.infinity : abs(difference)
        if let standardError {
            // No scatter and no difference is agreement; an error that is not a number is none.
            let ratio = size == 0 && standardError == 0 ? 0 : size / standardError
            let deviation = ratio.isNaN ? Double.infinity : ratio
            sumOfSquares += deviation * deviation
            if deviation > worstDeviation { (worstDeviation, worstPlace) = (deviation, place) }
        } else if size > largestDifference {
            worstPlace = place
        }
        largestDifference = largerOrNaN(largestDifference, size)
    }
}
