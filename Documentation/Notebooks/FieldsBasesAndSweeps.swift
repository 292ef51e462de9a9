//: # Fields, bases and sweeps of one's own
//:
//: What the library does not bring along is a few lines: a velocity field, a basis for a detector, and a sweep that goes on
//: where it was killed, with figures for a paper.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## A velocity field
//:
//: Each hidden variable turns around $z$, the faster the higher it is, and is drawn to the equator; the tangential part of what is
//: given counts.
let field = try AdaptiveSphereField(
    parties: 1,
    velocity: { point, _ in
        let n = point[0].vector
        return [n.z * SIMD3(-n.y, n.x, -1)]
    })
var sphere = try SpherePlot("Paths in a field of one's own")
for height in [0.9, 0.5, -0.5, -0.9] {
    let start = try Direction((1 - height * height).squareRoot(), 0, height)
    let path = try (0...60).map { try field.move([start], from: 0, to: Double($0) / 20)[0].vector }
    sphere = try sphere.curve(path, label: "$z_0 = \(height)$")
}
try show(sphere, named: "field")

//: ## A detector's basis
//:
//: A qutrit collapses onto a basis that is no spin's: the Fourier basis. In every run one population goes to 1, and over all runs
//: the frequencies are Born's.
let qutrit = try HilbertSpace(dimensions: [3])
let vectors = ComplexMatrix(rows: 3, columns: 3) { j, k in
    Complex(modulus: 1 / 3.0.squareRoot(), phase: 2 * Double.pi / 3 * Double(j * k))
}
let basis = try DetectorBasis(vectors, in: qutrit)
let model = try CollapseModel(state: StateVector(normalizing: [2, 1, Complex(0, 1)], in: qutrit), basis: basis)
var random = RandomStream(seed: 4)
let times = (0...40).map { Double($0) / 5 }
var collapse = Figure("Three runs", x: "time $\\kappa t$", y: "population of the outcome").legend(.bottomRight)
for run in 1...3 {
    let one = model.run(using: &random)
    collapse = try collapse.line(
        times, times.map { try one.populations(at: $0)[one.outcome] }, label: "run \(run)", dashed: run == 3)
}
let runs = Notebook.choose(100_000, short: 2000)
let frequencies = try model.sampleOutcomeCounts(runs: runs, using: &random).map { Double($0) / Double(runs) }
let outcomes = ["$|f_0\\rangle$", "$|f_1\\rangle$", "$|f_2\\rangle$"]
let born = try Figure("All runs", x: "outcome", y: "frequency").bars(outcomes, frequencies, label: "runs")
    .bars(outcomes, model.bornWeights, label: "Born")
try show(
    FigureGrid(columns: 2, [collapse, born]), named: "collapse",
    caption: "One outcome in every run, Born's rule over all.")

//: ## A sweep that was killed
//:
//: Every value leaves a file. The first run stops half way, as a killed one would; the second does what is missing.
struct Killed: Error {}
let folder = "\(Notebook.outputFolder)/sweep"
try? FileManager.default.removeItem(atPath: folder)
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
let sweep = try Sweep(name: "negativity", parameters: [.init("v", (0...20).map { Double($0) / 20 })])
_ = try? await sweep.run(in: folder, threads: 1) { item -> Double in
    if item.index == 9 { throw Killed() }
    return try DensityOperator.werner(visibility: item.values[0]).negativity()
}
print("missing after the first run:", try sweep.merge(Double.self, in: folder).missing.count)
let done = try await sweep.run(in: folder) { try DensityOperator.werner(visibility: $0.values[0]).negativity() }
let records = try sweep.merge(Double.self, in: folder).records
print("done by the second:", done, "of", records.count)
let figure = try Figure("Negativity of Werner's state", x: "visibility $v$", y: "$\\mathcal{N}(\\hat\\rho_v)$")
    .line(records.map { $0.item.values[0] }, records.map(\.output)).note("entangled", x: 0.7, y: 0.1)
try show(figure, named: "negativity")
for ending in ["pdf", "tex"] { try figure.write(to: "\(Notebook.outputFolder)/negativity.\(ending)") }
print("for the paper: negativity.pdf, negativity.tex")
