import Foundation
import NumericalCore

/// Values in JSON files, with errors that name the file and the place in it.
///
/// Numbers that JSON does not have are the strings `inf`, `-inf` and `nan`, as in a ``Checkpoint``.
public enum JSONFile {
    /// A reader of numbers that JSON does not have.
    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return decoder
    }

    /// A writer of numbers that JSON does not have, and of equal bytes for equal values.
    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return encoder
    }

    /// Reads a value.
    ///
    /// - Parameters:
    ///   - type: What is read.
    ///   - path: The file, in UTF-8.
    /// - Complexity: O(n).
    /// - Throws: ``FileAccessError`` when the file cannot be read; ``FileFormatError`` when it is not JSON, not of this type, or holds a
    ///   value that the type refuses.
    public static func read<Value: Decodable>(_ type: Value.Type = Value.self, from path: String) throws -> Value {
        try decode(type, from: try AtomicFile.read(path), name: path)
    }

    /// Reads a value from the contents of a file.
    ///
    /// - Parameters:
    ///   - type: What is read.
    ///   - data: The whole file.
    ///   - name: What error messages call it.
    /// - Throws: ``FileFormatError`` as for a file.
    public static func decode<Value: Decodable>(
        _ type: Value.Type = Value.self, from data: Data, name: String = "data"
    ) throws -> Value {
        do {
            return try JSONFile.decoder.decode(type, from: data)
        } catch let error as DecodingError {
            throw FileFormatError(
                name, "contents", must: "be JSON of a \(Value.self)", was: CheckpointFrame.explanation(of: error))
        } catch let error as InvalidArgument {
            throw FileFormatError(name, error)
        }
    }

    /// The contents of a value's file, with sorted keys; equal values give equal bytes.
    ///
    /// - Throws: What the value's `encode(to:)` throws.
    public static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONFile.encoder
        encoder.outputFormatting.insert(.prettyPrinted)
        return try encoder.encode(value) + Data("\n".utf8)
    }

    /// Writes a value, all or nothing, with sorted keys.
    ///
    /// - Throws: ``FileAccessError`` when the file cannot be written, and what the value's `encode(to:)` throws.
    public static func write(_ value: some Encodable, to path: String) throws {
        try AtomicFile.write(try encode(value), to: path)
    }
}
