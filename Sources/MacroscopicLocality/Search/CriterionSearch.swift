import NumericalCore
import QuantumStates

/// The largest L = Σ T² over all states of regions of given sizes, as a see-saw finds it.
///
/// L is |T|² for the vector T of the 2^k macroscopic correlations, and |T| is the largest u·T over unit vectors u. In turn, the state
/// becomes the top eigenvector of Σ_w u_w S_{w₁}⊗…⊗S_{w_k}/(N₁⋯N_k), and u becomes T/|T|; no step lowers L. The planes are the same in
/// every state up to a rotation of a region, so x and z are taken, for which all matrices are real. Blocks of total spins make regions of
/// N spins cost like N + 1 levels. Source: this project; the criterion is P4, Eqs. 6 and A2.
public struct CriterionSearch: Sendable, Hashable {
    /// The largest L that was found.
    ///
    /// It is in 0…2^{k−1}, and 1 where it differs from 1 by rounding only.
    public let value: Double
    /// The total spins, as 2j, of the block that it was found in.
    public let twiceSpins: [Int]
    /// The macroscopic correlations T_w there, words in counting order, in the axes x and z.
    public let correlations: [Double]
    /// Where every start in every block ended, the blocks one behind the other.
    public let ends: [Double]
    /// Why the search stopped: `converged` when all starts were made.
    public let stopReason: StopReason
    /// The number of starts that ended within 1e-9 of the largest value.
    public var agreeingStarts: Int { ends.count { $0 >= value - 1e-9 } }

    /// Searches for the largest L on the calling thread.
    ///
    /// The short form of ``search(regionSizes:options:)``; it stops when the current task is cancelled.
    /// - Parameters:
    ///   - regionSizes: N₁ … N_k for up to 8 regions, with D = Π(N_r + 1) at most 1024 and 2^k·D² at most 2²⁶.
    ///   - options: Starts, limits and seed.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range; `CancellationError` in a task that is
    ///   cancelled before the first start has ended.
    public init(regionSizes: [Int], options: AscentOptions = AscentOptions()) throws {
        try SpinBlock.requireSizes(regionSizes, operators: 2)
        try options.validate()
        try self.init(regionSizes, options, nil)
    }

    /// The search for the largest L, to be run or started; it reports after each start.
    ///
    /// - Parameters:
    ///   - regionSizes: N₁ … N_k for up to 8 regions, with D = Π(N_r + 1) at most 1024 and 2^k·D² at most 2²⁶.
    ///   - options: Starts, limits and seed.
    /// - Complexity: O(D³) a round for D = Π(2j_r + 1), over O(Π N_r/2) blocks.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public static func search(
        regionSizes: [Int], options: AscentOptions = AscentOptions()
    ) throws -> some LongWork<CriterionSearch> {
        try SpinBlock.requireSizes(regionSizes, operators: 2)
        try options.validate()
        return PreparedWork { try CriterionSearch(regionSizes, options, $0) }
    }

    private init(_ regionSizes: [Int], _ options: AscentOptions, _ reporter: RunReporter?) throws {
        let blocks = SpinBlock.all(regionSizes: regionSizes)
        let operators = blocks.map(CriterionSearch.words)
        let found = try BlockClimbs(
            blocks: blocks.count, options, StartTally(reporter, of: blocks.count * options.starts), value: \.value
        ) { try CriterionSearch.climb(operators[$0], options, using: &$1) }
        let (number, best) = found.climbs[found.best(by: \.value)]
        func withoutRounding(_ value: Double) -> Double {
            TwoSettingCriterion.withoutRounding(value, regions: regionSizes.count)
        }
        value = withoutRounding(best.value)
        twiceSpins = blocks[number / options.starts].twiceSpins
        correlations = best.correlations
        ends = found.climbs.map { withoutRounding($0.climb.value) }
        stopReason = found.stopReason
    }

    /// The operators of the 2^k words, column by column, one word behind the other.
    private static func words(_ block: SpinBlock) -> RealMatrix {
        let lists = block.twiceSpins.indices.map { region in
            let means = block.means(ofRegion: region)
            return [means[1].real, means[3].real]
        }
        let products = Choices(lists).map { factors in factors.dropFirst().reduce(factors[0]) { $0.kronecker($1) } }
        return RealMatrix(
            unchecked: products.flatMap(\.elements), rows: products[0].elements.count, columns: products.count)
    }

    private struct Climb: Sendable {
        var value: Double
        var correlations: [Double]
    }

    private static func climb(
        _ words: RealMatrix, _ options: AscentOptions, using stream: inout RandomStream
    ) throws -> Climb {
        var direction = stream.normals(words.columns)
        let dimension = Int(Double(words.rows).squareRoot().rounded())
        var correlations = direction
        var value = -1.0
        for _ in 0..<options.roundLimit {
            try Work.checkCancellation()
            let length = euclideanNorm(direction)
            guard length > 0 else { break }
            let combined = words * direction.map { $0 / length }
            let system = try RealMatrix(unchecked: combined, rows: dimension, columns: dimension).hermitianEigensystem()
            let top = RealMatrix(unchecked: system.vectors.column(dimension - 1), rows: dimension, columns: 1)
            let projector = RealMatrix.product(top, .plain, top, .transposed)
            let row = RealMatrix(unchecked: projector.elements, rows: projector.elements.count, columns: 1)
            correlations = RealMatrix.product(words, .transposed, row).elements
            let next = correlations.reduce(0) { $0 + $1 * $1 }
            direction = correlations
            guard next - value > options.tolerance else {
                return Climb(value: max(next, value), correlations: correlations)
            }
            value = next
        }
        return Climb(value: value, correlations: correlations)
    }
}
