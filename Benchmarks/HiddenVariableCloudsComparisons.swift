import HiddenVariables

/// What JAX does instead of a step of the gradient search; compare with `--clock wall`, since its threads are its own.
var hiddenVariableCloudsComparisons: [Comparison] {
    GradientStep.variants.map { parties, combination in
        Comparison(
            "hidden-variable-clouds/\(GradientStep.name(parties, combination))", peer: "JAX, jit",
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
