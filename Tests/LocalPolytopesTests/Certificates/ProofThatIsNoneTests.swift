import Foundation
import LHVModels
import Testing

@testable import LocalPolytopes

/// Every check of a certificate, with a certificate that this check refuses: one thing is wrong in each.
@Suite struct ProofThatIsNoneTests {
    // MARK: Signalling

    /// P(ab|xy) for which a says y: no inequality is needed to see that it is not local.
    static let telling = Behaviour(
        unchecked: [1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0], in: .chsh)

    /// White noise with the model of all strategies alike.
    static let noise = Result { try BehaviourCertificateTests.certificate(.whiteNoise(in: .chsh)) }
    static let box = Result { try BehaviourCertificateTests.certificate(.popescuRohrlich) }

    @Test("15.14 a behaviour that signals is not certified local, whatever the file says")
    func signallingIsRefused() throws {
        var certificate = try ProofThatIsNoneTests.box.get()
        try certificate.verify()
        certificate.behaviour = ProofThatIsNoneTests.telling
        certificate.upperEnd = nil
        #expect(certificate.behaviour.noSignallingDefect == 1)
        for lower in [0, 0.1213, 0.5, 1] {
            certificate.lower = lower
            expectRefusal(certificate.verify, "the behaviour signals")
        }
    }

    /// A party tells its setting to another with probability 1/2 + size.
    @Test("15.14 a signal of any size above rounding is refused", arguments: [0.02, 1e-4, 1e-6, 1e-7])
    func smallSignals(size: Double) throws {
        let telling = try Behaviour.whiteNoise(in: .chsh).mixed(with: ProofThatIsNoneTests.telling, weight: size)
        var certificate = try ProofThatIsNoneTests.noise.get()
        try certificate.verify()
        certificate.behaviour = telling
        expectRefusal(certificate.verify, "the behaviour signals")
    }

    static let scenarios: [[[Int]]] = [
        [[2, 2], [2, 2]], [[2, 3], [3, 2, 2]], [[2, 2], [2, 2], [2, 2]], [[3], [2, 2], [1, 2]], [[2, 4, 2], [3, 3]],
    ]

    static func check(_ behaviour: Behaviour) throws -> BehaviourCertificateCheck {
        var certificate = try noise.get()
        certificate.behaviour = behaviour
        return BehaviourCertificateCheck(certificate)
    }

    static func local(_ scenario: Scenario, _ stream: inout RandomStream) throws -> Behaviour {
        let strategies = try (0..<30).map { _ in
            try DeterministicStrategy(
                outcomes: scenario.outcomes.map { $0.map { Int.random(in: 0..<$0, using: &stream) } })
        }
        let weights = strategies.map { _ in stream.uniform() }
        let sum = weights.reduce(0, +)
        return try LocalPolytope(scenario).behaviour(strategies, weights: weights.map { $0 / sum })
    }

    static func signalling(_ scenario: Scenario, _ stream: inout RandomStream) throws -> Behaviour {
        var probabilities: [Double] = []
        for list in 0..<scenario.settingLists {
            let weights = try scenario.range(of: scenario.settings(ofList: list)).map { _ in stream.uniform() }
            let sum = weights.reduce(0, +)
            probabilities += weights.map { $0 / sum }
        }
        return try Behaviour(probabilities, in: scenario)
    }

    /// The law behind the check: P′ does not signal, P′ = P exactly for those that do not, and taking it twice changes nothing.
    @Test(
        "15.14 the part without signals is one: it does not signal, and is all of what does not", arguments: scenarios)
    func partWithoutSignals(outcomes: [[Int]]) throws {
        let scenario = try Scenario(outcomes: outcomes)
        var stream = RandomStream(seed: 1514)
        for _ in 0..<4 {
            let local = try ProofThatIsNoneTests.local(scenario, &stream)
            let same = try ProofThatIsNoneTests.check(local).withoutSignals(local.probabilities)
            for (one, two) in zip(local.probabilities, same) { #expect(abs(one - two) < 1e-15) }
            let wild = try ProofThatIsNoneTests.signalling(scenario, &stream)
            let part = Behaviour(
                unchecked: try ProofThatIsNoneTests.check(wild).withoutSignals(wild.probabilities), in: scenario)
            #expect(wild.noSignallingDefect > 0.01 && part.noSignallingDefect < 1e-15)
            for list in 0..<scenario.settingLists {
                let range = try scenario.range(of: scenario.settings(ofList: list))
                #expect(abs(part.probabilities[range].reduce(0, +) - 1) < 1e-15)
            }
            let again = try ProofThatIsNoneTests.check(part).withoutSignals(part.probabilities)
            for (one, two) in zip(part.probabilities, again) { #expect(abs(one - two) < 1e-15) }
            expectRefusal({ _ = try ProofThatIsNoneTests.check(wild).ends() }, "the behaviour signals")
        }
    }

    /// Where all settings have as many outcomes, P′ is what least squares find among the affine combinations of strategies,
    /// which are the tensors that do not signal.
    @Test("15.14 the part without signals is the nearest tensor without them, by least squares over strategies")
    func leastSquares() throws {
        var stream = RandomStream(seed: 1515)
        for outcomes in [[[2, 2], [2, 2]], [[3, 3], [3, 3]], [[2], [2, 2], [2, 2]]] {
            let scenario = try Scenario(outcomes: outcomes)
            let polytope = try LocalPolytope(scenario)
            let vertices = try (0..<60).map { _ in
                try polytope.behaviour(
                    [
                        DeterministicStrategy(
                            outcomes: outcomes.map { $0.map { Int.random(in: 0..<$0, using: &stream) } })
                    ], weights: [1]
                ).probabilities
            }
            let wild = try ProofThatIsNoneTests.signalling(scenario, &stream)
            // Each list of settings is normalized alike, so the best combination is affine by itself.
            let design = RealMatrix(rows: scenario.count, columns: vertices.count) { vertices[$1][$0] }
            let right = RealMatrix(rows: scenario.count, columns: 1) { row, _ in wild.probabilities[row] }
            let nearest = design * (try design.leastSquares(right, rankTolerance: 1e-10).solution)
            let part = try ProofThatIsNoneTests.check(wild).withoutSignals(wild.probabilities)
            for (one, two) in zip(nearest.elements, part) { #expect(abs(one - two) < 1e-12) }
        }
    }

    /// Signals of rounding size widen both ends, and what is certified is the part without them.
    @Test("15.14 signals of rounding size are paid for at the upper end, and change nothing at the lower")
    func smallSignalsAreCharged() throws {
        let honest = try ProofThatIsNoneTests.box.get()
        var before = honest.upper
        for size in [1e-12, 1e-10, 1e-9] {
            var certificate = honest
            // P + size·(what signals and nothing else): the part without signals is that of P, and so is the lower end.
            let check = BehaviourCertificateCheck(honest)
            let part = try check.withoutSignals(ProofThatIsNoneTests.telling.probabilities)
            let signal = zip(ProofThatIsNoneTests.telling.probabilities, part).map { $0 - $1 }
            certificate.behaviour = Behaviour(
                unchecked: zip(honest.behaviour.probabilities, signal).map { $0 + size * $1 }, in: .chsh)
            let ends = try BehaviourCertificateCheck(certificate).ends()
            #expect(abs(ends.lower - honest.lower) < 1e-14)
            let end = try #require(honest.upperEnd)
            let magnitude = end.coefficients.reduce(0) { $0 + Double($1.magnitude) }
            let value = zip(end.coefficients, honest.behaviour.probabilities).reduce(0) { $0 + Double($1.0) * $1.1 }
            let constant = end.coefficients.reduce(0) { $0 + Double($1) / 4 }
            let largest = signal.map { abs($0) }.max() ?? 0
            let least = (Double(end.localBound) - constant) / (value - constant - magnitude * size * largest)
            #expect(ends.upper >= min(1, least * (1 - 1e-12)) && ends.upper > before)
            before = ends.upper
        }
    }

    // MARK: One file for each check

    struct Forgery<Certificate>: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reason: String
        let forge: @Sendable (inout Certificate) throws -> Void
        init(_ reason: String, _ name: String, _ forge: @escaping @Sendable (inout Certificate) throws -> Void) {
            (testDescription, self.reason, self.forge) = (name, reason, forge)
        }
    }

    static func model(
        _ model: inout LocalDecomposition, _ change: (inout [DeterministicStrategy], inout [Double]) throws -> Void
    ) rethrows {
        var (strategies, weights) = (model.strategies, model.weights)
        try change(&strategies, &weights)
        model = LocalDecomposition(unchecked: strategies, weights: weights)
    }

    static let behaviours: [Forgery<BehaviourCertificate>] = [
        .init("it is of 1 parties", "one party") {
            $0.behaviour = .whiteNoise(in: try Scenario(parties: 1, settings: 2))
        },
        .init("the behaviour signals", "a signal") { $0.behaviour = telling },
        .init("the behaviour signals", "a probability that is NaN") {
            var probabilities = $0.behaviour.probabilities
            probabilities[9] = .nan
            $0.behaviour = Behaviour(unchecked: probabilities, in: .chsh)
        },
        .init("the behaviour signals", "a sum that is not 1") {
            $0.behaviour = Behaviour(unchecked: $0.behaviour.probabilities.map { $0 * (1 + 1e-7) }, in: .chsh)
        },
        .init("the model's visibility is 1.5", "a visibility above 1") { $0.modelVisibility = 1.5 },
        .init("the model's visibility is nan", "a visibility that is NaN") { $0.modelVisibility = .nan },
        .init("weights and strategies differ", "a weight too few") {
            model(&$0.model) { _, weights in weights.removeLast() }
        },
        .init("weights and strategies differ", "no model") {
            $0.model = LocalDecomposition(unchecked: [], weights: [])
        },
        .init("a weight is -", "a negative weight") { model(&$0.model) { _, weights in weights[0] = -weights[0] } },
        .init("a weight is nan", "a weight that is NaN") { model(&$0.model) { _, weights in weights[0] = .nan } },
        .init("a weight is inf", "a weight that is infinite") {
            model(&$0.model) { _, weights in weights[0] = .infinity }
        },
        .init("the weights have sum", "weights that sum to 1 + 10⁻⁸") {
            model(&$0.model) { _, weights in weights = weights.map { $0 * (1 + 1e-8) } }
        },
        .init("a strategy is for settings [3, 2]", "a strategy for other settings") {
            try model(&$0.model) { strategies, _ in
                strategies[0] = try DeterministicStrategy(outcomes: [[0, 0, 0], [0, 0]])
            }
        },
        .init("a strategy has outcomes", "an outcome that does not exist") {
            try model(&$0.model) { strategies, _ in
                strategies[0] = try DeterministicStrategy(outcomes: [[2, 0], [0, 0]])
            }
        },
        .init("the lower end is", "a lower end that is too high") { $0.lower += 1e-12 },
        .init("the lower end is", "a lower end that is too low") { $0.lower -= 1e-9 },
        .init("the lower end is", "a lower end that is NaN") { $0.lower = .nan },
        .init("the lower end is", "a visibility that the model does not have") { $0.modelVisibility += 1e-6 },
        .init("there are 17 coefficients", "a coefficient too many") { $0.upperEnd?.coefficients.append(0) },
        .init("the coefficients are too large", "coefficients whose sums overflow") {
            $0.upperEnd?.coefficients[0] = .min
        },
        .init("the local bound is", "a local bound that is too low") { $0.upperEnd?.localBound -= 1 },
        .init("the behaviour does not exceed the noise", "an inequality that says nothing") {
            $0.upperEnd?.coefficients = Array(repeating: 1, count: 16)
            $0.upperEnd?.localBound = 4
        },
        .init("the upper end is", "an upper end that is too low") { $0.upperEnd?.visibility -= 1e-12 },
        .init("the upper end is", "an upper end that is too high") { $0.upperEnd?.visibility += 1e-9 },
        .init("the upper end is", "an upper end that is NaN") { $0.upperEnd?.visibility = .nan },
    ]

    @Test("15.14 each check of a behaviour's certificate refuses one that is wrong there", arguments: behaviours)
    func behaviourForgeries(_ forgery: Forgery<BehaviourCertificate>) throws {
        var certificate = try ProofThatIsNoneTests.box.get()
        try certificate.verify()
        try forgery.forge(&certificate)
        expectRefusal(certificate.verify, forgery.reason)
    }

    static let visibilities: [Forgery<VisibilityCertificate>] = [
        .init("it is of 1 parties", "one party") {
            $0.projectiveEnd = nil
            $0.correlators = try CorrelatorTensor([1, 1], settings: [2])
        },
        .init("the constant entry is not 1", "a constant entry of 1 + 10⁻⁹") {
            $0.projectiveEnd = nil
            $0.correlators = CorrelatorTensor(
                unchecked: [1 + 1e-9] + Array(repeating: 0, count: 8), settings: [2, 2], includesMarginals: true)
        },
        .init("state and polyhedra are not of 2", "a polyhedron too few") {
            $0.projectiveEnd?.polyhedra.removeLast()
        },
        .init("state and polyhedra are not of 2", "a coefficient of the state too few") {
            $0.projectiveEnd?.blochCoefficients.removeLast()
        },
        .init("the polyhedra do not have", "a polyhedron of other settings") {
            $0.projectiveEnd?.polyhedra[1] = try .platonic(.cube)
        },
        .init("the state has trace 2", "a state of trace 2") { $0.projectiveEnd?.blochCoefficients[0] = 2 },
        .init("the state has trace nan", "a trace that is NaN") { $0.projectiveEnd?.blochCoefficients[0] = .nan },
        .init("the state has marginals", "marginals that are left out") {
            $0.projectiveEnd?.blochCoefficients[1] = 1e-9
        },
        .init("the state has marginals", "marginals that are NaN") { $0.projectiveEnd?.blochCoefficients[4] = .nan },
        .init("the correlators are not those", "a coefficient of another state") {
            $0.projectiveEnd?.blochCoefficients[5] += 1e-9
        },
        .init("the correlators are not those", "a coefficient that is NaN") {
            $0.projectiveEnd?.blochCoefficients[15] = .nan
        },
        .init("the model's visibility is -0.1", "a negative visibility") { $0.modelVisibility = -0.1 },
        .init("weights and strategies differ", "a strategy too few") {
            model(&$0.model) { strategies, _ in strategies.removeLast() }
        },
        .init("a weight is -", "a negative weight") { model(&$0.model) { _, weights in weights[0] = -weights[0] } },
        .init("the weights have sum", "weights that sum to 1 + 10⁻⁸") {
            model(&$0.model) { _, weights in weights = weights.map { $0 * (1 + 1e-8) } }
        },
        .init("a strategy is for settings", "a strategy for other settings") {
            try model(&$0.model) { strategies, _ in strategies[0] = try DeterministicStrategy(outcomes: [[0], [0]]) }
        },
        .init("a strategy has outcome 2", "a third outcome") {
            try model(&$0.model) { strategies, _ in
                var outcomes = strategies[0].outcomes
                outcomes[1][1] = 2
                strategies[0] = try DeterministicStrategy(outcomes: outcomes)
            }
        },
        .init("the lower end is", "a lower end that is too high") { $0.lower += 1e-12 },
        .init("the lower end is", "a correlator that is NaN") {
            $0.projectiveEnd = nil
            var elements = $0.correlators.elements
            elements[2] = .nan
            $0.correlators = CorrelatorTensor(
                unchecked: elements, settings: $0.correlators.settings, includesMarginals: false)
            $0.upperEnd = nil
        },
        .init("there are 37 coefficients", "a coefficient too many") { $0.upperEnd?.coefficients.append(0) },
        .init("the coefficients are too large", "coefficients whose sums overflow") {
            $0.upperEnd?.coefficients[0] = .min
        },
        .init("the local bound is", "a local bound that is too low") { $0.upperEnd?.localBound -= 1 },
        .init("the correlators do not exceed the noise", "an inequality that says nothing") {
            $0.upperEnd?.coefficients = Array(repeating: 0, count: 36)
            $0.upperEnd?.localBound = 0
        },
        .init("the upper end is", "an upper end that is too low") { $0.upperEnd?.visibility -= 1e-12 },
        .init("the end for all projective measurements is", "a projective end that is too high") {
            $0.projectiveEnd?.visibility += 1e-12
        },
        .init("the end for all projective measurements is", "a projective end that is NaN") {
            $0.projectiveEnd?.visibility = .nan
        },
    ]

    static let icosahedron = Result {
        let polyhedra = Array(repeating: try MeasurementPolyhedron.platonic(.icosahedron), count: 2)
        let target = try ProjectiveTarget(PauliTensor(DensityOperator(named: "singlet")), on: polyhedra)
        return try VisibilityCertificate(
            try target.correlators.threshold(1e-7, MembershipOptions()), of: target)
    }

    @Test("15.14 each check of a visibility's certificate refuses one that is wrong there", arguments: visibilities)
    func visibilityForgeries(_ forgery: Forgery<VisibilityCertificate>) throws {
        var certificate = try ProofThatIsNoneTests.icosahedron.get()
        try certificate.verify()
        try forgery.forge(&certificate)
        expectRefusal(certificate.verify, forgery.reason)
    }

    /// No file has triangles; a hull algorithm that went wrong would.
    @Test("15.14 triangles that do not surround the origin, however they were found, bound no inradius")
    func surfaces() throws {
        let octahedron = try MeasurementPolyhedron([.x, .y, .z])
        let (points, triangles) = (octahedron.points, try octahedron.triangles())
        let radius = try CertificateCheck.inradius(of: points, triangles: triangles)
        #expect(radius <= (1.0 / 3).squareRoot() && radius > 0.5773502691)
        let wrong: [(String, [SIMD3<Int>])] = [
            ("has no surface", []), ("is not closed", Array(triangles.dropLast())),
            ("belongs to more than two triangles", triangles + [triangles[0]]),
            ("the origin is not inside", triangles.map { SIMD3($0.y, $0.x, $0.z) }),
        ]
        for (reason, list) in wrong {
            expectRefusal({ _ = try CertificateCheck.inradius(of: points, triangles: list) }, reason)
        }
    }

    private func expectRefusal<Result>(
        _ call: () throws -> Result, _ reason: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do {
            _ = try call()
            Issue.record("verified", sourceLocation: sourceLocation)
        } catch let error as InvalidCertificate {
            #expect(error.reason.contains(reason), sourceLocation: sourceLocation)
        } catch {
            Issue.record("threw \(error)", sourceLocation: sourceLocation)
        }
    }
}
