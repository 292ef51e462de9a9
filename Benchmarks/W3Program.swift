import Foundation
import HiddenVariables

/// `benchmark w …`: makes and checks certified models of the W state for all projective measurements, and says how long it took.
enum W3Program {
    static let help = """
        benchmark w HEIGHTS CELLS FILE [SECONDS]   search with stages that end at HEIGHTS, and write what was found
        benchmark w verify FILE…                   say what certificates prove
        benchmark w sample FILE ROUNDS             play the model at ten random triples of directions
        """

    private static var processSeconds: Double { CertificateProgram.processSeconds }

    /// Runs the program and returns its exit status.
    static func run(_ arguments: [String]) -> Int32 {
        do {
            if arguments.first == "verify" {
                for path in arguments.dropFirst() { try verify(path) }
            } else if arguments.count == 3, arguments[0] == "sample", let rounds = Int(arguments[2]) {
                try sample(arguments[1], rounds: rounds)
            } else if (3...4).contains(arguments.count), let heights = Int(arguments[0]), let cells = Int(arguments[1])
            {
                try search(heights, cells, arguments[2], seconds: arguments.count == 4 ? Double(arguments[3]) : nil)
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

    private static func verify(_ path: String) throws {
        let start = processSeconds
        let proof = try W3Certificate(contentsOf: path).verify()
        print(
            "\(path): N = \(proof.heights), n = \(proof.cells), \(proof.terms) terms: v ≥ "
                + String(format: "%.9f", proof.visibility - 0.5e-9)
                + "; verified in \(Text.time(processSeconds - start)) of processor time")
    }

    private static func search(_ heights: Int, _ cells: Int, _ path: String, seconds: Double?) throws {
        let start = processSeconds
        var stages = [heights]
        while let first = stages.first, first >= 4 { stages.insert(first / 2, at: 0) }
        let search = try W3Search(W3SearchOptions(heights: stages, cells: cells, timeLimit: seconds))
        let certificate = try search.certificate { progress in
            print(
                "N = \(progress.heights), round \(progress.round): v = \(String(format: "%.6f", progress.visibility)), "
                    + "promise \(String(format: "%.6f", progress.promise)), after "
                    + "\(Text.digits(processSeconds - start)) s of processor time")
            fflush(nil)
        }
        try certificate.write(to: path)
        print("wrote \(path), \(certificate.encoded().count) bytes")
        try verify(path)
    }

    private static func sample(_ path: String, rounds: Int) throws {
        let model = try W3Model(W3Certificate(contentsOf: path))
        let visibility = model.proof.visibility
        let distribution = try model.distribution(visibility: visibility)
        let start = processSeconds
        var stream = RandomStream(seed: 492)
        let error = 1 / Double(rounds).squareRoot()
        var (largest, squares) = (0.0, 0.0)
        let state = try StateVector.w(parties: 3).densityOperator
        for _ in 0..<10 {
            let settings = (0..<3).map { _ in Direction.random(using: &stream) }
            let found = try model.sampleCorrelators(
                for: settings, distribution: distribution, rounds: rounds, using: &stream)
            let expected = try CorrelatorTensor(of: state, along: settings.map { [$0] }, includesMarginals: true)
            let deviations = (1..<8).map { subset -> Double in
                // The first party's index is the most significant one.
                let value = visibility * expected.elements[(subset & 1) << 2 | subset & 2 | subset >> 2]
                return (found[subset] - value) / (error * (1 - value * value).squareRoot())
            }
            largest = deviations.reduce(largest) { max($0, abs($1)) }
            squares += deviations.reduce(0) { $0 + $1 * $1 }
            print(
                "deviations of A, B, AB, C, AC, BC, ABC in standard errors: "
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
