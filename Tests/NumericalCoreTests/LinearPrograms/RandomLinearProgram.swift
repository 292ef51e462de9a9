import NumericalCore

/// The random programs of Fixtures/LinearPrograms/make_random_optima.py, draw for draw.
enum RandomLinearProgram {
    static let infinity = Double.infinity

    static func make(seed: UInt64) throws -> LinearProgram {
        var stream = RandomStream(seed: seed)
        func below(_ count: Int) -> Int { Int(stream.next() % UInt64(count)) }
        func between(_ low: Int, _ high: Int) -> Double { Double(low + below(high - low + 1)) }
        func powers(_ count: Int) -> [Double] {
            (0..<count).map { _ in Double(sign: .plus, exponent: Int(between(-13, 13)), significand: 1) }
        }
        let family = seed % 6
        let m = Int(family == 5 ? between(20, 40) : between(1, 12))
        let n = Int(family == 5 ? between(30, 80) : between(1, 16))
        let goal: LinearProgram.Goal = below(2) == 1 ? .maximize : .minimize
        var matrix = RealMatrix(rows: m, columns: n) { _, _ in
            switch family {
            case 3: between(-1, 1)
            case 1: below(2) == 0 ? between(-9, 9) : 0
            default: between(-9, 9)
            }
        }
        var objective = (0..<n).map { _ in between(-9, 9) }
        let point = (0..<n).map { _ in between(0, 5) }
        var variables = (0..<n).map { _ in
            let kind = below(4)
            if [0, 3, 5].contains(family) || kind == 0 {
                return LinearProgram.Bounds(0, below(3) > 0 ? 10 : infinity)
            }
            switch kind {
            case 1:
                let lower = -between(0, 5)
                return .between(lower, between(5, 9))
            case 2: return .atMost(between(5, 9))
            default: return below(2) == 0 ? .free : .nonnegative
            }
        }
        let activity = matrix * point
        var rows = (0..<m).map { row in
            var b = activity[row]
            if family == 2 { b = between(-20, 20) }
            if family == 3 { b = between(0, 1) }
            switch below(4) {
            case 0: return LinearProgram.Bounds.atMost(b)
            case 1: return .atLeast(b)
            case 2: return [1, 2, 4].contains(family) ? .equal(to: b) : .atMost(b + 1)
            default:
                let lower = b - between(0, 4)
                return .between(lower, b + between(0, 4))
            }
        }
        if family == 4 {
            let (r, q) = (powers(m), powers(n))
            matrix = RealMatrix(rows: m, columns: n) { matrix[$0, $1] * r[$0] * q[$1] }
            objective = zip(objective, q).map { $0 * $1 }
            rows = zip(rows, r).map { LinearProgram.Bounds($0.lower * $1, $0.upper * $1) }
            variables = zip(variables, q).map { LinearProgram.Bounds($0.lower / $1, $0.upper / $1) }
        }
        return try LinearProgram(goal, objective, subjectTo: matrix, rows, variables: variables)
    }
}
