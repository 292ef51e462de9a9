import Foundation
import HiddenVariables

/// The part of `benchmark ghz …` for all projective measurements.
enum GHZSphereProgram {
    private static var processSeconds: Double { CertificateProgram.processSeconds }

    /// Whether a file says that it is such a certificate.
    static func isCertificate(_ path: String) -> Bool {
        FileManager.default.contents(atPath: path)?.starts(with: "LHVGHZ3 ".utf8) ?? false
    }

    private static func certificate(_ name: String) throws -> GHZSphereCertificate {
        guard let shipped = GHZSphereCertificate.Shipped(rawValue: name) else {
            return try GHZSphereCertificate(contentsOf: name)
        }
        return try .shipped(shipped)
    }

    /// Says what the certificate in a file proves, and returns it.
    @discardableResult
    static func verify(_ path: String) throws -> Double {
        let start = processSeconds
        let proof = try certificate(path).verify()
        print(
            "\(path): all projective measurements, N = \(proof.heights), n = \(proof.cells), \(proof.terms) terms: v ≥ "
                + String(format: "%.9f", proof.visibility - 0.5e-9)
                + "; verified in \(Text.time(processSeconds - start)) of processor time")
        return proof.visibility
    }

    /// Says what a certificate of the library proves, which must be what is documented.
    static func verify(_ name: GHZSphereCertificate.Shipped) throws {
        let visibility = try verify(name.rawValue)
        try require(
            visibility >= name.documentedVisibility, name.rawValue, must: "prove \(name.documentedVisibility)",
            was: visibility)
    }

    /// Searches, or goes on with a search that has left a checkpoint, and writes the certificate.
    static func search(_ grid: GHZSphereSearchOptions.Grid, _ path: String, goal: Double?) async throws {
        let start = processSeconds
        let checkpoint = path + ".checkpoint"
        let search: GHZSphereSearch
        if FileManager.default.fileExists(atPath: checkpoint) {
            print("going on from \(checkpoint), with its options")
            search = try GHZSphereSearch(resuming: checkpoint)
        } else {
            // The more rows, the more starts: an improvement costs less than the linear program.
            let options = GHZSphereSearchOptions(
                grids: GHZSphereSearchOptions.stages(upTo: grid), batches: grid.heights >= 8 ? 12 : 6, goal: goal)
            search = try GHZSphereSearch(options)
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
            "\(outcome.stopReason); wrote \(path), \(outcome.certificate.encoded().count) bytes, after "
                + "\(Text.digits(processSeconds - start)) s of processor time")
        try verify(path)
    }

    /// Deviations of all seven correlators from those of the state, in standard errors, at ten random triples of directions.
    static func sample(_ name: String, rounds: Int) throws {
        let model = try GHZSphereModel(certificate(name))
        let visibility = model.proof.visibility
        let distribution = try model.distribution(visibility: visibility)
        var stream = RandomStream(seed: 485)
        try TripleDeviations.measure(visibility: visibility, rounds: rounds, using: &stream) {
            try model.sampleCorrelators(for: $0, distribution: distribution, rounds: rounds, using: &$1)
        } expected: { settings in
            let z = settings.map(\.z)
            let product = settings.reduce(Complex(1, 0)) { $0 * Complex($1.x, $1.y) }.real
            return [1, 0, 0, z[0] * z[1], 0, z[0] * z[2], z[1] * z[2], product]
        }
    }
}
