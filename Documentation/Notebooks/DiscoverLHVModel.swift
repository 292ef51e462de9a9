//: # Discover a local model
//:
//: The pairs of a Werner state $v\,|\psi^-\rangle\langle\psi^-| + (1-v)\,1/4$ are entangled for $v > 1/3$, and yet up to
//: some visibility no Bell test on them can succeed. Werner wrote down a local model for $v \le 1/2$. Here a computer
//: looks for one: it begins with random hidden variables and follows the gradient until they answer like the pairs.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## The problem
//:
//: A hidden variable of one party is a list $\lambda$ of coefficients, and the party answers "up" along $\mathbf n$ with
//: probability $q(\uparrow|\mathbf n,\lambda) = 1/(1+e^{-\lambda\cdot B(\mathbf n)})$, where $B$ are the real spherical
//: harmonics of degrees 1, 3 and 5. A *cloud* of $N_h$ pairs $(\lambda_a, \lambda_b)$ predicts
//: $P = \frac1{N_h}\sum_a \prod_j q_j$. The distance from quantum mechanics is the relative entropy of the joint outcomes,
//: averaged over all pairs of directions. Another state can be named behind `--`, with a visibility and the largest degree:
//: `-- "w(3)" 0.4 3`.
let name = Notebook.arguments.first ?? "singlet"
let visibility = Notebook.arguments.dropFirst().first.flatMap(Double.init) ?? 0.68
let pure = try DensityOperator(named: name)
let state = try pure.withWhiteNoise(visibility: visibility)
let degree = Notebook.arguments.dropFirst(2).first.flatMap { Int($0) } ?? Notebook.choose(5, short: 3)
let problem = try CloudProblem(qubits: state, degree: degree)
print("\(name) at visibility \(visibility): \(problem.parties) parties,", problem.rules[0].count, "functions each")

//: ## The search
//:
//: A step looks at a *grid*: all combinations of a few dozen well-spread directions for each party, turned at random in
//: every step. The responses are needed for each party's directions only; all combinations then cost one matrix product.
//: The rate falls along half a cosine. The run reports while it goes, and may be stopped and resumed.
let options = SearchOptions.standard(
    parties: problem.parties, points: Notebook.choose(4096, short: 400), steps: Notebook.choose(6000, short: 400))
let run = try CloudSearch(problem, options).start()
let meter = try ProgressMeter("search", of: options.totalSteps)
var (steps, losses): ([Double], [Double]) = ([], [])
for await progress in run.progress {
    meter.update(to: progress.step)
    if let loss = progress.value {
        steps.append(Double(progress.step))
        losses.append(loss)
    }
}
meter.finish()
let result = try await run.value
print("Stopped because", result.stopReason, "after", result.steps, "steps")
if steps.count > 1 {
    let fall = try Figure("The search", x: "step", y: "relative entropy of the batch / nats")
        .line(steps, losses.map { max($0, 1e-12) }).logarithmic(y: true)
    try show(fall, named: "search", caption: "Every point is the loss on settings that were never used before.")
}

//: ## How good is it?
//:
//: On fresh random directions, in double precision, over all joint outcomes:
var table = try Table("Error on \(result.error.settings) fresh joint settings", columns: ["", "value"], digits: 4)
try table.add("relative entropy / nats", String(format: "%.2e", result.error.divergence))
try table.add("its standard error", String(format: "%.1e", result.error.divergenceError))
try table.add("of the event all up", String(format: "%.2e", result.error.allUpDivergence))
try table.add("RMS error of probabilities", String(format: "%.2e", result.error.probabilityError))
try table.add("RMS error of correlators", String(format: "%.2e", result.error.correlatorError ?? .nan))
try table.add("worst joint setting", String(format: "%.2e", result.error.worstDivergence))
try show(table)

//: The numbers say how close the cloud comes; they prove nothing. For projective measurements on a Werner state, locality is
//: proven up to $v = 0.6875$ in print and to $0.6918$ by a certificate that comes with this package, and above $0.696$ it is
//: excluded; all of that comes from local polytopes, not from gradients.
//:
//: ## What the hidden variables look like
//:
//: The degree-1 part of $\lambda$ is a vector: where it is long, the hidden variable answers like Bell's rule
//: $\Theta(\mathbf n\cdot\lambda)$ along it. For a state without local Bloch vectors these axes spread evenly.
let axes = try result.cloud.axes(of: 0)
let cosines = zip(axes, try result.cloud.axes(of: 1)).map { $0.axis.dot($1.axis) }
print(
    String(
        format: "mean cosine between the axes of the two parties: %.3f", cosines.reduce(0, +) / Double(cosines.count)))
let density = try SpherePlot("Where the first party's hidden variables point")
    .surface("density × 4π") { vector in
        let direction = Direction(unit: vector)
        return 4 * Double.pi * ((try? result.cloud.axisDensity(of: 0, at: [direction], concentration: 20)[0]) ?? 0)
    }
try show(density, named: "axes", caption: "The uniform density is 1.")

//: And one hidden variable's answer to every direction: a soft version of a pattern of signs.
let answer = try SpherePlot("One hidden variable's answers")
    .surface("q(↑|n, λ)") { vector in
        (try? result.cloud.response(of: 0, point: 0, along: [Direction(unit: vector)])[0]) ?? 0
    }
try show(answer, named: "response", caption: "One means: up for certain.")

//: ## Take it along
//:
//: The cloud is an ordinary model of this package: exact sums over its points, or arrays for NumPy.
let model = try result.cloud.baseModel()
let joint = [Direction](repeating: .z, count: problem.parties)
let predicted = try model.probabilities(for: joint, cloud: result.cloud.weightedCloud())
let expected = try state.outcomeDistribution(of: joint.map { POVM.along($0) }).probabilities
print("all along z, model:  ", predicted.map { String(format: "%.4f", $0) }.joined(separator: " "))
print("all along z, quantum:", expected.map { String(format: "%.4f", $0) }.joined(separator: " "))
