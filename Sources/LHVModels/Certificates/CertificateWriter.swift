import Foundation

/// Makes a certificate's file of text: lines that begin with a key, a check sum, and the line `end`.
///
///     LHVVIS 1
///     settings 2 2
///     …
///     checksum 1a2b3c4d
///     end
///
/// Numbers are whole, or dyadic: `-5p-3` is −5·2⁻³, so that every double is written as what it is. The check sum is the CRC-32 of
/// all bytes before its line.
package struct CertificateWriter {
    private var lines: [String]

    /// Begins a file.
    package init(_ kind: CertificateKind) { lines = [kind.firstLine] }

    /// Adds a line of a key and words.
    package mutating func line(_ key: String, _ words: some Sequence<String>) {
        lines.append(([key] + words).joined(separator: " "))
    }

    /// Adds a line of a key and whole numbers.
    package mutating func line(_ key: String, _ numbers: some Sequence<some BinaryInteger>) {
        line(key, numbers.map(\.description))
    }

    /// Adds a line of a key and doubles.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when one is not finite.
    package mutating func dyadics(_ key: String, _ numbers: some Sequence<Double>) throws {
        line(key, try numbers.map { try CertificateWriter.dyadic($0, key) })
    }

    /// Adds a line of a key and a text of any characters.
    package mutating func text(_ key: String, _ text: String) {
        // One scalar after the other: what looks like one character may hold an end of line.
        var line = "\(key) ".unicodeScalars
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": line.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": line.append(contentsOf: "\\n".unicodeScalars)
            case "\r": line.append(contentsOf: "\\r".unicodeScalars)
            default: line.append(scalar)
            }
        }
        lines.append(String(line))
    }

    /// The file.
    package func encoded() -> Data {
        var data = Data((lines.joined(separator: "\n") + "\n").utf8)
        data += Data("\(CertificateWriter.sumLine(of: data))\nend\n".utf8)
        return data
    }

    /// The line with the check sum of all bytes before it.
    static func sumLine(of body: Data) -> String {
        let digits = String(CRC32.checksum(of: body), radix: 16)
        return "checksum " + String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// A double as an odd whole number and a power of two; without the power when that is 0.
    package static func dyadic(_ number: Double, _ name: String) throws -> String {
        try require(number.isFinite, name, must: "be finite to be written", was: number)
        guard number != 0 else { return "0" }
        let fraction = number.significandBitPattern | (number.isNormal ? 1 << 52 : 0)
        let exponent = (number.isNormal ? Int(number.exponentBitPattern) : 1) - 1075
        let zeros = fraction.trailingZeroBitCount
        let power = exponent + zeros
        return (number < 0 ? "-" : "") + "\(fraction >> UInt64(zeros))" + (power == 0 ? "" : "p\(power)")
    }
}
