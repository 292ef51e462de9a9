import QuantumStates

/// Liftings carry an inequality to a larger scenario, and a facet to a facet.
///
/// Source: [Pironio2005].
extension BellInequality {
    /// The inequality for one more setting of a party, which it does not look at.
    ///
    /// - Parameters:
    ///   - party: The party, whose new setting comes last.
    ///   - outcomes: The number of outcomes of the new setting.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the party does not exist, or the scenario is not valid.
    public func lifted(addingSettingTo party: Int, outcomes: Int = 2) throws -> BellInequality {
        try requireParty(party)
        var lists = scenario.outcomes
        lists[party].append(outcomes)
        let larger = try Scenario(outcomes: lists)
        return try lifted(to: larger, bound: bound) { settings, outcome in
            settings[party] < scenario.outcomes[party].count ? (settings, outcome) : nil
        }
    }

    /// The inequality for one more outcome of a setting, which counts like an outcome that is there.
    ///
    /// - Parameters:
    ///   - party: The party.
    ///   - setting: The setting, whose new outcome comes last.
    ///   - model: The outcome whose coefficients the new one has.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when party, setting or outcome do not exist, or the scenario would be too
    ///   large.
    public func lifted(
        addingOutcomeTo party: Int, setting: Int, countingLike model: Int = 0
    ) throws -> BellInequality {
        try requireParty(party)
        let list = scenario.outcomes[party]
        try require(list.indices.contains(setting), "setting", must: "be in 0..<\(list.count)", was: setting)
        let number = list[setting]
        try require((0..<number).contains(model), "outcome to count like", must: "be in 0..<\(number)", was: model)
        var lists = scenario.outcomes
        lists[party][setting] += 1
        return try lifted(to: try Scenario(outcomes: lists), bound: bound) { settings, outcome in
            var old = outcome
            if settings[party] == setting, outcome[party] == number { old[party] = model }
            return (settings, old)
        }
    }

    /// The inequality for one more party: it holds for the others whenever the new party has one outcome of one setting.
    ///
    /// Σ [c(a|x) − β·(weight of x)] P(a, a′|x, x′) ≤ 0 for the chosen outcome a′ and setting x′, with β at setting 0 of all.
    /// - Parameters:
    ///   - outcomes: The number of outcomes of each setting of the new party, which comes last.
    ///   - setting: x′.
    ///   - outcome: a′.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when setting or outcome do not exist, or the scenario is not valid.
    public func lifted(addingPartyWith outcomes: [Int], setting: Int = 0, outcome: Int = 0) throws -> BellInequality {
        let larger = try Scenario(outcomes: scenario.outcomes + [outcomes])
        try require(outcomes.indices.contains(setting), "setting", must: "be in 0..<\(outcomes.count)", was: setting)
        try require(
            (0..<outcomes[setting]).contains(outcome), "outcome", must: "be in 0..<\(outcomes[setting])", was: outcome)
        var coefficients: [Double] = []
        coefficients.reserveCapacity(larger.count)
        for settings in MixedRadix(sizes: larger.settings) {
            for outcomes in MixedRadix(sizes: settings.indices.map { larger.outcomes[$0][settings[$0]] }) {
                guard settings.last == setting, outcomes.last == outcome else {
                    coefficients.append(0)
                    continue
                }
                let old = Array(settings.dropLast())
                let constant = old.allSatisfy { $0 == 0 } ? bound : 0
                coefficients.append(try coefficient(of: Array(outcomes.dropLast()), given: old) - constant)
            }
        }
        return try BellInequality(coefficients, in: larger, bound: 0, name: liftedName)
    }

    private var liftedName: String { name.isEmpty ? "" : "\(name), lifted" }

    private func requireParty(_ party: Int) throws {
        try require((0..<scenario.parties).contains(party), "party", must: "be in 0..<\(scenario.parties)", was: party)
    }

    private func lifted(
        to larger: Scenario, bound: Double, _ old: (_ settings: [Int], _ outcome: [Int]) -> ([Int], [Int])?
    ) throws -> BellInequality {
        var coefficients: [Double] = []
        coefficients.reserveCapacity(larger.count)
        for settings in MixedRadix(sizes: larger.settings) {
            for outcome in MixedRadix(sizes: settings.indices.map { larger.outcomes[$0][settings[$0]] }) {
                guard let (oldSettings, oldOutcome) = old(settings, outcome) else {
                    coefficients.append(0)
                    continue
                }
                coefficients.append(try coefficient(of: oldOutcome, given: oldSettings))
            }
        }
        return try BellInequality(coefficients, in: larger, bound: bound, name: liftedName)
    }
}
