//: # Collapse without collapse
//:
//: Can a local and deterministic law replace the collapse of the wave function? Bell's theorem says: only if the hidden
//: variables depend on the detectors' settings. The superdeterministic toy model is such a law: the state decays smoothly
//: into an eigenstate of whatever detector it will meet, and hidden numbers $\lambda$ on the unit disk decide into which.
//: This notebook lets it run: single collapses, Born's rule, a Bell test, hidden variables that are not what they should
//: be, and a flaw with its repair.
import Foundation
import HiddenVariables
import NotebookSupport

//: ## One collapse
//:
//: Let the detectors have the eigenstates $|1\rangle,\dots,|N\rangle$ and the state the amplitudes $\alpha_I$ in them. Draw
//: $\lambda_2,\dots,\lambda_N$ uniformly from the unit disk and form
//: $$\sigma_J = |\alpha_J\lambda_J|^2 - (1-|\lambda_J|^2)\sum_{I<J}|\alpha_I|^2 .$$
//: For $\sigma_J>0$ all levels below $J$ decay into $J$ at the rate $\kappa$; for $\sigma_J<0$ level $J$ decays evenly into
//: all levels below. A spin 2 that leaves a Stern–Gerlach magnet in five beams:
let tilted = try Direction(theta: 1.2, phi: 0.4)
let beams = try CollapseModel.sternGerlach(twiceSpin: 4, along: tilted)
var stream = RandomStream(seed: 2010)
let times = (0...120).map { 6 * Double($0) / 120 }
for number in 1...3 {
    let run = beams.run(using: &stream)
    let trajectory = try run.trajectory(at: times)
    var figure = Figure(
        "Run \(number): signs of σ are \(run.signs)".replacing("-", with: "−"), x: "κt", y: "population")
    for beam in 0..<beams.levels {
        figure = try figure.line(
            times, trajectory.population(at: beam), label: "m = \(2 - beam)".replacing("-", with: "−"))
    }
    try show(
        figure, named: "run-\(number)",
        caption: "The state collapses onto $m = \(2 - run.outcome)$, gradually and without any chance.")
}

//: There is more order in this than it seems. Each level beats all levels below it or loses to all of them, so the levels
//: stand in one line from best to worst, and every level decays into every better one. Let $k$ levels be better than a
//: level and let $Q$ be the initial population of all that are worse; then
//: $$p(t) = e^{-k\kappa t}\bigl[p(0) + (1-e^{-\kappa t})\,Q\bigr],$$
//: for any number of levels. The winner's population is $1-(1-p(0))e^{-\kappa t}$ whatever the others do. Against the
//: matrix exponential of the full master equation:
let run = beams.run(using: &stream)
let generator = run.signs.populationGenerator()
var worst = 0.0
for time in [0.1, 1, 3] {
    let exponential = try (time * generator).exponential() * beams.initialPopulations
    worst = zip(exponential, try run.populations(at: time)).reduce(worst) { max($0, abs($1.0 - $1.1)) }
}
print("Largest difference:", String(format: "%.1e", worst))

//: The arms behind a beam splitter, the paper's Fig. 1, fade in the same way; κ sets how long that takes.
let splitter = try CollapseModel.beamSplitter()
if let time = try splitter.run(signs: SigmaSigns("+")).collapseTime(error: 0.001) {
    print(String(format: "An even superposition is collapsed to one part in a thousand at κt = %.2f.", time))
}

//: ## Born's rule emerges
//:
//: The outcome is the last $J$ with $\sigma_J>0$. For uniform $\lambda$ its probability is exactly $|\alpha_J|^2$. Below, a
//: particle behind a double slit hits a far screen: each run is deterministic, and the fringes appear all the same.
let slit = try CollapseModel.doubleSlit(points: 96, slitWidth: 6, distance: 24)
let hits = Notebook.choose(200_000, short: 20_000)
let screen = (0..<slit.levels).map { Double($0 - 48) }
var pattern = try Figure("Double slit", x: "position on the screen", y: "share of the hits")
    .line(screen, slit.bornWeights, label: "Born's rule")
for count in [300, hits] {
    let shares = try slit.sampleOutcomeCounts(runs: count, using: &stream).map { Double($0) / Double(count) }
    pattern = try pattern.scatter(screen, shares, label: "\(count) runs")
}
try show(pattern.ranges(x: -24...24), named: "double-slit", caption: "Interference, hit by hit, without collapse.")

//: With detectors right behind the slits the same particle goes through one or the other: the law knows where it will be
//: detected.
let near = try CollapseModel.doubleSlit(points: 96, slitWidth: 6, distance: 24, detector: .behindSlits)
print("Places with a share above 10⁻¹²:", near.outcomeProbabilities.filter { $0 > 1e-12 }.count, "of", near.levels)

//: ## A Bell test
//:
//: Two spins in the singlet state, two settings each. The settings enter $\sigma$, so each pair of settings has a model of
//: its own. Every run is determined by $\lambda$ and the settings:
let bell = try BellTest.chsh(.singlet)
let bellRuns = Notebook.choose(1_000_000, short: 50_000)
let record = try bell.sample(runs: bellRuns, using: &stream)
let value = try record.chsh()
print(String(format: "%d runs: CHSH = %.4f ± %.4f;", bellRuns, value.value, value.standardError), terminator: " ")
print(String(format: "2√2 = %.4f, local bound 2.", 8.0.squareRoot()))

//: How can that be local? Because the hidden variables know the settings. The condition
//: $p(O_a,O_b|a,b,\Lambda)=p(O_a|a,\Lambda)\,p(O_b|b,\Lambda)$ holds for $\Lambda=(\lambda,|I\rangle)$, but $\Lambda$ is not
//: independent of $a,b$. Whoever takes $\lambda$ alone for the hidden variables finds independence, but results that depend
//: on the other side's setting.
let dependence = try bell.statisticalDependence()
let causality = try bell.localCausality(samples: Notebook.choose(20_000, short: 2000), using: &stream)
var independence = try Table(
    "What the hidden variables know of the settings (two bits)",
    columns: ["Λ", "information in bits", "total variation"], digits: 4)
try independence.add("λ", 0.0, 0.0)
try independence.add("signs of σ", dependence.signs.mutualInformation, dependence.signs.totalVariation)
if let sigma = dependence.sigma { try independence.add("σ", sigma.mutualInformation, sigma.totalVariation) }
try independence.add(
    "λ or σ with the basis", dependence.withBasis.mutualInformation, dependence.withBasis.totalVariation)
try show(independence)
print("Defect of local causality given (λ, |I⟩):", causality.defectWithBasis)
print(
    String(
        format: "Share of λ at which some result depends on the other side's setting: %.3f ± %.3f",
        causality.settingDependentShare.value, causality.settingDependentShare.standardError))

//: ## When λ is not uniform
//:
//: Born's rule is a statement about the distribution of $\lambda$. If $|\lambda|^2$ is crowded at the centre or the edge of
//: the disk, here as $|\lambda|^2=u^\gamma$ with uniform $u$, the frequencies leave $|\alpha|^2$, the correlations change, and
//: the averages signal from one side to the other.
let exponents = (0...40).map { pow(4, Double($0) / 20 - 1) }
let skewed = try exponents.map { exponent in
    try BellTest.chsh(.singlet, distribution: DiskDistribution(radial: .power(exponent)))
}
func chsh(_ behaviour: Behaviour) throws -> Double {
    let e = try behaviour.correlators()
    return e[0] + e[1] + e[2] - e[3]
}
let skewFigure = try Figure(
    "Hidden variables that are not uniform", x: "exponent γ of |λ|²", y: "CHSH value; size of the signal"
)
.line(exponents, skewed.map { try chsh($0.behaviour()) }, label: "CHSH")
.line(exponents, skewed.map { try $0.behaviour().noSignallingDefect }, label: "signal")
.horizontalLine(8.0.squareRoot(), label: "2√2")
.logarithmic(x: true)
try show(
    skewFigure, named: "skewed",
    caption: "Crowded at the edge, $\\gamma < 1$, CHSH can exceed $2\\sqrt2$; only at $\\gamma = 1$ is there no signal."
)

//: The authors suggest where to look: if $\lambda$ sits in the detectors and changes slowly between runs, neighbouring runs
//: share a region of the disk. The long-run averages stay as they are, but results hang together. In each run $\lambda_J$ is
//: drawn anew with a probability $r$ only. The CHSH value of blocks of 400 runs then scatters more than chance allows, up to
//: 4: at fixed $\lambda$ all four correlators are ±1.
let renewals = [1, 0.3, 0.1, 0.03, 0.01, 0.003]
var slowTable = try Table(
    "Slow hidden variables",
    columns: ["r", "correlation of neighbouring results", "CHSH scatter / chance", "largest CHSH"], digits: 4)
for renewal in renewals {
    let slow = try bell.sample(
        runs: Notebook.choose(200_000, short: 20_000), changing: .renewal(renewal), using: &stream)
    try slowTable.add(
        "\(renewal)", plusMinus(slow.neighbourCorrelation.value, slow.neighbourCorrelation.standardError),
        String(format: "%.2f", (slow.dispersion ?? 0).squareRoot()),
        String(format: "%.2f", slow.blockCHSH.map(\.value).max() ?? 0))
}
try show(slowTable)

//: ## A flaw, and a repair
//:
//: The average over $\lambda$ is quantum mechanics' density matrix once the collapse is complete. Before that it is so for
//: two levels, or when only the first two are occupied, which is the case that the paper works out. Here is
//: $(|00\rangle+|11\rangle)/\sqrt2$ with Alice along $z$: her chance of "up" depends on what Bob is about to measure, and a
//: detection before the end of the collapse would let him signal.
//:
//: The **repaired law** keeps $\sigma$ and the outcome $K$, but lets all levels decay into $|K\rangle$ directly. Its average is
//: $|\alpha|^2$ at all times, for every order of the basis. The winner's own population is the same in both; it is how the
//: losers fade that makes the difference.
let phi = BellState.phiPlus.stateVector
let paper = try BellTest(state: phi, directions: [[.z], [.z, .x]])
let repaired = try BellTest(state: phi, directions: [[.z], [.z, .x]], law: .direct)
let early = (0...100).map { 4 * Double($0) / 100 }
func alice(_ test: BellTest, _ setting: Int) throws -> [Double] {
    try early.map { try test.probability(of: 0, party: 0, given: [0, setting], at: $0) }
}
let signal = try Figure("Alice's probability of up", x: "κt", y: "P(up)")
    .line(early, alice(paper, 0), label: "paper, Bob along z")
    .line(early, alice(paper, 1), label: "paper, Bob along x")
    .line(early, alice(repaired, 0), label: "repaired, Bob along z")
    .line(early, alice(repaired, 1), label: "repaired, Bob along x", dashed: true)
try show(signal, named: "signal", caption: "The paper's law signals at finite times, the repaired one never.")
print(
    String(
        format: "κt = 0.3: paper %.5f and %.5f, repaired %.5f and %.5f",
        try paper.probability(of: 0, party: 0, given: [0, 0], at: 0.3),
        try paper.probability(of: 0, party: 0, given: [0, 1], at: 0.3),
        try repaired.probability(of: 0, party: 0, given: [0, 0], at: 0.3),
        try repaired.probability(of: 0, party: 0, given: [0, 1], at: 0.3)))

//: How strong can the signal be? A search over all states of two qubits and Bob's directions:
let search = try SignallingSearch(
    at: 0.5, restarts: Notebook.choose(8, short: 2), steps: Notebook.choose(2000, short: 200), using: &stream)
print(String(format: "Largest signal found at κt = 0.5: %.4f", search.signal))

//: Born's rule at finite times for a random state of six levels, both laws:
let six = try HilbertSpace(dimensions: [6])
let random = try CollapseModel(
    state: .random(in: six, using: &stream), basis: .computational(in: six))
let fixed = try random.with(law: .direct)
let distance = try Figure("Distance of the average from Born's rule", x: "κt", y: "total variation")
    .line(early, BornReport(random, at: early).totalVariation, label: "paper")
    .line(early, BornReport(fixed, at: early).totalVariation, label: "repaired")
try show(
    distance, named: "born", caption: "Zero at the beginning and at the end; the repaired law is exact in between.")

//: ## What a Hamiltonian does
//:
//: With $H\neq0$ the weights remain those of the Schrödinger state at the detection time, but the collapse stays incomplete
//: by a share of order $(\lVert H\rVert/\kappa)^2$: only for $\kappa$ far above all energies is there a definite outcome.
let hamiltonian = try PauliSum.xyz(couplings: SIMD3(0.3, 0.5, 0.2), on: .pair).matrix()
let ratios = (0...24).map { pow(10, Double($0) / 8) }
let effect = try HamiltonianEffect(of: hamiltonian, signs: SigmaSigns("+-+"), kappas: ratios)
let incomplete = try Figure("Incomplete collapse", x: "κ in units of the energy", y: "1 − ⟨K|ρ|K⟩ in the long run")
    .line(ratios, effect.missingWeights, label: "H of order one")
    .line(ratios, ratios.map { 1 / ($0 * $0) }, label: "1/κ²", dashed: true)
    .logarithmic(x: true, y: true)
try show(incomplete, named: "incomplete", caption: "What is left beside the outcome.")

//: ## Future input, classically
//:
//: That a law should depend on where the detectors *will* be sounds odd, but least action with a free end point does it
//: too. A particle must reach a line that moves and turns; its velocity now depends on where the line will be. One that
//: knows the present line only, and always heads for its nearest point, arrives as well, at the cost of more action.
let line = MovingSurface<SIMD2<Double>>.plane(
    through: { SIMD2(1 + $0, 0) }, normal: { SIMD2(cos($0), sin($0)) })
let problem = try EndpointOptimization(from: SIMD2(0, 0), at: 0, to: line, at: 1)
let pursuit = try problem.pursuit(steps: 400)
// The line goes through (2, 0) then, with the normal (cos 1, sin 1).
let goal = [0.55, 1.0].map { SIMD2(2 - $0 * tan(1), $0) }
let paths = try Figure("Two ways to a moving line", x: "x", y: "y")
    .line([0, problem.endPoint.x], [0, problem.endPoint.y], label: "least action, knows the future")
    .line(pursuit.path.map(\.x), pursuit.path.map(\.y), label: "knows the present only")
    .line(goal.map(\.x), goal.map(\.y), label: "the line at the end", dashed: true)
try show(paths, named: "endpoint", caption: "The optimal path is straight; the other one bends as the line moves.")
print(String(format: "Action: %.4f with, %.4f without knowledge of the future.", problem.leastAction, pursuit.action))
