import Testing

@testable import NotebookSupport

@Suite struct GnuplotStyleTests {
    @Test(arguments: [
        ("plain", "'plain'"), ("it's", "'it''s'"), ("`date` @m \\n", "'`date` @m \\n'"),
        ("two\nlines\u{0}", "'two lines '"),
    ])
    func stringsAreSingleQuoted(_ text: String, _ quoted: String) { #expect(GnuplotStyle.quoted(text) == quoted) }

    @Test func fadingMixesWithWhite() {
        #expect(GnuplotStyle.faded("#0072B2", strength: 1) == "#0072b2")
        #expect(GnuplotStyle.faded("#0072B2", strength: 0) == "#ffffff")
        #expect(GnuplotStyle.faded("#000000", strength: 0.5) == "#808080")
    }

    @Test func divergingColoursAreSymmetricAboutTheCentre() {
        #expect(ColourScale.diverging(centre: 2).gnuplot(lowest: 1, highest: 6).contains("set cbrange [-2.0:6.0]"))
        // One value only still has a range around it.
        #expect(ColourScale.sequential.gnuplot(lowest: 1, highest: 1).contains("set cbrange [0.99:1.01]"))
    }
}
