import Foundation
import LHVModels

/// One block of coefficients: a column-major matrix whose row i belongs to degree `degrees[i]`.
///
/// Column c belongs to pattern `c % patterns` of the batch.
struct CoefficientBlock: Sendable {
    var start: Int
    var degrees: [Int]
    var columns: Int
}

/// The separable harmonic transform of a batch of patterns, and its transpose.
///
/// Values are stored with the polar row fastest, then the shell, the pattern, and the azimuth. Azimuths are folded onto a
/// quarter circle (four combinations of signs), multiplied with cosines and sines by four matrix products, then each order
/// m by its polar table, and for d ≥ 4 each degree l' by its radial table. All work is in matrix products and sums.
struct HarmonicTransform<Element: Scalar & BinaryFloatingPoint>: Sendable {
    let grid: ResponseGrid
    let degree: Int
    let patterns: Int
    /// Whether d = 2.
    let isPlanar: Bool
    /// How the coefficients lie.
    let blocks: [CoefficientBlock]
    /// The number of coefficients of the whole batch.
    let coefficientCount: Int
    /// The number of values of the whole batch.
    var valueCount: Int { stripe * grid.azimuths }

    private let stripe: Int
    private let quarter: Int
    private let waves: [[Element]]  // even cosines, even sines, odd cosines, odd sines
    private let polar: [Element]
    private let polarBlocks: [MatrixBlock]
    private let polarStarts: [Int]
    private let radial: [Element]
    private let radialBlocks: [MatrixBlock]

    init(tables: HarmonicTables, dimension: Int, degree: Int, grid: ResponseGrid, patterns: Int) {
        self.grid = grid
        self.degree = degree
        self.patterns = patterns
        isPlanar = dimension == 2
        stripe = grid.shells * grid.rows * patterns
        quarter = grid.azimuths / 4
        let (quarter, half) = (quarter, (degree + 1) / 2)
        let step = 2 * Double.pi / Double(grid.azimuths)
        waves = (0..<4).map { kind in
            var entries: [Element] = []
            entries.reserveCapacity(quarter * half)
            for k in 0..<half {
                let m = Double(2 * k + kind / 2)
                for j in 0..<quarter {
                    let angle = m * (Double(j) + 0.5) * step
                    entries.append(Element(real: kind % 2 == 0 ? cos(angle) : sin(angle)))
                }
            }
            return entries
        }
        (polar, polarBlocks) = HarmonicTransform.flat(tables.polar)
        (radial, radialBlocks) = HarmonicTransform.flat(tables.radial)
        let columns = 2 * patterns
        var starts: [Int] = []
        var start = 0
        for block in polarBlocks {
            starts.append(start)
            start += block.rows * columns * grid.shells
        }
        polarStarts = starts
        if radialBlocks.isEmpty {
            blocks = polarBlocks.indices.map { m in
                CoefficientBlock(
                    start: starts[m],
                    degrees: HarmonicTables.polarDegrees(dimension: dimension, degree: degree, order: m),
                    columns: columns)
            }
            coefficientCount = start
        } else {
            var all: [CoefficientBlock] = []
            var next = 0
            for (index, table) in radialBlocks.enumerated() {
                let l = 2 * index + 1
                let block = CoefficientBlock(
                    start: next, degrees: (0..<table.rows).map { l + 2 * $0 }, columns: columns * (l + 1))
                next += block.degrees.count * block.columns
                all.append(block)
            }
            blocks = all
            coefficientCount = next
        }
    }

    private static func flat(_ matrices: [RealMatrix]) -> ([Element], [MatrixBlock]) {
        var entries: [Element] = []
        var blocks: [MatrixBlock] = []
        for matrix in matrices {
            blocks.append(MatrixBlock(start: entries.count, rows: matrix.rows, columns: matrix.columns))
            entries += matrix.elements.map { Element(real: $0) }
        }
        return (entries, blocks)
    }

    /// Floating-point operations of one transform of the batch, without the folding.
    var operations: Double {
        var sum = 4.0 * 2 * Double(stripe) * Double(quarter) * Double((degree + 1) / 2)
        for block in polarBlocks { sum += 2 * Double(block.rows * block.columns * grid.shells * 2 * patterns) }
        for (block, coefficients) in zip(radialBlocks, blocks) {
            sum += 2 * Double(block.rows * block.columns * coefficients.columns)
        }
        return sum
    }

    /// Coefficients from values.
    func analyze(_ values: [Element], into coefficients: inout [Element], _ work: inout TransformWorkspace<Element>) {
        prepare(&work)
        TransformKernels.fold(values, stripe: stripe, quarter: quarter, into: &work.folded)
        let half = (degree + 1) / 2
        for kind in 0..<4 {
            work.waves.setProduct(
                MatrixBlock(start: kind * stripe, rows: stripe, columns: half, stride: 4 * stripe),
                work.folded, MatrixBlock(start: kind * stripe * quarter, rows: stripe, columns: quarter),
                times: waves[kind], MatrixBlock(rows: quarter, columns: half))
        }
        let columns = 2 * patterns * grid.shells
        for (m, block) in polarBlocks.enumerated() where block.rows > 0 {
            let target = MatrixBlock(start: polarStarts[m], rows: block.rows, columns: columns)
            let source = MatrixBlock(start: 2 * m * stripe, rows: grid.rows, columns: columns)
            if radialBlocks.isEmpty {
                coefficients.setProduct(target, polar, block, times: work.waves, source)
            } else {
                work.polar.setProduct(target, polar, block, times: work.waves, source)
            }
        }
        guard !radialBlocks.isEmpty else { return }
        for (index, block) in blocks.enumerated() {
            gather(index, work.polar, into: &work.shells)
            coefficients.setProduct(
                MatrixBlock(start: block.start, rows: block.degrees.count, columns: block.columns),
                radial, radialBlocks[index],
                times: work.shells, MatrixBlock(rows: grid.shells, columns: block.columns))
        }
    }

    /// The transpose of ``analyze(_:into:_:)``: values from coefficients, times the weights of the cells or nodes.
    func synthesize(_ coefficients: [Element], into values: inout [Element], _ work: inout TransformWorkspace<Element>)
    {
        prepare(&work)
        for (index, block) in blocks.enumerated() where !radialBlocks.isEmpty {
            work.shells.setProduct(
                MatrixBlock(rows: grid.shells, columns: block.columns),
                radial, radialBlocks[index], .transposed,
                times: coefficients, MatrixBlock(start: block.start, rows: block.degrees.count, columns: block.columns))
            scatter(index, work.shells, into: &work.polar)
        }
        let columns = 2 * patterns * grid.shells
        for (m, block) in polarBlocks.enumerated() {
            let target = MatrixBlock(start: 2 * m * stripe, rows: grid.rows, columns: columns)
            let source = MatrixBlock(start: polarStarts[m], rows: block.rows, columns: columns)
            if radialBlocks.isEmpty {
                work.waves.setProduct(target, polar, block, .transposed, times: coefficients, source)
            } else {
                work.waves.setProduct(target, polar, block, .transposed, times: work.polar, source)
            }
        }
        let half = (degree + 1) / 2
        for kind in 0..<4 {
            work.folded.setProduct(
                MatrixBlock(start: kind * stripe * quarter, rows: stripe, columns: quarter),
                work.waves, MatrixBlock(start: kind * stripe, rows: stripe, columns: half, stride: 4 * stripe),
                times: waves[kind], MatrixBlock(rows: quarter, columns: half), .transposed)
        }
        TransformKernels.unfold(work.folded, stripe: stripe, quarter: quarter, into: &values)
    }

    private func prepare(_ work: inout TransformWorkspace<Element>) {
        TransformWorkspace.resize(&work.folded, stripe * grid.azimuths)
        TransformWorkspace.resize(&work.waves, stripe * 2 * (degree + 1))
        guard let last = polarBlocks.indices.last, !radialBlocks.isEmpty else { return }
        TransformWorkspace.resize(&work.polar, polarStarts[last] + polarBlocks[last].rows * 2 * patterns * grid.shells)
        TransformWorkspace.resize(&work.shells, grid.shells * (blocks.map(\.columns).max() ?? 0))
    }

    // The row of degree l' from the polar coefficients of all orders m ≤ l', shells fastest.
    private func gather(_ index: Int, _ polar: [Element], into shells: inout [Element]) {
        let l = 2 * index + 1
        var target = 0
        for m in 0...l {
            let rows = polarBlocks[m].rows
            let row = (l - (m % 2 == 1 ? m : m + 1)) / 2
            var source = polarStarts[m] + row
            for _ in 0..<(2 * patterns * grid.shells) {
                shells[target] = polar[source]
                target &+= 1
                source &+= rows
            }
        }
    }

    private func scatter(_ index: Int, _ shells: [Element], into polar: inout [Element]) {
        let l = 2 * index + 1
        var source = 0
        for m in 0...l {
            let rows = polarBlocks[m].rows
            var target = polarStarts[m] + (l - (m % 2 == 1 ? m : m + 1)) / 2
            for _ in 0..<(2 * patterns * grid.shells) {
                polar[target] = shells[source]
                source &+= 1
                target &+= rows
            }
        }
    }
}

/// Memory for the stages of a transform, kept between calls; one for each thread.
struct TransformWorkspace<Element: Scalar & BinaryFloatingPoint> {
    var folded: [Element] = []
    var waves: [Element] = []
    var polar: [Element] = []
    var shells: [Element] = []

    static func resize(_ array: inout [Element], _ count: Int) {
        if array.count != count { array = Array(repeating: .zero, count: count) }
    }
}
