import Testing

@testable import notebook

@Suite struct CommandLineOptionsTests {
    @Test func argumentsAreReadInAnyOrder() throws {
        let options = try CommandLineOptions.parse(["--short", "a/b.swift", "-o", "out"])
        #expect(options == CommandLineOptions(paths: ["a/b.swift"], output: "out", isShort: true))
        let more = try CommandLineOptions.parse(["--ipynb", "b.swift", "--undated"])
        #expect(more == CommandLineOptions(paths: ["b.swift"], writesJupyter: true, isUndated: true))
        #expect(options?.onlyScript == "a/b.swift" && CommandLineOptions.name(of: "a/b.swift") == "b")
        #expect(try CommandLineOptions.parse(["b.swift"])?.output == nil)
        #expect(try CommandLineOptions.parse(["b.swift", "--help"]) == nil)
        // Behind -- everything is the script's.
        let passed = try CommandLineOptions.parse(["b.swift", "--", "--short", "-o"])
        #expect(passed?.arguments == ["--short", "-o"] && passed?.isShort == false)
    }

    @Test(arguments: [
        ([], "no script given"), (["a.txt"], "a.txt is not a .swift file or a folder"),
        ([".swift"], ".swift is not a .swift file or a folder"),
        (["a.swift", "-o"], "-o needs a folder"), (["--fast", "a.swift"], "unknown option --fast"),
        (["a.swift", "."], ". is not a .swift file"),
    ])
    func mistakesAreNamed(_ arguments: [String], _ words: String) {
        let error = #expect(throws: CommandLineOptions.Mistake.self) { try CommandLineOptions.parse(arguments) }
        #expect(error?.description == words)
    }
}
