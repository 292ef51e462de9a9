//: # Bell tests and thresholds
//:
//: Counts with an artefact, states between product and singlet, and two qutrits: three questions, each with its inequality.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## Counts that signal
//:
//: The four pairs of settings have different totals, and Alice's detector answers 0 too often when Bob's second setting is
//: chosen: an artefact that looks like a signal. The test finds it; frequencies alone would not say what is chance.
let r = 0.5.squareRoot()
let ideal: [Double] = [r, r, r, -r]
var counts: [Int] = []
for (list, total) in [12_000.0, 9_000, 7_500, 4_000].enumerated() {
    let (same, other) = (total * (1 + ideal[list]) / 4, total * (1 - ideal[list]) / 4)
    let shift = list % 2 == 1 ? 0.03 * total : 0
    counts += [same + shift, other + shift, other - shift, same - shift].map { Int($0.rounded()) }
}
let measured = try MeasuredBehaviour(counts: counts, in: .chsh)
let names = ["$a_0b_0$", "$a_0b_1$", "$a_1b_0$", "$a_1b_1$"]
let correlators = try [[0, 0], [0, 1], [1, 0], [1, 1]].map { try measured.correlator(given: $0) }
let figure = try Figure("CHSH with unequal totals", x: "settings", y: "$E$")
    .bars(
        names, correlators.map(\.value), errors: correlators.map { 3 * $0.standardError }, label: "measured, $3\\sigma$"
    )
    .scatter([0, 1, 2, 3], [r, r, r, -r], label: "quantum maximum")
try show(figure, named: "counts")
print(try measured.noSignallingTest())

//: ## States between product and singlet
//:
//: $\cos t\,|00\rangle + \sin t\,|11\rangle$, each with its CHSH settings: the visibility below which white noise makes the
//: behaviour local. Every point has a certificate that is verified in integers.
let points = Notebook.choose(15, short: 4)
let times: [Double] = (1...points).map { Double($0) / Double(points) * Double.pi / 4 }
var below: [Double] = []
var above: [Double] = []
for t in times {
    let amplitudes: [Complex] = [Complex(cos(t)), .zero, .zero, Complex(sin(t))]
    let state = try StateVector(normalizing: amplitudes, in: .twoQubits).densityOperator
    let settings = try TwoQubitBlochForm(state).chshMaximum()
    let behaviour = try Behaviour(of: state, along: [settings.alice, settings.bob])
    let interval = try BehaviourCertificate(behaviour.localVisibility(tolerance: 1e-6), of: behaviour).interval()
    below.append(interval.lower.visibility)
    above.append(interval.upper.visibility)
}
let visibility = try Figure("How much noise makes CHSH's settings local", x: "$t$ (rad)", y: "visibility $v$")
    .line(over: 0...Double.pi / 4, label: "$2/S$ of $S = 2\\sqrt{1+\\sin^2 2t}$") { t -> Double in
        let s = sin(2 * t)
        return 1 / (1 + s * s).squareRoot()
    }
    .scatter(times, below, label: "local, certified").scatter(times, above, label: "nonlocal, certified")
try show(visibility, named: "visibility", caption: "The certified ends meet on $2/S$; one dot covers the other.")

//: ## Two qutrits
//:
//: The settings of D. Collins, N. Gisin, N. Linden, S. Massar and S. Popescu, *Phys. Rev. Lett.* **88**, 040404 (2002), for
//: $(|00\rangle+|11\rangle+|22\rangle)/\sqrt3$.
func fourier(_ sign: Double, _ shift: Double) throws -> POVM {
    try .basis(
        ComplexMatrix(rows: 3, columns: 3) { j, k in
            let phase: Double = 2 * Double.pi / 3 * Double(j) * (sign * Double(k) + shift)
            return Complex(modulus: 1 / 3.0.squareRoot(), phase: phase)
        })
}
let qutrits = try Behaviour(
    of: StateVector.ghz(parties: 2, dimension: 3),
    measurements: [[fourier(1, 0), fourier(1, 0.5)], [fourier(-1, 0.25), fourier(-1, -0.25)]])
let threshold = try qutrits.localVisibility(tolerance: 1e-6)
var table = try Table("Visibility of two qutrits", columns: ["end", "$v$"], formats: [.automatic, .decimals(6)])
try table.add("local up to", threshold.lower)
try table.add("nonlocal from", threshold.upper)
try show(table)
if let inequality = threshold.inequality {
    let scaled = try inequality.scaled(by: 2 / inequality.bound)
    try show(Table("Its inequality, with the bound 2", scaled.namedMatrix(), corner: "settings", format: .decimals(2)))
    print("equivalent to:", try inequality.identified(tolerance: 1e-4).map { "\($0)" } ?? "none of the known ones")
}
