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
        let start = processSeconds
        var stream = RandomStream(seed: 485)
        let error = 1 / Double(rounds).squareRoot()
        var (largest, squares) = (0.0, 0.0)
        for _ in 0..<10 {
            let settings = (0..<3).map { _ in Direction.random(using: &stream) }
            let found = try model.sampleCorrelators(
                for: settings, distribution: distribution, rounds: rounds, using: &stream)
            let z = settings.map(\.z)
            let product = settings.reduce(Complex(1, 0)) { $0 * Complex($1.x, $1.y) }.real
            let expected = [1, 0, 0, z[0] * z[1], 0, z[0] * z[2], z[1] * z[2], product]
            let deviations = (1..<8).map { subset -> Double in
                let value = visibility * expected[subset]
                return (found[subset] - value) / (error * (1 - value * value).squareRoot())
            }
            largest = deviations.reduce(largest) { max($0, abs($1)) }
            squares += deviations.reduce(0) { $0 + $1 * $1 }
            print(
                String(format: "E = %9.6f, quantum %9.6f", found[7], visibility * product)
                    + "; deviations of A, B, AB, C, AC, BC, ABC in standard errors: "
                    + deviations.map { String(format: "%5.2f", $0) }.joined(separator: ", "))
        }
        print(
            String(
                format: "χ² of 70 correlators: %.1f, expected 70 ± 11.8; the largest deviation is %.2f; ", squares,
                largest)
                + "10 × \(rounds) rounds in \(Text.digits(processSeconds - start)) s of processor time")
        try require(largest < 4, "largest deviation", must: "be below 4 standard errors", was: largest)
    }
}
