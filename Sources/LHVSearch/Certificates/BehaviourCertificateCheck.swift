import LHVModels

/// Recomputes what a behaviour's certificate claims, with rounding bounded, from its numbers alone.
///
/// Nothing here is shared with the searches. Probabilities are looked up by settings and outcomes, one at a time.
struct BehaviourCertificateCheck {
    private let certificate: BehaviourCertificate
    private let scenario: Scenario

    init(_ certificate: BehaviourCertificate) {
        self.certificate = certificate
        scenario = certificate.behaviour.scenario
    }

    func ends() throws -> (lower: Double, upper: Double) {
        try check((2...6).contains(scenario.parties), "it is of \(scenario.parties) parties and not 2…6")
        // P may be off from a behaviour that does not signal by this much.
        let (_, deviation) = try noise(certificate.behaviour.probabilities)
        try check(deviation <= 1e-8, "the behaviour signals, by \(deviation)")
        return (try lowerEnd(), try upperEnd(deviation))
    }

    private func check(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
        try CertificateRules.check(condition, reason())
    }

    // MARK: Lower end

    /// v/(1 + g): white noise of weight g makes the residual local.
    private func lowerEnd() throws -> Double {
        let model = certificate.model
        let visibility = certificate.modelVisibility
        try CertificateRules.check(model, visibility: visibility)
        var sums = [CompensatedSum](repeating: CompensatedSum(), count: scenario.count)
        let sum = try CertificateRules.sum(over: model, settings: scenario.settings) { strategy, weight in
            for list in 0..<scenario.settingLists {
                let settings = scenario.settings(ofList: list)
                let outcome = settings.enumerated().map { strategy.outcome(party: $0.offset, setting: $0.element) }
                guard let place = try? scenario.index(of: outcome, given: settings) else {
                    throw InvalidCertificate(reason: "a strategy has outcomes \(outcome) for settings \(settings)")
                }
                sums[place].add(weight)
            }
        }
        var residual = [Double](repeating: 0, count: scenario.count)
        for list in 0..<scenario.settingLists {
            let range = try scenario.range(of: scenario.settings(ofList: list))
            for place in range {
                residual[place] =
                    visibility * certificate.behaviour.probabilities[place] + (1 - visibility) / Double(range.count)
                    - sums[place].value / sum
            }
        }
        let (needed, _) = try noise(residual)
        return visibility / (1 + needed) * (1 - 0x1p-50)
    }

    /// How much white noise makes the part of a tensor that does not signal local, and the largest entry of the rest.
    ///
    /// With M_T(a_T|x_T) the marginal of the parties T, averaged over the settings of the others, the part that belongs to
    /// the set S is r_S = Σ_{T ⊆ S} (−1)^{|S∖T|} M_T Π_{k∈S∖T} 1/K_k. If the parties of S, asked exactly x_S, answer
    /// with probability (1 + r_S ΠK/t)/ΠK, and all others toss coins, the behaviour is white noise plus r_S/t: local when
    /// t ≥ max(−r_S) ΠK.
    private func noise(_ tensor: [Double]) throws -> (needed: Double, rest: Double) {
        let parties = scenario.parties
        var marginals: [[Key: CompensatedSum]] = Array(repeating: [:], count: 1 << parties)
        for list in 0..<scenario.settingLists {
            let settings = scenario.settings(ofList: list)
            for (place, outcome) in try cells(settings) {
                for set in 0..<(1 << parties) {
                    let others = (0..<parties).filter { set >> $0 & 1 == 0 }
                        .reduce(1.0) { $0 * Double(scenario.settings[$1]) }
                    marginals[set][key(set, settings, outcome), default: CompensatedSum()].add(tensor[place] / others)
                }
            }
        }
        func part(_ set: Int, _ settings: [Int], _ outcome: [Int]) -> Double {
            var sum = CompensatedSum()
            var subset = set
            while true {
                var term = marginals[subset][key(subset, settings, outcome)]?.value ?? 0
                for party in 0..<parties where (set & ~subset) >> party & 1 == 1 {
                    term /= -Double(scenario.outcomes[party][settings[party]])
                }
                sum.add(term)
                if subset == 0 { return sum.value }
                subset = (subset - 1) & set
            }
        }
        // Sums of up to 2^N terms of marginals, each off by little more than its last bit.
        let slack = 0x1p-48 * Double(1 << parties)
        var needed: [Key: Double] = [:]
        var rest = 0.0
        for list in 0..<scenario.settingLists {
            let settings = scenario.settings(ofList: list)
            for (place, outcome) in try cells(settings) {
                var explained = CompensatedSum(0)
                for set in 0..<(1 << parties) {
                    let value = part(set, settings, outcome)
                    var (inside, outside) = (1.0, 1.0)
                    for party in 0..<parties {
                        let number = Double(scenario.outcomes[party][settings[party]])
                        if set >> party & 1 == 1 { inside *= number } else { outside *= number }
                    }
                    explained.add(value / outside)
                    guard set != 0 else { continue }
                    let cell = key(set, settings, Array(repeating: 0, count: parties))
                    needed[cell] = max(needed[cell] ?? 0, (slack - value) * inside)
                }
                rest = max(rest, abs(tensor[place] - explained.value))
            }
        }
        return (needed.values.sorted().compensatedSum() * (1 + 0x1p-40), rest)
    }

    /// A set of parties with their settings and outcomes.
    private struct Key: Hashable {
        var set: Int
        var choices: [Int]
    }

    private func key(_ set: Int, _ settings: [Int], _ outcome: [Int]) -> Key {
        Key(
            set: set,
            choices: settings.indices.flatMap { set >> $0 & 1 == 1 ? [settings[$0], outcome[$0]] : [-1, -1] })
    }

    /// The places of a list of settings with their outcomes.
    private func cells(_ settings: [Int]) throws -> [(Int, [Int])] {
        var outcomes: [[Int]] = [[]]
        for (party, setting) in settings.enumerated() {
            outcomes = outcomes.flatMap { head in (0..<scenario.outcomes[party][setting]).map { head + [$0] } }
        }
        return try outcomes.map { (try scenario.index(of: $0, given: settings), $0) }
    }

    // MARK: Upper end

    /// (β − M₀)/(⟨M, P⟩ − M₀), rounded up, with β found anew.
    private func upperEnd(_ deviation: Double) throws -> Double {
        guard let end = certificate.upperEnd else { return 1 }
        try check(end.coefficients.count == scenario.count, "there are \(end.coefficients.count) coefficients")
        let bound = try OutcomeEnumeration(scenario).maximum(of: end.coefficients)
        try check(bound == end.localBound, "the local bound is \(bound) and not \(end.localBound)")
        var (value, constant, magnitude) = (CompensatedSum(), CompensatedSum(), 0.0)
        for list in 0..<scenario.settingLists {
            let range = try scenario.range(of: scenario.settings(ofList: list))
            for place in range {
                let coefficient = Double(end.coefficients[place])
                value.addProduct(coefficient, certificate.behaviour.probabilities[place])
                constant.add(coefficient / Double(range.count))
                magnitude += abs(coefficient)
            }
        }
        let slack = magnitude * (0x1p-50 + deviation)
        let denominator = value.value - constant.value - slack
        try check(denominator > 0, "the behaviour does not exceed the noise in the inequality")
        let numerator = Double(bound) - constant.value + magnitude * 0x1p-50
        return min(1, numerator / denominator * (1 + 0x1p-48))
    }
}

/// max Σ_x M(λ(x)|x) for integers M over all deterministic strategies λ, by trying all of every party but the last.
///
/// Σ|M| below 2⁶² is checked first, so no partial sum can overflow.
struct OutcomeEnumeration {
    private let scenario: Scenario

    init(_ scenario: Scenario) { self.scenario = scenario }

    /// The greatest value.
    func maximum(of coefficients: [Int64]) throws -> Int64 {
        try CertificateRules.checkSums(of: coefficients)
        var steps = 1.0
        for list in scenario.outcomes.dropLast() { for number in list { steps *= Double(number) } }
        guard steps <= 0x1p36 else {
            throw InvalidCertificate(reason: "the local bound takes more than 2^36 steps to recompute")
        }
        // One axis for each party, with an entry for each pair of setting and outcome.
        let pairs = scenario.outcomes.map { list in
            list.enumerated().flatMap { setting, number in (0..<number).map { (setting, $0) } }
        }
        var choices: [([Int], [Int])] = [([], [])]
        for axis in pairs {
            choices = choices.flatMap { head in axis.map { (head.0 + [$0.0], head.1 + [$0.1]) } }
        }
        let tensor = try choices.map { coefficients[try scenario.index(of: $0.1, given: $0.0)] }
        return best(tensor, party: 0)
    }

    private func best(_ tensor: [Int64], party: Int) -> Int64 {
        let list = scenario.outcomes[party]
        if party == scenario.parties - 1 {
            var (first, sum) = (0, Int64(0))
            for number in list {
                sum += tensor[first..<(first + number)].max() ?? 0
                first += number
            }
            return sum
        }
        let rest = tensor.count / list.reduce(0, +)
        var most = Int64.min
        // Setting after setting, the rows of the chosen outcomes are added up.
        func choose(_ setting: Int, _ first: Int, _ sums: [Int64]) {
            guard setting < list.count else {
                most = max(most, best(sums, party: party + 1))
                return
            }
            for outcome in 0..<list[setting] {
                let row = (first + outcome) * rest
                var next = sums
                for column in 0..<rest { next[column] += tensor[row + column] }
                choose(setting + 1, first + list[setting], next)
            }
        }
        choose(0, 0, [Int64](repeating: 0, count: rest))
        return most
    }
}
