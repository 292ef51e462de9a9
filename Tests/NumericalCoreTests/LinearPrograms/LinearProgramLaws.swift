import NumericalCore
import Testing

/// The laws of duality, checked with plain loops that share no code with the solver.
enum LinearProgramLaws {
    /// Feasibility, the signs of prices and reduced costs, complementary slackness and equal objectives.
    static func expectOptimal(
        _ solution: LinearProgramSolution, of program: LinearProgram, within tolerance: Double = 1e-8,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let sign: Double = program.goal == .minimize ? 1 : -1
        let (a, x, y) = (program.matrix, solution.primal, solution.dual)
        let scale = 1 + x.map(abs).reduce(0, max)
        let priceScale = 1 + y.map(abs).reduce(0, max)
        var dualObjective = 0.0
        var terms = 1.0
        // A price or reduced cost d at bounds l…u with value t: d > 0 holds t at l, d < 0 at u.
        func check(_ d: Double, _ bounds: LinearProgram.Bounds, _ t: Double, _ unit: Double, _ dualUnit: Double) {
            #expect(bounds.violation(of: t) <= tolerance * unit, sourceLocation: sourceLocation)
            let bound = d > 0 ? bounds.lower : bounds.upper
            if abs(d) > tolerance * dualUnit {
                #expect(abs(t - bound) <= tolerance * unit, sourceLocation: sourceLocation)
            }
            guard d != 0, bound.isFinite else { return }
            dualObjective += d * bound
            terms += abs(d * bound)
        }
        for row in 0..<program.rowCount {
            var (value, size) = (0.0, 0.0)
            for column in 0..<program.variableCount {
                value += a[row, column] * x[column]
                size += abs(a[row, column] * x[column])
            }
            check(sign * y[row], program.rowBounds[row], value, 1 + size, priceScale)
        }
        var objective = 0.0
        for column in 0..<program.variableCount {
            var (cost, size) = (program.objective[column], abs(program.objective[column]))
            for row in 0..<program.rowCount {
                cost -= a[row, column] * y[row]
                size += abs(a[row, column] * y[row])
            }
            #expect(abs(cost - solution.reducedCosts[column]) <= 1e-11 * (1 + size), sourceLocation: sourceLocation)
            check(sign * cost, program.variableBounds[column], x[column], scale, 1 + size)
            objective += program.objective[column] * x[column]
            terms += abs(program.objective[column] * x[column])
        }
        #expect(abs(sign * objective - dualObjective) <= tolerance * terms, sourceLocation: sourceLocation)
        #expect(abs(objective - solution.objective) <= 1e-12 * terms, sourceLocation: sourceLocation)
        #expect(solution.verification.relativeError <= tolerance, sourceLocation: sourceLocation)
        let basics = (solution.basis.rows + solution.basis.variables).count { $0 == .basic }
        #expect(basics == program.rowCount, sourceLocation: sourceLocation)
    }

    /// Farkas: y·r over the row intervals stays above y·A·x over the variable intervals.
    static func expectInfeasible(
        _ program: LinearProgram, _ ray: [Double], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var (least, greatest, size) = (0.0, 0.0, 0.0)
        for (bounds, weight) in zip(program.rowBounds, ray) where weight != 0 {
            least += weight * (weight > 0 ? bounds.lower : bounds.upper)
        }
        for column in 0..<program.variableCount {
            var (weight, terms) = (0.0, 0.0)
            for row in 0..<program.rowCount {
                weight += ray[row] * program.matrix[row, column]
                terms += abs(ray[row] * program.matrix[row, column])
            }
            size = max(size, terms)
            let bounds = program.variableBounds[column]
            let end = weight > 0 ? bounds.upper : bounds.lower
            if abs(weight) <= 1e-12 * terms && end.isInfinite { continue }
            if weight != 0 { greatest += weight * end }
        }
        #expect(least > greatest, sourceLocation: sourceLocation)
        #expect(least - greatest < .infinity, sourceLocation: sourceLocation)
    }

    /// A feasible point, and a direction in the recession cone along which the objective improves.
    static func expectUnbounded(
        _ program: LinearProgram, _ solution: LinearProgramSolution, _ ray: [Double],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(solution.verification.primalViolation <= 1e-9 * (1 + solution.primal.map(abs).reduce(0, max)))
        for (bounds, rate) in zip(program.variableBounds, ray) {
            if bounds.upper < .infinity { #expect(rate <= 0, sourceLocation: sourceLocation) }
            if bounds.lower > -.infinity { #expect(rate >= 0, sourceLocation: sourceLocation) }
        }
        for row in 0..<program.rowCount {
            var (rate, size) = (0.0, 0.0)
            for column in 0..<program.variableCount {
                rate += program.matrix[row, column] * ray[column]
                size += abs(program.matrix[row, column] * ray[column])
            }
            if program.rowBounds[row].upper < .infinity {
                #expect(rate <= 1e-11 * size, sourceLocation: sourceLocation)
            }
            if program.rowBounds[row].lower > -.infinity {
                #expect(rate >= -1e-11 * size, sourceLocation: sourceLocation)
            }
        }
        let rate = zip(program.objective, ray).map { $0 * $1 }.reduce(0, +)
        #expect(program.goal == .minimize ? rate < 0 : rate > 0, sourceLocation: sourceLocation)
    }
}
