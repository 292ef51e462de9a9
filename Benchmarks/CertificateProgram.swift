import Foundation
import HiddenVariables

/// `benchmark certificate …`: makes and checks certified local models, and says how long it took.
enum CertificateProgram {
    static let help = """
        benchmark certificate D L FILE [SECONDS]   search up to degree L in dimension D and write what was found
        benchmark certificate verify FILE…         say what certificates prove
        benchmark certificate sample FILE ROUNDS   play the model at ten random pairs of directions (d = 3)
        """

    /// Runs the program and returns its exit status.
    static func run(_ arguments: [String]) async -> Int32 {
        do {
            if arguments.count >= 2, arguments[0] == "verify" {
                for path in arguments.dropFirst() { try verify(path) }
            } else if arguments.count == 3, arguments[0] == "sample", let rounds = Int(arguments[2]) {
                try sample(arguments[1], rounds: rounds)
            } else if (3...4).contains(arguments.count), let dimension = Int(arguments[0]),
                let degree = Int(arguments[1])
            {
                try await search(
                    dimension, degree, arguments[2], seconds: arguments.count == 4 ? Double(arguments[3]) : nil)
            } else {
                print(help)
                return 2
            }
            return 0
        } catch {
            FileHandle.standardError.write(Data("benchmark certificate: \(error)\n".utf8))
            return 1
        }
    }

    // Time that all threads of this process have computed.
    private static var processSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    private static func search(_ dimension: Int, _ degree: Int, _ path: String, seconds: Double?) async throws {
        var options = IsotropicSearchOptions(
            dimension: dimension, degrees: IsotropicSearchOptions.stages(upTo: degree), tolerance: 1e-5)
        options.timeLimit = seconds
        let run = try IsotropicSearch(options).run()
        for await progress in run.progress {
            say(
                "\(progress.message), round \(progress.step): v = \(digits(progress.value ?? 0)) after "
                    + "\(Text.digits(progress.elapsed.inSeconds)) s, \(Text.digits(processSeconds)) s of processor time"
            )
        }
        let outcome = try await run.value
        try outcome.certificate.write(to: path)
        say("\(outcome.stopReason); wrote \(path), \(outcome.certificate.encoded().count) bytes")
        try verify(path)
    }

    private static func verify(_ path: String) throws {
        let start = processSeconds
        let proof = try IsotropicCertificate(contentsOf: path).verify()
        say(
            "\(path): d = \(proof.dimension), L = \(proof.degree), \(proof.pairs) pairs: v ≥ \(digits(proof.visibility)), "
                + "K_G(\(proof.dimension)) ≤ \(digits(proof.grothendieckBound)); Krivine "
                + "\(digits(try KrivineBound.value(dimension: proof.dimension))); verified in "
                + "\(Text.digits(processSeconds - start)) s of processor time")
    }

    private static func sample(_ path: String, rounds: Int) throws {
        let model = try IsotropicModel(IsotropicCertificate(contentsOf: path))
        let visibility = model.proof.visibility
        let distribution = try model.distribution(visibility: visibility)
        var stream = RandomStream(seed: 691)
        let error = 1 / Double(rounds).squareRoot()
        for _ in 0..<10 {
            let settings = [Direction.random(using: &stream), Direction.random(using: &stream)]
            var (correlation, alice, bob) = (0, 0, 0)
            for _ in 0..<rounds {
                let outcomes = try model.sampleOutcomes(for: settings, distribution: distribution, using: &stream)
                let (x, y) = (1 - 2 * outcomes[0], 1 - 2 * outcomes[1])
                correlation += x * y
                alice += x
                bob += y
            }
            let expected = -visibility * settings[0].dot(settings[1])
            let deviations = [
                Double(correlation) / Double(rounds) - expected, Double(alice) / Double(rounds),
                Double(bob) / Double(rounds),
            ]
            say(
                "E = \(digits(Double(correlation) / Double(rounds))), −v a·b = \(digits(expected)); deviations of E and the "
                    + "marginals in standard errors: \(deviations.map { String(format: "%.2f", $0 / error) }.joined(separator: ", "))"
            )
        }
        var largest = 0.0
        for _ in 0..<100_000 {
            let hidden = model.sampleHiddenVariable(using: &stream)
            largest = max(largest, abs(model.bobMean(.random(using: &stream), hidden)))
        }
        say("largest |g| on 100000 random directions: \(largest)")
    }

    private static func digits(_ x: Double) -> String { String(format: "%.9f", x) }

    private static func say(_ line: String) {
        print(line)
        fflush(nil)
    }
}
