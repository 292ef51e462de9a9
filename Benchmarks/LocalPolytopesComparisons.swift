import HiddenVariables

/// What SciPy's HiGHS does instead of `LocalPolytopes`.
var localPolytopesComparisons: [Comparison] {
    [
        thresholdComparison("local-polytopes/threshold/icosahedron", tolerance: 1e-6) {
            try singletCorrelators(.platonic(.icosahedron))
        },
        thresholdComparison("local-polytopes/threshold/random-10x10", tolerance: 1e-9) { try randomCorrelators(10) },
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
