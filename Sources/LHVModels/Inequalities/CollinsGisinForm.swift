import QuantumStates

/// A Bell inequality in the notation of Collins and Gisin, which is unique for behaviours without signalling.
///
/// Index 0 of a party means "not measured"; the others run through its settings and, for each, all outcomes but the last,
/// whose probability follows from the others. The coefficient with indices (0, …, 0) is the constant term. The first party
/// is most significant. Source: [Collins2004].
public struct CollinsGisinForm: Sendable, Hashable {
    /// The parties, settings and outcomes.
    public let scenario: Scenario
    /// The coefficients, Π_k (1 + Σ_x (K_k(x) − 1)) of them.
    public let coefficients: [Double]
    /// The claimed local bound.
    public let bound: Double
    /// What the inequality is called; may be empty.
    public let name: String

    /// The inequality with the given coefficients.
    ///
    /// - Parameters:
    ///   - coefficients: A finite number for each list of indices.
    ///   - scenario: The parties, settings and outcomes.
    ///   - bound: The claimed local bound.
    ///   - name: What the inequality is called.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the coefficients are not as many as they must be or a number is not
    ///   finite.
    public init(_ coefficients: [Double], in scenario: Scenario, bound: Double, name: String = "") throws {
        try InequalityRecord.require(
            coefficients, count: CollinsGisinForm.shape(of: scenario).reduce(1, *), scenario, bound: bound)
        self.coefficients = coefficients
        self.scenario = scenario
        self.bound = bound
        self.name = name
    }

    /// The number of indices of each party.
    public var shape: [Int] { CollinsGisinForm.shape(of: scenario) }

    static func shape(of scenario: Scenario) -> [Int] {
        scenario.outcomes.map { 1 + $0.reduce(0) { $0 + $1 - 1 } }
    }

    /// The form of an inequality: the last outcome's probability is replaced by one minus the others'.
    ///
    /// Differences of coefficients are the only arithmetic, so integers stay integers.
    /// - Complexity: O(N·count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a difference is not finite.
    public init(_ inequality: BellInequality) throws {
        let scenario = inequality.scenario
        let shape = CollinsGisinForm.shape(of: scenario)
        let firsts = CollinsGisinForm.firstIndices(scenario)
        var coefficients = [Double](repeating: 0, count: shape.reduce(1, *))
        var place = 0
        for settings in MixedRadix(sizes: scenario.settings) {
            let sizes = settings.indices.map { scenario.outcomes[$0][settings[$0]] }
            let count = sizes.reduce(1, *)
            var values = Array(inequality.coefficients[place..<(place + count)])
            place += count
            // Along each axis, the last coefficient goes to "not measured" and is taken off the others.
            MixedRadix.forEachLine(sizes) { first, step, size in
                let last = values[first + (size - 1) * step]
                for outcome in 0..<(size - 1) { values[first + outcome * step] -= last }
            }
            for (digits, value) in zip(MixedRadix(sizes: sizes), values) {
                let indices = digits.indices.map {
                    digits[$0] == sizes[$0] - 1 ? 0 : firsts[$0][settings[$0]] + digits[$0]
                }
                coefficients[MixedRadix.index(indices, shape)] += value
            }
        }
        try self.init(coefficients, in: scenario, bound: inequality.bound, name: inequality.name)
    }

    /// The inequality in full notation; parties that are not measured are taken at their setting 0.
    ///
    /// Sums of coefficients are the only arithmetic, so integers stay integers.
    /// - Complexity: O(count of the scenario × K^N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a sum is not finite.
    public func inequality() throws -> BellInequality {
        var full = [Double](repeating: 0, count: scenario.count)
        let pairs = CollinsGisinForm.pairs(scenario)
        for (indices, coefficient) in zip(MixedRadix(sizes: shape), coefficients) where coefficient != 0 {
            let measured = indices.indices.map { pairs[$0][indices[$0]] }
            let settings = measured.map { $0?.setting ?? 0 }
            let range = try scenario.range(of: settings)
            let sizes = settings.indices.map { scenario.outcomes[$0][settings[$0]] }
            for (outcomes, place) in zip(MixedRadix(sizes: sizes), range)
            where outcomes.indices.allSatisfy({ measured[$0].map(\.outcome) ?? outcomes[$0] == outcomes[$0] }) {
                full[place] += coefficient
            }
        }
        return try BellInequality(full, in: scenario, bound: bound, name: name)
    }

    /// The probabilities, 0 or 1, that the coefficients multiply, of a strategy that fits the scenario.
    static func point(of strategy: DeterministicStrategy, in scenario: Scenario) -> [Int8] {
        let (shape, firsts) = (shape(of: scenario), firstIndices(scenario))
        var products = [Int8(1)]
        for (party, list) in strategy.outcomes.enumerated() {
            var local = [Int8](repeating: 0, count: shape[party])
            local[0] = 1
            for (setting, outcome) in list.enumerated() where outcome < scenario.outcomes[party][setting] - 1 {
                local[firsts[party][setting] + outcome] = 1
            }
            products = products.flatMap { product in local.map { product * $0 } }
        }
        return products
    }

    /// The first index of each setting of each party.
    static func firstIndices(_ scenario: Scenario) -> [[Int]] {
        scenario.outcomes.map { list in list.dropLast().reduce(into: [1]) { $0.append($0[$0.count - 1] + $1 - 1) } }
    }

    /// The setting and outcome behind each index of each party.
    static func pairs(_ scenario: Scenario) -> [[(setting: Int, outcome: Int)?]] {
        scenario.outcomes.map { list in
            [nil] + list.enumerated().flatMap { setting, number in (0..<(number - 1)).map { (setting, $0) } }
        }
    }
}

extension CollinsGisinForm: Codable {
    /// Reads scenario, coefficients, bound and name and checks them.
    public init(from decoder: any Decoder) throws {
        let record = try InequalityRecord(from: decoder)
        try self.init(record.coefficients, in: record.outcomes, bound: record.bound, name: record.name ?? "")
    }

    /// Writes scenario, coefficients, bound and name.
    public func encode(to encoder: any Encoder) throws {
        try InequalityRecord(outcomes: scenario, coefficients: coefficients, bound: bound, name: name).encode(
            to: encoder)
    }
}
