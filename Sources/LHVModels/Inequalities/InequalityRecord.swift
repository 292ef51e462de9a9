import QuantumStates

/// What the notations of Bell inequalities have in common: coefficients that must be finite, a bound, a name, and a way to be
/// written down.
struct InequalityRecord: Codable {
    var outcomes: Scenario
    var coefficients: [Double]
    var bound: Double
    var name: String?

    /// Throws unless there are `count` finite coefficients and the bound is finite.
    static func require(_ coefficients: [Double], count: Int, _ scenario: Scenario, bound: Double) throws {
        try QuantumStates.require(
            coefficients.count == count, "coefficients", must: "be \(count) numbers for \(scenario)",
            was: coefficients.count)
        if let place = coefficients.firstIndex(where: { !$0.isFinite }) {
            throw InvalidArgument("coefficient \(place)", must: "be finite", was: coefficients[place])
        }
        try QuantumStates.require(bound.isFinite, "bound", must: "be finite", was: bound)
    }
}
