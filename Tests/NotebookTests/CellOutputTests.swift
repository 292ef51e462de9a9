import NotebookSupport
import NumericalCore
import Testing

@testable import notebook

@Suite struct CellOutputTests {
    private let printed =
        "early\n\u{1E}key cell 1\u{1E}\none \u{1E} é\u{1E}key cell x\u{1E}\n\u{1E}\u{1E}key cell 2\u{1E}\n"
        + "\u{1E}key figure\u{1E}\n\n![c](f.svg)\n\n\u{1E}key text\u{1E}\nafter\n\u{1E}key cell 10\u{1E}\nten"

    @Test func outputIsSortedHoweverItArrives() {
        let bytes = Array(printed.utf8)
        var stream = RandomStream(seed: 3)
        for _ in 0..<200 {
            var output = CellOutput(token: "key")
            var cells: [Int] = []
            var shown: [UInt8] = []
            var position = 0
            while position < bytes.count {
                let end = min(bytes.count, position + Int.random(in: 1...9, using: &stream))
                output.take(bytes[position..<end], onCell: { cells.append($0) }, onText: { shown += $0 })
                position = end
            }
            #expect(cells == [1, 2, 10] && output.current == 10 && !output.hasReachedEnd)
            #expect(output.parts(of: 1) == [.text("one \u{1E} é\u{1E}key cell x\u{1E}\n\u{1E}")])
            #expect(output.parts(of: 2) == [.markup(.figure, "![c](f.svg)"), .text("after\n")])
            #expect(output.parts(of: 10) == [.text("ten")] && output.parts(of: 3).isEmpty)
            #expect(
                String(decoding: shown, as: UTF8.self)
                    == "early\none \u{1E} é\u{1E}key cell x\u{1E}\n\u{1E}\n![c](f.svg)\n\nafter\nten")
        }
    }

    private func output(_ text: String, token: String = "key") -> CellOutput {
        var output = CellOutput(token: token)
        output.take(Array(text.utf8)[...], onCell: { _ in }, onText: { _ in })
        return output
    }

    @Test("16.7 markers without the run's token are words")
    func forgedMarkers() {
        let forged = "\u{1E}cell 2\u{1E}\n\u{1E}other figure\u{1E}\n![x](README.md)\n\u{1E}other end\u{1E}\n"
        let found = output("\u{1E}key cell 1\u{1E}\n" + forged)
        #expect(found.current == 1 && !found.hasReachedEnd && found.parts(of: 1) == [.text(forged)])
        #expect(output("\u{1E}key cell 1\u{1E}\n\u{1E}key end\u{1E}\n").hasReachedEnd)
        // A token is long, and no two are alike.
        let tokens = (0..<100).map { _ in OutputMarkers.newToken() }
        #expect(Set(tokens).count == 100 && tokens.allSatisfy { $0.utf8.count == 32 })
    }

    @Test("23 seeds are told once each, and so many at most; what looks like one is words")
    func seeds() {
        let told = "\u{1E}key seed 7\u{1E}\n"
        let found = output(
            "\u{1E}key cell 1\u{1E}\na\n" + told + told
                + "\u{1E}key seed \(UInt64.max)\u{1E}\n\u{1E}key seed -1\u{1E}\nb\n")
        #expect(found.seeds == [7, .max])
        #expect(found.parts(of: 1) == [.text("a\n\u{1E}key seed -1\u{1E}\nb\n")])
        let many = output((0..<1000).map { "\u{1E}key seed \($0)\u{1E}\n" }.joined())
        #expect(many.seeds.count == CellOutput.seedLimit)
    }

    @Test("16.7 a figure that never ends is words")
    func unfinishedFigure() {
        let found = output("\u{1E}key cell 1\u{1E}\na\n\u{1E}key figure\u{1E}\n![c](f.svg)\n")
        #expect(found.parts(of: 1) == [.text("a\n"), .text("![c](f.svg)\n")])
    }

    @Test func tooMuchOutputIsCutAndSaysSo() {
        var output = CellOutput(token: "key")
        let piece = [UInt8](repeating: 65, count: CellOutput.limit)
        output.take(Array("\u{1E}key cell 1\u{1E}\n".utf8)[...], onCell: { _ in }, onText: { _ in })
        for _ in 0..<3 { output.take(piece[...], onCell: { _ in }, onText: { _ in }) }
        let note = CellOutput.Part.text("\n… and \(2 * CellOutput.limit) bytes more, which are not shown\n")
        #expect(output.parts(of: 1).count == 2 && output.parts(of: 1).last == note)
        // A table is kept whole or not at all.
        output.take(Array("\u{1E}key table\u{1E}\n".utf8)[...], onCell: { _ in }, onText: { _ in })
        for _ in 0..<3 { output.take(piece[...], onCell: { _ in }, onText: { _ in }) }
        output.take(Array("\u{1E}key text\u{1E}\n".utf8)[...], onCell: { _ in }, onText: { _ in })
        let more = CellOutput.Part.text("\n… and \(5 * CellOutput.limit) bytes more, which are not shown\n")
        #expect(output.parts(of: 1).count == 2 && output.parts(of: 1).last == more)
    }

    @Test("16.7 the end of a long stream is kept at a cost in proportion to it")
    func lastBytes() {
        var last = LastBytes(limit: 1000)
        let lines = (0..<20_000).map { "line \($0)\n" }
        for line in lines { last.append(Array(line.utf8)[...]) }
        let all = lines.joined()
        #expect(String(decoding: last.bytes, as: UTF8.self) == String(all.suffix(1000)))
        #expect(last.moves <= all.utf8.count / 1000)
        last.append([UInt8](repeating: 7, count: 5000)[...])
        #expect(last.bytes.elementsEqual([UInt8](repeating: 7, count: 1000)))
    }

    @Test(arguments: [
        ("a\rb\n", "b\n"), ("\u{1B}[31mred\u{1B}[0m", "red"), ("50 %\r100 %\r\u{1B}[K", ""),
        ("a\r\nb\tc\u{0}", "a\nb\tc"), ("½\u{85}\u{9F}é\u{7F}\u{A0}", "½é\u{A0}"), ("x\u{1B}[½y", "xy"),
    ])
    func controlsActAsOnATerminal(_ printed: String, _ shown: String) { #expect(terminalText(printed) == shown) }
}
