/// A running sum that carries its rounding error along (Neumaier's variant of Kahan's method).
struct CompensatedSum {
    private var sum = 0.0
    private var correction = 0.0

    var value: Double { sum.isFinite ? sum + correction : sum }

    mutating func add(_ term: Double) {
        let next = sum + term
        correction += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
        sum = next
    }

    mutating func addProduct(_ left: Double, _ right: Double) {
        let product = left * right
        add(product)
        correction += (-product).addingProduct(left, right)
    }

    static func dot(_ left: [Double], _ right: [Double]) throws -> Double {
        try require(right.count == left.count, "right", must: "have \(left.count) elements like left", was: right.count)
        var sum = CompensatedSum()
        for (x, y) in zip(left, right) { sum.addProduct(x, y) }
        return sum.value
    }
}

extension Sequence where Element == Double {
    func compensatedSum() -> Double {
        var sum = CompensatedSum()
        for term in self { sum.add(term) }
        return sum.value
    }
}
