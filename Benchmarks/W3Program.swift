import Foundation
import HiddenVariables

/// `benchmark w …`: makes and checks certified models of the W state for all projective measurements, and says how long it took.
enum W3Program {
    static let help = """
        benchmark w HEIGHTS CELLS FILE [SECONDS]   search, and write what was found; resumes from FILE.checkpoint
        benchmark w verify [FILE…]                 say what certificates prove; without files, those of the library
        benchmark w sample FILE ROUNDS             play the model at ten random triples of directions
        A FILE can also be the name of a certificate of the library: w3.
        """

    private static var processSeconds: Double { CertificateProgram.processSeconds }

    /// Runs the program and returns its exit status.
    static func run(_ arguments: [String]) async -> Int32 {
        do {
            if arguments.first == "verify" {
                for path in arguments.dropFirst() { try verify(path) }
                for name in W3Certificate.Shipped.allCases where arguments.count == 1 {
                    let visibility = try verify(name.rawValue)
                    try require(
                        visibility >= name.documentedVisibility, name.rawValue,
                        must: "prove \(name.documentedVisibility)", was: visibility)
                }
            } else if arguments.count == 3, arguments[0] == "sample", let rounds = Int(arguments[2]) {
                try sample(arguments[1], rounds: rounds)
            } else if (3...4).contains(arguments.count), let heights = Int(arguments[0]), let cells = Int(arguments[1])
            {
                try await search(
                    heights, cells, arguments[2], seconds: arguments.count == 4 ? Double(arguments[3]) : nil)
            } else {
                print(help)
                return 2
            }
            return 0
        } catch {
            FileHandle.standardError.write(Data("benchmark w: \(error)\n".utf8))
            return 1
        }
    }

    private static func certificate(_ name: String) throws -> W3Certificate {
        guard let shipped = W3Certificate.Shipped(rawValue: name) else { return try W3Certificate(contentsOf: name) }
        return try .shipped(shipped)
    }

    /// Says what the certificate in a file proves, and returns it.
    @discardableResult
    private static func verify(_ path: String) throws -> Double {
        let start = processSeconds
        let proof = try certificate(path).verify()
        print(
            "\(path): N = \(proof.heights), n = \(proof.cells), \(proof.terms) terms: v ≥ "
                + String(format: "%.9f", proof.visibility - 0.5e-9)
                + "; verified in \(Text.time(processSeconds - start)) of processor time")
        return proof.visibility
    }

    /// Searches, or goes on with a search that has left a checkpoint, and writes the certificate.
    private static func search(_ heights: Int, _ cells: Int, _ path: String, seconds: Double?) async throws {
        let start = processSeconds
        let checkpoint = path + ".checkpoint"
        let search: W3Search
        if FileManager.default.fileExists(atPath: checkpoint) {
            print("going on from \(checkpoint), with its options")
            search = try W3Search(resuming: checkpoint, timeLimit: seconds)
        } else {
            search = try W3Search(W3SearchOptions(heights: heights, cells: cells, batches: 8, timeLimit: seconds))
        }
        let run = search.start(checkpoint: checkpoint)
        for await progress in run.progress {
            print(
                "\(progress.message), round \(progress.step): v = \(String(format: "%.6f", progress.value ?? 0)) after "
                    + "\(Text.digits(progress.elapsed.inSeconds)) s, \(Text.digits(processSeconds - start)) s of "
                    + "processor time")
            fflush(nil)
        }
        let outcome = try await run.value
        try outcome.certificate.write(to: path)
        print(
            "\(outcome.stopReason), promise \(String(format: "%.6f", outcome.promise)); wrote \(path), "
                + "\(outcome.certificate.encoded().count) bytes, after \(Text.digits(processSeconds - start)) s of "
                + "processor time")
        try verify(path)
    }

    private static func sample(_ path: String, rounds: Int) throws {
        let model = try W3Model(certificate(path))
        let distribution = try model.distribution(visibility: model.proof.visibility)
        let state = try StateVector.w(parties: 3).densityOperator
        var stream = RandomStream(seed: 492)
        try TripleDeviations.measure(visibility: model.proof.visibility, rounds: rounds, using: &stream) {
            try model.sampleCorrelators(for: $0, distribution: distribution, rounds: rounds, using: &$1)
        } expected: { settings in
            let tensor = try CorrelatorTensor(of: state, along: settings.map { [$0] }, includesMarginals: true)
            // The first party's index is the most significant one.
            return (0..<8).map { tensor.elements[($0 & 1) << 2 | $0 & 2 | $0 >> 2] }
        }
    }
}
