/// Lists of digits 0..<size_k in counting order, the first digit most significant.
package struct MixedRadix: Sequence {
    /// The number of values of each digit.
    package let sizes: [Int]

    /// The lists with these numbers of values.
    @inlinable
    package init(sizes: [Int]) { self.sizes = sizes }

    /// The product of sizes, or nil when it exceeds the range of `Int`.
    @inlinable
    package static func product(_ sizes: some Sequence<Int>) -> Int? {
        var product = 1
        for size in sizes {
            let (next, overflow) = product.multipliedReportingOverflow(by: size)
            guard !overflow else { return nil }
            product = next
        }
        return product
    }

    /// The place of a list of digits in counting order.
    @inlinable
    package static func index(_ digits: some Sequence<Int>, _ sizes: some Sequence<Int>) -> Int {
        var index = 0
        for (digit, size) in zip(digits, sizes) { index = index * size + digit }
        return index
    }

    /// The list of digits at a place in counting order.
    @inlinable
    package static func digits(_ index: Int, _ sizes: [Int]) -> [Int] {
        var rest = index
        var digits = sizes
        for place in sizes.indices.reversed() {
            digits[place] = rest % sizes[place]
            rest /= sizes[place]
        }
        return digits
    }

    /// The lists, (0, …, 0) first.
    @inlinable
    package func makeIterator() -> Iterator { Iterator(sizes) }

    /// Counts.
    package struct Iterator: IteratorProtocol {
        @usableFromInline let sizes: [Int]
        @usableFromInline var upcoming: [Int]?

        /// From the start.
        @inlinable
        package init(_ sizes: [Int]) {
            self.sizes = sizes
            upcoming = sizes.contains(0) ? nil : Array(repeating: 0, count: sizes.count)
        }

        /// The next list, or nil after the last.
        @inlinable
        package mutating func next() -> [Int]? {
            guard let current = upcoming else { return nil }
            var digits = current
            var place = sizes.count - 1
            while place >= 0 {
                digits[place] += 1
                if digits[place] < sizes[place] { break }
                digits[place] = 0
                place -= 1
            }
            upcoming = place < 0 ? nil : digits
            return current
        }
    }
}
