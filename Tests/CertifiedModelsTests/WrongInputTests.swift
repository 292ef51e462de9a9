import CertifiedModels
import Testing

/// Wrong inputs beyond the tables of the suites beside this one.
@Suite("Wrong inputs of certified models") struct WrongInputTests {
    static func certificate() throws -> IsotropicCertificate {
        try IsotropicSamples.random(dimension: 3, degree: 5, pairs: 2, seed: 1)
    }

    static let inputs: [WrongInput] = [
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
    ]

    @Test(arguments: inputs) func isRefused(input: WrongInput) { input.check() }

    @Test("16.1 signs that no memory holds are refused")
    func sizes() throws {
        let signs = #expect(throws: InvalidArgument.self) { try SignPattern(count: .max, bytes: []) }
        #expect(signs?.requirement == "be \(1 << 60) for \(Int.max) signs")
        #expect(try SignPattern(count: 9, bytes: [0, 1]).count == 9 && SignPattern(count: 8, bytes: [0]).count == 8)
    }
}
