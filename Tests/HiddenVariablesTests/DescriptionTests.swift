import HiddenVariables
import Testing

/// What a user prints reads like physics, and stays short for large things.
@Suite("19.4 printed descriptions") struct DescriptionTests {
    @Test func ketsAreInDiracNotation() throws {
        #expect("\(StateVector.singlet)" == "0.70711 |01⟩ − 0.70711 |10⟩")
        #expect("\(try StateVector([0, 1], in: HilbertSpace(dimensions: [2])))" == "|1⟩")
        let phases = [Complex(0, 0.6), .zero, .zero, Complex(0.48, -0.64)]
        #expect("\(try StateVector(phases, in: .twoQubits))" == "0.6i |00⟩ + (0.48 − 0.64i) |11⟩")
        #expect("\(try StateVector([0, -1], in: HilbertSpace(dimensions: [2])))" == "−|1⟩")
        var stream = RandomStream(seed: 1)
        let large = try StateVector.random(
            in: HilbertSpace(dimensions: [2, 2, 2, 2, 2, 2, 2, 2, 2, 2]), using: &stream)
        #expect("\(large)".hasSuffix("… (1016 smaller terms)") && "\(large)".count < 400)
        // Levels of two digits are kept apart.
        #expect("\(try StateVector((0..<12).map { $0 == 11 ? 1 : 0 }, in: HilbertSpace(dimensions: [12])))" == "|11⟩")
    }

    @Test func statesAreKetsOrSumsOfPauliProducts() throws {
        #expect("\(StateVector.singlet.densityOperator)" == "|ψ⟩⟨ψ| with |ψ⟩ = 0.70711 |01⟩ − 0.70711 |10⟩")
        let werner = try DensityOperator.werner(visibility: 0.5)
        #expect("\(werner)" == "state of 2 ⊗ 2, purity 0.4375: (II − 0.5 XX − 0.5 YY − 0.5 ZZ)/4")
        var stream = RandomStream(seed: 2)
        let qutrits = try DensityOperator.randomBures(in: HilbertSpace(dimensions: [3, 3]), using: &stream)
        #expect("\(qutrits)".hasPrefix("state of 3 ⊗ 3, purity 0."))
        let random = try DensityOperator.randomBures(in: HilbertSpace(dimensions: [2, 2, 2]), using: &stream)
        #expect("\(random)".hasSuffix("(56 smaller terms))/8"))
        // A phase of the ket is no part of the state.
        let phased = try StateVector([Complex(0, 0.6), Complex(0, 0.8)], in: HilbertSpace(dimensions: [2]))
        #expect("\(phased.densityOperator)" == "|ψ⟩⟨ψ| with |ψ⟩ = 0.6 |0⟩ + 0.8 |1⟩")
    }

    @Test func numbersCarryTheirErrors() {
        #expect("\(Estimate(2.69738, standardError: 0.0151))" == "2.697 ± 0.015")
        #expect("\(Estimate(0.5))" == "0.5")
        #expect("\(Estimate(123456, standardError: 2100))" == "123456 ± 2.1e+03")
        #expect("\(Estimate(.nan, standardError: .infinity))".contains("nan"))
    }

    @Test func tablesAreAlignedAndLargeOnesShort() throws {
        let box = "\(Behaviour.popescuRohrlich)"
        #expect(box.split(separator: "\n").count == 5 && box.contains("P(·|1,1)    0  0.5  0.5    0"), "\(box)")
        let many = try Behaviour(
            [Double](repeating: 0.25, count: 1600), in: Scenario(parties: 2, settings: 20))
        #expect("\(many)" == "behaviour in [20 settings] × [20 settings], 1600 probabilities")
        let tensor = try CorrelatorTensor([1, -1, 0.5, 0], settings: [2, 2], includesMarginals: false)
        #expect("\(tensor)" == "correlators of 2 × 2 settings\n    1  -1\n  0.5   0")
    }

    @Test func thresholdsSayWhatShowsThem() throws {
        let axes: [Direction] = [.x, .y, .z]
        let target = try CorrelatorTensor(of: StateVector.singlet.densityOperator, along: [axes, axes])
        let found: CorrelatorThreshold = try target.localVisibility()
        let end = try #require("\(found)".firstMatch(of: #/^local up to ([0-9.]+) \(a model of /#), "\(found)")
        let printed = try #require(Double(end.1))
        #expect(printed <= found.lower + 8 * found.lower.ulp && printed > 1 - 1e-6)
        let turned: [Direction] = try [Direction(1, 0, 1), Direction(1, 0, -1)]
        let chsh = try CorrelatorTensor(of: StateVector.singlet.densityOperator, along: [[.x, .z], turned])
        let threshold: CorrelatorThreshold = try chsh.localVisibility()
        let words = "\(threshold)"
        #expect(words.hasPrefix("local up to 0.7071") && words.contains("not beyond 0.7071"), "\(words)")
        #expect(words.hasSuffix("(an inequality whose local bound was searched completely)"), "\(words)")
        #expect("\(try CorrelatorInequality.chsh.localBound())" == "local bound 2")
        let robustness = try Behaviour.popescuRohrlich.noiseRobustness(against: .white)
        #expect("\(robustness)" == "robustness 1 against white noise, visibility 0.5")
        let nearest: NearestLocalCorrelators = try chsh.nearestLocalPoint()
        #expect("\(nearest)".hasPrefix("between 0.414") && "\(nearest)".contains("mixture of "), "\(nearest)")
    }

    @Test("one call from counts to a verdict that prints") func countsToVerdict() throws {
        // The counts of Delft's first run of 245 trials, an outcome +1 first.
        let counts = [23, 3, 4, 23, 33, 11, 5, 30, 22, 10, 6, 24, 4, 20, 21, 6]
        let measured = try MeasuredBehaviour(counts: counts, in: .chsh)
        let verdict = try measured.localRealismReport(
            testing: BellInequality(.chsh), settingProbabilities: [0.25, 0.25, 0.25, 0.25])
        let report = "\(verdict)"
        let lines = report.split(separator: "\n")
        // The publication has 2.42 ± 0.20 and 0.039.
        #expect(lines.first?.hasPrefix("value of the inequality: 2.42 ± 0.2") == true, "\(report)")
        for start in [
            "local realism: p ≤ 0.0391 from 245 trials", "no-signalling: p = ", "nearest local behaviour: ",
            "most likely local",
        ] {
            #expect(lines.contains { $0.hasPrefix(start) }, "\(start) in \(report)")
        }
    }

    @Test func directionsFromVectorsAreChecked() async throws {
        let vector = SIMD3(0.6, 0, 0.8)
        #expect(Direction(unit: vector).x == 0.6)
        await #expect(processExitsWith: .failure) { _ = Direction(unit: SIMD3(0.6, 0, 0.9)) }
        await #expect(processExitsWith: .failure) { _ = Direction(unit: SIMD3(.nan, 0, 0)) }
    }
}
