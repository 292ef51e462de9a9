//: # Quantum bounds that hold
//:
//: How much can quantum states violate a Bell inequality? A see-saw reaches a value from below. The hierarchy of moment matrices
//: bounds it from above, and here that bound is proven: rounding errors included, whatever the solver did. A table of known
//: values, each with its level.
import HiddenVariables
import NotebookSupport

import Foundation

struct Line {
    let name: String
    let level: HierarchyLevel
    let inequality: BellInequality
}

var lines = [
    Line(name: "CHSH", level: .one, inequality: try BellInequality(.chsh)),
    Line(name: "I3322", level: .one, inequality: try .innn22(settings: 3)),
    Line(name: "I3322", level: try HierarchyLevel("1+AB"), inequality: try .innn22(settings: 3)),
    Line(name: "I3322", level: .two, inequality: try .innn22(settings: 3)),
    Line(name: "elegant", level: .one, inequality: try BellInequality(.elegant)),
    Line(name: "Mermin, 3 parties", level: .almostQuantum, inequality: try BellInequality(.mermin(parties: 3))),
    Line(name: "Svetlichny, 3 parties", level: .almostQuantum, inequality: try BellInequality(.svetlichny(parties: 3))),
    Line(name: "guess your neighbour's input", level: .almostQuantum, inequality: try .guessYourNeighbour()),
    Line(name: "magic square, of 9", level: .one, inequality: try .magicSquare()),
]
for settings in 3...Notebook.choose(8, short: 4) {
    lines.append(
        Line(
            name: "chained, \(settings) settings", level: .one,
            inequality: try BellInequality(.chained(settings: settings))))
}
for outcomes in 3...Notebook.choose(4, short: 3) {
    lines.append(
        Line(
            name: "CGLMP, \(outcomes) outcomes (game)", level: try HierarchyLevel("1+AB"),
            inequality: try .cglmp(outcomes: outcomes)))
}
if Notebook.choose(true, short: false) {
    lines.append(Line(name: "I3322", level: .three, inequality: try .innn22(settings: 3)))
}

//: ## The table
for line in lines {
    let bound = try line.inequality.quantumUpperBound(level: line.level)
    print(
        line.name.padding(toLength: 32, withPad: " ", startingAt: 0),
        "level \(line.level)".padding(toLength: 44, withPad: " ", startingAt: 0),
        String(format: "≤ %.7f  (%d operators, %d moments)", bound.upper, bound.operators, bound.moments))
}

//: ## A behaviour that is not quantum
//:
//: The box of Popescu and Rohrlich becomes quantum when $1-1/\sqrt2$ of white noise is mixed in.
let membership = try Behaviour.popescuRohrlich.quantumMembership(level: .two)
print(
    String(
        format: "visibility %.7f, proven not above %.7f; excluded: ", membership.visibility,
        membership.provenVisibility) + "\(membership.isExcluded)")

//: ## Steering
//:
//: Werner states and the axes of a Platonic solid: the visibility from which on the measurements steer.
for (name, solid) in [("octahedron, 3 axes", PlatonicSolid.octahedron), ("icosahedron, 6 axes", .icosahedron)] {
    let measurements = solid.axes.map { POVM.along($0) }
    let found = try Assemblage(of: .werner(visibility: 1), measurements: measurements).hiddenStateModel()
    print(name, String(format: "%.7f, proven not above %.7f", found.visibility, found.provenVisibility))
}
