import Foundation
import LHVModels

public enum IsotropicProbe {
    public static func run(_ options: IsotropicSearchOptions) throws {
        let budget = TimeBudget()
        func cpu() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
        var engine = try IsotropicSearchEngine(IsotropicSearchState(options: options))
        while true {
            let ended = try engine.round()
            let k1 = engine.stage.kernel.multipliers[1]
            if ended || options.rounds > 1000 {
                print(
                    "L", engine.stage.degree, "round", engine.state.round, "v", engine.visibility, "v/k1", engine.visibility / k1,
                    "bound", engine.state.centerBound, "pairs", engine.state.pairs.count, "active", engine.state.weights.filter { $0 > 0 }.count,
                    "cpu", cpu(), "wall", budget.elapsed)
            }
            if ended {
                if engine.state.stage == options.degrees.count - 1 { break }
                try engine.advance()
                print("  advanced v", engine.visibility, "cpu", cpu())
            }
        }
    }
}
