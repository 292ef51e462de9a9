import NumericalCore

extension CorrelatorTensor {
    /// E(x) = Σ_a a₁·…·a_N P(a|x) of a behaviour with outcomes ±1, outcome 0 counting +1.
    ///
    /// - Parameters:
    ///   - behaviour: A behaviour with two outcomes for every setting.
    ///   - includesMarginals: Whether the correlators of fewer parties are wanted too; unmeasured parties are then taken to
    ///     choose their setting 0, which does not matter where there is no signalling.
    ///   - tolerance: The largest signalling defect at which marginals still count as defined.
    /// - Complexity: O(2^N·count), and O(N·count of the behaviour) with marginals.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a setting has other than two outcomes, or marginals are wanted and
    ///   the behaviour signals.
    public init(
        _ behaviour: Behaviour, includesMarginals: Bool = false, tolerance: Double = Behaviour.defaultTolerance
    ) throws {
        let scenario = behaviour.scenario
        try scenario.requireBinary("behaviour")
        if includesMarginals {
            let signalling = behaviour.signalling()
            try require(
                signalling.defect <= tolerance, "behaviour", must: "be non-signalling within \(tolerance)",
                was: "off by \(signalling.defect), by the choice of party \(signalling.party)")
        }
        let parties = scenario.parties
        let block = 1 << parties
        let sums = try CorrelatorTensor(settings: scenario.settings, includesMarginals: includesMarginals) { digits in
            let (list, mask) = CorrelatorTensor.measured(digits, scenario.settings, includesMarginals)
            // Bit N − 1 − k of an outcome's number is party k's outcome; an odd number of minus signs counts −1.
            return (0..<block).reduce(0.0) { sum, outcome in
                let probability = behaviour.probabilities[list * block + outcome]
                return (outcome & mask).nonzeroBitCount & 1 == 0 ? sum + probability : sum - probability
            }
        }
        // The probabilities of all outcomes sum to 1 up to rounding.
        self = sums.withExactConstant
    }

    /// E(x) = Tr(ρ·n₁·σ⊗…⊗n_N·σ) of N qubits measured along directions.
    ///
    /// - Parameters:
    ///   - state: A state of at most 12 qubits.
    ///   - directions: A list for each party.
    ///   - includesMarginals: Whether the correlators of fewer parties are wanted too.
    /// - Complexity: O(count·N·4) and the Pauli transform of the state.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a party is not a qubit, the lists do not fit the parties, or the
    ///   tensor would be too large.
    public init(of state: DensityOperator, along directions: [[Direction]], includesMarginals: Bool = false) throws {
        try self.init(of: try PauliTensor(state), along: directions, includesMarginals: includesMarginals)
    }

    /// E(x) = Σ t_{j₁…j_N} n₁^{j₁}·…·n_N^{j_N} of N qubits in Bloch form; not measured means j = 0.
    ///
    /// - Complexity: O(count·N·4).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the lists do not fit the parties or the tensor would be too large.
    public init(of tensor: PauliTensor, along directions: [[Direction]], includesMarginals: Bool = false) throws {
        try require(
            directions.count == tensor.count, "directions", must: "be a list for each of \(tensor.count) qubits",
            was: directions.count)
        let settings = directions.map(\.count)
        _ = try CorrelatorTensor.count(settings: settings, includesMarginals: includesMarginals)
        var current = tensor.coefficients
        for list in directions {
            // The first index is summed and the setting becomes the last one: after N turns the order is restored.
            let rest = current.count / 4
            let unmeasured: [SIMD4<Double>] = includesMarginals ? [SIMD4(1, 0, 0, 0)] : []
            let vectors = unmeasured + list.map { SIMD4(0, $0.x, $0.y, $0.z) }
            var next = [Double](repeating: 0, count: rest * vectors.count)
            for place in 0..<rest {
                let column = SIMD4(
                    current[place], current[rest + place], current[2 * rest + place], current[3 * rest + place])
                for (setting, vector) in vectors.enumerated() {
                    next[place * vectors.count + setting] = (vector * column).sum()
                }
            }
            current = next
        }
        // The trace of a state is 1 up to rounding, and the constant entry of correlators is 1.
        self = try CorrelatorTensor(current, settings: settings, includesMarginals: includesMarginals).withExactConstant
    }

    /// The behaviour P(a|x) = 2^{−N} Σ_S Π_{k∈S} a_k E_S(x_S) of correlators with marginals.
    ///
    /// - Parameter tolerance: How negative a probability may be and how far from 1 their sum.
    /// - Complexity: O(4^N·m^N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when marginals are missing, or the probabilities are not valid.
    public func behaviour(tolerance: Double = Behaviour.defaultTolerance) throws -> Behaviour {
        try require(includesMarginals, "correlators", must: "include marginals", was: "without")
        let scenario = try Scenario(outcomes: settings.map { Array(repeating: 2, count: $0) })
        let (shape, block) = (self.shape, 1 << parties)
        var probabilities: [Double] = []
        probabilities.reserveCapacity(scenario.count)
        for settings in MixedRadix(sizes: settings) {
            let correlators = (0..<block).map { mask in
                elements[CorrelatorTensor.place(settings, measuredBy: mask, shape)]
            }
            for outcome in 0..<block {
                let sum = correlators.indices.reduce(0.0) {
                    ($1 & outcome).nonzeroBitCount & 1 == 0 ? $0 + correlators[$1] : $0 - correlators[$1]
                }
                probabilities.append(sum / Double(block))
            }
        }
        return try Behaviour(probabilities, in: scenario, tolerance: tolerance)
    }
}

extension Scenario {
    /// Throws unless every setting has two outcomes.
    package func requireBinary(_ name: String) throws {
        for (party, list) in outcomes.enumerated() {
            if let setting = list.firstIndex(where: { $0 != 2 }) {
                throw InvalidArgument(
                    name, must: "have two outcomes for every setting",
                    was: "one with \(list[setting]) for setting \(setting) of party \(party)")
            }
        }
    }
}
