import Foundation
import NumericalCore

/// The state of a long computation in a file, from which it resumes to the same bits.
///
/// The file is a magic number of 8 bytes, the format version (4 bytes), the length of the kind (4), the kind in UTF-8,
/// the length of the payload (8), the payload, and the CRC-32 of everything before (4), with integers lowest byte first.
/// The payload is JSON with sorted keys: equal states give equal files, every finite `Double` comes back exactly, and so
/// do infinities; NaN comes back as NaN. Long lists of numbers of the library are kept with every bit of NaN
/// too, in less room.
///
/// A checkpoint refuses to be read as another kind. Put a version into the kind, such as `cloud search 2`, and raise it
/// when the state's layout changes.
public struct Checkpoint<State: Codable> {
    /// What the state belongs to, for example `cloud search 2`.
    public let kind: String
    /// The state.
    public let state: State

    /// A checkpoint of a state.
    ///
    /// - Parameters:
    ///   - kind: What the state belongs to, in 1…255 bytes of UTF-8.
    ///   - state: The state.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the kind is empty or too long.
    public init(kind: String, state: State) throws {
        try require(
            (1...CheckpointFrame.longestKind).contains(kind.utf8.count), "kind",
            must: "be 1…\(CheckpointFrame.longestKind) bytes long", was: kind.utf8.count)
        self.kind = kind
        self.state = state
    }

    /// Reads a checkpoint from a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - kind: The kind it must have.
    /// - Complexity: O(n).
    /// - Throws: ``FileAccessError`` when the file cannot be read; ``FileFormatError`` when it is not a checkpoint, is of
    ///   a newer format or another kind, is damaged in any bit, or its payload is not a `State` or one that makes no sense.
    public init(contentsOf path: String, kind: String) throws {
        try self.init(data: try AtomicFile.read(path), kind: kind, name: path)
    }

    /// Reads the contents of a checkpoint file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - kind: The kind it must have.
    ///   - name: What error messages call it.
    /// - Complexity: O(n).
    /// - Throws: ``FileFormatError`` as for a file.
    public init(data: Data, kind: String, name: String = "data") throws {
        let payload = try CheckpointFrame.payload(in: data, kind: kind, source: name)
        do {
            try self.init(kind: kind, state: try JSONFile.decoder.decode(State.self, from: payload))
        } catch let error as DecodingError {
            throw FileFormatError(
                name, "payload", must: "be a \(State.self)", was: CheckpointFrame.explanation(of: error))
        } catch let error as InvalidArgument {
            // The payload can be read, but makes no sense: the error says in which file.
            throw FileFormatError(name, error)
        }
    }

    /// The contents of the checkpoint's file; equal states give equal bytes.
    ///
    /// - Complexity: O(n).
    /// - Throws: What the state's `encode(to:)` throws.
    public func encoded() throws -> Data {
        CheckpointFrame.wrap(try JSONFile.encoder.encode(state), kind: kind)
    }

    /// Writes the checkpoint, all or nothing: after a failure the old file is still there.
    ///
    /// - Parameter path: The file, which is replaced when it exists.
    /// - Complexity: O(n), and two flushes to the disk.
    /// - Throws: ``FileAccessError`` when the file cannot be written, or what the state's `encode(to:)` throws.
    public func write(to path: String) throws {
        try AtomicFile.write(try encoded(), to: path)
    }
}

extension Checkpoint: Sendable where State: Sendable {}

/// The frame around a checkpoint's payload.
enum CheckpointFrame {
    static let longestKind = 255
    static let formatVersion = 1

    // The first byte is no text, and the line ends at the close show a file that was transferred as text.
    private static let magic: [UInt8] = [0x89] + Array("CKPT".utf8) + [0x0D, 0x0A, 0x1A]

    static func wrap(_ payload: Data, kind: String) -> Data {
        var bytes = magic
        bytes.reserveCapacity(payload.count + kind.utf8.count + 32)
        UInt32(formatVersion).appendBytes(to: &bytes)
        UInt32(kind.utf8.count).appendBytes(to: &bytes)
        bytes.append(contentsOf: kind.utf8)
        UInt64(payload.count).appendBytes(to: &bytes)
        bytes.append(contentsOf: payload)
        CRC32.checksum(of: bytes).appendBytes(to: &bytes)
        return Data(bytes)
    }

    static func payload(in data: Data, kind: String, source: String) throws -> Data {
        try data.withUnsafeBytes { bytes in
            func integer(at offset: Int, size: Int) throws -> Int {
                try check(bytes.count >= offset + size, "size", "be at least \(offset + size) bytes", bytes.count)
                let value = (0..<size).reduce(UInt64(0)) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
                return Int(clamping: value)
            }
            func check(_ condition: Bool, _ part: String, _ requirement: String, _ value: Any) throws {
                guard condition else { throw FileFormatError(source, part, must: requirement, was: value) }
            }
            try check(
                bytes.starts(with: magic), "magic number", "be that of a checkpoint (89 43 4b 50 54 0d 0a 1a)",
                bytes.isEmpty ? "nothing" : bytes.prefix(8).map { String(format: "%02x", $0) }.joined(separator: " "))
            let version = try integer(at: 8, size: 4)
            try check(
                version == formatVersion, "format version", "be \(formatVersion), the newest this program knows",
                version)
            let kindLength = try integer(at: 12, size: 4)
            try check(
                (1...longestKind).contains(kindLength), "kind", "be 1…\(longestKind) bytes long", "\(kindLength) bytes")
            let payloadLength = try integer(at: 16 + kindLength, size: 8)
            let payloadStart = 24 + kindLength
            // The bytes that remain are known to be few, so the sum below cannot overflow once this holds.
            try check(
                bytes.count - payloadStart >= 4 && payloadLength == bytes.count - payloadStart - 4, "payload",
                "be the \(max(0, bytes.count - payloadStart - 4)) bytes before the check sum",
                "\(payloadLength) bytes by its own account")
            let end = payloadStart + payloadLength
            let stored = UInt32(truncatingIfNeeded: try integer(at: end, size: 4))
            let found = CRC32.checksum(of: bytes[..<end])
            try check(
                stored == found, "check sum", "be \(hexadecimal(found)) as computed from the contents",
                hexadecimal(stored))
            // The check sum holds, so a wrong kind is another program's checkpoint and not damage.
            let storedKind = String(decoding: bytes[16..<(16 + kindLength)], as: UTF8.self)
            try check(storedKind == kind, "kind", "be '\(kind)'", "'\(storedKind)'")
            return Data(bytes[payloadStart..<end])
        }
    }

    static func explanation(of error: DecodingError) -> String {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
            .dataCorrupted(let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? context.debugDescription : "\(context.debugDescription) (at \(path))"
        @unknown default:
            return String(describing: error)
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String { String(format: "%08x", value) }
}
