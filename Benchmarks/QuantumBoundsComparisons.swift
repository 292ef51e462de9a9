import HiddenVariables

/// What other programs do instead of `QuantumBounds`.
var quantumBoundsComparisons: [Comparison] {
    [
        clarabel("i3322-level-3", level: .three) { [try .innn22(settings: 3)] },
        clarabel("i4422-level-1+AB", level: .almostQuantum) { [try .innn22(settings: 4)] },
        clarabel("20-random-inequalities-level-1+AB", level: .almostQuantum) {
            var stream = RandomStream(seed: 61)
            return try (0..<20).map { number in
                let scenario = try Scenario(outcomes: number < 10 ? [[2, 2, 2], [2, 2, 2]] : [[3, 2], [2, 3]])
                return try BellInequality(stream.normals(scenario.count), in: scenario, bound: 0)
            }
        },
        Comparison(
            "quantum-bounds/hierarchy/i3322-level-3", peer: "ncpol2sdpa and sdpa", script: "ncpol2sdpa_hierarchy"
        ) { exchange in
            exchange.write("level", 3)
            let inequality = try BellInequality.innn22(settings: 3)
            return { try inequality.quantumUpperBound(level: .three) }
        } answer: {
            [$0.upper]
        },
    ]
}

/// The same moment matrices, without symmetry, on both sides.
private func clarabel(
    _ name: String, level: HierarchyLevel, _ make: @escaping () throws -> [BellInequality]
) -> Comparison {
    Comparison(
        "quantum-bounds/hierarchy/\(name)-same-matrix", peer: "cvxpy and Clarabel", script: "clarabel_hierarchy"
    ) { exchange in
        let options = HierarchyOptions(solver: SemidefiniteOptions(threads: 1), usesSymmetry: false)
        let inequalities = try make()
        var (entries, coefficients): ([[Double]], [[Double]]) = ([], [])
        var rows: [Double] = []
        for inequality in inequalities {
            let (program, constant) = try inequality.hierarchyProgram(level: level, options)
            var list: [Double] = []
            // The program has −Γ_0 as its objective.
            let matrices = [program.objective] + program.constraints.map(\.entries)
            for (moment, matrix) in matrices.enumerated() {
                for entry in matrix {
                    let sign = moment == 0 ? -entry.value.real : entry.value.real
                    list += [Double(moment), Double(entry.row), Double(entry.column), sign]
                }
            }
            entries.append(list)
            coefficients.append([constant] + program.constraints.map { 0 - $0.value })
            rows.append(Double(program.blocks[0].size))
        }
        try exchange.write("rows", rows)
        try exchange.write("entryCounts", entries.map { Double($0.count / 4) })
        try exchange.write("entries", entries.flatMap { $0 })
        try exchange.write("coefficientCounts", coefficients.map { Double($0.count) })
        try exchange.write("coefficients", coefficients.flatMap { $0 })
        return { try inequalities.map { try $0.quantumUpperBound(level: level, options).upper } }
    } answer: {
        $0
    }
}
