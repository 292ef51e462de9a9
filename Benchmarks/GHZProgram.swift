import Foundation
import HiddenVariables

/// `benchmark ghz …`: makes and checks certified models of GHZ states in a plane and for all projective measurements, and says how long
/// it took.
enum GHZProgram {
    static let help = """
        benchmark ghz N CELLS FILE     search for N parties with stages that end at CELLS, and write what was found
        benchmark ghz sphere HEIGHTS CELLS FILE [GOAL]
                                       search for three parties and all projective measurements, until GOAL is reached if
                                       there is one; FILE.checkpoint lets the same command go on where it was stopped
        benchmark ghz sample FILE ROUNDS
                                       play the model of such a certificate, such as ghz3, at ten random triples of directions
        benchmark ghz verify [FILE…]   say what certificates prove; without files, those of the library
        """

    /// Runs the program and returns its exit status.
    static func run(_ arguments: [String]) async -> Int32 {
        do {
            if arguments.first == "verify" {
                for path in arguments.dropFirst() { try verify(path) }
                for name in GHZPlanarCertificate.Shipped.allCases where arguments.count == 1 {
                    let found = try proof(.shipped(name))
                    report(name.rawValue, found)
                    try require(
                        found.proof.visibility >= name.documentedVisibility, name.rawValue,
                        must: "prove \(name.documentedVisibility)", was: found.proof.visibility)
                }
                if arguments.count == 1 {
                    for name in GHZSphereCertificate.Shipped.allCases { try GHZSphereProgram.verify(name) }
                    try reportUpperEnds()
                }
            } else if (4...5).contains(arguments.count), arguments[0] == "sphere", let heights = Int(arguments[1]),
                let cells = Int(arguments[2]), arguments.count == 4 || Double(arguments[4]) != nil
            {
                try await GHZSphereProgram.search(
                    .init(heights: heights, cells: cells), arguments[3],
                    goal: arguments.count == 5 ? Double(arguments[4]) : nil)
            } else if arguments.count == 3, arguments[0] == "sample", let rounds = Int(arguments[2]), rounds > 0 {
                try GHZSphereProgram.sample(arguments[1], rounds: rounds)
            } else if arguments.count == 3, let parties = Int(arguments[0]), let cells = Int(arguments[1]) {
                try await search(parties, GHZPlanarSearchOptions.stages(upTo: cells), arguments[2])
            } else {
                print(help)
                return 2
            }
            return 0
        } catch {
            FileHandle.standardError.write(Data("benchmark ghz: \(error)\n".utf8))
            return 1
        }
    }

    static var processSeconds: Double { CertificateProgram.processSeconds }

    private static func proof(_ certificate: GHZPlanarCertificate) throws -> (proof: GHZPlanarProof, seconds: Double) {
        let start = processSeconds
        let proof = try certificate.verify()
        return (proof, processSeconds - start)
    }

    /// Whether a file says that it is such a certificate.
    static func isCertificate(_ path: String) -> Bool {
        FileManager.default.contents(atPath: path)?.starts(with: "LHVGHZ".utf8) ?? false
    }

    /// Says what the certificate in a file proves.
    static func verify(_ path: String) throws {
        if GHZSphereProgram.isCertificate(path) {
            try GHZSphereProgram.verify(path)
        } else {
            report(path, try proof(GHZPlanarCertificate(contentsOf: path)))
        }
    }

    private static func report(_ name: String, _ found: (proof: GHZPlanarProof, seconds: Double)) {
        let proof = found.proof
        print(
            "\(name): N = \(proof.parties), n = \(proof.cells), \(proof.terms) terms: v ≥ "
                + String(format: "%.9f", proof.visibility - 0.5e-9) + ", not above "
                + String(format: "%.6f", proof.ceiling)
                + "; verified in \(Text.time(found.seconds)) of processor time")
    }

    private static func reportUpperEnds() throws {
        for inequality in [
            GHZPlanarInequality.eightAngles, .twelveAngles, .sixteenAngles, .twelveAnglesOfFour,
        ] {
            let start = processSeconds
            let bound = try inequality.visibilityBound()
            print(
                "N = \(inequality.parties), \(inequality.coefficients.count) angles: v ≤ "
                    + String(format: "%.9f", bound + 0.5e-9)
                    + "; enumerated in \(Text.time(processSeconds - start)) of processor time")
        }
    }

    private static func search(_ parties: Int, _ cells: [Int], _ path: String) async throws {
        let start = processSeconds
        let run = try GHZPlanarSearch(GHZPlanarSearchOptions(parties: parties, cells: cells)).start()
        var last = 0.0
        for await progress in run.progress {
            let value = progress.value ?? 0
            if value > last + 1e-7 {
                print(
                    "\(progress.message), round \(progress.step): v = \(String(format: "%.8f", value)) after "
                        + "\(Text.digits(progress.elapsed.inSeconds)) s")
            }
            last = max(last, value)
        }
        let outcome = try await run.value
        try outcome.certificate.write(to: path)
        print(
            "\(outcome.stopReason); wrote \(path), \(outcome.certificate.encoded().count) bytes, after "
                + "\(Text.digits(processSeconds - start)) s of processor time")
        try verify(path)
    }
}
