import Foundation

/// Numbers as people read them, for printed descriptions; files and tables keep all digits.
package enum ShortNumber {
    /// A number with so many significant digits, without trailing zeros: `0.70711`, `3`, `1e-09`.
    package static func text(_ number: Double, digits: Int = 5) -> String {
        // −0, too, is nothing.
        number == 0 ? "0" : String(format: "%.\(digits)g", number)
    }

    /// A lower bound with so many significant digits: the number itself, to rounding, or the next shorter one below it.
    package static func atLeast(_ bound: Double, digits: Int = 5) -> String {
        outward(bound, digits: digits, direction: -1)
    }

    /// An upper bound with so many significant digits: the number itself, to rounding, or the next shorter one above it.
    package static func atMost(_ bound: Double, digits: Int = 5) -> String {
        outward(bound, digits: digits, direction: 1)
    }

    private static func outward(_ bound: Double, digits: Int, direction: Double) -> String {
        let nearest = text(bound, digits: digits)
        guard bound.isFinite, let printed = Double(nearest), (bound - printed) * direction > 8 * bound.ulp else {
            return nearest
        }
        // The unit of the last digit, from the exponent as it is printed.
        let parts = String(format: "%.\(digits - 1)e", bound).split(separator: "e")
        guard let exponent = parts.last.flatMap({ Int($0) }) else { return nearest }
        return text(printed + direction * pow(10, Double(exponent - digits + 1)), digits: digits)
    }

    /// A value with its standard error, which has two digits; the value ends where they end: `2.697 ± 0.015`.
    package static func text(_ value: Double, standardError: Double) -> String {
        guard value.isFinite, standardError.isFinite, standardError > 0 else {
            return "\(text(value, digits: 10)) ± \(text(standardError, digits: 2))"
        }
        let decimals = 1 - Int(log10(standardError).rounded(.down))
        guard (0...12).contains(decimals) else {
            return "\(text(value, digits: 10)) ± \(text(standardError, digits: 2))"
        }
        return String(format: "%.\(decimals)f ± %.\(decimals)f", value, standardError)
    }

    /// Numbers in parentheses: `(0, 0, 1)`.
    package static func list(_ numbers: some Sequence<Double>, digits: Int = 5) -> String {
        "(\(numbers.map { text($0, digits: digits) }.joined(separator: ", ")))"
    }

    /// Rows with their columns aligned to the right, each row on a line of its own.
    package static func rows(_ rows: [[String]], indent: String = "  ") -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            indent
                + zip(row, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// A sum of terms, each with its size, its sign and its words without the sign; at most so many, the largest ones.
    package static func sum(_ terms: [(size: Double, isNegative: Bool, text: String)], most: Int) -> String {
        // Equal sizes keep their order.
        let order = terms.indices.sorted {
            terms[$0].size != terms[$1].size ? terms[$0].size > terms[$1].size : $0 < $1
        }
        let shown = order.prefix(most).sorted()
        var text = ""
        for index in shown {
            let (_, isNegative, term) = terms[index]
            text += text.isEmpty ? (isNegative ? "−" : "") : isNegative ? " − " : " + "
            text += term
        }
        let left = terms.count - shown.count
        return left > 0 ? "\(text) + … (\(left) smaller terms)" : text
    }
}
