import Foundation
import HiddenVariables

/// A target whose threshold is timed.
struct ThresholdCase {
    /// What is said of a threshold.
    struct Outcome {
        let lower: Double
        let upper: Double
        let isUpperProven: Bool
        let unprovenEnd: UnprovenEnd?
        let rounds: Int
        let strategies: Int
        let nodes: Double

        init<Inequality>(_ found: VisibilityThreshold<Inequality>) {
            lower = found.lower
            upper = found.upper
            isUpperProven = found.isUpperProven
            unprovenEnd = found.unprovenEnd
            rounds = found.rounds
            strategies = found.model.count
            nodes = Double(found.nodes)
        }
    }

    let name: String
    let threshold: (MembershipOptions) throws -> Outcome

    private init(_ name: String, symmetries: [Relabelling] = [], _ target: @escaping () throws -> CorrelatorTensor) {
        self.name = name
        threshold = {
            var options = $0
            options.symmetries = symmetries
            return Outcome(try target().localVisibility(tolerance: 1e-4, options: options))
        }
    }

    private init(_ name: String, behaviour: @escaping () throws -> Behaviour) {
        self.name = name
        threshold = { Outcome(try behaviour().localVisibility(tolerance: 1e-4, options: $0)) }
    }

    static var all: [ThresholdCase] { singlets + threeParties + behaviours }

    /// The singlet along m random directions for each party, from seed 1800 + m, and along direction sets; the lines of D₇.
    private static var singlets: [ThresholdCase] {
        [12, 20, 30, 42].map { m in
            ThresholdCase("singlet/random-\(m)") {
                let lists = randomLists(m)
                return try CorrelatorTensor(settings: [m, m]) { -lists[0][$0[0]].dot(lists[1][$0[1]]) }
            }
        }
            + [3, 5].map { n in
                ThresholdCase("singlet/H\(n)") {
                    try singletCorrelators(.angularGrid(n))
                }
            } + [
                ThresholdCase("lines-of-D7") { try rootCorrelators(7) },
                ThresholdCase("lines-of-D7-orbits", symmetries: (try? rootSymmetries(7)) ?? []) {
                    try rootCorrelators(7)
                },
            ]
    }

    /// Half the inner products of the lines of D_n.
    private static func rootCorrelators(_ n: Int) throws -> CorrelatorTensor {
        let lines = rootLines(n)
        return try CorrelatorTensor(settings: [lines.count, lines.count]) { pair in
            var sum = 0.0
            for (x, y) in zip(lines[pair[0]], lines[pair[1]]) { sum += x * y }
            return sum / 2
        }
    }

    /// Two coordinates exchanged, all turned round, and one reflected, for both parties; a line may turn about.
    private static func rootSymmetries(_ n: Int) throws -> [Relabelling] {
        let lines = rootLines(n)
        let scenario = try Scenario(outcomes: Array(repeating: Array(repeating: 2, count: lines.count), count: 2))
        func relabelling(_ image: ([Double]) -> [Double]) throws -> Relabelling {
            let places = lines.map { line in
                let moved = image(line)
                let about = moved.map { -$0 }
                return lines.firstIndex(of: moved).map { ($0, [0, 1]) }
                    ?? lines.firstIndex(of: about).map { ($0, [1, 0]) }
            }
            let settings = places.compactMap { $0?.0 }
            let outcomes = places.compactMap { $0?.1 }
            return try Relabelling(of: scenario, settings: [settings, settings], outcomes: [outcomes, outcomes])
        }
        return [
            try relabelling { [$0[1], $0[0]] + $0[2...] },
            try relabelling { Array($0[1...]) + [$0[0]] },
            try relabelling { [-$0[0]] + $0[1...] },
        ]
    }

    /// e_i ± e_j for all i < j, the roots of D_n up to their signs.
    private static func rootLines(_ n: Int) -> [[Double]] {
        var lines: [[Double]] = []
        for i in 0..<n {
            for j in (i + 1)..<n {
                for sign in [1.0, -1] {
                    var line = [Double](repeating: 0, count: n)
                    (line[i], line[j]) = (1, sign)
                    lines.append(line)
                }
            }
        }
        return lines
    }

    private static func randomLists(_ m: Int) -> [[Direction]] {
        var stream = RandomStream(seed: UInt64(1800 + m))
        return (0..<2).map { _ in (0..<m).map { _ in Direction.random(using: &stream) } }
    }

    private static var threeParties: [ThresholdCase] {
        let w40 = { () throws -> CorrelatorTensor in
            let lines = try ringLines()
            return try CorrelatorTensor(of: StateVector.w(parties: 3).densityOperator, along: [lines, lines, lines])
        }
        return [
            ThresholdCase("w3/icosahedron-6x6x6") {
                let lines = try MeasurementPolyhedron.platonic(.icosahedron).directions
                return try CorrelatorTensor(
                    of: StateVector.w(parties: 3).densityOperator, along: [lines, lines, lines])
            },
            ThresholdCase("ghz3/planar-6x6x6") { try planarGHZ(6) },
            ThresholdCase("ghz3/planar-16") { try planarGHZ(16) },
            ThresholdCase("ghz3/planar-16-orbits", symmetries: (try? planarSymmetries(16)) ?? []) {
                try planarGHZ(16)
            },
            ThresholdCase("w3/40-lines", w40),
            ThresholdCase("w3/40-lines-orbits", symmetries: (try? ringSymmetries()) ?? [], w40),
        ]
    }

    /// cos((x + y + z)π/m), GHZ₃ along m lines of the plane.
    private static func planarGHZ(_ m: Int) throws -> CorrelatorTensor {
        try CorrelatorTensor(settings: [m, m, m]) { cos(Double($0.reduce(0, +)) * .pi / Double(m)) }
    }

    /// One party turns by a step and another turns back, and all are reflected; a line that comes round has turned about.
    private static func planarSymmetries(_ m: Int) throws -> [Relabelling] {
        let scenario = try Scenario(outcomes: Array(repeating: Array(repeating: 2, count: m), count: 3))
        func outcomes(_ isTurned: [(Int) -> Bool]) -> [[[Int]]] {
            isTurned.map { turned in (0..<m).map { turned($0) ? [1, 0] : [0, 1] } }
        }
        let still = Array(0..<m)
        return [
            try Relabelling(
                of: scenario, settings: [still.map { ($0 + 1) % m }, still.map { ($0 + m - 1) % m }, still],
                outcomes: outcomes([{ $0 == m - 1 }, { $0 == 0 }, { _ in false }])),
            try Relabelling(
                of: scenario, settings: Array(repeating: still.map { (m - $0) % m }, count: 3),
                outcomes: outcomes(Array(repeating: { $0 != 0 }, count: 3))),
        ]
    }

    /// The axis and three rings of thirteen lines around it.
    private static func ringLines() throws -> [Direction] {
        var lines = [try Direction(0, 0, 1)]
        for z in [1.0 / 6, 0.5, 5.0 / 6] {
            for k in 0..<13 {
                let angle = 2 * Double.pi * Double(k) / 13
                let radius = (1 - z * z).squareRoot()
                lines.append(try Direction(radius * cos(angle), radius * sin(angle), z))
            }
        }
        return lines
    }

    /// W₃ stays when all parties turn about the axis, and when all are reflected.
    private static func ringSymmetries() throws -> [Relabelling] {
        let scenario = try Scenario(outcomes: Array(repeating: Array(repeating: 2, count: 40), count: 3))
        return try [{ ($0 + 1) % 13 }, { (13 - $0) % 13 }].map { (image: (Int) -> Int) in
            let list = [0] + (0..<3).flatMap { ring in (0..<13).map { 1 + 13 * ring + image($0) } }
            return try Relabelling(of: scenario, settings: Array(repeating: list, count: 3))
        }
    }

    /// All probabilities of the singlet along m random directions for each party, and their correlators.
    private static var behaviours: [ThresholdCase] {
        [14, 16, 18, 20].map { m in
            ThresholdCase(
                "behaviour/singlet-\(m)",
                behaviour: {
                    try Behaviour(of: StateVector.singlet.densityOperator, along: randomLists(m))
                })
        }
    }
}
