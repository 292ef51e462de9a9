import Foundation
import LHVModels
import Testing

@testable import LocalPolytopes

/// Searches that look at one vertex for each orbit of a group.
@Suite struct OrbitTests {
    static func binary(_ settings: [Int]) throws -> Scenario {
        try Scenario(outcomes: settings.map { Array(repeating: 2, count: $0) })
    }

    /// One party turns by π/m and another back; a line that comes round has turned about.
    static func planarTurn(_ m: Int) throws -> Relabelling {
        let still = Array(0..<m)
        func outcomes(_ turned: (Int) -> Bool) -> [[Int]] { still.map { turned($0) ? [1, 0] : [0, 1] } }
        return try Relabelling(
            of: binary([m, m, m]), settings: [still.map { ($0 + 1) % m }, still.map { ($0 + m - 1) % m }, still],
            outcomes: [outcomes { $0 == m - 1 }, outcomes { $0 == 0 }, outcomes { _ in false }])
    }

    /// Three lines around the axis and the axis, for W₃.
    static func tripod() throws -> (target: CorrelatorTensor, turn: Relabelling) {
        var lines = [try Direction(0, 0, 1)]
        for k in 0..<3 {
            let angle = 2 * Double.pi * Double(k) / 3
            lines.append(try Direction(0.8 * cos(angle), 0.8 * sin(angle), 0.6))
        }
        let target = try CorrelatorTensor(
            of: StateVector.w(parties: 3).densityOperator, along: [lines, lines, lines], includesMarginals: true)
        let list = Array(repeating: [0, 2, 3, 1], count: 3)
        return (target, try Relabelling(of: binary([4, 4, 4]), settings: list))
    }

    @Test("18.3 thresholds with a group are those without")
    func thresholds() throws {
        let plain = MembershipOptions(threads: 1)
        var turned = plain
        turned.symmetries = [try Self.planarTurn(4)]
        let target = try Targets.ghz(4)
        let (one, other) = (
            try target.localVisibility(tolerance: 1e-6, options: plain),
            try target.localVisibility(tolerance: 1e-6, options: turned)
        )
        #expect(abs(one.lower - other.lower) < 1e-6 && abs(one.upper - other.upper) < 1e-6)
        #expect(other.isUpperProven && other.rounds <= one.rounds)
        try VisibilityCertificate(other, of: target, options: plain).verify()
        let (w, turn) = try Self.tripod()
        turned.symmetries = [turn]
        let (first, second) = (
            try w.localVisibility(tolerance: 1e-6, options: plain),
            try w.localVisibility(tolerance: 1e-6, options: turned)
        )
        #expect(abs(first.lower - second.lower) < 1e-6 && abs(first.upper - second.upper) < 1e-6)
        try VisibilityCertificate(second, of: w, options: plain).verify()
    }

    @Test("18.3 all probabilities have orbits too")
    func behaviours() throws {
        let lines = try (0..<5).map { try Direction(cos(Double($0) * .pi / 5), sin(Double($0) * .pi / 5), 0) }
        let behaviour = try Behaviour(of: StateVector.singlet.densityOperator, along: [lines, lines])
        let still = Array(0..<5)
        let outcomes = still.map { $0 == 4 ? [1, 0] : [0, 1] }
        let turn = try Relabelling(
            of: behaviour.scenario, settings: Array(repeating: still.map { ($0 + 1) % 5 }, count: 2),
            outcomes: [outcomes, outcomes])
        let plain = MembershipOptions(threads: 1)
        let found = try behaviour.localVisibility(
            tolerance: 1e-6, options: MembershipOptions(symmetries: [turn], threads: 1))
        let other = try behaviour.localVisibility(tolerance: 1e-6, options: plain)
        #expect(abs(found.lower - other.lower) < 1e-6 && abs(found.upper - other.upper) < 1e-6 && found.isUpperProven)
        let nearest = try behaviour.nearestLocalPoint(
            visibility: 0.9, options: MembershipOptions(tolerance: 1e-8, symmetries: [turn], threads: 1))
        let same = try behaviour.nearestLocalPoint(
            visibility: 0.9, options: MembershipOptions(tolerance: 1e-8, threads: 1))
        #expect(abs(nearest.distance - same.distance) < 1e-6 && nearest.isGapProven)
        // The point is symmetric, and the model is of that point.
        let moved = try nearest.point.relabelled(by: turn)
        let mixture = try LocalPolytope(behaviour.scenario).behaviour(
            nearest.model.strategies, weights: nearest.model.weights)
        for place in moved.probabilities.indices {
            #expect(abs(moved.probabilities[place] - nearest.point.probabilities[place]) < 1e-12)
            #expect(abs(mixture.probabilities[place] - nearest.point.probabilities[place]) < 1e-9)
        }
    }

    @Test("18.3 a relabelling that changes the target or is of another scenario is refused")
    func refusals() throws {
        let (target, turn) = try Self.tripod()
        var options = MembershipOptions(symmetries: [turn], threads: 1)
        #expect(throws: InvalidArgument.self) { _ = try Targets.ghz(4).localVisibility(options: options) }
        #expect(throws: InvalidArgument.self) { _ = try Targets.ghz(3).nearestLocalPoint(options: options) }
        // Exchanging the axis with a line is no symmetry.
        options.symmetries = [
            try Relabelling(of: Self.binary([4, 4, 4]), settings: Array(repeating: [1, 0, 2, 3], count: 3))
        ]
        #expect(throws: InvalidArgument.self) { _ = try target.localVisibility(options: options) }
    }

    @Test("18.3 means over orbits are means over the group")
    func means() throws {
        // A turn of four settings with a sign where it comes round: a group of eight.
        let image = [2, 3, 4, -1]
        let orbits = EntryOrbits(size: 4, images: [image])
        // The fourth power of the turn is −1, so nothing is symmetric.
        #expect(orbits.count == 0 && orbits.tensor([]) == [0, 0, 0, 0])
        let pairs = EntryOrbits(size: 6, images: [[-2, -1, 4, 3, 5, 6]])
        #expect(pairs.count == 4)
        let tensor = [1.0, 2, 3, 5, 7, 11]
        let mean = pairs.tensor(pairs.coordinates(of: tensor))
        for (x, y) in zip(mean, [-0.5, 0.5, 4, 4, 7, 11]) { #expect(abs(x - y) < 1e-15) }
        let product = zip(pairs.coordinates(of: tensor), pairs.coordinates(of: mean)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - mean.reduce(0) { $0 + $1 * $1 }) < 1e-12)
    }

    @Test("18.3 options are read without symmetries, and with them")
    func options() throws {
        let options = MembershipOptions(symmetries: [try Self.planarTurn(3)])
        let data = try JSONEncoder().encode(options)
        #expect(try JSONDecoder().decode(MembershipOptions.self, from: data) == options)
        var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        object["symmetries"] = nil
        let old = try JSONDecoder().decode(
            MembershipOptions.self, from: JSONSerialization.data(withJSONObject: object))
        #expect(old == MembershipOptions())
    }
}
