import Foundation
import NumericalCore

/// How the floating-point numbers of a table's column are written.
///
/// All numbers of a column have as many decimals, so that their points stand below each other; integers and words stay as they
/// are. A column with numbers too large or too small for that is written in powers of ten.
public enum ColumnFormat: Sendable, Hashable {
    /// At least four significant digits of every number, all digits of numbers that have up to six, and as many as tell
    /// different numbers apart.
    case automatic
    /// At least so many significant digits of every number, in 1…17; numbers that differ later look the same.
    case significant(Int)
    /// So many decimals, in 0…17.
    case decimals(Int)
    /// A power of ten and so many decimals of its factor, in 0…16.
    case scientific(Int)
    /// Every number by itself, with the digits that give it back.
    case exact

    /// Throws for digits out of range.
    func validate(_ argument: String) throws {
        switch self {
        case .automatic, .exact: break
        case .significant(let digits): try require((1...17).contains(digits), argument, must: "be in 1…17", was: digits)
        case .decimals(let digits): try require((0...17).contains(digits), argument, must: "be in 0…17", was: digits)
        case .scientific(let digits): try require((0...16).contains(digits), argument, must: "be in 0…16", was: digits)
        }
    }

    /// The texts of a column's numbers.
    func texts(_ numbers: [Double]) -> [String] {
        switch self {
        case .automatic: ColumnFormat.texts(numbers, digits: ColumnFormat.telling(numbers))
        case .significant(let digits): ColumnFormat.texts(numbers, digits: digits)
        case .decimals(let decimals): numbers.map { ColumnFormat.fixed($0, decimals) }
        case .scientific(let decimals): numbers.map { NumberText.formatted("%.\(decimals)e", $0) }
        case .exact: numbers.map { "\($0)" }
        }
    }

    /// The least number of significant digits, from four, at which short numbers are whole and different ones differ.
    private static func telling(_ numbers: [Double]) -> Int {
        let distinct = Set(numbers.filter(\.isFinite).map { $0 == 0 ? 0 : $0 })
        let short = distinct.map { number in
            number.description.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }.reversed().drop { $0 == "0" }
                .count
        }
        let least = max(4, short.filter { $0 <= 6 }.max() ?? 4)
        return (least...17).first { digits in Set(texts(Array(distinct), digits: digits)).count == distinct.count }
            ?? 17
    }

    private static func texts(_ numbers: [Double], digits: Int) -> [String] {
        let finite = numbers.filter { $0.isFinite && $0 != 0 }
        let written = finite.map { NumberText.formatted("%.\(digits - 1)e", $0).split(separator: "e") }
        // Of factor and power: the decimals that are not zeros, and where the number begins.
        let parts = written.map { parts -> (used: Int, power: Int) in
            let used =
                parts[0].split(separator: ".").dropFirst().first.map { $0.reversed().drop { $0 == "0" }.count } ?? 0
            return (used, Int(parts[1]) ?? 0)
        }
        let decimals = parts.map { max(0, $0.used - $0.power) }.max() ?? 0
        let highest = parts.map(\.power).max() ?? 0
        // Wider than this, zeros would be most of what is read.
        if decimals <= 9 && highest <= 9 && decimals + max(0, highest) <= 17 {
            return numbers.map { fixed($0, decimals) }
        }
        let used = parts.map(\.used).max() ?? 0
        return numbers.map { NumberText.formatted("%.\(used)e", $0) }
    }

    /// The number with so many decimals, without the sign of a zero.
    private static func fixed(_ number: Double, _ decimals: Int) -> String {
        let text = NumberText.formatted("%.\(decimals)f", number)
        return text.hasPrefix("-") && !text.contains { "123456789in".contains($0) } ? String(text.dropFirst()) : text
    }
}
