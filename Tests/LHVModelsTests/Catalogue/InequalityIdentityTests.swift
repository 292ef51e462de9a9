import LHVModels
import TestSupport
import Testing

/// Which inequality this is.
@Suite("Named inequalities are recognized") struct InequalityIdentityTests {
    static func named() throws -> [(BellInequality, String)] {
        [
            (try BellInequality(.chsh), "CHSH"), (try .i3322(), "I3322"), (try .innn22(settings: 4), "I4422"),
            (try BellInequality(.chained(settings: 5)), "chained, 5 settings"),
            (try .cglmp(outcomes: 3), "CGLMP, 3 outcomes"),
            (try .cglmp(outcomes: 2), "CHSH"), (try .innn22(settings: 2), "CHSH"),
            (try BellInequality(.elegant), "elegant"),
            (try .magicSquare(), "magic square, nine times the probability"),
            (try BellInequality(.mermin(parties: 4)), "Mermin, 4 parties"),
            (try BellInequality(.svetlichny(parties: 3)), "Svetlichny, 3 parties"),
            (try .guessYourNeighbour(), "guess your neighbour's input"),
            (try BellInequality(.fishburnReeds(dimension: 3)), "Fishburn–Reeds, 6 settings"),
        ]
    }

    @Test("20.5 named inequalities are found in any numbering, with the renumbering that shows it") func names() throws
    {
        var stream = RandomStream(seed: 210)
        for (inequality, name) in try Self.named() {
            let bare = try BellInequality(inequality.coefficients, in: inequality.scenario, bound: inequality.bound)
            let other = try bare.relabelled(by: .random(of: bare.scenario, using: &stream)).scaled(by: 0.3)
            let found = try #require(try other.identified(), "\(name)")
            #expect(found.name == name && !found.isLifted && found.hasSameBound, "\(name): \(found)")
            let relabelling = try #require(found.relabelling)
            // The same functional without signalling: equal whole numbers of Collins and Gisin.
            let image = try found.inequality.relabelled(by: relabelling)
            #expect(try Self.whole(image) == Self.whole(other), "\(name)")
            // With another bound it is another inequality of the same functional.
            let loose = try BellInequality(other.coefficients, in: other.scenario, bound: 2 * other.bound + 1)
            let looseIdentity = try #require(try loose.identified())
            #expect(looseIdentity.name == name && !looseIdentity.hasSameBound)
            #expect("\(looseIdentity)".contains("with bound"))
        }
        // The sign matters.
        for inequality in try [BellInequality.i3322(), .cglmp(outcomes: 3)] {
            let opposite = try BellInequality(
                inequality.coefficients.map { 0 - $0 }, in: inequality.scenario, bound: inequality.bound)
            #expect(try opposite.identified() == nil)
        }
    }

    /// The coefficients of Collins and Gisin as whole numbers without a common divisor.
    private static func whole(_ inequality: BellInequality) throws -> [Double] {
        let factor = try inequality.canonical().factor
        return try CollinsGisinForm(inequality).coefficients.dropFirst().map { ($0 * factor).rounded() }
    }

    @Test("20.5 liftings are seen through: settings, outcomes, parties, and all of them") func liftings() throws {
        var stream = RandomStream(seed: 211)
        let chsh = try BellInequality(.chsh)
        let i3322 = try BellInequality.i3322()
        let cases: [(BellInequality, String)] = [
            (try chsh.lifted(addingSettingTo: 1, outcomes: 3), "CHSH"),
            (try chsh.lifted(addingOutcomeTo: 0, setting: 1, countingLike: 1), "CHSH"),
            (try chsh.lifted(addingPartyWith: [3, 2], setting: 0, outcome: 2), "CHSH"),
            (
                try chsh.lifted(addingSettingTo: 0).lifted(addingOutcomeTo: 1, setting: 0)
                    .lifted(addingPartyWith: [2], setting: 0, outcome: 1), "CHSH"
            ),
            (try i3322.lifted(addingSettingTo: 0).lifted(addingPartyWith: [2, 2]), "I3322"),
        ]
        for (lifted, name) in cases {
            let other = try lifted.relabelled(by: .random(of: lifted.scenario, using: &stream))
            let found = try #require(try other.identified(), "\(lifted.scenario)")
            #expect(found.name == name && found.isLifted && found.hasSameBound && found.relabelling == nil)
            #expect("\(found)" == "\(name), lifted, up to relabelling")
        }
        // Positivity of any probability of any scenario.
        var coefficients = [Double](repeating: 0, count: 144)
        coefficients[17] = -2
        let positivity = try BellInequality(coefficients, in: Scenario(parties: 2, settings: 4, outcomes: 3), bound: 0)
        #expect(try positivity.identified()?.name == "positivity")
    }

    @Test("20.5 what has no name is nil, and a functional that is constant too") func unknown() throws {
        var stream = RandomStream(seed: 212)
        for outcomes in CanonicalInequalityTests.scenarios {
            let random = try CanonicalInequalityTests.inequality(outcomes, range: -9...9, using: &stream)
            #expect(try random.identified() == nil)
        }
        #expect(try BellInequality(Array(repeating: 1, count: 16), in: .chsh, bound: 4).identified() == nil)
        let large = try BellInequality(.chained(settings: 40))
        #expect(try large.identified() == nil)
    }

    @Test("19.4 inequalities print their terms and what they are known as") func descriptions() throws {
        #expect("\(CorrelatorInequality.chsh)" == "CHSH: <A0 B0> + <A0 B1> + <A1 B0> - <A1 B1> <= 2")
        let other = try CorrelatorInequality(
            CorrelatorTensor([-0.5, 0.5, 0.5, 0.5], settings: [2, 2], includesMarginals: false), bound: 1)
        #expect(
            "\(other)" == "-0.5 <A0 B0> + 0.5 <A0 B1> + 0.5 <A1 B0> + 0.5 <A1 B1> <= 1 (CHSH up to relabelling)")
        #expect("\(try BellInequality(other))" == "\(other)")
        // What a search left of rounding is no term, and does not count as one.
        let noisy = try CorrelatorInequality(
            CorrelatorTensor(
                [0, 3e-17, -2e-17, 1e-17, 1, 1, -4e-17, 1, -1], settings: [2, 2], includesMarginals: true), bound: 2)
        #expect("\(noisy)" == "<A0 B0> + <A0 B1> + <A1 B0> - <A1 B1> <= 2 (CHSH up to relabelling)")
        #expect("\(try BellInequality(noisy))".hasPrefix("<A0 B0> + <A0 B1> + <A1 B0> - <A1 B1> <= 2"))
        // A bound is printed rounded up.
        let quantum = try CorrelatorInequality(other.coefficients, bound: 2.0.squareRoot(), name: "quantum")
        #expect("\(quantum)".hasSuffix("<= 1.41422 (CHSH up to relabelling, with bound 2.82843 for 2)"))
        #expect("\(try CollinsGisinForm(BellInequality.i3322()))".hasPrefix("I3322: 1 - 2 P_B(0|0)"))
        #expect("\(try CorrelatorInequality.fishburnReeds(dimension: 7))".count < 100)
        #expect("\(try CorrelatorInequality.mermin(parties: 3))".hasSuffix("<A1 B1 C0> <= 2"))
    }
}
