extension MixedRadix {
    /// The place of a list of digits in counting order, or an error that names the digit that is not in its range.
    ///
    /// - Parameters:
    ///   - digits: One for each party.
    ///   - sizes: The numbers of values.
    ///   - list: What the list is called.
    ///   - digit: What one of its digits is called.
    package static func checkedIndex(
        _ digits: [Int], _ sizes: [Int], _ list: String, digit name: String? = nil
    ) throws -> Int {
        try require(digits.count == sizes.count, list, must: "be one for each of \(sizes.count) parties", was: digits)
        for (party, digit) in digits.enumerated() {
            try require(
                digit >= 0 && digit < sizes[party], "\(name ?? list) of party \(party)",
                must: "be in 0..<\(sizes[party])", was: digit)
        }
        return index(digits, sizes)
    }

    /// The product of sizes of at least 1, or an error that names the list when there are none or the product is too large.
    package static func checkedProduct(_ sizes: [Int], _ name: String, largest: Int) throws -> Int {
        try require(!sizes.isEmpty, name, must: "name at least one party", was: "empty")
        var product = 1
        for (index, size) in sizes.enumerated() {
            try require(size >= 1, "\(name) of party \(index)", must: "be at least 1", was: size)
            let (next, overflow) = product.multipliedReportingOverflow(by: size)
            try require(
                !overflow && next <= largest, name, must: "have a product of at most \(largest)",
                was: sizes.count <= 16 ? "\(sizes)" : "\(sizes.count) numbers from \(sizes[0]) on")
            product = next
        }
        return product
    }
}
