import Foundation
import NumericalCore

/// The concave problem behind maximum-likelihood tomography, and its solution by a barrier method.
///
/// Maximize f(ρ) = Σ n_i log Tr(ρE_i) − Tr(ρK) over ρ ≥ 0 with Tr ρ = 1. For decreasing μ, Newton's method maximizes
/// f(ρ) + μ log det ρ; the barrier keeps every iterate positive and each step raises this function. Because the logarithm
/// is concave, any numbers w_i > 0 bound f on all states, f ≤ Σ n_i (log(n_i/w_i) − 1) + λ_max(Σ w_iE_i − K), and the
/// difference to f(ρ) certifies how far ρ is from the best. With w_i = n_i/p_i the bound is λ_max(R) − Tr(ρR) for the
/// gradient R of f; with the w_i to which a Newton step points it is tight away from the exact centres too.
/// Sources: [Boyd2004], Ch. 11, for the method; [Hradil1997] for the operator R.
struct BarrierNewton {
    /// d.
    let dimension: Int
    /// The effects with counts above 0, E_i = V_iV_i†: all columns of V_1, V_2, … side by side.
    ///
    /// Tr(ρE_i) = ‖L†V_i‖² with ρ = LL† keeps its relative accuracy where the probability is small.
    let vectors: ComplexMatrix
    /// Where the columns of each V_i are.
    let columns: [Range<Int>]
    /// The counts of these effects.
    let counts: [Double]
    /// K; nil when the term is constant.
    let penalty: ComplexMatrix?

    struct Solution {
        var state: ComplexMatrix
        var gap: Double
        var iterations: Int
        var ending: StopReason
    }

    init(effects: [ComplexMatrix], counts: [Double], penalty: ComplexMatrix?) throws {
        let dimension = effects[0].rows
        var entries: [Complex] = []
        var columns: [Range<Int>] = []
        for (effect, count) in zip(effects, counts) where count > 0 {
            let eigensystem = try effect.hermitianEigensystem()
            let start = entries.count / dimension
            let threshold = 1e-15 * eigensystem.values[dimension - 1]
            for (index, value) in eigensystem.values.enumerated() where value > threshold {
                let length = value.squareRoot()
                for row in 0..<dimension { entries.append(length * eigensystem.vectors[row, index]) }
            }
            columns.append(start..<(entries.count / dimension))
        }
        self.dimension = dimension
        self.vectors = ComplexMatrix(unchecked: entries, rows: dimension, columns: entries.count / dimension)
        self.columns = columns
        self.counts = counts.filter { $0 > 0 }
        self.penalty = penalty
    }

    /// Runs the method from the maximally mixed state until the gap is at most `gapTolerance`.
    func solve(gapTolerance: Double, iterationLimit: Int) throws -> Solution {
        // ρ = LL† with orthogonal columns of decreasing length, which keeps small eigenvalues accurate.
        var factor = (1 / Double(dimension).squareRoot()) * ComplexMatrix.identity(dimension)
        var (gap, rounding) = try optimalityGap(factor, dual: nil)
        var weight = max(gap, gapTolerance) / Double(dimension)
        var iterations = 0
        var centring = 0
        func stopped(_ ending: StopReason) -> Solution {
            Solution(state: state(factor), gap: gap, iterations: iterations, ending: ending)
        }
        while gap > gapTolerance {
            try Work.checkCancellation()
            guard iterations < iterationLimit else { return stopped(.iterationLimit) }
            // At the centre for a weight the gap is below d·weight: no smaller weight can show in it.
            let leastWeight = max(1e-2 * gapTolerance, 0.1 * rounding) / Double(dimension)
            guard weight > leastWeight, let step = try newtonStep(factor, weight: weight) else {
                return stopped(.stalled)
            }
            iterations += 1
            centring += 1
            factor = step.factor
            // Close to the centre, or as close as rounding lets one come: on to the next weight.
            let isCentred = step.squaredDecrement <= 0.25 * weight || centring == 30
            if isCentred || iterations == iterationLimit {
                (gap, rounding) = try optimalityGap(factor, dual: step.dual)
            }
            if isCentred {
                weight *= 0.1
                centring = 0
            }
        }
        return stopped(.converged)
    }

    private func state(_ factor: ComplexMatrix) -> ComplexMatrix {
        ComplexMatrix.product(factor, .plain, factor, .adjoint).hermitianPart
    }

    /// L†V_i side by side, and Tr(ρE_i) = ‖L†V_i‖².
    private func turnedVectors(_ factor: ComplexMatrix) -> (vectors: [Complex], probabilities: [Double]) {
        let turned = ComplexMatrix.product(factor, .adjoint, vectors).elements
        let probabilities = columns.map { range in
            turned[(range.lowerBound * dimension)..<(range.upperBound * dimension)]
                .reduce(0) { $0 + $1.squaredMagnitude }
        }
        return (turned, probabilities)
    }

    /// The bound for w_i = n_i/p_i, or for the given w_i if it is lower, less f(ρ); raised by what rounding may hide.
    private func optimalityGap(_ factor: ComplexMatrix, dual: [Double]?) throws -> (gap: Double, rounding: Double) {
        let probabilities = turnedVectors(factor).probabilities
        guard probabilities.allSatisfy({ $0 > 0 }) else { return (.infinity, 0) }
        let total = counts.reduce(0, +)
        let mean = penalty.map { DensityOperator.traceOfProduct(state(factor), $0).real } ?? 0
        func bound(_ weights: [Double]) throws -> (gap: Double, rounding: Double) {
            var scaled = vectors
            scaled.withMutableElements { entries in
                for (index, range) in columns.enumerated() {
                    for place in (range.lowerBound * dimension)..<(range.upperBound * dimension) {
                        entries[place] = weights[index] * entries[place]
                    }
                }
            }
            var operatorR = ComplexMatrix.product(scaled, .plain, vectors, .adjoint)
            if let penalty { operatorR = operatorR - penalty }
            let eigenvalues = try operatorR.hermitianPart.hermitianEigenvalues()
            var difference = eigenvalues[dimension - 1] - (total - mean)
            for (index, count) in counts.enumerated() {
                difference -= count * log(weights[index] * probabilities[index] / count)
            }
            let size = total + abs(mean) + abs(eigenvalues[0]) + abs(eigenvalues[dimension - 1])
            let rounding = 4 * Double.ulpOfOne * size
            return (max(0, difference) + rounding, rounding)
        }
        let primal = try bound(zip(counts, probabilities).map { $0 / $1 })
        guard let dual, dual.allSatisfy({ $0 > 0 && $0.isFinite }) else { return primal }
        let other = try bound(dual)
        return other.gap < primal.gap ? other : primal
    }

    /// √n_i e_i/p_i as columns of coordinates, with e_i = L†E_iL = L†V_i(L†V_i)†, and the p_i; nil when one vanishes.
    private func scaledEffects(_ factor: ComplexMatrix) -> (effects: RealMatrix, probabilities: [Double])? {
        let (turned, probabilities) = turnedVectors(factor)
        guard probabilities.allSatisfy({ $0 > 0 }) else { return nil }
        let d = dimension
        let coordinates = [Double](unsafeUninitializedCapacity: d * d * counts.count) { result, initialized in
            turned.withUnsafeBufferPointer { turned in
                var place = 0
                for (index, range) in columns.enumerated() {
                    let scale = counts[index].squareRoot() / probabilities[index]
                    for column in 0..<d {
                        for row in column..<d {
                            var sum = Complex.zero
                            for vector in range {
                                sum += turned[vector * d + row] * turned[vector * d + column].conjugate
                            }
                            if row == column {
                                result[place] = scale * sum.real
                                place += 1
                            } else {
                                result[place] = scale * HermitianCoordinates.root2 * sum.real
                                result[place + 1] = scale * HermitianCoordinates.root2 * sum.imaginary
                                place += 2
                            }
                        }
                    }
                }
                initialized = place
            }
        }
        return (RealMatrix(unchecked: coordinates, rows: d * d, columns: counts.count), probabilities)
    }

    /// One step of Newton's method with an exact line search; nil when rounding leaves no direction of ascent.
    private func newtonStep(
        _ factor: ComplexMatrix, weight: Double
    ) throws -> (factor: ComplexMatrix, squaredDecrement: Double, dual: [Double])? {
        let (d, size) = (dimension, dimension * dimension)
        // With ρ + L X L†, X Hermitian, everything is of order one: p_i(1 + Tr(e_iX)/p_i) and log det(1 + X). The columns'
        // products with themselves make the Hessian, and with √n_i the gradient.
        guard let (scaled, probabilities) = scaledEffects(factor) else { return nil }
        var hessian = RealMatrix.product(scaled, .plain, scaled, .transposed)
        for index in 0..<size { hessian[index, index] += weight }
        var gradient = scaled * counts.map { $0.squareRoot() }
        let penaltyCoordinates = penalty.map {
            HermitianCoordinates.coordinates(
                of: ComplexMatrix.product(factor, .adjoint, $0 * factor).hermitianPart)
        }
        if let penaltyCoordinates { for index in 0..<size { gradient[index] -= penaltyCoordinates[index] } }
        let unit = HermitianCoordinates.coordinates(of: .identity(d))
        for index in 0..<size { gradient[index] += weight * unit[index] }
        // Tr ρ stays 1: X is orthogonal to L†L.
        let constraint = HermitianCoordinates.coordinates(
            of: ComplexMatrix.product(factor, .adjoint, factor).hermitianPart)
        let solutions = try hessian.solve(RealMatrix(unchecked: gradient + constraint, rows: size, columns: 2))
        let (free, normal) = (solutions.column(0), solutions.column(1))
        let multiplier = innerProduct(constraint, free) / innerProduct(constraint, normal)
        let direction = zip(free, normal).map { $0 - multiplier * $1 }
        let step = HermitianCoordinates.matrix(direction, dimension: d)
        let images = RealMatrix.product(
            scaled, .transposed, RealMatrix(unchecked: direction, rows: size, columns: 1)
        ).elements
        // The slope along the direction, as a sum of squares.
        let slope = innerProduct(images, images) + weight * innerProduct(direction, direction)
        guard slope > 0, slope.isFinite else { return nil }
        // Tr(e_iX)/p_i, the relative change of each probability at full length.
        let rates = zip(images, counts).map { $0 / $1.squareRoot() }
        let length = lineSearch(
            rates: rates, barrierRates: try step.hermitianEigenvalues(), weight: weight,
            constant: penaltyCoordinates.map { innerProduct($0, direction) } ?? 0)
        var increment = length * step
        for index in 0..<d { increment[index, index] += .one }
        guard let root = try increment.hermitianPart.choleskyFactor() else { return nil }
        let decomposition = try (factor * root).singularValueDecomposition()
        let norm = euclideanNorm(decomposition.values)
        let next = ComplexMatrix(rows: d, columns: d) {
            (decomposition.values[$1] / norm) * decomposition.left[$0, $1]
        }
        // n_i/p_i to first order in the step: these make the dual bound of the central path.
        let dual = rates.indices.map { counts[$0] / probabilities[$0] * (1 - rates[$0]) }
        return (next, slope, dual)
    }

    /// The t in 0…1 that maximizes Σ n_i log(1 + t·r_i) − t·c + μ Σ log(1 + t·s_j), to a part in 10³ of the slope.
    ///
    /// The slope is compared, not the function: its differences would drown in rounding near the solution.
    private func lineSearch(
        rates: [Double], barrierRates: [Double], weight: Double, constant: Double
    ) -> Double {
        func slope(_ t: Double) -> Double {
            var sum = -constant
            for (count, rate) in zip(counts, rates) { sum += count * rate / (1 + t * rate) }
            for rate in barrierRates { sum += weight * rate / (1 + t * rate) }
            return sum
        }
        let steepest = barrierRates[0]
        var high = steepest < 0 ? min(1, -0.99 / steepest) : 1
        if slope(high) >= 0 { return high }
        var low = 0.0
        let enough = 1e-3 * abs(slope(0))
        for _ in 0..<60 {
            let middle = (low + high) / 2
            let value = slope(middle)
            if value >= 0 { low = middle } else { high = middle }
            if value >= 0 && value <= enough { break }
        }
        return low > 0 ? low : high
    }
}
