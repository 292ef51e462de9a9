import QuantumStates

/// A Bell functional in coordinates that are unique and that renumbering only permutes, as whole numbers.
///
/// F(P) = c + Σ_S Σ E(x_S, a_S)·P(a_S|x_S), where the sum of E over the outcomes of any measured party vanishes: for behaviours
/// without signalling there is one such E. Index 0 of a party means "not measured"; then come all outcomes of all settings. In
/// the notation of Collins and Gisin the last outcome is special; here no outcome is.
struct FunctionalTensor: Sendable {
    /// The number of outcomes of each party's settings.
    private(set) var outcomes: [[Int]]
    /// E without a common divisor, the first party most significant; entry (0, …, 0) is 0.
    private(set) var entries: [Int]
    /// β − c in the units of the entries: what is left of the bound.
    private(set) var bound: Double
    /// c in the units of the entries: the functional's value for white noise.
    private(set) var constant: Double
    /// The entries in units of the functional's own coefficients.
    private(set) var factor: Double

    /// The most entries: 2²⁰.
    static let largestCount = 1 << 20

    /// - Parameters:
    ///   - whole: Coefficients of Collins and Gisin as whole numbers, the functional's own times `factor`, but for the constant.
    ///   - constant: The functional's own constant term.
    ///   - bound: The functional's own bound.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there would be too many entries or too large ones.
    init(_ whole: [Int], in scenario: Scenario, constant: Double, bound: Double, factor: Double) throws {
        outcomes = scenario.outcomes
        let shape = FunctionalTensor.shape(outcomes)
        let count = MixedRadix.product(shape) ?? .max
        try require(
            count <= FunctionalTensor.largestCount, "scenario",
            must: "have at most 2²⁰ products of outcomes for inequalities to be compared", was: "\(scenario)")
        entries = Array(repeating: 0, count: count)
        let pairs = CollinsGisinForm.pairs(scenario)
        let firsts = FunctionalTensor.firstIndices(outcomes)
        let indices = MixedRadix(sizes: CollinsGisinForm.shape(of: scenario)).dropFirst()
        for (indices, value) in zip(indices, whole) where value != 0 {
            let places = indices.indices.map { party in
                pairs[party][indices[party]].map { firsts[party][$0.setting] + $0.outcome } ?? 0
            }
            entries[MixedRadix.index(places, shape)] = value
        }
        self.bound = (bound - constant) * factor
        self.constant = constant * factor
        self.factor = factor
        try centre()
    }

    var shape: [Int] { FunctionalTensor.shape(outcomes) }

    static func shape(_ outcomes: [[Int]]) -> [Int] { outcomes.map { 1 + $0.reduce(0, +) } }

    /// The first index of each setting of each party.
    static func firstIndices(_ outcomes: [[Int]]) -> [[Int]] {
        outcomes.map { list in list.dropLast().reduce(into: [1]) { $0.append($0[$0.count - 1] + $1) } }
    }

    /// Moves the means over outcomes to "not measured", and divides by the greatest common divisor.
    private mutating func centre() throws {
        let (shape, firsts) = (shape, FunctionalTensor.firstIndices(outcomes))
        // Party k multiplies all by the least common multiple of its numbers of outcomes, so that means stay whole.
        let multiples = outcomes.map { $0.reduce(1) { $0 / Divisors.greatestCommon($0, $1) * $1 } }
        let largest = entries.reduce(0.0) { $0 + Double($1.magnitude) }
        try require(
            multiples.reduce(largest) { $0 * 2 * Double($1) } < 0x1p62, "inequality",
            must: "have smaller whole coefficients to be compared", was: "numbers of sum \(largest)")
        var step = entries.count
        for (party, size) in shape.enumerated() {
            step /= size
            let multiple = multiples[party]
            for line in 0..<(entries.count / size) {
                let first = line / step * step * size + line % step
                entries[first] *= multiple
                for (start, number) in zip(firsts[party], outcomes[party]) {
                    let places = (start..<(start + number)).map { first + $0 * step }
                    let share = places.reduce(0) { $0 + entries[$1] } * (multiple / number)
                    for place in places { entries[place] = entries[place] * multiple - share }
                    entries[first] += share
                }
            }
        }
        let scale = multiples.reduce(1.0) { $0 * Double($1) }
        var origin = Double(entries[0])
        entries[0] = 0
        var divisor = 0
        for entry in entries where divisor != 1 { divisor = Divisors.greatestCommon(divisor, entry) }
        if divisor > 1 {
            for place in entries.indices { entries[place] /= divisor }
            origin /= Double(divisor)
        }
        let change = scale / Double(max(1, divisor))
        constant = constant * change + origin
        bound = bound * change - origin
        factor *= change
    }

    /// Whether the functional has the same value for all behaviours without signalling.
    var isConstant: Bool { entries.allSatisfy { $0 == 0 } }

    /// The entries with some indices of each party, in that order.
    private func selected(_ indices: [[Int]]) -> [Int] {
        let shape = shape
        return MixedRadix(sizes: indices.map(\.count)).map { digits in
            entries[MixedRadix.index(digits.indices.map { indices[$0][digits[$0]] }, shape)]
        }
    }
}

extension FunctionalTensor {
    /// The inequality without what it does not look at.
    ///
    /// Left out are settings and parties that are not used, outcomes that count alike, and parties of which it asks one outcome of one
    /// setting only: the liftings of [Pironio2005].
    /// - Parameter tolerance: How much a bound may be off, in units of the entries.
    func reduced(tolerance: Double) throws -> (tensor: FunctionalTensor, isLifted: Bool) {
        var (tensor, isLifted) = (self, false)
        while true {
            let before = tensor.outcomes
            try tensor.mergeOutcomes()
            try tensor.dropLiftedParty(tolerance)
            guard tensor.outcomes != before else { return (tensor, isLifted) }
            isLifted = true
        }
    }

    /// Joins outcomes that count alike, and drops settings and parties that are not used.
    private mutating func mergeOutcomes() throws {
        let (shape, firsts) = (shape, FunctionalTensor.firstIndices(outcomes))
        var (kept, counts) = ([[Int]](), [[Int]]())
        for (party, list) in outcomes.enumerated() {
            let step = shape[(party + 1)...].reduce(1, *)
            func slice(_ index: Int) -> [Int] {
                (0..<(entries.count / shape[party])).map { line in
                    entries[line / step * step * shape[party] + line % step + index * step]
                }
            }
            var (indices, numbers) = ([0], [Int]())
            for (start, number) in zip(firsts[party], list) {
                var seen: [[Int]] = []
                var own: [Int] = []
                for index in start..<(start + number) {
                    let entries = slice(index)
                    if seen.contains(entries) { continue }
                    seen.append(entries)
                    own.append(index)
                }
                // Where all outcomes count alike, the setting is not used.
                guard own.count > 1 else { continue }
                indices += own
                numbers.append(own.count)
            }
            kept.append(indices)
            counts.append(numbers)
        }
        guard counts != outcomes else { return }
        let used = counts.indices.filter { !counts[$0].isEmpty }
        let list = selected(kept)
        guard !used.isEmpty else { return }
        entries = list
        outcomes = used.map { counts[$0] }
        try centre()
    }

    /// Drops a party with one setting of two outcomes, one of which makes the bound an equality whatever the others do.
    private mutating func dropLiftedParty(_ tolerance: Double) throws {
        guard outcomes.count > 1 else { return }
        let shape = shape
        for party in outcomes.indices where outcomes[party] == [2] {
            let whole = shape.map { Array(0..<$0) }
            func slice(_ index: Int) -> [Int] {
                var indices = whole
                indices[party] = [index]
                return selected(indices)
            }
            let unmeasured = slice(0)
            for outcome in 0..<2 {
                let given = zip(unmeasured, slice(1 + outcome)).map { $0 + $1 }
                guard given.dropFirst().allSatisfy({ $0 == 0 }), abs(Double(given[0]) - bound) <= tolerance else {
                    continue
                }
                entries = zip(unmeasured, slice(2 - outcome)).map { $0 + $1 }
                outcomes.remove(at: party)
                return try centre()
            }
        }
    }
}
