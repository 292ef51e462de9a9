import QuantumStates

extension BellInequality {
    /// max Σ c(a|x)·P(a|x) over all behaviours without signalling, by a linear program, and a behaviour that reaches it.
    ///
    /// The probabilities are the variables; the rows say that each list of settings is normalized and that no party's choice
    /// moves the others' probabilities.
    /// - Complexity: That of a dense linear program with as many variables as the scenario has probabilities; a few
    ///   hundred are quick.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the scenario has more than 4096 probabilities, or
    ///   ``/NumericalCore/NumericalFailure`` when the program is not solved.
    public func noSignallingBound() throws -> (value: Double, behaviour: Behaviour) {
        try require(scenario.count <= 4096, "scenario", must: "have at most 4096 probabilities", was: scenario.count)
        var rows: [[Int: Double]] = []
        var targets: [Double] = []
        var place = 0
        for settings in MixedRadix(sizes: scenario.settings) {
            let count = settings.indices.reduce(1) { $0 * scenario.outcomes[$1][settings[$1]] }
            rows.append(Dictionary(uniqueKeysWithValues: (place..<(place + count)).map { ($0, 1) }))
            targets.append(1)
            place += count
        }
        for party in 0..<scenario.parties {
            try appendNoSignalling(of: party, to: &rows)
        }
        targets += Array(repeating: 0, count: rows.count - targets.count)
        var matrix = RealMatrix(rows: rows.count, columns: scenario.count)
        for (row, entries) in rows.enumerated() {
            for (column, value) in entries { matrix[row, column] = value }
        }
        let program = try LinearProgram(
            .maximize, coefficients, subjectTo: matrix, targets.map { .equal(to: $0) })
        let solution = try program.solve()
        guard solution.isOptimal else {
            throw NumericalFailure("no-signalling bound", "the linear program ended as \(solution.status)")
        }
        let behaviour = try Behaviour(solution.primal.map { max(0, $0) }, in: scenario, tolerance: 1e-7)
        return (solution.objective, behaviour)
    }

    /// Σ_{a_k} P(a|x₋ₖ, x_k) = Σ_{a_k} P(a|x₋ₖ, 0) for every setting x_k > 0 of a party.
    private func appendNoSignalling(of party: Int, to rows: inout [[Int: Double]]) throws {
        var others = scenario.settings
        others[party] = 1
        for base in MixedRadix(sizes: others) {
            for setting in 1..<max(1, scenario.settings[party]) {
                var sizes = base.indices.map { scenario.outcomes[$0][base[$0]] }
                sizes[party] = 1
                for outcome in MixedRadix(sizes: sizes) {
                    var row: [Int: Double] = [:]
                    for (choice, sign) in [(setting, 1.0), (0, -1.0)] {
                        var (settings, list) = (base, outcome)
                        settings[party] = choice
                        for a in 0..<scenario.outcomes[party][choice] {
                            list[party] = a
                            row[try scenario.index(of: list, given: settings)] = sign
                        }
                    }
                    rows.append(row)
                }
            }
        }
    }
}
