import DataFiles
import Foundation
import NumericalCore

/// Small text files, whole.
package enum TextFile {
    /// Replaces a file by a text; a reader sees the old text or the new one, never half of it.
    ///
    /// - Throws: `FileAccessError` when the file cannot be written.
    package static func write(_ text: String, to path: String) throws {
        try AtomicFile.write(Data(text.utf8), to: path)
    }

    /// Adds a text at the end of a file that exists.
    ///
    /// - Throws: ``SystemError`` when the file cannot be written.
    package static func append(_ text: String, to path: String) throws {
        guard let file = fopen(path, "r+") else { throw SystemError("cannot write \(path)") }
        let hasEnd = fseek(file, 0, SEEK_END) == 0
        let bytes = Array(text.utf8)
        let isWritten = hasEnd && fwrite(bytes, 1, bytes.count, file) == bytes.count
        let code = errno
        guard fclose(file) == 0 else { throw SystemError("cannot write \(path)") }
        guard isWritten else { throw SystemError("cannot write \(path)", code: code) }
    }

    /// The text of a file; bytes that are not UTF-8 are replaced by U+FFFD.
    ///
    /// - Throws: `FileAccessError` when the file cannot be read.
    package static func read(_ path: String) throws -> String {
        String(decoding: try AtomicFile.read(path), as: UTF8.self)
    }

    /// Makes a folder and those above it; one that exists is left alone.
    ///
    /// - Throws: ``SystemError`` when it cannot be made.
    package static func makeFolder(_ path: String) throws {
        var partial = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            partial += "\(part)/"
            if mkdir(partial, 0o777) != 0 && errno != EEXIST { throw SystemError("cannot make the folder \(path)") }
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw SystemError("cannot make the folder \(path)", code: ENOTDIR)
        }
    }

    /// The environment variable with the folder that scratch folders are made in; that of temporary files without it.
    package static let scratchVariable = "NOTEBOOK_SCRATCH"

    /// Runs a function with a new, empty folder, which is removed afterwards with all that is in it.
    ///
    /// In the runner and its scripts it lies in a folder that is removed even if they are killed.
    ///
    /// - Throws: ``SystemError`` when the folder cannot be made; what the function throws.
    package static func withScratchFolder<Output>(_ body: (String) throws -> Output) throws -> Output {
        let parent =
            getenv(scratchVariable).map { String(cString: $0) } ?? FileManager.default.temporaryDirectory.path
        var template = Array("\(parent)/notebook-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("cannot make a temporary folder") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }
}
