import Foundation
import LHVModels

/// How to search for a local model of −v·h(a·b) for all directions at once.
public struct IsotropicSearchOptions: Sendable, Hashable, Codable {
    /// d, the dimension of the space of measurement directions: 3 for projective measurements on qubits, 2 for planar ones.
    public var dimension: Int
    /// The odd degrees of the stages in ascending order; the last one is that of the certificate.
    public var degrees: [Int]
    /// The seed of the starts; equal options give equal bits on one machine, whatever the number of threads.
    public var seed: UInt64
    /// How many threads improve pairs.
    public var threads: Int
    /// The number of pairs that one batch improves together.
    public var batch: Int
    /// The number of batches in each round of a stage.
    public var batches: Int
    /// The share of the starts that are random; the others begin at pairs of the mixture, with noise.
    public var randomShare: Double
    /// A stage ends when this many rounds together have gained less than ``tolerance``, relatively.
    public var patience: Int
    /// The relative gain below which a stage ends.
    public var tolerance: Double
    /// The most rounds of a stage.
    public var rounds: Int
    /// The most sweeps of one improvement.
    public var sweeps: Int
    /// Alice's cells in units of the degree: the number of northern rows is this times L/2.2.
    public var cellDensity: Double
    /// The length of the run in seconds after which it stops with the best mixture so far, or nil.
    public var timeLimit: Double?

    /// The degrees that lead up to a last one, each about 1.4 times the one before.
    public static func stages(upTo degree: Int) -> [Int] {
        let usual = [15, 21, 31, 45, 61, 81, 121, 161, 201, 251, 301]
        return usual.filter { $0 < degree } + [degree]
    }

    /// Options for a degree, each with a default.
    public init(
        dimension: Int = 3, degrees: [Int], seed: UInt64 = 1, threads: Int = Parallel.processorCount, batch: Int = 16,
        batches: Int = 8, randomShare: Double = 0.25, patience: Int = 3, tolerance: Double = 2e-5, rounds: Int = 60,
        sweeps: Int = 30, cellDensity: Double = 1, timeLimit: Double? = nil
    ) {
        self.dimension = dimension
        self.degrees = degrees
        self.seed = seed
        self.threads = threads
        self.batch = batch
        self.batches = batches
        self.randomShare = randomShare
        self.patience = patience
        self.tolerance = tolerance
        self.rounds = rounds
        self.sweeps = sweeps
        self.cellDensity = cellDensity
        self.timeLimit = timeLimit
    }
}

/// One stage of the search: grids, kernel and transforms of one degree.
struct SearchStage: Sendable {
    let degree: Int
    let cellGrid: ResponseGrid
    let nodeGrid: ResponseGrid
    let kernel: SmoothingKernel
    let strengths: [Double]
    let single: ResponsePricing<Float>
    let double: ResponsePricing<Double>

    init(_ options: IsotropicSearchOptions, degree: Int) throws {
        self.degree = degree
        let d = options.dimension
        func multipleOfFour(_ x: Double) -> Int { 4 * Int((x / 4).rounded(.up)) }
        let size = Double(degree)
        let cellRows = d == 2 ? 1 : Int((options.cellDensity * size / 2.2).rounded(.up))
        cellGrid = try ResponseGrid(
            shells: d < 4 ? 1 : Int((options.cellDensity * size / 2.2).rounded(.up)), rows: cellRows,
            azimuths: multipleOfFour(options.cellDensity * (d == 2 ? 16 : 2) * size))
        nodeGrid = try ResponseGrid(
            shells: d < 4 ? 1 : (degree + 6) / 4, rows: d == 2 ? 1 : (degree + 5) / 4,
            azimuths: multipleOfFour(d == 2 ? 16 * size : size + 2))
        kernel = try SmoothingKernel(dimension: d, degree: degree)
        strengths = PureDegreeModels(dimension: d, degree: degree).strengths
        let cells = try HarmonicTables(dimension: d, degree: degree, grid: cellGrid, kind: .cells)
        let nodes = try HarmonicTables(dimension: d, degree: degree, grid: nodeGrid, kind: .nodes)
        func transform<T: Scalar & BinaryFloatingPoint>(
            _ tables: HarmonicTables, _ grid: ResponseGrid, _ patterns: Int
        ) -> HarmonicTransform<T> {
            HarmonicTransform(tables: tables, dimension: d, degree: degree, grid: grid, patterns: patterns)
        }
        single = ResponsePricing(
            transforms: PricingTransforms(
                cells: transform(cells, cellGrid, options.batch), nodes: transform(nodes, nodeGrid, options.batch)),
            multipliers: kernel.multipliers)
        double = ResponsePricing(
            transforms: PricingTransforms(cells: transform(cells, cellGrid, 4), nodes: transform(nodes, nodeGrid, 4)),
            multipliers: kernel.multipliers)
    }
}
