import NumericalCore
import Testing

@testable import notebook

@Suite struct CellOutputTests {
    private let printed =
        "early\n\u{1E}cell 1\u{1E}\none \u{1E} é\u{1E}cell x\n\u{1E}cell 2\u{1E}\n\u{1E}cell 10\u{1E}\nten"

    @Test func outputIsSortedHoweverItArrives() {
        let bytes = Array(printed.utf8)
        var stream = RandomStream(seed: 3)
        for _ in 0..<200 {
            var output = CellOutput()
            var cells: [Int] = []
            var shown: [UInt8] = []
            var position = 0
            while position < bytes.count {
                let end = min(bytes.count, position + Int.random(in: 1...9, using: &stream))
                output.take(bytes[position..<end], onCell: { cells.append($0) }, onText: { shown += $0 })
                position = end
            }
            #expect(cells == [1, 2, 10] && output.current == 10)
            #expect(output.text(of: 1) == "one \u{1E} é\u{1E}cell x\n")
            #expect(output.text(of: 2) == "" && output.text(of: 10) == "ten" && output.text(of: 3) == "")
            #expect(String(decoding: shown, as: UTF8.self) == "early\none \u{1E} é\u{1E}cell x\nten")
        }
    }

    @Test func tooMuchOutputIsCutAndSaysSo() {
        var output = CellOutput()
        let piece = [UInt8](repeating: 65, count: CellOutput.limit)
        output.take(Array("\u{1E}cell 1\u{1E}\n".utf8)[...], onCell: { _ in }, onText: { _ in })
        for _ in 0..<3 { output.take(piece[...], onCell: { _ in }, onText: { _ in }) }
        #expect(output.text(of: 1).hasSuffix("A\n… and \(2 * CellOutput.limit) bytes more, which are not shown\n"))
    }

    @Test(arguments: [
        ("a\rb\n", "b\n"), ("\u{1B}[31mred\u{1B}[0m", "red"), ("50 %\r100 %\r\u{1B}[K", ""),
        ("a\r\nb\tc\u{0}", "a\nb\tc"),
    ])
    func controlsActAsOnATerminal(_ printed: String, _ shown: String) { #expect(terminalText(printed) == shown) }
}
