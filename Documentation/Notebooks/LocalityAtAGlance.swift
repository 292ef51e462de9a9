//: # Locality at a glance
//:
//: How much noise makes two qubits local, and in which sense? Every number of this picture is computed here or named with its
//: source. The visibility $v$ is that of $v\rho+(1-v)\frac14$; for the singlet this is the Werner state.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## The numbers
//:
//: From above: the singlet's largest CHSH value is $2\sqrt2v$, and only more than 2 is nonlocal.
let chsh = try 2 / StateVector.singlet.densityOperator.chshMaximum().value
//: From below: the shipped certificate is verified again, and so a local model of all projective measurements is proven.
let proof = try IsotropicCertificate.shipped(Notebook.choose(.werner, short: .wernerSmall)).verify()
//: For all measurements the best constant is published, $v\le\frac12$. Separable states are local in the simplest way; the Werner state
//: is separable as long as its partial transpose is positive, which is found by bisection.
let allMeasurements = LocalVisibility.povm2024.value
var separable = 0.0
var entangled = 1.0
for _ in 0..<50 {
    let middle = (separable + entangled) / 2
    let isSeparable = try DensityOperator.werner(visibility: middle).negativity() < 1e-12
    if isSeparable { separable = middle } else { entangled = middle }
}
//: With *dynamics* the hidden variables move by a law that does not know the state, for all states of the ball. Three
//: dimensions for each particle are enough for every Hamiltonian; on bare spheres the Heisenberg interaction has dynamics.
let anyHamiltonian = RegisterDynamicalModel.largestVisibility
let tabulated = try CovariantGaugeOptimization(
    .panels([0.2, 0.545, 1], [.precession, .restsAbove, .restsBelow]), knots: 12, tolerance: 1e-5
).solve()
let rests = tabulated.gauge?.largestVisibility ?? 0
let heisenberg = HeisenbergGauge(profile: .optimal).largestVisibility

//: ## The picture
//:
//: A drawing of one's own is a type that conforms to `Plot`.
struct Bars: Plot {
    struct Bar {
        var name: String
        var range: ClosedRange<Double>
        var colour: String
        var text: String
    }
    var title: String
    var bars: [Bar]
    var legend: [(colour: String, text: String)]
    var size: (width: Int, height: Int) { (860, 96 + 44 * bars.count) }

    func validate() throws {}
    func csv() -> String {
        "name,from,to\n" + bars.map { "\"\($0.name)\",\($0.range.lowerBound),\($0.range.upperBound)\n" }.joined()
    }
    func gnuplot() -> String {
        var text = """
            set xrange [0:1]
            set yrange [0:\(bars.count)]
            set lmargin at screen 0.345
            set rmargin at screen 0.965
            set xlabel 'visibility v: 0 is noise, 1 is the pure state' textcolor rgb '#555555'
            set xtics 0,0.1,1
            unset ytics
            set border 1
            set grid noytics

            """
        for (index, bar) in bars.enumerated() {
            let middle = Double(bars.count - index) - 0.5
            text += """
                set object rect from \(bar.range.lowerBound),\(middle - 0.3) to \(bar.range.upperBound),\(middle + 0.3) \
                fillcolor rgb '\(bar.colour)' fillstyle solid noborder front
                set label '\(bar.name)' at graph 0,first \(middle) right offset -1,0 font ',13' textcolor rgb '#222222'
                """
            // Beside the bar where there is room, else in front of it.
            let isShort = bar.range.upperBound < 0.9
            let (place, side) =
                isShort ? (bar.range.upperBound, "left offset 0.8,0") : (bar.range.lowerBound, "right offset -0.8,0")
            text += "\nset label '\(bar.text)' at \(place),\(middle) \(side) font ',13' textcolor rgb '#222222'\n"
        }
        for (index, entry) in legend.enumerated() {
            let height = 0.42 + 0.55 * Double(legend.count - 1 - index)
            text += """
                set object rect from 0.76,\(height - 0.14) to 0.785,\(height + 0.14) fillcolor rgb '\(entry.colour)' \
                fillstyle solid noborder front
                set label '\(entry.text)' at 0.8,\(height) left font ',12' textcolor rgb '#555555'

                """
        }
        return text + "plot NaN notitle\n"
    }
}
func digits(_ x: Double, _ count: Int) -> String { String(format: "%.\(count)f", x) }
let (known, proven, numerical, nonlocal) = ("#b5bcc4", "#0072B2", "#8cc4e4", "#D55E00")
let bars = Bars(
    title: "Two qubits with white noise: what is local, and what moves",
    bars: [
        .init(name: "violates CHSH", range: chsh...1, colour: nonlocal, text: "\(digits(chsh, 4)) = 1/√2"),
        .init(
            name: "local, projective measurements", range: 0...proof.visibility, colour: proven,
            text: "\(digits(proof.visibility, 5)), certified here"),
        .init(name: "local, all measurements", range: 0...allMeasurements, colour: known, text: "1/2"),
        .init(name: "separable", range: 0...separable, colour: known, text: "1/3"),
        .init(
            name: "dynamics, every Hamiltonian", range: 0...anyHamiltonian, colour: proven,
            text: "1/4, the best there is"),
        .init(
            name: "dynamics, Heisenberg, spheres", range: 0...rests, colour: numerical, text: digits(rests - 5e-6, 5)),
        .init(name: "  the same in closed form", range: 0...heisenberg, colour: proven, text: "3/22"),
    ], legend: [(proven, "ours, proven"), (numerical, "ours, numerical"), (known, "published")])
try show(
    bars, named: "locality",
    caption: "The first four bars are about Werner states, the others about all states with this much noise.")

//: What lies between the first two bars is open; published Bell inequalities leave room up to about 0.696.
var table = try Table(columns: ["statement", "v"], formats: [.automatic, .decimals(9)])
for bar in bars.bars { try table.add(bar.name, bar.name.hasPrefix("violates") ? chsh : bar.range.upperBound) }
try show(table)

//: With a path behind `--` the figure is written there too: that is how the README's picture is made.
if let path = Notebook.arguments.first {
    try bars.svg(named: "locality").write(toFile: path, atomically: true, encoding: .utf8)
}
