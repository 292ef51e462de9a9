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

/// Writes that the system refuses, for every kind of file: they fail with its words and keep the old file.
///
/// Limits and lost rights hold for a whole process, so each of these tests plays in a process of its own.
@Suite("Files on a disk that fails") struct FailingDiskTests {
    /// The kinds of files, each with a small content and one of more than 4096 bytes.
    static let writers: [(name: String, write: @Sendable (_ path: String, _ isLarge: Bool) throws -> Void)] = [
        ("bytes", { try AtomicFile.write(Data(repeating: 7, count: $1 ? 100_000 : 10), to: $0) }),
        ("checkpoint", { try Checkpoint(kind: "k", state: Array(0..<($1 ? 20_000 : 3))).write(to: $0) }),
        ("array", { try NumPyArray([Double](repeating: 0.5, count: $1 ? 20_000 : 3)).write(to: $0) }),
        ("table", { try CSVTable(["x": .numbers([Double](repeating: 0.5, count: $1 ? 20_000 : 3))]).write(to: $0) }),
    ]

    /// Writes a small file of each kind, makes the disk fail, and writes a large one over it.
    static func expectOldFiles(in folder: String, whenDisk fails: () -> Void, saying reasons: Set<Int32>) throws {
        for (name, write) in writers { try write("\(folder)/\(name)", false) }
        let old = try writers.map { try AtomicFile.read("\(folder)/\($0.name)") }
        let permitted = Set(reasons.map { String(cString: strerror($0)) })
        fails()
        for (name, write) in writers {
            let error = #expect(throws: FileAccessError.self, "\(name)") { try write("\(folder)/\(name)", true) }
            #expect(error?.operation == "write" && error?.path == "\(folder)/\(name)")
            #expect(permitted.contains(error?.reason ?? ""), "\(String(describing: error))")
        }
        for (index, writer) in writers.enumerated() {
            #expect(try AtomicFile.read("\(folder)/\(writer.name)") == old[index], "\(writer.name)")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names == writers.map(\.name).sorted())
    }

    @Test("A disk that takes 4096 bytes and no more") func limitedSize() async {
        await #expect(processExitsWith: .success) {
            try withTemporaryFolder { folder in
                try FailingDiskTests.expectOldFiles(
                    in: folder,
                    whenDisk: { #expect(OtherProcess.limitFileSize(to: 4096)) }, saying: [EFBIG])
                // Whatever the process still writes at its end, such as coverage, is none of the test's.
                #expect(OtherProcess.limitFileSize(to: nil))
            }
        }
    }

    @Test("A folder that may only be read, also for the superuser") func readOnlyFolder() async throws {
        let folder = OtherProcess.path("read-only", of: getpid())
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer {
            chmod(folder, 0o755)
            try? FileManager.default.removeItem(atPath: folder)
        }
        await #expect(processExitsWith: .success) {
            let folder = OtherProcess.path("read-only", of: getppid())
            try FailingDiskTests.expectOldFiles(
                in: folder,
                whenDisk: {
                    #expect(chmod(folder, 0o555) == 0)
                    // The superuser may write everywhere, so this process becomes somebody else.
                    if geteuid() == 0 { #expect(setgid(65534) == 0 && setuid(65534) == 0) }
                }, saying: [EACCES, EPERM])
        }
    }

    #if os(Linux)
        @Test("A device that is always full") func fullDevice() throws {
            let device = open("/dev/full", O_WRONLY)
            defer { close(device) }
            #expect(device >= 0)
            try withTemporaryFolder { folder in
                let path = "\(folder)/a"
                try AtomicFile.write(Data([1, 2, 3]), to: path)
                let error = #expect(throws: FileAccessError.self) {
                    try AtomicFile.write(Data(count: 10_000), to: path) { _, bytes in
                        write(device, bytes.baseAddress, bytes.count)
                    }
                }
                #expect(error?.reason == String(cString: strerror(ENOSPC)))
                #expect(try AtomicFile.read(path) == Data([1, 2, 3]))
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
            }
        }
    #endif

    @Test("A folder that is a file, for every kind of file") func parentIsAFile() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write(Data([1]), to: "\(folder)/file")
            for (name, write) in FailingDiskTests.writers {
                let error = #expect(throws: FileAccessError.self) { try write("\(folder)/file/\(name)", false) }
                #expect(error?.reason == String(cString: strerror(ENOTDIR)))
            }
            #expect(try AtomicFile.read("\(folder)/file") == Data([1]))
        }
    }
}
