import CertifiedModels

/// Certificates to test with.
enum IsotropicSamples {
    /// A certificate with random signs, which proves little but exercises every part of a verification.
    static func random(dimension: Int, degree: Int, pairs: Int, seed: UInt64) throws -> IsotropicCertificate {
        var stream = RandomStream(seed: seed)
        let isPlanar = dimension == 2
        let shells = dimension < 4 ? 1 : (degree + 6) / 4
        let cells = try ResponseGrid(shells: shells, rows: isPlanar ? 1 : degree / 2, azimuths: 4 * degree)
        let nodes = try ResponseGrid(
            shells: shells, rows: isPlanar ? 1 : (degree + 5) / 4, azimuths: 4 * ((degree + 5) / 4))
        func pattern(_ grid: ResponseGrid) -> SignPattern {
            let bits = (0..<grid.count).map { _ in stream.uniform() < 0.5 }
            let half = grid.count / 2
            return SignPattern(count: grid.count) { isPlanar && $0 >= half ? !bits[$0 - half] : bits[$0] }
        }
        return try IsotropicCertificate(
            dimension: dimension, degree: degree, cells: cells, nodes: nodes,
            pairs: [hemisphere(cells, nodes, isPlanar)]
                + (1..<pairs).map { _ in
                    IsotropicCertificate.Pair(weight: 0.01, cells: pattern(cells), nodes: pattern(nodes))
                })
    }

    /// Both parties answer the sign of one coordinate.
    static func hemisphere(_ cells: ResponseGrid, _ nodes: ResponseGrid, _ isPlanar: Bool) -> IsotropicCertificate.Pair
    {
        func pattern(_ grid: ResponseGrid) -> SignPattern {
            SignPattern(count: grid.count) { isPlanar && $0 >= grid.count / 2 }
        }
        return IsotropicCertificate.Pair(weight: 1, cells: pattern(cells), nodes: pattern(nodes))
    }

    /// Options of a search that takes little time even without optimization.
    static func quickOptions(dimension: Int = 3, threads: Int = 1) -> IsotropicSearchOptions {
        IsotropicSearchOptions(
            dimension: dimension, degrees: [7, 11], seed: 3, threads: threads, batch: 8, batches: 2, roundLimit: 4,
            sweeps: 6)
    }
}
