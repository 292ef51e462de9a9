import HiddenVariables

/// What other programs do instead of `QuantumBounds`.
var quantumBoundsComparisons: [Comparison] {
    [
        clarabel("i3322-level-3", level: .three) { try .innn22(settings: 3) },
        clarabel("i4422-level-1+AB", level: .almostQuantum) { try .innn22(settings: 4) },
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

/// The same moment matrix, without symmetry, on both sides.
private func clarabel(
    _ name: String, level: HierarchyLevel, _ inequality: @escaping () throws -> BellInequality
) -> Comparison {
    Comparison(
        "quantum-bounds/hierarchy/\(name)-same-matrix", peer: "cvxpy and Clarabel", script: "clarabel_hierarchy"
    ) { exchange in
        let options = HierarchyOptions(solver: SemidefiniteOptions(threads: 1), usesSymmetry: false)
        let inequality = try inequality()
        let (program, constant) = try inequality.hierarchyProgram(level: level, options)
        var entries: [Double] = []
        // The program has −Γ_0 as its objective.
        let matrices = [program.objective] + program.constraints.map(\.entries)
        for (moment, list) in matrices.enumerated() {
            for entry in list {
                let sign = moment == 0 ? -entry.value.real : entry.value.real
                entries += [Double(moment), Double(entry.row), Double(entry.column), sign]
            }
        }
        exchange.write("rows", program.blocks[0].size)
        try exchange.write("entries", entries)
        try exchange.write("coefficients", [constant] + program.constraints.map { 0 - $0.value })
        return { try inequality.quantumUpperBound(level: level, options) }
    } answer: {
        [$0.upper]
    }
}
