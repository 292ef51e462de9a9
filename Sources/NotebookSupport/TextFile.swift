import Glibc

/// Small text files, whole.
package enum TextFile {
    /// Replaces a file by a text; a reader sees the old text or the new one, never half of it.
    ///
    /// - Throws: ``SystemError`` when the file cannot be written.
    package static func write(_ text: String, to path: String) throws {
        let draft = "\(path).part"
        guard let file = fopen(draft, "w") else { throw SystemError("cannot write \(path)") }
        var text = text
        let isWritten = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
        guard fclose(file) == 0, isWritten, rename(draft, path) == 0 else {
            let error = SystemError("cannot write \(path)")
            unlink(draft)
            throw error
        }
    }

    /// The text of a file; bytes that are not UTF-8 are replaced by U+FFFD.
    ///
    /// - Throws: ``SystemError`` when the file cannot be read.
    package static func read(_ path: String) throws -> String {
        guard let file = fopen(path, "r") else { throw SystemError("cannot read \(path)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            bytes += buffer[..<count]
            if count == 0 { break }
        }
        guard ferror(file) == 0 else { throw SystemError("cannot read \(path)") }
        return String(decoding: bytes, as: UTF8.self)
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
}
