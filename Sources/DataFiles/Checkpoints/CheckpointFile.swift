import Foundation
import NumericalCore

/// The file in which long work keeps its state while it runs, beside the state before with `.previous` added to the name.
package struct CheckpointFile<State: Codable> {
    /// The file.
    package let path: String
    private let kind: String

    /// The file of that name, or nil where no name is given.
    package init?(_ path: String?, kind: String) {
        guard let path else { return nil }
        self.path = path
        self.kind = kind
    }

    /// The state from which to resume, or nil when there is no file yet.
    ///
    /// - Parameter check: Throws `InvalidArgument` unless the state is one that the work can be in.
    /// - Throws: ``FileFormatError`` with the file's name when it is damaged or the check fails.
    package func state(_ check: (State) throws -> Void = { _ in }) throws -> State? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let state = try Checkpoint<State>(contentsOf: path, kind: kind).state
        do {
            try check(state)
        } catch let error as InvalidArgument {
            throw FileFormatError(path, error)
        }
        return state
    }

    /// Throws unless what the file holds belongs to the work that is to resume from it.
    package func requireOwn(_ isOwn: Bool, _ what: String) throws {
        try require(isOwn, "checkpoint \(path)", must: "have \(what)", was: "of another")
    }

    /// Finds out whether the file can be written: nothing is computed that could not be kept.
    package func prepare() throws {
        try AtomicFile.prepare(path)
        try AtomicFile.prepare(path + ".previous")
    }

    /// Writes the state and keeps the one before.
    package func write(_ state: State) throws {
        let data = try Checkpoint(kind: kind, state: state).encoded()
        if FileManager.default.fileExists(atPath: path) {
            try AtomicFile.write(AtomicFile.read(path), to: path + ".previous")
        }
        try AtomicFile.write(data, to: path)
    }
}
