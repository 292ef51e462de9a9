import Foundation

/// Reads a certificate whose kind is not known beforehand.
public enum CertificateFile {
    /// Reads a certificate of one of some types; the first bytes of the file tell which.
    ///
    /// Earlier versions of the library left it to its users to write certificates of visibilities, behaviours and quantum bounds as
    /// JSON: what begins with a brace is read as that.
    /// - Parameters:
    ///   - path: The file.
    ///   - types: The types that are looked for.
    /// - Throws: ``/DataFiles/FileAccessError`` when the file cannot be read; ``/DataFiles/FileFormatError`` when it is of no such type; and
    ///   as the type's own reading.
    public static func read(_ path: String, as types: [any Certificate.Type]) throws -> any Certificate {
        try decode(try AtomicFile.read(path), name: path, as: types)
    }

    /// The same of the contents of a file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - name: What error messages call it.
    ///   - types: The types that are looked for.
    /// - Throws: As ``read(_:as:)``.
    public static func decode(
        _ data: Data, name: String = "data", as types: [any Certificate.Type]
    ) throws -> any Certificate {
        if data.first == UInt8(ascii: "{") {
            for type in types {
                if let found = try? type.init(data: data, name: name) { return found }
            }
        }
        let word = CertificateKind.word(of: data)
        var words: [String] = []
        for type in types {
            if type.kind.word == word { return try type.init(data: data, name: name) }
            words.append(type.kind.word)
        }
        throw FileFormatError(
            name, "first bytes", must: "be one of \(words.joined(separator: ", "))",
            was: data.prefix(8).map { (32..<127).contains($0) ? String(UnicodeScalar($0)) : "·" }.joined())
    }
}
