/// A running sum that carries its rounding error along (Neumaier's variant of Kahan's method).
struct NeumaierSum {
    private var sum = 0.0
    private var correction = 0.0

    /// Adds one term.
    mutating func add(_ term: Double) {
        let next = sum + term
        correction += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
        sum = next
    }

    /// The sum so far; when it is infinite or NaN, what plain addition gives.
    var value: Double { sum.isFinite ? sum + correction : sum }
}
