import Foundation

/// A number with so many significant digits, as C's `%g` writes it: `2.828`, `1e-05`.
func significant(_ value: Double, digits: Int) -> String { NumberText.formatted("%.\(digits)g", value) }

/// A value and its standard error, the error with two significant digits: `0.7063 ± 0.0012`.
///
/// - Parameters:
///   - value: The value.
///   - error: Its standard error; where it is zero or not finite, both numbers are written with six digits.
public func plusMinus(_ value: Double, _ error: Double) -> String {
    guard error > 0, error.isFinite, value.isFinite else {
        return "\(significant(value, digits: 6)) ± \(significant(error, digits: 2))"
    }
    // The error's second digit has the place 10^(floor(log10 error) − 1).
    let decimals = 1 - Int(log10(error).rounded(.down))
    if decimals > 9 || log10(abs(value) + error) > 9 {
        return "\(significant(value, digits: 10)) ± \(significant(error, digits: 2))"
    }
    return
        "\(NumberText.formatted("%.\(max(decimals, 0))f", value)) ± \(NumberText.formatted("%.\(max(decimals, 0))f", error))"
}

/// Numbers as C writes them.
enum NumberText {
    /// A number by one of C's formats, such as `%.3f`.
    static func formatted(_ format: String, _ value: Double) -> String {
        var buffer = [CChar](repeating: 0, count: 400)
        let count = withVaList([value]) { vsnprintf(&buffer, buffer.count, format, $0) }
        return String(decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// One line of a CSV file; fields with a comma, a quote or a line break are quoted.
func csvLine(_ fields: [String]) -> String {
    fields.map { field in
        field.contains { ",\"\n\r".contains($0) }
            ? "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : field
    }.joined(separator: ",") + "\n"
}
