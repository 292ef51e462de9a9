import Foundation

/// Files that are committed with the tests.
enum Fixture {
    static func path(_ name: String) throws -> String {
        guard let folder = Bundle.module.resourceURL else { throw CocoaError(.fileNoSuchFile) }
        return folder.appendingPathComponent("Fixtures/\(name)").path
    }

    static func data(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(name))) }
}

/// A folder that exists while a test uses it.
func withTemporaryFolder<Output>(_ body: (String) throws -> Output) throws -> Output {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "DataFilesTests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
}
