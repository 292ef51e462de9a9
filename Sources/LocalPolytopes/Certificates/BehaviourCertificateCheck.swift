import LHVModels

/// Recomputes what a behaviour's certificate claims, with rounding bounded, from its numbers alone.
///
/// Nothing here is shared with the searches. Probabilities are looked up by settings and outcomes, one at a time.
///
/// A tensor f(a|x) has the parts r_S(a_S|x_S), one for each set S of parties: M_S is its sum over the outcomes of all others,
/// averaged over their settings, and r_S = Π_{k∈S}(1 − E_k) M_S with E_k the mean over the outcomes of party k, so that r_S has
/// the sum 0 over the outcomes of every party in S. f′ = Σ_S r_S Π_{k∉S} 1/K_k does not signal, since a sum over a_k leaves the
/// parts without k, which do not know x_k; and f′ = f for whatever does not signal, since then M_T is the marginal of M_S.
/// So f − f′ is what f signals, and a signalling behaviour is told from others by it. Both ends are said of P′, with r_∅ = 1.
struct BehaviourCertificateCheck {
    private let certificate: BehaviourCertificate
    private let scenario: Scenario

    init(_ certificate: BehaviourCertificate) {
        self.certificate = certificate
        scenario = certificate.behaviour.scenario
    }

    func ends() throws -> (lower: Double, upper: Double) {
        try check((2...6).contains(scenario.parties), "it is of \(scenario.parties) parties and not 2…6")
        let deviation = try signalling(of: certificate.behaviour.probabilities)
        try check(deviation <= 1e-8, "the behaviour signals: it is off from its part that does not by \(deviation)")
        return (try lowerEnd(), try upperEnd(deviation))
    }

    private func check(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
        try CertificateRules.check(condition, reason())
    }

    // MARK: Lower end

    /// v/(1 + g): white noise of weight g makes the residual local.
    ///
    /// The model and white noise do not signal, so the parts of v·P + (1 − v)·noise − model are those of v·P′ + (1 − v)·noise −
    /// model, and they say of P′ what is claimed, whatever P signals.
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
        return visibility / (1 + (try noise(residual))) * (1 - 0x1p-50)
    }

    /// How much white noise makes the parts of a tensor local, all but r_∅.
    ///
    /// If the parties of S, asked exactly x_S, answer with probability (1 + r_S ΠK/t)/ΠK, and all others toss coins, the
    /// behaviour is white noise plus r_S/t: whoever of S is asked something else leaves the rest with coins, because r_S sums to
    /// 0 over his outcomes. It is local when t ≥ max(−r_S) ΠK.
    private func noise(_ tensor: [Double]) throws -> Double {
        // For one list of settings the errors of the residual have a sum below 9·2⁻⁵³ (its terms have the sums v, 1 − v and 1);
        // averaging, summing and dividing add four roundings of numbers of at most 2, and r_S has 2^|S| such terms.
        var needed: [Key: Double] = [:]
        for (key, value) in try parts(of: tensor) where key.set != 0 {
            let slack = 0x1p-48 * Double(1 << key.set.nonzeroBitCount)
            let cell = Key(set: key.set, settings: key.settings, outcomes: [])
            needed[cell] = largerOrNaN(needed[cell] ?? 0, (slack - value) * size(key.set, key.settings))
        }
        return needed.values.sorted().compensatedSum() * (1 + 0x1p-40)
    }

    // MARK: Signalling

    /// A number that no entry of |f − f′| is above, for f with the sum 1 for each list of settings.
    private func signalling(of tensor: [Double]) throws -> Double {
        let without = try withoutSignals(tensor)
        var largest = 0.0
        for list in 0..<scenario.settingLists {
            let settings = scenario.settings(ofList: list)
            // As in `noise`, for exact entries: below 2⁻⁵⁰ for each of the 2^|S| terms of a part, and a rounding of f′.
            let all = (1 << scenario.parties) - 1
            var rounding = 0.0
            for part in 0...all {
                rounding += 0x1p-49 * Double(1 << part.nonzeroBitCount) / size(all & ~part, settings)
            }
            for place in try scenario.range(of: settings) {
                largest = largerOrNaN(largest, abs(tensor[place] - without[place]) + rounding)
            }
        }
        return largest
    }

    /// f′ = Σ_S r_S Π_{k∉S} 1/K_k with r_∅ = 1.
    func withoutSignals(_ tensor: [Double]) throws -> [Double] {
        let parts = try parts(of: tensor)
        let all = (1 << scenario.parties) - 1
        var result = tensor
        for list in 0..<scenario.settingLists {
            let settings = scenario.settings(ofList: list)
            for (place, outcome) in try cells(settings) {
                var sum = CompensatedSum(1 / size(all, settings))
                for set in 1...all {
                    sum.add((parts[key(set, settings, outcome)] ?? .nan) / size(all & ~set, settings))
                }
                result[place] = sum.value
            }
        }
        return result
    }

    /// r_S(a_S|x_S) for all sets, settings and outcomes.
    private func parts(of tensor: [Double]) throws -> [Key: Double] {
        let sets = 0..<(1 << scenario.parties)
        var marginals: [Key: CompensatedSum] = [:]
        // Sums are taken in this order, so that they have the same bits each time.
        var order: [Key] = []
        for list in 0..<scenario.settingLists {
            let settings = scenario.settings(ofList: list)
            for (place, outcome) in try cells(settings) {
                for set in sets {
                    let others = settings.indices.reduce(1.0) {
                        set >> $1 & 1 == 1 ? $0 : $0 * Double(scenario.settings[$1])
                    }
                    let key = key(set, settings, outcome)
                    if marginals[key] == nil { order.append(key) }
                    marginals[key, default: CompensatedSum()].add(tensor[place] / others)
                }
            }
        }
        // Σ over the outcomes of S∖T of M_S.
        var sums: [Key: CompensatedSum] = [:]
        for key in order {
            let marginal = marginals[key]?.value ?? .nan
            for subset in sets where subset & ~key.set == 0 {
                sums[key.summed(to: subset), default: CompensatedSum()].add(marginal)
            }
        }
        var parts: [Key: Double] = [:]
        for key in order {
            var part = CompensatedSum()
            for subset in sets where subset & ~key.set == 0 {
                let rest = key.set & ~subset
                let mean = (sums[key.summed(to: subset)]?.value ?? .nan) / size(rest, key.settings)
                part.add(rest.nonzeroBitCount % 2 == 0 ? mean : -mean)
            }
            parts[key] = part.value
        }
        return parts
    }

    /// Π_{k∈S} K_k(x_k).
    private func size(_ set: Int, _ settings: [Int]) -> Double {
        settings.indices.reduce(1.0) {
            set >> $1 & 1 == 1 ? $0 * Double(scenario.outcomes[$1][settings[$1]]) : $0
        }
    }

    /// A set of parties with their settings, −1 for the others, and the outcomes of some of them, −1 where they are summed over.
    private struct Key: Hashable {
        var set: Int
        var settings: [Int]
        var outcomes: [Int]

        func summed(to subset: Int) -> Key {
            Key(
                set: set, settings: settings,
                outcomes: outcomes.indices.map { subset >> $0 & 1 == 1 ? outcomes[$0] : -1 })
        }
    }

    private func key(_ set: Int, _ settings: [Int], _ outcomes: [Int]) -> Key {
        func members(_ list: [Int]) -> [Int] { list.indices.map { set >> $0 & 1 == 1 ? list[$0] : -1 } }
        return Key(set: set, settings: members(settings), outcomes: members(outcomes))
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
        // P′ is within the deviation of P in each entry.
        let slack = magnitude * (0x1p-50 + deviation)
        let denominator = value.value - constant.value - slack
        try check(denominator > 0, "the behaviour does not exceed the noise in the inequality")
        let numerator = Double(bound) - constant.value + magnitude * 0x1p-50
        return smallerOrNaN(1, numerator / denominator * (1 + 0x1p-48))
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
