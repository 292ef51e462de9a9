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
//: *Phys. Rev. A* **64**, 052312 (2001): photon pairs in a polarisation state close to
//: $(|HH\rangle + |VV\rangle)/\sqrt2$, projected on sixteen pairs of polarisations. Another input can be named behind the
//: notebook's own name: a file of counts, a density matrix as `.npy` or `.csv`, or a state such as `werner(0.9)`.
let source = Notebook.arguments.first ?? Notebook.data("Data/james2001-tomography.csv")
let input = try PairInput(source)
print("Input:", input.description)

//: Counts give a matrix by **linear inversion**: find the $\rho$ with $\mathrm{Tr}\,\rho\,\Pi_i = n_i/N$ for every
//: projector $\Pi_i$. Nothing in it knows that probabilities are positive, and noise makes an eigenvalue negative. The
//: **maximum-likelihood** state is the physical state that makes the counts most probable; it comes with a bound on how far
//: its likelihood can be from the best one.
let pair: DensityOperator
if let counts = input.counts {
    let inversion = try LinearInversion(counts)
    let likelihood = try MaximumLikelihood(counts)
    pair = likelihood.state
    var table = try Table("Eigenvalues of the reconstructed matrix", columns: ["method", "λ₁", "λ₂", "λ₃", "λ₄"])
    try table.add(["linear inversion"] + inversion.eigenvalues.reversed().map { String(format: "%.4f", $0) })
    try table.add(["maximum likelihood"] + pair.eigenvalues().reversed().map { String(format: "%.4f", abs($0)) })
    try show(table)
    print("Likelihood iteration:", likelihood.stopReason, "after", likelihood.iterations, "steps")
} else if let state = input.state {
    pair = state
} else {
    throw InvalidArgument("input", must: "hold counts or a state", was: source)
}

//: In Bloch form the state is two vectors and a matrix,
//: $\rho = \frac14\left(1 + \mathbf a\cdot\boldsymbol\sigma\otimes 1 + 1\otimes\mathbf b\cdot\boldsymbol\sigma
//: + \sum_{jk} T_{jk}\,\sigma_j\otimes\sigma_k\right)$.
let bloch = try TwoQubitBlochForm(pair)
var blochTable = try Table("Bloch form of the pair", columns: ["", "x", "y", "z"])
try blochTable.add("a", bloch.a.x, bloch.a.y, bloch.a.z)
try blochTable.add("b", bloch.b.x, bloch.b.y, bloch.b.z)
for (row, name) in ["T, row x", "T, row y", "T, row z"].enumerated() {
    try blochTable.add(name, bloch.t[row, 0], bloch.t[row, 1], bloch.t[row, 2])
}
try show(blochTable)
