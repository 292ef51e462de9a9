import Foundation
import MacroscopicLocality
import Testing

/// The two-setting criterion and the local model behind it.
@Suite struct CriterionTests {
    @Test func maximumOfTwoRegionsIsHorodeckis() throws {
        for seed in 1...20 {
            var stream = RandomStream(seed: UInt64(seed))
            let state = try DensityOperator.randomHilbertSchmidt(in: .twoQubits, rank: 1 + seed % 4, using: &stream)
            let maximum = try TwoSettingCriterion.maximum(of: PauliTensor(state))
            let chsh = try state.chshMaximum().value
            #expect(maximum.isExact)
            #expect(abs(2 * maximum.value.squareRoot() - chsh) < 1e-12)
            #expect(
                abs(try TwoSettingCriterion.value(of: PauliTensor(state), planes: maximum.planes) - maximum.value)
                    < 1e-12)
        }
    }

    @Test func maximumOfThreeRegions() throws {
        let ghz = try TwoSettingCriterion.maximum(of: PauliTensor(try StateVector.ghz(parties: 3).densityOperator))
        #expect(abs(ghz.value - 4) < 1e-12)
        // A product of a singlet and a spin along z: the planes must hold z in the third region.
        let product = try StateVector.singlet.tensor(try .computational([0], in: .qubit)).densityOperator
        let maximum = try TwoSettingCriterion.maximum(of: PauliTensor(product))
        #expect(abs(maximum.value - 2) < 1e-12)
        var stream = RandomStream(seed: 3)
        let random = try PauliTensor(Cases.mixed(3))
        let best = try TwoSettingCriterion.maximum(of: random).value
        for _ in 0..<50 {
            let planes = (0..<3).map { _ in MeasurementPlane(settings: .random(using: &stream), .random(using: &stream))
            }
            #expect(try TwoSettingCriterion.value(of: random, planes: planes) <= best + 1e-12)
        }
    }

    @Test func planesOfSettings() throws {
        let list = Cases.directions(40)
        for pair in 0..<20 {
            let (a, b) = (list[2 * pair], list[2 * pair + 1])
            let plane = MeasurementPlane(settings: a, b)
            #expect(abs(plane.x.dot(plane.y)) < 1e-14)
            // a = cos·x + sin·y and b = cos·x − sin·y.
            #expect(abs(a.dot(plane.x) - b.dot(plane.x)) < 1e-12 && abs(a.dot(plane.y) + b.dot(plane.y)) < 1e-12)
            #expect(abs(a.dot(plane.x) * a.dot(plane.x) + a.dot(plane.y) * a.dot(plane.y) - 1) < 1e-12)
        }
        for degenerate in [MeasurementPlane(settings: .x, .x), MeasurementPlane(settings: .z, -.z)] {
            #expect(abs(degenerate.x.dot(degenerate.y)) < 1e-15)
            #expect(abs(degenerate.x.dot(degenerate.x) - 1) < 1e-15 && abs(degenerate.y.dot(degenerate.y) - 1) < 1e-15)
        }
    }

    /// L ≤ 1 in the planes of the settings means that the explicit model exists, and it has the correlators.
    @Test("the two-setting model", arguments: [[1, 2], [2, 2], [2, 2, 2], [1, 2, 2], [1, 1, 1]])
    func explicitModel(_ sizes: [Int]) throws {
        let regions = try Regions.blocks(sizes)
        for seed in 1...6 {
            let state = try Cases.pure(sizes.reduce(0, +), seed: UInt64(seed))
            let effective = try EffectiveState(of: state, regions: regions)
            let list = Cases.directions(2 * sizes.count, seed: UInt64(seed))
            let directions = sizes.indices.map { [list[2 * $0], list[2 * $0 + 1]] }
            let planes = directions.map { MeasurementPlane(settings: $0[0], $0[1]) }
            let criterion = try effective.criterion(planes: planes)
            let correlators = try effective.correlators(along: directions)
            let weight = try TwoSettingModel.weight(of: correlators)
            // Σ|c_s| ≤ √L, by the inequality of Cauchy and Schwarz.
            #expect(weight <= criterion.squareRoot() + 1e-12)
            let model = try TwoSettingModel(of: effective, along: directions)
            #expect((model != nil) == (weight <= 1 + 1e-12))
            guard let model else { continue }
            #expect(try model.defect() < 1e-12)
            #expect(model.distribution.weights.allSatisfy { $0 >= 0 })
            #expect(abs(model.distribution.weights.reduce(0, +) - 1) < 1e-12)
            let behaviour = try model.behaviour()
            #expect(behaviour.noSignallingDefect < 1e-12)
            // No fewer regions are correlated: all marginals vanish.
            let all = try CorrelatorTensor(behaviour, includesMarginals: true)
            for (place, element) in all.elements.enumerated() where place != 0 {
                var (rest, measured) = (place, true)
                for _ in sizes {
                    measured = measured && rest % 3 != 0
                    rest /= 3
                }
                #expect(measured || abs(element) < 1e-12)
            }
        }
    }

    @Test func theModelEndsAtCHSH() throws {
        let chsh = [1.0, 1, 1, -1]
        for (scale, exists) in [(0.5, true), (0.5 + 1e-9, false), (1, false), (0, true)] {
            let correlators = try CorrelatorTensor(chsh.map { $0 * scale }, settings: [2, 2])
            #expect(abs(try TwoSettingModel.weight(of: correlators) - 2 * scale) < 1e-12)
            #expect((try TwoSettingModel(correlators) != nil) == exists)
        }
        // A deterministic strategy is its own model.
        let vertex = try CorrelatorTensor(try DeterministicStrategy(signs: [[1, -1], [-1, -1], [1, 1]]))
        #expect(try TwoSettingModel(vertex)?.defect() ?? 1 < 1e-15)
    }

    @Test func theModelCanBeSampled() throws {
        let effective = try EffectiveState(of: try Cases.pure(4), regions: .blocks([2, 2]))
        let directions = [[Direction.x, .y], [Direction.y, .z]]
        let model = try #require(try TwoSettingModel(of: effective, along: directions))
        var stream = RandomStream(seed: 21)
        for settings in [[0, 0], [0, 1], [1, 0], [1, 1]] {
            let chosen = settings.enumerated().map { LocalPolytope.Setting(party: $0, setting: $1) }
            let samples = 20_000
            var sum = 0.0
            for _ in 0..<samples {
                let outcome = try model.polytope.sampleOutcomes(
                    for: chosen, distribution: model.distribution, using: &stream)
                sum += Double((1 - 2 * outcome[0]) * (1 - 2 * outcome[1]))
            }
            let expected = try model.correlators.element(settings)
            #expect(abs(sum / Double(samples) - expected) < 4.5 / Double(samples).squareRoot())
        }
    }

    /// Two-body observables: 2M = 4 spins in one region and M = 2 in the other are enough for L ≤ 1.
    @Test func observablesOfTwoBodies() throws {
        let pair = try AnticommutingPair(x: PauliString("XX"), y: PauliString("YX"))
        for seed in 1...4 {
            let state = try Cases.pure(6, seed: UInt64(seed))
            let effective = try EffectiveState(of: state, regions: .blocks([2, 4]), bodies: 2)
            #expect(effective.state.space.dimensions == [4, 4])
            #expect(try effective.criterion(observables: [pair, pair]) <= 1 + 1e-12)
        }
        // Two spins each are one pair of pairs, on which a GHZ state of four qubits has L = 2.
        let ghz = try EffectiveState(of: try StateVector.ghz(parties: 4), regions: .blocks([2, 2]), bodies: 2)
        #expect(abs(try ghz.criterion(observables: [pair, pair]) - 2) < 1e-12)
    }

    /// The largest L over all states of 2 + 4 spins, from the observables themselves: the square of a norm, found by see-saw.
    @Test func observablesOfTwoBodiesInTheWorstState() throws {
        let pair = try AnticommutingPair(x: PauliString("XX"), y: PauliString("XY"))
        let bodies = orderedPairs(4)
        func mean(_ matrix: PauliString) throws -> ComplexMatrix {
            var sum = ComplexMatrix(rows: 16, columns: 16)
            for (first, second) in bodies {
                let string = try PauliString([(first, matrix[0]), (second, matrix[1])], of: 4)
                sum.add(Complex(1 / Double(bodies.count)), times: try string.matrix())
            }
            return sum
        }
        let large = [try mean(PauliString("XX")), try mean(PauliString("XY"))]
        let small = [pair.x, 0.5 * (pair.y + (try PauliString("YX").matrix()))]
        let words = small.flatMap { left in large.map { left.kronecker($0) } }
        var stream = RandomStream(seed: 8)
        for _ in 0..<4 {
            var u = stream.normals(4)
            for _ in 0..<40 {
                let length = euclideanNorm(u)
                var sum = ComplexMatrix(rows: 64, columns: 64)
                for (weight, word) in zip(u, words) { sum.add(Complex(weight / length), times: word) }
                let top = try StateVector(
                    unchecked: sum.hermitianPart.hermitianEigensystem().vectors.column(63), in: .qubits(6))
                u = try words.map { try top.expectation(of: $0).real }
            }
            #expect(u.reduce(0) { $0 + $1 * $1 } <= 1 + 1e-9)
        }
    }

    private func orderedPairs(_ count: Int) -> [(Int, Int)] {
        (0..<count).flatMap { first in (0..<count).filter { $0 != first }.map { (first, $0) } }
    }

    @Test func pairOfPlaneIsThePlane() throws {
        let effective = try EffectiveState(of: try Cases.pure(4), regions: .blocks([2, 2]))
        let planes = Cases.planes(2)
        let value = try effective.criterion(planes: planes)
        #expect(abs(try effective.criterion(observables: planes.map { AnticommutingPair($0) }) - value) < 1e-14)
    }
}
