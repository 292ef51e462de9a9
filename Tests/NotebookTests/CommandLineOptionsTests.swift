import Testing

@testable import notebook

@Suite struct CommandLineOptionsTests {
    @Test func argumentsAreReadInAnyOrder() throws {
        let options = try CommandLineOptions.parse(["--short", "a/b.swift", "-o", "out"])
        #expect(options == CommandLineOptions(script: "a/b.swift", output: "out", isShort: true))
        #expect(options?.name == "b")
        #expect(try CommandLineOptions.parse(["b.swift"])?.output == "Results/b")
        #expect(try CommandLineOptions.parse(["b.swift", "--help"]) == nil)
        // Behind -- everything is the script's.
        let passed = try CommandLineOptions.parse(["b.swift", "--", "--short", "-o"])
        #expect(passed?.arguments == ["--short", "-o"] && passed?.isShort == false)
    }

    @Test(arguments: [
        ([], "no script given"), (["a.txt"], "a.txt is not a .swift file"), ([".swift"], ".swift is not a .swift file"),
        (["a.swift", "-o"], "-o needs a folder"), (["--fast", "a.swift"], "unknown option --fast"),
        (["a.swift", "b.swift"], "one script at a time, but got a.swift and b.swift"),
    ])
    func mistakesAreNamed(_ arguments: [String], _ words: String) {
        let error = #expect(throws: CommandLineOptions.Mistake.self) { try CommandLineOptions.parse(arguments) }
        #expect(error?.description == words)
    }
}
