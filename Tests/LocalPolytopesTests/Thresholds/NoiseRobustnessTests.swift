import LHVModels
import Testing

@testable import LocalPolytopes

@Suite struct NoiseRobustnessTests {
    @Test(arguments: [(NoiseModel.white, 1.0), (.local, 0.5), (.general, 1.0 / 3)])
    func popescuRohrlichBox(_ noise: NoiseModel, _ expected: Double) throws {
        let found = try Behaviour.popescuRohrlich.noiseRobustness(against: noise)
        #expect(abs(found.robustness - expected) < 1e-9)
        #expect(abs(found.visibility - 1 / (1 + expected)) < 1e-9)
        #expect(found.stopReason == .converged)
        // The inequality holds for all vertices and is violated.
        let inequality = try #require(found.inequality)
        for vertex in try LocalPolytope(.chsh).vertices() {
            #expect(try inequality.value(of: vertex) <= inequality.bound + 1e-9)
        }
        #expect(try inequality.violation(by: .popescuRohrlich) > 0.1)
        // (P + r·Q)/(1 + r) is local, so Q ∝ (1 + r)·mixture − P.
        let local = try LocalPolytope(.chsh).behaviour(found.model.strategies, weights: found.model.weights)
        let rest = zip(local.probabilities, Behaviour.popescuRohrlich.probabilities).map {
            ((1 + expected) * $0 - $1) / expected
        }
        let other = try Behaviour(rest, in: .chsh)
        #expect(other.noSignallingDefect < 1e-8)
        if noise == .white { #expect(try other.distance(to: .whiteNoise(in: .chsh)) < 1e-8) }
    }

    @Test(arguments: NoiseModel.allCases) func localBehavioursAreRobustAsTheyAre(_ noise: NoiseModel) throws {
        let found = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.4).noiseRobustness(against: noise)
        #expect(abs(found.robustness) < 1e-9)
        #expect(found.inequality == nil)
    }

    /// The PR box is local against any noise up to v = 3/4, the qutrits further than against white noise.
    @Test func visibilityAgainstAnyNoise() throws {
        let box = try Behaviour.popescuRohrlich.localVisibilityAgainstAnyNoise()
        #expect(abs(box.lower - 0.75) < 1e-9 && abs(box.upper - 0.75) < 1e-9 && box.isUpperProven)
        let inequality = try #require(box.inequality)
        #expect(inequality.coefficients.allSatisfy { $0 >= 0 })
        let qutrits = try Targets.qutrits()
        let found = try qutrits.localVisibilityAgainstAnyNoise()
        #expect(found.upper - found.lower < 1e-8 && found.upper >= found.lower - 1e-12)
        #expect(found.lower > (try qutrits.noiseRobustness(against: .white).visibility) + 0.01)
        // What is added is a behaviour without signalling.
        let mixture = try LocalPolytope(qutrits.scenario).behaviour(
            found.model.strategies, weights: found.model.weights)
        let rest = zip(mixture.probabilities, qutrits.probabilities).map { ($0 - found.lower * $1) / (1 - found.lower) }
        #expect(try Behaviour(rest, in: qutrits.scenario).noSignallingDefect < 1e-8)
        let local = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.3).localVisibilityAgainstAnyNoise()
        #expect(local.upper == 1 && local.lower > 1 - 1e-9 && local.inequality == nil)
    }
}
