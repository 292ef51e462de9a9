import Foundation
import NumericalCore

/// Arrays by name, as `numpy.savez` and `numpy.savez_compressed` put them into one `.npz` file.
///
/// An array is decompressed and read when it is asked for, as the kind of number that is asked for. What is written is stored
/// without compression, and the same arrays give the same bytes.
public struct NumPyArchive: Sendable {
    /// The names of the arrays, in the order of the file.
    public private(set) var names: [String]

    private enum Contents: Sendable {
        case archive(ZipArchive)
        case arrays([String: Data])
    }
    private var contents: Contents

    /// The most bytes that one array may take, when nothing else is said: 1 GiB.
    public static let defaultLimit = 1 << 30

    /// An archive without arrays.
    public init() {
        names = []
        contents = .arrays([:])
    }

    /// Opens a file.
    ///
    /// - Complexity: O(n) to read the file; nothing is decompressed yet.
    /// - Throws: ``FileAccessError`` when the file cannot be read; ``FileFormatError`` when it is not a whole zip archive or
    ///   two of its arrays have one name.
    public init(contentsOf path: String) throws { try self.init(data: try AtomicFile.read(path), name: path) }

    /// Opens the contents of a file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - name: What error messages call it.
    /// - Throws: ``FileFormatError`` as for a file.
    public init(data: Data, name: String = "data") throws {
        let archive = try ZipArchive(data: data, name: name)
        names = archive.entries.map { NumPyArchive.title($0.name) }
        if let twice = Dictionary(grouping: names, by: { $0 }).first(where: { $0.value.count > 1 }) {
            throw FileFormatError(
                name, "names of arrays", must: "differ", was: "\"\(twice.key.prefix(40))\", \(twice.value.count) times")
        }
        contents = .archive(archive)
    }

    private static func title(_ entry: String) -> String {
        entry.hasSuffix(".npy") ? String(entry.dropLast(4)) : entry
    }

    /// The array with a name.
    ///
    /// - Parameters:
    ///   - name: One of ``names``.
    ///   - type: The kind of number, which must hold those of the file exactly.
    ///   - limit: The most bytes that the array may take in memory.
    /// - Complexity: O(n).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such array; ``FileFormatError`` as for an `.npy` file, and when
    ///   the array is larger than the limit, compressed in another way than deflate, encrypted, or damaged.
    public func array<Element: NumPyElement>(
        _ name: String, of type: Element.Type = Element.self, limit: Int = defaultLimit
    ) throws -> NumPyArray<Element> {
        try read(name, limit: limit).array
    }

    /// The array with a name, and the kind of number that it has in the file.
    package func read<Element: NumPyElement>(
        _ name: String, of type: Element.Type = Element.self, limit: Int = defaultLimit
    ) throws -> (array: NumPyArray<Element>, type: NumPyType) {
        let (data, title) = try file(name, limit: limit)
        return try NumPyArray.parse(data, title)
    }

    private func file(_ name: String, limit: Int) throws -> (Data, title: String) {
        let known = names.isEmpty ? "there is none" : names.prefix(20).joined(separator: ", ")
        guard let place = names.firstIndex(of: name) else {
            throw InvalidArgument(
                "name of the array", must: "be one of the archive (\(known))", was: "\"\(name.prefix(40))\"")
        }
        switch contents {
        case .arrays(let files): return (files[name] ?? Data(), name)
        case .archive(let archive):
            return (try archive.contents(of: archive.entries[place], limit: limit), "\(archive.source): \(name)")
        }
    }

    /// Puts an array into the archive, in place of one of the same name.
    ///
    /// - Parameters:
    ///   - array: The array.
    ///   - name: Its name, by which NumPy finds it.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the name is empty or longer than 200 bytes, and ``FileFormatError`` when
    ///   arrays that were read cannot be kept.
    public mutating func set<Element: NumPyElement>(_ array: NumPyArray<Element>, named name: String) throws {
        try require(
            (1...200).contains(name.utf8.count), "name of the array", must: "have 1…200 bytes", was: name.utf8.count)
        var files = try files()
        if files.updateValue(array.encoded(), forKey: name) == nil { names.append(name) }
        contents = .arrays(files)
    }

    private func files() throws -> [String: Data] {
        if case .arrays(let files) = contents { return files }
        return try Dictionary(uniqueKeysWithValues: names.map { ($0, try file($0, limit: .max).0) })
    }

    /// The contents of an `.npz` file that `numpy.load` reads.
    ///
    /// - Complexity: O(n).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when it would be larger than 4 GiB.
    public func encoded() throws -> Data {
        let files = try files()
        return try ZipArchive.encoded(names.map { ("\($0).npy", files[$0] ?? Data()) })
    }

    /// Writes an `.npz` file, all or nothing.
    ///
    /// - Complexity: O(n).
    /// - Throws: ``FileAccessError`` when the file cannot be written, and as ``encoded()``.
    public func write(to path: String) throws { try AtomicFile.write(try encoded(), to: path) }
}
