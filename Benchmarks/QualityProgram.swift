import Foundation
import HiddenVariables

/// `benchmark quality …`: how good a cloud is found in the time that JAX needs for its steps, the two runs one after the other.
enum QualityProgram {
    static let help = """
        benchmark quality [STATE…] [--steps N] [--seed N] [--python PATH]
            STATE     werner, ghz3, w3; all three if none is named
            --steps   JAX's steps (default 5000)
            --seed    of both searches and of the fresh settings (default 2026)
            --python  the Python that runs JAX (default: $HV_PYTHON, or python3)
        """

    /// A state, the error asked for, and the first rate of JAX's Adam.
    ///
    /// After 1000 steps 0.1 was better than 0.01 for Werner and better than 0.03 for GHZ; no other was tried to the end for W.
    private struct Task {
        let name: String
        let state: DensityOperator
        let target: Double
        let rate: Double

        init(_ name: String) throws {
            self.name = name
            switch name {
            case "werner": (state, target, rate) = (try .werner(visibility: 0.68), 1e-7, 0.1)
            case "ghz3":
                (state, target, rate) = (
                    try StateVector.ghz(parties: 3).densityOperator.withWhiteNoise(visibility: 0.40), 5e-8, 0.1
                )
            case "w3":
                (state, target, rate) = (
                    try StateVector.w(parties: 3).densityOperator.withWhiteNoise(visibility: 0.40), 2e-8, 0.1
                )
            default: throw UsageError("a state must be werner, ghz3 or w3, but was \(name)")
            }
        }
    }

    /// Runs the program and returns its exit status: 0 when every target was met, 1 when not or for a failure, 2 for a wrong
    /// command line.
    static func run(_ arguments: [String]) async -> Int32 {
        do {
            var (names, rest, steps, seed) = ([String](), arguments[...], 5000, 2026)
            var harness = ["--peer-threads", "\(min(1024, Parallel.processorCount))"]
            while let word = rest.popFirst() {
                switch word {
                case "--steps":
                    guard let number = rest.popFirst().flatMap({ Int($0) }), number >= 100, number.isMultiple(of: 100)
                    else { throw UsageError("--steps must be a positive multiple of 100") }
                    steps = number
                case "--seed":
                    guard let number = rest.popFirst().flatMap({ Int($0) }), (0..<1 << 30).contains(number) else {
                        throw UsageError("--seed must be in 0..<2³⁰")
                    }
                    seed = number
                case "--python": harness += [word, rest.popFirst() ?? ""]
                default: names.append(word)
                }
            }
            let options = try Options(harness)
            var isMet = true
            for name in names.isEmpty ? ["werner", "ghz3", "w3"] : names {
                isMet = try await compare(Task(name), steps, seed, options) && isMet
            }
            return isMet ? 0 : 1
        } catch let error as UsageError {
            FileHandle.standardError.write(Data("benchmark quality: \(error)\n\n\(help)\n".utf8))
            return 2
        } catch {
            FileHandle.standardError.write(Data("benchmark quality: \(error)\n".utf8))
            return 1
        }
    }

    private static func compare(_ task: Task, _ steps: Int, _ seed: Int, _ options: Options) async throws -> Bool {
        // Both clouds are judged over all joint outcomes, on settings that neither search has seen.
        let problem = try CloudProblem(qubits: task.state, degree: 5)
        let fresh = UInt64(seed) ^ 0x5EED_0F7E_5715
        func error(of cloud: HiddenVariableCloud) throws -> CloudError {
            try CloudError(of: cloud, for: problem, settings: 16_384, seed: fresh)
        }

        let exchange = try PeerExchange()
        defer { exchange.remove() }
        let peer: (seconds: Double, cloud: HiddenVariableCloud, ownError: Double)
        var stream = RandomStream(seed: fresh, substream: 1 << 40)
        let directions = (0..<(problem.parties * 4096)).flatMap { _ in
            let direction = Direction.random(using: &stream)
            return [direction.x, direction.y, direction.z]
        }
        for (name, number) in [
            ("parties", problem.parties), ("points", 4096), ("settings", 256), ("degree", 5), ("steps", steps),
            ("seed", seed),
        ] {
            exchange.write(name, number)
        }
        try exchange.write("rate", [task.rate])
        try exchange.write("tensor", PauliTensor(task.state).coefficients)
        try exchange.write("directions", directions)
        switch try exchange.run("jax_gradient_quality", options) {
        case .absent(let reason): throw PeerFailure("JAX: \(reason)")
        case .times(let times):
            let result = try exchange.result()
            peer = (
                times[0],
                try HiddenVariableCloud(rules: problem.rules, parameters: result.dropFirst().map { Float($0) }),
                result[0]
            )
        }

        let clock = ContinuousClock()
        let start = clock.now
        // First degree 3, whose clouds have less between the settings that must average out; then degree 5, whose new
        // coefficients begin at zero, with shorter steps; last the steps become shorter still. Each stage has its share of
        // the time: only the last needs its number of steps, and the one before says how long they take.
        let low = try CloudProblem(qubits: task.state, degree: 3)
        let standard = SearchOptions.standard(parties: problem.parties, seed: UInt64(seed))
        // Smaller grids and shorter steps than the standard ones, and more of them.
        let (rate, settings) = problem.parties == 2 ? (0.05, 32) : (0.01, 9)
        let batch = BatchDesign(.grid, settings: settings, points: .spiral)
        func left(_ share: Double) -> Double { share * peer.seconds - (clock.now - start).inSeconds }
        func run(
            _ problem: CloudProblem, stage: UInt64, steps: Int = 1_000_000, from rate: Double, to finalRate: Double,
            until share: Double, _ cloud: HiddenVariableCloud? = nil
        ) async throws -> CloudSearchResult {
            var own = standard
            own.phases = [SearchPhase(.adam(rate: rate, finalRate: finalRate), steps: steps, batch: batch)]
            (own.testSettings, own.timeLimit) = (2, max(0, left(share)))
            // The batches of one stage must not repeat those of another.
            own.seed = own.seed &+ stage << 32
            return try await CloudSearch(problem, own, initial: cloud).run()
        }
        let first = try await run(low, stage: 1, from: rate, to: rate, until: 0.5)
        let begun = clock.now
        let second = try await run(
            problem, stage: 2, from: rate / 5, to: rate / 5, until: 0.6, first.cloud.extended(to: problem.rules))
        let perStep = (clock.now - begun).inSeconds / Double(max(1, second.steps))
        let number = max(10, Int(left(0.97) / perStep))
        let result = try await run(
            problem, stage: 3, steps: number, from: rate / 5, to: rate / 500, until: 1, second.cloud)
        let seconds = (clock.now - start).inSeconds

        let (ours, theirs) = (try error(of: result.cloud), try error(of: peer.cloud))
        let isMet = ours.divergence <= task.target && seconds <= peer.seconds * 1.01
        func text(_ error: CloudError) -> String {
            String(format: "%.2e ± %.0e nats", error.divergence, error.divergenceError)
        }
        print(
            """
            \(task.name): JAX \(steps) steps of 256 settings, rate \(task.rate): \(Text.digits(peer.seconds)) s, \
            fresh error \(text(theirs)) (its own figure \(String(format: "%.2e", peer.ownError)))
            \(task.name): ours \(first.steps) + \(second.steps) + \(result.steps) of \(number) steps (\(result.stopReason)): \
            \(Text.digits(seconds)) s, \
            fresh error \(text(ours)); target \(task.target): \(isMet ? "met" : "NOT MET"); \
            JAX's error is \(Text.digits(theirs.divergence / ours.divergence))× ours
            """)
        fflush(nil)
        return isMet
    }
}
