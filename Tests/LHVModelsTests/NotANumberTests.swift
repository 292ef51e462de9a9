import LHVModels
import Testing

/// What measures an error in this target, handed what is not a number.
@Suite struct NotANumberTests {
    /// A base model that does not know its answer on one hemisphere, or anywhere.
    struct LostModel: LHVBaseModel {
        var everywhere = false
        var hiddenDimension: Int { 2 }
        func outcomeCount(of setting: Direction) -> Int { 2 }
        func probability(of outcome: Int, given setting: Direction, at hidden: Direction, party: Int) -> Double {
            everywhere || setting.dot(hidden) > 0 ? .nan : 0.5
        }
        func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> Direction {
            .random(using: &generator)
        }
        func defect(of hidden: Direction) -> Double { 0 }
    }

    struct LostDensity: SpherePairDensity {
        var everywhere = true
        func sample(using generator: inout some RandomNumberGenerator) -> [Direction] {
            [.random(using: &generator), .random(using: &generator)]
        }
        func density(at first: Direction, _ second: Direction) -> Double {
            everywhere || first.z > 0.5 ? .nan : 1 / (16 * .pi * .pi)
        }
    }

    static let lost = Direction(unchecked: SIMD3(.nan, .nan, .nan))

    @Test(
        "15.11 no verification reports small differences where responses or predictions are NaN",
        arguments: [true, false])
    func verification(everywhere: Bool) throws {
        var stream = RandomStream(seed: 15)
        let pairs = LostDensity(everywhere: false)
        let model = LHVModel<LostModel, Double, LostDensity>(
            base: LostModel(everywhere: everywhere), distribution: { _ in pairs },
            prediction: { _, _ in [0.25, 0.25, 0.25, 0.25] })
        let report = try model.verify(states: [1], settings: [[.z, .x], [.x, .y]], samples: 40, using: &stream)
        #expect(report.largestDifference == .infinity && report.worstDeviation == .infinity)
        #expect(!report.meanSquaredDeviation.isFinite)
        let predictions = LHVModel<BellSphereModel, Double, LostDensity>(
            base: BellSphereModel(), distribution: { _ in pairs }, prediction: { _, _ in [0.25, .nan, 0.25, 0.25] })
        let other = try predictions.verify(states: [1], settings: [[.z, .x]], samples: 40, using: &stream)
        #expect(other.largestDifference == .infinity && other.worstDeviation == .infinity)
        let estimates = try LostModel(everywhere: everywhere).probabilities(
            for: [.z, .x], distribution: pairs, samples: 40, using: &stream)
        for estimate in estimates { #expect(estimate.value.isNaN && estimate.standardError.isNaN) }
    }

    @Test("15.11 a comparison whose standard error is NaN is the worst, and stays so")
    func standardErrors() {
        let place = VerificationReport.Place(state: 0, setting: 0, outcome: 0)
        let later = VerificationReport.Place(state: 0, setting: 0, outcome: 1)
        var report = VerificationReport()
        report.include(difference: 1e-3, standardError: .nan, place: place)
        report.include(difference: 0.1, standardError: 0.05, place: later)
        #expect(report.worstDeviation == .infinity && report.worstPlace == place)
        var exact = VerificationReport()
        exact.include(difference: 0, standardError: 0, place: place)
        #expect(exact.worstDeviation == 0 && exact.largestDifference == 0)
        exact.include(difference: .nan, standardError: nil, place: later)
        #expect(exact.largestDifference == .infinity && exact.worstPlace == later)
    }

    @Test("15.11 a density that is NaN anywhere has no gauge report that looks right", arguments: [true, false])
    func gaugeReports(everywhere: Bool) throws {
        var stream = RandomStream(seed: 16)
        let report = try LostDensity(everywhere: everywhere).gaugeReport(
            for: TwoQubitBlochForm(.werner(visibility: 0)), pairs: 12, degree: 12, using: &stream)
        #expect(report.oddOddDefect.isNaN && report.firstMarginalDefect.isNaN && report.secondMarginalDefect.isNaN)
        #expect(report.normalizationDefect.isNaN && report.leastDensity.isNaN)
    }

    @Test("15.11 hidden variables that are not numbers have no answer and no place")
    func hiddenVariables() throws {
        let lost = NotANumberTests.lost
        for outcome in 0...1 {
            #expect(BellSphereModel().probability(of: outcome, given: .z, at: lost, party: 0).isNaN)
            for party in 0...1 {
                #expect(WernerModel().probability(of: outcome, given: .z, at: lost, party: party).isNaN)
            }
        }
        #expect(BellSphereModel().answer(.z, lost).isNaN)
        #expect(BellSphereModel().defect(of: lost).isNaN && WernerModel().defect(of: lost).isNaN)
        // At the equator the answer is "down" as it was.
        #expect(BellSphereModel().answer(.z, .x) == -1)
        #expect(BellSphereModel().probability(of: 1, given: .z, at: .x, party: 0) == 1)
        #expect(WernerModel().probability(of: 0, given: .z, at: .x, party: 1) == 1)
        let density = try TwoQubitSphereDensity(.werner(visibility: 0.2))
        #expect(density.density(at: lost, .z).isNaN && density.density(at: .z, lost).isNaN)
        let softmax = SoftmaxHarmonicModel(basis: try HarmonicBasis(degrees: [1]))
        var matrix = RealMatrix(rows: 2, columns: 3)
        matrix[1, 2] = .nan
        #expect(softmax.defect(of: matrix) == .infinity)
        #expect(throws: InvalidArgument.self) { try softmax.converting(LostModel(), at: .z) }
    }

    @Test("15.11 an inequality is not kept by a behaviour that is NaN")
    func inequalities() throws {
        var probabilities = Behaviour.popescuRohrlich.probabilities
        probabilities[3] = .nan
        let lost = Behaviour(unchecked: probabilities, in: .chsh)
        let inequality = try BellInequality(
            Array(repeating: 1, count: 16), in: .chsh, bound: 4)
        #expect(try inequality.violation(by: lost).isNaN)
    }
}
