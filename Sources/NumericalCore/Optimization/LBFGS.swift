/// Quasi-Newton steps from the last few gradients: the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno.
///
/// For smooth deterministic functions of many parameters. A step goes along −H g, where H is the inverse Hessian that the
/// last pairs (Δx, Δg) suggest, and its length satisfies the Armijo condition by backtracking; a pair without positive
/// curvature is not remembered. The state is part of a checkpoint.
/// Source: [Nocedal2006], Algorithms 7.4 and 7.5.
package struct LBFGS<Element: Scalar & PackedNumber>: Sendable, Hashable, Codable {
    /// How many pairs are remembered.
    package let memory: Int
    /// The number of steps so far.
    package private(set) var steps = 0

    private var pairs: [Pair] = []

    private struct Pair: Sendable, Hashable, Codable {
        @Packed var step: [Element]
        @Packed var change: [Element]
        /// 1/(Δx·Δg).
        var inverseCurvature: Double
    }

    /// What one step did.
    package enum StepOutcome: Sendable, Hashable {
        /// The function fell; its new value.
        case advanced(value: Double)
        /// No step along the gradient lowers the function any more at this precision.
        case stalled
    }

    /// The method before its first step.
    ///
    /// - Throws: ``InvalidArgument`` unless `memory` is in 1…100.
    package init(memory: Int = 10) throws {
        try require((1...100).contains(memory), "memory", must: "be in 1…100", was: memory)
        self.memory = memory
    }

    /// Forgets all pairs, for a function that has changed.
    package mutating func restart() { pairs = [] }

    /// One step.
    ///
    /// - Parameters:
    ///   - x: The parameters, changed in place unless the step stalls.
    ///   - value: The function at x; the new value afterwards.
    ///   - gradient: The gradient at x; the new one afterwards.
    ///   - firstLength: The length of the very first step, along the gradient.
    ///   - evaluate: The function and its gradient.
    /// - Complexity: O(memory·n) and one evaluation, seldom more.
    /// - Throws: ``InvalidArgument`` when sizes differ; what `evaluate` throws.
    package mutating func step(
        _ x: inout [Element], value: inout Double, gradient: inout [Element], firstLength: Double = 1,
        _ evaluate: ([Element]) throws -> (value: Double, gradient: [Element])
    ) throws -> StepOutcome {
        try require(gradient.count == x.count, "gradient", must: "be \(x.count) numbers", was: gradient.count)
        if let pair = pairs.first {
            try require(pair.step.count == x.count, "x", must: "be \(pair.step.count) numbers", was: x.count)
        }
        while true {
            var direction = descent(gradient, firstLength)
            var slope = VectorCalls.dot(direction, gradient)
            if !(slope < 0) {
                pairs = []
                direction = descent(gradient, firstLength)
                slope = VectorCalls.dot(direction, gradient)
            }
            guard slope < 0 else { return .stalled }
            var length = 1.0
            for _ in 0..<20 {
                var trial = x
                VectorCalls.add(length, direction, to: &trial)
                let (newValue, newGradient) = try evaluate(trial)
                if newValue <= value + 1e-4 * length * slope {
                    remember(from: x, gradient, to: trial, newGradient)
                    (x, value, gradient) = (trial, newValue, newGradient)
                    steps += 1
                    return .advanced(value: newValue)
                }
                // The minimum of the parabola through what is known, kept within a tenth and a half.
                let parabola = -slope * length / (2 * (newValue - value - slope * length))
                length *= parabola.isFinite ? max(0.1, min(0.5, parabola)) : 0.1
            }
            // With rounding errors in the gradient the remembered pairs may mislead; try once more without.
            guard !pairs.isEmpty else { return .stalled }
            pairs = []
        }
    }

    private mutating func remember(from x: [Element], _ g: [Element], to newX: [Element], _ newG: [Element]) {
        var (step, change) = (newX, newG)
        VectorCalls.add(-1, x, to: &step)
        VectorCalls.add(-1, g, to: &change)
        let curvature = VectorCalls.dot(step, change)
        guard curvature > 1e-12 * VectorCalls.dot(change, change), curvature.isFinite, 1 / curvature < .infinity else {
            return
        }
        if pairs.count == memory { pairs.removeFirst() }
        pairs.append(Pair(step: step, change: change, inverseCurvature: 1 / curvature))
    }

    /// −H g by the two-loop recursion.
    private func descent(_ gradient: [Element], _ firstLength: Double) -> [Element] {
        var direction = gradient
        var factors: [Double] = []
        for pair in pairs.reversed() {
            let factor = pair.inverseCurvature * VectorCalls.dot(pair.step, direction)
            factors.append(factor)
            VectorCalls.add(-factor, pair.change, to: &direction)
        }
        if let last = pairs.last {
            let square = VectorCalls.dot(last.change, last.change)
            VectorCalls.scale(&direction, by: 1 / (last.inverseCurvature * square))
        } else {
            let norm = VectorCalls.dot(gradient, gradient).squareRoot()
            VectorCalls.scale(&direction, by: norm > 0 ? firstLength / norm : 0)
        }
        for (pair, factor) in zip(pairs, factors.reversed()) {
            let correction = pair.inverseCurvature * VectorCalls.dot(pair.change, direction)
            VectorCalls.add(factor - correction, pair.step, to: &direction)
        }
        VectorCalls.scale(&direction, by: -1)
        return direction
    }
}
