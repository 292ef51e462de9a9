import NumericalCore
import Testing

@testable import NotebookSupport

@Suite struct FigureTextTests {
    @Test(arguments: [
        ("$\\rho$", "{/:Italic ρ}"), ("$\\hat\\rho_{AB}^2$", "{/:Italic ρ\u{302}}_{{/:Italic AB}}^{2}"),
        (
            "$\\langle\\sigma_x\\otimes\\sigma_z\\rangle$",
            "⟨{/:Italic σ}_{{/:Italic x}}\u{2009}⊗\u{2009}{/:Italic σ}_{{/:Italic z}}⟩"
        ),
        ("$\\sqrt{x^2+1} \\pm \\frac{1}{\\sqrt 2}$", "√({/:Italic x}^{2}\u{2009}+\u{2009}1)\u{2009}±\u{2009}1/√2"),
        ("$-1 \\le x$", "−1\u{A0}≤\u{A0}{/:Italic x}"), ("$\\cos t$", "cos\u{2009}{/:Italic t}"),
        ("$t_{\\mathrm{max}}$", "{/:Italic t}_{max}"), ("$\\mathbb{C}^2$", "ℂ^{2}"), ("$\\mathbf{r}$", "{/:Bold r}"),
        ("$|\\psi^-\\rangle$", "|{/:Italic ψ}^{−}⟩"), ("$\\{a, b\\}$", "\\{{/:Italic a},\u{2009}{/:Italic b}\\}"),
        ("$\\operatorname{Tr}\\rho$", "Tr\u{2009}{/:Italic ρ}"), ("$x'$", "{/:Italic x}′"),
        ("a_b^c $x$ {d}", "a\\_b\\^c\u{A0}{/:Italic x}\u{A0}\\{d\\}"),
    ])
    func formulasBecomeUnicodeAndMarkup(_ source: String, _ markup: String) throws {
        try FigureText.validate(source, "title")
        #expect(FigureText(source).enhanced == markup)
        #expect(FigureText(source).hasFormula)
    }

    @Test(arguments: ["costs $5 and $6", "a_b^2", "$ x$", "$x $", "$$", "{/Bold x}", "5$", "\\alpha"])
    func wordsWithoutAFormulaStayAsTheyAre(_ words: String) throws {
        try FigureText.validate(words, "title")
        #expect(FigureText(words).pieces == [.words(words)])
        #expect(Canvas(size: (720, 440)).words(words) == "'\(words)' noenhanced")
    }

    @Test(arguments: [
        ("$\\foo$", "\\foo is not among"), ("$\\frac{1}$", "nothing follows \\frac"), ("$x_{1$", "a { has no }"),
        ("$x}$", "a } has no {"), ("$x_1_2$", "two _"), ("$x^$", "nothing follows ^"),
        ("$a & b$", "& needs a backslash"),
        ("$\\sqrt$", "nothing follows \\sqrt"), ("$\\left$", "no bracket follows \\left"),
        ("$\\mathrm{\\frac{1}{2}}$", "no symbol"), ("$\\begin{matrix}$", "\\begin is not among"),
    ])
    func latexThatCannotBeSetIsRefusedInWords(_ source: String, _ reason: String) throws {
        let error = #expect(throws: InvalidArgument.self) {
            try Figure(source, x: "x", y: "y").line([0, 1], [0, 1]).validate()
        }
        #expect(error?.argument == "title" && error?.description.contains(reason) == true)
        // Every word of a plot is looked at.
        for plot in [
            try Figure("T", x: source, y: "y").line([0, 1], [0, 1]),
            try Figure("T", x: "x", y: source).line([0, 1], [0, 1]),
            try Figure("T", x: "x", y: "y").line([0, 1], [0, 1], label: source),
            try Figure("T", x: "x", y: "y").line([0, 1], [0, 1]).note(source, x: 0, y: 0),
            try Figure("T", x: "x", y: "y").bars([source], [1]),
        ] { #expect(throws: InvalidArgument.self) { try plot.validate() } }
        #expect(throws: InvalidArgument.self) {
            try HeatMap("T", x: "x", y: "y", value: source).cells(x: [0, 1], y: [0, 1]) { $0 + $1 }.validate()
        }
        #expect(throws: InvalidArgument.self) { try SpherePlot("T").points([[0, 0, 1]], label: source).validate() }
    }

    @Test func deepNestingAndLongTextsAreRefused() {
        let deep = "$" + String(repeating: "\\sqrt{", count: 100) + "x" + String(repeating: "}", count: 100) + "$"
        #expect(throws: InvalidArgument.self) { try FigureText.validate(deep, "title") }
        let chain = "$" + String(repeating: "\\sqrt", count: 99) + "$"
        #expect(throws: InvalidArgument.self) { try FigureText.validate(chain, "title") }
        #expect(throws: InvalidArgument.self) { try FigureText.validate(String(repeating: "a", count: 501), "title") }
    }

    @Test func latexKeepsFormulasAndEscapesWords() {
        #expect(
            FigureText("50% of a_b & κ², $\\hat\\rho_{AB}$").latex
                == "50\\% of a\\_b \\& $\\kappa$$^{2}$, $\\hat\\rho_{AB}$")
        // LaTeX itself has no \degree.
        #expect(FigureText("angle / °").latex == "angle / ${}^{\\circ}$")
        #expect(FigureText("$45\\degree$").latex == "$45{}^{\\circ}$")
        #expect(FigureText("{x}~^\\").latex == "\\{x\\}\\textasciitilde{}\\textasciicircum{}\\textbackslash{}")
    }

    @Test func everyCommandHasACharacterAndGoesThroughTheReader() throws {
        for (name, symbol) in MathSymbols.commands {
            let nodes = try FormulaParser.nodes(of: "\\\(name) x")
            #expect(EnhancedText.set(nodes, isScript: false).contains(EnhancedText.escaped(symbol.text)))
        }
        for name in MathSymbols.accents.keys { #expect(try FormulaParser.nodes(of: "\\\(name){x}").count == 1) }
        for name in MathSymbols.faces.keys { #expect(try FormulaParser.nodes(of: "\\\(name){x}").count == 1) }
    }
}
