import LocalPolytopes
import Testing

/// Wrong inputs beyond the tables of the suites beside this one.
@Suite("Wrong inputs of searches in polytopes") struct WrongInputTests {
    static func nearest(_ change: (inout MembershipOptions) -> Void) throws {
        var options = MembershipOptions(threads: 1)
        change(&options)
        let _: NearestLocalCorrelators = try Targets.chsh().nearestLocalPoint(options: options)
    }

    static let inputs: [WrongInput] = [
        WrongInput(saying: "tolerance", "nan") { try nearest { $0.tolerance = .nan } },
        WrongInput(saying: "timeLimit", "nan") { try nearest { $0.timeLimit = .nan } },
        WrongInput(saying: "oracleStarts", "65537") { try nearest { $0.oracleStarts = 65537 } },
        WrongInput(saying: "verticesPerRound", "0") { try nearest { $0.verticesPerRound = 0 } },
        WrongInput(saying: "confirmationFactor", "257") { try nearest { $0.confirmationFactor = 257 } },
        WrongInput(saying: "threads", "1025") { try nearest { $0.threads = 1025 } },
        WrongInput(saying: "signallingTolerance", "-1.0") {
            try Behaviour.popescuRohrlich.noiseRobustness(against: .white, signallingTolerance: -1)
        },
        WrongInput(saying: "signallingTolerance", "nan") {
            try Behaviour.popescuRohrlich.noiseRobustness(against: .white, signallingTolerance: .nan)
        },
    ]

    @Test(arguments: inputs) func isRefused(input: WrongInput) { input.check() }
}
