import Foundation
import HiddenVariables

/// `benchmark certificate …`: makes and checks certified local models, and says how long it took.
enum CertificateProgram {
    static let help = """
        benchmark certificate D L FILE [SECONDS]   search up to degree L in dimension D and write what was found
        benchmark certificate improve FILE L [SECONDS]
                                                   search on from a certificate, up to degree L, and replace it
        benchmark certificate verify [FILE…]       say what certificates prove; without files, those of the library
        benchmark certificate sample FILE ROUNDS [REPEATS]
                                                   play the model at ten random pairs of directions (d = 3), anew each time
        benchmark certificate examples FOLDER [NAME…]
                                                   write a certificate of every kind, and what each proves
        A FILE can also be the name of a certificate of the library, such as werner.
        """

    /// Runs the program and returns its exit status.
    static func run(_ arguments: [String]) async -> Int32 {
        do {
            if arguments.first == "verify" {
                let names = IsotropicCertificate.Shipped.allCases.map(\.rawValue)
                for name in arguments.count > 1 ? Array(arguments.dropFirst()) : names { try verify(name) }
            } else if arguments.count >= 2, arguments[0] == "examples" {
                try CertificateExamples.run(arguments[1], only: Array(arguments.dropFirst(2)))
            } else if (3...4).contains(arguments.count), arguments[0] == "sample", let rounds = Int(arguments[2]),
                let repeats = arguments.count == 4 ? Int(arguments[3]) : 1, rounds > 0, repeats > 0
            {
                try sample(arguments[1], rounds: rounds, repeats: repeats)
            } else if (3...4).contains(arguments.count), arguments[0] == "improve", let degree = Int(arguments[2]) {
                let old = try certificate(arguments[1])
                var options = IsotropicSearchOptions(
                    dimension: old.dimension,
                    degrees: [old.degree]
                        + IsotropicSearchOptions.stages(upTo: degree).filter { $0 > old.degree },
                    patience: 10, tolerance: 1e-5, roundLimit: 400)
                options.timeLimit = arguments.count == 4 ? Double(arguments[3]) : nil
                try await search(try IsotropicSearch(options, startingFrom: old), arguments[1])
            } else if (3...4).contains(arguments.count), let dimension = Int(arguments[0]),
                let degree = Int(arguments[1])
            {
                var options = IsotropicSearchOptions(
                    dimension: dimension, degrees: IsotropicSearchOptions.stages(upTo: degree), tolerance: 1e-5)
                options.timeLimit = arguments.count == 4 ? Double(arguments[3]) : nil
                try await search(try IsotropicSearch(options), arguments[2])
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

    /// Time that all threads of this process have computed.
    static var processSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    private static func search(_ search: IsotropicSearch, _ path: String) async throws {
        let run = search.start()
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

    private static func certificate(_ name: String) throws -> IsotropicCertificate {
        guard let shipped = IsotropicCertificate.Shipped(rawValue: name) else {
            return try IsotropicCertificate(contentsOf: name)
        }
        return try .shipped(shipped)
    }

    private static func verify(_ name: String) throws {
        // The other kind of certificate in the same folder.
        if GHZProgram.isCertificate(name) { return try GHZProgram.verify(name) }
        let start = processSeconds
        let proof = try certificate(name).verify()
        say(
            "\(name): d = \(proof.dimension), L = \(proof.degree), \(proof.pairs) pairs: v ≥ \(digits(proof.visibility)), "
                + "K_G(\(proof.dimension)) ≤ \(digits(proof.grothendieckBound)); Krivine "
                + "\(digits(try KrivineBound.value(dimension: proof.dimension))); verified in "
                + "\(Text.digits(processSeconds - start)) s of processor time")
        guard let shipped = IsotropicCertificate.Shipped(rawValue: name) else { return }
        try require(
            proof.visibility >= shipped.documentedVisibility, name, must: "prove \(shipped.documentedVisibility)",
            was: proof.visibility)
    }

    // Deviations from the law in standard errors; what they must be is one figure for each kind.
    private static func sample(_ name: String, rounds: Int, repeats: Int) throws {
        let model = try IsotropicModel(certificate(name))
        let visibility = model.proof.visibility
        let distribution = try model.distribution(visibility: visibility)
        let start = processSeconds
        let number = Double(rounds)
        var squares = [0.0, 0.0, 0.0]
        var largest = 0.0
        for index in 0..<repeats {
            var stream = RandomStream(seed: 691, substream: UInt64(index))
            for _ in 0..<10 {
                let settings = [Direction.random(using: &stream), Direction.random(using: &stream)]
                let counts = try model.sampleOutcomeCounts(
                    for: settings, distribution: distribution, rounds: rounds, using: &stream
                ).map { Double($0) / number }
                let mean = counts[0] + counts[3] - counts[1] - counts[2]
                let expected = -visibility * settings[0].dot(settings[1])
                let error = 1 / number.squareRoot()
                let deviations = [
                    (mean - expected) / (error * (1 - expected * expected).squareRoot()),
                    (counts[0] + counts[1] - counts[2] - counts[3]) / error,
                    (counts[0] + counts[2] - counts[1] - counts[3]) / error,
                ]
                for kind in 0..<3 { squares[kind] += deviations[kind] * deviations[kind] }
                largest = deviations.reduce(largest) { max($0, abs($1)) }
                if repeats == 1 {
                    say(
                        String(format: "E = %9.6f, −v a·b = %9.6f", mean, expected)
                            + "; deviations of E and the marginals in standard errors: "
                            + deviations.map { String(format: "%5.2f", $0) }.joined(separator: ", "))
                }
            }
        }
        let tests = 10 * repeats
        let chance = 1 - pow(erf(largest / 2.0.squareRoot()), Double(3 * tests))
        say(
            "χ² of E and the marginals: \(squares.map { String(format: "%.1f", $0) }.joined(separator: ", ")), expected "
                + String(format: "%d ± %.1f; ", tests, (2 * Double(tests)).squareRoot())
                + String(format: "largest of %d deviations %.2f, ", 3 * tests, largest)
                + String(format: "which chance exceeds with probability %.2f", chance))
        say("\(tests) × \(rounds) rounds in \(Text.digits(processSeconds - start)) s of processor time")
        var bound = 0.0
        var stream = RandomStream(seed: 692)
        for _ in 0..<100_000 {
            let hidden = model.sampleHiddenVariable(using: &stream)
            bound = max(bound, abs(model.bobMean(.random(using: &stream), hidden)))
        }
        say("largest |g| on 100000 random directions: \(bound)")
        try require(chance > 1e-4, "largest deviation", must: "be what chance explains", was: largest)
        try require(bound <= 1 + 1e-12, "largest |g|", must: "be at most 1", was: bound)
    }

    private static func digits(_ x: Double) -> String { String(format: "%.9f", x) }

    private static func say(_ line: String) {
        print(line)
        fflush(nil)
    }
}
