import Foundation
import HiddenVariables

/// `benchmark grothendieck …`: makes and checks lower bounds on Grothendieck's constants, and says how long it took.
enum GrothendieckProgram {
    static let help = """
        benchmark grothendieck NAME FILE       search on the lines of a certificate of the library, such as grothendieck-3, and write
                                               what was found; resumes from FILE.checkpoint
        benchmark grothendieck GROUP ALICE BOB FILE [MOVES [PART]]
                                               search on the lines of orbits: GROUP is icosahedral, icositetrachoric, hexacosichoric or
                                               cubic-D in D dimensions, ALICE and BOB are points such as 0,0,1/1,1,1, and PART is a part
                                               of the group by which the proof is made shorter, such as tetrahedral in four dimensions
        benchmark grothendieck verify [FILE…]  say what certificates prove; without files, those of the library
        """

    /// Runs the program and returns its exit status.
    static func run(_ arguments: [String]) async -> Int32 {
        do {
            if arguments.first == "verify" {
                for path in arguments.dropFirst() { try report(path, GrothendieckCertificate(contentsOf: path)) }
                for name in GrothendieckCertificate.Shipped.allCases where arguments.count == 1 {
                    let proof = try report(name.rawValue, .shipped(name))
                    try require(
                        proof.grothendieckBound >= name.documentedBound, name.rawValue,
                        must: "prove \(name.documentedBound)", was: proof.grothendieckBound)
                }
            } else if arguments.count == 2, let name = GrothendieckCertificate.Shipped(rawValue: arguments[0]) {
                try await run(GrothendieckCase(name).search, to: arguments[1])
            } else if (4...6).contains(arguments.count), let group = try group(arguments[0]),
                let moves = arguments.count > 4 ? Int(arguments[4]) : 4
            {
                let search = try GrothendieckSearch(
                    group: group, alice: points(arguments[1]), bob: points(arguments[2]),
                    proofGroup: arguments.count == 6 ? Self.group(arguments[5]) : nil, options: .init(moves: moves))
                try await run(search, to: arguments[3])
            } else {
                print(help)
                return 2
            }
            return 0
        } catch {
            FileHandle.standardError.write(Data("benchmark grothendieck: \(error)\n".utf8))
            return 1
        }
    }

    private static var processSeconds: Double { CertificateProgram.processSeconds }

    private static func group(_ name: String) throws -> LineGroup? {
        switch name {
        case "icosahedral": return .icosahedral
        case "icositetrachoric": return .icositetrachoric
        case "hexacosichoric": return .hexacosichoric
        case "tetrahedral": return .tetrahedralQuaternions
        default:
            guard name.hasPrefix("cubic-"), let dimension = Int(name.dropFirst(6)) else { return nil }
            return try .hyperoctahedral(dimension: dimension)
        }
    }

    // What is no number becomes NaN, which is refused.
    private static func points(_ text: String) -> [[Double]] {
        text.split(separator: "/").map { $0.split(separator: ",").map { Double($0) ?? .nan } }
    }

    @discardableResult
    private static func report(_ name: String, _ certificate: GrothendieckCertificate) throws -> GrothendieckProof {
        let start = processSeconds
        let proof = try certificate.verify()
        print(
            "\(name): \(proof.settings[0]) × \(proof.settings[1]) settings, bound of signs \(proof.localBound): "
                + "\(proof.statement); \(proof.nodes) branches in \(Text.digits(processSeconds - start)) s of processor time"
        )
        return proof
    }

    /// Searches, or goes on with a search that has left a checkpoint, and writes the certificate.
    private static func run(_ search: GrothendieckSearch, to path: String) async throws {
        let start = processSeconds
        let checkpoint = path + ".checkpoint"
        if FileManager.default.fileExists(atPath: checkpoint) { print("going on from \(checkpoint)") }
        let run = search.start(checkpoint: checkpoint)
        for await progress in run.progress {
            print(
                "\(progress.message), round \(progress.step): reaches \(String(format: "%.6f", progress.value ?? 0)) "
                    + "after \(Text.digits(progress.elapsed.inSeconds)) s, \(Text.digits(processSeconds - start)) s of "
                    + "processor time")
            fflush(nil)
        }
        let outcome = try await run.value
        guard let certificate = outcome.certificate else {
            print(
                "\(outcome.stopReason): at least \(String(format: "%.6f", 1 / outcome.promise)) if no signs were missed"
            )
            return
        }
        try certificate.write(to: path)
        print(
            "wrote \(path), \(certificate.encoded().count) bytes, after \(Text.digits(processSeconds - start)) s of "
                + "processor time")
        try report(path, certificate)
    }
}
