import Foundation

@testable import CertifiedModels

/// Certificates of the W state for tests.
enum W3Samples {
    /// Random terms.
    static func random(
        heights: Int, cells: Int, terms: Int, aim: Int = 300_000_000_000, using stream: inout RandomStream
    ) throws -> W3Certificate {
        try W3Certificate(
            heights: heights, cells: cells, aim: aim,
            terms: (0..<terms).map { index in
                .init(
                    weight: index + 1,
                    responses: (0..<3).map { _ in
                        SphereSamples.response(heights: heights, cells: cells, using: &stream)
                    })
            })
    }

    /// What a short search finds for two heights.
    static let found = Result {
        try W3Search(W3SearchOptions(heights: 2, cells: 8, threads: 1, batch: 24, batches: 2, roundLimit: 12))
            .outcome().certificate
    }

    /// The correlators of the pure W state for all subsets of the parties: place 1 is the first party's, 2 the second's, 3 of both.
    static func correlators(_ directions: [Direction]) -> [Double] {
        let n = directions
        func pair(_ p: Int, _ q: Int) -> Double { 2 * (n[p].x * n[q].x + n[p].y * n[q].y) / 3 }
        let one = n.map { $0.z / 3 }
        func two(_ p: Int, _ q: Int) -> Double { pair(p, q) - n[p].z * n[q].z / 3 }
        let three = n[0].z * pair(1, 2) + n[1].z * pair(0, 2) + n[2].z * pair(0, 1) - n[0].z * n[1].z * n[2].z
        return [1, one[0], one[1], two(0, 1), one[2], two(0, 2), two(1, 2), three]
    }
}
