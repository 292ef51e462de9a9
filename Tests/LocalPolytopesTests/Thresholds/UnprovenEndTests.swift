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
        #expect(found.unprovenEnd?.reason == .costLimit || found.unprovenEnd == nil)
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
