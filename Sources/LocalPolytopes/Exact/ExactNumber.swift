import LHVModels

/// A real number by what it is: a fraction, a root, a cosine, and sums and products of such.
///
/// The text has whole numbers, fractions `1/3`, dyadic numbers `-5p-3` (−5·2⁻³), `sqrt(x)`, `cos(p/q)` and `sin(p/q)` of p/q half
/// turns, that is cos(pπ/q), the operations `+`, `-`, `*`, and parentheses: `-sqrt(1/2+sqrt(1/20))`. From it two multiples of 2⁻⁶⁰ are
/// computed between which the number lies; all numbers on the way must be in −4…4.
public struct ExactNumber: Sendable, Hashable, CustomStringConvertible {
    /// The text, without spaces.
    public let description: String
    /// Two multiples of 2⁻⁶⁰ around the number.
    package let enclosure: DyadicInterval

    /// A number from its text.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the text is no such number or longer than 1000 characters, or a number on the
    ///   way is not in −4…4.
    public init(_ text: String) throws {
        var parser = try ExactNumberParser(text)
        enclosure = try parser.whole()
        description = parser.text
    }

    /// The fraction that a double is.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when it is not in −4…4.
    public init(_ value: Double) throws {
        try require(abs(value) <= 4, "exact number", must: "be in −4…4", was: value)
        try self.init(CertificateWriter.dyadic(value, "exact number"))
    }

    /// cos(pπ/q).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless q is in 1…10⁶ and |p| at most 10⁹.
    public static func cosine(ofHalfTurns p: Int, over q: Int) throws -> ExactNumber {
        try ExactNumber("cos(\(p)/\(q))")
    }

    /// The nearest double, up to rounding.
    public var value: Double { enclosure.middle }

    /// The distance of the two numbers between which it lies.
    public var width: Double { Double(enclosure.upper - enclosure.lower) * 0x1p-60 }
}

extension ExactNumber: Codable {
    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
