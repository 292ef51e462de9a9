import LHVModels

/// Independent combinations of the constraints' functions, of about unit size.
struct ConstraintReduction {
    private let directions: RealMatrix  // a column for each function, orthonormal
    private let scales: [Double]
    let rank: Int

    init(_ constraints: MotionConstraints, using generator: inout some RandomNumberGenerator) throws {
        let count = constraints.count
        let samples = 2 * count + 20
        var entries = [Double]()
        entries.reserveCapacity(samples * count)
        for sample in 0..<samples {
            if sample & 255 == 0 { try Work.checkCancellation() }
            entries += try constraints.values(at: [.random(using: &generator), .random(using: &generator)])
        }
        // A column for each sample, so that left singular vectors are combinations of functions.
        let matrix = RealMatrix(unchecked: entries, rows: count, columns: samples)
        let decomposition = try matrix.singularValueDecomposition()
        let values = decomposition.values
        directions = decomposition.left
        let size = Double(samples).squareRoot()
        scales = values.map { $0 / size }
        rank = values.filter { $0 > 1e-9 * values[0] }.count
    }

    func reduced(_ values: [Double]) -> [Double] {
        (0..<rank).map { innerProduct(directions.column($0), values) / scales[$0] }
    }

    func restored(_ dual: [Double]) -> [Double] {
        var sum = [Double](repeating: 0, count: directions.rows)
        for (index, weight) in dual.enumerated() where weight != 0 {
            for (row, entry) in directions.column(index).enumerated() { sum[row] += weight / scales[index] * entry }
        }
        return sum
    }

    /// A combination that vanishes on all pairs but must have the mean 1, or nil.
    func contradiction(to target: [Double]) -> [Double]? {
        let size = euclideanNorm(target)
        for index in rank..<directions.columns {
            let column = directions.column(index)
            let mean = innerProduct(column, target)
            if abs(mean) > 1e-7 * max(size, 1e-300) { return column.map { $0 / mean } }
        }
        return nil
    }
}
