import Foundation
import Testing

@testable import notebook

/// The foot of a page, with clocks of the test's own.
@Suite struct RunRecordTests {
    private let script = LiterateScript(
        """
        var stream = RandomStream(seed: 2_001)
        //: p
        let seed = 7  // seed: 5
        f(seed: 7, noiseSeed: 0x1F); print("seed: 9", seed: seeds.count)
        g(seed: 7)
        """)

    private func circumstances(commit: String?) -> RunRecord.Circumstances {
        var cells = CellTimes()
        cells.begin(1, at: .seconds(1))
        cells.begin(2, at: .milliseconds(1004))
        cells.end(at: .milliseconds(3504))
        // 2026-11-30 19:05 UTC.
        return RunRecord.Circumstances(
            date: Date(timeIntervalSince1970: 1_796_065_500), commit: commit, compilation: .milliseconds(1240),
            cells: cells,
            execution: .seconds(3904))
    }

    @Test("23 seeds are found in the code, not in words")
    func seeds() {
        let found = RunRecord.writtenSeeds(in: script)
        #expect(found.map(\.seed) == ["2_001", "7", "0x1F"])
        #expect(found.map(\.lines) == [[1], [3, 4, 5], [4]])
    }

    @Test("23 date, commit, arguments, seeds and run time at the foot")
    func foot() {
        var record = RunRecord(arguments: ["werner(0.9)", "a `b`"], toldSeeds: [7, 12])
        record.circumstances = circumstances(commit: "Commit `0123456789ab`")
        #expect(
            record.foot(of: "s.swift", script: script, isShort: true)
                == "*Woven from `s.swift` in a short run, with reduced numbers of samples, with the arguments `werner(0.9)` "
                + "`` a `b` ``, on 2026-11-30 19:05 UTC. Commit `0123456789ab`. "
                + "Seeds: 2_001 (line 1); 7 (lines 3, 4, 5); 0x1F (line 4); 12 (told as it ran). "
                + "Compiled in 1.2\u{A0}s, ran for 1\u{A0}h 5\u{A0}min.*")
        record.circumstances = nil
        #expect(!record.foot(of: "s.swift", script: script, isShort: false).contains("2026"))
        #expect(
            RunRecord().foot(of: "s.swift", script: LiterateScript("f()"), isShort: false)
                == "*Woven from `s.swift`. No seed is written in the script.*")
    }

    @Test("23 a page tells how long each cell took; the cell that failed is not timed")
    func cellTimes() {
        let cells = circumstances(commit: nil).cells
        #expect(cells.duration(of: 1) == .milliseconds(4) && cells.duration(of: 2) == .milliseconds(2500))
        #expect(cells.duration(of: 3) == nil)
        var running = CellTimes()
        running.begin(1, at: .zero)
        #expect(running.duration(of: 1) == nil)
        var record = RunRecord()
        record.circumstances = circumstances(commit: nil)
        let page = Weaver(script: script, name: "s.swift", isShort: false)
            .page(output: { _ in [] }, outcome: .finished, record: record)
        #expect(page.contains("```\n\n<div class=\"time\">cell 1, 4 ms</div>\n\np\n\n```swift"))
        #expect(page.contains("<div class=\"time\">cell 2, 2.5 s</div>"))
    }

    @Test(arguments: [
        (Duration.microseconds(400), "0 ms"), (.milliseconds(999), "999 ms"), (.milliseconds(1040), "1.0 s"),
        (.milliseconds(99_949), "99.9 s"), (.seconds(125), "2 min 5 s"), (.seconds(7260), "2 h 1 min"),
    ])
    func durations(_ duration: Duration, _ words: String) { #expect(RunClock.words(for: duration) == words) }

    @Test("23 commits in words") func commits() throws {
        #expect(ScriptCommit.words(commit: "abc", holdsScript: true) == "Commit `abc`")
        #expect(
            ScriptCommit.words(commit: "abc-dirty", holdsScript: false)
                == "Commit `abc` with changes that are not committed, which does not hold the script")
        // No repository holds this.
        #expect(ScriptCommit.words(for: "/proc/self/s.swift") == nil)
    }
}
