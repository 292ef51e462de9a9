import LHVSearch
import Testing

/// Wrong inputs of what is not a gradient search, beyond the tables of the suites beside this one.
@Suite("Wrong inputs of certificates, polytopes and rings") struct WrongInputTests {
    static func nearest(_ change: (inout MembershipOptions) -> Void) throws {
        var options = MembershipOptions(threads: 1)
        change(&options)
        let _: NearestLocalCorrelators = try Targets.chsh().nearestLocalPoint(options: options)
    }

    static func certificate() throws -> IsotropicCertificate {
        try IsotropicSamples.random(dimension: 3, degree: 5, pairs: 2, seed: 1)
    }

    static func ring() throws -> SpinRing { try SpinRing(sites: 3, couplings: .one) }

    static let inputs: [WrongInput] = [
        WrongInput(saying: "gap", "nan") { try nearest { $0.gap = .nan } },
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
        WrongInput(saying: "threads", "0") { try certificate().verify(threads: 0) },
        WrongInput(saying: "threads", "0") { try IsotropicModel(certificate(), threads: 0) },
        WrongInput(saying: "degree") { try IsotropicPricing(degree: 4) },
        WrongInput(saying: "batch", "0") { try IsotropicPricing(degree: 5, patterns: 0) },
        WrongInput(saying: "dimension", "2…16", "17") { try KrivineBound.value(dimension: 17) },
        WrongInput(saying: "count", "at least 0", "-1") { try SignPattern(count: -1, bytes: []) },
        WrongInput(saying: "bytes", "be 2 for 9 signs", "1") { try SignPattern(count: 9, bytes: [0]) },
        WrongInput(saying: "bytes", "zero beyond the last sign") { try SignPattern(count: 1, bytes: [2]) },
        WrongInput(saying: "shells", "1…1000", "0") { try ResponseGrid(shells: 0, rows: 1, azimuths: 4) },
        WrongInput(saying: "rows", "1001") { try ResponseGrid(rows: 1001, azimuths: 4) },
        WrongInput(saying: "azimuths", "multiple of 4", "6") { try ResponseGrid(rows: 1, azimuths: 6) },
        WrongInput(saying: "sites", "3…12", "13") { try SpinRing(sites: 13, couplings: .one) },
        WrongInput(saying: "disorder", "finite", "inf") {
            try SpinRing(sites: 3, couplings: .one, disorder: [0, .infinity, 0])
        },
        WrongInput(saying: "couplings", "finite") { try SpinRing.xxz(sites: 3, coupling: 1e200, anisotropy: 1e200) },
        WrongInput(saying: "strength", "nan") {
            var stream = RandomStream(seed: 1)
            return try ring().disordered(strength: .nan, using: &stream)
        },
        WrongInput(saying: "spins", "1…3", "0") { try ring().groundState(spins: 0) },
        WrongInput(saying: "spins", "4") { try ring().gibbsState(spins: 4, beta: 1) },
        WrongInput(saying: "beta", "nan") { try ring().gibbsState(spins: 1, beta: .nan) },
        WrongInput(saying: "initial state", "3 qubits") { try ring().quench(from: .singlet, spins: 1, times: [0]) },
        WrongInput(saying: "time", "inf") {
            try ring().quench(from: .ghz(parties: 3), spins: 1, times: [0, .infinity])
        },
    ]

    @Test(arguments: inputs) func isRefused(input: WrongInput) { input.check() }
}
