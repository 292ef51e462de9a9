//: # Maps of locality
//:
//: Which small parts of a spin chain could a local model imitate, and when? For every point of a map this notebook looks for
//: a cloud of hidden variables by gradient descent, and sets beside it what is known rigorously: a partial transpose that
//: is positive means separable and so local; a CHSH value above 2 means not local.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## A quench under decoherence
//:
//: A ring of eight spins begins in four singlets side by side and evolves under the Heisenberg interaction
//: $H=\sum_j \mathbf S_j\cdot\mathbf S_{j+1}$. The two spins of a singlet spread their entanglement over the ring. On top, each
//: of them is depolarized with probability $p$. A sweep is a value: its items are numbered, each writes one file, and a run that
//: was interrupted goes on with the items that are missing; on a cluster its shards are the tasks of an array.
let sites = 8
let singlets = try (1..<(sites / 2)).reduce(StateVector.singlet) { state, _ in try state.tensor(.singlet) }
let times = (0..<Notebook.choose(13, short: 3)).map { Double($0) * Notebook.choose(0.125, short: 0.5) }
let strengths = (0..<Notebook.choose(9, short: 3)).map { Double($0) * Notebook.choose(0.04, short: 0.15) }
let pairs = try SpinRing.xxz(sites: sites, anisotropy: 1).quench(from: singlets, spins: 2, times: times)
let decohered = try pairs.map { pair in
    try strengths.map { try pair.decohered(by: .depolarizing(probability: $0)) }
}

let options = SearchOptions(
    points: Notebook.choose(1024, short: 200),
    phases: [
        .adam(
            steps: Notebook.choose(1500, short: 150), rate: 0.1,
            batch: BatchDesign(.grid, settings: Notebook.choose(32, short: 10), points: .spiral))
    ], testSettings: Notebook.choose(2048, short: 200))
let sweep = try Sweep(
    name: "quench", parameters: [.init("time", times), .init("p", strengths)], seeds: [1])
let folder = Notebook.outputFolder + "/quench-results"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
let done = try await sweep.searchClouds(in: folder, shard: try Sweep.slurmShard(), options: options) { item in
    let place = (item.index / strengths.count, item.index % strengths.count)
    return try CloudProblem(qubits: decohered[place.0][place.1], degree: Notebook.choose(5, short: 3))
}
let merge = try sweep.merge(Sweep.CloudRecord.self, in: folder)
print("\(done) searches run, \(merge.records.count) results,", merge.isComplete ? "complete" : "not complete")

//: The colour is the relative entropy that is left, in powers of ten: about $-7$ where the search finds a model, and far more
//: where there is none.
let remains = try HeatMap(
    "What is left after the search", x: "time × J", y: "depolarizing probability p", value: "log₁₀ (divergence / nats)"
).cells(
    x: times, y: strengths,
    values: RealMatrix(rows: strengths.count, columns: times.count) { row, column in
        log10(max(merge.records[column * strengths.count + row].output.error.divergence, 1e-12))
    })
try show(remains, named: "quench", caption: "Dark: a local model was found. Bright: none was.")

//: Where the rigorous answers lie, on the line $p=0$ and on the strongest noise:
var table = try Table(
    "Rigorous and found", columns: ["time × J", "p", "CHSH", "separable", "divergence / nats"], digits: 4)
for column in stride(from: 0, to: times.count, by: Notebook.choose(2, short: 1)) {
    for row in [0, strengths.count - 1] {
        let output = merge.records[column * strengths.count + row].output
        let value = try decohered[column][row].chshMaximum().value
        try table.add(
            String(format: "%.3f", times[column]), String(format: "%.2f", strengths[row]),
            String(format: "%.4f", value),
            output.isSeparable == true ? "yes" : "no", String(format: "%.1e", output.error.divergence))
    }
}
try show(table)

//: ## Temperature and anisotropy
//:
//: Three neighbours in thermal states of an XXZ ring, $H=\sum_j S^x_jS^x_{j+1}+S^y_jS^y_{j+1}+\Delta S^z_jS^z_{j+1}$, with $\beta J$ upwards.
//: The correlations with their surroundings leave them mixed, and the search comes close to a local model everywhere; where the
//: ring is cold and antiferromagnetic it needs the most steps, so there is the most left after a fixed number of them.
let anisotropies = Notebook.choose([-1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2], short: [-1, 1])
let temperatures = Notebook.choose([0.5, 1, 2, 3, 4, 6], short: [0.5, 2])
let thermal = try Sweep(name: "thermal", parameters: [.init("anisotropy", anisotropies), .init("beta", temperatures)])
let thermalFolder = Notebook.outputFolder + "/thermal-results"
try FileManager.default.createDirectory(atPath: thermalFolder, withIntermediateDirectories: true)
var three = options
three.phases = [
    .adam(
        steps: Notebook.choose(3000, short: 100), rate: 0.03,
        batch: BatchDesign(.grid, settings: Notebook.choose(8, short: 6), points: .spiral))
]
let threeOptions = three
_ = try await thermal.searchClouds(in: thermalFolder, shard: try Sweep.slurmShard(), options: threeOptions) { item in
    let ring = try SpinRing.xxz(sites: 7, anisotropy: item.values[0])
    return try CloudProblem(qubits: try ring.gibbsState(spins: 3, beta: item.values[1]), degree: 3)
}
let found = try thermal.merge(Sweep.CloudRecord.self, in: thermalFolder)
let map = try HeatMap(
    "Three neighbours of an XXZ ring", x: "anisotropy Δ", y: "inverse temperature βJ",
    value: "log₁₀ (divergence / nats)"
).cells(
    x: anisotropies, y: temperatures,
    values: RealMatrix(rows: temperatures.count, columns: anisotropies.count) { row, column in
        log10(max(found.records[column * temperatures.count + row].output.error.divergence, 1e-12))
    })
try show(
    map, named: "thermal",
    caption:
        "What is left after \(Notebook.choose(3000, short: 100)) steps, with degrees up to 3 and \(Notebook.choose(1024, short: 200)) points."
)

//: ## Disorder
//:
//: The same quench with a random field of strength $W$ on every site, averaged over realizations. Disorder keeps the
//: entanglement of a singlet at home for longer.
var disorder = Figure("A singlet in a disordered ring", x: "time × J", y: "CHSH value, averaged")
for strength in [0.0, 2, 6] {
    var sums = [Double](repeating: 0, count: times.count)
    let realizations = strength == 0 ? 1 : Notebook.choose(12, short: 2)
    for realization in 0..<realizations {
        var stream = RandomStream(seed: 7, substream: UInt64(realization))
        let ring = try SpinRing.xxz(sites: sites, anisotropy: 1).disordered(strength: strength, using: &stream)
        for (index, state) in try ring.quench(from: singlets, spins: 2, times: times).enumerated() {
            sums[index] += try state.chshMaximum().value / Double(realizations)
        }
    }
    disorder = try disorder.line(times, sums, label: String(format: "W = %.0f J", strength))
}
try show(
    try disorder.horizontalLine(2, label: "local bound of CHSH"), named: "disorder",
    caption: "Above 2 no local model exists for the pair.")
