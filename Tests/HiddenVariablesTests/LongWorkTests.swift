import Foundation
import HiddenVariables
import NumericalCore
import Testing

/// Walks over the table of long work in the article "Conventions".
///
/// That each kind is cancelled and heeds its limit of time is shown in ``StoppingTests``.
@Suite struct LongWorkTests {
    /// The rows of the table: the name, the words for limits, and whether there is a checkpoint.
    static func table() throws -> [(name: String, words: Set<String>, isResumable: Bool)] {
        let article = try String(
            contentsOf: ArchitectureTests.root.appendingPathComponent(
                "Documentation/HiddenVariables.docc/Conventions.md"), encoding: .utf8)
        let section = try #require(article.components(separatedBy: "### Long work").dropFirst().first)
            .components(separatedBy: "\n### ")[0]
        return section.matches(of: #/(?m)^\| [^|]+ \| `([^`]+)` \| ([^|]*) \| (yes|no) \|$/#).map { match in
            (String(match.1), Set(match.2.matches(of: #/`(\w+)`/#).map { String($0.1) }), match.3 == "yes")
        }
    }

    @Test("19.1 the table names every kind of long work with the words of its limits, and which are resumed")
    func isTheTable() throws {
        let table = try Self.table()
        #expect(table.map(\.name) == LongWorkRow.all.map(\.name))
        for (row, line) in zip(LongWorkRow.all, table) {
            let prepared = try row.prepared()
            #expect(prepared.words == line.words, "\(row.name)")
            #expect(prepared.isResumable == line.isResumable, "\(row.name)")
        }
    }

    @Test(
        "19.1 started and followed, it reports in ascending steps and ends as when it is run",
        arguments: LongWorkRow.all)
    func isFollowed(_ row: LongWorkRow) async throws {
        let work = try row.prepared()
        let (reports, ending) = try await work.follow()
        #expect(!reports.isEmpty && zip(reports, reports.dropFirst()).allSatisfy { $0.step < $1.step })
        #expect(reports.allSatisfy { $0.value?.isNaN != true })
        #expect(ending.reason != .cancelled && ending.reason != .timeLimit)
        // The same value is run again, with the same bits; of heavy ones that is seen where they are resumed.
        if !row.isHeavy { #expect(try await work.run() == ending) }
    }

    @Test(
        "19.1 cut short and resumed from its checkpoint, it ends in the same bits",
        arguments: LongWorkRow.all.filter { (try? $0.prepared().isResumable) == true })
    func isResumed(_ row: LongWorkRow) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("long-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/new/work.checkpoint"
        let work = try row.prepared()
        let probe = WorkProbe()
        let whole = try await Work.$owner.withValue(WorkOwner(probe)) { try await work.run() }
        let half = WorkProbe(cancellingAfter: probe.lookCount / 2)
        let part = try? await Work.$owner.withValue(WorkOwner(half)) { try await work.resume(path) }
        #expect(part?.reason ?? .cancelled == .cancelled)
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(try await work.resume(path) == whole)
        #expect(FileManager.default.fileExists(atPath: path + ".previous"))
        // What is done is done, and a damaged file is an error with its name.
        #expect(try await work.resume(path) == whole)
        try AtomicFile.write(AtomicFile.read(path).dropLast(3), to: path)
        let error = await #expect(throws: FileFormatError.self) { try await work.resume(path) }
        #expect(error?.source == path)
    }

    @Test("19.1 with one round it ends earlier or as before", arguments: LongWorkRow.all)
    func oneRound(_ row: LongWorkRow) async throws {
        guard try row.prepared().words.contains("roundLimit"), !row.isHeavy else { return }
        let ending = try await row.prepared(roundLimit: 1).run()
        #expect([.iterationLimit, .converged, .accuracyReached, .stalled].contains(ending.reason), "\(ending.reason)")
    }
}
