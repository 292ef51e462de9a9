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
    public let value: Double
    /// The total spins, as 2j, of the block that it was found in.
    public let twiceSpins: [Int]
    /// The macroscopic correlations T_w there, words in counting order, in the axes x and z.
    public let correlations: [Double]
    /// Where every start in every block ended, the blocks one behind the other.
    public let ends: [Double]
    /// The number of starts that ended within 1e-9 of the largest value.
    public var agreeingStarts: Int { ends.count { $0 >= value - 1e-9 } }

    /// Searches for the largest L.
    ///
    /// - Parameters:
    ///   - regionSizes: N₁ … N_k for up to 8 regions, with D = Π(N_r + 1) at most 1024 and 2^k·D² at most 2²⁶.
    ///   - options: Starts, limits and seed.
    /// - Complexity: O(D³) a step for D = Π(2j_r + 1), over O(Π N_r/2) blocks.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range; `CancellationError` in a cancelled task.
    public init(regionSizes: [Int], options: AscentOptions = AscentOptions()) throws {
        try SpinBlock.requireSizes(regionSizes, operators: 2)
        try options.validate()
        let blocks = SpinBlock.all(regionSizes: regionSizes)
        let operators = blocks.map(CriterionSearch.words)
        let starts = options.starts
        let climbs = try Parallel.map(count: blocks.count * starts, threads: options.threads) { number in
            var stream = RandomStream(seed: options.seed, substream: UInt64(number))
            return try CriterionSearch.climb(operators[number / starts], options, using: &stream)
        }
        var best = 0
        for (number, climb) in climbs.enumerated() where climb.value > climbs[best].value { best = number }
        value = climbs[best].value
        twiceSpins = blocks[best / starts].twiceSpins
        correlations = climbs[best].correlations
        ends = climbs.map(\.value)
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

    private static func climb(
        _ words: RealMatrix, _ options: AscentOptions, using stream: inout RandomStream
    ) throws -> (value: Double, correlations: [Double]) {
        var direction = stream.normals(words.columns)
        let dimension = Int(Double(words.rows).squareRoot().rounded())
        var correlations = direction
        var value = -1.0
        for _ in 0..<options.stepLimit {
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
            guard next - value > options.tolerance else { return (max(next, value), correlations) }
            value = next
        }
        return (value, correlations)
    }
}
