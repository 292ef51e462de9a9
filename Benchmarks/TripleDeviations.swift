import Foundation
import HiddenVariables

/// How far sampled correlators of three parties are from those of a state, at random directions.
enum TripleDeviations {
    /// Prints the deviations of all seven correlators at ten triples of directions, in standard errors, and their χ².
    ///
    /// - Parameters:
    ///   - visibility: What the state's correlators are multiplied by.
    ///   - rounds: How many rounds each triple is played.
    ///   - stream: What directions and rounds are drawn from.
    ///   - sample: Plays that many rounds along three directions, and returns a correlator for each subset of parties, the first one in bit 0.
    ///   - expected: The state's correlators for the subsets.
    /// - Throws: `InvalidArgument` when a deviation is 4 standard errors or more.
    static func measure(
        visibility: Double, rounds: Int, using stream: inout RandomStream,
        sample: ([Direction], inout RandomStream) throws -> [Double], expected: ([Direction]) throws -> [Double]
    ) throws {
        let start = CertificateProgram.processSeconds
        let error = 1 / Double(rounds).squareRoot()
        var (largest, squares) = (0.0, 0.0)
        for _ in 0..<10 {
            let settings = (0..<3).map { _ in Direction.random(using: &stream) }
            let found = try sample(settings, &stream)
            let values = try expected(settings).map { visibility * $0 }
            let deviations = (1..<8).map { subset in
                (found[subset] - values[subset]) / (error * (1 - values[subset] * values[subset]).squareRoot())
            }
            largest = deviations.reduce(largest) { max($0, abs($1)) }
            squares += deviations.reduce(0) { $0 + $1 * $1 }
            print(
                String(format: "E = %9.6f, quantum %9.6f", found[7], values[7])
                    + "; deviations of A, B, AB, C, AC, BC, ABC in standard errors: "
                    + deviations.map { String(format: "%5.2f", $0) }.joined(separator: ", "))
        }
        print(
            String(
                format: "χ² of 70 correlators: %.1f, expected 70 ± 11.8; the largest deviation is %.2f; ", squares,
                largest)
                + "10 × \(rounds) rounds in \(Text.digits(CertificateProgram.processSeconds - start)) s of processor time"
        )
        try require(largest < 4, "largest deviation", must: "be below 4 standard errors", was: largest)
    }
}
