import LHVModels

/// One thread's share of the search's inner loop, to be measured: sweeps of a batch of pairs at one degree.
///
/// A sweep analyses and synthesizes the responses of both parties once, nearly all of it in matrix products in single precision.
package struct IsotropicPricing: Sendable {
    private let pricing: ResponsePricing<Float>
    private let start: [Float]
    private let prices: [Double]

    /// Floating-point operations in the matrix products of one sweep.
    package let operations: Double

    /// A batch of random pairs for d = 3.
    ///
    /// - Parameters:
    ///   - degree: L, odd.
    ///   - patterns: The number of pairs.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is out of range.
    package init(degree: Int, patterns: Int = 16) throws {
        let options = IsotropicSearchOptions(degrees: [degree], threads: 1, batch: patterns)
        try options.validate()
        pricing = try SearchStage(options, degree: degree).single
        var stream = RandomStream(seed: 1)
        start = (0..<pricing.transforms.cells.coefficientCount).map { _ in Float(stream.uniform() - 0.5) }
        prices = (0...degree).map { 1 / Double($0 + 1) }
        operations = 2 * (pricing.transforms.cells.operations + pricing.transforms.nodes.operations)
    }

    /// Improves the batch by so many sweeps and returns the largest c_1.
    ///
    /// - Precondition: There is at least one sweep.
    package func improve(sweeps: Int) -> Double {
        requirePrecondition(sweeps >= 1, "sweeps must be at least 1, but was \(sweeps)")
        var work = TransformWorkspace<Float>()
        let outcome = pricing.improved(from: start, prices: prices, sweeps: sweeps, tolerance: -.infinity, &work)
        return outcome.correlations.reduce(0) { largerOrNaN($0, $1[1]) }
    }
}
