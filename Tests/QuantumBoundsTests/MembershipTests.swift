import Foundation
import QuantumBounds
import Testing

/// Behaviours inside and outside of the quantum set, with the inequality that decides.
@Suite("Membership of the quantum set") struct MembershipTests {
    @Test("20.2 the box of Popescu and Rohrlich is quantum up to 1/√2", arguments: ["1", "1+AB", "2"])
    func popescuRohrlich(level: String) throws {
        let found = try Behaviour.popescuRohrlich.quantumMembership(level: HierarchyLevel(level))
        #expect(abs(found.visibility - 0.5.squareRoot()) < 1e-7)
        #expect(found.provenVisibility >= 0.5.squareRoot() && found.provenVisibility < 0.5.squareRoot() + 1e-6)
        #expect(found.isExcluded && abs(found.violation - (1 - 0.5.squareRoot())) < 1e-6)
        // The inequality is CHSH's: its quantum and local values are in the ratio √2.
        let noise = try found.inequality.value(of: .whiteNoise(in: .chsh))
        let local = try found.inequality.localBound().upper
        #expect(abs((found.inequality.bound - noise) / (local - noise) - 2.0.squareRoot()) < 1e-5)
    }

    @Test("20.2 quantum behaviours are not excluded, noisier ones are inside") func inside() throws {
        for seed in UInt64(0)..<4 {
            let reached = try BellInequality.cglmp(outcomes: seed < 2 ? 2 : 3).quantumBound(
                dimensions: seed < 2 ? [2, 2] : [3, 3], SeeSawOptions(starts: 2, roundLimit: 40, seed: seed))
            let behaviour = try Behaviour(of: reached.state, measurements: reached.measurements)
            let found = try behaviour.quantumMembership()
            #expect(!found.isExcluded && found.visibility > 1 - 1e-6 && found.provenVisibility >= 1)
            let noisy = try behaviour.withWhiteNoise(visibility: 0.5)
            #expect(abs(try noisy.quantumMembership().visibility - 2 * found.visibility) < 1e-5)
        }
        let noise = try Behaviour.whiteNoise(in: .chsh).quantumMembership()
        #expect(noise.visibility == .infinity && noise.provenVisibility == .infinity && !noise.isExcluded)
    }

    @Test("20.2 an exclusion holds however early the solver stops") func early() throws {
        let inside = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.7)
        for limit in 0..<8 {
            let options = HierarchyOptions(solver: SemidefiniteOptions(iterationLimit: limit))
            #expect(!(try inside.quantumMembership(options).isExcluded))
            #expect(try Behaviour.popescuRohrlich.quantumMembership(options).provenVisibility >= 0.5.squareRoot())
        }
    }
}
