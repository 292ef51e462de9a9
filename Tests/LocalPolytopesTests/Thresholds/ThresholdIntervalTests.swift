import LHVModels
import Testing

@testable import LocalPolytopes

/// Thresholds, robustnesses and certificates of one target as intervals, side by side.
@Suite struct ThresholdIntervalTests {
    @Test("19.2 the ends of a threshold, of its certificate and of the linear program stand side by side")
    func sideBySide() throws {
        let threshold = try ThresholdFixtures.chsh()
        let found = threshold.interval(of: "CHSH")
        #expect(found.lower.visibility == threshold.lower && found.upper.visibility == threshold.upper)
        #expect(!found.isVerified && found.upper.evidence.description.hasPrefix("up to rounding: an inequality"))
        let certificate = try VisibilityCertificate(threshold, of: Targets.chsh(), name: "CHSH")
        let proven = try certificate.interval()
        #expect(proven.isVerified && proven.target == "CHSH")
        #expect(proven.lower.evidence == .certificate("LHVVIS") && proven.upper.evidence == .certificate("LHVVIS"))
        // A verified end gives rounding away.
        #expect(proven.lower.visibility <= found.lower.visibility && proven.width >= 0)
        let box = try Behaviour.popescuRohrlich.noiseRobustness(against: .white)
        let robust = box.interval(of: "box")
        #expect(robust.target == "box with white noise" && abs(robust.lower.visibility - 0.5) < 1e-9)
        #expect(robust.upper.visibility == robust.lower.visibility && !robust.isVerified)
    }

    @Test("19.2 an upper end without a proof says why, and a local target needs none") func unproven() throws {
        let options = MembershipOptions(exactOracleCost: 1)
        let found = try Targets.chsh().threshold(1e-7, options).interval(of: "CHSH")
        if case .numerical(let words) = found.upper.evidence {
            #expect(words.contains("not proven"))
        } else {
            #expect(found.upper.evidence == .trivial)
        }
        let local = try CorrelatorTensor([0.5, 0.5, 0.5, 0.5], settings: [2, 2]).threshold(1e-7, MembershipOptions())
        #expect(local.interval(of: "local").upper == LocalityEnd(1, .trivial))
    }
}
