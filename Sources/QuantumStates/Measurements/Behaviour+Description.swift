extension Behaviour: CustomStringConvertible {
    /// The scenario and, when it has at most 16 lists of settings with at most 16 lists of outcomes each, a row of probabilities for each
    /// list of settings.
    public var description: String {
        let head = "behaviour in \(scenario)"
        let table = scenario.table("P") { ShortNumber.text(probabilities[$0]) }
        return table.map { "\(head), outcomes in counting order\n\($0)" }
            ?? "\(head), \(probabilities.count) probabilities"
    }
}

extension Scenario {
    /// A row for each list of settings with an entry for each list of outcomes, as `P(·|0,1)  0.5  0`; nil when there are more than 16 of either.
    func table(_ symbol: String, _ entry: (Int) -> String) -> String? {
        let lists = 0..<settingLists
        guard lists.count <= 16, lists.allSatisfy({ range(ofList: $0).count <= 16 }) else { return nil }
        return ShortNumber.rows(
            lists.map { list in
                ["\(symbol)(·|\(settings(ofList: list).map(String.init).joined(separator: ",")))"]
                    + range(ofList: list).map(entry)
            })
    }
}
