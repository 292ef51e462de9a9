/// One accepted step of ``DormandPrince``, with the solution anywhere on it.
package struct DenseStep<State: VectorState>: Sendable {
    /// The time at which the step begins.
    package let start: Double
    /// The time at which the step ends, which is earlier when the integration runs backwards.
    package let end: Double
    /// The state at ``start``.
    package let from: State
    /// The state at ``end``.
    package let to: State

    private let slopes: [State]
    private let size: Double

    init(start: Double, end: Double, from: State, to: State, slopes: [State], size: Double) {
        self.start = start
        self.end = end
        self.from = from
        self.to = to
        self.slopes = slopes
        self.size = size
    }

    /// The state at a time of the step, by the interpolating polynomial of order 4; exact at the ends.
    ///
    /// Source: E. Hairer, S. P. Nørsett and G. Wanner, Solving Ordinary Differential Equations I, section II.6.
    /// - Precondition: The time lies on the step.
    package func state(at time: Double) -> State {
        requirePrecondition(
            min(start, end) <= time && time <= max(start, end), "time must lie in \(start)…\(end), but was \(time)")
        if time == start { return from }
        if time == end { return to }
        let x = (time - start) / size
        let y = 1 - x
        // y(x) = r₁ + x(r₂ + y(r₃ + x(r₄ + y r₅))) with r₂ = Δ, r₃ = hk₁ − Δ, r₄ = Δ − hk₇ − r₃ and r₅ = h Σ d_i k_i.
        let toDifference = x + x * y * (-1 + 2 * x)
        let firstSlope = size * x * y * (1 - x)
        let lastSlope = -size * x * x * y
        let correction = size * x * x * y * y
        var state = from
        state.add(-toDifference, times: from)
        state.add(toDifference, times: to)
        for (index, slope) in slopes.enumerated() {
            var factor = correction * DenseStep.coefficients[index]
            if index == 0 { factor += firstSlope }
            if index == 6 { factor += lastSlope }
            if factor != 0 { state.add(factor, times: slope) }
        }
        return state
    }

    /// dy/dt at a time inside the step, as the interpolating polynomial has it.
    func slope(at time: Double) -> State {
        let x = (time - start) / size
        let y = 1 - x
        var slope = to
        slope.add(-1, times: from)
        let difference = slope
        slope.add(6 * x * y / size - 1, times: difference)
        let correction = 2 * x * y * (1 - 2 * x)
        for (index, known) in slopes.enumerated() {
            var factor = correction * DenseStep.coefficients[index]
            if index == 0 { factor += y * (1 - 3 * x) }
            if index == 6 { factor += x * (3 * x - 2) }
            if factor != 0 { slope.add(factor, times: known) }
        }
        return slope
    }

    private static var coefficients: [Double] {
        [
            -12_715_105_075.0 / 11_282_082_432, 0, 87_487_479_700.0 / 32_700_410_799,
            -10_690_763_975.0 / 1_880_347_072, 701_980_252_875.0 / 199_316_789_632, -1_453_857_185.0 / 822_651_844,
            69_997_945.0 / 29_380_423,
        ]
    }
}
