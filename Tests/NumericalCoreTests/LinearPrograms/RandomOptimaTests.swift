import Foundation
import NumericalCore
import Testing

/// Twelve hundred random programs against HiGHS, in six families: dense, sparse with equations, arbitrary, degenerate,
/// badly scaled, and larger.
@Suite struct RandomOptimaTests {
    struct Expected {
        let seed: UInt64
        let status: String
        let objective: Double
    }

    static func expected() throws -> [Expected] {
        let url = try #require(
            Bundle.module.url(
                forResource: "random_optima", withExtension: "csv", subdirectory: "Fixtures/LinearPrograms"))
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            return Expected(
                seed: try #require(UInt64(fields[0])), status: String(fields[1]), objective: Double(fields[2]) ?? .nan)
        }
    }

    @Test(arguments: 0..<6)
    func agreesWithHiGHS(family: UInt64) throws {
        let cases = try Self.expected().filter { $0.seed % 6 == family }
        #expect(cases.count == 200)
        for expected in cases {
            let program = try RandomLinearProgram.make(seed: expected.seed)
            let solution = try program.solve()
            switch solution.status {
            case .optimal:
                #expect(expected.status == "optimal", "seed \(expected.seed)")
                #expect(
                    abs(solution.objective - expected.objective) <= 1e-9 * (1 + abs(expected.objective)),
                    "seed \(expected.seed)")
                try LinearProgramLaws.expectOptimal(solution, of: program)
            case .infeasible(let ray):
                #expect(expected.status == "infeasible", "seed \(expected.seed)")
                LinearProgramLaws.expectInfeasible(program, ray)
            case .unbounded(let ray):
                #expect(expected.status == "unbounded", "seed \(expected.seed)")
                LinearProgramLaws.expectUnbounded(program, solution, ray)
            default: Issue.record("seed \(expected.seed) stopped with \(solution.status)")
            }
        }
    }
}
