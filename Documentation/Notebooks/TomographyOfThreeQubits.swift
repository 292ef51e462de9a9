//: # Tomography of three qubits
//:
//: A table of counts for the 27 settings of Pauli measurements becomes a state, with errors, and pictures of it. The counts are
//: simulated: 500 trials for each setting of a noisy Greenberger–Horne–Zeilinger state with a phase.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## The state
//:
//: Each key of the file names the three measurements, each bit string the outcomes; the first letter and the first bit are the
//: first qubit's.
let counts = try TomographyData(
    pauliCountsIn: Notebook.data("Data/ghz3-pauli-counts.json"), order: .firstIsMostSignificant)
let estimate = try counts.maximumLikelihood()
let rho = estimate.state
let phase = rho.matrix[7, 0].phase
print(estimate)
let ghz = try StateVector.ghz(parties: 3)
var turned = ghz.amplitudes
turned[7] = turned[7] * Complex.unit(phase: phase)
let nearest = try StateVector(turned, in: ghz.space)

let quantities: [(name: String, value: @Sendable (DensityOperator) throws -> Double)] = [
    ("$F(\\mathrm{GHZ})$", { try $0.fidelity(with: ghz) }),
    ("$F$ with its phase", { try $0.fidelity(with: nearest) }),
    ("purity", { $0.purity }),
]
let errors = try await counts.bootstrap(
    estimate, options: BootstrapOptions(replicas: Notebook.choose(200, short: 10), seed: 1), of: quantities.map(\.value)
)
var table = try Table("The state, with errors from random repetitions", columns: ["quantity", "value"])
for (quantity, error) in zip(quantities, errors) {
    try table.add(quantity.name, plusMinus(error.value, error.standardError))
}
try show(table)

//: ## In pictures
let picture = try FigureGrid(
    "$\\hat\\rho$ from 27 settings", columns: 2,
    [HintonPlot("modulus as area, phase as colour", rho.matrix), CityPlot("modulus as height", rho.matrix)])
try show(picture, named: "state", caption: "The coherence $|000\\rangle\\langle111|$ has a phase of its own.")

//: Its correlations $\langle\sigma_i\otimes\sigma_j\otimes\sigma_k\rangle$, of which four are ±1 for GHZ's state:
let letters = ["X", "Y", "Z"]
let pairs = letters.flatMap { first in letters.map { first + $0 } }
let tensor = try Matrix<Double>(rows: 3, columns: 9) { row, column in
    try rho.expectation(of: PauliSum([letters[row] + pairs[column]: 1]))
}
let map = try HeatMap(
    "Correlations of three", x: "second and third qubit", y: "first qubit",
    value: "$\\langle\\sigma_i\\otimes\\sigma_j\\otimes\\sigma_k\\rangle$", scale: .diverging(centre: 0)
).matrix(tensor, rows: letters, columns: pairs)
try show(map, named: "correlations")
