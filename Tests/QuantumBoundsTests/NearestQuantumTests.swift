import Foundation
import QuantumBounds
import TestSupport
import Testing

/// The quantum behaviour nearest to numbers that need not be quantum, or even free of signalling.
@Suite("Nearest quantum behaviours") struct NearestQuantumTests {
    // B. Hensen et al., Nature 526, 682 (2015).
    static let delft = [23, 3, 4, 23, 33, 11, 5, 30, 22, 10, 6, 24, 4, 20, 21, 6]

    @Test("20.5 the box of Popescu and Rohrlich is as far from the quantum set as CHSH says") func popescuRohrlich()
        throws
    {
        // Every list of settings loses its probability of winning: 1 − (2 + √2)/4 at uniform settings.
        let expected = 0.5 - 0.125.squareRoot()
        for level in ["1+AB", "2"] {
            let found = try Behaviour.popescuRohrlich.nearestQuantum(level: HierarchyLevel(level))
            #expect(abs(found.distance - expected) < 1e-6 && found.stopReason == .converged)
            #expect(found.provenDistance <= expected && found.provenDistance > expected - 1e-6)
            // The nearest one is quantum, up to the solver's tolerance, and the inequality separates.
            #expect(try found.behaviour.quantumMembership().visibility > 1 - 1e-5)
            #expect(found.inequality.coefficients.allSatisfy { abs($0) <= 0.125 })
            let value = try found.inequality.value(of: .popescuRohrlich)
            #expect(abs(value - found.inequality.bound - found.provenDistance) < 1e-12)
        }
    }

    @Test("20.5 quantum behaviours are at distance 0, and numbers near them not farther than they are") func inside()
        throws
    {
        let reached = try BellInequality.i3322().quantumBound(dimensions: [2, 2], SeeSawOptions(starts: 2, seed: 5))
        let behaviour = try Behaviour(of: reached.state, measurements: reached.measurements)
        let own = try behaviour.nearestQuantum()
        #expect(own.distance < 1e-6 && own.provenDistance < 1e-9)
        var stream = RandomStream(seed: 51)
        let lists = behaviour.scenario.settingLists
        for trials in [20, 400] {
            let seen = try MeasuredBehaviour(
                simulating: behaviour, trials: Array(repeating: trials, count: lists), using: &stream)
            let found = try seen.nearestQuantum()
            let distance =
                zip(seen.behaviour.probabilities, behaviour.probabilities)
                .reduce(0) { $0 + abs($1.0 - $1.1) } / Double(2 * lists)
            // Proven for every quantum behaviour, and so for the one that was sampled.
            #expect(found.provenDistance <= distance && found.distance <= distance + 1e-6)
            #expect(found.distance > 0 && found.provenDistance > found.distance - 1e-5, "frequencies signal")
            #expect(found.behaviour.signalling().defect < 1e-6)
        }
    }

    /// A classical check of the weights: with all weight on one list of settings everything normalized is near.
    @Test("20.5 weights of lists of settings count") func weights() throws {
        let found = try Behaviour.popescuRohrlich.nearestQuantum(weights: [0.5, 0.5, 0, 0])
        #expect(found.distance < 1e-6 && found.provenDistance < 1e-9)
        let tilted = try Behaviour.popescuRohrlich.nearestQuantum(weights: [0.3, 0.3, 0.3, 0.1])
        // The last list is given up: local strategies win the other three.
        #expect(tilted.distance <= 0.1 + 1e-6)
        for input in [
            WrongInput(saying: "weights", "sum 1") {
                try Behaviour.popescuRohrlich.nearestQuantum(weights: [1, 1, 0, 0])
            },
            WrongInput(saying: "weights", "4 numbers") { try Behaviour.popescuRohrlich.nearestQuantum(weights: [1]) },
            WrongInput(saying: "weights", "nan") {
                try Behaviour.popescuRohrlich.nearestQuantum(weights: [.nan, 0, 0, 1])
            },
            WrongInput(saying: "scenario", "1024") {
                try Behaviour.whiteNoise(in: Scenario(parties: 2, settings: 17)).nearestQuantum()
            },
            WrongInput(saying: "confidence", "1") {
                try MeasuredBehaviour(counts: Self.delft, in: .chsh).distanceRadius(confidence: 1)
            },
        ] { input.check() }
    }

    @Test("20.5 what is proven holds however early the solver stops") func early() throws {
        let expected = 0.5 - 0.125.squareRoot()
        for limit in 0..<6 {
            let options = HierarchyOptions(solver: SemidefiniteOptions(iterationLimit: limit))
            let found = try Behaviour.popescuRohrlich.nearestQuantum(options)
            #expect(
                found.provenDistance <= expected && found.provenDistance >= 0 && found.stopReason == .iterationLimit)
        }
    }

    @Test("20.5 the radius of McDiarmid holds for sampled frequencies") func radius() throws {
        var stream = RandomStream(seed: 52)
        let behaviour = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.7)
        var beyond = 0
        for _ in 0..<400 {
            let seen = try MeasuredBehaviour(simulating: behaviour, trials: [20, 30, 15, 25], using: &stream)
            let weights = seen.trialsPerList.map { Double($0) / 90 }
            var distance = 0.0
            for (place, (f, p)) in zip(seen.behaviour.probabilities, behaviour.probabilities).enumerated() {
                distance += weights[place / 4] * abs(f - p) / 2
            }
            if distance > (try seen.distanceRadius(confidence: 0.9)) { beyond += 1 }
        }
        // At most a tenth is allowed; the bound is far from sharp.
        #expect(beyond <= 40)
    }

    @Test("20.5 the Delft frequencies are within their radius of the quantum set") func delftCounts() throws {
        let data = try MeasuredBehaviour(counts: Self.delft, in: .chsh)
        let found = try data.nearestQuantum()
        let radius = try data.distanceRadius(confidence: 0.95)
        // They signal, by chance, so they are not quantum themselves.
        #expect(found.provenDistance > 0.01 && found.distance < found.provenDistance + 1e-6)
        #expect(found.provenDistance < radius && radius < 0.2)
        #expect(try found.behaviour.quantumMembership().visibility > 1 - 1e-5)
    }
}
