import NotebookSupport
import Testing

@testable import notebook

@Suite struct ScriptCompilerTests {
    private func compiler(_ source: String, path: String = "/a b/s.swift") -> ScriptCompiler {
        ScriptCompiler(path: path, script: LiterateScript(source))
    }

    @Test func cellsKeepTheirLineNumbers() {
        #expect(
            compiler("//: p\n\nlet x = 1\n//: q\nprint(x)\n").instrumented == """
                __notebookBeginCell(1)
                #sourceLocation(file: "/a b/s.swift", line: 3)
                let x = 1
                #sourceLocation()
                __notebookBeginCell(2)
                #sourceLocation(file: "/a b/s.swift", line: 5)
                print(x)
                #sourceLocation()
                __notebookEnd()

                """)
    }

    @Test func pathsCannotEndTheDirective() {
        #expect(compiler("f()", path: "/a\"b.swift").instrumented.contains("(file: \"/a'b.swift\", line: 1)"))
    }

    @Test func firstLineOfAShellScriptIsAComment() {
        #expect(compiler("#!/usr/bin/swift\nf()").instrumented.contains("\n//#!/usr/bin/swift\nf()\n"))
    }

    @Test func importsAreFound() {
        let source = "import A\n@testable import B\nimport struct C.D\n// import E\nlet x = \"import F\"\nimport G; f()"
        #expect(compiler(source).imports == ["A", "B", "C", "G"])
    }

    @Test func scriptsShareTheOptionsThatMatter() {
        let arguments = [
            "-O", "-I", "/modules", "-Xcc", "-fmodule-map-file=/c/module.modulemap", "-I/usr/include/x", "-Xcc", "-I/c",
            "-sanitize=thread", "-swift-version", "6", "-profile-generate", "-Xcc", "-g",
        ]
        #expect(
            BuildProducts.sharedOptions(of: arguments) == [
                "-Xcc", "-fmodule-map-file=/c/module.modulemap", "-I/usr/include/x", "-Xcc", "-I/c", "-sanitize=thread",
                "-profile-generate",
            ])
    }

    @Test("23 objects go to the linker in a script of their own, if their paths can be quoted in it")
    func linkerScript() {
        #expect(ScriptToolchain.linkerScript(["/a b/c.o", "/d'.o"]) == "INPUT(\n\"/a b/c.o\"\n\"/d'.o\"\n)\n")
        #expect(ScriptToolchain.linkerScript(["/a\"b.o"]) == nil)
        #expect(ScriptToolchain.linkerScript(["/a\nb.o"]) == nil)
        #expect(ScriptToolchain.options(in: "-la\0-lb\n-la\n\n-lc\0") == ["-la", "-lb", "-lc"])
    }

    @Test func aFolderWithoutModulesIsNamed() {
        let error = #expect(throws: BuildProducts.Incomplete.self) { try BuildProducts(in: "/no/such", imports: []) }
        #expect(error?.description.contains("/no/such") == true)
    }

    @Test("24.2 the build system swiftbuild: one object for each library beside the runner")
    func objectsBesideTheRunner() throws {
        try TextFile.withScratchFolder { folder in
            let names = [
                "HiddenVariables.o", "NumericalCore.o", "OwnTests.o", "HiddenVariables.swiftmodule", "notebook",
            ]
            for name in names {
                try TextFile.write("", to: "\(folder)/\(name)")
            }
            let products = try BuildProducts(in: folder, imports: ["HiddenVariables"])
            #expect(products.modules == folder)
            #expect(products.objects == ["\(folder)/HiddenVariables.o", "\(folder)/NumericalCore.o"])
            #expect(products.options.filter { $0.hasSuffix("module.modulemap") }.count == 2)
        }
    }
}
