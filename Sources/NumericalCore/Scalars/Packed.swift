import Foundation

/// A list of numbers that is encoded as its exact bits, for states that are saved in a ``/DataFiles/Checkpoint``.
///
/// Written in front of a stored property, `@Packed var weights: [Double]`, it makes the synthesized `Codable` store a
/// NumPy type and the little-endian bytes in base 64. That is smaller than decimal digits and keeps every bit of every
/// number, NaN and infinities included.
@propertyWrapper
package struct Packed<Element: PackedNumber>: Sendable, Hashable {
    /// The numbers.
    package var wrappedValue: [Element]

    /// Wraps a list of numbers.
    package init(wrappedValue: [Element]) { self.wrappedValue = wrappedValue }
}

extension Packed: Codable {
    private enum CodingKeys: String, CodingKey { case type, base64 }

    /// Reads the type and the bytes.
    ///
    /// - Throws: `DecodingError` when the type is not that of `Element` or the bytes are not whole numbers.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let type = try container.decode(String.self, forKey: .type)
        guard type == Element.layout else {
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: container,
                debugDescription: "type must be \(Element.layout), but was \(type)")
        }
        let text = try container.decode(String.self, forKey: .base64)
        let size = Element.byteCount
        guard let data = Data(base64Encoded: text), data.count.isMultiple(of: size) else {
            throw DecodingError.dataCorruptedError(
                forKey: .base64, in: container,
                debugDescription: "base64 must be whole numbers of \(size) bytes, but was \(text.utf8.count) characters"
            )
        }
        self.wrappedValue = try data.withUnsafeBytes { bytes in
            try stride(from: 0, to: bytes.count, by: size).map { start in
                let place = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + size)])
                guard let number = Element(littleEndianBytes: place) else {
                    throw DecodingError.dataCorruptedError(
                        forKey: .base64, in: container,
                        debugDescription: "element \(start / size) must be a \(Element.self), but was none")
                }
                return number
            }
        }
    }

    /// Writes the type and the bytes.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Element.layout, forKey: .type)
        let bytes = Element.littleEndianBytes(of: wrappedValue)
        try container.encode(Data(bytes).base64EncodedString(), forKey: .base64)
    }
}
