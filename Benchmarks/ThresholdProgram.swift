import Foundation
import HiddenVariables

/// `benchmark thresholds …`: how long a threshold takes until its upper end is proven within 10⁻⁴ of the lower one.
///
/// To compare with a build before this program existed, copy its files there and leave out what that build lacks.
enum ThresholdProgram {
    static let help = """
        benchmark thresholds [PATTERN [SECONDS [COST]]]
                                                   time the thresholds whose names have a match of the regular expression, each up
                                                   to a limit of time, by default 600 s, and of additions for a proof; 0 for none
        """

    /// Runs the program and returns its exit status.
    static func run(_ arguments: [String]) -> Int32 {
        do {
            let pattern = try Regex(arguments.first ?? "")
            guard arguments.count <= 3, let limit = arguments.count > 1 ? Double(arguments[1]) : 600,
                let cost = arguments.count > 2 ? Double(arguments[2]) : MembershipOptions().exactOracleCost
            else {
                print(help)
                return 2
            }
            for item in ThresholdCase.all where (try pattern.firstMatch(in: item.name)) != nil {
                let options = MembershipOptions(timeLimit: limit, exactOracleCost: cost)
                let (start, work) = (ContinuousClock.now, clock())
                let found = try item.threshold(options)
                let seconds = start.duration(to: .now).inSeconds
                // Of all threads.
                let processor = Double(clock() - work) / Double(CLOCKS_PER_SEC)
                let proof = found.unprovenEnd.map { "\($0)" } ?? "proven"
                print(
                    String(
                        format: "%@: %.3f s (%.3f CPU s), %.8f … %.8f, %d rounds, %d strategies, %.0f nodes, %@",
                        item.name,
                        seconds, processor, found.lower, found.upper, found.rounds, found.strategies, found.nodes, proof
                    ))
                fflush(nil)
            }
            return 0
        } catch {
            FileHandle.standardError.write(Data("benchmark thresholds: \(error)\n".utf8))
            return 1
        }
    }
}
