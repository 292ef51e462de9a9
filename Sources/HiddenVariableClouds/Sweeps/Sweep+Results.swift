import Foundation
import LHVModels

extension Sweep.Record: Equatable where Output: Equatable {}
extension Sweep.Record: Hashable where Output: Hashable {}

extension Sweep.Record: CustomStringConvertible {
    /// The sweep, the item, and what came out.
    public var description: String { "\(sweep) \(item.index): \(output)" }
}

extension Sweep.Merge: CustomStringConvertible {
    /// How many results there are, and what is not in order.
    public var description: String {
        "\(records.count) results, \(missing.count) missing, \(duplicates.count) duplicates, \(foreign.count) foreign files"
    }
}

extension Sweep {
    /// The result of one item, as it is kept in a file.
    public struct Record<Output: Codable & Sendable>: Codable, Sendable {
        /// The name of the sweep.
        public let sweep: String
        /// The item.
        public let item: Item
        /// What came out.
        public let output: Output
    }

    /// The results of a folder held against the sweep.
    public struct Merge<Output: Codable & Sendable>: Sendable {
        /// The results, in the order of the items.
        public let records: [Record<Output>]
        /// The items without a result.
        public let missing: [Item]
        /// Files whose item another file, earlier in the order of names, has too.
        public let duplicates: [String]
        /// Files that are no results of this sweep, each with the reason.
        public let foreign: [(file: String, reason: String)]

        /// Whether there is exactly one result for every item and nothing else.
        public var isComplete: Bool { missing.isEmpty && duplicates.isEmpty && foreign.isEmpty }
    }

    private static var kind: String { "sweep result 1" }

    /// The file of an item's result in a folder.
    public func path(of item: Item, in folder: String) -> String { "\(folder)/\(name)-\(item.index).result" }

    /// Runs the items of a shard that have no result yet, each writing its own file.
    ///
    /// - Parameters:
    ///   - folder: The folder for the results; it is made when it does not exist.
    ///   - shard: Which shard of how many; the whole sweep when nothing is said.
    ///   - threads: How many items run at a time on this machine.
    ///   - body: The run of an item.
    /// - Returns: How many items were run.
    /// - Throws: What `body` throws, after the items that have begun; ``/DataFiles/FileFormatError`` when a result that is
    ///   there is damaged or of another item; ``/DataFiles/FileAccessError`` when a file cannot be written, before any item
    ///   is run when it is for the folder; `CancellationError` when the task is cancelled.
    public func run<Output: Codable & Sendable>(
        in folder: String, shard: (number: Int, of: Int) = (0, 1), threads: Int = Parallel.processorCount,
        _ body: @escaping @Sendable (Item) async throws -> Output
    ) async throws -> Int {
        try require((1...1024).contains(threads), "threads", must: "be in 1…1024", was: threads)
        let waiting = try self.shard(shard.number, of: shard.of).filter { item in
            let path = path(of: item, in: folder)
            guard FileManager.default.fileExists(atPath: path) else { return true }
            let _: Record<Output> = try record(at: path, expecting: item)
            return false
        }
        // Nothing is computed that could not be kept.
        if let first = waiting.first { try AtomicFile.prepare(path(of: first, in: folder)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, item) in waiting.enumerated() {
                if number >= threads { try await group.next() }
                try Work.checkCancellation()
                group.addTask {
                    let output = try await body(item)
                    try Checkpoint(kind: Sweep.kind, state: Record(sweep: name, item: item, output: output))
                        .write(to: path(of: item, in: folder))
                }
            }
            try await group.waitForAll()
        }
        return waiting.count
    }

    /// Reads all results of a folder and says what is missing, twice there, or of something else.
    ///
    /// - Throws: ``/DataFiles/FileAccessError`` when the folder or a file cannot be read.
    public func merge<Output: Codable & Sendable>(
        _ type: Output.Type, in folder: String
    ) throws -> Merge<Output> {
        let files: [String]
        do {
            files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".result") }
                .sorted()
        } catch {
            throw FileAccessError("read", folder, "\(error)")
        }
        var found: [Int: Record<Output>] = [:]
        var (duplicates, foreign): ([String], [(file: String, reason: String)]) = ([], [])
        for file in files {
            do {
                let record: Record<Output> = try record(at: "\(folder)/\(file)", expecting: nil)
                if found[record.item.index] == nil {
                    found[record.item.index] = record
                } else {
                    duplicates.append(file)
                }
            } catch let error as FileFormatError {
                foreign.append((file, error.description))
            }
        }
        return Merge(
            records: found.keys.sorted().compactMap { found[$0] },
            missing: (0..<count).filter { found[$0] == nil }.map { self[$0] }, duplicates: duplicates, foreign: foreign)
    }

    private func record<Output: Codable & Sendable>(at path: String, expecting item: Item?) throws -> Record<Output> {
        let record = try Checkpoint<Record<Output>>(contentsOf: path, kind: Sweep.kind).state
        guard record.sweep == name else {
            throw FileFormatError(path, "sweep", must: "be \(name)", was: record.sweep)
        }
        guard (0..<count).contains(record.item.index), self[record.item.index] == record.item else {
            throw FileFormatError(path, "item", must: "be one of this sweep", was: record.item)
        }
        if let item, item != record.item { throw FileFormatError(path, "item", must: "be \(item)", was: record.item) }
        return record
    }
}
