/// One factor of a product of measurement operators: what a party measures, and for which outcome.
///
/// For a setting with two outcomes it is the observable A with A² = 1, outcome 0 counting as +1; for one with more it is the
/// projector of an outcome other than the last.
public struct OperatorLetter: Sendable, Hashable, Codable {
    /// The party.
    public let party: Int
    /// Its setting.
    public let setting: Int
    /// The outcome; 0 for a setting with two outcomes.
    public let outcome: Int

    /// A letter.
    public init(party: Int, setting: Int, outcome: Int = 0) {
        self.party = party
        self.setting = setting
        self.outcome = outcome
    }
}

extension OperatorLetter: CustomStringConvertible {
    /// The party's capital letter and the setting, with the outcome unless it is 0: A0, B2, A1:2.
    public var description: String {
        let name = party < 26 ? String(UnicodeScalar(UInt8(65 + party))) : "P\(party)·"
        return outcome == 0 ? "\(name)\(setting)" : "\(name)\(setting):\(outcome)"
    }
}
