/// A sum that carries its rounding errors along, so that it is as good as one in twice the precision, rounded once.
///
/// The error is at most ε|Σx| + O(n ε²) Σ|x| with ε = 2⁻⁵³, whatever the order of the terms; a plain loop has O(n ε) Σ|x|.
/// The bits do depend on the order, and the same order gives the same bits. NaN and infinities come out as a plain sum
/// has them.
///
/// Source: [Neumaier1974].
@usableFromInline
package struct CompensatedSum: Sendable, Hashable, Codable {
    @usableFromInline var sum: Double
    @usableFromInline var correction: Double

    /// The empty sum, or one that begins with a term.
    @inlinable
    package init(_ first: Double = 0) {
        sum = first
        correction = 0
    }

    /// The value of the sum.
    @inlinable
    package var value: Double {
        // Once the sum is infinite or NaN, the correction is NaN and means nothing.
        sum.isFinite ? sum + correction : sum
    }

    /// Adds a term.
    ///
    /// - Complexity: O(1).
    @inlinable
    package mutating func add(_ term: Double) {
        let next = sum + term
        correction += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
        sum = next
    }

    /// Adds another sum with its correction, for example that of the next chunk of parallel work.
    ///
    /// - Complexity: O(1).
    @inlinable
    package mutating func add(_ other: CompensatedSum) {
        add(other.sum)
        correction += other.correction
    }

    /// Adds the product of two numbers with its rounding error, which a fused multiply–add finds exactly.
    ///
    /// Source: [Ogita2005], algorithm 5.3.
    /// - Complexity: O(1).
    @inlinable
    package mutating func addProduct(_ left: Double, _ right: Double) {
        let product = left * right
        add(product)
        correction += (-product).addingProduct(left, right)
    }
}

/// A sum of complex numbers that carries its rounding errors along: a ``CompensatedSum`` for each part.
@usableFromInline
package struct ComplexCompensatedSum: Sendable, Hashable, Codable {
    @usableFromInline var real: CompensatedSum
    @usableFromInline var imaginary: CompensatedSum

    /// The empty sum, or one that begins with a term.
    @inlinable
    package init(_ first: Complex = .zero) {
        real = CompensatedSum(first.real)
        imaginary = CompensatedSum(first.imaginary)
    }

    /// The value of the sum.
    @inlinable
    package var value: Complex { Complex(real.value, imaginary.value) }

    /// Adds a term.
    ///
    /// - Complexity: O(1).
    @inlinable
    package mutating func add(_ term: Complex) {
        real.add(term.real)
        imaginary.add(term.imaginary)
    }

    /// Adds another sum with its correction.
    ///
    /// - Complexity: O(1).
    @inlinable
    package mutating func add(_ other: ComplexCompensatedSum) {
        real.add(other.real)
        imaginary.add(other.imaginary)
    }

    /// Adds the product of two numbers with its rounding errors.
    ///
    /// - Complexity: O(1).
    @inlinable
    package mutating func addProduct(_ left: Complex, _ right: Complex) {
        real.addProduct(left.real, right.real)
        real.addProduct(-left.imaginary, right.imaginary)
        imaginary.addProduct(left.real, right.imaginary)
        imaginary.addProduct(left.imaginary, right.real)
    }
}

extension Sequence where Element == Double {
    /// Σ x, compensated.
    ///
    /// - Complexity: O(n).
    @inlinable
    package func compensatedSum() -> Double {
        var sum = CompensatedSum()
        for term in self { sum.add(term) }
        return sum.value
    }
}

extension Sequence where Element == Complex {
    /// Σ z, compensated.
    ///
    /// - Complexity: O(n).
    @inlinable
    package func compensatedSum() -> Complex {
        var sum = ComplexCompensatedSum()
        for term in self { sum.add(term) }
        return sum.value
    }
}

extension CompensatedSum {
    /// Σ x_k y_k as if computed in twice the precision.
    ///
    /// - Complexity: O(n).
    /// - Throws: ``InvalidArgument`` when the lists differ in length.
    @inlinable
    package static func dot(_ left: [Double], _ right: [Double]) throws -> Double {
        try require(right.count == left.count, "right", must: "have \(left.count) elements like left", was: right.count)
        var sum = CompensatedSum()
        for (x, y) in zip(left, right) { sum.addProduct(x, y) }
        return sum.value
    }
}
