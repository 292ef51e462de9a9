import Foundation
import HiddenVariables
import Testing

@testable import CertifiedModels
@testable import HiddenVariableClouds
@testable import LHVDynamics
@testable import LHVModels
@testable import LocalPolytopes
@testable import MacroscopicLocality
@testable import NumericalCore
@testable import QuantumBounds
@testable import QuantumStates
@testable import Superdeterminism

/// What a computation returns can be compared, kept in a file and printed, as *Conventions* says of results.
///
/// Results that would take long to compute are put together from their parts.
@Suite("19.4 results") struct ResultTests {
    /// Does not compile when a conformance is missing.
    private func check<Result: Hashable & Codable & CustomStringConvertible & Sendable>(
        _ result: Result, most: Int = 400, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let back: Result = try JSONFile.decode(from: try JSONFile.encode(result))
        #expect(back == result, "\(Result.self)", sourceLocation: sourceLocation)
        #expect(back.hashValue == result.hashValue, "\(Result.self)", sourceLocation: sourceLocation)
        expectReadable(result, most: most, sourceLocation: sourceLocation)
    }

    private func expectReadable(
        _ result: some CustomStringConvertible, most: Int = 400, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let text = result.description
        #expect(!text.isEmpty && text.count < most, "\(text)", sourceLocation: sourceLocation)
        for stray in ["Optional(", "Swift."] + ArchitectureTests.allowed.keys.map({ "\($0)." }) {
            #expect(!text.contains(stray), "\(stray) in \(text)", sourceLocation: sourceLocation)
        }
    }

    @Test func numericalCore() throws {
        let matrix = try RealMatrix([[2, 1], [1, 3]])
        try check(try matrix.hermitianEigensystem())
        try check(try matrix.singularValueDecomposition())
        try check(try matrix.leastSquares(try RealMatrix([[1], [2]])))
        let solution = try LinearProgram(.maximize, [1, 1], subjectTo: matrix, [.atMost(4), .atMost(6)]).solve()
        try check(solution)
        try check(solution.verification)
        let statuses: [LinearProgramSolution.Status] = [
            .optimal, .infeasible(farkasRay: [1, 0]), .unbounded(ray: [0, 1]), .iterationLimit, .timeLimit, .cancelled,
        ]
        for status in statuses { try check(status) }
        var program = try SemidefiniteProgram(.minimize, blocks: [.symmetric(2)])
        try program.setObjective([.init(row: 0, column: 0, 1.0), .init(row: 1, column: 1, 2.0)])
        try program.addConstraint([.init(row: 0, column: 0, 1.0), .init(row: 1, column: 1, 1.0)], equals: 1)
        let semidefinite = try program.solve()
        try check(semidefinite)
        try check(semidefinite.verification)
        let ends: [SemidefiniteSolution.Status] = [
            .optimal, .infeasible(ray: [1]), .unbounded(ray: [.symmetric(matrix), .nonnegative([1])], free: [2]),
            .unfinished,
        ]
        for status in ends { try check(status) }
        try check(SemidefiniteBlock.hermitian(.identity(2)))
        let path = try DormandPrince(StepOptions()).solve(from: 0, to: 1, initial: [1.0], saveAt: [0.5]) { _, state in
            state.map { -$0 }
        }
        try check(path)
        try check(path.report)
    }

    @Test func quantumStates() throws {
        let singlet = StateVector.singlet.densityOperator
        try check(try singlet.chshMaximum())
        try check(
            GroundState(
                energy: -3, state: .singlet, residualNorm: 0, iterations: 0, stopReason: .converged, degeneracy: 1,
                firstExcitedEnergy: 1))
        let measured = try ResultTests.measured()
        let test = try measured.noSignallingTest()
        try check(test)
        try check(test.parties[0])
        try check(test.strongest)
        try check(try measured.settingTotalsTest([0.25, 0.25, 0.25, 0.25]))
        try check(
            MaximumLikelihoodEstimate(
                state: singlet, logLikelihood: -1, optimalityGap: 1e-7, trials: 100, iterations: 5,
                stopReason: .converged))
    }

    @Test("numbers that JSON does not have come back too") func infinities() throws {
        let estimate = BootstrapEstimate(value: 1.5, samples: [1, 2, .infinity], confidence: 0.9)
        #expect(estimate.standardError == .infinity && estimate.interval.upperBound == .infinity)
        try check(estimate)
        try check(Bootstrap.Outcome(estimates: [estimate], replicas: 3, stopReason: .timeLimit))
        try check(
            LinearInversion(
                space: try HilbertSpace(dimensions: [2]), matrix: .identity(2), eigenvalues: [-.infinity, 1],
                trials: 10,
                residualNorm: 0.1, rank: 4, conditionNumber: .infinity))
        try check(UnprovenEnd(.costLimit, visibility: 0.8, cost: .infinity, nodes: 3))
        let text = String(decoding: try JSONFile.encode(estimate), as: UTF8.self)
        #expect(text.contains("\"standardError\" : \"inf\""), "\(text)")
        // The file says so too.
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("result-\(UUID()).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try JSONFile.write(estimate, to: path)
        #expect(try JSONFile.read(BootstrapEstimate.self, from: path) == estimate)
    }

    @Test func models() throws {
        let chsh = try BellInequality(.chsh)
        try check(try chsh.localBound())
        try check(try chsh.facetReport())
        let canonical = try chsh.canonical()
        try check(canonical)
        try check(FacetClass(representative: canonical.form, count: 8, strategies: 8))
        try check(try #require(try chsh.identified()))
        try check(PairStatistics(first: 0, second: 0.25, correlator: -0.5))
        try check(
            GaugeReport(
                oddOddDefect: 1e-16, firstMarginalDefect: 0, secondMarginalDefect: 0, normalizationDefect: 0,
                leastDensity: 0.2, worstPair: [.x, .z]))
        var report = VerificationReport()
        report.include(
            difference: 0.01, standardError: 0.02, place: VerificationReport.Place(state: 0, setting: 1, outcome: 2))
        try check(report)
        try check(try #require(report.worstPlace))
        try check(
            SoftmaxConversion(hidden: [1.0, 2.0], logarithmError: 0.1, probabilityError: 0.01, comparisons: 10))
        try check(try chsh.quantumBound(dimensions: [2, 2], SeeSawOptions(starts: 2, seed: 1, threads: 1)))
    }

    @Test func polytopes() throws {
        let measured = try ResultTests.measured()
        let report = try measured.localRealismReport(testing: try BellInequality(.chsh))
        try check(report, most: 1500)
        try check(report.nearest)
        try check(report.likelihood)
        try check(try #require(report.value))
        try check(try #require(report.bound))
        let turned: [Direction] = try [Direction(1, 0, 1), Direction(1, 0, -1)]
        let tensor = try CorrelatorTensor(of: StateVector.singlet.densityOperator, along: [[.x, .z], turned])
        let threshold: CorrelatorThreshold = try tensor.localVisibility()
        try check(threshold)
        try check(threshold.interval(of: "singlet"), most: 500)
        let nearest: NearestLocalCorrelators = try tensor.nearestLocalPoint()
        try check(nearest)
        try check(try Behaviour.popescuRohrlich.noiseRobustness(against: .white))
    }

    @Test func clouds() throws {
        let error: CloudError = try JSONFile.decode(
            from: Data(
                #"""
                {"divergence": 0.001, "divergenceError": 0.0001, "allUpDivergence": 0.0005, "probabilityError": 0.01,
                 "correlatorError": 0.02, "worstDivergence": 0.003, "settings": 60}
                """#.utf8))
        try check(error)
        let options = SearchOptions(
            points: 2, phases: [.adam(steps: 1, batch: BatchDesign(.grid, settings: 4))], testSettings: 60, threads: 1)
        let trial = VisibilityBracket.Trial(
            visibility: 0.4, attempt: 0, seed: 1, error: error, steps: 10, isReached: true)
        try check(trial)
        try check(
            VisibilityBracket(
                reached: 0.4, notReached: 0.6,
                criterion: try BracketCriterion(ceiling: 1e-3, width: 0.1, options: options), trials: [trial],
                stopReason: .converged))
        let problem = try CloudProblem(qubits: .werner(visibility: 0.4), degree: 3)
        let functions = problem.rules.reduce(0) { $0 + $1.count }
        let cloud = try HiddenVariableCloud(
            rules: problem.rules, parameters: [Float](repeating: 0.5, count: 2 * functions))
        try check(
            CloudSearchResult(
                problem: problem, options: options, cloud: cloud, error: error, steps: 1, loss: nil,
                stopReason: .iterationLimit, seconds: 0.5))
        let record = Sweep.CloudRecord(error: error, steps: 10, stopReason: .timeLimit, isSeparable: true)
        try check(record)
        try check(Sweep.Record(sweep: "map", item: Sweep.Item(index: 0, values: [1], seed: 1), output: record))
    }

    @Test func dynamics() throws {
        var sums = ContinuitySums()
        sums.add(rate: 1, transport: -0.9, at: [.x, .z], family: 0, time: 0.5)
        try check(ContinuityReport(sums))
        try check(WeakContinuityReport(degree: 4, residual: 1e-9, rate: 1, largest: 2e-9, worst: [1, 2]))
        try check(StationaryRankReport(ranks: [4, 3], conditions: [0.1, 1e-12]))
        try check(try DimensionBound(levels: 2, hiddenDimension: 2, parties: 2))
        try check(try OrbitDimensionBound(levels: 2, hiddenDimension: 2, parties: 2))
        try check(
            CovariantGaugeOptimization.Outcome(
                upperBound: 0.11, lowerBound: 0.1, rounds: 3, inequalities: 40, stopReason: .accuracyReached,
                gauge: nil, knots: [0, 1], shares: [[1, 0, 0], [0, 1, 0]],
                verification: LinearProgramVerification(
                    primalViolation: 0, dualViolation: 1e-12, gap: 1e-12, relativeError: 1e-12)))
        try check(
            CovariantGaugeSearch.Outcome(
                residuals: [1, 0.1], verdict: .undecided, stopReason: .iterationLimit, nodes: [0],
                kernels: [PairCoefficients(one: 1, a: .zero, b: .zero, t: (.zero, .one, .zero))],
                angularVelocities: [SIMD3(1, 2, 3)], angleRates: [0], leastEigenvalue: 0.1))
        try check(
            HarmonicGaugeSearch.Outcome(
                residuals: [1, 0.1], verdict: .candidate, stopReason: .accuracyReached,
                kernel: try HarmonicKernel(degree: 1, amplitudes: RealMatrix(rows: 16, columns: 16)),
                field: try VelocityFit(
                    degree: 1, coefficients: [Double](repeating: 0.5, count: VelocityFit.unknowns(degree: 1))),
                leastEigenvalue: 0.1))
        try check(PositivityWitness(eigenvalue: -2, pair: [.x, .z], state: .singlet))
        try check(MicroscopicDefects(identity: 0, composition: 1e-15))
        for statement in DynamicsStatement.allCases {
            try check(DynamicsEvidence(statement: statement, isSupported: true, defect: 1e-9, measure: "residual"))
        }
        try check(
            CriticalNoise(
                noise: 0.5, rates: try RealMatrix([[-1, 1], [1, -1]]), defect: 0, relativeError: 1e-12, symmetries: 4,
                size: (rows: 2, variables: 3)))
    }

    @Test func macroscopicLocality() throws {
        try check(try AnticommutingFamily.search(spins: [2, 2]))
        let singlet = StateVector.singlet.densityOperator
        try check(try TwoSettingCriterion.maximum(of: try PauliTensor(singlet)))
        try check(
            try MacroscopicViolation(
                of: try BellInequality(.chsh), regionSizes: [1, 1], options: AscentOptions(starts: 2, threads: 1)))
        let table = try VisibilityTable([1, 2, 3], [2, 4])
        try check(table, most: 600)
        try check(table.rows[0])
        for visibility in LocalVisibility.known { try check(visibility) }
    }

    @Test func quantumBounds() throws {
        let chsh = try BellInequality(.chsh)
        let upper = try chsh.quantumUpperBound(level: .one)
        try check(upper)
        // What is proven is not printed as less than it is.
        let printed = try #require("\(upper)".firstMatch(of: #/at most ([0-9.]+),/#), "\(upper)")
        #expect(try #require(Double(printed.1)) >= upper.upper && upper.upper >= 8.0.squareRoot())
        let lower = try chsh.quantumBound(dimensions: [2, 2], SeeSawOptions(starts: 2, seed: 1, threads: 1))
        try check(QuantumInterval(lower: lower, upper: upper))
        try check(try Behaviour.popescuRohrlich.localContent())
        try check(
            NearestQuantumBehaviour(
                behaviour: .popescuRohrlich, distance: 0.1, provenDistance: 0.09, inequality: chsh,
                weights: [0.25, 0.25, 0.25, 0.25], level: .one, stopReason: .accuracyReached))
        // The noise itself is quantum at every visibility.
        try check(
            QuantumMembership(
                visibility: .infinity, provenVisibility: .infinity, inequality: chsh, violation: -1, level: .one,
                stopReason: .converged))
        try check(
            GuessingBound(
                probability: 0.9, value: 2.5, multiplier: 1, intercept: 3.4, parties: [0], settings: [0], level: .one,
                certificates: [upper.certificate]))
        try check(
            SymmetricExtension(
                visibility: 0.333, provenVisibility: 0.334, witness: .identity(4), copies: 1, stopReason: .converged))
        try check(
            HiddenStateModel(
                visibility: 0.5, provenVisibility: 0.51, strategies: [[0, 1]], model: [.identity(2)], residual: 1e-9,
                witness: [[.identity(2)]], stopReason: .converged))
        try check(
            ProjectiveHiddenStates(
                visibility: 0.4, axesVisibility: 0.5, inradius: 0.8, axes: 3, strategies: [[0, 1, 0]],
                model: [.identity(2)], stopReason: .converged))
    }

    @Test func superdeterminism() throws {
        try check(CollapseTrajectory(times: [0, 1], matrices: [.identity(2), .identity(2)]))
        let share = SampledValue(0.5, standardError: 0.1)
        try check(
            SampledAverage(
                time: 1, matrix: .identity(2), populations: [share, share], outcomeCounts: [5, 5], runs: 10))
        try check(
            LocalCausality(defectWithBasis: 0, settingDependentShare: share, shareByParty: [share], samples: 25))
        let space = try HilbertSpace(dimensions: [2])
        let model = try CollapseModel(
            state: try StateVector([0.6, 0.8], in: space), basis: try DetectorBasis.computational(in: space))
        try check(try BornReport(model, at: [0, 1]))
        let dependence = try StatisticalDependence([model, model])
        try check(dependence)
        try check(dependence.withBasis)
        try check(
            try HamiltonianEffect(
                of: try ComplexMatrix([[0, 1], [1, 0]]), signs: try SigmaSigns("+"), kappas: [1, 10]))
    }

    @Test func certifiedModels() throws {
        try check(
            GHZPlanarSearchOutcome(
                certificate: try .shipped(.three), visibility: 0.49, stopReason: .converged, rounds: 3))
        try check(
            IsotropicSearchOutcome(
                certificate: try .shipped(.planar), visibility: 0.69, stopReason: .timeLimit, rounds: 3))
        let text = """
            LHVGHZ3 1
            heights 2
            cells 8
            weight 3
            3c 3c
            3c 3c
            3c 3c
            weight 1
            00 00
            00 00
            00 00
            end

            """
        try check(
            GHZSphereSearchOutcome(
                certificate: try GHZSphereCertificate(data: Data(text.utf8)), visibility: 0.3, stopReason: .cancelled,
                rounds: 2))
    }

    @Test("parts that do not fit are refused when read") func misfits() throws {
        let system = #"{"values": [1, 2], "vectors": [[1]]}"#
        #expect(throws: FileFormatError.self) {
            let _: HermitianEigensystem<Double> = try JSONFile.decode(from: Data(system.utf8))
        }
        let path = #"{"times": [0, 1], "matrices": [[[1, 0], [0, 0]], [[1]]]}"#
        #expect(throws: FileFormatError.self) {
            let _: CollapseTrajectory = try JSONFile.decode(from: Data(path.utf8))
        }
        let strategy = try DeterministicStrategy(outcomes: [[0, 0], [0, 0]])
        let part = LocalContent(
            weight: 1, provenWeight: 1, inequality: try BellInequality(.chsh), strategies: [(strategy, 1)])
        try check(part)
        let content = String(decoding: try JSONFile.encode(part), as: UTF8.self)
            .replacing("\"weights\" : [", with: "\"weights\" : [ 0.5,")
        #expect(content.contains("0.5"))
        #expect(throws: FileFormatError.self) {
            let _: LocalContent = try JSONFile.decode(from: Data(content.utf8))
        }
        // A list without turns has no residual, and does not trap.
        let empty = CovariantGaugeSearch.Outcome(
            residuals: [], verdict: .undecided, stopReason: .cancelled, nodes: [], kernels: [], angularVelocities: [],
            angleRates: [], leastEigenvalue: 0)
        #expect(empty.residual.isNaN)
        expectReadable(empty)
    }

    /// The counts of Delft's first run of 245 trials, an outcome +1 first.
    private static func measured() throws -> MeasuredBehaviour {
        try MeasuredBehaviour(
            counts: [23, 3, 4, 23, 33, 11, 5, 30, 22, 10, 6, 24, 4, 20, 21, 6], in: .chsh)
    }
}
