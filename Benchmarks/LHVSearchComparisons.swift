import HiddenVariables

/// What SciPy's HiGHS does instead of `LHVSearch`.
var lhvSearchComparisons: [Comparison] {
    [
        thresholdComparison("lhv-search/threshold/icosahedron", tolerance: 1e-6) {
            try singletCorrelators(.platonic(.icosahedron))
        },
        thresholdComparison("lhv-search/threshold/random-10x10", tolerance: 1e-9) { try randomCorrelators(10) },
    ]
}

private func thresholdComparison(
    _ name: String, tolerance: Double, _ target: @escaping () throws -> CorrelatorTensor
) -> Comparison {
    Comparison(name, peer: "SciPy HiGHS, cutting planes", script: "highs_visibility") { exchange in
        let target = try target()
        exchange.write("settings", target.settings[0])
        try exchange.write("correlators", target.elements)
        return { try target.localVisibility(tolerance: tolerance, options: MembershipOptions(threads: 1)) }
    } answer: {
        [$0.upper]
    }
}

/// What JAX does instead of a step of the gradient search; compare with `--clock wall`, since its threads are its own.
var lhvSearchGradientComparisons: [Comparison] {
    GradientStep.variants.map { parties, combination in
        Comparison(
            "lhv-search/gradient/\(GradientStep.name(parties, combination))", peer: "JAX, jit",
            script: "jax_gradient_search"
        ) { exchange in
            var step = try GradientStep(parties: parties, combination)
            let joint = step.jointDirections
            exchange.write("parties", parties)
            exchange.write("points", step.cloud.count)
            exchange.write("settings", joint[0].count)
            exchange.write("degree", 5)
            exchange.write("all_outcomes", combination == .grid ? 1 : 0)
            try exchange.write("cloud", step.cloud.parameters.map(Double.init))
            try exchange.write("directions", joint.flatMap { $0.flatMap { [$0.x, $0.y, $0.z] } })
            try exchange.write("tensor", PauliTensor(step.state).coefficients)
            let first = try step.first()
            return {
                _ = try step.advance()
                return first
            }
        } answer: {
            $0
        }
    }
}
