import Foundation

/// The units in which the simplex method works: powers of two, so that scaling rounds nothing.
///
/// With row factors R, column factors C, a unit of value T and of cost S, Â = R·A·C, x = T·C·x̂, r̂ = R·r/T for the row
/// values r = A·x, ĉ = S·C·c, y = R·ŷ/S and d̂ = S·C·d.
struct SimplexScaling {
    private(set) var rows: [Double]
    private(set) var columns: [Double] = []
    private(set) var value = 1.0
    private(set) var cost = 1.0

    /// Factors that bring the geometric mean of the nonzero entries of each row and column near one.
    init(_ program: LinearProgram) {
        let (m, n) = (program.rowCount, program.variableCount)
        var rowExponents = [Int](repeating: 0, count: m)
        var columnExponents = [Int](repeating: 0, count: n)
        for _ in 0..<3 {
            var sums = [Int](repeating: 0, count: m)
            var counts = [Int](repeating: 0, count: m)
            for column in 0..<n {
                var (sum, count) = (0, 0)
                for row in 0..<m {
                    let entry = program.matrix.storage[row + m * column]
                    guard entry != 0 else { continue }
                    let exponent = Int(entry.exponent)
                    sum += exponent + rowExponents[row]
                    count += 1
                    sums[row] += exponent
                    counts[row] += 1
                }
                columnExponents[column] = SimplexScaling.balancing(sum, count)
                for row in 0..<m where program.matrix.storage[row + m * column] != 0 {
                    sums[row] += columnExponents[column]
                }
            }
            for row in 0..<m { rowExponents[row] = SimplexScaling.balancing(sums[row], counts[row]) }
        }
        rows = rowExponents.map(SimplexScaling.power)
        for column in 0..<n { append(column: column, of: program) }
        setValue(program)
        var largest = 0.0
        for column in 0..<n { largest = max(largest, abs(program.objective[column] * columns[column])) }
        // The cost of one variable may be near the end of the range: any normal power of two will do.
        if largest > 0, largest.isFinite { cost = SimplexScaling.wide(-Int(largest.exponent)) }
    }

    // Minus the mean exponent, which limits of the format keep within range.
    private static func balancing(_ sum: Int, _ count: Int) -> Int {
        guard count > 0 else { return 0 }
        return -Int((Double(sum) / Double(count)).rounded(.toNearestOrEven))
    }

    private static func power(_ exponent: Int) -> Double {
        Double(sign: .plus, exponent: min(max(exponent, -400), 400), significand: 1)
    }

    private static func wide(_ exponent: Int) -> Double {
        Double(sign: .plus, exponent: min(max(exponent, -1000), 1000), significand: 1)
    }

    /// Appends the factor of a column, given those of the rows.
    mutating func append(column: Int, of program: LinearProgram) {
        let m = rows.count
        var (sum, count) = (0, 0)
        for row in 0..<m {
            let entry = program.matrix.storage[row + m * column]
            guard entry != 0 else { continue }
            sum += Int(entry.exponent) + Int(rows[row].exponent)
            count += 1
        }
        columns.append(SimplexScaling.power(SimplexScaling.balancing(sum, count)))
    }

    /// Makes the unit of cost smaller by about a factor.
    mutating func raiseCosts(by factor: Double) {
        let exponent = max(1, Int(log2(min(factor, 0x1p1000)).rounded(.up)))
        cost = SimplexScaling.wide(Int(cost.exponent) + exponent)
    }

    // The geometric mean of the finite nonzero bounds becomes one.
    private mutating func setValue(_ program: LinearProgram) {
        var (sum, count) = (0, 0)
        func include(_ bound: Double, _ factor: Double) {
            guard bound != 0, bound.isFinite else { return }
            sum += Int(bound.exponent) + Int(factor.exponent)
            count += 1
        }
        for (bounds, factor) in zip(program.rowBounds, rows) {
            include(bounds.lower, factor)
            if bounds.upper != bounds.lower { include(bounds.upper, factor) }
        }
        for (bounds, factor) in zip(program.variableBounds, columns) {
            include(bounds.lower, 1 / factor)
            if bounds.upper != bounds.lower { include(bounds.upper, 1 / factor) }
        }
        value = SimplexScaling.power(-SimplexScaling.balancing(sum, count))
    }
}
