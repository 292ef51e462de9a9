//: # From photon counts to a local model
//:
//: Two photons, sixteen coincidence counts. This notebook reconstructs the state of the pair from the counts, asks how
//: entangled and how nonlocal it is, follows it in time, and then does what Bell's theorem forbids for the state itself
//: but allows once it is noisy enough: it builds a *local hidden-variable model*, draws hidden variables from it, and
//: compares their answers with quantum mechanics.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## The state
//:
//: The default input is the measurement of D. F. V. James, P. G. Kwiat, W. J. Munro and A. G. White,
//: *Phys. Rev. A* **64**, 052312 (2001): photon pairs in a polarization state close to
//: $(|HH\rangle + |VV\rangle)/\sqrt2$, projected on sixteen pairs of polarizations. Another input can be named behind
//: `--`: a file of counts, a $4\times4$ density matrix as `.npy` or `.csv`, or a state by name, such as `werner(0.9)`.
let source = Notebook.arguments.first ?? Notebook.data("Data/james2001-tomography.csv")
let input = try StateInput(source, in: .twoQubits)
print(input)

//: Counts give a matrix by **linear inversion**: find the $\rho$ with $\mathrm{Tr}\,\rho\,\Pi_i = n_i/N$ for every
//: projector $\Pi_i$. Nothing in it knows that probabilities are positive, and noise makes an eigenvalue negative. The
//: **maximum-likelihood** state is the physical state that makes the counts most probable; its optimality gap bounds how
//: far its log-likelihood can be from the largest one.
let target = BellState.phiPlus.stateVector
let quantities: [(name: String, value: @Sendable (DensityOperator) throws -> Double)] = [
    ("purity Tr ρ²", { $0.purity }),
    ("fidelity with (|HH⟩ + |VV⟩)/√2", { try $0.fidelity(with: target) }),
    ("concurrence", { try $0.concurrence() }),
    ("negativity", { try $0.negativity() }),
    ("fully entangled fraction", { try $0.fullyEntangledFraction() }),
    ("largest CHSH value", { try $0.chshMaximum().value }),
]
let pair: DensityOperator
var report = try Table(
    "The pair; errors, where there are counts, from random repetitions", columns: ["", "value"], digits: 4)
switch input {
case .state(let state):
    pair = state
    for quantity in quantities { try report.add(quantity.name, String(format: "%.5f", quantity.value(state))) }
case .counts(let counts):
    let inversion = try counts.linearInversion()
    let likelihood = try counts.maximumLikelihood()
    pair = likelihood.state
    var table = try Table("Eigenvalues", columns: ["method", "λ₁", "λ₂", "λ₃", "λ₄"], digits: 4)
    try table.add(["linear inversion"] + inversion.eigenvalues.reversed().map { String(format: "%.4f", $0) })
    try table.add(["maximum likelihood"] + pair.eigenvalues().reversed().map { String(format: "%.4f", abs($0)) })
    try show(table)
    print("Maximum likelihood:", likelihood.stopReason, "after", likelihood.iterations, "steps,", terminator: " ")
    print("optimality gap", String(format: "%.1e", likelihood.optimalityGap))
    let replicas = Notebook.choose(400, short: 40)
    let errors = try await counts.bootstrap(
        likelihood, options: BootstrapOptions(replicas: replicas, seed: 2001), of: quantities.map(\.value))
    for (quantity, error) in zip(quantities, errors) {
        try report.add(quantity.name, plusMinus(error.value, error.standardError))
    }
}
try show(report)

//: In Bloch form a two-qubit state is two vectors and a matrix,
//: $$\rho = \tfrac14\left(1 + \mathbf a\cdot\boldsymbol\sigma\otimes 1 + 1\otimes\mathbf b\cdot\boldsymbol\sigma
//: + \sum_{jk} T_{jk}\,\sigma_j\otimes\sigma_k\right).$$
let bloch = try TwoQubitBlochForm(pair)
var blochTable = try Table(
    "Bloch form", columns: ["", "x", "y", "z"], formats: [.automatic, .decimals(4), .decimals(4), .decimals(4)])
try blochTable.add("a", bloch.a.x, bloch.a.y, bloch.a.z)
try blochTable.add("b", bloch.b.x, bloch.b.y, bloch.b.z)
for (row, name) in ["T, row x", "T, row y", "T, row z"].enumerated() {
    try blochTable.add(name, bloch.t[row, 0], bloch.t[row, 1], bloch.t[row, 2])
}
try show(blochTable)

//: ## Entangled? Nonlocal?
//:
//: Two qubits are entangled exactly when the partial transpose has a negative eigenvalue. They violate the CHSH
//: inequality exactly when the two largest singular values of $T$ satisfy $s_1^2 + s_2^2 > 1$; then
//: $2\sqrt{s_1^2 + s_2^2}$ is the largest value, and the settings follow from the singular vectors.
let chsh = try bloch.chshMaximum()
print(try pair.hasPositivePartialTranspose() ? "The pair is separable." : "The pair is entangled.")
print(chsh.value > 2 ? "It violates CHSH, with these settings:" : "It does not violate CHSH; its best settings:")
var settings = try Table("Settings of the largest CHSH value", columns: ["", "x", "y", "z"], digits: 4)
for (name, n) in zip(["a₀", "a₁", "b₀", "b₁"], chsh.alice + chsh.bob) { try settings.add(name, n.x, n.y, n.z) }
try show(settings)

//: White noise, $v\rho + (1-v)\,1/4$, destroys the violation first and the entanglement later. Between the two lines the
//: pair is entangled and yet no CHSH test can show it.
func threshold(_ isPresent: (DensityOperator) throws -> Bool) throws -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<50 {
        let middle = (low + high) / 2
        if try isPresent(pair.withWhiteNoise(visibility: middle)) { high = middle } else { low = middle }
    }
    return high
}
let violationEnds = try threshold { try $0.chshMaximum().value > 2 }
let entanglementEnds = try threshold { try $0.negativity() > 1e-12 }
let visibilities = (0...100).map { Double($0) / 100 }
let noisy = try visibilities.map { try pair.withWhiteNoise(visibility: $0) }
let fading = try Figure("White noise", x: "visibility v", y: "CHSH / 2√2, concurrence")
    .line(visibilities, noisy.map { try $0.chshMaximum().value / 8.0.squareRoot() }, label: "largest CHSH / 2√2")
    .line(visibilities, noisy.map { try $0.concurrence() }, label: "concurrence")
    .horizontalLine(0.5.squareRoot(), label: "local bound of CHSH")
    .verticalLine(violationEnds)
    .verticalLine(entanglementEnds)
    .ranges(y: 0...1)
try show(
    fading, named: "noise", caption: "CHSH violation ends at the right vertical line, entanglement at the left one.")
print(
    String(format: "CHSH is violated for v > %.4f, the pair is entangled for v > %.4f", violationEnds, entanglementEnds)
)

//: ## In time
//:
//: A half-wave plate turns the polarization of the second photon by 45°, which is a quarter turn about $y$ on the Bloch
//: sphere. The pair is then close to a superposition of a triplet and the singlet. Let it interact by the Heisenberg
//: Hamiltonian $H = \frac{\omega}{4}\sum_j\sigma_j\otimes\sigma_j$, which gives the two parts different energies. In Bloch
//: form the sum of the Bloch vectors and the symmetric part of $T$ stay as they are, while the difference
//: $\boldsymbol\delta = \frac12(\mathbf a-\mathbf b)$ and the antisymmetric part $\boldsymbol\zeta$ of $T$ turn into one
//: another: $\boldsymbol\delta + i\boldsymbol\zeta \mapsto e^{-i\omega t}\,(\boldsymbol\delta + i\boldsymbol\zeta)$.
//: The points come from $e^{-iHt}$, the lines from this closed form.
let plate = try QubitRotation(axis: .y, angle: .pi / 2)
let start = try pair.applying(ComplexMatrix.identity(2).kronecker(plate.unitary))
let exact = try UnitaryEvolution(under: .heisenberg(coupling: 1, on: .pair))
let closedForm = try HeisenbergBlochEvolution(frequency: 1)
let startForm = try TwoQubitBlochForm(start)

let fine = (0...240).map { 4 * Double.pi * Double($0) / 240 }
let coarse = (0...24).map { 4 * Double.pi * Double($0) / 24 }
let lines = try fine.map { try closedForm.evolve(startForm, time: $0) }
let points = try coarse.map { try TwoQubitBlochForm(exact.evolve(start, time: $0)) }

var vectors = try Figure("Bloch vectors under the Heisenberg interaction", x: "ωt", y: "y component")
    .line(fine, lines.map(\.a.y), label: "first photon, closed form")
    .line(fine, lines.map(\.b.y), label: "second photon, closed form")
    .scatter(coarse, points.map(\.a.y), label: "first photon, unitary evolution")
    .scatter(coarse, points.map(\.b.y), label: "second photon, unitary evolution")
try show(vectors, named: "bloch-vectors", caption: "Correlations turn into local polarization and back.")

let values = try Figure("Largest CHSH value in time", x: "ωt", y: "largest CHSH value")
    .line(fine, lines.map { try $0.chshMaximum().value }, label: "closed form")
    .scatter(coarse, points.map { try $0.chshMaximum().value }, label: "unitary evolution")
    .horizontalLine(2, label: "local bound")
    .ranges(y: 1.4...3)
try show(values, named: "chsh-in-time", caption: "The pair gains and loses its nonlocality twice in a period.")
let worst =
    zip(coarse, points).map { time, form in
        (try? closedForm.evolve(startForm, time: time))?.matrix.distance(to: form.matrix) ?? .infinity
    }.max() ?? .infinity
print("Largest difference between the two ways:", String(format: "%.1e", worst))

//: ## A local model of the noisy pair
//:
//: Give each photon a hidden direction $\lambda_k$ on the sphere, and let a measurement along $\mathbf n$ answer "up" when
//: $\mathbf n\cdot\lambda_k > 0$. Each answer depends on its own setting and its own hidden variable: the model is local.
//: With $R(x) = \max(x, 0)$ and the singular value decomposition $T = \sum_j S_j\,\mathbf u_j\mathbf v_j^{T}$ draw the
//: pair of directions from
//: $$\begin{aligned}(4\pi)^2\,p(\lambda_1,\lambda_2) = {}&1 - |\mathbf a| - |\mathbf b| - \textstyle\sum_j S_j\\
//: &+ 4R(\mathbf a\cdot\lambda_1) + 4R(\mathbf b\cdot\lambda_2)\\
//: &+ 8\textstyle\sum_j S_j\,R\left((\mathbf u_j\cdot\lambda_1)(\mathbf v_j\cdot\lambda_2)\right).\end{aligned}$$
//: It reproduces *every* pair of projective measurements, and it is a probability density exactly when
//: $|\mathbf a| + |\mathbf b| + \sum_j S_j \le 1$. White noise shrinks the left-hand side until it is.
let visibility = try TwoQubitSphereDensity.largestVisibility(of: bloch)
let noisyPair = try pair.withWhiteNoise(visibility: visibility)
let noisyForm = try TwoQubitBlochForm(noisyPair)
let density = try TwoQubitSphereDensity(noisyForm)
print(String(format: "The model exists up to visibility v = %.4f;", visibility), terminator: " ")
print(String(format: "there the concurrence is %.4f.", try noisyPair.concurrence()))

//: Where two singular values coincide, $\mathbf u_j$ and $\mathbf v_j$ are not unique, and the state alone does not fix the
//: density; every choice works.
print("The state determines the density:", density.isDetermined())

//: ### Does it work?
//:
//: For random pairs of directions we draw hidden variables, let each photon answer, and compare the frequency of
//: "up, up" with quantum mechanics. The standard error comes from the sample itself.
let model = BellSphereModel()
let trials = Notebook.choose(40, short: 12)
let samples = Notebook.choose(200_000, short: 10_000)
var stream = RandomStream(seed: 1964)
let meter = try ProgressMeter("settings", of: trials)
var quantum: [Double] = []
var local: [Estimate] = []
for _ in 0..<trials {
    let directions = [Direction.random(using: &stream), .random(using: &stream)]
    quantum.append(noisyForm.probabilityUpUp(directions[0], directions[1]))
    local.append(
        try model.probabilities(for: directions, distribution: density, samples: samples, using: &stream)[0])
    meter.advance()
}
meter.finish()
let deviations = zip(local, quantum).map { $0.deviation(from: $1) }
let ends = [quantum.min() ?? 0, quantum.max() ?? 1]
let comparison = try Figure("Local model against quantum mechanics", x: "quantum P(↑↑)", y: "model P(↑↑)")
    .line(ends, ends, label: "equal", dashed: true)
    .scatter(quantum, local.map(\.value), errors: local.map(\.standardError), label: "random settings")
try show(comparison, named: "model-against-quantum", caption: "Each point is a random pair of directions.")
let residuals = try Figure("Deviations in standard errors", x: "quantum P(↑↑)", y: "deviation in standard errors")
    .scatter(quantum, deviations, label: "random settings")
    .horizontalLine(0)
    .horizontalLine(2)
    .horizontalLine(-2)
    .ranges(y: -5...5)
try show(residuals, named: "deviations", caption: "About one point in twenty lies outside the lines at ±2.")
let meanSquare = deviations.reduce(0) { $0 + $1 * $1 } / Double(trials)
print(String(format: "Mean squared deviation %.2f (1 is expected),", meanSquare), terminator: " ")
print(String(format: "largest %.1f standard errors in %d comparisons.", deviations.map(abs).max() ?? 0, trials))

//: ### What the hidden variables look like
//:
//: The density of the second photon's hidden variable when the first one's points along $x$: two hemispheres that the
//: correlations tilt, with kinks along great circles.
let picture = try SpherePlot("p(λ₂) for λ₁ = x")
    .surface("(4π)² p") { 16 * Double.pi * Double.pi * density.density(at: .x, Direction(unit: $0)) }
try show(picture, named: "density", caption: "The density of λ₂ on the sphere, given λ₁ along x.")
