import Foundation

/// A certificate whose file is text; inside other files, such as a list in JSON, it is that text as a string.
public protocol TextCertificate: Certificate, Codable {}

extension TextCertificate {
    /// Reads the text of a certificate's file.
    ///
    /// - Throws: As `init(data:name:)`, and `DecodingError` when it is no string.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        try self.init(data: Data(text.utf8), name: "certificate")
    }

    /// Writes the text of the certificate's file.
    ///
    /// - Throws: As `encoded()`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(decoding: encoded(), as: UTF8.self))
    }
}
