import Foundation
@testable import CertifiedModels

/// Planar GHZ certificates to test with.
enum GHZSamples {
    /// Random signs.
    static func response(cells: Int, using stream: inout RandomStream) -> OddResponse {
        OddResponse(unchecked: (0..<cells).map { _ in stream.uniform() < 0.5 })
    }

    /// sign cos φ for all parties, once.
    static func halfCircles(parties: Int, cells: Int) throws -> GHZPlanarCertificate {
        let half = OddResponse(unchecked: (0..<cells).map { 2 * $0 >= cells })
        return try GHZPlanarCertificate(
            parties: parties, cells: cells,
            terms: [.init(weight: 1, responses: Array(repeating: half, count: parties))])
    }

    /// 2 Re Π f̂(k) of a list, by the sum over cells in double precision, for any odd k.
    static func correlation(_ responses: [OddResponse], _ order: Int) -> Double {
        var product = Complex(1, 0)
        for response in responses {
            let n = response.cells
            var sum = Complex(0, 0)
            for (cell, isNegative) in response.isNegative.enumerated() {
                let angle = Double(order * (2 * cell + 1) % (4 * n)) * .pi / Double(2 * n)
                sum = sum + Complex(cos(angle), -sin(angle)) * (isNegative ? -1 : 1)
            }
            product = product * sum * (2 * sin(Double(order) * .pi / Double(2 * n)) / (Double(order) * .pi))
        }
        return 2 * product.real
    }
}
