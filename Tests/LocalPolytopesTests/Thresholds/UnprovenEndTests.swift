import Foundation
import LHVModels
import Testing

@testable import LocalPolytopes

/// No upper end is lost in silence.
@Suite struct UnprovenEndTests {
    @Test("18.1 a threshold without a proof says why and what it would cost")
    func threshold() throws {
        let target = try Targets.random(12, seed: 3)
        let proven = try target.localVisibility(tolerance: 1e-5, options: MembershipOptions(threads: 1))
        #expect(proven.isUpperProven && proven.unprovenEnd == nil && proven.upper < 1)
        let believed = try target.localVisibility(
            tolerance: 1e-5, options: MembershipOptions(exactOracleCost: 0, threads: 1))
        let end = try #require(believed.unprovenEnd)
        #expect(!believed.isUpperProven && end.reason == .costLimit && end.visibility == believed.upper)
        #expect(end.cost == 0x1p11 * 12 && end.nodes == 0)
        #expect(abs(believed.upper - proven.upper) < 1e-5)
    }

    @Test("18.1 an interrupted threshold keeps its proven end and names the one it gave up")
    func interrupted() throws {
        let target = try Targets.random(12, seed: 4)
        let found = try target.localVisibility(
            tolerance: 1e-5, options: MembershipOptions(roundLimit: 1, exactOracleCost: 0, threads: 1))
        #expect(found.isUpperProven && found.upper == 1)
        #expect(found.unprovenEnd?.reason == .roundLimit)
    }

    @Test("18.1 a limit that is hit before any inequality is found is named beside the end at which the search began")
    func interruptedAtOnce() throws {
        let target = try Targets.random(12, seed: 4)
        var atStart = 0
        for start in [1, 0.9] {
            let found = try target.localVisibility(
                tolerance: 1e-5, below: start, options: MembershipOptions(timeLimit: 0, threads: 1))
            let end = try #require(found.unprovenEnd)
            #expect(found.upper == 1 && found.isUpperProven && found.inequality == nil)
            // The one round that is made in any case can be enough for an end that is not looked into.
            #expect(end.reason == .timeLimit && end.visibility <= start && end.cost == 0x1p11 * 12)
            if end.visibility == start { atStart += 1 }
        }
        #expect(atStart > 0)
        // A search that ends by itself owes nothing.
        let local = try CorrelatorTensor([1, 1, 1, 1], settings: [2, 2]).localVisibility()
        #expect(local.upper == 1 && local.unprovenEnd == nil)
    }

    @Test("18.2 a proof that is too long at the bound itself is made a little above it, and the end stays true")
    func raised() throws {
        let inequality = try CorrelatorInequality.fishburnReeds(dimension: 5)
        let shape = VertexShape(factors: Array(repeating: .signs(count: 20, leadsWithOne: false), count: 2))
        let tensor = inequality.coefficients.elements.map { $0 / 7 }
        let bound = inequality.bound / 7
        func proof(cost: Double) -> VertexProof {
            VertexProof(shape: shape, options: MembershipOptions(exactOracleCost: cost, threads: 1))
        }
        var long = proof(cost: .infinity)
        let exactResult = long.whole(tensor, above: bound, .unlimited)
        let exact = try #require(exactResult)
        #expect(exact.isProven && exact.words == nil && exact.value == bound)
        // A sixteenth of this is less than the exact proof takes.
        var short = proof(cost: 8 * 80 * Double(exact.nodes))
        let raised = bound * 1.02
        let foundResult = short.whole(tensor, above: bound, orAtLeast: raised, .unlimited)
        let found = try #require(foundResult)
        #expect(found.isProven && found.words == nil && found.upper >= bound)
        #expect(found.value > bound && found.upper <= raised * (1 + 1e-9))
        #expect(short.memory.nodes > found.nodes)
        // A vertex above both is found all the same.
        let belowResult = short.whole(tensor, above: bound * 0.5, orAtLeast: bound * 0.6, .unlimited)
        let below = try #require(belowResult)
        #expect(below.words != nil && below.value <= bound + 1e-12)
    }

    @Test("18.1 a certificate without an upper end says why; an infinite cost does not trap")
    func certificate() throws {
        let target = try Targets.random(12, seed: 5)
        let threshold = try target.localVisibility(
            tolerance: 1e-5, options: MembershipOptions(exactOracleCost: .infinity, threads: 1))
        let whole = try VisibilityCertificate(
            threshold, of: target, options: MembershipOptions(exactOracleCost: .infinity, threads: 1))
        #expect(whole.upperEnd != nil && whole.unprovenEnd == nil)
        try whole.verify()
        let part = try VisibilityCertificate(
            threshold, of: target, options: MembershipOptions(exactOracleCost: 1000, threads: 1))
        let end = try #require(part.unprovenEnd)
        #expect(part.upperEnd == nil && part.upper == 1 && end.reason == .verificationCost)
        #expect(end.visibility == threshold.upper && end.cost == 0x1p11 * 12)
        #expect(end.description.contains("verification"))
        try part.verify()
        let data = try JSONEncoder().encode(part)
        #expect(try JSONDecoder().decode(VisibilityCertificate.self, from: data) == part)
        // A file without the entry, as before there was one, is read.
        var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        object["unprovenEnd"] = nil
        let old = try JSONDecoder().decode(
            VisibilityCertificate.self, from: JSONSerialization.data(withJSONObject: object))
        #expect(old.unprovenEnd == nil && old.lower == part.lower)
    }

    @Test("18.1 a certificate of a behaviour says it too")
    func behaviour() throws {
        let behaviour = try Targets.qutrits()
        let threshold = try behaviour.localVisibility(tolerance: 1e-5, options: MembershipOptions(threads: 1))
        #expect(threshold.isUpperProven && threshold.unprovenEnd == nil)
        let whole = try BehaviourCertificate(threshold, of: behaviour, options: MembershipOptions(threads: 1))
        #expect(whole.upperEnd != nil && whole.unprovenEnd == nil)
        // 9 strategies of 6 entries are enumerated, so less than that is not enough.
        let believed = try behaviour.localVisibility(
            tolerance: 1e-5, options: MembershipOptions(exactOracleCost: 0, threads: 1))
        let end = try #require(believed.unprovenEnd)
        #expect(!believed.isUpperProven && abs(end.cost - 54) < 1e-9)
    }
}
