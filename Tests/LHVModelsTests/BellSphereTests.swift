import LHVModels
import Testing

/// Two-qubit Bloch forms with |a| + |b| + Σ S_j ≤ 1, at the boundary.
private func boundaryForms(_ count: Int, seed: UInt64) throws -> [TwoQubitBlochForm] {
    var stream = RandomStream(seed: seed)
    return try (0..<count).map { _ in
        let state = try DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream)
        let form = try TwoQubitBlochForm(state)
        return try TwoQubitBlochForm(
            state.withWhiteNoise(visibility: TwoQubitSphereDensity.largestVisibility(of: form)))
    }
}

/// Random pairs of directions.
private func randomPairs(_ count: Int, seed: UInt64) -> [[Direction]] {
    var stream = RandomStream(seed: seed)
    return (0..<count).map { _ in [.random(using: &stream), .random(using: &stream)] }
}

@Suite struct BellSphereModelTests {
    @Test func responsesSumToOneOnTheEdgeToo() {
        let model = BellSphereModel()
        for (n, hidden) in [(Direction.z, Direction.x), (-.z, .x), (.z, .z), (.z, -.z)] {
            #expect(
                model.probability(of: 0, given: n, at: hidden) + model.probability(of: 1, given: n, at: hidden) == 1)
        }
        #expect(model.probability(of: 0, given: .z, at: .x) == 0)
        #expect(model.probability(of: 2, given: .z, at: .x) == 0)
    }

    @Test func covariesWithRotations() {
        var stream = RandomStream(seed: 31)
        let model = BellSphereModel()
        for _ in 0..<1000 {
            let (n, hidden) = (Direction.random(using: &stream), Direction.random(using: &stream))
            let rotation = Haar.rotation(using: &stream)
            func turn(_ direction: Direction, _ matrix: RealMatrix) -> Direction {
                let v = matrix * [direction.x, direction.y, direction.z]
                return Direction(unchecked: SIMD3(v[0], v[1], v[2]))
            }
            let (left, right) = (turn(n, rotation.transpose), turn(hidden, rotation))
            #expect(abs(left.dot(hidden) - n.dot(right)) < 1e-14)
            if abs(left.dot(hidden)) > 1e-12 {
                #expect(model.answer(left, hidden) == model.answer(n, right))
            }
        }
    }
}

@Suite struct QubitSphereDensityTests {
    @Test(arguments: [0, 0.3, 0.999, 1]) func reproducesEveryDirection(length: Double) throws {
        var stream = RandomStream(seed: 32)
        let axis = Direction.random(using: &stream)
        let bloch = try BlochVector(length * axis.x, length * axis.y, length * axis.z)
        let density = QubitSphereDensity(bloch)
        for _ in 0..<5 {
            let n = Direction.random(using: &stream)
            // Split at both kinks, n·λ = 0 of the response and r·λ = 0 of the density.
            let rule = try SphereRule.lunes(n.vector, axis.vector, degree: 12)
            let up = rule.integrate {
                (n.vector * $0).sum() > 0 ? density.density(at: Direction(unchecked: $0)) : 0
            }
            #expect(abs(up - bloch.probabilityUp(n)) < 1e-13)
        }
        let least = (0..<1000).map { _ in density.density(at: .random(using: &stream)) }.min() ?? -1
        #expect(least >= 0)
    }

    @Test func samplesByTheDensity() throws {
        var stream = RandomStream(seed: 33)
        let density = QubitSphereDensity(try BlochVector(0.1, -0.5, 0.6))
        let model = BellSphereModel()
        for n in [Direction.x, .y, .z, .random(using: &stream)] {
            let up = try model.probabilities(for: [n], distribution: density, samples: 100_000, using: &stream)[0]
            #expect(abs(up.deviation(from: density.bloch.probabilityUp(n))) < 4)
        }
    }
}

@Suite struct TwoQubitSphereDensityTests {
    /// The moments of single terms, by rules that split the sphere at the response's and the term's kinks: an independent
    /// way to the same probabilities, without the closed form.
    private func statistics(_ density: TwoQubitSphereDensity, _ n1: Direction, _ n2: Direction) throws -> PairStatistics
    {
        func moments(_ n: Direction, _ axis: SIMD3<Double>) throws -> (
            plus: Double, plusSign: Double, minusSign: Double
        ) {
            let rule = try SphereRule.lunes(n.vector, axis, degree: 6)
            func sign(_ v: SIMD3<Double>) -> Double { (n.vector * v).sum() > 0 ? 1 : -1 }
            func cosine(_ v: SIMD3<Double>) -> Double { (axis * v).sum() }
            return (
                rule.integrate { max(cosine($0), 0) }, rule.integrate { sign($0) * max(cosine($0), 0) },
                rule.integrate { sign($0) * max(-cosine($0), 0) }
            )
        }
        var (first, second, product) = (0.0, 0.0, 0.0)
        let unit = 16 * Double.pi * Double.pi
        if density.form.a != .zero {
            first += 4 * 4 * .pi * (try moments(n1, density.form.a)).plusSign / unit
        }
        if density.form.b != .zero {
            second += 4 * 4 * .pi * (try moments(n2, density.form.b)).plusSign / unit
        }
        for (j, value) in density.singularValues.enumerated() {
            let (left, right) = (try moments(n1, density.left[j]), try moments(n2, density.right[j]))
            product += 8 * value * (left.plusSign * right.plusSign + left.minusSign * right.minusSign) / unit
            first += 8 * value * (left.plusSign + left.minusSign) * right.plus / unit
            second += 8 * value * left.plus * (right.plusSign + right.minusSign) / unit
        }
        return PairStatistics(first: first, second: second, correlator: product)
    }

    @Test func reproducesQuantumProbabilitiesByQuadrature() throws {
        for (form, pair) in zip(try boundaryForms(20, seed: 41), randomPairs(20, seed: 42)) {
            let density = try TwoQubitSphereDensity(form)
            let result = try statistics(density, pair[0], pair[1])
            #expect(abs(result.first - (form.a * pair[0].vector).sum()) < 1e-12)
            #expect(abs(result.second - (form.b * pair[1].vector).sum()) < 1e-12)
            #expect(abs(result.correlator - form.correlator(pair[0], pair[1])) < 1e-12)
        }
    }

    @Test func reproducesQuantumProbabilitiesBySampling() throws {
        var stream = RandomStream(seed: 43)
        let forms = try boundaryForms(4, seed: 44)
        let model = LHVModel(
            base: BellSphereModel(), distribution: { try TwoQubitSphereDensity($0) },
            prediction: { (form: TwoQubitBlochForm, settings: [Direction]) in
                PairStatistics(form, settings[0], settings[1]).probabilities
            })
        let report = try model.verify(
            states: forms, settings: randomPairs(5, seed: 45), samples: 20_000, using: &stream)
        #expect(report.comparisons == 80)
        #expect(report.worstDeviation < 4.5)
        #expect(report.meanSquaredDeviation < 2)
    }

    @Test func aPredictionThatIsNoNumberDoesNotPass() throws {
        var stream = RandomStream(seed: 55)
        let model = LHVModel(
            base: BellSphereModel(), distribution: { try TwoQubitSphereDensity($0) },
            prediction: { (_: TwoQubitBlochForm, _: [Direction]) in [.nan, 0.25, 0.25, 0.25] })
        let report = try model.verify(
            states: boundaryForms(1, seed: 56), settings: randomPairs(1, seed: 57), samples: 100, using: &stream)
        #expect(report.worstDeviation == .infinity && report.largestDifference == .infinity)
        #expect(report.worstPlace?.outcome == 0)
    }

    @Test func isPositiveAndSatisfiesTheGaugeCharacterization() throws {
        var stream = RandomStream(seed: 46)
        for form in try boundaryForms(3, seed: 47) {
            let report = try TwoQubitSphereDensity(form).gaugeReport(
                for: form, pairs: 20, degree: 40, using: &stream)
            #expect(report.oddOddDefect < 1e-13)
            #expect(report.leastDensity >= 0)
            // The ramps have kinks, so that quadrature converges like 1/degree² only.
            #expect(report.firstMarginalDefect < 2e-3 && report.secondMarginalDefect < 2e-3)
            #expect(report.normalizationDefect < 2e-3)
            #expect(report.isValid(tolerance: 2e-3) && !report.isValid(tolerance: -1))
        }
    }

    @Test func gaugeReportSeesAWrongState() throws {
        var stream = RandomStream(seed: 48)
        let forms = try boundaryForms(2, seed: 49)
        let report = try TwoQubitSphereDensity(forms[0]).gaugeReport(
            for: forms[1], pairs: 20, degree: 20, using: &stream)
        #expect(report.oddOddDefect > 0.05)
        #expect(!report.isValid(tolerance: 0.01))
    }

    @Test func gradientIsTheDerivative() throws {
        var stream = RandomStream(seed: 50)
        let step = 1e-6
        for form in try boundaryForms(5, seed: 51) {
            let density = try TwoQubitSphereDensity(form)
            let (one, two) = (Direction.random(using: &stream), Direction.random(using: &stream))
            let (gradientOne, gradientTwo) = density.gradient(at: one, two)
            #expect(abs((gradientOne * one.vector).sum()) < 1e-15 && abs((gradientTwo * two.vector).sum()) < 1e-15)
            let move = Direction.random(using: &stream).vector
            let tangent = move - one.vector * (move * one.vector).sum()
            let numerical =
                (density.density(at: try Direction(normalizing: one.vector + step * tangent), two)
                    - density.density(at: try Direction(normalizing: one.vector - step * tangent), two)) / (2 * step)
            #expect(abs(numerical - (gradientOne * tangent).sum()) < 1e-8)
        }
    }

    /// Erratum E1: at coinciding singular values the density depends on the decomposition, not on the state alone.
    @Test func degenerateSingularValuesLeaveTheDensityUndetermined() throws {
        let form = try TwoQubitBlochForm(a: .zero, b: .zero, t: RealMatrix.diagonal([0.2, 0.2, 0.2]))
        let axes = [Direction.x, .y, .z]
        let turned = [try Direction(1, 1, 0), try Direction(1, -1, 0), .z]
        let plain = try TwoQubitSphereDensity(form, left: axes, values: [0.2, 0.2, 0.2], right: axes)
        let other = try TwoQubitSphereDensity(form, left: turned, values: [0.2, 0.2, 0.2], right: turned)
        #expect(!plain.isDetermined())
        var stream = RandomStream(seed: 52)
        var largest = 0.0
        for pair in randomPairs(2000, seed: 53) {
            let (left, right) = (plain.density(at: pair[0], pair[1]), other.density(at: pair[0], pair[1]))
            largest = max(largest, abs(left - right) / max(left, right))
        }
        #expect(largest > 0.1)
        // Both are nevertheless valid for the same state.
        for density in [plain, other] {
            let report = try density.gaugeReport(for: form, pairs: 20, degree: 30, using: &stream)
            #expect(report.oddOddDefect < 1e-13 && report.leastDensity >= 0)
        }
        #expect(try TwoQubitSphereDensity(boundaryForms(1, seed: 54)[0]).isDetermined())
    }

    @Test func refusesWhatWouldBeNegative() throws {
        #expect(throws: InvalidArgument.self) {
            try TwoQubitSphereDensity(DensityOperator.werner(visibility: 0.34))
        }
        #expect(throws: InvalidArgument.self) { try TwoQubitSphereDensity(.maximallyMixed(in: .qubit)) }
        let form = try TwoQubitBlochForm(a: .zero, b: .zero, t: RealMatrix.diagonal([0.2, 0.2, 0.2]))
        #expect(throws: InvalidArgument.self) {
            try TwoQubitSphereDensity(form, left: [.x], values: [0.2], right: [.x])
        }
        #expect(throws: InvalidArgument.self) {
            try TwoQubitSphereDensity(form, left: [.x], values: [0.2, 0.2], right: [.x])
        }
        #expect(throws: InvalidArgument.self) {
            try TwoQubitSphereDensity(form, left: [.x], values: [-0.2], right: [.x])
        }
    }
}

@Suite struct WernerDensityTests {
    @Test(arguments: [0, 0.1, 0.25, 0.5]) func bothModelsGiveTheCorrelations(visibility: Double) throws {
        var stream = RandomStream(seed: 61)
        let density = try WernerSphereDensity(visibility: visibility)
        let shared = try WernerModel.distribution(visibility: visibility)
        for pair in randomPairs(4, seed: 62) {
            let expected = PairStatistics(first: 0, second: 0, correlator: -visibility * pair[0].dot(pair[1]))
                .probabilities
            let onSpheres = try BellSphereModel().probabilities(
                for: pair, distribution: density, samples: 20_000, using: &stream)
            let byWerner = try WernerModel().probabilities(
                for: pair, distribution: shared, samples: 20_000, using: &stream)
            for index in 0..<4 {
                #expect(abs(onSpheres[index].deviation(from: expected[index])) < 4.5)
                #expect(abs(byWerner[index].deviation(from: expected[index])) < 4.5)
            }
        }
        let form = try TwoQubitBlochForm(DensityOperator.werner(visibility: visibility))
        let report = try density.gaugeReport(for: form, pairs: 12, degree: 40, using: &stream)
        #expect(report.oddOddDefect < 1e-13)
        #expect(report.leastDensity >= 0)
        #expect(report.normalizationDefect < 1e-3)
    }

    @Test func wernersModelIsExactInOneSphericalIntegral() throws {
        let model = WernerModel()
        for pair in randomPairs(5, seed: 63) {
            let rule = try SphereRule.hemispheres(pole: pair[1].vector, degree: 4)
            let upUp =
                rule.integrate {
                    let hidden = Direction(unchecked: $0)
                    return model.jointProbability(of: [0, 0], given: pair, at: [hidden, hidden])
                } / (4 * .pi)
            #expect(abs(upUp - (1 - pair[0].dot(pair[1]) / 2) / 4) < 1e-14)
        }
    }

    @Test(arguments: [-0.01, 0.51, .nan, .infinity]) func refuseVisibilitiesOutOfRange(visibility: Double) {
        #expect(throws: InvalidArgument.self) { try WernerSphereDensity(visibility: visibility) }
        #expect(throws: InvalidArgument.self) { try WernerModel.distribution(visibility: visibility) }
    }
}

@Suite struct SeparableSphereDistributionTests {
    @Test(arguments: [1, 2, 3]) func reproducesSeparableStates(parties: Int) throws {
        var stream = RandomStream(seed: 71)
        let terms = try (0..<4).map { _ in
            try (0..<parties).map { _ in
                let direction = Direction.random(using: &stream)
                let length = stream.uniform()
                return try BlochVector(length * direction.x, length * direction.y, length * direction.z)
            }
        }
        let distribution = try SeparableSphereDistribution(terms: terms, weights: [1, 2, 3, 4])
        let state = try distribution.densityOperator()
        for _ in 0..<3 {
            let settings = (0..<parties).map { _ in Direction.random(using: &stream) }
            let projectors = settings.dropFirst().reduce(settings[0].projector) { $0.kronecker($1.projector) }
            let allUp = try state.expectation(of: projectors).real
            let estimates = try BellSphereModel().probabilities(
                for: settings, distribution: distribution, samples: 50_000, using: &stream)
            #expect(abs(estimates[0].deviation(from: allUp)) < 4.5)
            #expect(abs(estimates.reduce(0) { $0 + $1.value } - 1) < 1e-12)
        }
    }
}

@Suite struct WeightedCloudTests {
    @Test func sumsAreExactAndDoNotSignal() throws {
        var stream = RandomStream(seed: 81)
        let model = BellSphereModel()
        let points = (0..<50).map { _ in (0..<3).map { _ in Direction.random(using: &stream) } }
        let cloud = try WeightedCloud(points: points, weights: (0..<50).map { _ in stream.uniform() })
        let settings = (0..<3).map { _ in Direction.random(using: &stream) }
        let all = try model.probabilities(for: settings, cloud: cloud)
        #expect(abs(all.reduce(0, +) - 1) < 1e-14)
        #expect(all.allSatisfy { $0 >= 0 })
        let changed = try model.probabilities(for: [settings[0], settings[1], .random(using: &stream)], cloud: cloud)
        for pair in 0..<4 {
            #expect(abs(all[2 * pair] + all[2 * pair + 1] - changed[2 * pair] - changed[2 * pair + 1]) < 1e-14)
        }
    }

    @Test func drawsByWeight() throws {
        var stream = RandomStream(seed: 82)
        let cloud = try WeightedCloud(points: [[0], [1], [2], [3]], weights: [1, 0, 2, 5])
        var counts = [0, 0, 0, 0]
        for _ in 0..<80_000 { counts[cloud.sample(using: &stream)[0]] += 1 }
        #expect(counts[1] == 0)
        for (count, weight) in zip(counts, [0.125, 0, 0.25, 0.625]) where weight > 0 {
            let error = (80_000 * weight * (1 - weight)).squareRoot()
            #expect(abs(Double(count) - 80_000 * weight) < 4 * error)
        }
    }

    @Test func refusesWhatIsNotADistribution() throws {
        #expect(throws: InvalidArgument.self) { try WeightedCloud<Int>(points: []) }
        #expect(throws: InvalidArgument.self) { try WeightedCloud<Int>(points: [[]]) }
        #expect(throws: InvalidArgument.self) { try WeightedCloud(points: [[1], [1, 2]]) }
        #expect(throws: InvalidArgument.self) { try WeightedCloud(points: [[1]], weights: []) }
        #expect(throws: InvalidArgument.self) { try WeightedCloud(points: [[1]], weights: [-1]) }
        #expect(throws: InvalidArgument.self) { try WeightedCloud(points: [[1]], weights: [0]) }
        #expect(throws: InvalidArgument.self) { try WeightedCloud(points: [[1]], weights: [.nan]) }
        let cloud = try WeightedCloud(points: [[Direction.x, .y]])
        #expect(throws: InvalidArgument.self) { try BellSphereModel().probabilities(for: [.x], cloud: cloud) }
        var stream = RandomStream(seed: 1)
        #expect(throws: InvalidArgument.self) {
            try BellSphereModel().probabilities(for: [.x, .y], distribution: cloud, samples: 1, using: &stream)
        }
    }
}
