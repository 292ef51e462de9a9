extension Behaviour: CustomStringConvertible {
    /// The scenario and, when it has at most 16 lists of settings with at most 16 lists of outcomes each, a row of probabilities for each
    /// list of settings.
    public var description: String {
        let head = "behaviour in \(scenario)"
        let lists = 0..<scenario.settingLists
        guard lists.count <= 16, lists.allSatisfy({ scenario.range(ofList: $0).count <= 16 }) else {
            return "\(head), \(probabilities.count) probabilities"
        }
        let rows = lists.map { list in
            ["P(·|\(scenario.settings(ofList: list).map(String.init).joined(separator: ",")))"]
                + probabilities[scenario.range(ofList: list)].map { ShortNumber.text($0) }
        }
        return "\(head), outcomes in counting order\n" + ShortNumber.rows(rows)
    }
}
