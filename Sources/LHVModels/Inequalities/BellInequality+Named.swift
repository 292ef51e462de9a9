import QuantumStates

extension BellInequality {
    /// The inequality I3322 of two parties with three settings each, shifted by 1: local bound 1, qubits 5/4, no-signalling 2.
    ///
    /// In the usual form, −P_A(0|0) − 2P_B(0|0) − P_B(0|1) + P(00|00) + P(00|01) + P(00|02) + P(00|10) + P(00|11) − P(00|12)
    /// + P(00|20) − P(00|21) ≤ 0; here the constant 1 is added to both sides. Source: [Collins2004], Eq. 19.
    public static func i3322() throws -> BellInequality {
        let scenario = try Scenario(parties: 2, settings: 3)
        return try CollinsGisinForm(
            [
                1, -2, -1, 0,
                -1, 1, 1, 1,
                0, 1, 1, -1,
                0, 1, -1, 0,
            ], in: scenario, bound: 1, name: "I3322"
        ).inequality()
    }

    /// The inequality of Collins, Gisin, Linden, Massar and Popescu for d outcomes, as a game with bound 3/4.
    ///
    /// ω = ¼ Σ (1 − j/(d−1)) P(difference of outcomes = j) over the four pairs of settings, with differences A₁−B₁, B₁−A₂−1,
    /// A₂−B₂, B₂−A₁ modulo d. The usual expression is I_d = 8ω − 4 ≤ 2. Quantum: (2+√2)/4 for d = 2, (15+√33)/24 for d = 3.
    /// Source: [Collins2002b], Eq. 9.
    /// - Parameter outcomes: d, in 2…64.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when d is out of range.
    public static func cglmp(outcomes: Int) throws -> BellInequality {
        try require((2...64).contains(outcomes), "outcomes", must: "be in 2…64", was: outcomes)
        let scenario = try Scenario(parties: 2, settings: 2, outcomes: outcomes)
        var coefficients: [Double] = []
        coefficients.reserveCapacity(scenario.count)
        for settings in MixedRadix(sizes: [2, 2]) {
            for outcome in MixedRadix(sizes: [outcomes, outcomes]) {
                let difference = outcome[0] - outcome[1]
                let shifted =
                    switch (settings[0], settings[1]) {
                    case (0, 0), (1, 1): difference
                    case (1, 0): -difference - 1
                    default: -difference
                    }
                let residue = ((shifted % outcomes) + outcomes) % outcomes
                coefficients.append(Double(outcomes - 1 - residue) / Double(4 * (outcomes - 1)))
            }
        }
        return try BellInequality(coefficients, in: scenario, bound: 0.75, name: "CGLMP, \(outcomes) outcomes")
    }
}
