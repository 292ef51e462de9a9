import QuantumStates

extension BellInequality {
    /// The inequality in full notation: a correlator Π A_k becomes Σ_a (Π a_k) P(a|x) over the measured parties.
    ///
    /// Parties that a marginal does not measure are taken at their setting 0, and the constant at setting 0 of all. Sums of
    /// coefficients are the only arithmetic, so integers stay integers.
    /// - Complexity: O(2^N·count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the scenario would be too large or a sum is not finite.
    public init(_ inequality: CorrelatorInequality) throws {
        let tensor = inequality.coefficients
        let parties = tensor.parties
        let scenario = try Scenario(outcomes: tensor.settings.map { Array(repeating: 2, count: $0) })
        let block = 1 << parties
        var coefficients = [Double](repeating: 0, count: scenario.count)
        for (digits, element) in zip(MixedRadix(sizes: tensor.shape), tensor.elements) where element != 0 {
            let (list, mask) = CorrelatorTensor.measured(digits, tensor.settings, tensor.includesMarginals)
            for outcome in 0..<block {
                coefficients[list * block + outcome] +=
                    (outcome & mask).nonzeroBitCount & 1 == 0 ? element : -element
            }
        }
        try self.init(coefficients, in: scenario, bound: inequality.bound, name: inequality.name)
    }
}

extension CorrelatorInequality {
    /// The inequality on correlators with marginals, from two outcomes per setting: P(a|x) = 2^{−N} Σ_S Π_{k∈S} a_k E_S.
    ///
    /// Divisions are by powers of two, so the conversion is exact as long as sums of coefficients are.
    /// - Complexity: O(N·count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a setting has other than two outcomes or the tensor would be too
    ///   large.
    public init(_ inequality: BellInequality) throws {
        let scenario = inequality.scenario
        try scenario.requireBinary("inequality")
        let parties = scenario.parties
        let settings = scenario.settings
        let count = try CorrelatorTensor.count(settings: settings, includesMarginals: true)
        let shape = CorrelatorTensor.shape(settings, true)
        let block = 1 << parties
        var elements = [Double](repeating: 0, count: count)
        for (list, choice) in MixedRadix(sizes: settings).enumerated() {
            // A Walsh–Hadamard transform of the outcomes gives the subsets of measured parties.
            var values = Array(inequality.coefficients[(list * block)..<((list + 1) * block)])
            for bit in 0..<parties {
                for place in 0..<block where place >> bit & 1 == 0 {
                    let (plus, minus) = (values[place], values[place | 1 << bit])
                    values[place] = (plus + minus) / 2
                    values[place | 1 << bit] = (plus - minus) / 2
                }
            }
            for (mask, value) in values.enumerated() {
                elements[CorrelatorTensor.place(choice, measuredBy: mask, shape)] += value
            }
        }
        try self.init(
            CorrelatorTensor(elements, settings: settings, includesMarginals: true), bound: inequality.bound,
            name: inequality.name)
    }
}
