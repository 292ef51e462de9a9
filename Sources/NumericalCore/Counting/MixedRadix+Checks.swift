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
    ///
    /// - Parameters:
    ///   - sizes: The numbers of values.
    ///   - list: What the list is called.
    ///   - size: What one of its sizes is called.
    ///   - largest: The largest product.
    ///   - limit: How a message writes that product.
    package static func checkedProduct(
        _ sizes: [Int], _ list: String, size name: String? = nil, largest: Int, _ limit: String? = nil
    ) throws -> Int {
        try require(!sizes.isEmpty, list, must: "name at least one party", was: "empty")
        for (party, size) in sizes.enumerated() {
            try require(size >= 1, "\(name ?? list) of party \(party)", must: "be at least 1", was: size)
        }
        let product = product(sizes) ?? .max
        try require(
            product <= largest, list, must: "have a product of at most \(limit ?? "\(largest)")",
            was: abbreviated(sizes))
        return product
    }

    /// A list of numbers, one for each party, in a length that a message can take.
    package static func abbreviated(_ list: [Int]) -> String {
        list.count <= 16 ? "\(list)" : "\(list.prefix(16).map(String.init).joined(separator: ", ")), … (\(list.count))"
    }
}
