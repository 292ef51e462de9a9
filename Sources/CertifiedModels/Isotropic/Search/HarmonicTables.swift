import Foundation
import LHVModels

/// Which party a table belongs to: Alice's signs fill cells, Bob's sit on the nodes of a quadrature.
enum ResponseKind: Sendable { case cells, nodes }

/// The polar and radial factors of c_lm = Σ signs × polar × radial × {cos mφ, sin mφ}, for odd degrees up to L.
///
/// Real harmonics orthonormal in the uniform probability measure. A harmonic of degree l on S^{d−1} that depends on three
/// coordinates r·u only is R_{l'n}(r) Y_{l'm}(u) with l = l' + 2n; for d = 3 there is no radial factor, and for d = 2
/// only l = m. All weights of cells and nodes and the factor 2 for the southern half are contained.
struct HarmonicTables: Sendable {
    /// Polar tables, one for each order m = 0…L: a row for each odd degree l' ≥ m, a column for each polar row.
    let polar: [RealMatrix]
    /// Radial tables for l' = 1, 3, …, L: a row for each n with l' + 2n ≤ L, a column for each shell; empty for d ≤ 3.
    let radial: [RealMatrix]

    /// The odd degrees l' of order m, those that the polar table of m has rows for.
    static func polarDegrees(dimension: Int, degree: Int, order m: Int) -> [Int] {
        if dimension == 2 { return m % 2 == 1 ? [m] : [] }
        return Array(stride(from: m % 2 == 1 ? m : m + 1, through: degree, by: 2))
    }

    init(dimension: Int, degree: Int, grid: ResponseGrid, kind: ResponseKind) throws {
        let step = 2 * Double.pi / Double(grid.azimuths)
        // ∫ over a cell of {cos, sin} mφ dφ/2π is this factor times the value at its middle.
        func azimuthal(_ m: Int) -> Double {
            let norm = m == 0 ? 1 : 2.0.squareRoot()
            switch kind {
            case .nodes: return norm / Double(grid.azimuths)
            case .cells: return m == 0 ? step / (2 * .pi) : norm * 2 * sin(Double(m) * step / 2) / (2 * .pi * Double(m))
            }
        }
        if dimension == 2 {
            polar = (0...degree).map { m in
                RealMatrix(rows: m % 2, columns: 1, repeating: azimuthal(m))
            }
            radial = []
            return
        }
        // Polar points with weights that sum to 1 over the northern half, twice the share of the whole sphere's half.
        var tables = (0...degree).map { m in
            RealMatrix(
                rows: HarmonicTables.polarDegrees(dimension: dimension, degree: degree, order: m).count,
                columns: grid.rows)
        }
        for row in 0..<grid.rows {
            for (cosine, weight) in try HarmonicTables.polarPoints(row, grid, kind) {
                HarmonicTables.forEachLegendre(degree: degree, cosine: cosine) { l, m, value in
                    guard l % 2 == 1 else { return }
                    tables[m][(l - (m % 2 == 1 ? m : m + 1)) / 2, row] += weight * azimuthal(m) * value
                }
            }
        }
        polar = tables
        radial = dimension == 3 ? [] : try HarmonicTables.radialTables(dimension, degree, grid, kind)
    }

    private static func polarPoints(
        _ row: Int, _ grid: ResponseGrid, _ kind: ResponseKind
    ) throws -> [(cosine: Double, weight: Double)] {
        switch kind {
        case .nodes:
            let rule = try GaussRule.legendre(count: 2 * grid.rows)
            let index = 2 * grid.rows - 1 - row
            return [(rule.nodes[index], rule.weights[index])]
        case .cells:
            let step = Double.pi / Double(2 * grid.rows)
            let rule = try GaussRule.legendre(count: 12).mapped(from: Double(row) * step, to: Double(row + 1) * step)
            return zip(rule.nodes, rule.weights).map { (cos($0), $1 * sin($0)) }
        }
    }

    /// Calls `body(l, m, P̄_lm)` for 0 ≤ m ≤ l ≤ L, with ∫ P̄_lm² dx/2 = 1 over −1…1 and P̄_lm ≥ 0 near x = 1.
    static func forEachLegendre(degree: Int, cosine x: Double, _ body: (Int, Int, Double) -> Void) {
        let sine = max(0, 1 - x * x).squareRoot()
        var diagonal = 1.0
        for m in 0...degree {
            if m > 0 { diagonal *= sine * (Double(2 * m + 1) / Double(2 * m)).squareRoot() }
            var (previous, current, back) = (0.0, diagonal, 0.0)
            body(m, m, current)
            for l in (m + 1)..<max(degree + 1, m + 1) {
                let (k, n) = (Double(l), Double(m))
                let forward = ((k * k - n * n) / (4 * k * k - 1)).squareRoot()
                let next = (x * current - back * previous) / forward
                (previous, current, back) = (current, next, forward)
                body(l, m, current)
            }
        }
    }

    private static func radialTables(
        _ dimension: Int, _ degree: Int, _ grid: ResponseGrid, _ kind: ResponseKind
    ) throws -> [RealMatrix] {
        let d = Double(dimension)
        // s = r² has the density of Beta(3/2, (d − 3)/2).
        var points: [[(square: Double, weight: Double)]] = []
        switch kind {
        case .nodes:
            let rule = try GaussRule.jacobi(alpha: (d - 5) / 2, beta: 0.5, count: grid.shells)
            let total = rule.weights.reduce(0, +)
            for (node, weight) in zip(rule.nodes, rule.weights) { points.append([((1 + node) / 2, weight / total)]) }
        case .cells:
            let step = Double.pi / Double(2 * grid.shells)
            let rule = try GaussRule.legendre(count: 12)
            let ratio: Double = lgamma(1.5) + lgamma((d - 3) / 2) - lgamma(d / 2)
            let beta = exp(ratio)
            for shell in 0..<grid.shells {
                let local = try rule.mapped(from: Double(shell) * step, to: Double(shell + 1) * step)
                points.append(
                    zip(local.nodes, local.weights).map { (angle: Double, weight: Double) -> (Double, Double) in
                        let (s, c) = (sin(angle), cos(angle))
                        let mass: Double = weight * 2 * s * s * pow(c, d - 4) / beta
                        return (s * s, mass)
                    })
            }
        }
        var norm = 1.0  // N_{l'0}², which is 1 for l' = 0
        var tables: [RealMatrix] = []
        let a = (d - 5) / 2
        for l in 0...degree {
            let b = Double(l) + 0.5
            if l % 2 == 1 {
                var table = RealMatrix(rows: (degree - l) / 2 + 1, columns: grid.shells)
                for (shell, local) in points.enumerated() {
                    for (square, weight) in local {
                        let start = norm.squareRoot() * pow(square, Double(l) / 2)
                        for (n, value) in orthonormalJacobi(
                            alpha: a, beta: b, count: table.rows, at: 2 * square - 1
                        ).enumerated() { table[n, shell] += weight * start * value }
                    }
                }
                tables.append(table)
            }
            norm *= (a + b + 2) / (b + 1)
        }
        return tables
    }

    /// p_0 = 1, p_1, …: the polynomials orthonormal in the Jacobi weight (1 − x)^α (1 + x)^β normalized to total 1.
    static func orthonormalJacobi(alpha: Double, beta: Double, count: Int, at x: Double) -> [Double] {
        let sum = alpha + beta
        var values = [1.0]
        var (previous, back) = (0.0, 0.0)
        for index in 0..<max(count - 1, 0) {
            let k = Double(index)
            let center =
                index == 0
                ? (beta - alpha) / (sum + 2) : (beta - alpha) * sum / ((2 * k + sum) * (2 * k + sum + 2))
            let n = k + 1
            let middle = 2 * n + sum
            let square =
                index == 0
                ? 4 * (1 + alpha) * (1 + beta) / (middle * middle * (middle + 1))
                : 4 * n * (n + alpha) * (n + beta) * (n + sum) / (middle * middle * (middle + 1) * (middle - 1))
            let forward = square.squareRoot()
            let current = values[index]
            values.append(((x - center) * current - back * previous) / forward)
            (previous, back) = (current, forward)
        }
        return values
    }
}
