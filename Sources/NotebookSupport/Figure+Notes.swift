import Foundation
import NumericalCore

extension Figure {
    /// Words at a place in the figure.
    struct Note: Sendable {
        var text: String
        var x: Double
        var y: Double
        var target: (x: Double, y: Double)?
    }

    /// Writes words beside a place, with an arrow from there to another place where one is given.
    ///
    /// - Parameters:
    ///   - text: The words.
    ///   - x: The abscissa of the words. They stand right of it, or left of it in the right half of the figure.
    ///   - y: The ordinate of the words' middle.
    ///   - target: Where the arrow's head is; no arrow when nil.
    /// - Throws: `InvalidArgument` for empty words or places that are not finite.
    public func note(_ text: String, x: Double, y: Double, pointingTo target: (x: Double, y: Double)? = nil) throws
        -> Figure
    {
        try require(!text.isEmpty, "text", must: "hold words", was: "empty")
        try requireFinite([x], "x")
        try requireFinite([y], "y")
        if let target { try requireFinite([target.x, target.y], "target") }
        var figure = self
        figure.notes.append(Note(text: text, x: x, y: y, target: target))
        return figure
    }

    /// The gnuplot commands for the words and arrows.
    func noteCommands(on canvas: Canvas) -> String {
        let left = xRange?.lowerBound ?? allX.min() ?? 0
        let right = xRange?.upperBound ?? allX.max() ?? 1
        func place(_ x: Double) -> Double { isLogarithmic.x ? log10(x) : x }
        return notes.map { note in
            let isRight = place(note.x) > place(left) / 2 + place(right) / 2
            var text = ""
            if let target = note.target {
                text +=
                    "set arrow from \(note.x),\(note.y) to \(target.x),\(target.y) head size screen 0.012,20 filled "
                    + "linewidth 1 linecolor rgb '\(GnuplotStyle.ink)' front\n"
            }
            // Right of an arrow's tail the words would lie on an arrow to the right.
            let isLeftOfPlace = note.target.map { $0.x == note.x ? isRight : $0.x > note.x } ?? isRight
            let side = isLeftOfPlace ? "right offset -0.4,0" : "left offset 0.4,0"
            return text + "set label \(canvas.words(note.text)) at \(note.x),\(note.y) \(side) front\n"
        }.joined()
    }
}
