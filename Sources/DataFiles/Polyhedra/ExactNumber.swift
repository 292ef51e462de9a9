/// A fraction of integers, as programs for polyhedra write it: `3`, `-1/2`, `0.25`, `1.5e-3`.
struct ExactNumber: Hashable {
    var numerator: Int
    /// Above zero.
    var denominator: Int

    /// The number in a word, or nil when it is none or does not fit 64 bits.
    init?(_ word: Substring) {
        let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            self.init(decimal: word)
            return
        }
        guard let numerator = ExactNumber.integer(parts[0]), let denominator = ExactNumber.integer(parts[1]),
            denominator > 0
        else { return nil }
        self.init(numerator, denominator)
    }

    private init(_ numerator: Int, _ denominator: Int) {
        let divisor = Divisors.greatestCommon(numerator, denominator)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    private static func integer(_ text: Substring) -> Int? {
        guard let value = Int(text), value != .min else { return nil }
        return value
    }

    private init?(decimal word: Substring) {
        var mantissa = word
        var exponent = 0
        if let mark = word.firstIndex(where: { $0 == "e" || $0 == "E" }) {
            mantissa = word[..<mark]
            guard let value = Int(word[word.index(after: mark)...]), (-400...400).contains(value) else { return nil }
            exponent = value
        }
        var digits = mantissa
        if let point = mantissa.firstIndex(of: ".") {
            let fraction = mantissa[mantissa.index(after: point)...]
            guard fraction.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
            digits = Substring(mantissa[..<point] + fraction)
            exponent -= fraction.count
        }
        // Zeros at the end are no digits of the number: programs write 1.000000000E+000.
        while exponent < 0, digits.last == "0", digits.count > 1 {
            digits = digits.dropLast()
            exponent += 1
        }
        guard let value = ExactNumber.integer(digits) else { return nil }
        guard value != 0 else {
            self.init(0, 1)
            return
        }
        var (numerator, denominator) = (value, 1)
        for _ in 0..<abs(exponent) {
            let (next, overflow) = (exponent > 0 ? numerator : denominator).multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            if exponent > 0 { numerator = next } else { denominator = next }
        }
        self.init(numerator, denominator)
    }

    /// Numbers times their least common denominator, or nil when that does not fit 64 bits.
    static func integers(_ numbers: [ExactNumber]) -> [Int]? {
        var common = 1
        for number in numbers {
            let divisor = Divisors.greatestCommon(common, number.denominator)
            let (product, overflow) = common.multipliedReportingOverflow(by: number.denominator / divisor)
            guard !overflow else { return nil }
            common = product
        }
        var integers: [Int] = []
        for number in numbers {
            let (product, overflow) = number.numerator.multipliedReportingOverflow(by: common / number.denominator)
            guard !overflow, product != .min else { return nil }
            integers.append(product)
        }
        return integers
    }
}
