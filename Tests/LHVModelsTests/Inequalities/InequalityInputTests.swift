import LHVModels
import Testing

@Suite struct InequalityInputTests {
    private static func chsh() throws -> BellInequality { try BellInequality(.chsh) }

    private static let wrong: [WrongInequalityInput] = [
        .init("no party", "parties", "none") { try CorrelatorTensor([], settings: []) },
        .init("no setting", "settings of party 1", "0") { try CorrelatorTensor([], settings: [2, 0]) },
        .init("too many entries", "correlators", "settings") {
            try CorrelatorTensor([], settings: Array(repeating: 1 << 20, count: 4))
        },
        .init("count of entries", "elements", "3") { try CorrelatorTensor([1, 2, 3], settings: [2, 2]) },
        .init("NaN entry", "element 2", "nan") { try CorrelatorTensor([1, 2, .nan, 4], settings: [2, 2]) },
        .init("infinite entry", "element 0", "inf") { try CorrelatorTensor([.infinity], settings: [1]) },
        .init("shapes of a product", "other tensor", "[1, 4]") {
            try CorrelatorInequality.chsh.coefficients.dot(CorrelatorTensor([1, 2, 3, 4], settings: [1, 4]))
        },
        .init("index out of range", "index of party 1", "2") {
            try CorrelatorInequality.chsh.coefficients.element([0, 2])
        },
        .init("visibility", "visibility", "1.5") {
            try CorrelatorInequality.chsh.coefficients.withWhiteNoise(visibility: 1.5)
        },
        .init("three outcomes as correlators", "behaviour", "3") {
            try CorrelatorTensor(.whiteNoise(in: Scenario(outcomes: [[2, 3], [2, 2]])))
        },
        .init("signalling marginals", "behaviour", "party 0") {
            // Party 1's outcome is party 0's setting.
            try CorrelatorTensor(
                Behaviour([1, 0, 0, 0, 0, 1, 0, 0], in: Scenario(outcomes: [[2, 2], [2]])), includesMarginals: true)
        },
        .init("directions for two qubits", "directions", "1") {
            try CorrelatorTensor(of: StateVector.singlet.densityOperator, along: [[.z]])
        },
        .init("behaviour without marginals", "correlators", "without") {
            try CorrelatorInequality.chsh.coefficients.behaviour()
        },
        .init("correlators beyond 1", "probability", "-") {
            try CorrelatorTensor([1, 0, 0, 2], settings: [1, 1], includesMarginals: true).behaviour()
        },
        .init("negative outcome", "outcome of setting 0 of party 1", "-1") {
            try DeterministicStrategy(outcomes: [[0], [-1]])
        },
        .init("outcome beyond a byte", "outcome of setting 1 of party 0", "256") {
            try DeterministicStrategy(outcomes: [[0, 256]])
        },
        .init("least integer as a sign", "sign of setting 0", "\(Int.min)") {
            try DeterministicStrategy(signs: [[.min]])
        },
        .init("sign of zero", "sign of setting 0", "0") { try DeterministicStrategy(signs: [[0]]) },
        .init("sign of a third outcome", "outcome of setting 0", "2") {
            try DeterministicStrategy(outcomes: [[2]]).signs(ofParty: 0)
        },
        .init("strategy of another scenario", "strategy", "[2]") {
            try chsh().value(of: DeterministicStrategy(outcomes: [[0, 0]]))
        },
        .init("outcome outside the scenario", "outcome of setting 1 of party 0", "2") {
            try chsh().value(of: DeterministicStrategy(outcomes: [[0, 2], [0, 0]]))
        },
        .init("too many outcomes", "outcomes of a setting", "300") {
            try LocalPolytope(Scenario(outcomes: [[300]]))
        },
        .init("vertex count", "scenario", "more") {
            try LocalPolytope(Scenario(parties: 2, settings: 40)).vertices()
        },
        .init("count of coefficients", "coefficients", "3") { try BellInequality([1, 2, 3], in: .chsh, bound: 2) },
        .init("NaN bound", "bound", "nan") {
            try CorrelatorInequality(CorrelatorInequality.chsh.coefficients, bound: .nan)
        },
        .init("infinite coefficient", "coefficient 5", "inf") {
            var list = try chsh().coefficients
            list[5] = .infinity
            return try BellInequality(list, in: .chsh, bound: 2)
        },
        .init("behaviour of another scenario", "behaviour", "[2] × [2]") {
            try chsh().value(of: .whiteNoise(in: Scenario(parties: 2, settings: 1)))
        },
        .init("negative factor", "factor", "-1") { try chsh().scaled(by: -1) },
        .init("full to correlators", "inequality", "3") { try CorrelatorInequality(.cglmp(outcomes: 3)) },
        .init("Collins–Gisin count", "coefficients", "2") { try CollinsGisinForm([1, 2], in: .chsh, bound: 1) },
        .init("no permutation of parties", "parties", "[0, 0]") { try Relabelling(of: .chsh, parties: [0, 0]) },
        .init("no permutation of outcomes", "outcomes of new setting 1 of new party 0", "[1, 2]") {
            try Relabelling(of: .chsh, outcomes: [[[0, 1], [1, 2]], [[0, 1], [0, 1]]])
        },
        .init("relabelling of another scenario", "inequality", "[2, 2]") {
            try chsh().relabelled(by: Relabelling(of: Scenario(parties: 1, settings: 1)))
        },
        .init("lifting a party that is not there", "party", "2") { try chsh().lifted(addingSettingTo: 2) },
        .init("lifting an outcome that is not there", "outcome to count like", "2") {
            try chsh().lifted(addingOutcomeTo: 0, setting: 0, countingLike: 2)
        },
        .init("chained of one setting", "settings", "1") { try CorrelatorInequality.chained(settings: 1) },
        .init("Mermin of one party", "parties", "1") { try CorrelatorInequality.mermin(parties: 1) },
        .init("D₁", "dimension", "1") { try CorrelatorInequality.fishburnReeds(dimension: 1) },
        .init("CGLMP of one outcome", "outcomes", "1") { try BellInequality.cglmp(outcomes: 1) },
        .init("time limit", "time limit", "-1") { try chsh().localBound(LocalBoundOptions(timeLimit: -1)) },
        .init("threads", "threads", "0") { try chsh().localBound(LocalBoundOptions(threads: 0)) },
        .init("maximizers", "maximizer limit", "-5") { try chsh().localBound(LocalBoundOptions(maximizerLimit: -5)) },
        .init("sum of coefficients", "coefficients", "inf") {
            try CorrelatorTensor([1e308, 1e308], settings: [1, 2]).localBound()
        },
        .init("integer overflow", "coefficients", "larger") {
            try CorrelatorTensor.integerLocalBound([.max, .max], settings: [1, 2])
        },
        .init("starts", "starts", "0") {
            try CorrelatorInequality.chsh.coefficients.heuristicLocalBound(starts: 0, seed: 1)
        },
        .init("dimensions", "dimensions", "3") {
            try chsh().quantumBound(dimensions: [2, 2, 2], SeeSawOptions(seed: 1))
        },
        .init("large dimensions", "dimensions", "[100, 100]") {
            try chsh().quantumBound(dimensions: [100, 100], SeeSawOptions(seed: 1))
        },
        .init("no-signalling program too large", "scenario", "6400") {
            try BellInequality(
                Array(repeating: 0, count: 6400), in: Scenario(parties: 2, settings: 40), bound: 0
            ).noSignallingBound()
        },
    ]

    @Test(arguments: wrong) private func isRefused(input: WrongInequalityInput) { input.check() }
}
