import Foundation
import Testing

@testable import Superdeterminism

/// Every wrong input names the argument, what it must be and what it was; nothing traps.
@Suite struct WrongInputTests {
    static let nan = Double.nan
    static func qubit() throws -> CollapseModel { try Cases.model([0.6, 0.8], in: .qubit) }
    static func skewed() -> ComplexMatrix { ComplexMatrix(unchecked: [1, 0, 1, 0], rows: 2, columns: 2) }
    static func twoLevelRun(_ hamiltonian: CollapseHamiltonian) throws -> CollapseRun {
        try CollapseModel(
            state: qubit().state, basis: .computational(in: .qubit), hamiltonian: hamiltonian
        ).run(signs: SigmaSigns("+"))
    }

    static let inputs: [WrongInput] = [
        WrongInput(saying: "kappa", "at least 0", "-1.0") { _ = try Cases.model([0.6, 0.8], in: .qubit, kappa: -1) },
        WrongInput(saying: "kappa", "nan") { _ = try Cases.model([0.6, 0.8], in: .qubit, kappa: nan) },
        WrongInput(saying: "kappa", "inf") { _ = try Cases.model([0.6, 0.8], in: .qubit, kappa: .infinity) },
        WrongInput(saying: "time", "at least 0", "-0.1") {
            _ = try qubit().run(signs: SigmaSigns("+")).matrix(at: -0.1)
        },
        WrongInput(saying: "time", "nan") { _ = try qubit().run(signs: SigmaSigns("+")).populations(at: nan) },
        WrongInput(saying: "time", "inf") { _ = try qubit().averagePopulations(at: .infinity) },
        WrongInput(saying: "time", "-1.0") { _ = try qubit().averageTrajectory(at: [0, -1]) },
        WrongInput(saying: "times[1]", "before 2.0", "1.0") {
            _ = try qubit().run(signs: SigmaSigns("+")).trajectory(at: [2, 1])
        },
        WrongInput(saying: "detectionTime", "-2.0") {
            _ = try CollapseModel(
                state: qubit().state, basis: .computational(in: .qubit), detectionTime: -2)
        },
        WrongInput(saying: "λ_3", "closed unit disk", "1.1") { _ = try DiskVariables([0.5, 1.1]) },
        WrongInput(saying: "λ_2", "closed unit disk", "nan") { _ = try DiskVariables([Complex(0, nan)]) },
        WrongInput(saying: "hidden variables", "1 numbers") { _ = try qubit().run(DiskVariables([0.1, 0.2])) },
        WrongInput(saying: "hidden variables", "three") {
            _ = try TwoParticleExample(q: 0.5).sigmas(DiskVariables([0.1]))
        },
        WrongInput(saying: "signs of σ", "be 1") { _ = try qubit().run(signs: SigmaSigns("+-")) },
        WrongInput(saying: "signs of σ", "x") { _ = try SigmaSigns("+x") },
        WrongInput(saying: "levels", "1…24") { _ = try SigmaSigns.allPatterns(levels: 0) },
        WrongInput(saying: "levels", "1…24") { _ = try SigmaSigns.allPatterns(levels: 25) },
        WrongInput(saying: "levels", "at least 1", "0") {
            var stream = RandomStream(seed: 1)
            _ = try DiskVariables.uniform(levels: 0, using: &stream)
        },
        WrongInput(saying: "detector basis", "at least one vector") {
            _ = try DetectorBasis(ComplexMatrix(rows: 0, columns: 0), in: .qubit)
        },
        WrongInput(saying: "detector basis", "2 vectors", "0") { _ = try DetectorBasis(vectors: [], in: .qubit) },
        WrongInput(saying: "dimension", "at least 1", "0") { _ = try Cases.space(0) },
        WrongInput(saying: "detector basis", "orthonormal") { _ = try DetectorBasis(skewed(), in: .qubit) },
        WrongInput(saying: "detector basis", "orthonormal") {
            _ = try DetectorBasis(Complex(1.001) * .identity(2), in: .qubit)
        },
        WrongInput(saying: "detector basis", "4 × 4", "2 × 2") { _ = try DetectorBasis(.identity(2), in: .twoQubits) },
        WrongInput(saying: "detector basis", "finite") {
            _ = try DetectorBasis(.diagonal([1, Complex(nan)]), in: .qubit)
        },
        WrongInput(saying: "vector 1", "2 components") {
            _ = try DetectorBasis(vectors: [[1, 0], [0, 1, 0]], in: .qubit)
        },
        WrongInput(saying: "local bases", "at least one") { _ = try DetectorBasis.product([]) },
        WrongInput(saying: "detector basis", "orthonormal") {
            _ = try DetectorBasis.product([.identity(2), skewed()])
        },
        WrongInput(saying: "permutation", "once") {
            _ = try DetectorBasis.computational(in: .twoQubits).reordered([0, 1, 1, 2])
        },
        WrongInput(saying: "permutation", "once") { _ = try qubit().reordered([0]) },
        WrongInput(saying: "numbers", "be 2") { _ = try qubit().basis.inOutcomeOrder([1]) },
        WrongInput(saying: "state", "live in 2 ⊗ 2") {
            _ = try CollapseModel(state: Direction.x.stateVector, basis: .computational(in: .twoQubits))
        },
        WrongInput(saying: "basis χ", "live in 2") {
            _ = try qubit().basis.optimality(of: .computational(in: .twoQubits))
        },
        WrongInput(saying: "basis χ", "live in 2") {
            _ = try qubit().basis.probabilities(of: .singlet, collapsingOnto: .computational(in: .twoQubits))
        },
        WrongInput(saying: "distributions", "be 1", "0") {
            _ = try CollapseModel(
                state: qubit().state, basis: .computational(in: .qubit), distributions: [])
        },
        WrongInput(saying: "Hamiltonian", "Hermitian") { _ = try twoLevelRun(.constant(skewed())) },
        WrongInput(saying: "Hamiltonian", "2 × 2", "3 × 3") { _ = try twoLevelRun(.constant(.identity(3))) },
        WrongInput(saying: "Hamiltonian", "finite") { _ = try twoLevelRun(.constant(.diagonal([1, Complex(nan)]))) },
        WrongInput(saying: "Hamiltonian at time 0", "Hermitian") {
            _ = try twoLevelRun(.timeDependent { _ in skewed() })
        },
        WrongInput(saying: "Hamiltonian at time", "Hermitian") {
            _ = try twoLevelRun(.timeDependent { $0 > 0.5 ? skewed() : .identity(2) }).matrix(at: 1)
        },
        WrongInput(saying: "method", "adaptiveSteps") {
            _ = try twoLevelRun(.timeDependent { _ in .identity(2) }).trajectory(
                at: [1], options: CollapseEvolutionOptions(method: .denseExponential))
        },
        WrongInput(saying: "tolerance", "1e-14") {
            _ = try twoLevelRun(.constant(.identity(2))).trajectory(
                at: [1], options: CollapseEvolutionOptions(tolerance: 0))
        },
        WrongInput(saying: "maximumSteps", "at least 1") {
            _ = try twoLevelRun(.constant(.identity(2))).trajectory(
                at: [1], options: CollapseEvolutionOptions(maximumSteps: 0))
        },
        WrongInput(saying: "Hamiltonian", "constant") {
            _ = try twoLevelRun(.timeDependent { _ in .identity(2) }).steadyState()
        },
        WrongInput(saying: "kappa", "above 0") {
            _ = try Cases.model([0.6, 0.8], in: .qubit, kappa: 0).run(signs: SigmaSigns("+")).steadyState()
        },
        WrongInput(saying: "levels", "at most 40") {
            var stream = RandomStream(seed: 1)
            _ = try Cases.model(levels: 41, seed: 1).run(using: &stream).steadyState()
        },
        WrongInput(saying: "error", "above 0", "0.0") {
            _ = try qubit().run(signs: SigmaSigns("+")).collapseTime(error: 0)
        },
        WrongInput(saying: "time", "-1.0") {
            _ = try qubit().run(signs: SigmaSigns("+")).collapseTime(error: 0.1, horizon: -1)
        },
        WrongInput(saying: "position", "0..<2", "2") {
            _ = try qubit().run(signs: SigmaSigns("+")).trajectory(at: [0]).population(at: 2)
        },
        WrongInput(saying: "Hamiltonian", "2 × 2") {
            _ = try qubit().run(signs: SigmaSigns("+")).trajectory(at: [0]).energies(of: .identity(3))
        },
        WrongInput(saying: "position of the jump operator", "0..<2", "2") {
            _ = try JumpOperator(from: 0, to: 2).matrix(levels: 2)
        },
        WrongInput(saying: "runs", "at least 0", "-1") {
            var stream = RandomStream(seed: 1)
            _ = try qubit().sampleOutcomeCounts(runs: -1, using: &stream)
        },
        WrongInput(saying: "runs", "at least 2", "1") {
            var stream = RandomStream(seed: 1)
            _ = try qubit().sampledAverage(at: 1, runs: 1, using: &stream)
        },
        WrongInput(saying: "sign patterns", "at most 16384") {
            _ = try Cases.model(levels: 20, seed: 1).weightedPatterns()
        },
        WrongInput(saying: "levels", "at most 8") {
            _ = try Cases.model(levels: 9, seed: 1).averageOverAllOrderings(at: 1)
        },
        WrongInput(saying: "orderings", "at least 2") {
            var stream = RandomStream(seed: 1)
            _ = try qubit().averageOverOrderings(at: 1, orderings: 1, using: &stream)
        },
    ]

    static let distributions: [WrongInput] = [
        WrongInput(saying: "inner |λ|²", "-0.1") {
            _ = try DiskDistribution(radial: .annulus(inner: -0.1, outer: 1))
        },
        WrongInput(saying: "outer |λ|²", "above 0.5") {
            _ = try DiskDistribution(radial: .annulus(inner: 0.5, outer: 0.5))
        },
        WrongInput(saying: "outer |λ|²", "1.1") { _ = try DiskDistribution(radial: .annulus(inner: 0.5, outer: 1.1)) },
        WrongInput(saying: "exponent", "positive", "0.0") { _ = try DiskDistribution(radial: .power(0)) },
        WrongInput(saying: "exponent", "nan") { _ = try DiskDistribution(radial: .power(nan)) },
        WrongInput(saying: "weights of |λ|²", "at least one") { _ = try DiskDistribution(radial: .histogram([])) },
        WrongInput(saying: "weight 1", "-1.0") { _ = try DiskDistribution(radial: .histogram([1, -1])) },
        WrongInput(saying: "weights of |λ|²", "above 0") { _ = try DiskDistribution(radial: .histogram([0, 0])) },
        WrongInput(saying: "values of |λ|²", "at least one") { _ = try DiskDistribution(radial: .points([])) },
        WrongInput(saying: "|λ|²", "0…1", "1.5") { _ = try DiskDistribution(radial: .points([0.5, 1.5])) },
        WrongInput(saying: "phase of λ", "inf") {
            _ = try DiskDistribution(radial: .uniform, angular: .fixed(.infinity))
        },
        WrongInput(saying: "weights of the phase", "[]") {
            _ = try DiskDistribution(radial: .uniform, angular: .histogram([]))
        },
    ]

    static let tests: [WrongInput] = [
        WrongInput(saying: "settings", "each of 2 parties", "1") {
            _ = try BellTest(state: .singlet, directions: [[.z]])
        },
        WrongInput(saying: "settings of party 1", "at least one") {
            _ = try BellTest(state: .singlet, directions: [[.z], []])
        },
        WrongInput(saying: "state", "live in") {
            _ = try BellTest(state: .singlet, bases: [[.identity(3)], [.identity(2)]])
        },
        WrongInput(saying: "detector basis", "orthonormal") {
            _ = try BellTest(state: .singlet, bases: [[skewed()], [.identity(2)]])
        },
        WrongInput(saying: "permutation", "once") {
            _ = try BellTest(state: .singlet, directions: [[.z], [.z]], order: [0, 1, 2])
        },
        WrongInput(saying: "time", "-1.0") { _ = try BellTest.chsh(.singlet).behaviour(at: -1) },
        WrongInput("CHSH of three qubits") { try BellTest.chsh(.ghz(parties: 3)) },
        WrongInput(saying: "runs", "-5") {
            var stream = RandomStream(seed: 1)
            _ = try BellTest.chsh(.singlet).sample(runs: -5, using: &stream)
        },
        WrongInput(saying: "runs with settings", "at least one") {
            var stream = RandomStream(seed: 1)
            _ = try BellTest.chsh(.singlet).sample(runs: 0, using: &stream).chsh()
        },
        WrongInput(saying: "scenario", "two parties") {
            var stream = RandomStream(seed: 1)
            _ = try BellTest(state: .singlet, directions: [[.z], [.z]]).sample(runs: 5, using: &stream).chsh()
        },
        WrongInput(saying: "outcomes", "two for each party") {
            var stream = RandomStream(seed: 1)
            _ = try BellTest(state: .maximallyEntangled(dimension: 3), bases: [[.identity(3)], [.identity(3)]])
                .sample(runs: 5, using: &stream).correlator(given: [0, 0])
        },
        WrongInput(saying: "renewal probability", "1.5") {
            var stream = RandomStream(seed: 1)
            _ = try BellTest.chsh(.singlet).sample(runs: 5, changing: .renewal(1.5), using: &stream)
        },
        WrongInput(saying: "drift step", "nan") {
            var stream = RandomStream(seed: 1)
            _ = try BellTest.chsh(.singlet).sample(runs: 5, changing: .drift(nan), using: &stream)
        },
        WrongInput(saying: "blockLength", "0") {
            var stream = RandomStream(seed: 1)
            _ = try BellTest.chsh(.singlet).sample(runs: 5, changing: .renewal(1), blockLength: 0, using: &stream)
        },
        WrongInput(saying: "samples", "at least 1") {
            var stream = RandomStream(seed: 1)
            _ = try BellTest.chsh(.singlet).localCausality(samples: 0, using: &stream)
        },
        WrongInput(saying: "models", "at least one") { _ = try StatisticalDependence([]) },
        WrongInput(saying: "models[1]", "2 levels", "3") {
            _ = try StatisticalDependence([qubit(), Cases.model(levels: 3, seed: 1)])
        },
        WrongInput(saying: "levels", "at most 12") {
            _ = try StatisticalDependence([Cases.model(levels: 13, seed: 1)])
        },
        WrongInput(saying: "weights", "sum to 1") {
            _ = try StatisticalDependence([qubit(), qubit()], weights: [0.5, 0.6])
        },
        WrongInput(saying: "weights", "be 1") { _ = try StatisticalDependence([qubit()], weights: [0.5, 0.5]) },
        WrongInput(saying: "restarts", "0") {
            var stream = RandomStream(seed: 1)
            _ = try SignallingSearch(at: 1, restarts: 0, using: &stream)
        },
        WrongInput(saying: "state", "two qubits") {
            _ = try SignallingSearch.signal(of: Direction.x.stateVector, .x, at: 1)
        },
        WrongInput(saying: "Hamiltonian", "2 × 2") {
            _ = try HamiltonianEffect(of: .identity(3), signs: SigmaSigns("+"), kappas: [1])
        },
        WrongInput(saying: "kappa", "above 0") {
            _ = try HamiltonianEffect(of: .identity(2), signs: SigmaSigns("+"), kappas: [0])
        },
    ]

    static let examples: [WrongInput] = [
        WrongInput(saying: "q", "0…1", "1.2") { _ = try TwoParticleExample(q: 1.2) },
        WrongInput(saying: "q", "nan") { _ = try TwoParticleExample(q: nan) },
        WrongInput(saying: "reflectivity", "-0.5") { _ = try CollapseModel.beamSplitter(reflectivity: -0.5) },
        WrongInput(saying: "twiceSpin", "1…1000", "0") { _ = try CollapseModel.sternGerlach(twiceSpin: 0, along: .x) },
        WrongInput(saying: "points", "4…1024") {
            _ = try CollapseModel.doubleSlit(points: 2, slitWidth: 1, distance: 1)
        },
        WrongInput(saying: "slitWidth", "0") { _ = try CollapseModel.doubleSlit(points: 8, slitWidth: 0, distance: 1) },
        WrongInput(saying: "distance", "1") { _ = try CollapseModel.doubleSlit(points: 8, slitWidth: 2, distance: 1) },
        WrongInput(saying: "distance", "7") { _ = try CollapseModel.doubleSlit(points: 8, slitWidth: 2, distance: 7) },
        WrongInput(saying: "endTime", "after 1.0", "1.0") {
            _ = try EndpointOptimization(from: SIMD2(0, 0), at: 1, to: .points { _ in [.zero] }, at: 1)
        },
        WrongInput(saying: "startTime", "nan") {
            _ = try EndpointOptimization(from: SIMD2(0, 0), at: nan, to: .points { _ in [.zero] }, at: 1)
        },
        WrongInput(saying: "point", "finite") {
            _ = try EndpointOptimization(from: SIMD3(0, nan, 0), at: 0, to: .points { _ in [.zero] }, at: 1)
        },
        WrongInput(saying: "points of the surface", "at least one") {
            _ = try EndpointOptimization(from: SIMD3(0, 0, 0), at: 0, to: .points { _ in [] }, at: 1)
        },
        WrongInput(saying: "nearest point", "finite") {
            _ = try EndpointOptimization(
                from: SIMD3(0, 0, 0), at: 0, to: .points { _ in [SIMD3(nan, 0, 0)] }, at: 1)
        },
        WrongInput(saying: "radius", "-1.0") {
            _ = try EndpointOptimization(
                from: SIMD2(0, 0), at: 0, to: .sphere(centre: { _ in SIMD2(1, 1) }, radius: { _ in -1 }), at: 1)
        },
        WrongInput(saying: "normal", "not zero") {
            _ = try EndpointOptimization(
                from: SIMD2(0, 0), at: 0, to: .plane(through: { _ in SIMD2(1, 1) }, normal: { _ in .zero }), at: 1)
        },
        WrongInput(saying: "grid", "2") {
            _ = try MovingSurface<SIMD2<Double>>.parametric(grid: 2) { u, v, _ in SIMD2(u, v) }
        },
        WrongInput(saying: "time", "0.0…1.0", "1.5") {
            _ = try EndpointOptimization(from: SIMD2(0, 0), at: 0, to: .points { _ in [.zero] }, at: 1).position(
                at: 1.5)
        },
        WrongInput(saying: "steps", "at least 1") {
            _ = try EndpointOptimization(from: SIMD2(0, 0), at: 0, to: .points { _ in [.zero] }, at: 1).pursuit(
                steps: 0)
        },
    ]

    @Test("models and runs", arguments: inputs) func model(_ input: WrongInput) { input.check() }
    @Test("distributions on the disk", arguments: distributions) func disk(_ input: WrongInput) { input.check() }
    @Test("Bell tests and reports", arguments: tests) func report(_ input: WrongInput) { input.check() }
    @Test("examples", arguments: examples) func example(_ input: WrongInput) { input.check() }

    @Test("ambiguous steady states are a failure, not a number")
    func ambiguousSteadyState() throws {
        let model = try Cases.model(levels: 3, seed: 1)
        #expect(throws: (any Error).self) { try model.run(signs: SigmaSigns("00")).steadyState() }
    }

    @Test("Many settings of many levels have more boxes than an integer counts")
    func manyBoxes() {
        #expect(StatisticalDependence.boxesAreFew(settings: 4, levels: 6))
        #expect(!StatisticalDependence.boxesAreFew(settings: 14, levels: 12))
        #expect(!StatisticalDependence.boxesAreFew(settings: .max, levels: 12))
    }
}
