import Foundation
import LHVModels
import Testing

@testable import HiddenVariableClouds

/// Every wrong input throws an error that names the argument, what it must be and what it was.
@Suite struct SearchInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let word: String
        let call: @Sendable () throws -> Any
        var testDescription: String { word }
        init(_ word: String, _ call: @escaping @Sendable () throws -> Any) { (self.word, self.call) = (word, call) }
    }

    static func problem(_ loss: CloudLoss = .divergence) throws -> CloudProblem {
        try CloudProblem(qubits: .werner(visibility: 0.4), degree: 1, loss: loss)
    }

    static func search(_ change: (inout SearchOptions) -> Void, _ loss: CloudLoss = .divergence) throws -> CloudSearch {
        var options = SearchOptions(points: 10, phases: [.adam(steps: 1, batch: BatchDesign(.list, settings: 4))])
        change(&options)
        return try CloudSearch(problem(loss), options)
    }

    static func phase(_ method: SearchPhase.Method, _ batch: BatchDesign = BatchDesign(.list, settings: 2)) throws
        -> Any
    {
        try search { $0.phases = [SearchPhase(method, steps: 1, batch: batch)] }
    }

    static let cases: [Case] = [
        Case("degree") { try ResponseRule.odd(degree: 2) },
        Case("degrees") { try ResponseRule.effects(dimension: 2, degrees: []) },
        Case("rule") {
            try CloudProblem(
                state: .werner(visibility: 0), families: [.directions, .turned(.tetrahedralSIC)],
                rules: [.odd(degree: 1), .odd(degree: 1)])
        },
        Case("families and rules") {
            try CloudProblem(state: .werner(visibility: 0), families: [.directions], rules: [.odd(degree: 1)])
        },
        Case("dimension of the family") {
            try CloudProblem(
                state: .werner(visibility: 0), families: [.directions, .bases(dimension: 3)],
                rules: [.odd(degree: 1), .effects(dimension: 3, degrees: [1])])
        },
        Case("dimension of the rule") {
            try CloudProblem(
                state: .werner(visibility: 0), families: [.directions, .directions],
                rules: [.odd(degree: 1), .effects(dimension: 3, degrees: [1])])
        },
        Case("parties") {
            try CloudProblem(qubits: .maximallyMixed(in: .qubits(7)), degree: 1)
        },
        Case("listed") {
            try CloudProblem(
                state: .maximallyMixed(in: .qubits(1)), families: [.listed([])],
                rules: [.effects(dimension: 2, degrees: [1])])
        },
        Case("listed") {
            try CloudProblem(
                state: .maximallyMixed(in: .qubits(1)), families: [.listed([.along(.x), .tetrahedralSIC])],
                rules: [.effects(dimension: 2, degrees: [1])])
        },
        Case("sharpness") { try problem(.worstCase(sharpness: 0)) },
        Case("points") { try search { $0.points = 0 } },
        Case("scale") { try search { $0.scale = -1 } },
        Case("phases") { try search { $0.phases = [] } },
        Case("tolerance") { try search { $0.tolerance = 0 } },
        Case("timeLimit") { try search { $0.timeLimit = .nan } },
        Case("testSettings") { try search { $0.testSettings = 1 } },
        Case("testInterval") { try search { $0.testInterval = 0 } },
        Case("checkpointInterval") { try search { $0.checkpointInterval = 0 } },
        Case("threads") { try search { $0.threads = 0 } },
        Case("steps") { try search { $0.phases[0].steps = 0 } },
        Case("diffusion") { try search { $0.phases[0].diffusion = -1 } },
        Case("settings") { try search { $0.phases[0].batch.settings = 0 } },
        Case("joint settings") { try search { $0.phases[0].batch = BatchDesign(.grid, settings: 5000) } },
        Case("loss") {
            try search({ $0.phases[0].batch = BatchDesign(.grid, settings: 4) }, .allUpDivergence)
        },
        Case("loss") {
            try search(
                { $0.phases = [SearchPhase(.weights, steps: 1, batch: BatchDesign(.list, settings: 2))] }, .squaredError
            )
        },
        Case("rate") { try phase(.adam(rate: 0, finalRate: 0)) },
        Case("finalRate") { try phase(.adam(rate: 1, finalRate: 2)) },
        Case("memory") { try phase(.quasiNewton(memory: 0)) },
        Case("share") { try phase(.revival(share: 2, noise: 0)) },
        Case("noise") { try phase(.revival(share: 0.1, noise: -1)) },
        Case("count") { try phase(.resizing(count: 0, noise: 0)) },
        Case("parameters") { try HiddenVariableCloud(rules: [.odd(degree: 1)], parameters: [1]) },
        Case("weights") {
            try HiddenVariableCloud(rules: [.odd(degree: 1)], parameters: [1, 1, 1], weights: [-1])
        },
        Case("rules of the cloud") {
            let cloud = try HiddenVariableCloud(rules: [.odd(degree: 1)], parameters: [1, 1, 1])
            return try CloudError(of: cloud, for: problem(), settings: 10, seed: 1)
        },
        Case("settings") {
            let cloud = try HiddenVariableCloud(rules: problem().rules, parameters: Array(repeating: 1, count: 6))
            return try CloudError(of: cloud, for: problem(), settings: 1, seed: 1)
        },
        Case("ceiling") { try BracketCriterion(ceiling: 0, width: 0.1, options: .standard(parties: 2)) },
        Case("attempts") { try BracketCriterion(ceiling: 1, attempts: 0, width: 0.1, options: .standard(parties: 2)) },
        Case("effort") { try BracketCriterion(ceiling: 1, effort: 0.5, width: 0.1, options: .standard(parties: 2)) },
        Case("width") { try BracketCriterion(ceiling: 1, width: 0, options: .standard(parties: 2)) },
        Case("multiple") {
            var stream = RandomStream(seed: 1)
            return try SettingPoints.icosahedra.directions(7, halved: true, using: &stream)
        },
        Case("settings") {
            let cloud = try HiddenVariableCloud(rules: problem().rules, parameters: Array(repeating: 1, count: 6))
            var evaluator = try CloudEvaluator(cloud, for: problem())
            return try evaluator.evaluate(along: [[.x, .y], [.z]])
        },
        Case("measurements") {
            let cloud = try HiddenVariableCloud(rules: problem().rules, parameters: Array(repeating: 1, count: 6))
            var evaluator = try CloudEvaluator(cloud, for: problem())
            return try evaluator.evaluate(measurements: [[.tetrahedralSIC], [.tetrahedralSIC]])
        },
        Case("rules") {
            let rules = [try ResponseRule.effects(dimension: 2, degrees: [1])]
            return try HiddenVariableCloud(rules: rules, parameters: [1, 1, 1]).baseModel()
        },
    ]

    @Test(arguments: cases) func throwsASentence(_ test: Case) throws {
        let error = #expect(throws: InvalidArgument.self) { _ = try test.call() }
        guard let error else { return }
        #expect(error.description.contains(test.word), "\(error) should contain \(test.word)")
        #expect(!error.requirement.isEmpty && !error.value.isEmpty && error.description.count < 400)
    }
}
