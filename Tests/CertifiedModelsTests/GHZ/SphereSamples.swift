import Foundation
@testable import CertifiedModels

/// Certificates for the GHZ state on the sphere to test with.
enum SphereSamples {
    /// Random signs.
    static func response(heights: Int, cells: Int, using stream: inout RandomStream) -> SphereResponse {
        SphereResponse(
            unchecked: (0..<heights).map { _ in stream.next() & (UInt64.max >> UInt64(64 - cells)) }, cells: cells)
    }

    /// sign cos φ on all heights for all parties.
    static func halfCircle(heights: Int, cells: Int) -> SphereResponse {
        let mask = (0..<cells).reduce(UInt64(0)) {
            cos((Double($1) + 0.5) * 2 * .pi / Double(cells)) < 0 ? $0 | 1 << UInt64($1) : $0
        }
        return SphereResponse(unchecked: Array(repeating: mask, count: heights), cells: cells)
    }

    /// Half circles for all parties, and all parties +1, in a proportion that gives some of both correlations.
    static func simple(heights: Int, cells: Int, weights: (Int, Int) = (3, 1)) throws -> GHZSphereCertificate {
        let half = halfCircle(heights: heights, cells: cells)
        let same = SphereResponse(unchecked: Array(repeating: 0, count: heights), cells: cells)
        return try GHZSphereCertificate(
            heights: heights, cells: cells,
            terms: [
                .init(weight: weights.0, responses: [half, half, half]),
                .init(weight: weights.1, responses: [same, same, same]),
            ])
    }

    /// Random terms.
    static func random(
        heights: Int, cells: Int, terms: Int, using stream: inout RandomStream
    ) throws -> GHZSphereCertificate {
        try GHZSphereCertificate(
            heights: heights, cells: cells,
            terms: (0..<terms).map { index in
                .init(
                    weight: index + 1,
                    responses: (0..<3).map { _ in response(heights: heights, cells: cells, using: &stream) })
            })
    }

    /// f̂(m) = (1/2π)∫ f e^{−imφ} dφ at a height, by the sum over cells.
    static func coefficient(_ response: SphereResponse, height: Int, order: Int) -> Complex {
        let n = Double(response.cells)
        var sum = Complex(0, 0)
        for cell in 0..<response.cells {
            let angle = 2 * Double.pi * Double(order) * (Double(cell) + 0.5) / n
            sum = sum + Complex(cos(angle), -sin(angle)) * Double(response.sign(height: height, cell: cell))
        }
        let half = Double.pi * Double(order) / n
        return sum * ((order == 0 ? 1 : sin(half) / half) / n)
    }

    /// The correlators of the pure GHZ state for all subsets of the parties: place 1 is the first party's, 2 the second's, 3 of both.
    static func correlators(_ directions: [Direction]) -> [Double] {
        let product = directions.reduce(Complex(1, 0)) { $0 * Complex($1.x, $1.y) }.real
        let z = directions.map(\.z)
        return [1, 0, 0, z[0] * z[1], 0, z[0] * z[2], z[1] * z[2], product]
    }
}
