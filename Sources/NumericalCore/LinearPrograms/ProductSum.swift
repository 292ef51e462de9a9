/// A sum of products with about twice the working precision: errors of products and sums are carried along.
///
/// Source: [Ogita2005], algorithm Dot2.
struct ProductSum {
    private var sum = 0.0
    private var correction = 0.0

    /// The sum, rounded once.
    var value: Double { sum + correction }

    mutating func add(_ term: Double) {
        let total = sum + term
        let part = total - sum
        correction += (sum - (total - part)) + (term - part)
        sum = total
    }

    mutating func add(_ factor: Double, times other: Double) {
        let product = factor * other
        add(product)
        correction += (-product).addingProduct(factor, other)
    }
}
