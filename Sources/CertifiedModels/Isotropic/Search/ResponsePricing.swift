import Foundation
import LHVModels

/// The two parties' transforms at one degree, in single precision for the search and in double for the columns that enter.
struct PricingTransforms<Element: Scalar & BinaryFloatingPoint>: Sendable {
    let cells: HarmonicTransform<Element>
    let nodes: HarmonicTransform<Element>

    var patterns: Int { cells.patterns }
}

/// A pair of responses as signs, with its correlation coefficients.
struct PricedPair: Sendable, Hashable, Codable {
    var cells: [UInt8]
    var nodes: [UInt8]
    /// c_0, c_1, …, c_L, zero at even degrees.
    @Packed var correlations: [Double]
}

/// Alternating improvement of a batch of pairs for fixed prices: each party in turn answers the sign of what helps most.
struct ResponsePricing<Element: Scalar & BinaryFloatingPoint>: Sendable {
    let transforms: PricingTransforms<Element>
    /// k_0…k_L.
    let multipliers: [Double]

    struct Outcome: Sendable {
        var cells: [Element]
        var nodes: [Element]
        var correlations: [[Double]]
        var sweeps: Int
    }

    /// Improves a batch from Alice's coefficients until no pair gains more than a relative `tolerance` in a sweep.
    ///
    /// Source of the step: for fixed f the sum Σ y_l c_l is linear in Bob's signs, so the best of them are known, and so on.
    func improved(
        from start: [Element], prices: [Double], sweeps: Int, tolerance: Double,
        _ work: inout TransformWorkspace<Element>
    ) -> Outcome {
        let (cells, nodes) = (transforms.cells, transforms.nodes)
        let patterns = transforms.patterns
        let weights = zip(prices, multipliers).map { Element(real: $0 * $1) }
        var coefficients = start
        var partner = start
        var cellValues = [Element](repeating: .zero, count: cells.valueCount)
        var nodeValues = [Element](repeating: .zero, count: nodes.valueCount)
        var values = [Double](repeating: 0, count: patterns)
        var done = 0
        for sweep in 1...max(sweeps, 1) {
            done = sweep
            TransformKernels.scale(&coefficients, nodes.blocks, by: weights)
            nodes.synthesize(coefficients, into: &nodeValues, &work)
            _ = TransformKernels.takeSigns(
                &nodeValues, stripe: nodeValues.count / nodes.grid.azimuths, patterns: patterns)
            nodes.analyze(nodeValues, into: &partner, &work)
            coefficients = partner
            TransformKernels.scale(&coefficients, nodes.blocks, by: weights)
            cells.synthesize(coefficients, into: &cellValues, &work)
            let reached = TransformKernels.takeSigns(
                &cellValues, stripe: cellValues.count / cells.grid.azimuths, patterns: patterns)
            cells.analyze(cellValues, into: &coefficients, &work)
            let hasConverged = zip(reached, values).allSatisfy { $0 - $1 <= tolerance * abs($0) }
            values = reached
            if hasConverged { break }
        }
        var correlations = TransformKernels.correlate(
            coefficients, partner, cells.blocks, degree: cells.degree, patterns: patterns)
        for pattern in correlations.indices {
            for l in correlations[pattern].indices { correlations[pattern][l] *= multipliers[l] }
        }
        return Outcome(cells: cellValues, nodes: nodeValues, correlations: correlations, sweeps: done)
    }

    /// The correlation coefficients of pairs of sign patterns, at most as many as the batch holds.
    func correlations(
        of pairs: [(cells: SignPattern, nodes: SignPattern)], _ work: inout TransformWorkspace<Element>
    ) -> [[Double]] {
        let (cells, nodes) = (transforms.cells, transforms.nodes)
        var left = [Element](repeating: .zero, count: cells.coefficientCount)
        var right = left
        cells.analyze(batch(pairs.map(\.cells), cells), into: &left, &work)
        nodes.analyze(batch(pairs.map(\.nodes), nodes), into: &right, &work)
        let all = TransformKernels.correlate(
            left, right, cells.blocks, degree: cells.degree, patterns: transforms.patterns)
        return all.prefix(pairs.count).map { zip($0, multipliers).map { $0 * $1 } }
    }

    /// Alice's coefficients of some patterns, the last one repeated to fill the batch.
    func coefficients(of patterns: [SignPattern], _ work: inout TransformWorkspace<Element>) -> [Element] {
        var result = [Element](repeating: .zero, count: transforms.cells.coefficientCount)
        transforms.cells.analyze(batch(patterns, transforms.cells), into: &result, &work)
        return result
    }

    /// The values of a batch of patterns.
    func batch(_ patterns: [SignPattern], _ transform: HarmonicTransform<Element>) -> [Element] {
        let grid = transform.grid
        let size = grid.shells * grid.rows
        let stripe = size * transform.patterns
        var values = [Element](repeating: 1, count: transform.valueCount)
        for slot in 0..<transform.patterns {
            let pattern = patterns[min(slot, patterns.count - 1)]
            for place in 0..<size {
                for azimuth in 0..<grid.azimuths where pattern.isNegative(place * grid.azimuths + azimuth) {
                    values[place + size * slot + stripe * azimuth] = -1
                }
            }
        }
        return values
    }

    /// One pattern out of a batch of values.
    func pattern(_ slot: Int, of values: [Element], _ transform: HarmonicTransform<Element>) -> SignPattern {
        let grid = transform.grid
        let size = grid.shells * grid.rows
        let stripe = size * transform.patterns
        let half = grid.count / 2
        return SignPattern(count: grid.count) { index in
            // In the plane the second half circle follows from the first, which rounding could blur.
            let isOpposite = transform.isPlanar && index >= half
            let place = isOpposite ? index - half : index
            return (values[place / grid.azimuths + size * slot + stripe * (place % grid.azimuths)] < 0) != isOpposite
        }
    }
}
