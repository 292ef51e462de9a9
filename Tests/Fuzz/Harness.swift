import Foundation

/// One input of the fuzzer, as the library's own readers take it.
func input(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Data {
    guard let bytes, count > 0 else { return Data() }
    return Data(bytes: bytes, count: count)
}

/// Runs what may refuse its input: an error is an answer, and only a trap, a hang or a flood of memory is a finding.
func admit(_ body: () throws -> Void) {
    do {
        try body()
    } catch {
        // Making the sentence is part of what hostile input must not break.
        precondition(!String(describing: error).isEmpty, "an error says nothing")
    }
}

/// Stops the fuzzer with a finding.
func expect(_ condition: Bool, _ law: @autoclosure () -> String) {
    precondition(condition, law())
}

/// A reader among several of one target, with a good input from which the fuzzer starts.
struct SeededReader: Sendable {
    let name: String
    let example: @Sendable () throws -> Data
    let read: @Sendable (Data) throws -> Void

    init(
        name: String, example: @escaping @Sendable () throws -> Data, read: @escaping @Sendable (Data) throws -> Void
    ) {
        self.name = name
        self.example = example
        self.read = read
    }

    /// Writes a good input for each reader into the folder named by FUZZ_SEEDS, if there is one, and stops.
    static func writeSeeds(of readers: [SeededReader]) {
        guard let folder = ProcessInfo.processInfo.environment["FUZZ_SEEDS"] else { return }
        do {
            for (place, reader) in readers.enumerated() {
                let data = try reader.example()
                try reader.read(data)
                let file = URL(fileURLWithPath: "\(folder)/\(place)-\(reader.name)")
                try (Data([UInt8(place)]) + data).write(to: file)
            }
        } catch {
            print("seeds: \(error)")
            exit(1)
        }
        exit(0)
    }

    /// Gives an input to the reader that its first byte names.
    static func read(_ data: Data, with readers: [SeededReader]) {
        guard let first = data.first else { return }
        admit { try readers[Int(first) % readers.count].read(Data(data.dropFirst())) }
    }
}
