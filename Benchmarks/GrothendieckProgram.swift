import Foundation
import HiddenVariables

/// `benchmark grothendieck …`: makes and checks lower bounds on Grothendieck's constants, and says how long it took.
enum GrothendieckProgram {
    static let help = """
        benchmark grothendieck NAME FILE       search on the lines of a certificate of the library, such as grothendieck-3, and write
                                               what was found
        benchmark grothendieck GROUP ALICE BOB FILE [MOVES [PART]]
                                               search on the lines of orbits: GROUP is icosahedral, icositetrachoric, hexacosichoric or
                                               cubic-D in D dimensions, ALICE and BOB are points such as 0,0,1/1,1,1, and PART is a part
                                               of the group by which the proof is made shorter, such as tetrahedral in four dimensions
        benchmark grothendieck verify [FILE…]  say what certificates prove; without files, those of the library
        """

    /// Runs the program and returns its exit status.
    static func run(_ arguments: [String]) -> Int32 {
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
                try run(GrothendieckCase(name).search, named: name.rawValue, to: arguments[1])
            } else if (4...6).contains(arguments.count), let group = try group(arguments[0]),
                let moves = arguments.count > 4 ? Int(arguments[4]) : 4
            {
                let search = try GrothendieckSearch(
                    group: group, alice: points(arguments[1]), bob: points(arguments[2]),
                    proofGroup: arguments.count == 6 ? Self.group(arguments[5]) : nil, options: .init(moves: moves))
                try run(search, named: "", to: arguments[3])
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

    private static func run(_ search: GrothendieckSearch, named name: String, to path: String) throws {
        let start = processSeconds
        let certificate = try search.certificate(name: name) { progress in
            guard progress.round % 20 == 0 else { return }
            print(
                "\(progress.moves) moves, round \(progress.round): at most "
                    + String(format: "%.6f", 1 / progress.visibility) + ", at least "
                    + String(format: "%.6f", 1 / progress.promise) + " if no signs were missed, after "
                    + "\(Text.digits(processSeconds - start)) s of processor time")
            fflush(nil)
        }
        try certificate.write(to: path)
        print(
            "wrote \(path), \(certificate.encoded().count) bytes, after \(Text.digits(processSeconds - start)) s of "
                + "processor time")
        try report(path, certificate)
    }
}
