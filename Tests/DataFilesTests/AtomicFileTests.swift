import Foundation
import Testing

@testable import DataFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("Atomic files")
struct AtomicFileTests {
    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test("The contents are replaced, and nothing else is left", arguments: [0, 1, 100_000])
    func replacement(size: Int) throws {
        try withTemporaryFolder { folder in
            let data = Data((0..<size).map { UInt8(truncatingIfNeeded: $0) })
            try AtomicFile.write(Data([9, 9]), to: "\(folder)/a")
            try AtomicFile.write(data, to: "\(folder)/a")
            #expect(try AtomicFile.read("\(folder)/a") == data)
            #expect(try names(in: folder) == ["a"])
        }
    }

    @Test("Writes that are cut short or interrupted are continued")
    func shortWrites() throws {
        try withTemporaryFolder { folder in
            let data = Data((0..<1000).map { UInt8(truncatingIfNeeded: $0) })
            var calls = 0
            try AtomicFile.write(data, to: "\(folder)/a") { descriptor, bytes in
                calls += 1
                if calls % 3 == 0 {
                    errno = EINTR
                    return -1
                }
                return write(descriptor, bytes.baseAddress, min(bytes.count, 7))
            }
            #expect(try AtomicFile.read("\(folder)/a") == data)
        }
    }

    @Test("A full disk leaves the old file and no other", arguments: [0, 1, 500, 999])
    func fullDisk(room: Int) throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/a"
            try AtomicFile.write(Data([1, 2, 3]), to: path)
            var left = room
            let error = #expect(throws: FileAccessError.self) {
                try AtomicFile.write(Data(count: 1000), to: path) { descriptor, bytes in
                    guard left > 0 else {
                        errno = ENOSPC
                        return -1
                    }
                    let written = write(descriptor, bytes.baseAddress, min(bytes.count, left))
                    left -= written
                    return written
                }
            }
            #expect(error?.operation == "write" && error?.path == path)
            #expect(error?.reason == String(cString: strerror(ENOSPC)))
            #expect(try AtomicFile.read(path) == Data([1, 2, 3]))
            #expect(try names(in: folder) == ["a"])
        }
    }

    @Test("A place where no file can be is refused and named")
    func wrongPlaces() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write(Data([1]), to: "\(folder)/file")
            // A directory where even the superuser cannot make a file.
            #if os(Linux)
                let readOnly = "/proc/checkpoint"
            #else
                let readOnly = "/System/checkpoint"
            #endif
            for path in [
                "\(folder)/missing/a", "\(folder)/file/a", folder, "/dev/null", readOnly, "\(folder)/a\0b",
                "\(folder)/" + String(repeating: "x", count: 300), "",
            ] {
                let error = #expect(throws: FileAccessError.self, "\(path)") {
                    try AtomicFile.write(Data([1]), to: path)
                }
                #expect(error?.operation == "write" && error?.reason.isEmpty == false)
            }
            #expect(try names(in: folder) == ["file"])
            for path in ["\(folder)/missing", "\(folder)/file/a", folder, "/dev/zero", "\(folder)/file\0", ""] {
                let error = #expect(throws: FileAccessError.self, "\(path)") { try AtomicFile.read(path) }
                #expect(error?.operation == "read" && error?.reason.isEmpty == false)
            }
        }
    }

    @Test("A pipe is refused instead of waited for")
    func pipes() throws {
        try withTemporaryFolder { folder in
            #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
            let error = #expect(throws: FileAccessError.self) { try AtomicFile.read("\(folder)/pipe") }
            #expect(error?.description == "cannot read \(folder)/pipe: it is not a regular file")
        }
    }

    @Test("Links are followed and permissions kept")
    func linksAndPermissions() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write(Data([1]), to: "\(folder)/file")
            #expect(chmod("\(folder)/file", 0o640) == 0)
            #expect(symlink("file", "\(folder)/link") == 0)
            try AtomicFile.write(Data([2]), to: "\(folder)/link")
            #expect(try AtomicFile.read("\(folder)/file") == Data([2]))
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "file")
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/file")
            #expect(attributes[.posixPermissions] as? Int == 0o640)
        }
    }

    @Test("16.6 a path is prepared: folders are made, the file is not, and what cannot be written is refused")
    func preparedPath() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("prepare-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/a/b/result"
        try AtomicFile.prepare(path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/a/b").isEmpty)
        try AtomicFile.write(Data([1]), to: path)
        // A file that is there stays as it is.
        try AtomicFile.prepare(path)
        #expect(try AtomicFile.read(path) == Data([1]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/a/b") == ["result"])
        let longName = String(repeating: "n", count: 300)
        for bad in ["", "\(path)/below-a-file", "\(folder)/a", "\(folder)/new/", "\(folder)/\(longName)", "a\0b"] {
            #expect(throws: FileAccessError.self) { try AtomicFile.prepare(bad) }
        }
    }
}
