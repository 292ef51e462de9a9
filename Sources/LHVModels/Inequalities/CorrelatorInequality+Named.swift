import Foundation
import QuantumStates

extension CorrelatorInequality {
    /// E₀₀ + E₀₁ + E₁₀ − E₁₁ ≤ 2; quantum 2√2, no-signalling 4.
    ///
    /// Source: [Clauser1969].
    public static let chsh = CorrelatorInequality(
        unchecked: CorrelatorTensor(unchecked: [1, 1, 1, -1], settings: [2, 2], includesMarginals: false), bound: 2,
        name: "CHSH")

    /// The elegant inequality of three settings against four, with bound 6; quantum 4√3.
    ///
    /// The first party's best directions are orthogonal, the second's form a regular tetrahedron. Source: [Gisin2007].
    public static let elegant = CorrelatorInequality(
        unchecked: CorrelatorTensor(
            unchecked: [1, 1, -1, -1, 1, -1, 1, -1, 1, -1, -1, 1], settings: [3, 4], includesMarginals: false),
        bound: 6, name: "elegant")

    init(unchecked coefficients: CorrelatorTensor, bound: Double, name: String) {
        self.coefficients = coefficients
        self.bound = bound
        self.name = name
    }

    /// The chained inequality Σ_i (E_ii + E_{i+1,i}) ≤ 2n − 2 with E_{n,n−1} = −E_{0,n−1}; quantum 2n cos(π/2n).
    ///
    /// Source: [Braunstein1990].
    /// - Parameter settings: n, the number of settings of each party, in 2…4096.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when n is out of range.
    public static func chained(settings: Int) throws -> CorrelatorInequality {
        try require((2...4096).contains(settings), "settings", must: "be in 2…4096", was: settings)
        let coefficients = try CorrelatorTensor(settings: [settings, settings]) { place in
            if place[0] == place[1] || place[0] == place[1] + 1 { return 1 }
            return place[0] == 0 && place[1] == settings - 1 ? -1 : 0
        }
        return try CorrelatorInequality(
            coefficients, bound: Double(2 * settings - 2), name: "chained, \(settings) settings")
    }

    /// Mermin's inequality Re Π_k (A_k + iA′_k) ≤ 2^⌊N/2⌋ for N parties with two settings each; quantum 2^{N−1}.
    ///
    /// Source: [Mermin1990].
    /// - Parameter parties: N, in 2…20.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when N is out of range.
    public static func mermin(parties: Int) throws -> CorrelatorInequality {
        try require((2...20).contains(parties), "parties", must: "be in 2…20", was: parties)
        let coefficients = try CorrelatorTensor(settings: Array(repeating: 2, count: parties)) {
            [1, 0, -1, 0][$0.reduce(0, +) % 4]
        }
        return try CorrelatorInequality(
            coefficients, bound: Double(1 << (parties / 2)), name: "Mermin, \(parties) parties")
    }

    /// Svetlichny's expression Σ_x (−1)^{w(w−1)/2} E(x), w = Σx, for N parties with two settings each; quantum 2^{N−1}√2.
    ///
    /// The bound here is the local one, 2^⌈N/2⌉. Models in which groups of parties share any correlations, but no group
    /// contains all, reach 2^{N−1}: more than that is genuine N-party nonlocality. Source: [Svetlichny1987];
    /// [Collins2002a].
    /// - Parameter parties: N, in 2…20.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when N is out of range.
    public static func svetlichny(parties: Int) throws -> CorrelatorInequality {
        try require((2...20).contains(parties), "parties", must: "be in 2…20", was: parties)
        let coefficients = try CorrelatorTensor(settings: Array(repeating: 2, count: parties)) {
            [1, 1, -1, -1][$0.reduce(0, +) % 4]
        }
        return try CorrelatorInequality(
            coefficients, bound: Double(1 << ((parties + 1) / 2)), name: "Svetlichny, \(parties) parties")
    }

    /// The inequality of Fishburn and Reeds over the n(n−1) lines of the root system D_n, with bound 2n(n−1)(2n−3).
    ///
    /// M = 6G − 4·1 with G the Gram matrix of the unit vectors (±e_i ± e_j)/√2, one for each line: 2 on the diagonal, 0 or ±3
    /// off it. Measurements along the lines in Rⁿ give the value Σ 6G² − 4n(n−1), which is 10/7 of the bound for n = 5.
    /// The bound is found by search for n ≤ 7; for larger n the formula goes on, and ``localBound(_:reporting:)`` decides.
    /// Source: [Fishburn1994].
    /// - Parameter dimension: n, in 2…32.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when n is out of range.
    public static func fishburnReeds(dimension: Int) throws -> CorrelatorInequality {
        try require((2...32).contains(dimension), "dimension", must: "be in 2…32", was: dimension)
        var roots: [[Int]] = []
        for i in 0..<dimension {
            for j in (i + 1)..<max(dimension, i + 1) {
                for sign in [-1, 1] {
                    var root = Array(repeating: 0, count: dimension)
                    (root[i], root[j]) = (1, sign)
                    roots.append(root)
                }
            }
        }
        let count = roots.count
        let coefficients = try CorrelatorTensor(settings: [count, count]) { place in
            let product = zip(roots[place[0]], roots[place[1]]).reduce(0) { $0 + $1.0 * $1.1 }
            return Double(place[0] == place[1] ? 2 : 3 * product)
        }
        return try CorrelatorInequality(
            coefficients, bound: Double(2 * dimension * (dimension - 1) * (2 * dimension - 3)),
            name: "Fishburn–Reeds, \(count) settings")
    }

    /// Σ_xy (a_x·b_y) E_xy with a_x and b_y along the axes of two Platonic solids, and its exact local bound.
    ///
    /// A maximally entangled pair of qubits measured along these axes reaches Σ (a_x·b_y)² = m_A·m_B/3, which is the quantum
    /// maximum. Source: [Tavakoli2020].
    /// - Throws: As ``/QuantumStates/CorrelatorTensor/localBound(_:reporting:)``, which these sizes do not.
    public static func platonic(_ first: PlatonicSolid, _ second: PlatonicSolid) throws -> CorrelatorInequality {
        let (a, b) = (first.axes, second.axes)
        let coefficients = try CorrelatorTensor(settings: [a.count, b.count]) { a[$0[0]].dot(b[$0[1]]) }
        return try CorrelatorInequality(
            coefficients, bound: coefficients.localBound().lower, name: "\(first.rawValue)–\(second.rawValue)")
    }
}
