import NotebookSupport
import NumericalCore
import Testing

@testable import notebook

/// Coloured code: nothing of it is lost, and a word is what it is for the compiler.
@Suite struct SwiftHighlighterTests {
    /// Tokens that are more than plain, with their kinds.
    private func marks(_ code: String) -> [String] {
        SwiftHighlighter.tokens(of: code).filter { $0.kind != .plain }.map {
            "\($0.kind.rawValue):\($0.text.filter { !$0.isWhitespace })"
        }
    }

    @Test(
        "23 interpolations, member calls, labels and numbers",
        arguments: [
            ("let a = \"x \\(b.f(1)) y\"", ["kw:let", "st:\"x", "ip:\\(", "fn:f", "nu:1", "ip:)", "st:y\""]),
            ("#\"a \\(b) \\#(c)\"#", ["st:#\"a\\(b)", "ip:\\#(", "ip:)", "st:\"#"]),
            ("\"\\(\"in \\(x)\")\"", ["st:\"", "ip:\\(", "st:\"in", "ip:\\(", "ip:)", "st:\"", "ip:)", "st:\""]),
            ("{ try $0.fidelity(with: target) }", ["kw:try", "fn:fidelity"]),
            ("x.map { $0.purity }", ["fn:map"]),
            ("if x.isEmpty { y }", ["kw:if"]),
            ("try StateInput(source, in: .twoQubits)", ["kw:try", "ty:StateInput"]),
            ("a.default.init(for: 1)", ["fn:init", "nu:1"]),
            ("for i in 0...n { }", ["kw:for", "kw:in", "nu:0"]),
            ("1.5e-3 + 0x1F - 1_000.25", ["nu:1.5e-3", "nu:0x1F", "nu:1_000.25"]),
            ("pair.0.x + t.1", []),
            ("λ₁ ⊗ Πi", ["ty:Πi"]),
            ("@Sendable () async throws -> Double", ["at:@Sendable", "kw:async", "kw:throws", "ty:Double"]),
            ("some Plot; some(x); let some = 1", ["kw:some", "ty:Plot", "fn:some", "kw:let", "nu:1"]),
            ("switch x { default: y }", ["kw:switch", "kw:default"]),
            ("a / b // c\n/* d */ #/e/#", ["co://c", "co:/*d*/", "re:#/e/#"]),
            ("func dropsLast(in x: Int) {}", ["kw:func", "fn:dropsLast", "ty:Int"]),
            ("#if DEBUG\n#endif", ["at:#if", "ty:DEBUG", "at:#endif"]),
        ])
    func kinds(_ code: String, _ expected: [String]) { #expect(marks(code) == expected) }

    @Test("the pieces of any text are the text")
    func nothingIsLost() {
        let pieces = [
            "\"", "\\(", ")", "#", "/", "//", "/*", "*/", "\n", "\\", "let ", ".", "f(", "{", "}", "1", "e-", "é", "₁",
            "⊗", "@", "\"\"\"",
        ]
        var stream = RandomStream(seed: 23)
        for _ in 0..<300 {
            let code = (0..<Int.random(in: 0..<30, using: &stream)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &stream)]
            }.joined()
            let tokens = SwiftHighlighter.tokens(of: code)
            #expect(tokens.map(\.text).joined() == code && tokens.allSatisfy { !$0.text.isEmpty })
        }
    }

    @Test func htmlIsEscapedWhateverItCombinesWith() {
        let html = SwiftHighlighter.html(of: "a<\u{301}b & \"<i>\"")
        #expect(html == "a&lt;\u{301}b &amp; <span class=\"st\">&quot;&lt;i&gt;&quot;</span>")
    }
}
