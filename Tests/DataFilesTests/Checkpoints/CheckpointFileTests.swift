import Foundation
import Testing

@testable import DataFiles

@Suite("The file of long work")
struct CheckpointFileTests {
    struct State: Codable, Equatable {
        var step: Int

        func validate() throws { try require(step >= 0, "step", must: "be at least 0", was: step) }
    }

    /// A state that refuses to be read.
    struct Refusing: Codable {
        init() {}
        init(from decoder: any Decoder) throws { throw InvalidArgument("step", must: "be at least 0", was: -1) }
    }

    @Test("19.1 no name is no file; the state before is kept")
    func previous() throws {
        #expect(CheckpointFile<State>(nil, kind: "test 1") == nil)
        try withTemporaryFolder { folder in
            let path = folder + "/new/state"
            let file = try #require(CheckpointFile<State>(path, kind: "test 1"))
            #expect(try file.state() == nil)
            try file.prepare()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/new").isEmpty)
            for step in 1...3 { try file.write(State(step: step)) }
            #expect(try file.state { try $0.validate() } == State(step: 3))
            let before = try Checkpoint<State>(contentsOf: path + ".previous", kind: "test 1")
            #expect(before.state == State(step: 2))
        }
    }

    @Test("19.1 a state that makes no sense is an error with the file's name, whoever finds out")
    func nonsense() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/state"
            let file = try #require(CheckpointFile<State>(path, kind: "test 1"))
            try file.write(State(step: -1))
            let found = FileFormatError(path, "step", must: "be at least 0", was: -1)
            #expect(throws: found) { try file.state { try $0.validate() } }
            try Checkpoint(kind: "test 1", state: Refusing()).write(to: path)
            #expect(throws: found) { try Checkpoint<Refusing>(contentsOf: path, kind: "test 1") }
            let stranger = InvalidArgument(
                "checkpoint \(path)", must: "have the seed of this search", was: "of another")
            #expect(throws: stranger) { try file.requireOwn(false, "the seed of this search") }
        }
    }
}
