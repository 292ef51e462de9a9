import NumericalCore

/// A block of the symmetric reduction: each region has one total spin j_r, of all those that N_r spins can add up to.
///
/// Collective operators do not mix the blocks, so the largest value of any convex function of their means is reached in one. In a block,
/// region r has 2j_r + 1 levels in place of 2^{N_r}.
struct SpinBlock: Sendable {
    /// 2j for each region.
    let twiceSpins: [Int]
    let regionSizes: [Int]

    var dimensions: [Int] { twiceSpins.map { $0 + 1 } }

    /// All blocks in which no region has spin 0; in those all correlations vanish.
    static func all(regionSizes: [Int]) -> [SpinBlock] {
        Choices(regionSizes.map { Array(stride(from: $0, to: 0, by: -2)) }).map {
            SpinBlock(twiceSpins: $0, regionSizes: regionSizes)
        }
    }

    /// 1, S_x/N, S_y/N, S_z/N of a region in units of ħ/2, with the levels from m = j down.
    func means(ofRegion region: Int) -> [ComplexMatrix] {
        let (twice, size) = (twiceSpins[region], Double(regionSizes[region]))
        let spin = Double(twice) / 2
        let dimension = twice + 1
        var (x, y, z) = (
            ComplexMatrix(rows: dimension, columns: dimension), ComplexMatrix(rows: dimension, columns: dimension),
            ComplexMatrix(rows: dimension, columns: dimension)
        )
        for level in 0..<dimension {
            let m = spin - Double(level)
            z[level, level] = Complex(2 * m / size)
            guard level > 0 else { continue }
            // ⟨m + 1|S_+|m⟩ = √(j(j + 1) − m(m + 1)).
            let raise = (spin * (spin + 1) - m * (m + 1)).squareRoot() / size
            x[level - 1, level] = Complex(raise)
            x[level, level - 1] = Complex(raise)
            y[level - 1, level] = Complex(0, -raise)
            y[level, level - 1] = Complex(0, raise)
        }
        return [.identity(dimension), x, y, z]
    }
}

extension SpinBlock {
    /// The largest dimension of a block.
    static let largestDimension = 1024

    static func requireSizes(_ sizes: [Int], operators: Int) throws {
        try require((1...8).contains(sizes.count), "regions", must: "be in 1…8", was: sizes.count)
        var dimension = 1
        for (region, size) in sizes.enumerated() {
            try require((1...1023).contains(size), "size of region \(region)", must: "be in 1…1023", was: size)
            dimension = min(dimension * (size + 1), largestDimension + 1)
        }
        try require(
            dimension <= largestDimension, "region sizes",
            must: "have a product of N_r + 1 of at most \(largestDimension)", was: sizes)
        // All operators are held at once, up to 2²⁶ numbers.
        var entries = dimension * dimension
        for _ in sizes { entries = min(entries * operators, 1 << 30) }
        try require(
            entries <= 1 << 26, "region sizes", must: "have operators of at most 2²⁶ entries in all", was: sizes)
    }
}
