/// Lists of digits 0..<size_k in counting order, the first digit most significant.
struct MixedRadix: Sequence {
    let sizes: [Int]

    /// The product of sizes, or nil when it exceeds the range of `Int`.
    static func product(_ sizes: some Sequence<Int>) -> Int? {
        var product = 1
        for size in sizes {
            let (next, overflow) = product.multipliedReportingOverflow(by: size)
            guard !overflow else { return nil }
            product = next
        }
        return product
    }

    /// The place of a list of digits in counting order.
    static func index(_ digits: [Int], _ sizes: [Int]) -> Int {
        var index = 0
        for (digit, size) in zip(digits, sizes) { index = index * size + digit }
        return index
    }

    /// The list of digits at a place in counting order.
    static func digits(_ index: Int, _ sizes: [Int]) -> [Int] {
        var rest = index
        var digits = sizes
        for place in sizes.indices.reversed() {
            digits[place] = rest % sizes[place]
            rest /= sizes[place]
        }
        return digits
    }

    func makeIterator() -> Iterator { Iterator(sizes) }

    struct Iterator: IteratorProtocol {
        private let sizes: [Int]
        private var upcoming: [Int]?

        init(_ sizes: [Int]) {
            self.sizes = sizes
            upcoming = sizes.contains(0) ? nil : Array(repeating: 0, count: sizes.count)
        }

        mutating func next() -> [Int]? {
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
