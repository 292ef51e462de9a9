import LHVModels

/// A proof object: −v·a·b is a local correlation for all unit vectors a, b of R^d at once.
///
/// It holds pairs of sign patterns with weights, the grids they live on, and the degree L of the smoothing kernel. It does
/// not hold v: ``verify(threads:)`` computes from the patterns what they prove. For d = 3 this is a local model of all
/// projective measurements on two-qubit Werner states of visibility v; for every d it shows K_G(d) ≤ 1/v for Grothendieck's
/// constant of order d. The theorem and its proof are in the article "A certified local model".
public struct IsotropicCertificate: Sendable, Hashable {
    /// A pair of responses with its share in the mixture.
    public struct Pair: Sendable, Hashable {
        /// The weight, not negative; weights need not sum to 1.
        public let weight: Double
        /// Alice's signs, constant on each cell.
        public let cells: SignPattern
        /// Bob's signs on the nodes of the quadrature, before smoothing.
        public let nodes: SignPattern

        /// A pair from its parts.
        public init(weight: Double, cells: SignPattern, nodes: SignPattern) {
            self.weight = weight
            self.cells = cells
            self.nodes = nodes
        }
    }

    /// The version of the format: 1.
    public static let formatVersion = 1
    /// The dimensions d that a certificate can have.
    public static let dimensions = 2...16
    /// The largest degree that a certificate can have.
    public static let largestDegree = 401

    /// d, the dimension of the space of directions.
    public let dimension: Int
    /// L, the odd degree up to which Bob's smoothed responses have odd harmonics.
    public let degree: Int
    /// Alice's cells: equal steps in the polar angle, the azimuth, and for d ≥ 4 in arcsin r.
    public let cells: ResponseGrid
    /// Bob's nodes: Gauss points in cos θ and, for d ≥ 4, in r², and equal steps in the azimuth.
    public let nodes: ResponseGrid
    /// The pairs.
    public let pairs: [Pair]

    /// A certificate from its parts.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless d is in 2…16, L odd in 3…401, the nodes integrate polynomials of
    ///   degree L + 1 exactly, cells are at most 2π/L wide in each angle that is integrated numerically, there are 1…5000 pairs whose
    ///   patterns have the sizes of the grids, and weights are finite, not negative and not all zero.
    public init(dimension: Int, degree: Int, cells: ResponseGrid, nodes: ResponseGrid, pairs: [Pair]) throws {
        try IsotropicCertificate.check(dimension, degree, cells, nodes)
        try require((1...5000).contains(pairs.count), "pairs", must: "be 1…5000", was: pairs.count)
        var total = 0.0
        for (index, pair) in pairs.enumerated() {
            try require(
                pair.weight >= 0 && pair.weight <= 1e6, "pairs[\(index)].weight", must: "be in 0…10⁶", was: pair.weight)
            try require(
                pair.cells.count == cells.count, "pairs[\(index)].cells", must: "be \(cells.count) signs",
                was: pair.cells.count)
            try require(
                pair.nodes.count == nodes.count, "pairs[\(index)].nodes", must: "be \(nodes.count) signs",
                was: pair.nodes.count)
            if dimension == 2 {
                for (name, pattern) in [("cells", pair.cells), ("nodes", pair.nodes)] {
                    let half = pattern.count / 2
                    try require(
                        (0..<half).allSatisfy { pattern.isNegative($0) != pattern.isNegative($0 + half) },
                        "pairs[\(index)].\(name)", must: "be odd under half a turn", was: "not so")
                }
            }
            total += pair.weight
        }
        try require(total > 1e-6, "weights", must: "sum to more than 10⁻⁶", was: total)
        self.dimension = dimension
        self.degree = degree
        self.cells = cells
        self.nodes = nodes
        self.pairs = pairs
    }

    static func check(_ d: Int, _ degree: Int, _ cells: ResponseGrid, _ nodes: ResponseGrid) throws {
        try require(dimensions.contains(d), "dimension", must: "be in 2…16", was: d)
        try require(
            (3...largestDegree).contains(degree) && degree % 2 == 1, "degree",
            must: "be odd and in 3…\(largestDegree)", was: degree)
        for (name, grid) in [("cells", cells), ("nodes", nodes)] {
            try require(d != 2 || grid.rows == 1, "\(name).rows", must: "be 1 in the plane", was: grid.rows)
            try require(d >= 4 || grid.shells == 1, "\(name).shells", must: "be 1 below d = 4", was: grid.shells)
        }
        try require(
            nodes.azimuths >= degree + 2, "nodes.azimuths", must: "be at least \(degree + 2)", was: nodes.azimuths)
        try require(
            d == 2 || 4 * nodes.rows >= degree + 2, "nodes.rows", must: "be at least \((degree + 5) / 4)",
            was: nodes.rows)
        try require(
            d < 4 || 4 * nodes.shells >= degree + 3, "nodes.shells", must: "be at least \((degree + 6) / 4)",
            was: nodes.shells)
        try require(
            d == 2 || 4 * cells.rows >= degree, "cells.rows", must: "be at least \((degree + 3) / 4)", was: cells.rows)
        try require(
            d < 4 || 4 * cells.shells >= degree, "cells.shells", must: "be at least \((degree + 3) / 4)",
            was: cells.shells)
    }
}
