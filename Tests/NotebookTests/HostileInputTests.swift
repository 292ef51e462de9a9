import Foundation
import NotebookSupport
import Testing

@testable import notebook

/// Scripts and outputs that fuzzing and reading found to take the program minutes or its whole stack.
@Suite("Hostile scripts and outputs") struct HostileInputTests {
    static let million = 1 << 20

    static let scripts: [(name: String, text: String)] = [
        ("a million #", String(repeating: "#", count: million)),
        ("nested interpolations", String(repeating: "\"\\(", count: million / 4)),
        ("nested comments", String(repeating: "/*", count: million / 2)),
        ("open regular expressions", String(repeating: "=/\\", count: million / 4)),
        ("a million blank lines", String(repeating: "\n", count: million / 8)),
        ("unclosed prose", String(repeating: "/*:\n", count: million / 16)),
    ]

    @Test(.timeLimit(.minutes(2)), arguments: scripts.indices) func scriptsAreRead(index: Int) {
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
        ("rows without a rule", String(repeating: "|\n", count: million / 8), 1),
        ("a rule that never ends", "|a|\n" + String(repeating: "|-", count: million / 8) + "x\n", 1),
        ("a true table", "| a |\n|:-:|\n| 1 |\n", 1),
        ("figures", String(repeating: "![a](b)\n", count: 1000), 1000),
        ("a figure that never ends", String(repeating: "![](", count: 2000), 1),
    ]

    @Test(.timeLimit(.minutes(2)), arguments: outputs.indices) func outputsAreWoven(index: Int) {
        let (name, text, parts) = Self.outputs[index]
        #expect(Weaver.parts(ofOutput: text).count == parts, "\(name)")
    }

    @Test func blankLinesAreTrimmedAsBefore() {
        #expect(Weaver.parts(ofOutput: "\n \n a\n\n b \n\n") == ["```output\n a\n\n b \n```"])
        #expect(Weaver.parts(ofOutput: " \n\n").isEmpty)
        #expect(Weaver.parts(ofOutput: "| a |\n|---|\n") == ["| a |\n|---|"])
        #expect(Weaver.parts(ofOutput: "| a |\n| b |\n") == ["```output\n| a |\n| b |\n```"])
    }
}
