import Foundation
import NumericalCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Whole-file reading and all-or-nothing writing.
///
/// A reader of the path sees the old contents or the new ones, never a mixture, even when the process or the machine
/// stops half way: the bytes go to a temporary file in the same directory, which is flushed to the disk and then renamed.
public enum AtomicFile {
    /// Replaces the contents of a file, or creates it.
    ///
    /// A symbolic link is followed, and the permissions of a file that exists are kept. When the write fails, the old
    /// file is untouched and no temporary file stays behind; a process that is killed may leave one, whose name begins
    /// with `.atomic-`.
    ///
    /// - Parameters:
    ///   - data: The new contents.
    ///   - path: Where they go. The directory must exist.
    /// - Complexity: O(n), and two flushes to the disk.
    /// - Throws: ``FileAccessError`` when the directory is missing or read-only, the disk is full, the path names
    ///   something other than a regular file, or another system call fails.
    public static func write(_ data: Data, to path: String) throws {
        try write(data, to: path, through: { SystemWrite.bytes($1, to: $0) })
    }

    /// Finds out, before a long computation, whether its result can be written.
    ///
    /// Missing folders are made, and an empty temporary file is written there and removed; the file itself is not touched.
    ///
    /// - Throws: ``FileAccessError`` when a folder cannot be made or written in, or the path cannot be that of a regular file.
    package static func prepare(_ path: String) throws {
        try admit(path, to: "write")
        guard !path.hasSuffix("/") else { throw FileAccessError("write", path, "it is not a regular file") }
        var parent = stat()
        let folder = directory(of: path)
        if stat(folder, &parent) != 0 {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                let reason = (error as NSError).localizedDescription
                throw FileAccessError("write", path, "its folder cannot be made: \(reason)")
            }
        }
        let place = try place(of: path)
        let temporary = temporaryName(in: directory(of: place.target))
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileAccessError("write", path, lastReason()) }
        close(descriptor)
        unlink(temporary)
    }

    /// All bytes of a regular file.
    ///
    /// - Complexity: O(n).
    /// - Throws: ``FileAccessError`` when the file does not exist, is not a regular file, or cannot be read.
    public static func read(_ path: String) throws -> Data {
        try admit(path, to: "read")
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileAccessError("read", path, lastReason()) }
        // Reading a pipe or a device could block or never end.
        guard isRegular(status) else { throw FileAccessError("read", path, "it is not a regular file") }
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw FileAccessError("read", path, (error as NSError).localizedDescription)
        }
    }

    /// A function like the system's `write`: it writes some of the bytes and returns how many, or −1 with `errno`.
    typealias Writer = (_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int

    /// The write with its system call as an argument, so that a test can play a full disk.
    static func write(_ data: Data, to path: String, through writer: Writer) throws {
        try admit(path, to: "write")
        let (target, mode) = try place(of: path)
        let directory = directory(of: target)
        let temporary = temporaryName(in: directory)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileAccessError("write", path, lastReason()) }
        var isOpen = true
        do {
            func check(_ succeeded: Bool) throws {
                guard succeeded else { throw FileAccessError("write", path, lastReason()) }
            }
            if let mode { try check(fchmod(descriptor, mode) == 0) }
            try data.withUnsafeBytes { bytes in
                var offset = 0
                while offset < bytes.count {
                    let written = writer(descriptor, UnsafeRawBufferPointer(rebasing: bytes[offset...]))
                    if written < 0 && errno == EINTR { continue }
                    try check(written >= 0)
                    guard written > 0 else { throw FileAccessError("write", path, "the system wrote no bytes") }
                    offset += written
                }
            }
            try check(fsync(descriptor) == 0)
            isOpen = false
            try check(close(descriptor) == 0)
            try check(rename(temporary, target) == 0)
        } catch {
            if isOpen { close(descriptor) }
            unlink(temporary)
            throw error
        }
        flushDirectory(directory)
    }

    /// The file that a path names, behind symbolic links, and its permissions when there is one.
    private static func place(of path: String) throws -> (target: String, mode: mode_t?) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            // A name that is too long, for example, would be found out by the rename only.
            guard errno == ENOENT else { throw FileAccessError("write", path, lastReason()) }
            return (path, nil)
        }
        // A rename would put a file in the place of a device or fail on a directory.
        guard isRegular(status) else { throw FileAccessError("write", path, "it is not a regular file") }
        return (URL(fileURLWithPath: path).resolvingSymlinksInPath().path, status.st_mode & 0o7777)
    }

    private static func temporaryName(in directory: String) -> String {
        "\(directory)/.atomic-\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    }

    /// Makes the rename itself durable; file systems that cannot flush a directory are already as safe as they get.
    private static func flushDirectory(_ directory: String) {
        let descriptor = open(directory, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A C string ends at its first zero, so a path with one would silently name another file.
    private static func admit(_ path: String, to operation: String) throws {
        guard !path.isEmpty else { throw FileAccessError(operation, "\"\"", "the path is empty") }
        guard !path.utf8.contains(0) else {
            throw FileAccessError(operation, path.debugDescription, "the path contains a zero byte")
        }
    }

    private static func isRegular(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

    private static func lastReason() -> String { String(cString: strerror(errno)) }
}
