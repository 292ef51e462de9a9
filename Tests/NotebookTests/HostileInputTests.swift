import Foundation
import NotebookSupport
import Testing

@testable import notebook

/// Scripts and outputs that fuzzing and reading found to take the program minutes or its whole stack.
@Suite("Hostile scripts and outputs") struct HostileInputTests {
    /// Enough that a time that grows with the square would show as minutes.
    static let million = 1 << 18

    static let scripts: [(name: String, text: String)] = [
        ("a million #", String(repeating: "#", count: million)),
        ("nested interpolations", String(repeating: "\"\\(", count: million / 4)),
        ("nested comments", String(repeating: "/*", count: million / 2)),
        ("open regular expressions", String(repeating: "=/\\", count: million / 4)),
        ("a million blank lines", String(repeating: "\n", count: million / 8)),
        ("unclosed prose", String(repeating: "/*:\n", count: million / 16)),
    ]

    @Test(arguments: scripts.indices) func scriptsAreRead(index: Int) {
        let (name, text) = Self.scripts[index]
        let script = LiterateScript(text)
        #expect(script.blocks.count <= text.count, "\(name)")
        let lines = SwiftScanner.lines(of: text)
        #expect(SwiftScanner.topLevelLines(of: lines).count == lines.count)
    }

    @Test func proseAfterDeepInterpolationsIsStillRead() {
        let deep = String(repeating: "\"\\(", count: 300) + "1" + String(repeating: ")\"", count: 300)
        let script = LiterateScript("let s = \(deep)\n//: # After\nprint(1)\n")
        #expect(script.cells.count >= 1)
        let usual = String(repeating: "\"\\(", count: 100) + "1" + String(repeating: ")\"", count: 100)
        #expect(LiterateScript("let s = \(usual)\n//: # After\nprint(1)\n").title == "After")
    }

    static let outputs: [(name: String, text: String, parts: Int)] = [
        (
            "blank lines before and after",
            String(repeating: "\n", count: million / 2) + "x" + String(repeating: "\n", count: million / 2), 1
        ),
        ("backticks", String(repeating: "`", count: million), 1),
        ("carriage returns", String(repeating: "a\r", count: million / 32), 1),
        ("escapes", String(repeating: "\u{1B}[", count: million / 32), 1),
        ("a printed table", "| a |\n|:-:|\n| 1 |\n", 1),
        ("printed figures", String(repeating: "![a](b)\n", count: 1000), 1),
    ]

    @Test(arguments: outputs.indices) func outputsAreWoven(index: Int) {
        let (name, text, parts) = Self.outputs[index]
        #expect(Weaver.parts(of: [.text(text)]).count == parts, "\(name)")
    }

    @Test func blankLinesAreTrimmedAsBefore() {
        #expect(Weaver.parts(of: [.text("\n \n a\n\n b \n\n")]) == ["```output\n a\n\n b \n```"])
        #expect(Weaver.parts(of: [.text(" \n\n")]).isEmpty)
    }
}
