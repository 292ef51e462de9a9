/// How series that follow one another are told apart: by colour, then by dashes and shapes, then by both.
///
/// The colours come first for readers who see them all; the first seven dashes and shapes differ in brightness enough for
/// the others, and from the eighth series on no two look alike without colour and shape together.
enum SeriesStyle {
    /// Broken lines; the first is whole.
    private static let dashes = ["solid", "(2,4)", "(14,5)", "(14,4,2,4)", "(6,3,6,9)"]
    /// The same for lines that were asked to be broken.
    private static let brokenDashes = ["(9,5)", "(9,3,2,3,2,3)", "(4,3)", "(20,6)", "(9,3,9,3,2,3)"]
    /// Full circle, square, triangle, diamond and inverted triangle, then the same open.
    private static let shapes = [7, 5, 9, 13, 11, 6, 4, 8, 12, 10]

    /// The line of the n-th series.
    static func line(_ number: Int, isBroken: Bool) -> (colour: String, dash: String, shape: Int?) {
        let cycle = number / GnuplotStyle.colours.count
        let kinds = isBroken ? brokenDashes : dashes
        let marks = cycle / kinds.count
        // More than thirty-five: marks on the lines.
        let shape = marks == 0 ? nil : shapes[(marks - 1) % shapes.count]
        return (GnuplotStyle.colour(number), kinds[cycle % kinds.count], shape)
    }

    /// The points of the n-th series.
    static func points(_ number: Int) -> (colour: String, shape: Int) {
        (GnuplotStyle.colour(number), shapes[(number / GnuplotStyle.colours.count) % shapes.count])
    }
}
