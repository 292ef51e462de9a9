import QuantumStates

/// All that a second program needs to check a proven bound: the inequality, the products, the symmetries used, and S.
///
/// `Documentation/Certificates/verify.py` reads the file and checks it in exact fractions; it shares no code with this
/// package. Letters are numbered in the order of parties, settings and outcomes: one for a setting with two outcomes, one for
/// each outcome but the last for others.
public struct HierarchyCertificate: Sendable, Hashable, Codable {
    /// A relabelling that leaves the functional as it is: each letter's image, and whether its sign changes.
    public struct Symmetry: Sendable, Hashable, Codable {
        /// The number of each letter's image.
        public let images: [Int]
        /// Whether the letter goes to minus its image.
        public let flips: [Bool]
    }

    /// The number of outcomes of each party's settings.
    public let outcomes: [[Int]]
    /// c(a|x), in the order of a scenario.
    public let coefficients: [Double]
    /// The products of operators, as numbers of letters; rows of the moment matrix.
    public let words: [[Int]]
    /// The relabellings that were averaged over.
    public let symmetries: [Symmetry]
    /// The rows of each block of S.
    public let blocks: [[Int]]
    /// The lower triangle of each block of S, row after row.
    public let sumOfSquares: [[Double]]
    /// For each block a number that makes S + shift·1 positive.
    public let shifts: [Double]
    /// The proven bound.
    public let upper: Double
}

extension HierarchyCertificate {
    init(_ inequality: BellInequality, _ matrix: MomentMatrix, _ gram: [RealMatrix], shifts: [Double], upper: Double) {
        outcomes = inequality.scenario.outcomes
        coefficients = inequality.coefficients
        words = matrix.words.map { $0.map { Int($0) } }
        symmetries = matrix.symmetries.map { Symmetry(images: $0.images.map { Int($0) }, flips: $0.flips) }
        blocks = matrix.blocks
        sumOfSquares = gram.map { block in
            (0..<block.rows).flatMap { row in (0...row).map { block[row, $0] } }
        }
        self.shifts = shifts
        self.upper = upper
    }
}
