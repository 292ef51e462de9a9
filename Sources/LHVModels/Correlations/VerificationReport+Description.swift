import QuantumStates

extension VerificationReport.Place: CustomStringConvertible {
    /// The indices in words.
    public var description: String {
        "state \(state)" + (time.map { ", time \($0)" } ?? "") + ", setting \(setting), outcome \(outcome)"
    }
}

extension VerificationReport: CustomStringConvertible {
    /// The largest difference, in standard errors too where there are any, and where it is.
    public var description: String {
        var text =
            "\(comparisons) probabilities compared, largest difference \(ShortNumber.text(largestDifference, digits: 3))"
        if worstDeviation > 0 {
            text += ", largest deviation \(ShortNumber.text(worstDeviation, digits: 3)) standard errors"
        }
        if let worstPlace { text += " (\(worstPlace))" }
        return text
    }
}
