import QuantumStates
import Synchronization

/// The named inequalities of each scenario, by the entries of their numbering that all members of a class share.
enum InequalityCatalogue {
    /// A named inequality.
    struct Entry: Sendable {
        let name: String
        let inequality: BellInequality
        let tensor: FunctionalTensor
        let numbering: CanonicalSearch.Numbering
    }

    /// What is known of a scenario: made when it is first asked for.
    private static let known = Mutex<[[[Int]]: [CanonicalSearch.Key: [Entry]]]>([:])

    /// The most entries that are looked at to number one named inequality.
    private static let limit = 1 << 26

    /// The named inequalities with these entries, the usual name first.
    static func entries(_ key: CanonicalSearch.Key) throws -> [Entry] {
        if let found = known.withLock({ $0[key.outcomes] }) { return found[key] ?? [] }
        var table: [CanonicalSearch.Key: [Entry]] = [:]
        for inequality in try named(key.outcomes) {
            let tensor = try WholeInequality(inequality, tolerance: 1e-9).tensor
            let (own, numbering) = try CanonicalSearch.run(tensor, limit: limit)
            table[own, default: []].append(
                Entry(name: inequality.name, inequality: inequality, tensor: tensor, numbering: numbering))
        }
        let made = table
        known.withLock { $0[key.outcomes] = made }
        return made[key] ?? []
    }

    /// Whether there are named inequalities with these numbers of outcomes, in the order of ``CanonicalSearch``.
    static func hasEntries(_ outcomes: [[Int]]) -> Bool { !makers(outcomes).isEmpty }

    private static func named(_ outcomes: [[Int]]) throws -> [BellInequality] {
        try makers(outcomes).map { try $0() }
    }

    private typealias Maker = () throws -> BellInequality

    private static func makers(_ outcomes: [[Int]]) -> [Maker] {
        guard let first = outcomes.first else { return [] }
        let (parties, settings) = (outcomes.count, first.count)
        let areAlike = outcomes.allSatisfy { $0 == first }
        guard outcomes.allSatisfy({ $0.allSatisfy { $0 == 2 } }) else {
            guard areAlike, parties == 2 else { return [] }
            if first == [4, 4, 4] { return [BellInequality.magicSquare] }
            return settings == 2 && first[0] == first[1] && first[0] <= 16
                ? [{ try .cglmp(outcomes: first[0]) }] : []
        }
        if outcomes == [[2]] { return [positivity] }
        if outcomes.map(\.count) == [4, 3] { return [{ try BellInequality(.elegant) }] }
        guard areAlike, settings >= 2 else { return [] }
        switch parties {
        case 2 where settings == 2: return [{ try BellInequality(.chsh) }]
        case 2 where settings <= 16:
            var makers: [Maker] = [
                { try .innn22(settings: settings) }, { try BellInequality(.chained(settings: settings)) },
            ]
            if let dimension = [3, 4].first(where: { $0 * ($0 - 1) == settings }) {
                makers.append({ try BellInequality(.fishburnReeds(dimension: dimension)) })
            }
            return makers
        case 3...4 where settings == 2:
            var makers: [Maker] = [
                { try BellInequality(.mermin(parties: parties)) },
                { try BellInequality(.svetlichny(parties: parties)) },
            ]
            if parties == 3 {
                makers.append(BellInequality.guessYourNeighbour)
                for number in CorrelatorInequality.sliwaNumbers {
                    makers.append({ try BellInequality(.sliwa(number)) })
                }
            }
            return makers
        default: return []
        }
    }

    /// P ≥ 0, with what it does not look at left out.
    private static func positivity() throws -> BellInequality {
        try BellInequality([-1, 0], in: Scenario(outcomes: [[2]]), bound: 0, name: "positivity")
    }
}
