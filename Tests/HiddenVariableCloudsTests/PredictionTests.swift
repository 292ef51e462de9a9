import LHVModels
import Testing

@testable import HiddenVariableClouds

/// Targets and models of a batch against the plain formulas.
@Suite struct PredictionTests {
    @Test(arguments: [2, 3]) func targetIsTheStatesPrediction(_ dimension: Int) throws {
        var stream = RandomStream(seed: 81)
        let space = try HilbertSpace(dimensions: [dimension, 2])
        let state = try DensityOperator.randomHilbertSchmidt(in: space, using: &stream)
        let families: [MeasurementFamily] = [.bases(dimension: dimension), .turned(.tetrahedralSIC)]
        let rules: [ResponseRule] = [
            try .effects(dimension: dimension, degrees: [1]), try .effects(dimension: 2, degrees: [1]),
        ]
        let problem = try CloudProblem(state: state, families: families, rules: rules)
        let settings = try families.map { try $0.settings(3, .random, halved: false, using: &stream) }
        let prediction = try TargetState(state)
        let list = try SettingBatch<Double>(problem, prediction, combination: .list, settings: settings)
        let grid = try SettingBatch<Double>(problem, prediction, combination: .grid, settings: settings)
        let outcomes = [dimension, 4]
        for first in 0..<3 {
            for second in 0..<3 {
                let expected = try state.outcomeDistribution(
                    of: [settings[0].measurements[first], settings[1].measurements[second]]
                ).probabilities
                for event in expected.indices {
                    let (a, b) = (event / 4, event % 4)
                    let place = (a * 3 + first) * (outcomes[1] * 3) + b * 3 + second
                    #expect(abs(grid.target[place] - expected[event]) < 1e-14)
                    #expect(grid.joint(place) == 3 * first + second)
                    if first == second { #expect(abs(list.target[event * 3 + first] - expected[event]) < 1e-14) }
                }
            }
        }
    }

    @Test func modelIsTheAverageOfProducts() throws {
        var stream = RandomStream(seed: 82)
        let problem = try CloudProblem(qubits: .werner(visibility: 0.4), degree: 3)
        let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 40, scale: 2, using: &stream)
        let settings = try problem.families.map { try $0.settings(4, .random, halved: false, using: &stream) }
        let model = try cloud.baseModel()
        let points = try cloud.weightedCloud()
        var kernel = try cloud.kernel(Double.self, threads: 2)
        let prediction = try TargetState(problem.state)
        let grid = try SettingBatch<Double>(problem, prediction, combination: .grid, settings: settings)
        let probabilities = try grid.probabilities(&kernel, events: .all)
        guard case .directions(let a) = settings[0], case .directions(let b) = settings[1] else {
            Issue.record("no directions")
            return
        }
        for first in 0..<4 {
            for second in 0..<4 {
                let expected = try model.probabilities(for: [a[first], b[second]], cloud: points)
                for event in 0..<4 {
                    let place = (event / 2 * 4 + first) * 8 + event % 2 * 4 + second
                    #expect(abs(probabilities[place] - expected[event]) < 1e-13)
                }
            }
        }
    }

    @Test(arguments: 1...6) func listAndGridAgree(_ parties: Int) throws {
        var stream = RandomStream(seed: 83)
        let state = try DensityOperator.maximallyMixed(in: .qubits(parties))
        let problem = try CloudProblem(qubits: state, degree: 1)
        let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 37, scale: 2, using: &stream)
        let settings = try problem.families.map { try $0.settings(2, .random, halved: false, using: &stream) }
        let prediction = try TargetState(state)
        var kernel = try cloud.kernel(Double.self, threads: 1)
        let list = try SettingBatch<Double>(problem, prediction, combination: .list, settings: settings)
        let grid = try SettingBatch<Double>(problem, prediction, combination: .grid, settings: settings)
        let (fromList, fromGrid) = (
            try list.probabilities(&kernel, events: .all), try grid.probabilities(&kernel, events: .all)
        )
        for event in 0..<(1 << parties) {
            for setting in 0..<2 {
                let place = (0..<parties).reduce(0) {
                    $0 * 4 + (event >> (parties - 1 - $1)) % 2 * 2 + setting
                }
                #expect(abs(fromList[event * 2 + setting] - fromGrid[place]) < 1e-14)
            }
        }
    }

    @Test(arguments: SettingPoints.allCases) func pointsAreUnitVectorsAndSpread(_ points: SettingPoints) throws {
        var stream = RandomStream(seed: 84)
        let directions = try points.directions(600, halved: false, using: &stream)
        #expect(directions.count == 600)
        let second = directions.reduce(0.0) { $0 + $1.z * $1.z } / 600
        // Of independent points the mean of z² scatters by √(4/45/600) = 0.012 about 1/3; the others are far better.
        #expect(abs(second - 1 / 3.0) < (points == .random ? 0.06 : 1e-3))
        for direction in directions {
            #expect(abs((direction.vector * direction.vector).sum() - 1) < 1e-14)
        }
    }

    /// Degrees 1 and 3 among 0…5: the blocks move apart, and the answers stay.
    @Test func furtherDegreesBeginSilently() throws {
        var stream = RandomStream(seed: 14)
        let odd = try CloudProblem(qubits: .werner(visibility: 0.5), degree: 3)
        let cloud = try HiddenVariableCloud.random(
            rules: [try .odd(degree: 3), try .full(degree: 3)], count: 20, using: &stream)
        let extended = try cloud.extended(to: [try .full(degree: 5), try .full(degree: 4)])
        #expect(extended.rules.map(\.count) == [36, 25])
        let directions = (0..<9).map { _ in Direction.random(using: &stream) }
        for party in 0..<2 {
            for point in 0..<20 {
                let before = try cloud.response(of: party, point: point, along: directions)
                let after = try extended.response(of: party, point: point, along: directions)
                #expect(zip(before, after).allSatisfy { abs($0 - $1) < 1e-12 })
            }
        }
        #expect(try cloud.extended(to: cloud.rules) == cloud)
        #expect(throws: InvalidArgument.self) { try cloud.extended(to: odd.rules) }
        #expect(throws: InvalidArgument.self) { try cloud.extended(to: [try .full(degree: 5)]) }
        #expect(throws: InvalidArgument.self) {
            try cloud.extended(to: [try .effects(dimension: 2, degrees: [1]), cloud.rules[1]])
        }
    }
}
