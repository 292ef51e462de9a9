import Foundation
import HiddenVariables
import NumericalCore
import Testing

/// Every function that may take long, and what it says when it was stopped: a reason, or nil when it ran to its end.
struct LongCall: Sendable, CustomTestStringConvertible {
    let name: String
    /// How often it may ask again after it was told to stop: once for each of its threads and items that have begun.
    var slack = 16
    /// The limit of time, when each look at the clock takes a second.
    var timeLimit = 5.0
    let run: @Sendable () async throws -> StopReason?
    var testDescription: String { name }

    init(
        _ name: String, slack: Int = 16, timeLimit: Double = 5,
        _ run: @escaping @Sendable () async throws -> StopReason?
    ) {
        (self.name, self.slack, self.timeLimit, self.run) = (name, slack, timeLimit, run)
    }
}

/// Walks over the functions with a time limit or a cancellation.
///
/// A probe counts how often they ask and stops them at one of
/// their questions, or lets a second pass with each reading of the clock, so nothing depends on how fast a machine is.
@Suite struct StoppingTests {
    // MARK: Cancellation

    static let cancellable: [LongCall] =
        [
            LongCall("Parallel.map") {
                _ = try Parallel.map(count: 40, threads: 2) { _ in try Work.checkCancellation() }
                return nil
            },
            LongCall("Parallel.cancellableMap") {
                _ = try await Parallel.cancellableMap(count: 40, threads: 2) { _ in try Work.checkCancellation() }
                return nil
            },
            LongCall("DormandPrince.solve") {
                _ = try DormandPrince().solve(from: 0, to: 100, initial: [1.0, 0]) { _, y in [y[1], -y[0]] }
                return nil
            },
            LongCall("SphereStepper.solve") {
                _ = try SphereStepper().solve(from: 0, to: 1, steps: 50, initial: [[1, 0, 0]]) { _, _ in [[0, 0, 1]] }
                return nil
            },
            LongCall("SphereStepper.integrate") {
                _ = try SphereStepper().integrate(from: 0, to: 50, initial: [[1, 0, 0]]) { time, _ in
                    [[sin(time), 0, 1]]
                }
                return nil
            },
            LongCall("KrylovEvolution") {
                _ = try KrylovEvolution(.computational([0, 1, 0, 1, 0, 0], in: .qubits(6)), under: chain(6), time: 20)
                return nil
            },
            LongCall("MagnusEvolution") {
                _ = try MagnusEvolution(from: 0, to: 4) { time in
                    ComplexMatrix.diagonal([Complex(time), Complex(-time)]) + Pauli.x.matrix
                }
                return nil
            },
            LongCall("GroundState.lanczos") {
                var stream = RandomStream(seed: 1)
                _ = try GroundState.lanczos(of: chain(6), options: LanczosOptions(findsGap: true), using: &stream)
                return nil
            },
            LongCall("LHVBaseModel.probabilities") {
                var stream = RandomStream(seed: 1)
                _ = try WernerModel().probabilities(
                    for: [.z, .x], distribution: WernerModel.distribution(visibility: 0.5), samples: 8000,
                    using: &stream)
                return nil
            },
            LongCall("quantumUpperBound") { try BellInequality(.chsh).quantumUpperBound().stopReason },
            LongCall("nearestQuantum") { try Behaviour.popescuRohrlich.nearestQuantum().stopReason },
            LongCall("guessingBound") {
                _ = try BellInequality(.chsh).guessingBound(value: 2.5, steps: 4)
                return nil
            },
            LongCall("facetClasses") {
                _ = try LocalPolytope(Scenario(parties: 2, settings: 2)).facetClasses()
                return nil
            },
            LongCall("canonical") {
                _ = try BellInequality.i3322().canonical()
                return nil
            },
            LongCall("heuristicLocalBound", slack: 64) {
                _ = try CorrelatorInequality.chsh.coefficients.heuristicLocalBound(starts: 200, seed: 1)
                return nil
            },
            LongCall("TwoSettingCriterion.maximum") {
                _ = try TwoSettingCriterion.maximum(
                    of: PauliTensor(StateVector.ghz(parties: 3).densityOperator), starts: 8)
                return nil
            },
        ] + dynamics + searches + collapse
        + LongWorkRow.all.filter { !$0.isHeavy }.map { row in
            LongCall(row.name, slack: row.slack) { try await row.prepared().run().reason }
        }

    static let dynamics: [LongCall] = [
        LongCall("positivityWitness") {
            var stream = RandomStream(seed: 1)
            _ = try HeisenbergGauge().positivityWitness(starts: 6, using: &stream)
            return nil
        },
        LongCall("MotionWitness.maxima") {
            var stream = RandomStream(seed: 1)
            let constraints = try MotionConstraints(motions: [.identity], degree: 1)
            _ = try MotionWitness(constraints, coefficients: Array(repeating: 1, count: 15))
                .maxima(starts: 1000, refined: 4, using: &stream)
            return nil
        },
        LongCall("VelocityFit") {
            var stream = RandomStream(seed: 1)
            let pairs = (0..<600).map { _ in [Direction.random(using: &stream), .random(using: &stream)] }
            _ = try VelocityFit(
                to: [DensityFamily(density: { first, _, time in 1 + 0.1 * time * first.z })], degree: 1, pairs: pairs)
            return nil
        },
        LongCall("gaugeReport") {
            var stream = RandomStream(seed: 1)
            _ = try WernerSphereDensity(visibility: 0.2).gaugeReport(
                for: TwoQubitBlochForm(.werner(visibility: 0.2)), pairs: 8, degree: 6, using: &stream)
            return nil
        },
        LongCall("transportDefect") {
            var stream = RandomStream(seed: 1)
            _ = try HeisenbergDynamicalModel(frequency: 1).transportDefect(
                states: [.werner(visibility: 0.05)], times: [1], pairs: 8, using: &stream)
            return nil
        },
        LongCall("DynamicalLHVModel.verify") {
            var stream = RandomStream(seed: 1)
            _ = try HeisenbergDynamicalModel(frequency: 1).dynamicalModel().verify(
                states: [.werner(visibility: 0.05)], times: [1], settings: [[.z, .x]], samples: 2000, using: &stream)
            return nil
        },
    ]

    static let searches: [LongCall] = [
        LongCall("IsotropicCertificate.verify", slack: 64) {
            _ = try await IsotropicSearch(isotropic()).run().certificate.verify()
            return nil
        },
        LongCall("Sweep.run", slack: 64) {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("stop-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let sweep = try Sweep(
                name: "stopped", parameters: [Sweep.Parameter("x", (0..<12).map(Double.init))], seeds: [1])
            _ = try await sweep.run(in: folder, threads: 2) { $0.values[0] }
            return nil
        },
    ]

    static let collapse: [LongCall] = [
        LongCall("SignallingSearch") {
            var stream = RandomStream(seed: 1)
            _ = try SignallingSearch(at: 1, restarts: 6, steps: 20, using: &stream)
            return nil
        },
        LongCall("localCausality") {
            var stream = RandomStream(seed: 1)
            _ = try BellTest(state: .singlet, directions: [[.z, .x], [.z, .x]]).localCausality(
                samples: 1200, using: &stream)
            return nil
        },
        LongCall("BellTest.sample") {
            var stream = RandomStream(seed: 1)
            _ = try BellTest(state: .singlet, directions: [[.z, .x], [.z, .x]]).sample(runs: 2000, using: &stream)
            return nil
        },
        LongCall("sampleOutcomeCounts") {
            var stream = RandomStream(seed: 1)
            _ = try CollapseModel.beamSplitter().sampleOutcomeCounts(runs: 8000, using: &stream)
            return nil
        },
        LongCall("sampledAverage") {
            var stream = RandomStream(seed: 1)
            _ = try CollapseModel.beamSplitter().sampledAverage(at: 1, runs: 100, using: &stream)
            return nil
        },
        LongCall("averageOverOrderings") {
            var stream = RandomStream(seed: 1)
            _ = try CollapseModel.beamSplitter().averageOverOrderings(at: 1, orderings: 8, using: &stream)
            return nil
        },
        LongCall("pursuit") {
            let surface = MovingSurface<SIMD3<Double>>.sphere(centre: { SIMD3(5 - $0, 0, $0) }, radius: { _ in 1 })
            _ = try EndpointOptimization(from: SIMD3(0, 0, 0), at: 0, to: surface, at: 2).pursuit(steps: 5000)
            return nil
        },
    ]

    /// How a call ended under a probe, and how often it asked.
    static func end(of call: LongCall, _ probe: WorkProbe) async throws -> StopReason? {
        try await Work.$owner.withValue(WorkOwner(probe)) {
            do { return try await call.run() } catch is CancellationError { return .cancelled }
        }
    }

    @Test("16.3 whenever a function is cancelled it stops at its next question", arguments: cancellable)
    func cancellation(_ call: LongCall) async throws {
        let whole = WorkProbe()
        let reason = try await Self.end(of: call, whole)
        #expect(reason != .cancelled)
        // It asks several times, or there would be nothing to stop it between its beginning and its end.
        #expect(whole.lookCount >= 3, "\(call.name) asks \(whole.lookCount) times")
        for moment in [0, 1, whole.lookCount / 2] {
            let probe = WorkProbe(cancellingAfter: moment)
            #expect(try await Self.end(of: call, probe) == .cancelled, "\(call.name), cancelled at question \(moment)")
            #expect(
                probe.lookCount <= moment + call.slack,
                "\(call.name), cancelled at question \(moment), asks \(probe.lookCount) times")
        }
    }

    @Test("16.3 a cancelled task is seen from the threads of a parallel map")
    func threads() async {
        let task = Task {
            try Parallel.map(count: 8, threads: 8) { item in
                // Nobody goes on before the task is cancelled.
                while !Work.isCancelled { usleep(100) }
                return item
            }
        }
        task.cancel()
        _ = await task.result
        #expect(Work.owner == nil && !Work.isCancelled)
    }

    @Test("16.3 what outlives a parallel map does not ask a task that is gone")
    func outlives() async throws {
        let tasks = try Parallel.map(count: 4, threads: 4) { _ in Task { Work.isCancelled } }
        for task in tasks { #expect(await !task.value) }
    }

    // MARK: Time limits

    static let limited: [LongCall] =
        LongWorkRow.all.filter { (try? $0.prepared().words.contains("timeLimit")) == true }.map { row in
            LongCall(row.name, slack: row.slack, timeLimit: row.timeLimit) {
                try await row.prepared(timeLimit: row.timeLimit).run().reason
            }
        } + [
            LongCall("SimplexSolver") {
                let size = 40
                let matrix = RealMatrix(rows: size, columns: size) {
                    Double(($0 * 7 + $1 * 13) % 11) + ($0 == $1 ? 20 : 0)
                }
                let program = try LinearProgram(
                    .maximize, Array(repeating: 1, count: size), subjectTo: matrix,
                    Array(repeating: .atMost(1), count: size))
                return try program.solve(options: SimplexOptions(timeLimit: 1)).status == .timeLimit
                    ? .timeLimit : .converged
            },
            LongCall("localLikelihood", timeLimit: 3) {
                let counts = (0..<16).map { 30 + ($0 * 37) % 50 }
                return try MeasuredBehaviour(counts: counts, in: .chsh)
                    .localLikelihood(options: MembershipOptions(timeLimit: 3, threads: 1)).stopReason
            },
        ]

    @Test("16.3 a function whose time is over stops at its next look at the clock", arguments: limited)
    func timeLimit(_ call: LongCall) async throws {
        let probe = WorkProbe(secondsPerReading: 1)
        #expect(try await Self.end(of: call, probe) == .timeLimit, "\(call.name)")
        #expect(
            probe.readingCount <= Int(call.timeLimit) + 2 * call.slack, "\(call.name) looks \(probe.readingCount) times"
        )
    }

    // MARK: Problems

    static func chain(_ sites: Int) throws -> PauliSum { try .heisenberg(on: .chain(sites)) }

    static func isotropic() -> IsotropicSearchOptions {
        IsotropicSearchOptions(
            dimension: 3, degrees: [5], seed: 3, threads: 1, batch: 4, batches: 2, roundLimit: 6, sweeps: 2)
    }

    static func planar(_ angle: Double) -> Direction { Direction(unchecked: [cos(angle), sin(angle), 0]) }
}
