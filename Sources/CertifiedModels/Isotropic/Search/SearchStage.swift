import LHVModels

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
            azimuths: multipleOfFour(options.cellDensity * (d == 2 ? 8 : 2) * size))
        func nodes(_ fewest: Int) -> Int { Int((options.nodeDensity * Double(fewest)).rounded(.up)) }
        nodeGrid = try ResponseGrid(
            shells: d < 4 ? 1 : nodes((degree + 6) / 4), rows: d == 2 ? 1 : nodes((degree + 5) / 4),
            azimuths: multipleOfFour(options.nodeDensity * (size + 2)))
        kernel = try SmoothingKernel(dimension: d, degree: degree)
        strengths = PureDegreeModels(dimension: d, degree: degree).strengths
        let cellTables = try HarmonicTables(dimension: d, degree: degree, grid: cellGrid, kind: .cells)
        let nodeTables = try HarmonicTables(dimension: d, degree: degree, grid: nodeGrid, kind: .nodes)
        func transform<T: Scalar & BinaryFloatingPoint>(
            _ tables: HarmonicTables, _ grid: ResponseGrid, _ patterns: Int
        ) -> HarmonicTransform<T> {
            HarmonicTransform(tables: tables, dimension: d, degree: degree, grid: grid, patterns: patterns)
        }
        single = ResponsePricing(
            transforms: PricingTransforms(
                cells: transform(cellTables, cellGrid, options.batch),
                nodes: transform(nodeTables, nodeGrid, options.batch)),
            multipliers: kernel.multipliers)
        double = ResponsePricing(
            transforms: PricingTransforms(
                cells: transform(cellTables, cellGrid, 4), nodes: transform(nodeTables, nodeGrid, 4)),
            multipliers: kernel.multipliers)
    }
}
